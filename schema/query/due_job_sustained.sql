-- SPDX-License-Identifier: GPL-3.0-or-later
-- Weeks in work that count: the next milestone, until it is written down or a contact confirms it.
-- ?1: today, then the clock's settings. Columns: record, client, member, due on, shown from, why.
-- views: job outcome
WITH work(client, job, title, start, mile, weeks) AS (
    SELECT p.client, j.id, coalesce(j.job_title, 'written'), j.started_on,
           date(j.started_on, '+' || (m.column1 * 7) || ' days'), m.column1
    FROM temp.due_part p CROSS JOIN job j ON j._seq = p.seq, (VALUES (?2), (?3), (?4)) AS m
    WHERE p.kind = 'job' AND coalesce(j.ended_on, '9999') > ?1 AND coalesce(j.held_before_service,
        'no') <> 'yes')
SELECT w.job, w.client, NULL, w.mile, NULL, w.weeks || ' weeks in work as ' || w.title || ' on {'
    || w.mile
       || '}: check that it goes on, and write it down'
FROM work w
WHERE w.mile >= date(?1, '-84 days')
  AND NOT EXISTS (SELECT 1 FROM temp.due_contact t WHERE t.client = w.client AND t.how = 'check_in'
      AND t.date >= w.mile)
  AND NOT EXISTS (SELECT 1 FROM temp.due_part p CROSS JOIN outcome o ON o._seq = p.seq
                  WHERE p.kind = 'outcome' AND p.client = w.client AND o.measured_on >= w.mile);

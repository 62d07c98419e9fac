-- SPDX-License-Identifier: GPL-3.0-or-later
-- In the first weeks of a job, a week after the last contact. ?1: today, then the clock's settings.
-- Columns: record, client, member, due on, shown from, why.
-- views: job
SELECT w.id, w.client, NULL, date(w.last, '+' || ?2 || ' days'), NULL,
       'Week ' || (1 + CAST(julianday(?1) - julianday(w.start) AS INTEGER) / 7) || ' as ' || w.title
       || '; last contact on {' || w.last || '}'
FROM (SELECT j.id, p.client, j.started_on AS start, coalesce(j.job_title, 'planned') AS title,
             (SELECT max(t.date) FROM temp.due_contact t WHERE t.client = p.client AND t.reached = 1
                AND t.date >= j.started_on) AS last
      FROM temp.due_part p CROSS JOIN job j ON j._seq = p.seq
      WHERE p.kind = 'job' AND coalesce(j.ended_on, '9999') > ?1 AND coalesce(j.held_before_service,
          'no') <> 'yes'
        AND j.started_on <= ?1 AND j.started_on > date(?1, '-' || (?3 * 7) || ' days')) AS w
WHERE w.last IS NOT NULL AND date(w.last, '+' || ?2 || ' days') <= date(w.start, '+' || (?3 * 7)
    || ' days');

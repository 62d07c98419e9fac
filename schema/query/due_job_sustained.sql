-- SPDX-License-Identifier: GPL-3.0-or-later
-- Weeks in work that count: the next milestone, until it is written down or a contact confirms it;
-- and so many weeks of enough paid hours within a longer stretch (13 of 16), over several jobs, gaps
-- or changes of hours, the first time since the person joined, where it is not the day of a
-- milestone of one job. A week is seven days from the first day of a job or of its new hours; a part
-- of a week counts by its days. Hours that are not written may be enough: then that is told as a
-- gap. ?1: today, then the clock's settings. Columns: record, client, member, due on, shown from,
-- why.
-- views: job outcome job_change
WITH RECURSIVE held(client, seq, job, title, start, last, hours) AS MATERIALIZED (
    SELECT p.client, p.seq, j.id, coalesce(' as ' || j.job_title, ''), j.started_on,
           coalesce(j.ended_on, '9999-12-31'), j.hours_per_week
    FROM temp.due_part p CROSS JOIN job j ON j._seq = p.seq
    WHERE p.kind = 'job' AND j.started_on IS NOT NULL AND coalesce(j.held_before_service, 'no')
        <> 'yes' AND coalesce(j.job_kind, '') NOT IN ('voluntary', 'work_trial')),
work(client, job, mile, why) AS (
    SELECT h.client, h.job, date(h.start, '+' || (m.column1 * 7) || ' days'),
           m.column1 || ' weeks in work' || h.title || ' on {'
    FROM held h, (VALUES (?2), (?3), (?4)) AS m WHERE h.last > ?1),
point(client, job, day, last, hours) AS (
    SELECT h.client, h.job, h.start, h.last, h.hours
    FROM held h JOIN temp.due_client c ON c.id = h.client WHERE h.start >= coalesce(c.started, '')
    UNION ALL
    SELECT h.client, h.job, g.changed_on, h.last, g.hours_per_week
    FROM held h
    CROSS JOIN main.record r INDEXED BY record_part
        ON r.parent = h.job AND r.kind = 'job_change' AND r.shown = 1
    CROSS JOIN job_change g ON g._seq = r.seq
    WHERE g.changed_on > h.start AND g.changed_on <= h.last AND g.hours_per_week IS NOT NULL),
term(client, job, first, last, hours) AS MATERIALIZED (
    SELECT client, job, julianday(day),
           coalesce(julianday(lead(day) OVER (PARTITION BY job ORDER BY day)) - 1,
                    julianday(last)), hours
    FROM point),
span(k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM span WHERE k + 1 < CAST(?5 AS INTEGER)),
week(client, first, k, unknown) AS (
    SELECT a.client, a.first, s.k, max(t.hours IS NULL)
    FROM (SELECT DISTINCT client, first FROM term) AS a CROSS JOIN span s
    CROSS JOIN term t ON t.client = a.client AND t.first <= a.first + s.k * 7 + 6
        AND t.last >= a.first + s.k * 7
    GROUP BY a.client, a.first, s.k
    HAVING sum(coalesce(CAST(t.hours AS REAL), ?7) * (min(t.last, a.first + s.k * 7 + 6)
               - max(t.first, a.first + s.k * 7) + 1) / 7.0) >= ?7),
counted(client, mile, number, unknown) AS (
    SELECT client, date(first + k * 7 + 7), row_number() OVER w, max(unknown) OVER w
    FROM week WINDOW w AS (PARTITION BY client, first ORDER BY k)),
reached(client, mile, unknown) AS (
    SELECT client, min(mile), unknown FROM counted WHERE number = CAST(?6 AS INTEGER)
    GROUP BY client),
told(client, job, mile, why, unknown) AS (
    SELECT client, job, mile, why, 0 FROM work
    UNION ALL
    SELECT r.client, (SELECT h.job FROM held h WHERE h.client = r.client AND h.start <= r.mile
                      ORDER BY h.start DESC, h.seq DESC LIMIT 1), r.mile,
           ?6 || ' weeks of ' || ?7 || ' paid hours or more within ' || ?5 || ' weeks on {',
           r.unknown
    FROM reached r
    WHERE NOT EXISTS (SELECT 1 FROM held h WHERE h.client = r.client AND h.last > r.mile
                      AND date(h.start, '+' || (?6 * 7) || ' days') = r.mile))
SELECT w.job, w.client, NULL, CASE WHEN w.unknown = 0 THEN w.mile END, NULL,
       w.why || w.mile
       || CASE WHEN w.unknown = 0 THEN '}: check that it goes on, and write it down'
               ELSE '}, if the hours a week of each job are enough: they are not all written' END
FROM told w
WHERE w.mile >= date(?1, '-84 days') AND (w.unknown = 0 OR w.mile <= date(?1, '+14 days'))
  AND NOT EXISTS (SELECT 1 FROM temp.due_contact t WHERE t.client = w.client AND t.how = 'check_in'
      AND t.date >= w.mile)
  AND NOT EXISTS (SELECT 1 FROM temp.due_part p CROSS JOIN outcome o ON o._seq = p.seq
                  WHERE p.kind = 'outcome' AND p.client = w.client AND o.measured_on >= w.mile);

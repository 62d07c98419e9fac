-- SPDX-License-Identifier: GPL-3.0-or-later
-- In the first weeks of a job or a course, a week after the last contact. ?1: today, then the
-- clock's settings. Columns: record, client, member, due on, shown from, why, begins, title.
-- views: job education
WITH begun(id, client, start, words, title, ended) AS (
    SELECT j.id, p.client, j.started_on, coalesce(' as ' || j.job_title, ' of a new job'), NULL, j.ended_on
    FROM temp.due_part p CROSS JOIN job j ON j._seq = p.seq
    WHERE p.kind = 'job' AND coalesce(j.held_before_service, 'no') <> 'yes'
    UNION ALL
    SELECT e.id, p.client, e.started_on, ' of the course' || coalesce(' ' || e.course, ''),
           'Weekly contact on a new course', e.ended_on
    FROM temp.due_part p CROSS JOIN education e ON e._seq = p.seq
    WHERE p.kind = 'education' AND coalesce(e.result, 'running') = 'running')
SELECT w.id, w.client, NULL, date(w.last, '+' || ?2 || ' days'), NULL,
       'Week ' || (1 + CAST(julianday(?1) - julianday(w.start) AS INTEGER) / 7) || w.words
       || '; last contact on {' || w.last || '}', NULL, w.title
FROM (SELECT b.*, (SELECT max(t.date) FROM temp.due_contact t WHERE t.client = b.client
                     AND t.reached = 1 AND t.date >= b.start) AS last
      FROM begun b
      WHERE coalesce(b.ended, '9999') > ?1
        AND b.start <= ?1 AND b.start > date(?1, '-' || (?3 * 7) || ' days')) AS w
WHERE w.last IS NOT NULL AND date(w.last, '+' || ?2 || ' days') <= date(w.start, '+' || (?3 * 7)
    || ' days');

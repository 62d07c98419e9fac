-- SPDX-License-Identifier: GPL-3.0-or-later
-- A job or a course began, and no contact since. ?1: today, then the clock's settings. Columns: record, client,
-- member, due on, shown from, why.
-- views: job education
SELECT j.id, p.client, NULL, date(j.started_on, '+' || ?2 || ' days'), NULL,
       'Started' || coalesce(' as ' || j.job_title, '') || ' on {' || j.started_on
           || '}; not in touch since'
FROM temp.due_part p CROSS JOIN job j ON j._seq = p.seq
WHERE p.kind = 'job' AND coalesce(j.ended_on, '9999') > ?1 AND coalesce(j.held_before_service,
    'no') <> 'yes'
  AND j.started_on <= ?1
  AND NOT EXISTS (SELECT 1 FROM temp.due_contact t WHERE t.client = p.client AND t.reached = 1
                  AND t.date >= j.started_on)
  AND NOT EXISTS (SELECT 1 FROM temp.due_dated n WHERE n.kind = 'note' AND n.client = p.client
                  AND n.date >= j.started_on AND n.date < date(?1, '-200 days'))
UNION ALL
SELECT e.id, p.client, NULL, date(e.started_on, '+' || ?2 || ' days'), NULL,
       'The course' || coalesce(' ' || e.course, '') || ' began on {' || e.started_on
           || '}; not in touch since'
FROM temp.due_part p CROSS JOIN education e ON e._seq = p.seq
WHERE p.kind = 'education' AND coalesce(e.ended_on, '9999') > ?1
  AND coalesce(e.result, 'running') = 'running'
  AND e.started_on BETWEEN date(?1, '-200 days') AND ?1
  AND NOT EXISTS (SELECT 1 FROM temp.due_contact t WHERE t.client = p.client AND t.reached = 1
                  AND t.date >= e.started_on);

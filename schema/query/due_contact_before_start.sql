-- SPDX-License-Identifier: GPL-3.0-or-later
-- A first day at work or of a course comes, and no contact in the days before it. ?1: today, then the clock's settings.
-- Columns: record, client, member, due on, shown from, why.
-- views: job education
SELECT j.id, p.client, NULL, j.planned_start_on, date(j.planned_start_on, '-' || ?2 || ' days'),
       'Due to start' || coalesce(' as ' || j.job_title, '') || ' on {' || j.planned_start_on
       || '}; not in touch in the days before it'
FROM temp.due_part p CROSS JOIN job j ON j._seq = p.seq
WHERE p.kind = 'job' AND j.started_on IS NULL AND j.ended_on IS NULL
  AND j.planned_start_on >= date(?1, '-7 days')
  AND NOT EXISTS (SELECT 1 FROM temp.due_contact t WHERE t.client = p.client AND t.reached = 1
                  AND t.date BETWEEN date(j.planned_start_on, '-' || ?2 || ' days')
                      AND j.planned_start_on)
UNION ALL
SELECT e.id, p.client, NULL, e.planned_start_on, date(e.planned_start_on, '-' || ?2 || ' days'),
       'The course' || coalesce(' ' || e.course, '') || ' is due to start on {'
       || e.planned_start_on || '}; not in touch in the days before it'
FROM temp.due_part p CROSS JOIN education e ON e._seq = p.seq
WHERE p.kind = 'education' AND e.started_on IS NULL AND e.ended_on IS NULL
  AND coalesce(e.offer, '') <> 'declined' AND coalesce(e.result, '') NOT IN ('left', 'deferred')
  AND e.planned_start_on >= date(?1, '-7 days')
  AND NOT EXISTS (SELECT 1 FROM temp.due_contact t WHERE t.client = p.client AND t.reached = 1
                  AND t.date BETWEEN date(e.planned_start_on, '-' || ?2 || ' days')
                      AND e.planned_start_on);

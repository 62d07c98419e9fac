-- SPDX-License-Identifier: GPL-3.0-or-later
-- A job whose first day has come, or whose first paid hours are not confirmed. ?1: today, then the
-- clock's settings. Columns: record, client, member, due on, shown from, why, starts, title.
-- views: job
SELECT j.id, p.client, NULL, j.planned_start_on, NULL,
       'Due to start' || coalesce(' as ' || j.job_title, '') || ' on {' || j.planned_start_on
           || '}: did it begin?',
       NULL, NULL
FROM temp.due_part p CROSS JOIN job j ON j._seq = p.seq
WHERE p.kind = 'job' AND j.started_on IS NULL AND j.ended_on IS NULL
    AND j.planned_start_on IS NOT NULL
UNION ALL
SELECT j.id, p.client, NULL, date(j.started_on, '+' || ?3 || ' days'), NULL,
       'Started' || coalesce(' as ' || j.job_title, '') || ' on {' || j.started_on
           || '}; when were '
       || ?2 || ' paid hours worked? It counts from then',
       NULL, 'The day of the first ' || ?2 || ' paid hours'
FROM temp.due_part p CROSS JOIN job j ON j._seq = p.seq
WHERE p.kind = 'job' AND coalesce(j.ended_on, '9999') > ?1 AND coalesce(j.held_before_service,
    'no') <> 'yes' AND j.started_on <= ?1 AND j.four_hours_on IS NULL
  AND coalesce(j.job_kind, '') NOT IN ('voluntary', 'work_trial');

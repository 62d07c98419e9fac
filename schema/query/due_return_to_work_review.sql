-- SPDX-License-Identifier: GPL-3.0-or-later
-- Return-to-work plans whose next look comes. ?1: today, then the clock's settings. Columns:
-- record, client, member, due on, shown from, why.
-- views: return_to_work_plan job
WITH plan(id, client, job, looked, agreed, every) AS (
    SELECT v.id, p.client, v.job,
           nullif(max(coalesce(v.made_on, ''), coalesce(v.reviewed_on, '')), ''),
           CASE WHEN v.review_on > coalesce(v.reviewed_on, '') THEN v.review_on END,
           coalesce(v.review_every_days, ?2)
    FROM temp.due_part p CROSS JOIN return_to_work_plan v ON v._seq = p.seq
    WHERE p.kind = 'return_to_work_plan' AND coalesce(v.closed_on, '9999') > ?1)
SELECT v.id, v.client, NULL, coalesce(v.agreed, date(v.looked, '+' || v.every || ' days')), NULL,
       CASE WHEN v.agreed IS NOT NULL THEN 'You agreed to go over it on {' || v.agreed || '}'
            WHEN v.looked IS NULL THEN 'Neither the plan nor its review has a date'
            ELSE 'Made or last gone over on {' || v.looked || '}' END
FROM plan v
WHERE NOT EXISTS (SELECT 1 FROM job j WHERE j.id = v.job AND j.ended_on <= ?1);

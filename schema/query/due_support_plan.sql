-- SPDX-License-Identifier: GPL-3.0-or-later
-- A job without a plan for support, or one whose review comes. ?1: today, then the clock's
-- settings. Columns: record, client, member, due on, shown from, why.
-- views: job support_plan
WITH work(client, job, title, start) AS (
    SELECT p.client, j.id, coalesce(' as ' || j.job_title, ''),
           coalesce(j.started_on, j.planned_start_on)
    FROM temp.due_part p CROSS JOIN job j ON j._seq = p.seq
    WHERE p.kind = 'job' AND coalesce(j.ended_on, '9999') > ?1
      AND (coalesce(j.held_before_service, 'no') <> 'yes')),
plan(client, id, job, made, review) AS (
    SELECT p.client, v.id, v.job, v.prepared_on, v.review_on
    FROM temp.due_part p CROSS JOIN support_plan v ON v._seq = p.seq WHERE p.kind = 'support_plan')
SELECT w.job, w.client, NULL, w.start, NULL,
       'Work' || w.title || ' from {' || w.start || '}, and there is no plan for support yet'
FROM work w
WHERE w.start IS NOT NULL AND NOT EXISTS (SELECT 1 FROM plan v WHERE v.client = w.client
                                          AND (v.job = w.job OR v.job IS NULL))
UNION ALL
SELECT v.id, w.client, NULL,
       CASE WHEN v.review > coalesce(v.made, '') THEN v.review
            WHEN coalesce(v.made, w.start) < date(w.start, '+' || (?2 * 7) || ' days')
                THEN date(w.start, '+' || (?2 * 7) || ' days')
            WHEN coalesce(v.made, w.start) < date(w.start, '+' || (?3 * 7) || ' days')
                THEN date(w.start, '+' || (?3 * 7) || ' days')
            ELSE date(coalesce(v.made, w.start), '+' || ?4 || ' days') END, NULL,
       CASE WHEN v.review > coalesce(v.made, '') THEN 'You agreed to go over it on {' || v.review
           || '}'
            WHEN w.start IS NULL AND v.made IS NULL THEN 'Neither the plan nor the job has a date'
            WHEN v.made IS NULL THEN 'Work began on {' || w.start || '}; the plan has no date'
            ELSE 'Prepared on {' || v.made || '}' END
FROM work w JOIN plan v ON v.client = w.client AND (v.job = w.job OR v.job IS NULL)
WHERE v.id = (SELECT max(o.id) FROM plan o WHERE o.client = w.client AND (o.job = w.job
    OR o.job IS NULL));

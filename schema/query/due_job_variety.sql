-- SPDX-License-Identifier: GPL-3.0-or-later
-- Kinds of job and employers among the jobs begun in six months, beside the aim. Two or more jobs
-- are needed to tell; a business of one's own is an employer of its own. ?1: today, then the clock's settings. Columns: record, client, member, due
-- on, shown from, why.
-- views: job
WITH begun(member, job, sector, employer, open, known) AS (
    SELECT s.id, j.id, coalesce(j.sector, j.job_title),
           coalesce(j.employer, CASE WHEN j.job_kind = 'self_employed' THEN j.id END),
           coalesce(j.job_kind, '') = 'self_employed'
           OR (j.open_market = 'yes' AND j.usual_pay = 'yes' AND j.open_to_anyone = 'yes'
               AND j.contract_type = 'permanent'),
           coalesce(j.job_kind, '') = 'self_employed'
           OR (j.open_market IS NOT NULL AND j.usual_pay IS NOT NULL AND j.open_to_anyone IS NOT NULL
               AND j.contract_type IS NOT NULL)
    FROM temp.due_staff s JOIN temp.due_client c ON c.owner = s.id
    JOIN temp.due_part p ON p.kind = 'job' AND p.client = c.id CROSS JOIN job j ON j._seq = p.seq
    WHERE j.started_on BETWEEN date(?1, '-6 months') AND ?1 AND coalesce(j.held_before_service,
        'no') <> 'yes' AND coalesce(j.job_kind, '') NOT IN ('voluntary', 'work_trial'))
SELECT b.member, NULL, b.member, ?1, NULL,
       count(DISTINCT b.sector) || ' kinds of job and ' || count(DISTINCT b.employer)
           || ' employers among '
       || count(*) || ' jobs begun in six months; ' || ?2 || '% different is the aim'
FROM begun b GROUP BY b.member
HAVING count(*) > 1 AND (100.0 * count(DISTINCT b.sector) / count(*) < CAST(?2 AS REAL)
                         OR 100.0 * count(DISTINCT b.employer) / count(*) < CAST(?2 AS REAL));

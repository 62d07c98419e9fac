-- SPDX-License-Identifier: GPL-3.0-or-later
-- Open and permanent jobs among those begun in six months, beside the aim; what is not answered is
-- named. A business of one's own is open to anyone and counts; unpaid work is no job here. ?1: today, then the clock's settings. Columns: record, client, member, due on, shown from,
-- why.
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
       sum(coalesce(b.open, 0)) || ' of ' || count(*)
           || ' jobs begun in six months are open and permanent; ' || ?2 || '% is the aim'
       || CASE WHEN sum(b.known) < count(*) THEN '; not answered for ' || (count(*) - sum(b.known))
           ELSE '' END
FROM begun b GROUP BY b.member
HAVING 100.0 * sum(coalesce(b.open, 0)) / count(*) < CAST(?2 AS REAL);

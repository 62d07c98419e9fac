-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who is in work. ?1: today.
-- views: job
-- temporary
UPDATE temp.due_client SET in_work = 1
WHERE id IN (SELECT p.client FROM temp.due_part p CROSS JOIN job j ON j._seq = p.seq
             WHERE p.kind = 'job' AND j.started_on <= ?1 AND coalesce(j.ended_on, '9999') > ?1
               AND coalesce(j.job_kind, '') NOT IN ('voluntary', 'work_trial'));

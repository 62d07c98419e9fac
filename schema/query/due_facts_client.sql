-- SPDX-License-Identifier: GPL-3.0-or-later
-- Everybody on their caseloads, those that nobody has yet among them. ?1: today.
-- views: client member
-- temporary
INSERT INTO temp.due_client(id, seq, title, owner, service, stage, referred, started, met, paused)
SELECT c.id, c._seq, c.title, c.employment_specialist, coalesce(c.service, 'new_job'), c.stage,
       c.referred_on, c.accepted_on, c.first_met_on, coalesce(c.stage = 'paused', 0)
FROM client c
WHERE c.struck = 0
  AND (c.employment_specialist IS NULL
       OR c.employment_specialist NOT IN (SELECT m.id FROM member m)
       OR EXISTS (SELECT 1 FROM temp.due_scope s WHERE s.id = c.employment_specialist)
       OR EXISTS (SELECT 1 FROM temp.due_scope s WHERE s.id = c.covering_specialist AND s.own = 1))
  AND coalesce(c.left_on, '9999') > ?1 AND coalesce(c.stage, '') <> 'left';

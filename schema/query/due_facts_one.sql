-- SPDX-License-Identifier: GPL-3.0-or-later
-- One client alone, whoever works with them; as due_facts_client. ?1: today; ?2: the client.
-- views: client member
-- temporary
INSERT INTO temp.due_client(id, seq, title, owner, service, stage, referred, started, met, paused)
SELECT c.id, c._seq, c.title, c.employment_specialist, coalesce(c.service, 'new_job'), c.stage,
       c.referred_on, c.accepted_on, c.first_met_on, coalesce(c.stage = 'paused', 0)
FROM client c
WHERE c.id = ?2 AND c.struck = 0
  AND (coalesce(c.left_on, '9999') > ?1 OR EXISTS (
           SELECT 1 FROM main.record b INDEXED BY record_part
           CROSS JOIN main.current d ON d.home = b.seq AND d.lead = 1
               AND d.field IN ('received_on', 'started_on')
           WHERE b.parent = c.id AND b.shown = 1 AND b.kind IN ('referral', 'episode')
             AND d.value > c.left_on AND d.value <= ?1))
  AND coalesce(c.stage, '') <> 'left';

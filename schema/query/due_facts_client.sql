-- SPDX-License-Identifier: GPL-3.0-or-later
-- Everybody on their caseloads, those that nobody has yet among them. Who left is here again after
-- a later referral, or when a new time with the service began. ?1: today.
-- views: client
-- temporary
INSERT INTO temp.due_client(id, seq, title, owner, service, stage, referred, started, met, paused)
SELECT c.id, c._seq, c.title, k.owner, coalesce(c.service, 'new_job'), k.stage, c.referred_on,
       c.accepted_on, c.first_met_on, coalesce(k.stage = 'paused', 0)
FROM (SELECT r.seq,
             (SELECT coalesce((SELECT a.main FROM temp.due_same a WHERE a.id = f.value), f.value)
              FROM main.current f WHERE f.home = r.seq
              AND f.field = 'employment_specialist' AND f.lead = 1) AS owner,
             (SELECT f.value FROM main.current f WHERE f.home = r.seq AND f.field = 'stage'
              AND f.lead = 1) AS stage,
             (SELECT f.value FROM main.current f WHERE f.home = r.seq AND f.field = 'left_on'
              AND f.lead = 1) AS left_on
      FROM main.record r WHERE r.kind = 'client' AND r.shown = 1
      LIMIT -1) AS k
CROSS JOIN client c ON c._seq = k.seq
WHERE (coalesce(k.left_on, '9999') > ?1 OR EXISTS (
           SELECT 1 FROM main.record b INDEXED BY record_part
           CROSS JOIN main.current d ON d.home = b.seq AND d.lead = 1
               AND d.field IN ('received_on', 'started_on')
           WHERE b.parent = c.id AND b.shown = 1 AND b.kind IN ('referral', 'episode')
             AND d.value > k.left_on AND d.value <= ?1))
  AND coalesce(k.stage, '') <> 'left'
  AND (k.owner IS NULL
       OR NOT EXISTS (SELECT 1 FROM main.record m WHERE m.id = k.owner AND m.kind = 'member'
                      AND m.shown IS NOT NULL)
       OR EXISTS (SELECT 1 FROM temp.due_scope s WHERE s.id = k.owner)
       OR EXISTS (SELECT 1 FROM temp.due_scope s WHERE s.id = c.covering_specialist AND s.own = 1));

-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who left, by an episode that ended, and has not come back since: no referral, no other episode
-- later than that. ?1: today.
-- views: episode referral
-- temporary
DELETE FROM temp.due_client WHERE id IN (
    SELECT e.client
    FROM (SELECT c.id AS client, c.referred, c.started,
                 max(CASE WHEN v.ended_on <= ?1 THEN v.ended_on END) AS gone,
                 max(coalesce(v.started_on, '')) AS begun,
                 max(v.ended_on IS NULL OR v.ended_on > ?1) AS goes_on
          FROM temp.due_client c
          CROSS JOIN main.record r INDEXED BY record_part
              ON r.parent = c.id AND r.shown = 1 AND r.kind = 'episode'
          CROSS JOIN episode v ON v._seq = r.seq
          GROUP BY c.id) AS e
    WHERE e.gone IS NOT NULL AND NOT e.goes_on AND e.begun <= e.gone
      AND coalesce(e.referred, '') <= e.gone AND coalesce(e.started, '') <= e.gone
      AND NOT EXISTS (SELECT 1 FROM main.record r INDEXED BY record_part
                      CROSS JOIN referral f ON f._seq = r.seq
                      WHERE r.parent = e.client AND r.shown = 1 AND r.kind = 'referral'
                        AND f.received_on > e.gone));

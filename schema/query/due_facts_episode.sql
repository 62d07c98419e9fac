-- SPDX-License-Identifier: GPL-3.0-or-later
-- The newest period with the service that has not ended is when the person joined. ?1: today.
-- views: episode
-- temporary
UPDATE temp.due_client SET started = e.begun
FROM (SELECT p.client, max(v.started_on) AS begun
      FROM temp.due_part p CROSS JOIN episode v ON v._seq = p.seq
      WHERE p.kind = 'episode' AND (v.ended_on IS NULL OR v.ended_on > ?1) GROUP BY p.client) AS e
WHERE e.client = due_client.id AND e.begun IS NOT NULL;

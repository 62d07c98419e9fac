-- SPDX-License-Identifier: GPL-3.0-or-later
-- The people on the caseloads meant, those who left with something open, and the colleagues meant: id,
-- name, owner, paused.
-- views: client
SELECT id, title, owner, paused FROM temp.due_client
UNION ALL
SELECT c.id, c.title, c.employment_specialist, 0
FROM (SELECT DISTINCT p.client FROM temp.due_part p WHERE p.kind IN ('complaint', 'concern')
        AND p.client NOT IN (SELECT id FROM temp.due_client)) AS g
CROSS JOIN client c ON c.id = g.client
UNION ALL
SELECT id, title, NULL, 0 FROM temp.due_staff ORDER BY id;

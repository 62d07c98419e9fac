-- SPDX-License-Identifier: GPL-3.0-or-later
-- The people on the caseloads meant and the colleagues meant: id, name, owner, paused.
SELECT id, title, owner, paused FROM temp.due_client
UNION ALL
SELECT id, title, NULL, 0 FROM temp.due_staff ORDER BY id;

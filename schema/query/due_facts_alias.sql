-- SPDX-License-Identifier: GPL-3.0-or-later
-- Every id under which they are referred to: duplicates show as one.
-- temporary
INSERT INTO temp.due_alias(id, client)
SELECT id, id FROM temp.due_client
UNION ALL
SELECT r.id, c.id FROM temp.due_client c JOIN main.record r ON r.main = c.seq;

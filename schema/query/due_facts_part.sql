-- SPDX-License-Identifier: GPL-3.0-or-later
-- Every record about them, by kind; notes and appointments are in due_dated.
-- temporary
INSERT OR IGNORE INTO temp.due_part(kind, client, seq)
SELECT r.kind, a.client, r.seq
FROM temp.due_alias a
CROSS JOIN main.record r INDEXED BY record_part ON r.parent = a.id AND r.shown = 1
WHERE r.kind NOT IN ('note', 'appointment');

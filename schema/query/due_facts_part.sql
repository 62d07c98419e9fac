-- SPDX-License-Identifier: GPL-3.0-or-later
-- Every record about them, by kind.
-- temporary
INSERT OR IGNORE INTO temp.due_part(kind, client, seq)
SELECT r.kind, a.client, r.seq
FROM temp.due_alias a
CROSS JOIN main.current x ON x.type = 3 AND x.value = a.id AND x.field = 'client'
CROSS JOIN main.record r ON r.seq = x.home AND r.shown = 1;

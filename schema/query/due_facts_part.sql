-- SPDX-License-Identifier: GPL-3.0-or-later
-- Every record about them, by kind, with the day its title begins with, if any; notes and
-- appointments are in due_dated. Read from the index alone.
-- temporary
INSERT OR IGNORE INTO temp.due_part(kind, client, seq, day)
SELECT r.kind, a.client, r.seq,
       CASE WHEN r.sort GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' THEN substr(r.sort, 1, 10)
            END
FROM temp.due_alias a
CROSS JOIN main.record r INDEXED BY record_part ON r.parent = a.id AND r.shown = 1
WHERE r.kind NOT IN ('note', 'appointment');

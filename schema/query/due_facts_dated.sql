-- SPDX-License-Identifier: GPL-3.0-or-later
-- The days of their notes and appointments, whose titles begin with them; an empty text where none is
-- written. Read from the index alone.
-- temporary
INSERT OR IGNORE INTO temp.due_dated(kind, client, date, seq)
SELECT r.kind, a.client,
       CASE WHEN r.sort GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' THEN substr(r.sort, 1, 10)
            ELSE '' END, r.seq
FROM (VALUES ('appointment'), ('note')) AS k CROSS JOIN temp.due_alias a
CROSS JOIN main.record r INDEXED BY record_part
    ON r.parent = a.id AND r.kind = k.column1 AND r.shown = 1;

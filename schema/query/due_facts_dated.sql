-- SPDX-License-Identifier: GPL-3.0-or-later
-- The days of their notes and appointments; an empty text where none is written.
-- temporary
INSERT OR IGNORE INTO temp.due_dated(kind, client, date, seq)
SELECT r.kind, a.client, coalesce((SELECT d.value FROM main.current d INDEXED BY current_date
    WHERE d.home = r.seq AND d.lead = 1 AND d.field = 'date'), ''), r.seq
FROM temp.due_alias a
CROSS JOIN main.record r INDEXED BY record_part ON r.parent = a.id AND r.shown = 1
WHERE r.kind IN ('note', 'appointment');

-- SPDX-License-Identifier: GPL-3.0-or-later
-- The days of their notes and appointments; those without a day are told by their clocks.
-- temporary
INSERT OR IGNORE INTO temp.due_dated(kind, client, date, seq)
SELECT p.kind, p.client, d.value, p.seq
FROM temp.due_part p
CROSS JOIN main.current d INDEXED BY current_date
    ON d.home = p.seq AND d.lead = 1 AND d.field = 'date'
WHERE p.kind IN ('note', 'appointment') AND d.value IS NOT NULL;

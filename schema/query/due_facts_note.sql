-- SPDX-License-Identifier: GPL-3.0-or-later
-- The days of their notes; those without a day are left to the clock of unfinished notes.
-- temporary
INSERT INTO temp.due_note(client, date, seq)
SELECT p.client, d.value, p.seq
FROM temp.due_part p
CROSS JOIN main.current d INDEXED BY current_date
    ON d.home = p.seq AND d.lead = 1 AND d.field = 'date'
WHERE p.kind = 'note' AND d.value IS NOT NULL;

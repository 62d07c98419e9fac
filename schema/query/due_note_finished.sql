-- SPDX-License-Identifier: GPL-3.0-or-later
-- Notes saved in a hurry, and notes without a day. ?1: today, then the clock's settings. Columns:
-- record, client, member, due on, shown from, why.
-- views: note
SELECT v.id, n.client, NULL, working_day(n.date, ?2), NULL,
       CASE WHEN working_day(n.date, ?3) < ?1 THEN 'Late: begun in haste on {' ELSE 'Begun in haste on {' END
       || n.date || '}, the rest is still to be written'
FROM temp.due_note n CROSS JOIN note v ON v._seq = n.seq
WHERE n.date >= date(?1, '-400 days') AND v.quick = 'yes'
  AND (v.activities IS NULL OR v.plan_progress IS NULL)
UNION ALL
SELECT v.id, p.client, NULL, NULL, NULL, 'A note without a date'
FROM temp.due_part p CROSS JOIN note v ON v._seq = p.seq
WHERE p.kind = 'note' AND NOT EXISTS (SELECT 1 FROM main.current d INDEXED BY current_date
    WHERE d.home = p.seq AND d.lead = 1 AND d.field = 'date' AND d.value IS NOT NULL);

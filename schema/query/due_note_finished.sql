-- SPDX-License-Identifier: GPL-3.0-or-later
-- Notes of the last 200 days saved in a hurry, and notes without a day. ?1: today, then the clock's
-- settings. Columns: record, client, member, due on, shown from, why.
-- views: note
SELECT v.id, n.client, NULL, working_day(n.date, ?2, f.days), NULL,
       CASE WHEN working_day(n.date, ?3, f.days) < ?1 THEN 'Late: begun' ELSE 'Begun' END
       || ' in haste on {' || n.date || '}, the rest is still to be written'
FROM temp.due_holiday f CROSS JOIN temp.due_contact n CROSS JOIN note v ON v._seq = n.seq
WHERE n.hasty = 1
UNION ALL
SELECT v.id, p.client, NULL, NULL, NULL, 'A note without a date'
FROM temp.due_dated p CROSS JOIN note v ON v._seq = p.seq
WHERE p.kind = 'note' AND p.date = '';

-- SPDX-License-Identifier: GPL-3.0-or-later
-- Notes of contacts in the last 400 days. ?1: today.
-- views: note
-- temporary
INSERT INTO temp.due_contact(client, date, seq, how, reached)
SELECT n.client, n.date, n.seq, v.kind_of_contact,
       coalesce(v.kind_of_contact, '') NOT IN ('not_reached', 'missed')
       AND (v.with_whom IS NULL OR v.with_whom = '[]' OR instr(v.with_whom, '"client"') > 0)
FROM temp.due_note n CROSS JOIN note v ON v._seq = n.seq
WHERE n.date >= date(?1, '-400 days') AND n.date <= ?1;

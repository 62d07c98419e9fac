-- SPDX-License-Identifier: GPL-3.0-or-later
-- Notes of contacts in the last 200 days. ?1: today.
-- views: note
-- temporary
INSERT OR IGNORE INTO temp.due_contact(client, date, seq, how, reached, hasty)
SELECT n.client, n.date, n.seq, v.kind_of_contact,
       coalesce(v.kind_of_contact, '') NOT IN ('not_reached', 'missed')
       AND (v.with_whom IS NULL OR v.with_whom = '[]' OR instr(v.with_whom, '"client"') > 0),
       CASE WHEN v.quick = 'yes' THEN v.activities IS NULL OR v.plan_progress IS NULL ELSE 0 END
FROM temp.due_dated n CROSS JOIN note v ON v._seq = n.seq
WHERE n.kind = 'note' AND n.date >= date(?1, '-200 days') AND n.date <= ?1;

-- SPDX-License-Identifier: GPL-3.0-or-later
-- Their contacts with employers in the last 120 days. ?1: today.
-- views: employer_contact
-- temporary
INSERT OR IGNORE INTO temp.due_visit(member, date, seq, employer, how)
SELECT e.member, d.value, d.home, e.employer, e.kind_of_contact
FROM main.current d INDEXED BY current_day
CROSS JOIN employer_contact e ON e._seq = d.home
WHERE d.field = 'date' AND d.value >= date(?1, '-120 days') AND d.value <= ?1
  AND d.home IN (SELECT x.home FROM temp.due_staff s CROSS JOIN main.current x
                 WHERE x.type = 3 AND x.value = s.id AND x.field = 'member')
  AND e.struck = 0 AND e.member IN (SELECT id FROM temp.due_staff);

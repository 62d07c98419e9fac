-- SPDX-License-Identifier: GPL-3.0-or-later
-- Their contacts with employers in the last 400 days. ?1: today.
-- views: employer_contact
-- temporary
INSERT OR IGNORE INTO temp.due_visit(member, date, seq, employer, how)
SELECT s.id, d.value, x.home, e.employer, e.kind_of_contact
FROM temp.due_staff s
CROSS JOIN main.current x ON x.type = 3 AND x.value = s.id AND x.field = 'member'
CROSS JOIN main.current d INDEXED BY current_date
    ON d.home = x.home AND d.lead = 1 AND d.field = 'date' AND d.value >= date(?1, '-400 days')
CROSS JOIN employer_contact e ON e._seq = x.home
WHERE e.struck = 0 AND d.value <= ?1;

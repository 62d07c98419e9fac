-- SPDX-License-Identifier: GPL-3.0-or-later
-- Their contacts with employers in the last 120 days, found by the day their title begins with.
-- ?1: today.
-- views: employer_contact
-- temporary
INSERT OR IGNORE INTO temp.due_visit(member, date, seq, employer, how)
SELECT s.id, substr(r.sort, 1, 10), r.seq, e.employer, e.kind_of_contact
FROM main.record r INDEXED BY record_title
CROSS JOIN main.current m ON m.home = r.seq AND m.field = 'member' AND m.lead = 1
CROSS JOIN temp.due_staff s
    ON s.id = coalesce((SELECT a.main FROM temp.due_same a WHERE a.id = m.value), m.value)
CROSS JOIN employer_contact e ON e._seq = r.seq
WHERE r.kind = 'employer_contact' AND r.shown = 1
  AND r.sort >= date(?1, '-120 days') AND r.sort < date(?1, '+1 day');

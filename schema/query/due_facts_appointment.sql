-- SPDX-License-Identifier: GPL-3.0-or-later
-- Appointments that were kept or missed in the last 200 days. ?1: today.
-- temporary
INSERT OR IGNORE INTO temp.due_contact(client, date, seq, how, reached)
SELECT n.client, n.date, n.seq, CASE c.value WHEN 'missed' THEN 'missed' ELSE 'face_to_face' END,
       c.value = 'kept'
FROM temp.due_dated n
CROSS JOIN main.current c INDEXED BY current_brief ON c.home = n.seq AND c.field = 'state'
     AND c.lead = 1 AND c.field IN ('kind_of_contact', 'with_whom', 'quick', 'state')
WHERE n.kind = 'appointment' AND n.date >= date(?1, '-200 days') AND n.date <= ?1
  AND c.value IN ('kept', 'missed');

-- SPDX-License-Identifier: GPL-3.0-or-later
-- Appointments that were kept or missed in the last 200 days. ?1: today.
-- views: appointment
-- temporary
INSERT OR IGNORE INTO temp.due_contact(client, date, seq, how, reached)
SELECT n.client, n.date, n.seq, CASE v.state WHEN 'missed' THEN 'missed' ELSE 'face_to_face' END,
       v.state = 'kept'
FROM temp.due_dated n CROSS JOIN appointment v ON v._seq = n.seq
WHERE n.kind = 'appointment' AND v.state IN ('kept', 'missed')
  AND n.date >= date(?1, '-200 days') AND n.date <= ?1;

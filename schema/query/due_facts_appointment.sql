-- SPDX-License-Identifier: GPL-3.0-or-later
-- Appointments that were kept or missed. ?1: today.
-- views: appointment
-- temporary
INSERT INTO temp.due_contact(client, date, seq, how, reached)
SELECT p.client, v.date, p.seq, CASE v.state WHEN 'missed' THEN 'missed' ELSE 'face_to_face' END,
       v.state = 'kept'
FROM temp.due_part p CROSS JOIN appointment v ON v._seq = p.seq
WHERE p.kind = 'appointment' AND v.state IN ('kept', 'missed')
  AND v.date >= date(?1, '-400 days') AND v.date <= ?1;

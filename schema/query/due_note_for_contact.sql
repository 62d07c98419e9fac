-- SPDX-License-Identifier: GPL-3.0-or-later
-- Appointments gone by without a note of that day. ?1: today, then the clock's settings. Columns:
-- record, client, member, due on, shown from, why.
-- views: appointment
SELECT v.id, p.client, NULL, v.date, NULL,
       CASE v.state WHEN 'kept' THEN 'Met on {' || v.date || '}, and there is no note of that day'
                    WHEN 'missed' THEN 'Did not come on {' || v.date || '}, and there is no note of it'
                    ELSE 'There was an appointment on {' || v.date || '}: what became of it?' END
FROM temp.due_part p CROSS JOIN appointment v ON v._seq = p.seq
WHERE p.kind = 'appointment' AND coalesce(v.state, 'planned') <> 'cancelled'
  AND v.date >= date(?1, '-' || ?2 || ' days')
  AND (v.date < ?1 OR (v.date = ?1 AND v.state IN ('kept', 'missed')))
  AND NOT EXISTS (SELECT 1 FROM temp.due_note n WHERE n.client = p.client AND n.date = v.date)
UNION ALL
SELECT v.id, p.client, NULL, NULL, NULL, 'An appointment without a date'
FROM temp.due_part p CROSS JOIN appointment v ON v._seq = p.seq
WHERE p.kind = 'appointment' AND v.date IS NULL AND coalesce(v.state, 'planned') <> 'cancelled';

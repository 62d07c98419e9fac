-- SPDX-License-Identifier: GPL-3.0-or-later
-- Appointments gone by without a note of that day. ?1: today, then the clock's settings. Columns:
-- record, client, member, due on, shown from, why.
-- views: appointment
SELECT v.id, n.client, NULL, n.date, NULL,
       CASE v.state WHEN 'kept' THEN 'Met on {' || n.date || '}, and there is no note of that day'
                    WHEN 'missed' THEN 'Did not come on {' || n.date
                        || '}, and there is no note of it'
                    ELSE 'There was an appointment on {' || n.date || '}: what became of it?' END
FROM temp.due_dated n CROSS JOIN appointment v ON v._seq = n.seq
WHERE n.kind = 'appointment' AND n.date >= date(?1, '-' || ?2 || ' days') AND n.date <= ?1
  AND coalesce(v.state, 'planned') <> 'cancelled' AND (n.date < ?1 OR v.state IN ('kept', 'missed'))
  AND NOT EXISTS (SELECT 1 FROM temp.due_dated o
                  WHERE o.kind = 'note' AND o.client = n.client AND o.date = n.date)
UNION ALL
SELECT v.id, p.client, NULL, NULL, NULL, 'An appointment without a date'
FROM temp.due_dated p CROSS JOIN appointment v ON v._seq = p.seq
WHERE p.kind = 'appointment' AND p.date = '' AND coalesce(v.state, 'planned') <> 'cancelled';

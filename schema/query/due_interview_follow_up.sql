-- SPDX-License-Identifier: GPL-3.0-or-later
-- Interviews that nobody followed up. ?1: today, then the clock's settings. Columns: record,
-- client, member, due on, shown from, why.
-- views: interview
SELECT v.id, p.client, NULL, date(v.held_on, '+' || ?2 || ' days'), NULL,
       CASE WHEN v.held_on IS NULL THEN 'An interview without a date'
            WHEN v.held_on > ?1 THEN 'Interview on {' || v.held_on || '}; talk about it afterwards'
            ELSE 'Interview on {' || v.held_on || '}; not talked about yet' END
FROM temp.due_part p CROSS JOIN interview v ON v._seq = p.seq
WHERE p.kind = 'interview' AND v.followed_up_on IS NULL AND coalesce(v.outcome,
    'waiting') = 'waiting';

-- SPDX-License-Identifier: GPL-3.0-or-later
-- Advice that was wanted when benefits were last talked about, and nothing of it since; asked for, and
-- the adviser not yet seen; seen, and not yet talked over. A day that is booked counts instead of the
-- usual time, and nothing does where it is no longer wanted. ?1: today, then the clock's settings.
-- Columns: record, client, member, due on, shown from, why, begins (null: opens the record), title.
-- views: benefits_advice benefits_review service
SELECT v.id, p.client, NULL,
       CASE WHEN v.attended_on IS NULL AND v.appointment_on IS NOT NULL THEN v.appointment_on
            ELSE date(coalesce(v.referred_on, v.appointment_on), '+' || ?2 || ' days') END, NULL,
       CASE WHEN coalesce(v.referred_on, v.appointment_on) IS NULL
            THEN 'No day is written on which advice was asked for'
            ELSE 'Referred to '
            || coalesce(v.adviser_name, (SELECT s.name FROM service s WHERE s.id = v.adviser),
                        'an adviser')
            || coalesce(' on {' || v.referred_on || '}', '') || '; '
            || CASE WHEN v.attended_on IS NULL AND v.appointment_on IS NOT NULL
                    THEN 'booked for {' || v.appointment_on || '}: was the adviser seen?'
                WHEN v.attended_on IS NULL THEN 'not seen yet'
                ELSE 'the advice is not talked over yet' END END, NULL, NULL
FROM temp.due_part p CROSS JOIN benefits_advice v ON v._seq = p.seq
WHERE p.kind = 'benefits_advice'
  AND v.closed_on IS NULL AND (v.attended_on IS NULL OR v.discussed_on IS NULL)
UNION ALL
SELECT v.id, p.client, NULL, date(v.talked_on, '+' || ?3 || ' days'), NULL,
       'Formal advice was wanted on {' || v.talked_on || '}, and none is written as asked for',
       'benefits_advice', 'Benefits advice to arrange'
FROM temp.due_part p CROSS JOIN benefits_review v ON v._seq = p.seq
WHERE p.kind = 'benefits_review' AND v.formal_advice = 'yes' AND v.talked_on IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM temp.due_part q CROSS JOIN benefits_review o ON o._seq = q.seq
                  WHERE q.kind = 'benefits_review' AND q.client = p.client
                    AND o.talked_on > v.talked_on)
  AND NOT EXISTS (SELECT 1 FROM temp.due_part q CROSS JOIN benefits_advice o ON o._seq = q.seq
                  WHERE q.kind = 'benefits_advice' AND q.client = p.client
                    AND (o.benefits_review = v.id
                         OR coalesce(o.appointment_on, o.referred_on, o.attended_on)
                             >= v.talked_on));

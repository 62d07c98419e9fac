-- SPDX-License-Identifier: GPL-3.0-or-later
-- Referred to an adviser; not yet seen, or not yet talked over. Never before the day booked, and
-- not where it is no longer wanted. ?1: today, then the clock's
-- settings. Columns: record, client, member, due on, shown from, why.
-- views: benefits_advice
SELECT v.id, p.client, NULL,
       max(date(coalesce(v.referred_on, v.appointment_on), '+' || ?2 || ' days'),
           CASE WHEN v.attended_on IS NULL THEN coalesce(v.appointment_on, '') ELSE '' END), NULL,
       CASE WHEN coalesce(v.referred_on, v.appointment_on) IS NULL THEN 'No day is written on which advice was asked for'
            ELSE 'Referred to ' || coalesce(v.adviser_name, 'an adviser')
            || coalesce(' on {' || v.referred_on || '}', '') || '; '
            || CASE WHEN v.attended_on IS NULL AND v.appointment_on IS NOT NULL
                    THEN 'booked for {' || v.appointment_on || '}: was the adviser seen?'
                WHEN v.attended_on IS NULL THEN 'not seen yet'
                ELSE 'the advice is not talked over yet' END END
FROM temp.due_part p CROSS JOIN benefits_advice v ON v._seq = p.seq
WHERE p.kind = 'benefits_advice'
  AND v.closed_on IS NULL AND (v.attended_on IS NULL OR v.discussed_on IS NULL);

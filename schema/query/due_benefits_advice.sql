-- SPDX-License-Identifier: GPL-3.0-or-later
-- Referred to an adviser; not yet seen, or not yet talked over. ?1: today, then the clock's
-- settings. Columns: record, client, member, due on, shown from, why.
-- views: benefits_advice
SELECT v.id, p.client, NULL, date(v.referred_on, '+' || ?2 || ' days'), NULL,
       CASE WHEN v.referred_on IS NULL THEN 'No day is written on which advice was asked for'
            ELSE 'Referred to ' || coalesce(v.adviser_name, 'an adviser') || ' on {'
                || v.referred_on || '}; '
            || CASE WHEN v.attended_on IS NULL THEN 'not seen yet'
                ELSE 'the advice is not talked over yet' END END
FROM temp.due_part p CROSS JOIN benefits_advice v ON v._seq = p.seq
WHERE p.kind = 'benefits_advice'
  AND (v.attended_on IS NULL OR v.discussed_on IS NULL);

-- SPDX-License-Identifier: GPL-3.0-or-later
-- The next review of fidelity. ?1: today, then the clock's settings. Columns: record, client,
-- member, due on, shown from, why.
-- views: fidelity_review
WITH last(id, reviewed, total, due) AS (
    SELECT v.id, v.reviewed_on, v.total,
           coalesce(CASE WHEN v.next_on > coalesce(v.reviewed_on, '') THEN v.next_on END,
                    date(v.reviewed_on, '+' || CASE WHEN CAST(v.total AS REAL) >= CAST(?4 AS REAL)
                                                    THEN ?3 ELSE ?2 END || ' days'))
    FROM fidelity_review v
    WHERE v.struck = 0 AND coalesce(v.reviewed_on, '') = (SELECT coalesce(max(o.reviewed_on), '')
        FROM fidelity_review o WHERE o.struck = 0 AND coalesce(o.reviewed_on, '') <= ?1))
SELECT v.id, NULL, NULL, v.due, date(v.due, '-' || ?5 || ' days'),
       CASE WHEN v.reviewed IS NULL THEN 'A fidelity review without a date'
            ELSE 'Last reviewed on {' || v.reviewed || '}' END
       || CASE WHEN v.total IS NULL THEN '' ELSE ', total ' || v.total END
FROM last v;

-- SPDX-License-Identifier: GPL-3.0-or-later
-- Adjustments that were agreed, and not looked at for long. ?1: today, then the clock's settings.
-- Columns: record, client, member, due on, shown from, why.
-- views: adjustment
SELECT v.id, v.client, NULL,
       min(date(v.last, '+' || ?3 || ' days'), coalesce(v.review, date(v.last, '+' || ?2
           || ' days'))), NULL,
       CASE WHEN v.last IS NULL THEN 'The day it was agreed is not written: '
            ELSE 'Agreed or looked at last on {' || v.last || '}: ' END || v.words
FROM (SELECT a.id, p.client, coalesce(a.adjustment, a.need, 'an adjustment') AS words,
             nullif(max(coalesce(a.agreed_on, ''), coalesce(a.in_place_on, ''),
                 coalesce(a.reviewed_on, '')), '') AS last,
             CASE WHEN a.review_on > coalesce(a.reviewed_on, '') THEN a.review_on END AS review
      FROM temp.due_part p CROSS JOIN adjustment a ON a._seq = p.seq
      WHERE p.kind = 'adjustment' AND coalesce(a.outcome, '') IN ('agreed', 'in_place')) AS v;

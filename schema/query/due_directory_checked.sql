-- SPDX-License-Identifier: GPL-3.0-or-later
-- Services and resources not checked for long. ?1: today, then the clock's settings. Columns:
-- record, client, member, due on, shown from, why.
-- views: service resource
SELECT v.id, NULL, NULL, date(v.last_checked_on, '+' || ?2 || ' days'), NULL,
       v.title || CASE WHEN v.last_checked_on IS NULL THEN ': never checked' ELSE ': checked on {'
           || v.last_checked_on || '}' END
FROM service v WHERE v.struck = 0 AND v.closed_on IS NULL
UNION ALL
SELECT v.id, NULL, NULL, v.review_on, NULL, v.title || ': to be looked at on {' || v.review_on
    || '}'
FROM resource v WHERE v.struck = 0 AND v.review_on IS NOT NULL;

-- SPDX-License-Identifier: GPL-3.0-or-later
-- Rates that were not looked at since the tax year began. ?1: today, then the clock's settings.
-- Columns: record, client, member, due on, shown from, why.
-- views: benefit_rate
WITH april(last, next) AS (
    SELECT CASE WHEN strftime('%m-%d', ?1) >= '04-06' THEN strftime('%Y', ?1) || '-04-06'
                ELSE (strftime('%Y', ?1) - 1) || '-04-06' END,
           CASE WHEN strftime('%m-%d', ?1) >= '04-06' THEN (strftime('%Y', ?1) + 1) || '-04-06'
                ELSE strftime('%Y', ?1) || '-04-06' END),
rate(id, title, benefit, looked) AS (
    SELECT v.id, v.title, coalesce(v.benefit, v.id),
           nullif(max(coalesce(v.checked_on, ''), coalesce(v.valid_from, '')), '')
    FROM benefit_rate v WHERE v.struck = 0)
SELECT r.id, NULL, NULL, CASE WHEN r.looked IS NULL THEN NULL WHEN r.looked < a.last THEN a.last
    ELSE a.next END,
       CASE WHEN r.looked >= a.last THEN date(a.next, '-' || ?2 || ' days') END,
       r.title || CASE WHEN r.looked IS NULL THEN ': never checked' ELSE ': valid or checked on {'
           || r.looked || '}' END
FROM rate r, april a
WHERE coalesce(r.looked, '') = (SELECT max(coalesce(o.looked, '')) FROM rate o
    WHERE o.benefit = r.benefit);

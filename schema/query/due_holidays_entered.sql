-- SPDX-License-Identifier: GPL-3.0-or-later
-- A year begins, or has begun, without a public holiday written for it, where the year before has
-- some: who never wrote any is not asked. ?1: today, then the clock's settings. Columns: record,
-- client, member, due on, shown from, why.
-- views: holiday
WITH year(next, first) AS (
    SELECT strftime('%Y', date(?1, '+' || ?2 || ' days')),
           strftime('%Y', date(?1, '+' || ?2 || ' days')) || '-01-01'),
written(year) AS (
    SELECT strftime('%Y', h.date) FROM holiday h WHERE h.struck = 0)
SELECT NULL, NULL, NULL, y.first, date(y.first, '-' || ?2 || ' days'),
       'No public holiday of ' || y.next
           || ' is written yet; until then its working days are counted without them'
FROM year y
WHERE NOT EXISTS (SELECT 1 FROM written w WHERE w.year = y.next)
  AND EXISTS (SELECT 1 FROM written w WHERE w.year = CAST(y.next - 1 AS TEXT));

-- SPDX-License-Identifier: GPL-3.0-or-later
-- Last week, beside the aim. ?1: today, then the clock's settings. Columns: record, client, member,
-- due on, shown from, why.
-- views: time_log
WITH week(monday) AS (SELECT date(?1, '-' || (7 + (strftime('%w', ?1) + 6) % 7) || ' days')),
spent(member, good, total) AS (
    SELECT s.id, sum(CASE WHEN t.place IN ('community', 'home') THEN CAST(t.minutes AS REAL) ELSE 0
        END), sum(CAST(t.minutes AS REAL))
    FROM week w
    CROSS JOIN main.record r INDEXED BY record_title ON r.kind = 'time_log' AND r.shown = 1
         AND r.sort >= w.monday AND r.sort < date(w.monday, '+7 days')
    CROSS JOIN time_log t ON t._seq = r.seq AND coalesce(t.activity, '') <> 'leave'
    JOIN temp.due_staff s ON s.id = t.member
    GROUP BY s.id)
SELECT p.member, NULL, p.member, ?1, NULL, CAST(round(100 * p.good / p.total) AS INTEGER) || '% of '
    || printf('%g', round(p.total / 60, 1))
       || ' hours in the week of {' || w.monday || '}; ' || ?2 || '% is the aim'
FROM spent p, week w WHERE p.total > 0 AND 100 * p.good / p.total < CAST(?2 AS REAL);

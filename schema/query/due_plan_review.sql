-- SPDX-License-Identifier: GPL-3.0-or-later
-- The plan was made or gone over long ago, or the day agreed for it comes. ?1: today, then the
-- clock's settings. Columns: record, client, member, due on, shown from, why.
-- views: employment_plan plan_review
WITH made(client, seq, id, day, agreed) AS MATERIALIZED (
    SELECT p.client, p.seq, v.id, v.made_on, v.review_on
    FROM temp.due_part p CROSS JOIN employment_plan v ON v._seq = p.seq
    WHERE p.kind = 'employment_plan'),
looked(client, last, next) AS MATERIALIZED (
    SELECT client, max(CASE WHEN day <= ?1 THEN day END), max(agreed) FROM (
        SELECT client, day, agreed FROM made
        UNION ALL
        SELECT p.client, v.reviewed_on, v.next_review_on
        FROM temp.due_part p CROSS JOIN plan_review v ON v._seq = p.seq
        WHERE p.kind = 'plan_review') GROUP BY client),
plan(client, id, last, next) AS (
    SELECT m.client, m.id, l.last, l.next
    FROM (SELECT client, id, max(seq) FROM made GROUP BY client) AS m
    JOIN looked l ON l.client = m.client)
SELECT id, client, NULL,
       CASE WHEN next > coalesce(last, '') THEN next ELSE date(last, '+' || ?2 || ' days') END,
           NULL,
       CASE WHEN next > coalesce(last, '') THEN 'You agreed to go over it on {' || next || '}'
            WHEN last IS NULL THEN 'No day is written on which the plan was made or gone over'
            ELSE 'Made or last gone over on {' || last || '}' END
FROM plan;

-- SPDX-License-Identifier: GPL-3.0-or-later
-- The plan was made or gone over long ago, or the day agreed for it comes. ?1: today, then the
-- clock's settings. Columns: record, client, member, due on, shown from, why.
-- views: employment_plan plan_review
WITH looked(client, day) AS (
    SELECT p.client, v.made_on FROM temp.due_part p CROSS JOIN employment_plan v ON v._seq = p.seq
    WHERE p.kind = 'employment_plan'
    UNION ALL
    SELECT p.client, v.reviewed_on FROM temp.due_part p CROSS JOIN plan_review v ON v._seq = p.seq
    WHERE p.kind = 'plan_review'),
agreed(client, day) AS (
    SELECT p.client, v.review_on FROM temp.due_part p CROSS JOIN employment_plan v ON v._seq = p.seq
    WHERE p.kind = 'employment_plan'
    UNION ALL
    SELECT p.client, v.next_review_on FROM temp.due_part p CROSS JOIN plan_review v ON v._seq = p.seq
    WHERE p.kind = 'plan_review'),
plan(client, id, last, next) AS (
    SELECT p.client, v.id, (SELECT max(l.day) FROM looked l WHERE l.client = p.client AND l.day <= ?1),
           (SELECT max(a.day) FROM agreed a WHERE a.client = p.client)
    FROM temp.due_part p CROSS JOIN employment_plan v ON v._seq = p.seq
    WHERE p.kind = 'employment_plan'
      AND p.seq = (SELECT max(o.seq) FROM temp.due_part o
                   WHERE o.kind = 'employment_plan' AND o.client = p.client))
SELECT id, client, NULL,
       CASE WHEN next > coalesce(last, '') THEN next ELSE date(last, '+' || ?2 || ' days') END, NULL,
       CASE WHEN next > coalesce(last, '') THEN 'You agreed to go over it on {' || next || '}'
            WHEN last IS NULL THEN 'No day is written on which the plan was made or gone over'
            ELSE 'Made or last gone over on {' || last || '}' END
FROM plan;

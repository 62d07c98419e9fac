-- SPDX-License-Identifier: GPL-3.0-or-later
-- People keeping a job, among the caseload. ?1: today, then the clock's settings. Columns: record,
-- client, member, due on, shown from, why.
SELECT s.id, NULL, s.id, ?1, NULL,
       n.keeping || ' of ' || n.people || ' people came to keep a job; ' || ?2
           || '% at most is the aim'
FROM temp.due_staff s
JOIN (SELECT c.owner, count(*) AS people, sum(c.service IN ('keep_job', 'return_to_job')) AS keeping
      FROM temp.due_client c GROUP BY c.owner) AS n ON n.owner = s.id
WHERE s.specialist = 1 AND 100.0 * n.keeping / n.people > CAST(?2 AS REAL);

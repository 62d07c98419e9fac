-- SPDX-License-Identifier: GPL-3.0-or-later
-- More people than the hours allow. ?1: today, then the clock's settings. Columns: record, client,
-- member, due on, shown from, why.
SELECT s.id, NULL, s.id, ?1, NULL,
       n.people || ' people on the caseload; ' || CASE
           WHEN s.hours IS NULL THEN 'for a full-time week (hours are not written) '
       ELSE 'for ' || s.hours || ' hours a week ' END || printf('%g', round(n.most, 1)) || CASE
           WHEN n.people > n.most THEN ' are too many' ELSE ' is full' END
FROM temp.due_staff s
JOIN (SELECT b.id, (SELECT count(*) FROM temp.due_client c WHERE c.owner = b.id) AS people,
             ?2 * coalesce(CAST(b.hours AS REAL), CAST(?3 AS REAL)) / CAST(?3 AS REAL) AS most
      FROM temp.due_staff b) AS n ON n.id = s.id
WHERE n.people > 0 AND n.people >= n.most AND s.specialist = 1;

-- SPDX-License-Identifier: GPL-3.0-or-later
-- The caseload at a glance. ?1: today; ?2: after how many days without contact a person is quiet.
-- One row: people, paused, waiting for a first meeting, active, in work, hours a week of the one
-- member meant (null: several, or not written).
SELECT count(*), coalesce(sum(c.paused), 0),
       coalesce(sum(c.paused = 0 AND c.met IS NULL AND f.last IS NULL), 0),
       coalesce(sum(c.paused = 0 AND f.last >= date(?1, '-' || ?2 || ' days')), 0),
       coalesce(sum(c.in_work), 0),
       (SELECT max(s.hours) FROM temp.due_staff s WHERE s.own = 1 HAVING count(*) = 1)
FROM temp.due_client c
LEFT JOIN (SELECT t.client, max(t.date) AS last FROM temp.due_contact t WHERE t.reached = 1
           GROUP BY t.client) AS f ON f.client = c.id;

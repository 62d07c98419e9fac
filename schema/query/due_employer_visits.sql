-- SPDX-License-Identifier: GPL-3.0-or-later
-- Visits of this week beside what was agreed. ?1: today, then the clock's settings. Columns:
-- record, client, member, due on, shown from, why.
SELECT s.id, NULL, s.id, w.friday, NULL,
       (SELECT count(*) FROM temp.due_visit t WHERE t.member = s.id AND t.date BETWEEN w.monday
           AND ?1
          AND t.how IN ('visit', 'meeting', 'event'))
       || ' of ' || ?2 || ' face to face since Monday'
FROM temp.due_staff s, (SELECT date(?1, '-' || ((strftime('%w', ?1) + 6) % 7) || ' days') AS monday,
                          date(?1, '-' || ((strftime('%w', ?1) + 6) % 7) || ' days',
                              '+4 days') AS friday) AS w
WHERE s.specialist = 1
  AND (SELECT count(*) FROM temp.due_visit t WHERE t.member = s.id AND t.date BETWEEN w.monday
      AND ?1
         AND t.how IN ('visit', 'meeting', 'event')) < CAST(?2 AS INTEGER);

-- SPDX-License-Identifier: GPL-3.0-or-later
-- Training and steps of an induction that were planned. ?1: today, then the clock's settings.
-- Columns: record, client, member, due on, shown from, why.
-- views: training induction_item
SELECT g.id, NULL, g.member, g.planned_on, NULL, coalesce(g.need, 'Training')
       || CASE WHEN g.planned_on IS NULL THEN ', with no date' ELSE ', planned for {'
           || g.planned_on || '}' END
FROM training g JOIN temp.due_staff s ON s.id = g.member WHERE g.struck = 0 AND g.done_on IS NULL
UNION ALL
SELECT g.id, NULL, g.member, g.planned_on, NULL, coalesce(g.topic, 'A step of the induction')
       || CASE WHEN g.planned_on IS NULL THEN ', with no date' ELSE ', planned for {'
           || g.planned_on || '}' END
FROM induction_item g JOIN temp.due_staff s ON s.id = g.member
WHERE g.struck = 0 AND g.done_on IS NULL AND coalesce(?1, '') <> '';

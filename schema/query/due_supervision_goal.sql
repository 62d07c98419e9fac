-- SPDX-License-Identifier: GPL-3.0-or-later
-- Goals of supervision that are open. ?1: today, then the clock's settings. Columns: record,
-- client, member, due on, shown from, why.
-- views: supervision_goal supervision
SELECT g.id, NULL, g.member, coalesce(g.due_on, v.next, date(coalesce(v.last, g.agreed_on), '+'
    || ?2 || ' days')), NULL,
       coalesce(g.goal, 'A goal') || CASE WHEN g.agreed_on IS NULL THEN '' ELSE ', agreed on {'
           || g.agreed_on || '}' END
FROM supervision_goal g JOIN temp.due_staff s ON s.id = g.member
LEFT JOIN (SELECT w.member, max(w.held_on) AS last, max(CASE
    WHEN w.next_on >= w.held_on THEN w.next_on END) AS next
           FROM supervision w WHERE w.struck = 0 AND w.held_on <= ?1
               GROUP BY w.member) AS v ON v.member = g.member
WHERE g.struck = 0 AND g.met_on IS NULL AND coalesce(g.outcome, 'open') IN ('open', 'partly',
    'changed');

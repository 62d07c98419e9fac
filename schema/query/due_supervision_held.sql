-- SPDX-License-Identifier: GPL-3.0-or-later
-- Individual supervision, last held long ago. ?1: today, then the clock's settings. Columns:
-- record, client, member, due on, shown from, why.
-- views: supervision
SELECT s.id, NULL, s.id, date(coalesce(v.last, s.started), '+' || ?2 || ' days'), NULL,
       CASE WHEN v.last IS NOT NULL THEN 'Supervision held last on {' || v.last || '}'
            WHEN s.started IS NOT NULL THEN 'No supervision is written since joining on {'
                || s.started || '}'
            ELSE 'No supervision is written, and no day of joining' END
FROM temp.due_staff s
LEFT JOIN (SELECT w.member, max(w.held_on) AS last FROM supervision w
           WHERE w.struck = 0 AND w.held_on <= ?1 AND coalesce(w.supervision_kind,
               'individual') = 'individual' GROUP BY w.member) AS v ON v.member = s.id
WHERE s.specialist = 1;

-- SPDX-License-Identifier: GPL-3.0-or-later
-- The mental health team has not heard of a client, or has not been met, for long. A plan that was
-- agreed with them, and a review of it that they were told of, are words to them too. ?1: today, then
-- the clock's settings. Columns: record, client, member, due on, shown from, why.
-- views: employment_plan plan_review team_meeting
WITH told(client, last) AS (
    SELECT client, max(day) FROM (
        SELECT p.client, p.day FROM temp.due_part p WHERE p.kind IN ('team_update', 'team_review')
        UNION ALL
        SELECT p.client, v.agreed_with_team_on
        FROM temp.due_part p CROSS JOIN employment_plan v ON v._seq = p.seq
        WHERE p.kind = 'employment_plan' AND v.agreed_with_team_on <= ?1
        UNION ALL
        SELECT p.client, v.team_told_on
        FROM temp.due_part p CROSS JOIN plan_review v ON v._seq = p.seq
        WHERE p.kind = 'plan_review' AND v.team_told_on <= ?1) GROUP BY client)
SELECT c.id, c.id, NULL, date(coalesce(t.last, c.started, c.met), '+' || ?2 || ' days'), NULL,
       CASE WHEN t.last IS NULL THEN 'Nothing is written about telling the team since {'
           || coalesce(c.started, c.met) || '}'
            ELSE 'The team was last told on {' || t.last || '}' END
FROM temp.due_client c LEFT JOIN told t ON t.client = c.id
WHERE coalesce(t.last, c.started, c.met) <= ?1
UNION ALL
SELECT s.id, NULL, s.id, date(m.last, '+' || ?3 || ' days'), NULL,
       'Last at a meeting of the mental health team on {' || m.last || '}'
FROM temp.due_staff s
JOIN (SELECT v.member, max(v.held_on) AS last FROM team_meeting v
      WHERE v.struck = 0 AND v.held_on <= ?1 AND coalesce(v.attended, 'yes') = 'yes'
        AND coalesce(v.meeting_kind, 'clinical') = 'clinical'
            GROUP BY v.member) AS m ON m.member = s.id
WHERE s.own = 1 AND s.specialist = 1;

-- SPDX-License-Identifier: GPL-3.0-or-later
-- Not talked about in supervision for long, or to be brought back on a day; or looking for work, and nothing moves. ?1: today, then
-- the clock's settings. Columns: record, client, member, due on, shown from, why.
-- views: client_review plan_step employer_contact_for application
WITH seen(client, last, again) AS (
    SELECT p.client, max(v.reviewed_on), v.look_again_on FROM temp.due_part p CROSS
        JOIN client_review v ON v._seq = p.seq
    WHERE p.kind = 'client_review' GROUP BY p.client),
moved(client, last) AS (
    SELECT client, max(day) FROM (
        SELECT p.client, v.done_on AS day FROM temp.due_part p CROSS
            JOIN plan_step v ON v._seq = p.seq
        WHERE p.kind = 'plan_step'
        UNION ALL
        SELECT p.client, v.date FROM temp.due_part p CROSS
            JOIN employer_contact_for v ON v._seq = p.seq
        WHERE p.kind = 'employer_contact_for'
        UNION ALL
        SELECT p.client, v.sent_on FROM temp.due_part p CROSS JOIN application v ON v._seq = p.seq
        WHERE p.kind = 'application') WHERE day <= ?1 GROUP BY client)
SELECT c.id, c.id, NULL, CASE WHEN s.again > s.last THEN s.again
       ELSE date(coalesce(s.last, c.started, c.met), '+' || ?2 || ' days') END, NULL,
       CASE WHEN s.again > s.last THEN 'To be brought back to supervision on {' || s.again || '}'
            WHEN s.last IS NULL THEN 'Not talked about in supervision since joining on {'
           || coalesce(c.started, c.met) || '}'
            ELSE 'Last talked about in supervision on {' || s.last || '}' END
FROM temp.due_client c LEFT JOIN seen s ON s.client = c.id
WHERE coalesce(s.last, c.started, c.met) <= ?1
UNION ALL
SELECT c.id, c.id, NULL, date(coalesce(m.last, c.started, c.met), '+' || ?3 || ' days'), NULL,
       'No plan step done, employer contact or application since {' || coalesce(m.last, c.started,
           c.met) || '}'
FROM temp.due_client c LEFT JOIN moved m ON m.client = c.id LEFT JOIN seen s ON s.client = c.id
WHERE c.in_work = 0 AND c.service = 'new_job' AND coalesce(m.last, c.started, c.met) <= ?1
  AND coalesce(s.last, '') < date(coalesce(m.last, c.started, c.met), '+' || ?3 || ' days');

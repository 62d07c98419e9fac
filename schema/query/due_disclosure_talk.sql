-- SPDX-License-Identifier: GPL-3.0-or-later
-- Not talked about yet; not again in a long search; not since a job became difficult. ?1: today,
-- then the clock's settings. Columns: record, client, member, due on, shown from, why.
-- views: disclosure_talk vocational_profile placement_issue
WITH talk(client, last) AS (
    SELECT p.client, coalesce(max(v.talked_on), '') FROM temp.due_part p
    CROSS JOIN disclosure_talk v ON v._seq = p.seq WHERE p.kind = 'disclosure_talk'
        GROUP BY p.client),
profile(client, begun) AS (
    SELECT p.client, max(v.started_on) FROM temp.due_part p CROSS
        JOIN vocational_profile v ON v._seq = p.seq
    WHERE p.kind = 'vocational_profile' GROUP BY p.client),
trouble(client, day) AS (
    SELECT p.client, max(v.raised_on) FROM temp.due_part p CROSS
        JOIN placement_issue v ON v._seq = p.seq
    WHERE p.kind = 'placement_issue' AND v.settled_on IS NULL GROUP BY p.client)
SELECT c.id, c.id, NULL, date(f.begun, '+' || ?2 || ' days'), NULL,
       CASE
           WHEN f.begun IS NULL THEN 'There is a profile without a day of beginning, and no talk about disclosure'
            ELSE 'The profile was begun on {' || f.begun
                || '}; disclosure has not been talked about' END
FROM temp.due_client c JOIN profile f ON f.client = c.id
WHERE NOT EXISTS (SELECT 1 FROM talk t WHERE t.client = c.id)
UNION ALL
SELECT c.id, c.id, NULL, date(c.started, '+' || ?3 || ' days'), NULL,
       'Looking for work since {' || c.started || '}; disclosure was last talked about on {'
           || t.last || '}'
FROM temp.due_client c JOIN talk t ON t.client = c.id
WHERE c.in_work = 0 AND c.service = 'new_job' AND t.last < date(c.started, '+' || ?3 || ' days')
  AND t.last <> '' AND date(c.started, '+' || ?3 || ' days') <= ?1
UNION ALL
SELECT c.id, c.id, NULL, b.day, NULL,
       'A job became difficult on {' || b.day || '}; disclosure has not been talked about since'
FROM temp.due_client c JOIN trouble b ON b.client = c.id JOIN talk t ON t.client = c.id
WHERE t.last < b.day
UNION ALL
SELECT v.id, p.client, NULL, NULL, NULL, 'A talk about disclosure without a date'
FROM temp.due_part p CROSS JOIN disclosure_talk v ON v._seq = p.seq
WHERE p.kind = 'disclosure_talk' AND v.talked_on IS NULL;

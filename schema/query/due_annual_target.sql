-- SPDX-License-Identifier: GPL-3.0-or-later
-- Where the year stands beside the targets, in proportion to what has gone of it. People who have
-- left since are counted as well. ?1: today, then the clock's settings. Columns: record, client,
-- member, due on, shown from, why.
-- views: client target job
WITH year(first, part) AS (
    SELECT y.first, (julianday(?1) - julianday(y.first) + 1) / 365.0
    FROM (SELECT CASE WHEN strftime('%m', ?1) >= '04' THEN strftime('%Y', ?1) || '-04-01'
                      ELSE (strftime('%Y', ?1) - 1) || '-04-01' END AS first) AS y),
came(member, people, jobless) AS (
    SELECT c.employment_specialist, count(*), sum(coalesce(c.employment_at_referral,
        'out_of_work') NOT IN
           ('employed', 'employed_on_sick_leave', 'self_employed'))
    FROM temp.due_staff s
    CROSS JOIN main.current x ON x.type = 3 AND x.field = 'employment_specialist' AND x.value IN (
        SELECT s.id UNION ALL SELECT a.id FROM temp.due_same a WHERE a.main = s.id)
    CROSS JOIN client c ON c._seq = x.home, year y
    WHERE c.struck = 0 AND c.accepted_on BETWEEN y.first AND ?1
    GROUP BY c.employment_specialist),
agreed(member, number) AS (
    SELECT t.member, max(CAST(t.number AS REAL)) FROM target t
    WHERE t.struck = 0 AND t.target_kind = 'access' AND t.from_on <= ?1 AND coalesce(t.until_on,
        '9999') >= ?1
    GROUP BY t.member)
SELECT s.id, NULL, s.id, ?1, NULL,
       coalesce(n.people, 0) || ' new people since {' || y.first || '}; '
       || CAST(round(a.most * y.part) AS INTEGER) || ' would keep pace with ' || printf('%g',
           round(a.most, 1)) || ' in the year'
FROM temp.due_staff s, year y
JOIN (SELECT b.id, coalesce((SELECT g.number FROM agreed g WHERE g.member = b.id),
             ?2 * coalesce(CAST(b.hours AS REAL), CAST(?5 AS REAL)) / CAST(?5 AS REAL)) AS most
      FROM temp.due_staff b) AS a ON a.id = s.id
LEFT JOIN came n ON n.member = s.id
WHERE s.specialist = 1 AND coalesce(n.people, 0) < a.most * y.part - 1
UNION ALL
SELECT s.id, NULL, s.id, ?1, NULL, j.begun || ' into work of ' || n.jobless
    || ' people who came without since {'
       || y.first || '}; ' || ?3 || '% is the aim'
FROM temp.due_staff s, year y JOIN came n ON n.member = s.id
JOIN (SELECT b.id, (SELECT count(DISTINCT p.client) FROM temp.due_client c
             JOIN temp.due_part p ON p.kind = 'job' AND p.client = c.id CROSS
                 JOIN job j ON j._seq = p.seq, year z
             WHERE c.owner = b.id AND j.started_on BETWEEN z.first AND ?1
               AND coalesce(j.held_before_service, 'no') <> 'yes') AS begun
                   FROM temp.due_staff b) AS j ON j.id = s.id
WHERE s.specialist = 1 AND n.jobless > 0 AND y.part > 0.25
    AND 100.0 * j.begun / n.jobless < CAST(?3 AS REAL) * min(1, y.part)
UNION ALL
SELECT s.id, NULL, s.id, ?1, NULL, k.lasted || ' of ' || k.old
    || ' jobs begun in the last year lasted 13 weeks; ' || ?4 || '% is the aim'
FROM temp.due_staff s
JOIN (SELECT c.owner, count(*) AS old,
             sum(coalesce(j.ended_on, '9999') >= date(j.started_on, '+91 days')) AS lasted
      FROM temp.due_client c JOIN temp.due_part p ON p.kind = 'job' AND p.client = c.id CROSS
          JOIN job j ON j._seq = p.seq
      WHERE j.started_on BETWEEN date(?1, '-456 days') AND date(?1, '-91 days')
        AND coalesce(j.held_before_service, 'no') <> 'yes' GROUP BY c.owner) AS k ON k.owner = s.id
WHERE s.specialist = 1 AND 100.0 * k.lasted / k.old < CAST(?4 AS REAL);

-- SPDX-License-Identifier: GPL-3.0-or-later
-- A job ended: nobody in touch since, or nothing written about what it taught. ?1: today, then the
-- clock's settings. Columns: record, client, member, due on, shown from, why.
-- views: job job_end
WITH gone(client, job, title, told, ended, contacted, taught) AS (
    SELECT p.client, j.id, coalesce(j.job_title, 'written'), coalesce(e.told_on, j.ended_on,
        e.ended_on),
           coalesce(j.ended_on, e.ended_on), e.contact_made_on,
           e.id IS NOT NULL OR j.lessons IS NOT NULL OR j.went_well IS NOT NULL
    FROM temp.due_part p CROSS JOIN job j ON j._seq = p.seq
    LEFT JOIN (SELECT x.value AS job, max(v.id) AS id, max(v.told_on) AS told_on,
        max(v.ended_on) AS ended_on,
                      max(v.contact_made_on) AS contact_made_on
               FROM temp.due_part q CROSS JOIN job k ON k._seq = q.seq
               CROSS JOIN main.current x ON x.type = 3 AND x.value = k.id AND x.field = 'job'
               CROSS JOIN job_end v ON v._seq = x.home AND v.struck = 0
               WHERE q.kind = 'job' GROUP BY x.value) AS e ON e.job = j.id
    WHERE p.kind = 'job' AND coalesce(j.ended_on, e.ended_on, e.told_on) IS NOT NULL
      AND coalesce(j.held_before_service, 'no') <> 'before')
SELECT g.job, g.client, NULL, date(g.told, '+' || ?2 || ' days'), NULL,
       'Work as ' || g.title || ' ended; told on {' || g.told
           || '}, not in touch since: offer help with the next job'
FROM gone g
WHERE g.told <= ?1 AND g.told >= date(?1, '-180 days') AND g.contacted IS NULL
  AND NOT EXISTS (SELECT 1 FROM temp.due_contact t WHERE t.client = g.client AND t.reached = 1
      AND t.date >= g.told)
UNION ALL
SELECT g.job, g.client, NULL, date(g.ended, '+' || ?3 || ' days'), NULL,
       'Work as ' || g.title || ' ended on {' || g.ended || '}; what it taught is not written yet'
FROM gone g
WHERE g.ended <= ?1 AND g.ended >= date(?1, '-180 days') AND g.taught = 0;

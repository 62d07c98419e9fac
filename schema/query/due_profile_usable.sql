-- SPDX-License-Identifier: GPL-3.0-or-later
-- Begun, and not yet enough of it. ?1: today, then the clock's settings. Columns: record, client,
-- member, due on, shown from, why.
-- views: vocational_profile
SELECT v.id, p.client, NULL, date(v.started_on, '+' || ?2 || ' days'), NULL,
       CASE WHEN v.started_on IS NULL THEN 'The day the profile was begun is not written; '
            ELSE 'Begun on {' || v.started_on || '}; ' END
       || p.answers || ' of the ' || ?3 || ' answers that make it usable'
FROM (SELECT q.client, q.seq, (SELECT count(DISTINCT x.field) FROM main.current x
             WHERE x.home = q.seq AND x.value IS NOT NULL AND x.value NOT IN ('', '[]')
               AND x.field NOT IN ('client', 'started_on', 'reviewed_on')) AS answers
      FROM temp.due_part q WHERE q.kind = 'vocational_profile') AS p
CROSS JOIN vocational_profile v ON v._seq = p.seq
WHERE p.answers < CAST(?3 AS INTEGER)
  AND p.seq = (SELECT max(o.seq) FROM temp.due_part o
               WHERE o.kind = 'vocational_profile' AND o.client = p.client);

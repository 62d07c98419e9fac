-- SPDX-License-Identifier: GPL-3.0-or-later
-- No contact for long. ?1: today, then the clock's settings. Columns: record, client, member, due
-- on, shown from, why.
SELECT c.id, c.id, NULL, date(f.last, '+' || ?2 || ' days'), NULL,
       CASE WHEN f.reached IS NULL THEN 'No contact is written since {' || f.last || '}'
            ELSE 'Last contact on {' || f.last || '}' END
                || ': is this person still using the service?'
FROM temp.due_client c
JOIN (SELECT b.id, (SELECT max(t.date) FROM temp.due_contact t WHERE t.client = b.id
    AND t.reached = 1) AS reached,
             coalesce((SELECT max(t.date) FROM temp.due_contact t WHERE t.client = b.id
                 AND t.reached = 1),
                      (SELECT max(n.date) FROM temp.due_dated n WHERE n.kind = 'note'
                         AND n.client = b.id AND n.date > '' AND n.date < date(?1, '-200 days')),
                             b.met) AS last
      FROM temp.due_client b) AS f ON f.id = c.id
WHERE f.last IS NOT NULL AND c.met <= ?1;

-- SPDX-License-Identifier: GPL-3.0-or-later
-- Pauses whose day to look again comes. ?1: today, then the clock's settings. Columns: record,
-- client, member, due on, shown from, why.
-- views: pause client
SELECT v.id, p.client, NULL, v.review_on, NULL,
       CASE WHEN v.review_on IS NULL THEN 'A pause without a day to look at it again'
            ELSE 'You agreed to talk about the pause on {' || v.review_on || '}' END
FROM temp.due_part p CROSS JOIN pause v ON v._seq = p.seq
WHERE p.kind = 'pause' AND coalesce(v.resumed_on, '9999') > ?1
UNION ALL
SELECT c.id, c.id, NULL, v.pause_review_on, NULL,
       CASE WHEN v.pause_review_on IS NULL THEN 'Paused, with no day to look at it again'
            ELSE 'You agreed to talk about the pause on {' || v.pause_review_on || '}' END
FROM temp.due_client c CROSS JOIN client v ON v._seq = c.seq
WHERE c.stage = 'paused'
  AND NOT EXISTS (SELECT 1 FROM temp.due_part p CROSS JOIN pause o ON o._seq = p.seq
                  WHERE p.kind = 'pause' AND p.client = c.id AND coalesce(o.resumed_on,
                      '9999') > ?1);

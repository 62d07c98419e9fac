-- SPDX-License-Identifier: GPL-3.0-or-later
-- Met, and no vocational profile. ?1: today, then the clock's settings. Columns: record, client,
-- member, due on, shown from, why.
SELECT c.id, c.id, NULL, date(c.met, '+' || ?2 || ' days'), NULL,
       'Met on {' || c.met || '}, and there is no vocational profile yet'
FROM temp.due_client c
WHERE c.met <= ?1
  AND NOT EXISTS (SELECT 1 FROM temp.due_part p WHERE p.kind = 'vocational_profile'
      AND p.client = c.id);

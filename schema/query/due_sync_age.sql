-- SPDX-License-Identifier: GPL-3.0-or-later
-- The last completed exchange, in a team. ?1: today, then the clock's settings. Columns: record,
-- client, member, due on, shown from, why.
SELECT NULL, NULL, NULL, date(l.value, '+' || ?2 || ' days'), NULL,
       CASE WHEN l.value IS NULL THEN 'Never exchanged with the team yet'
            ELSE 'Last exchanged on {' || date(l.value) || '}' END
FROM store_setting t LEFT JOIN store_setting l ON l.name = 'last_sync'
WHERE t.name = 'team';

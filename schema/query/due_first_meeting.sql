-- SPDX-License-Identifier: GPL-3.0-or-later
-- Referred and not met yet. ?1: today, then the clock's settings. Columns: record, client, member,
-- due on, shown from, why.
SELECT c.id, c.id, NULL, date(c.referred, '+' || ?2 || ' days'), NULL,
       'Referred on {' || c.referred || '} and not met yet'
FROM temp.due_client c WHERE c.met IS NULL AND c.referred IS NOT NULL
UNION ALL
SELECT c.id, c.id, NULL, NULL, NULL,
    'Neither the day of the referral nor a first meeting is written'
FROM temp.due_client c WHERE c.met IS NULL AND c.referred IS NULL;

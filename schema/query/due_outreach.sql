-- SPDX-License-Identifier: GPL-3.0-or-later
-- Appointments missed in a row, and no other way tried since. ?1: today, then the clock's settings.
-- Columns: record, client, member, due on, shown from, why.
WITH last(client, day) AS (
    SELECT client, max(date) FROM temp.due_contact
    WHERE reached = 1 OR coalesce(how, '') <> 'missed' GROUP BY client),
missed(client, times, day) AS (
    SELECT t.client, count(DISTINCT t.date), max(t.date)
    FROM temp.due_contact t LEFT JOIN last l ON l.client = t.client
    WHERE t.how = 'missed' AND t.date > coalesce(l.day, '') GROUP BY t.client)
SELECT c.id, c.id, NULL, m.day, NULL,
       'Did not come ' || m.times || ' times, last on {' || m.day
           || '}: try another way, with the team, or family if agreed'
FROM missed m JOIN temp.due_client c ON c.id = m.client
WHERE m.times >= CAST(?2 AS INTEGER);

-- SPDX-License-Identifier: GPL-3.0-or-later
-- Expectations whose day has come. ?1: today, then the clock's settings. Columns: record, client,
-- member, due on, shown from, why.
-- views: expectation
SELECT g.id, NULL, g.member, g.due_on, NULL,
       coalesce(g.expectation, 'An expectation') || CASE
           WHEN g.due_on IS NULL THEN ', with no date agreed'
       ELSE ', agreed for {' || g.due_on || '}' END
FROM expectation g JOIN temp.due_staff s ON s.id = g.member
WHERE g.struck = 0 AND g.checked_on IS NULL AND g.met IS NULL AND coalesce(?1, '') <> '';

-- SPDX-License-Identifier: GPL-3.0-or-later
-- What was typed and not saved. ?1: today, then the clock's settings. Columns: record, client,
-- member, due on, shown from, why.
SELECT d.id, NULL, NULL, date(d.at, 'unixepoch', '+' || ?2 || ' days'), NULL,
       'Typed on {' || date(d.at, 'unixepoch') || '} and not saved yet'
FROM draft d WHERE coalesce(?1, '') <> '';

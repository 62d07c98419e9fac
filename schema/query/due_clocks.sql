-- SPDX-License-Identifier: GPL-3.0-or-later
-- The clocks of the catalogue: name, number, title, counts_from, whose, safety, stops_when_paused,
-- starts, basis, help.
SELECT name, number, title, counts_from, whose, safety, stops_when_paused, starts, basis, help
FROM catalogue_due ORDER BY position;

-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the team is called, as far as this store knows.
SELECT title FROM record WHERE kind = 'team' AND shown = 1 ORDER BY id LIMIT 1;

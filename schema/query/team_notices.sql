-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the last sync found.
SELECT about, text FROM team_notice ORDER BY id;

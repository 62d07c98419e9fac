-- SPDX-License-Identifier: GPL-3.0-or-later
-- Confirmed.
DELETE FROM team_wish WHERE device = ?1;

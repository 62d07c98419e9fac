-- SPDX-License-Identifier: GPL-3.0-or-later
-- Before a sync.
DELETE FROM team_notice;

-- SPDX-License-Identifier: GPL-3.0-or-later
-- What an attempt to found or join left.
DELETE FROM store_setting WHERE name IN ('team_state', 'team_remote', 'team_founding', 'team_code');

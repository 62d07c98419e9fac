-- SPDX-License-Identifier: GPL-3.0-or-later
-- Answered.
DELETE FROM team_request WHERE device = ?1;

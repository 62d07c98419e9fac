-- SPDX-License-Identifier: GPL-3.0-or-later
-- Did we seal this?
SELECT 1 FROM team_sealed WHERE sha256 = ?1;

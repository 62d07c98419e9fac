-- SPDX-License-Identifier: GPL-3.0-or-later
-- The newest heads of a device.
SELECT serial, made, body, seen, back FROM team_heads WHERE device = ?1;

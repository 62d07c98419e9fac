-- SPDX-License-Identifier: GPL-3.0-or-later
-- The newest heads of each device.
SELECT device, serial, made, body, seen, back FROM team_heads ORDER BY device;

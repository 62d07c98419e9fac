-- SPDX-License-Identifier: GPL-3.0-or-later
-- The newest heads of a device.
INSERT OR REPLACE INTO team_heads(device, serial, made, body, seen, back) VALUES (?1, ?2, ?3, ?4, ?5, ?6);

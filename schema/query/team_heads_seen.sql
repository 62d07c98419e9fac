-- SPDX-License-Identifier: GPL-3.0-or-later
-- How far a device's segments are applied here.
UPDATE team_heads SET seen = ?2 WHERE device = ?1;

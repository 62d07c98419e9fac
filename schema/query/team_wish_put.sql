-- SPDX-License-Identifier: GPL-3.0-or-later
-- A decision of this lead.
INSERT OR REPLACE INTO team_wish(device, ed25519, x25519, member, compartments, lead)
VALUES (?1, ?2, ?3, ?4, ?5, ?6);

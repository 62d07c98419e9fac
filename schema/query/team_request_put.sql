-- SPDX-License-Identifier: GPL-3.0-or-later
-- A request to be admitted.
INSERT INTO team_request(device, ed25519, x25519, member, name, made, arrived) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT(device) DO UPDATE SET member = excluded.member, name = excluded.name, made = excluded.made;

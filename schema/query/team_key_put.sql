-- SPDX-License-Identifier: GPL-3.0-or-later
-- A compartment key.
INSERT OR REPLACE INTO team_key(compartment, generation, identity) VALUES (?1, ?2, ?3);

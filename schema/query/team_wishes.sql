-- SPDX-License-Identifier: GPL-3.0-or-later
-- Decisions not yet confirmed.
SELECT device, ed25519, x25519, member, compartments, lead FROM team_wish ORDER BY device;

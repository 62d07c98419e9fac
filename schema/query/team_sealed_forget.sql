-- SPDX-License-Identifier: GPL-3.0-or-later
-- It is a confirmed segment now.
DELETE FROM team_sealed WHERE sha256 = ?1;

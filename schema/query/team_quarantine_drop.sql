-- SPDX-License-Identifier: GPL-3.0-or-later
-- A file that verifies now.
DELETE FROM quarantine WHERE ref = ?1 AND path = ?2;

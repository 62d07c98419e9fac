-- SPDX-License-Identifier: GPL-3.0-or-later
-- Git's name for a statement, once seen.
UPDATE team_statement SET blob = ?2 WHERE n = ?1;

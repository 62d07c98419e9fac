-- SPDX-License-Identifier: GPL-3.0-or-later
-- An own segment about to be pushed.
INSERT OR IGNORE INTO team_sealed(sha256) VALUES (?1);

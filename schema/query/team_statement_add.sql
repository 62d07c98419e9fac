-- SPDX-License-Identifier: GPL-3.0-or-later
-- A statement just verified.
INSERT INTO team_statement(n, sha256, body, signature, blob) VALUES (?1, ?2, ?3, ?4, ?5);

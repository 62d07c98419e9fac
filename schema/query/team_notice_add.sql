-- SPDX-License-Identifier: GPL-3.0-or-later
-- Worth saying.
INSERT INTO team_notice(about, text) VALUES (?1, ?2);

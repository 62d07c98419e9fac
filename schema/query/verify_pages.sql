-- SPDX-License-Identifier: GPL-3.0-or-later
-- Reads every page, so that each is authenticated, and checks the database: the one row "ok", or
-- what is wrong.
PRAGMA main.integrity_check(20);

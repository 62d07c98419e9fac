-- SPDX-License-Identifier: GPL-3.0-or-later
-- Every entry held, by id: what devices that have the same have in common.
SELECT id, counted FROM entry ORDER BY id;

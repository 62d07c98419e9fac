-- SPDX-License-Identifier: GPL-3.0-or-later
-- Entries that arrived after a point.
SELECT count(*) FROM entry WHERE seq > ?1 AND arrived <> 0;

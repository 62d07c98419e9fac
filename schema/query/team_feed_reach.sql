-- SPDX-License-Identifier: GPL-3.0-or-later
-- How many different numbers up to n are held of a feed, and whether segment n is the named one.
SELECT count(DISTINCT n), coalesce(max(n = ?4 AND sha256 = ?5), 0)
FROM segment WHERE device = ?1 AND epoch = ?2 AND compartment = ?3 AND n <= ?4;

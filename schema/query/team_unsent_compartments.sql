-- SPDX-License-Identifier: GPL-3.0-or-later
-- Compartments with entries of ours in no segment.
SELECT DISTINCT compartment FROM entry WHERE sent = 0 AND segment IS NULL AND device = ?1 ORDER BY compartment;

-- SPDX-License-Identifier: GPL-3.0-or-later
-- The remote confirmed a segment.
UPDATE entry SET segment = ?1, sent = 1
WHERE sent = 0 AND segment IS NULL AND compartment = ?2 AND device = ?3 AND seq BETWEEN ?4 AND ?5;

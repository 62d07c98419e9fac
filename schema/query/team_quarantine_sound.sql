-- SPDX-License-Identifier: GPL-3.0-or-later
-- Statements that stand as they should again.
DELETE FROM quarantine
WHERE ref = ?1 AND path LIKE 'roster/%' AND CAST(substr(path, 8) AS INTEGER) < ?2;

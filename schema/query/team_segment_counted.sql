-- SPDX-License-Identifier: GPL-3.0-or-later
-- Whether a segment counts.
UPDATE segment SET counted = ?2 WHERE id = ?1;

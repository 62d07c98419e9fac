-- SPDX-License-Identifier: GPL-3.0-or-later
-- Git's names for a segment, after it was found under another.
UPDATE segment SET blob = ?2, signature = ?3 WHERE id = ?1;

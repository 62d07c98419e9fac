-- SPDX-License-Identifier: GPL-3.0-or-later
-- Verified segments at one place.
SELECT id, sha256, blob, signature, counted FROM segment WHERE device = ?1 AND epoch = ?2 AND compartment = ?3 AND n = ?4
ORDER BY id;

-- SPDX-License-Identifier: GPL-3.0-or-later
-- What is quarantined of a ref.
SELECT path, blob, signature, reason, since FROM quarantine WHERE ref = ?1 ORDER BY path;

-- SPDX-License-Identifier: GPL-3.0-or-later
-- A file that does not verify.
INSERT INTO quarantine(ref, path, blob, signature, reason, since) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT(ref, path) DO UPDATE SET blob = excluded.blob, signature = excluded.signature, reason = excluded.reason;

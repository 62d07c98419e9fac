-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who a device belongs to, from the verified roster.
INSERT OR REPLACE INTO device(id, member, ed25519) VALUES (?1, ?2, ?3);

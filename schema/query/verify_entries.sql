-- SPDX-License-Identifier: GPL-3.0-or-later
-- Every entry as it was written, with the signing key of its device (null where it is not known).
SELECT l.line, e.device, d.ed25519
FROM entry e JOIN entry_line l ON l.entry = e.seq LEFT JOIN device d ON d.id = e.device
ORDER BY e.seq;

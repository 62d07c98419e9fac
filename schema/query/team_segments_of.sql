-- SPDX-License-Identifier: GPL-3.0-or-later
-- All segments of a device.
SELECT id, epoch, compartment, n, sha256, prev, counted, blob, signature FROM segment WHERE device = ?1
ORDER BY epoch, compartment, n, id;

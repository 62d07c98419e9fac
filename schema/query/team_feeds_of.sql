-- SPDX-License-Identifier: GPL-3.0-or-later
-- The last segment of each feed of a device.
SELECT s.epoch, s.compartment, s.n, s.sha256, s.made
FROM segment s
WHERE s.device = ?1
  AND s.id = (SELECT t.id FROM segment t
              WHERE t.device = s.device AND t.epoch = s.epoch AND t.compartment = s.compartment
              ORDER BY t.n DESC, t.id DESC LIMIT 1)
ORDER BY s.epoch, s.compartment;

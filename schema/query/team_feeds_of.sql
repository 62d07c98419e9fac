-- SPDX-License-Identifier: GPL-3.0-or-later
-- The last segment of each feed of a device; from feed to feed by the index, however long they are.
WITH RECURSIVE feed(epoch, compartment) AS (
    SELECT * FROM (SELECT epoch, compartment FROM segment WHERE device = ?1
                   ORDER BY epoch, compartment LIMIT 1)
    UNION ALL
    SELECT (SELECT s.epoch FROM segment s
            WHERE s.device = ?1 AND (s.epoch, s.compartment) > (f.epoch, f.compartment)
            ORDER BY s.epoch, s.compartment LIMIT 1),
           (SELECT s.compartment FROM segment s
            WHERE s.device = ?1 AND (s.epoch, s.compartment) > (f.epoch, f.compartment)
            ORDER BY s.epoch, s.compartment LIMIT 1)
    FROM feed f WHERE f.epoch IS NOT NULL
)
SELECT s.epoch, s.compartment, s.n, s.sha256, s.made
FROM feed f JOIN segment s ON s.id = (
    SELECT t.id FROM segment t
    WHERE t.device = ?1 AND t.epoch = f.epoch AND t.compartment = f.compartment
    ORDER BY t.n DESC, t.id DESC LIMIT 1)
WHERE f.epoch IS NOT NULL
ORDER BY s.epoch, s.compartment;

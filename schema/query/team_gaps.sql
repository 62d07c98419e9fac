-- SPDX-License-Identifier: GPL-3.0-or-later
-- Feeds in which a segment is missing before a held one.
SELECT device, epoch, compartment, max(n) - count(DISTINCT n)
FROM segment GROUP BY device, epoch, compartment HAVING max(n) > count(DISTINCT n);

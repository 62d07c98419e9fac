-- SPDX-License-Identifier: GPL-3.0-or-later
-- Of one record: own entries, those confirmed, and the newest made that covers them.
SELECT count(*), coalesce(sum(e.sent), 0), coalesce(max(s.made), 0), max(e.compartment)
FROM entry e LEFT JOIN segment s ON s.id = e.segment
WHERE e.record = ?1 AND e.device = ?2;

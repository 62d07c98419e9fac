-- SPDX-License-Identifier: GPL-3.0-or-later
-- What is shown, row by row, in an order that does not depend on how it was computed.
SELECT r.id, r.kind, r.compartment, m.id, r.shown, r.struck, r.title, r.parent, r.conflicts, NULL, NULL
FROM record r LEFT JOIN record m ON m.seq = r.main
UNION ALL
SELECT h.id, h.kind, c.field, r.id, c.type, c.lead, c.value, e.device, e.clock, e.id, NULL
FROM current c JOIN record h ON h.seq = c.home JOIN record r ON r.seq = c.record
JOIN entry e ON e.seq = c.entry
ORDER BY 1, 2, 3, 4, 10;

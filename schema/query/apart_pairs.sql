-- SPDX-License-Identifier: GPL-3.0-or-later
-- Pairs of records of a kind of which it was said that they are two: id and title of the one, of the
-- other. ?1 kind.
SELECT DISTINCT o.id, o.title, h.id, h.title
FROM current c
JOIN record h ON h.seq = c.home
JOIN record n ON n.id = c.value AND n.kind = h.kind AND n.compartment = h.compartment
JOIN record o ON o.seq = coalesce(n.main, n.seq)
WHERE c.type = 3 AND c.field = '_not_same_as' AND h.kind = ?1 AND h.seq <> o.seq
ORDER BY o.sort, o.id, h.id;

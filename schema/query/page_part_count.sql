-- SPDX-License-Identifier: GPL-3.0-or-later
-- How many records of kind ?2 refer to the record ?1 by their field ?3.
SELECT count(DISTINCT r.seq) FROM current c JOIN record r ON r.seq = c.home
WHERE c.type = 3 AND c.field = ?3 AND r.kind = ?2 AND r.shown = 1 AND c.value IN (
    SELECT ?1
    UNION
    SELECT m.id FROM record t JOIN record m
        ON m.seq = coalesce(t.main, t.seq) OR m.main = coalesce(t.main, t.seq)
    WHERE t.id = ?1
);

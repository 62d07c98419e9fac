-- SPDX-License-Identifier: GPL-3.0-or-later
-- How many records of each kind refer to one, by which field: kind, field, count. ?1: its id.
WITH same(id) AS (
    SELECT ?1
    UNION
    SELECT m.id FROM record t JOIN record m
        ON m.seq = coalesce(t.main, t.seq) OR m.main = coalesce(t.main, t.seq)
    WHERE t.id = ?1
)
SELECT r.kind, c.field, count(DISTINCT r.seq)
FROM same JOIN current c ON c.value = same.id AND c.type = 3 JOIN record r ON r.seq = c.home
WHERE r.shown = 1
GROUP BY r.kind, c.field;

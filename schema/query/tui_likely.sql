-- SPDX-License-Identifier: GPL-3.0-or-later
-- Records of a kind that work is being done with, the likeliest first: those that recent entries
-- refer to, then those that were written lately. ?1: the kind; ?2: how many entries to look back;
-- ?3: how many records at most. Columns: id, title, title of what it is part of, conflicts.
WITH lately AS MATERIALIZED (
    SELECT max(seq) AS seq, record FROM (SELECT seq, record FROM entry ORDER BY seq DESC LIMIT ?2)
    GROUP BY record
), found AS (
    SELECT t.seq AS record, 1 AS used, l.seq AS at
    FROM lately l JOIN record r ON r.id = l.record JOIN current c ON c.home = r.seq AND c.type = 3
    JOIN record t ON t.id = c.value AND t.kind = ?1
    UNION ALL
    SELECT r.seq, 0, l.seq FROM lately l JOIN record r ON r.id = l.record AND r.kind = ?1
)
SELECT r.id, r.title, (SELECT p.title FROM record p WHERE p.id = r.parent LIMIT 1), r.conflicts
FROM (SELECT record, max(used) AS used, max(at) AS at FROM found GROUP BY record) AS f
JOIN record r ON r.seq = f.record
WHERE r.shown = 1
ORDER BY f.used DESC, f.at DESC
LIMIT ?3;

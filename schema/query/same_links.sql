-- SPDX-License-Identifier: GPL-3.0-or-later
-- The links that make a record show as one with others, those it has and those it is named by:
-- record, the record it names, entry. ?1 id, ?2 kind.
SELECT r.id, c.value, lower(hex(e.id))
FROM current c JOIN record r ON r.seq = c.record JOIN entry e ON e.seq = c.entry
WHERE c.field = '_same_as' AND c.type = 3 AND c.value = ?1 AND r.kind = ?2
UNION
SELECT r.id, c.value, lower(hex(e.id))
FROM record r JOIN current c ON c.home = coalesce(r.main, r.seq) AND c.field = '_same_as'
    AND c.record = r.seq AND c.type = 3
JOIN entry e ON e.seq = c.entry
WHERE r.id = ?1 AND r.kind = ?2;

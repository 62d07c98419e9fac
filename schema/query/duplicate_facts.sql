-- SPDX-License-Identifier: GPL-3.0-or-later
-- The answers that duplicates are known by: number of the record, id, title, field, text; record by
-- record. ?1 kind, ?2 the fields, a JSON array.
SELECT r.seq, r.id, r.title, c.field, c.value
FROM record r JOIN current c ON c.home = r.seq
WHERE r.kind = ?1 AND r.shown = 1 AND c.type IN (1, 3)
  AND c.field IN (SELECT value FROM json_each(?2))
ORDER BY r.seq;

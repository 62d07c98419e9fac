-- SPDX-License-Identifier: GPL-3.0-or-later
-- The answers that duplicates are known by: number of the record, id, title, field, text; record by
-- record. Of "_not_same_as" the text is the id under which that record shows. ?1 kind, ?2 the
-- fields, a JSON array.
SELECT r.seq, r.id, r.title, c.field,
       CASE WHEN c.field = '_not_same_as'
            THEN coalesce((SELECT o.id FROM record n JOIN record o ON o.seq = n.main
                           WHERE n.id = c.value AND n.kind = ?1), c.value)
            ELSE c.value END
FROM record r JOIN current c ON c.home = r.seq
WHERE r.kind = ?1 AND r.shown = 1 AND c.type IN (1, 3)
  AND c.field IN (SELECT value FROM json_each(?2))
ORDER BY r.seq;

-- SPDX-License-Identifier: GPL-3.0-or-later
-- The clients whom records of a kind are about: themselves, or what they are part of, step by step
-- upwards. ?1: the kind.
WITH RECURSIVE up(id) AS (
    SELECT id FROM record WHERE kind = ?1 AND kind = 'client' AND shown = 1
    UNION
    SELECT DISTINCT parent FROM record WHERE kind = ?1 AND shown = 1 AND parent IS NOT NULL
    UNION
    SELECT r.parent FROM up JOIN record r ON r.id = up.id WHERE r.parent IS NOT NULL)
SELECT DISTINCT m.id
FROM up JOIN record r ON r.id = up.id JOIN record m ON m.seq = coalesce(r.main, r.seq)
WHERE r.kind = 'client'
ORDER BY m.id;

-- SPDX-License-Identifier: GPL-3.0-or-later
-- The client whom a record is about: itself, or what it is part of, step by step upwards. ?1: its id.
WITH RECURSIVE up(id) AS (
    SELECT ?1
    UNION
    SELECT r.parent FROM up JOIN record r ON r.id = up.id WHERE r.parent IS NOT NULL)
SELECT DISTINCT m.id
FROM up JOIN record r ON r.id = up.id JOIN record m ON m.seq = coalesce(r.main, r.seq)
WHERE r.kind = 'client'
ORDER BY m.id;

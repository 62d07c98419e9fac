-- SPDX-License-Identifier: GPL-3.0-or-later
-- The records that belong to a record, the newest ?3 of each kind: kind, the field that refers, how
-- many there are, id, title, conflicts?, unsent?, day. By kind and field, newest first; the
-- steps of a plan in their order, and of the first few those still open. ?1: the id; ?2: {"kind":"its field with a day"}.
WITH same(id) AS (
    SELECT ?1
    UNION
    SELECT m.id FROM record t JOIN record m
        ON m.seq = coalesce(t.main, t.seq) OR m.main = coalesce(t.main, t.seq)
    WHERE t.id = ?1
), part(seq, kind, field) AS (
    SELECT DISTINCT r.seq, r.kind, c.field
    FROM same JOIN current c ON c.value = same.id AND c.type = 3 JOIN record r ON r.seq = c.home
    WHERE r.shown = 1 AND substr(c.field, 1, 1) <> '_'
), ranked(seq, kind, field, day, rank, total) AS (
    SELECT seq, kind, field, day,
        row_number() OVER (PARTITION BY kind, field ORDER BY behind, place, day DESC, seq DESC),
        count(*) OVER (PARTITION BY kind, field)
    FROM (SELECT part.*, coalesce((SELECT d.value FROM current d WHERE d.home = part.seq
            AND d.lead = 1 AND d.field = json_extract(?2, '$.' || part.kind)), '') AS day,
        ?3 <= 2 AND part.kind = 'plan_step' AND EXISTS (SELECT 1 FROM current d WHERE d.home = part.seq
            AND d.lead = 1 AND d.type = 1 AND (d.field = 'done_on'
            OR d.field = 'state' AND d.value IN ('done', 'dropped'))) AS behind,
        CASE part.kind WHEN 'plan_step' THEN (SELECT CAST(d.value AS REAL) FROM current d
            WHERE d.home = part.seq AND d.lead = 1 AND d.field = 'order_number') END AS place
        FROM part)
)
SELECT r.kind, ranked.field, ranked.total, r.id, r.title, r.conflicts > 0,
    EXISTS (SELECT 1 FROM entry e WHERE e.record = r.id AND e.sent = 0), ranked.day
FROM ranked JOIN record r ON r.seq = ranked.seq
WHERE ranked.rank <= ?3
ORDER BY r.kind, ranked.field, ranked.rank;

-- SPDX-License-Identifier: GPL-3.0-or-later
-- Everything of a record that has a day, newest first: id, kind, title, day, time of day, conflicts?,
-- unsent?. Its parts, and theirs (changes of a job, steps of a support plan). ?1: the id;
-- ?2: {"kind":"its field with a day"}; ?3: how many; ?4: after how many; ?5: one kind only, or ''.
WITH same(id) AS (
    SELECT ?1
    UNION
    SELECT m.id FROM record t JOIN record m
        ON m.seq = coalesce(t.main, t.seq) OR m.main = coalesce(t.main, t.seq)
    WHERE t.id = ?1
), part(seq) AS (
    SELECT r.seq FROM same JOIN current c ON c.value = same.id AND c.type = 3
        JOIN record r ON r.seq = c.home
    WHERE r.shown = 1 AND substr(c.field, 1, 1) <> '_'
), every(seq) AS (
    SELECT seq FROM part
    UNION
    SELECT r.seq FROM part JOIN record p ON p.seq = part.seq
        JOIN current c ON c.value = p.id AND c.type = 3 AND c.field = p.kind
        JOIN record r ON r.seq = c.home
    WHERE p.kind IN ('job', 'support_plan', 'safe_work_plan') AND r.shown = 1
)
SELECT r.id, r.kind, r.title, d.value,
    (SELECT t.value FROM current t WHERE t.home = r.seq AND t.lead = 1 AND t.field = 'time'),
    r.conflicts > 0, EXISTS (SELECT 1 FROM entry e WHERE e.record = r.id AND e.sent = 0),
    count(*) OVER ()
FROM every JOIN record r ON r.seq = every.seq JOIN current d ON d.home = r.seq AND d.lead = 1
    AND d.type = 1 AND d.field = json_extract(?2, '$.' || r.kind)
WHERE (?5 = '' OR r.kind = ?5)
ORDER BY d.value DESC, 5 DESC, r.seq DESC
LIMIT ?3 OFFSET ?4;

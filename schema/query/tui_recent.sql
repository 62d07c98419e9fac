-- SPDX-License-Identifier: GPL-3.0-or-later
-- Records of the newest entries up to ?1 and after ?2, newest first: id, kind, whose and title, when it says
-- it was written, by whom (null when unknown), whether all of it is sent. ?3: how many entries to
-- look back; ?4: how many records.
SELECT r.id, r.kind,
    CASE WHEN p.title IS NULL OR substr(r.title, 1, length(p.title)) = p.title THEN r.title
         ELSE p.title || ': ' || r.title END,
    e.at, m.title, e.sent
FROM (SELECT max(seq) AS seq, record
      FROM (SELECT seq, record FROM entry WHERE seq <= ?1 AND seq > ?2 ORDER BY seq DESC LIMIT ?3)
      GROUP BY record) AS newest
JOIN entry e ON e.seq = newest.seq
JOIN record r ON r.id = e.record AND r.kind = e.kind AND r.compartment = e.compartment
LEFT JOIN record p ON p.seq = (SELECT seq FROM record WHERE id = r.parent LIMIT 1)
LEFT JOIN device d ON d.id = e.device
LEFT JOIN record m ON m.id = d.member AND m.kind = 'member'
WHERE r.shown = 1 AND r.kind NOT IN ('member', 'team', 'setting')
ORDER BY e.seq DESC
LIMIT ?4;

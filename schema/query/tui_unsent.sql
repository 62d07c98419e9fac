-- SPDX-License-Identifier: GPL-3.0-or-later
-- Records with entries the remote has not confirmed, the oldest first: id, kind, whose and title, since when,
-- how many entries. ?1: how many of the oldest entries to look at; ?2: how many records at most.
SELECT r.id, r.kind,
    CASE WHEN p.title IS NULL OR substr(r.title, 1, length(p.title)) = p.title THEN r.title
         ELSE p.title || ': ' || r.title END,
    e.at, waiting.entries
FROM (SELECT min(seq) AS seq, count(*) AS entries
      FROM (SELECT seq, record FROM entry INDEXED BY entry_unsent WHERE sent = 0
            ORDER BY seq LIMIT ?1)
      GROUP BY record ORDER BY 1 LIMIT ?2) AS waiting
JOIN entry e ON e.seq = waiting.seq
JOIN record r ON r.id = e.record AND r.kind = e.kind AND r.compartment = e.compartment
LEFT JOIN record p ON p.seq = (SELECT seq FROM record WHERE id = r.parent LIMIT 1)
ORDER BY e.seq;

-- SPDX-License-Identifier: GPL-3.0-or-later
-- Of which records it was said that they are not this one: the record that says so, entry, the other
-- as it shows: id and title. ?1 id, as it shows; ?2 kind.
SELECT r.id, lower(hex(e.id)), o.id, o.title
FROM record s
JOIN current c ON c.home = s.seq AND c.field = '_not_same_as' AND c.type = 3
JOIN record r ON r.seq = c.record
JOIN record n ON n.id = c.value AND n.kind = s.kind AND n.compartment = s.compartment
JOIN record o ON o.seq = coalesce(n.main, n.seq)
JOIN entry e ON e.seq = c.entry
WHERE s.id = ?1 AND s.kind = ?2
UNION
SELECT r.id, lower(hex(e.id)), o.id, o.title
FROM record s
JOIN record n ON n.seq = s.seq OR n.main = s.seq
JOIN current c ON c.type = 3 AND c.value = n.id AND c.field = '_not_same_as'
JOIN record r ON r.seq = c.record AND r.kind = s.kind AND r.compartment = s.compartment
JOIN record o ON o.seq = c.home
JOIN entry e ON e.seq = c.entry
WHERE s.id = ?1 AND s.kind = ?2;

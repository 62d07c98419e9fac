-- SPDX-License-Identifier: GPL-3.0-or-later
-- Entries of ours in no segment, in the order they were written.
SELECT e.seq, l.line FROM entry e JOIN entry_line l ON l.entry = e.seq
WHERE e.sent = 0 AND e.segment IS NULL AND e.compartment = ?1 AND e.device = ?2 AND e.seq > ?3
ORDER BY e.seq;

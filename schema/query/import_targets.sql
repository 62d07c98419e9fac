-- SPDX-License-Identifier: GPL-3.0-or-later
-- The records of a kind by what a spreadsheet may call them: id, title, local number, NHS number.
-- ?1 kind.
SELECT r.id, r.title,
       (SELECT c.value FROM current c WHERE c.home = r.seq AND c.field = 'team_reference'),
       (SELECT c.value FROM current c WHERE c.home = r.seq AND c.field = 'nhs_number')
FROM record r WHERE r.kind = ?1 AND r.shown = 1;

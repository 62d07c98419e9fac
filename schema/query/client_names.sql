-- SPDX-License-Identifier: GPL-3.0-or-later
-- What clients are called, answers in conflict included, client by client: number of the record,
-- field, text.
SELECT r.seq, c.field, c.value
FROM record r JOIN current c ON c.home = r.seq
WHERE r.kind = 'client' AND r.shown = 1 AND c.type = 1
  AND c.field IN ('name', 'preferred_name', 'nhs_number')
ORDER BY r.seq;

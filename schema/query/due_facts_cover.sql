-- SPDX-License-Identifier: GPL-3.0-or-later
-- The colleagues that they cover for. ?1: today.
-- views: cover
-- temporary
INSERT OR IGNORE INTO temp.due_scope(id, own)
SELECT v.member, 0 FROM cover v
WHERE v.struck = 0 AND v.member IS NOT NULL AND v.covered_by IN (SELECT id FROM temp.due_scope)
  AND coalesce(v.from_on, ?1) <= ?1 AND coalesce(v.until_on, ?1) >= ?1;

-- SPDX-License-Identifier: GPL-3.0-or-later
-- Concerns and complaints of people who left: those stay until somebody closes or answers them. ?1: one
-- client; null: all on the caseloads meant, as due_facts_client.
-- views: client member
-- temporary
INSERT OR IGNORE INTO temp.due_part(kind, client, seq)
SELECT r.kind, c.id, r.seq
FROM main.record r INDEXED BY record_title
CROSS JOIN main.record o INDEXED BY record_id ON o.id = r.parent
CROSS JOIN client c ON c._seq = coalesce(o.main, o.seq)
WHERE r.kind IN ('complaint', 'concern') AND r.shown = 1
  AND c.struck = 0 AND NOT EXISTS (SELECT 1 FROM temp.due_client d WHERE d.id = c.id)
  AND CASE WHEN ?1 IS NOT NULL THEN c.id = ?1
      ELSE c.employment_specialist IS NULL
           OR NOT EXISTS (SELECT 1 FROM main.record m WHERE m.id = c.employment_specialist
                          AND m.kind = 'member' AND m.shown IS NOT NULL)
           OR EXISTS (SELECT 1 FROM temp.due_scope s WHERE s.id = c.employment_specialist)
           OR EXISTS (SELECT 1 FROM temp.due_scope s WHERE s.id = c.covering_specialist
                      AND s.own = 1) END;

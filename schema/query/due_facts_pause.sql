-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who has paused the search. ?1: today.
-- views: pause
-- temporary
UPDATE temp.due_client SET paused = 1
WHERE id IN (SELECT p.client FROM temp.due_part p CROSS JOIN pause v ON v._seq = p.seq
             WHERE p.kind = 'pause' AND coalesce(v.decided_on, ?1) <= ?1
               AND coalesce(v.resumed_on, '9999') > ?1
               AND coalesce(v.pause_kind, 'pause') IN ('pause', 'client_break', 'postpone'));

-- SPDX-License-Identifier: GPL-3.0-or-later
-- Open steps of plans. ?1: today, then the clock's settings. Columns: record, client, member, due
-- on, shown from, why.
-- views: plan_step
SELECT v.id, p.client, NULL, date(v.by_when, '+' || ?2 || ' days'), NULL,
       coalesce(nullif(v.action, ''), nullif(v.objective, ''), 'A step')
       || CASE WHEN v.who IS NULL THEN '' ELSE ' (' || v.who || ')' END
       || CASE WHEN v.by_when IS NULL THEN ', with no date agreed' ELSE ', agreed for {'
           || v.by_when || '}' END
FROM temp.due_part p CROSS JOIN plan_step v ON v._seq = p.seq
WHERE p.kind = 'plan_step' AND v.done_on IS NULL AND coalesce(v.state, 'open') = 'open';

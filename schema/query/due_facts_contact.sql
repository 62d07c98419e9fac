-- SPDX-License-Identifier: GPL-3.0-or-later
-- Notes of contacts in the last 200 days; the long texts are looked at only of those that are not
-- finished. ?1: today.
-- temporary
INSERT OR IGNORE INTO temp.due_contact(client, date, seq, how, reached, hasty)
SELECT n.client, n.date, n.seq, n.how,
       coalesce(n.how, '') NOT IN ('not_reached', 'missed')
       AND (n.whom IS NULL OR n.whom = '[]' OR instr(n.whom, '"client"') > 0),
       CASE WHEN n.quick = 'yes' THEN
            (SELECT count(*) FROM main.current t WHERE t.home = n.seq AND t.lead = 1
             AND t.field IN ('activities', 'plan_progress') AND t.type <> 0) < 2 ELSE 0 END
FROM (SELECT d.client, d.date, d.seq,
             max(CASE c.field WHEN 'kind_of_contact' THEN c.value END) AS how,
             max(CASE c.field WHEN 'with_whom' THEN c.value END) AS whom,
             max(CASE c.field WHEN 'quick' THEN c.value END) AS quick
      FROM temp.due_dated d
      LEFT JOIN main.current c INDEXED BY current_brief ON c.home = d.seq AND c.lead = 1
           AND c.field IN ('kind_of_contact', 'with_whom', 'quick', 'state')
      WHERE d.kind = 'note' AND d.date >= date(?1, '-200 days') AND d.date <= ?1
      GROUP BY d.client, d.date, d.seq) AS n;

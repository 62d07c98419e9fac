-- SPDX-License-Identifier: GPL-3.0-or-later
-- Concerns that are not closed. ?1: today, then the clock's settings. Columns: record, client,
-- member, due on, shown from, why.
-- views: concern
SELECT v.id, p.client, NULL, coalesce(v.noticed_on, ?1), NULL,
       CASE WHEN v.noticed_on IS NULL THEN 'Noticed on a day that is not written'
           ELSE 'Noticed on {' || v.noticed_on || '}' END
       || CASE WHEN v.alerted_on IS NULL OR v.alerted_time IS NULL
                    OR (coalesce(v.alerted_whom, '[]') = '[]' AND v.alerted_name IS NULL)
               THEN ': write down who was told, on which day and at what time'
               ELSE '; told on {' || v.alerted_on || '} at ' || v.alerted_time || ', not closed yet'
                   END
FROM temp.due_part p CROSS JOIN concern v ON v._seq = p.seq
WHERE p.kind = 'concern' AND v.closed_on IS NULL;

-- SPDX-License-Identifier: GPL-3.0-or-later
-- No talk about benefits yet; none before a job starts; none since hours or pay changed, or since the
-- day agreed for the next; a benefit about to be looked at again. ?1: today,
-- then the clock's settings. Columns: record, client, member, due on, shown from, why.
-- views: benefits_review benefit_held job job_change
WITH talk(client, last) AS (
    SELECT p.client, max(v.talked_on) FROM temp.due_part p CROSS
        JOIN benefits_review v ON v._seq = p.seq
    WHERE p.kind = 'benefits_review' GROUP BY p.client),
held(client, job, title, start, begun, change) AS (
    SELECT p.client, j.id, coalesce(j.job_title, 'a job'),
           CASE WHEN j.started_on IS NULL THEN j.planned_start_on END,
           CASE WHEN coalesce(j.held_before_service, 'no') <> 'yes' AND j.started_on <= ?1
                THEN j.started_on END,
           (SELECT max(g.changed_on) FROM main.current x CROSS JOIN job_change g ON g._seq = x.home
            WHERE x.type = 3 AND x.value = j.id AND x.field = 'job' AND g.struck = 0
              AND g.change_kind IN ('hours', 'pay') AND g.changed_on <= ?1)
    FROM temp.due_part p CROSS JOIN job j ON j._seq = p.seq
    WHERE p.kind = 'job' AND coalesce(j.ended_on, '9999') > ?1)
SELECT c.id, c.id, NULL, min(date(c.met, '+' || ?2 || ' days'),
       coalesce((SELECT min(coalesce(h.start, h.begun)) FROM held h WHERE h.client = c.id), '9999'),
       coalesce((SELECT date(min(h.change), '+' || ?3 || ' days') FROM held h
                 WHERE h.client = c.id), '9999')), NULL,
       'Met on {' || c.met || '}, and benefits have not been talked about'
       || coalesce((SELECT '. Work began on {' || min(h.begun) || '}' FROM held h
                    WHERE h.client = c.id), '')
       || coalesce((SELECT '. Hours or pay changed on {' || max(h.change) || '}' FROM held h
                    WHERE h.client = c.id), '')
FROM temp.due_client c
WHERE c.met <= ?1 AND NOT EXISTS (SELECT 1 FROM talk t WHERE t.client = c.id)
UNION ALL
SELECT h.job, h.client, NULL, h.start, date(h.start, '-14 days'),
       'Due to start as ' || h.title || ' on {' || h.start
           || '}; benefits were last talked about on {' || t.last || '}'
FROM held h JOIN talk t ON t.client = h.client
WHERE h.start IS NOT NULL AND t.last < date(h.start, '-60 days')
UNION ALL
SELECT h.job, h.client, NULL, date(h.change, '+' || ?3 || ' days'), NULL,
       'Hours or pay changed on {' || h.change || '}; benefits have not been talked about since'
FROM held h LEFT JOIN talk t ON t.client = h.client
WHERE h.change IS NOT NULL AND coalesce(t.last, '') < h.change
  AND (t.client IS NOT NULL OR NOT EXISTS (
      SELECT 1 FROM temp.due_client c WHERE c.id = h.client AND c.met <= ?1)) -- told above
UNION ALL
SELECT v.id, p.client, NULL, v.next_review_on, NULL,
       'You agreed to talk about benefits again on {' || v.next_review_on || '}'
FROM temp.due_part p CROSS JOIN benefits_review v ON v._seq = p.seq JOIN talk t ON t.client = p.client
WHERE p.kind = 'benefits_review' AND v.talked_on = t.last AND v.next_review_on > t.last
UNION ALL
SELECT v.id, p.client, NULL, v.reassessed_on, date(v.reassessed_on, '-14 days'),
       'A benefit is looked at again on {' || v.reassessed_on || '}: prepare for it together'
FROM temp.due_part p CROSS JOIN benefit_held v ON v._seq = p.seq
WHERE p.kind = 'benefit_held' AND v.reassessed_on >= ?1 AND coalesce(v.until_on, '9999') > ?1
UNION ALL
SELECT v.id, p.client, NULL, NULL, NULL, 'A talk about benefits without a date'
FROM temp.due_part p CROSS JOIN benefits_review v ON v._seq = p.seq
WHERE p.kind = 'benefits_review' AND v.talked_on IS NULL;

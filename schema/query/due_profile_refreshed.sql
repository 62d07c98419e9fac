-- SPDX-License-Identifier: GPL-3.0-or-later
-- Gone over too long ago, or a job began or ended since. ?1: today, then the clock's settings.
-- Columns: record, client, member, due on, shown from, why.
-- views: vocational_profile job
SELECT f.id, f.client, NULL,
       CASE WHEN f.turned > f.looked THEN f.turned ELSE date(f.looked, '+' || ?2 || ' days') END,
           NULL,
       CASE
           WHEN f.looked IS NULL THEN 'No day is written on which the profile was begun or gone over'
            WHEN f.turned > f.looked THEN 'Gone over on {' || f.looked
                || '}; since then a job began or ended, on {'
                 || f.turned || '}'
            ELSE 'Gone over last on {' || f.looked || '}' END
FROM (SELECT v.id, p.client, max(coalesce(v.reviewed_on, v.started_on), coalesce(v.started_on,
    v.reviewed_on)) AS looked,
             (SELECT max(max(CASE WHEN coalesce(j.started_on, '9999') > ?1
                                    OR j.held_before_service = 'yes' THEN '' ELSE j.started_on END,
                             CASE WHEN coalesce(j.ended_on, '9999') > ?1 THEN '' ELSE j.ended_on
                                 END))
              FROM temp.due_part q CROSS JOIN job j ON j._seq = q.seq
              WHERE q.kind = 'job' AND q.client = p.client) AS turned
      FROM temp.due_part p CROSS JOIN vocational_profile v ON v._seq = p.seq
      WHERE p.kind = 'vocational_profile'
        AND p.seq = (SELECT max(o.seq) FROM temp.due_part o
                     WHERE o.kind = 'vocational_profile' AND o.client = p.client)) AS f;

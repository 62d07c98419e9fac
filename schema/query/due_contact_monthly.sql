-- SPDX-License-Identifier: GPL-3.0-or-later
-- In work after the first weeks, a month after the last contact. ?1: today, then the clock's
-- settings. Columns: record, client, member, due on, shown from, why.
-- views: job
SELECT w.id, w.client, NULL, date(max(w.last, date(w.start, '+' || (?3 * 7) || ' days')), '+' || ?2
    || ' days'), NULL,
       'In work as ' || w.title || ' since {' || w.start || '}; last contact on {' || w.last || '}'
FROM (SELECT j.id, p.client, j.started_on AS start, coalesce(j.job_title, 'written') AS title,
             coalesce((SELECT max(t.date) FROM temp.due_contact t WHERE t.client = p.client
                         AND t.reached = 1 AND t.date >= j.started_on),
                      (SELECT max(n.date) FROM temp.due_dated n WHERE n.kind = 'note'
                         AND n.client = p.client AND n.date >= j.started_on
                         AND n.date < date(?1, '-200 days'))) AS last
      FROM temp.due_part p CROSS JOIN job j ON j._seq = p.seq
      WHERE p.kind = 'job' AND coalesce(j.ended_on, '9999') > ?1 AND coalesce(j.held_before_service,
          'no') <> 'yes'
        AND j.started_on <= date(?1, '-' || (?3 * 7) || ' days')
        AND j.started_on > date(?1, '-' || ?4 || ' months')) AS w
WHERE w.last IS NOT NULL
UNION ALL
SELECT j.id, p.client, NULL, NULL, NULL, 'A job as ' || coalesce(j.job_title, 'yet unnamed')
    || ' without a first day, planned or real'
FROM temp.due_part p CROSS JOIN job j ON j._seq = p.seq
WHERE p.kind = 'job' AND j.started_on IS NULL AND j.planned_start_on IS NULL AND j.ended_on IS NULL;

-- SPDX-License-Identifier: GPL-3.0-or-later
-- Employers last spoken with long ago, by whoever of them spoke last; or a day agreed in their
-- plan; or, also of those who stepped back, a day written on which to try again, until somebody did:
-- for whoever spoke with them last, or all. ?1: today, then the clock's settings. Columns: record, client, member, due on, shown from,
-- why.
-- views: engagement_plan
WITH last(employer, member, date) AS MATERIALIZED (
    SELECT employer, member, max(date) FROM temp.due_visit
    WHERE employer IS NOT NULL AND coalesce(how, '') <> 'not_reached' GROUP BY employer),
plan(employer, next) AS MATERIALIZED (
    SELECT l.employer, min(g.next_contact_on) FROM engagement_plan g
        JOIN last l ON l.employer = g.employer
    WHERE g.struck = 0 AND g.closed_on IS NULL AND g.next_contact_on > l.date GROUP BY l.employer)
SELECT l.employer, NULL, l.member,
       coalesce(p.next, date(l.date, '+' || CASE coalesce(s.value, '') WHEN 'dormant' THEN ?3
                                                 ELSE ?2 END || ' days')), NULL,
       e.title || ': ' || CASE WHEN p.next IS NULL THEN '' ELSE 'planned for {' || p.next || '}, '
           END
       || 'last contact on {' || l.date || '}'
FROM last l LEFT JOIN plan p ON p.employer = l.employer
CROSS JOIN main.record e INDEXED BY record_id
    ON e.id = l.employer AND e.kind = 'employer' AND e.shown = 1
LEFT JOIN main.current s ON s.home = e.seq AND s.field = 'standing' AND s.lead = 1
LEFT JOIN main.current a ON a.home = e.seq AND a.field = 'revisit_on' AND a.lead = 1
WHERE coalesce(s.value, '') NOT IN ('stepped_back', 'asked_not_to_call')
  AND coalesce(a.value, '') <= l.date
UNION ALL
SELECT e.id, NULL, coalesce(z.main, w.value), v.value, NULL,
       e.title || ': you meant to try again on {' || v.value || '}'
FROM main.current v INDEXED BY current_revisit
CROSS JOIN main.record e ON e.seq = v.home AND e.kind = 'employer' AND e.shown = 1
LEFT JOIN main.current s ON s.home = e.seq AND s.field = 'standing' AND s.lead = 1
LEFT JOIN main.current w ON w.field = 'member' AND w.lead = 1 AND w.home = (
    SELECT r.seq FROM main.record r INDEXED BY record_part
    WHERE r.parent = e.id AND r.kind = 'employer_contact' AND r.shown = 1
    ORDER BY r.sort DESC LIMIT 1)
LEFT JOIN temp.due_same z ON z.id = w.value
WHERE v.lead = 1 AND v.field = 'revisit_on' AND v.value > ''
  AND coalesce(s.value, '') <> 'asked_not_to_call'
  AND (w.value IS NULL OR coalesce(z.main, w.value) IN (SELECT id FROM temp.due_staff))
  AND NOT EXISTS (SELECT 1 FROM main.record r INDEXED BY record_part
                  WHERE r.parent = e.id AND r.kind = 'employer_contact' AND r.shown = 1
                    AND r.sort >= v.value AND r.sort < date(?1, '+1 day'));

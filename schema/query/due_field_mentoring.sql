-- SPDX-License-Identifier: GPL-3.0-or-later
-- The leader was not along in the field for long, or a day was agreed for the next time. ?1: today, then the clock's settings. Columns:
-- record, client, member, due on, shown from, why.
-- views: observation
SELECT s.id, NULL, s.id,
       CASE WHEN v.next > v.last THEN v.next ELSE date(coalesce(v.last, s.started), '+' || CASE WHEN s.field_mentoring_need IN ('new',
           'struggling')
            OR s.started > date(?1, '-6 months') THEN ?2 ELSE ?3 END || ' days') END, NULL,
       CASE WHEN v.next > v.last THEN 'You agreed to go along again on {' || v.next || '}'
            WHEN v.last IS NOT NULL THEN 'Last seen at work on {' || v.last || '}'
            WHEN s.started IS NOT NULL THEN 'No time together in the field is written since joining on {' || s.started || '}'
            ELSE 'No time together in the field is written, and no day of joining' END
FROM temp.due_staff s
LEFT JOIN (SELECT w.member, max(w.observed_on) AS last, w.look_again_on AS next FROM observation w
           WHERE w.struck = 0 AND w.observed_on <= ?1 GROUP BY w.member) AS v ON v.member = s.id
WHERE s.specialist = 1;

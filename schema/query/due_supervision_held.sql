-- SPDX-License-Identifier: GPL-3.0-or-later
-- Individual supervision, last held long ago; as often as was agreed with the colleague, or on the day
-- agreed for the next. ?1: today, then the clock's settings. Columns:
-- record, client, member, due on, shown from, why.
-- views: supervision supervision_agreement
WITH held(member, last, next) AS MATERIALIZED (
    SELECT w.member, max(w.held_on), w.next_on FROM supervision w -- next: of the last
    WHERE w.struck = 0 AND w.held_on <= ?1
      AND coalesce(w.supervision_kind, 'individual') = 'individual' GROUP BY w.member),
often(member, agreed, days) AS MATERIALIZED (
    SELECT w.member, max(coalesce(w.agreed_on, '')), w.how_often_days FROM supervision_agreement w
    WHERE w.struck = 0 GROUP BY w.member)
SELECT s.id, NULL, s.id,
       CASE WHEN v.next > v.last THEN v.next
            ELSE date(coalesce(v.last, s.started), '+' || CASE
                WHEN CAST(o.days AS INTEGER) > 0 THEN CAST(o.days AS INTEGER) ELSE ?2 END
                || ' days') END, NULL,
       CASE WHEN v.next > v.last THEN 'Agreed for {' || v.next || '}'
            WHEN v.last IS NOT NULL THEN 'Supervision held last on {' || v.last || '}'
            WHEN s.started IS NOT NULL THEN 'No supervision is written since joining on {'
                || s.started || '}'
            ELSE 'No supervision is written, and no day of joining' END
FROM temp.due_staff s LEFT JOIN held v ON v.member = s.id LEFT JOIN often o ON o.member = s.id
WHERE s.specialist = 1;

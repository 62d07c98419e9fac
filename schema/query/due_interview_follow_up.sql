-- SPDX-License-Identifier: GPL-3.0-or-later
-- Interviews that nobody followed up, whatever the answer was: one that is known is talked about until
-- there was a contact with the client since it was heard, or it is long ago. ?1: today, then the
-- clock's settings. Columns: record, client, member, due on, shown from, why.
-- views: interview
SELECT v.id, p.client, NULL, date(v.held_on, '+' || ?2 || ' days'), NULL,
       CASE WHEN v.held_on IS NULL THEN 'An interview without a date'
            WHEN v.held_on > ?1 THEN 'Interview on {' || v.held_on || '}; talk about it afterwards'
            ELSE 'Interview on {' || v.held_on || '}; '
                 || CASE v.outcome WHEN 'no' THEN 'the answer was no, and it is '
                                   WHEN 'offer' THEN 'an offer, and it is ' ELSE '' END
                 || 'not talked about yet' END
FROM temp.due_part p CROSS JOIN interview v ON v._seq = p.seq
WHERE p.kind = 'interview' AND v.followed_up_on IS NULL
  AND (coalesce(v.outcome, 'waiting') = 'waiting'
       OR (v.outcome <> 'withdrawn' AND v.held_on >= date(?1, '-60 days')
           AND NOT EXISTS (SELECT 1 FROM temp.due_contact t
                           WHERE t.client = p.client AND t.reached = 1
                             AND t.date >= coalesce(v.outcome_on, date(v.held_on, '+1 day')))));

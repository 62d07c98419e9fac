-- SPDX-License-Identifier: GPL-3.0-or-later
-- Days that a record names for looking again, asking again or an end, which no other clock tells:
-- until what settles them is written, or another day. What belongs to searching stops with a pause.
-- ?1: today, then the clock's settings. Columns: record, client, member, due on, shown from, why,
-- begins (null: opens the record), title.
-- views: adjustment application appointment barrier capacity decision disclosure_item disclosure_talk education job_check_in job_end job_setting placement_issue referral_out return_to_work_plan safe_work_line safe_work_plan search_agreement skill support_line support_plan supporter team_issue
SELECT v.id, p.client, NULL, v.next_on, NULL,
       'You agreed to look in again on {' || v.next_on || '}', 'job_check_in', 'Look in on a job'
FROM temp.due_part p CROSS JOIN job_check_in v ON v._seq = p.seq
WHERE p.kind = 'job_check_in' AND v.next_on > coalesce(v.checked_on, '')
  AND NOT EXISTS (SELECT 1 FROM temp.due_part q CROSS JOIN job_check_in o ON o._seq = q.seq
                  WHERE q.kind = 'job_check_in' AND q.client = p.client AND q.seq <> p.seq
                    AND coalesce(o.job, '') = coalesce(v.job, '')
                    AND o.checked_on > coalesce(v.checked_on, ''))
UNION ALL
SELECT v.id, p.client, NULL, v.follow_up_on, NULL,
       coalesce(v.problem, 'A strain in a job') || ': to be looked at again on {' || v.follow_up_on
       || '}', NULL, 'Strain in a job'
FROM temp.due_part p CROSS JOIN placement_issue v ON v._seq = p.seq
WHERE p.kind = 'placement_issue' AND v.follow_up_on IS NOT NULL AND v.settled_on IS NULL
UNION ALL
SELECT v.id, p.client, NULL, coalesce(v.review_on, date(v.asked_on, '+' || ?2 || ' days')), NULL,
       'Asked for' || coalesce(' on {' || v.asked_on || '}', '') || ', and no answer is written: '
       || coalesce(v.adjustment, v.need, 'an adjustment'), NULL, 'Adjustment asked for'
FROM temp.due_part p CROSS JOIN adjustment v ON v._seq = p.seq
WHERE p.kind = 'adjustment' AND v.outcome = 'asked' AND coalesce(v.review_on, v.asked_on) IS NOT NULL
UNION ALL
SELECT v.id, p.client, NULL, v.fit_note_until, date(v.fit_note_until, '-7 days'),
       'The fit note runs until {' || v.fit_note_until || '}', NULL, 'Fit note'
FROM temp.due_part p CROSS JOIN return_to_work_plan v ON v._seq = p.seq
WHERE p.kind = 'return_to_work_plan' AND v.fit_note_until IS NOT NULL AND v.closed_on IS NULL
  AND coalesce(v.return_on, '9999') > v.fit_note_until
UNION ALL
SELECT v.id, p.client, NULL,
       CASE WHEN v.started_on IS NULL THEN v.planned_start_on ELSE v.planned_end_on END, NULL,
       'The course' || coalesce(' ' || v.course, '')
       || CASE WHEN v.started_on IS NULL THEN ' was due to start on {' || v.planned_start_on
               ELSE ' was due to end on {' || v.planned_end_on END
       || CASE WHEN v.started_on IS NULL THEN '}: did it begin?' ELSE '}: what came of it?' END,
       NULL, 'Study'
FROM temp.due_part p CROSS JOIN education v ON v._seq = p.seq
WHERE p.kind = 'education' AND v.ended_on IS NULL AND coalesce(v.offer, '') <> 'declined'
  AND coalesce(v.result, 'running') = 'running'
  AND CASE WHEN v.started_on IS NULL THEN v.planned_start_on ELSE v.planned_end_on END < ?1
UNION ALL
SELECT v.id, p.client, NULL, v.next_look_on, NULL,
       'You meant to look at it again on {' || v.next_look_on || '}', NULL, 'Capacity'
FROM temp.due_part p CROSS JOIN capacity v ON v._seq = p.seq
WHERE p.kind = 'capacity' AND v.next_look_on > coalesce(v.assessed_on, '')
  AND NOT EXISTS (SELECT 1 FROM temp.due_part q CROSS JOIN capacity o ON o._seq = q.seq
                  WHERE q.kind = 'capacity' AND q.client = p.client AND q.seq <> p.seq
                    AND o.assessed_on > coalesce(v.assessed_on, ''))
UNION ALL
SELECT v.id, p.client, NULL, v.review_on, NULL,
       'You meant to look at it again on {' || v.review_on || '}', NULL, 'Plan for working safely'
FROM temp.due_part p CROSS JOIN safe_work_plan v ON v._seq = p.seq
WHERE p.kind = 'safe_work_plan' AND v.review_on > coalesce(v.reviewed_on, '')
UNION ALL
SELECT v.id, p.client, NULL, v.review_on, NULL,
       'What may be told is to be looked at again on {' || v.review_on || '}', NULL,
       'Item that may be told'
FROM temp.due_part p CROSS JOIN disclosure_item v ON v._seq = p.seq
WHERE p.kind = 'disclosure_item' AND v.review_on > coalesce(v.agreed_on, '')
UNION ALL
SELECT v.id, p.client, NULL, v.talk_again_on, NULL,
       'You agreed to talk about telling again on {' || v.talk_again_on || '}', 'disclosure_talk',
       'Talk about disclosure'
FROM temp.due_part p CROSS JOIN disclosure_talk v ON v._seq = p.seq
WHERE p.kind = 'disclosure_talk' AND v.talk_again_on > coalesce(v.talked_on, '')
  AND NOT EXISTS (SELECT 1 FROM temp.due_part q CROSS JOIN disclosure_talk o ON o._seq = q.seq
                  WHERE q.kind = 'disclosure_talk' AND q.client = p.client AND q.seq <> p.seq
                    AND o.talked_on > coalesce(v.talked_on, ''))
UNION ALL
SELECT v.id, p.client, NULL, v.follow_up_on, NULL,
       'You meant to ask on {' || v.follow_up_on || '} what came of it', NULL, 'Referral on'
FROM temp.due_part p CROSS JOIN referral_out v ON v._seq = p.seq
WHERE p.kind = 'referral_out' AND v.follow_up_on IS NOT NULL AND v.outcome_on IS NULL
UNION ALL
SELECT v.id, p.client, NULL, v.review_on, NULL,
       'You meant to look at it again on {' || v.review_on || '}', NULL, 'Barrier'
FROM temp.due_part p CROSS JOIN barrier v ON v._seq = p.seq
WHERE p.kind = 'barrier' AND v.review_on IS NOT NULL AND coalesce(v.state, '') <> 'gone'
UNION ALL
SELECT v.id, p.client, NULL, v.renew_on, date(v.renew_on, '-30 days'),
       v.title || ': to be renewed by {' || v.renew_on || '}', NULL, 'Licence or certificate'
FROM temp.due_part p CROSS JOIN skill v ON v._seq = p.seq
WHERE p.kind = 'skill' AND v.renew_on IS NOT NULL
UNION ALL
SELECT v.id, p.client, NULL, v.permission_until_on, date(v.permission_until_on, '-14 days'),
       'The leave to speak with ' || v.title || ' holds until {' || v.permission_until_on || '}',
       NULL, 'Supporter'
FROM temp.due_part p CROSS JOIN supporter v ON v._seq = p.seq
WHERE p.kind = 'supporter' AND v.permission_until_on IS NOT NULL
UNION ALL
SELECT v.id, p.client, NULL, v.follow_up_on, NULL,
       'You meant to ask the team again on {' || v.follow_up_on || '}', NULL, 'Raised with the team'
FROM temp.due_part p CROSS JOIN team_issue v ON v._seq = p.seq
WHERE p.kind = 'team_issue' AND v.follow_up_on IS NOT NULL AND v.closed_on IS NULL
UNION ALL
SELECT v.id, p.client, NULL, v.review_on, NULL,
       'A judgement to be looked at again on {' || v.review_on || '}', NULL, 'Judgement'
FROM temp.due_part p CROSS JOIN decision v ON v._seq = p.seq
WHERE p.kind = 'decision' AND v.review_on > coalesce(v.decided_on, '')
UNION ALL
SELECT v.id, p.client, NULL,
       CASE WHEN v.sent_on IS NULL THEN v.closes_on ELSE v.chase_on END, NULL,
       CASE WHEN v.sent_on IS NULL THEN 'It closes on {' || v.closes_on || '}, and is not sent yet'
            ELSE 'You meant to ask again on {' || v.chase_on || '}' END, NULL, 'Application'
FROM temp.due_part p CROSS JOIN application v ON v._seq = p.seq
CROSS JOIN temp.due_client c ON c.id = p.client AND c.paused = 0
WHERE p.kind = 'application' AND v.outcome_on IS NULL AND coalesce(v.outcome, 'waiting') = 'waiting'
  AND CASE WHEN v.sent_on IS NULL AND v.closes_on >= ?1 THEN 1
           ELSE v.sent_on IS NOT NULL AND v.chase_on > v.sent_on END
UNION ALL
SELECT v.id, p.client, NULL, v.review_on, NULL,
       'You agreed to look at it again on {' || v.review_on || '}', NULL, 'Search agreement'
FROM temp.due_part p CROSS JOIN search_agreement v ON v._seq = p.seq
CROSS JOIN temp.due_client c ON c.id = p.client AND c.paused = 0
WHERE p.kind = 'search_agreement' AND v.review_on > coalesce(v.agreed_on, '')
  AND NOT EXISTS (SELECT 1 FROM temp.due_part q CROSS JOIN search_agreement o ON o._seq = q.seq
                  WHERE q.kind = 'search_agreement' AND q.client = p.client AND q.seq <> p.seq
                    AND o.agreed_on > coalesce(v.agreed_on, ''))
UNION ALL
SELECT v.id, d.client, NULL, v.remind_on, NULL,
       'You meant to remind them of the appointment on {' || v.date || '}', NULL, 'Appointment'
FROM temp.due_dated d CROSS JOIN appointment v ON v._seq = d.seq
WHERE d.kind = 'appointment' AND d.date >= ?1 AND v.remind_on IS NOT NULL
  AND coalesce(v.state, 'planned') = 'planned'
UNION ALL
SELECT l.id, p.client, NULL, l.review_on, NULL,
       coalesce(l.support, 'A step of support') || ': you agreed to go over it on {'
       || l.review_on || '}', NULL, 'Support step'
FROM temp.due_part p CROSS JOIN support_plan v ON v._seq = p.seq
CROSS JOIN main.record k INDEXED BY record_part
    ON k.parent = v.id AND k.kind = 'support_line' AND k.shown = 1
CROSS JOIN support_line l ON l._seq = k.seq
WHERE p.kind = 'support_plan' AND l.review_on IS NOT NULL
  AND coalesce(l.state, '') NOT IN ('ended', 'replaced') AND coalesce(l.ends_on, '9999') >= ?1
  AND NOT EXISTS (SELECT 1 FROM temp.due_part q CROSS JOIN support_plan o ON o._seq = q.seq
                  WHERE q.kind = 'support_plan' AND q.client = p.client AND o.id > v.id
                    AND coalesce(o.job, '') = coalesce(v.job, ''))
  AND NOT EXISTS (SELECT 1 FROM temp.due_part q CROSS JOIN main.record o ON o.seq = q.seq
                  CROSS JOIN main.current x ON x.home = o.seq AND x.field = 'ended_on' AND x.lead = 1
                  WHERE q.kind = 'job' AND q.client = p.client AND o.id = v.job
                    AND x.value <= ?1)
UNION ALL
SELECT l.id, p.client, NULL, l.review_on, NULL,
       'A risk at work that you meant to look at again on {' || l.review_on || '}', NULL,
       'Risk and remedy'
FROM temp.due_part p CROSS JOIN safe_work_plan v ON v._seq = p.seq
CROSS JOIN main.record k INDEXED BY record_part
    ON k.parent = v.id AND k.kind = 'safe_work_line' AND k.shown = 1
CROSS JOIN safe_work_line l ON l._seq = k.seq
WHERE p.kind = 'safe_work_plan' AND l.review_on > coalesce(v.reviewed_on, '')
UNION ALL
SELECT v.id, p.client, NULL, v.next_step_on, NULL,
       coalesce(v.next_step, 'The first step after a job') || ': by {' || v.next_step_on || '}',
       NULL, 'After a job'
FROM temp.due_part p CROSS JOIN temp.due_client c ON c.id = p.client AND c.paused = 0
    AND c.in_work = 0
CROSS JOIN main.record j ON j.seq = p.seq
CROSS JOIN main.record k INDEXED BY record_part
    ON k.parent = j.id AND k.kind = 'job_end' AND k.shown = 1
CROSS JOIN job_end v ON v._seq = k.seq
WHERE p.kind = 'job' AND v.next_step_on >= date(?1, '-180 days')
  AND coalesce(v.wants_next_job, '') <> 'no'
  AND NOT EXISTS (SELECT 1 FROM temp.due_contact t WHERE t.client = p.client AND t.reached = 1
                  AND t.date >= v.next_step_on)
UNION ALL
SELECT v.id, a.client, NULL, v.next_step_on, NULL,
       coalesce(v.next_step, 'The next step') || ': by {' || v.next_step_on || '}', NULL,
       'Job setting'
FROM main.record k INDEXED BY record_title CROSS JOIN job_setting v ON v._seq = k.seq
CROSS JOIN temp.due_alias a ON a.id = v.client
CROSS JOIN temp.due_client c ON c.id = a.client AND c.paused = 0
WHERE k.kind = 'job_setting' AND k.shown = 1 AND v.next_step_on IS NOT NULL
  AND coalesce(v.suitability, '') <> 'not_for_this_client'
  AND NOT EXISTS (SELECT 1 FROM temp.due_part q
                  WHERE q.kind = 'employer_contact_for' AND q.client = a.client
                    AND q.day BETWEEN v.next_step_on AND ?1)
  AND NOT EXISTS (SELECT 1 FROM main.record r INDEXED BY record_part
                  WHERE r.parent = v.employer AND r.kind = 'employer_contact' AND r.shown = 1
                    AND r.sort >= v.next_step_on AND r.sort < date(?1, '+1 day'));

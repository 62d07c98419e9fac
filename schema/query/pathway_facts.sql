-- SPDX-License-Identifier: GPL-3.0-or-later
-- What places a client on the pathway, one row an answer, the answers of one record together: kind,
-- id, the day the record was first written, field, value, the day this answer was written. The
-- client's own answers come first. ?1: the client's id, or any id that shows under it.
WITH same(id) AS (
    SELECT ?1
    UNION
    SELECT m.id FROM record t JOIN record m
        ON m.seq = coalesce(t.main, t.seq) OR m.main = coalesce(t.main, t.seq)
    WHERE t.id = ?1
), part(seq, kind, id) AS (
    SELECT r.seq, r.kind, r.id FROM record r
    WHERE r.kind = 'client' AND r.shown IS NOT NULL AND r.id IN (SELECT id FROM same)
    UNION
    SELECT r.seq, r.kind, r.id FROM same JOIN current c ON c.value = same.id AND c.type = 3
        AND c.field = 'client' JOIN record r ON r.seq = c.home
    WHERE r.shown = 1 AND r.kind IN ('referral', 'episode', 'stage_change', 'pause', 'note',
        'appointment', 'vocational_profile', 'employment_plan', 'plan_step', 'plan_review',
        'search_agreement', 'employer_contact_for', 'application', 'interview', 'match_decision',
        'job', 'job_check_in', 'return_to_work_plan', 'support_plan', 'education', 'benefits_advice')
)
SELECT part.kind, part.id,
    CASE WHEN part.kind NOT IN ('note', 'appointment', 'job_check_in') THEN
        (SELECT substr(min(e.at), 1, 10) FROM entry e WHERE e.record = part.id AND e.counted = 1)
    END,
    f.field, f.value,
    CASE WHEN part.kind IN ('client', 'support_plan') THEN
        (SELECT substr(e.at, 1, 10) FROM entry e WHERE e.seq = f.entry)
    END
FROM part LEFT JOIN current f ON f.home = part.seq AND f.lead = 1 AND f.type IN (1, 2, 3)
    AND f.field IN ('stage', 'referred_on', 'accepted_on', 'first_met_on',
        'first_employer_contact_on', 'pause_reason', 'pause_review_on', 'left_on', 'left_reason',
        'received_on', 'started_on', 'ended_on', 'end_reason', 'episode_kind', 'set_on', 'reason',
        'pause_kind', 'decided_on', 'review_on', 'resumed_on', 'date', 'time', 'kind_of_contact',
        'with_whom', 'next_step_on', 'next_meeting_on', 'state', 'made_on', 'by_when', 'done_on',
        'next_review_on', 'reviewed_on', 'agreed_on', 'sent_on', 'held_on', 'decision', 'approach_made_on',
        'job_kind', 'planned_start_on', 'checked_on', 'job', 'intensity', 'prepared_on',
        'appointment_on', 'attended_on', 'closed_on', 'next_on', 'return_on')
ORDER BY part.kind <> 'client', part.seq;

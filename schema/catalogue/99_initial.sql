-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the form of a new record offers: the day of an event that is mostly written down on the day,
-- and who did it. Offered only: it is saved with what a person types, never by itself. Only fields
-- near the top of their form, where they are seen.

UPDATE catalogue_field SET initial = 'today' WHERE (kind, name) IN (VALUES
    ('referral', 'received_on'),
    ('equality', 'described_on'),
    ('alliance_review', 'reviewed_on'),
    ('stage_change', 'set_on'),
    ('pause', 'decided_on'),
    ('consent', 'given_on'),
    ('info_share', 'shared_on'),
    ('concern', 'noticed_on'),
    ('safety_share', 'shared_on'),
    ('capacity', 'assessed_on'),
    ('safe_work_plan', 'agreed_on'),
    ('complaint', 'received_on'),
    ('preference', 'said_on'),
    ('goal', 'set_on'),
    ('labour_market_note', 'found_on'),
    ('employment_plan', 'made_on'),
    ('plan_review', 'reviewed_on'),
    ('search_agreement', 'agreed_on'),
    ('help_level', 'agreed_on'),
    ('lead', 'found_on'),
    ('disclosure_talk', 'talked_on'),
    ('disclosure_made', 'told_on'),
    ('support_plan', 'prepared_on'),
    ('job_change', 'changed_on'),
    ('job_check_in', 'checked_on'),
    ('job_feedback', 'given_on'),
    ('placement_issue', 'raised_on'),
    ('outcome', 'measured_on'),
    ('benefits_review', 'talked_on'),
    ('note', 'date'),
    ('time_log', 'date'),
    ('team_meeting', 'held_on'),
    ('team_review', 'reviewed_on'),
    ('team_update', 'told_on'),
    ('team_issue', 'raised_on'),
    ('team_barrier', 'noticed_on'),
    ('decision', 'decided_on'),
    ('employer_contact', 'date'),
    ('employer_contact_for', 'date'),
    ('employer_concern', 'raised_on'),
    ('client_review', 'reviewed_on'),
    ('supervision_agreement', 'agreed_on'),
    ('supervision', 'held_on'),
    ('supervision_goal', 'agreed_on'),
    ('expectation', 'agreed_on'),
    ('self_appraisal', 'appraised_on'),
    ('observation', 'observed_on'),
    ('reflection', 'reflected_on'),
    ('declaration', 'declared_on'),
    ('audit', 'audited_on')
);

UPDATE catalogue_field SET initial = 'now' WHERE (kind, name) IN (VALUES
    ('info_share', 'shared_time')
);

UPDATE catalogue_field SET initial = 'me' WHERE (kind, name) IN (VALUES
    ('info_share', 'shared_by'),
    ('lead', 'member'),
    ('appointment', 'member'),
    ('time_log', 'member'),
    ('team_meeting', 'member'),
    ('team_barrier', 'member'),
    ('employer_contact', 'member'),
    ('engagement_plan', 'member'),
    ('employer_concern', 'member'),
    ('job_carving', 'member'),
    ('training', 'member'),
    ('self_appraisal', 'member'),
    ('reflection', 'member'),
    ('declaration', 'member')
);

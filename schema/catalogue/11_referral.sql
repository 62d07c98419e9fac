-- SPDX-License-Identifier: GPL-3.0-or-later
-- How a person came, and how long they stayed. Interest in work is the only criterion, so a
-- referral has no result that turns anybody away; nothing closes by itself, and everybody may come
-- back.

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('referral', 'person', 1000, 'Referral', 'Referrals', 'casework', 'client',
        'One arrival at the service; interest in work is all it takes. Framework: Principles of IPS; Engaging the client.',
        'received_on,referral_kind');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('referral', 'arrival', 10, 'How it reached you', 'Who asked, when, and on whose behalf.', 0),
('referral', 'interest', 20, 'Interest in work', 'The one question that counts, and what lies behind it.', 0),
('referral', 'start', 30, 'Getting started', 'From the referral to the first talk: about a week.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('referral', 'client', 10, 'arrival', 'Client', 'reference', 'client', 0, 0,
 'Who was referred, or came by themselves.'),
('referral', 'received_on', 20, 'arrival', 'Received on', 'date', '', 0, 0,
 'The day the referral reached the service.'),
('referral', 'referral_kind', 30, 'arrival', 'Kind', 'one_of', '', 0, 0,
 'A first start, a return, a job to keep, or study.'),
('referral', 'source', 40, 'arrival', 'Referred by', 'one_of', '', 0, 0,
 'Anyone may refer; people may refer themselves.'),
('referral', 'referrer', 50, 'arrival', 'Name of the referrer', 'text', '', 0, 0,
 'Whom to thank, and to tell how it goes.'),
('referral', 'referrer_contact', 60, 'arrival', 'How to reach the referrer', 'text', '', 0, 0,
 'A work number or address.'),
('referral', 'referring_team', 70, 'arrival', 'Team they come from', 'text', '', 0, 0,
 'The mental health team the person belongs to.'),

('referral', 'wants_work', 80, 'interest', 'Interested in working', 'yes_no', '', 0, 0,
 'The only criterion. Empty means nobody has asked yet.'),
('referral', 'prompted_by', 90, 'interest', 'Why now', 'long_text', '', 0, 0,
 'What prompted the interest, in the person''s own words.'),
('referral', 'employment_at_referral', 100, 'interest', 'Situation at referral', 'one_of', '', 0, 0,
 'For returns. It never decides who gets a service.'),
('referral', 'last_worked_on', 110, 'interest', 'Last worked on', 'date', '', 0, 0,
 'About when paid work last ended, if the person remembers. For returns only.'),

('referral', 'accepted_on', 120, 'start', 'On the caseload since', 'date', '', 0, 0,
 'The day you took it on. Some returns count from here, others from the day it was received.'),
('referral', 'first_offered_on', 130, 'start', 'First meeting offered for', 'date', '', 0, 0,
 'The first day you offered, whether or not it suited.'),
('referral', 'first_met_on', 140, 'start', 'First met on', 'date', '', 0, 0,
 'Aim for within a week.'),
('referral', 'waiting_reason', 150, 'start', 'What is holding it up', 'text', '', 0, 0,
 'Why no meeting has taken place yet; never a reason to refuse.'),
('referral', 'referrer_thanked_on', 160, 'start', 'Referrer told on', 'date', '', 0, 0,
 'When you told the referrer that work has begun, if the person agrees.'),
('referral', 'note', 170, 'start', 'Anything else', 'long_text', '', 0, 1,
 'What the referral said that helps to make a good start. Leave out what is nobody''s business here.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('referral', 'referral_kind', 'first', 10, 'First time here'),
('referral', 'referral_kind', 'return', 20, 'Coming back'),
('referral', 'referral_kind', 'retention', 30, 'Keeping a job'),
('referral', 'referral_kind', 'education', 40, 'Study towards a job'),
('referral', 'source', 'mental_health_team', 10, 'Mental health team'),
('referral', 'source', 'self', 20, 'The person'),
('referral', 'source', 'family_or_carer', 30, 'Family or carer'),
('referral', 'source', 'primary_care', 40, 'Primary care'),
('referral', 'source', 'talking_therapies', 50, 'Talking therapies'),
('referral', 'source', 'hospital', 60, 'Hospital ward'),
('referral', 'source', 'jobcentre', 70, 'Jobcentre'),
('referral', 'source', 'voluntary_sector', 80, 'Voluntary sector'),
('referral', 'source', 'employer', 90, 'Employer'),
('referral', 'source', 'other', 100, 'Someone else'),
('referral', 'employment_at_referral', 'out_of_work', 10, 'Out of work'),
('referral', 'employment_at_referral', 'employed', 20, 'Employed'),
('referral', 'employment_at_referral', 'employed_on_sick_leave', 30, 'Employed, off sick'),
('referral', 'employment_at_referral', 'self_employed', 40, 'Self-employed'),
('referral', 'employment_at_referral', 'student', 50, 'Student'),
('referral', 'employment_at_referral', 'carer_or_home', 60, 'Caring or at home'),
('referral', 'employment_at_referral', 'volunteer', 70, 'Volunteering'),
('referral', 'employment_at_referral', 'retired', 80, 'Retired'),
('referral', 'employment_at_referral', 'not_stated', 90, 'Not stated');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('episode', 'person', 1010, 'Episode', 'Episodes', 'casework', 'client',
        'One stretch of time with the service: looking for work, keeping a job, or studying. There is no limit to its length. Framework: Principles of IPS.',
        'episode_kind,started_on');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('episode', 'episode', 10, 'This time with the service', 'From when, and what for. A person may have several, one after another or side by side.', 0),
('episode', 'ending', 20, 'When it ended', 'Leaving is the person''s choice. A missed visit or a date on the calendar never ends it.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('episode', 'client', 10, 'episode', 'Client', 'reference', 'client', 0, 0,
 'Whose time it is.'),
('episode', 'episode_kind', 20, 'episode', 'Kind', 'one_of', '', 0, 0,
 'Keeping a job is counted apart from looking for one.'),
('episode', 'started_on', 30, 'episode', 'Began on', 'date', '', 0, 0,
 'The day this stretch began.'),
('episode', 'referral', 40, 'episode', 'Referral', 'reference', 'referral', 0, 0,
 'The referral it began with.'),
('episode', 'member', 50, 'episode', 'Employment specialist', 'reference', 'member', 0, 0,
 'Who worked with the person in this time.'),
('episode', 'retention_since', 60, 'episode', 'Struggling or off sick since', 'date', '', 0, 1,
 'For a job to keep: when it became hard, or the leave began.'),
('episode', 'retention_job', 70, 'episode', 'Job to keep', 'reference', 'job', 0, 0,
 'The present job, if this is about keeping it.'),
('episode', 'retention_professionals', 80, 'episode', 'Others involved', 'text', '', 0, 1,
 'Occupational health, union, doctor: those the person agreed to involve.'),

('episode', 'ended_on', 90, 'ending', 'Ended on', 'date', '', 0, 0,
 'The day the person left; empty while it goes on.'),
('episode', 'end_reason', 100, 'ending', 'Why it ended', 'one_of', '', 0, 0,
 'As the person sees it.'),
('episode', 'end_note', 110, 'ending', 'More about the ending', 'long_text', '', 0, 1,
 'What was achieved and learned, and what would make it easy to return.'),
('episode', 'employment_at_end', 120, 'ending', 'Situation at the end', 'one_of', '', 0, 0,
 'For returns.'),
('episode', 'hours_at_end', 130, 'ending', 'Weekly hours at the end', 'number', '', 0, 0,
 'If in work. For returns.'),
('episode', 'wants_next', 140, 'ending', 'Wants another job', 'one_of', '', 0, 0,
 'The offer of help with the next job always stands.'),
('episode', 'welcome_back', 150, 'ending', 'Told they may come back', 'yes_no', '', 0, 0,
 'Whether the person knows that they may return at any time.'),
('episode', 'outreach', 160, 'ending', 'Tries to keep in touch', 'long_text', '', 0, 0,
 'Calls, letters, visits and help from colleagues before losing touch was accepted.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('episode', 'episode_kind', 'search', 10, 'Looking for work'),
('episode', 'episode_kind', 'retention', 20, 'Keeping a job'),
('episode', 'episode_kind', 'study', 30, 'Study towards a job'),
('episode', 'end_reason', 'goals_reached', 10, 'Goals reached'),
('episode', 'end_reason', 'own_choice', 20, 'Own choice'),
('episode', 'end_reason', 'moved_away', 30, 'Moved away'),
('episode', 'end_reason', 'other_service', 40, 'Went to another service'),
('episode', 'end_reason', 'lost_touch', 50, 'Lost touch after many tries'),
('episode', 'end_reason', 'died', 60, 'Died'),
('episode', 'end_reason', 'other', 70, 'Another reason'),
('episode', 'employment_at_end', 'employed', 10, 'Employed'),
('episode', 'employment_at_end', 'employed_on_sick_leave', 20, 'Employed, off sick'),
('episode', 'employment_at_end', 'self_employed', 30, 'Self-employed'),
('episode', 'employment_at_end', 'student', 40, 'Student'),
('episode', 'employment_at_end', 'out_of_work', 50, 'Out of work'),
('episode', 'employment_at_end', 'volunteer', 60, 'Volunteering'),
('episode', 'employment_at_end', 'carer_or_home', 70, 'Caring or at home'),
('episode', 'employment_at_end', 'retired', 80, 'Retired'),
('episode', 'employment_at_end', 'not_stated', 90, 'Not stated'),
('episode', 'wants_next', 'yes', 10, 'Yes'),
('episode', 'wants_next', 'later', 20, 'Later'),
('episode', 'wants_next', 'no', 30, 'No'),
('episode', 'wants_next', 'not_asked', 40, 'Not asked yet');

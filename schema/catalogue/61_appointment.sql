-- SPDX-License-Identifier: GPL-3.0-or-later
-- The diary: what is planned with a client, and how the working week was spent. The week's log
-- names nobody.

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('appointment', 'contact', 1200, 'Appointment', 'Appointments', 'casework', 'client',
        'A meeting ahead. Framework: Engaging the client; Using supervision.',
        'date,purpose');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('appointment', 'appointment', 10, 'When and where', 'Where the person feels at ease.', 0),
('appointment', 'how', 20, 'How it turned out', 'A missed visit is a reason to reach out, never to close.', 0),
('appointment', 'safety', 30, 'Visiting safely', 'What the lone-working procedure asks for.', 1);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('appointment', 'client', 10, 'appointment', 'Client', 'reference', 'client', 0, 0,
 'Whom you meet, or about whom.'),
('appointment', 'date', 20, 'appointment', 'Date', 'date', '', 0, 0,
 'The day.'),
('appointment', 'time', 30, 'appointment', 'Time', 'time', '', 0, 0,
 'When it begins.'),
('appointment', 'minutes', 40, 'appointment', 'Minutes', 'number', '', 0, 0,
 'How long it should take.'),
('appointment', 'place', 50, 'appointment', 'Where', 'text', '', 0, 0,
 'Address or place.'),
('appointment', 'place_kind', 60, 'appointment', 'Kind of place', 'one_of', '', 0, 0,
 'Most of the work happens out in the community.'),
('appointment', 'purpose', 70, 'appointment', 'What for', 'text', '', 0, 0,
 'In a few words.'),
('appointment', 'with_whom', 80, 'appointment', 'With', 'several_of', '', 0, 0,
 'Who will be there.'),
('appointment', 'with_name', 90, 'appointment', 'Names', 'text', '', 0, 0,
 'Who else.'),
('appointment', 'member', 100, 'appointment', 'Whose appointment', 'reference', 'member', 0, 0,
 'The colleague who goes.'),
('appointment', 'bring', 110, 'appointment', 'To bring', 'text', '', 0, 0,
 'Forms, interpreter, phone numbers.'),
('appointment', 'remind_on', 120, 'appointment', 'Send a reminder on', 'date', '', 0, 0,
 'If the person finds reminders helpful.'),

('appointment', 'state', 130, 'how', 'State', 'one_of', '', 0, 0,
 'Empty counts as planned.'),
('appointment', 'cancelled_by', 140, 'how', 'Cancelled by', 'one_of', '', 0, 0,
 'Whose change it was.'),
('appointment', 'reached_out', 150, 'how', 'What was tried next', 'text', '', 0, 0,
 'After a missed visit: a call, a letter, a joint visit, another place.'),

('appointment', 'visit_safety', 160, 'safety', 'Arrangement', 'one_of', '', 0, 0,
 'What applies here.'),
('appointment', 'visit_note', 170, 'safety', 'What to know before going', 'text', '', 0, 1,
 'Stairs, dogs, who else may be there.'),
('appointment', 'check_in_with', 180, 'safety', 'Ring in to', 'text', '', 0, 0,
 'Who waits for your call.'),
('appointment', 'check_in_time', 190, 'safety', 'Ring in by', 'time', '', 0, 0,
 'When they should have heard from you.'),
('appointment', 'checked_in', 200, 'safety', 'Rang in', 'yes_no', '', 0, 0,
 'Yes once you are safely out.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('appointment', 'place_kind', 'community', 10, 'In the community'),
('appointment', 'place_kind', 'home', 20, 'At the client''s home'),
('appointment', 'place_kind', 'workplace', 30, 'At work'),
('appointment', 'place_kind', 'employer', 40, 'With an employer'),
('appointment', 'place_kind', 'clinic', 50, 'Team base or clinic'),
('appointment', 'place_kind', 'office', 60, 'Own office'),
('appointment', 'place_kind', 'hospital', 70, 'Hospital'),
('appointment', 'place_kind', 'jobcentre', 80, 'Jobcentre'),
('appointment', 'place_kind', 'college', 90, 'College'),
('appointment', 'place_kind', 'remote', 100, 'Not in person'),
('appointment', 'with_whom', 'client', 10, 'The client'),
('appointment', 'with_whom', 'family', 20, 'Family or carers'),
('appointment', 'with_whom', 'team', 30, 'Mental health team'),
('appointment', 'with_whom', 'employer', 40, 'Employer'),
('appointment', 'with_whom', 'adviser', 50, 'Adviser or other service'),
('appointment', 'with_whom', 'team_leader', 60, 'Team leader'),
('appointment', 'state', 'planned', 10, 'Planned'),
('appointment', 'state', 'kept', 20, 'Kept'),
('appointment', 'state', 'missed', 30, 'Missed'),
('appointment', 'state', 'cancelled', 40, 'Cancelled'),
('appointment', 'cancelled_by', 'client', 10, 'The person'),
('appointment', 'cancelled_by', 'us', 20, 'Us'),
('appointment', 'cancelled_by', 'other', 30, 'Somebody else'),
('appointment', 'visit_safety', 'none_needed', 10, 'Nothing special'),
('appointment', 'visit_safety', 'check_in', 20, 'Ring in afterwards'),
('appointment', 'visit_safety', 'in_pairs', 30, 'Go in twos'),
('appointment', 'visit_safety', 'public_place', 40, 'Meet in a public place'),
('appointment', 'visit_safety', 'office_only', 50, 'Meet at the base');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('time_log', 'contact', 1210, 'Time spent', 'Time spent', 'directory', '',
        'How working time was used, without names. Framework: Supervising others; Running an IPS service.',
        'date,activity');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('time_log', 'time', 10, 'The time', 'Enough for shares of the week; nobody''s client belongs here.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('time_log', 'date', 10, 'time', 'Date', 'date', '', 0, 0,
 'The day.'),
('time_log', 'member', 20, 'time', 'Colleague', 'reference', 'member', 0, 0,
 'Whose time.'),
('time_log', 'minutes', 30, 'time', 'Minutes', 'number', '', 0, 0,
 'How long.'),
('time_log', 'activity', 40, 'time', 'Spent on', 'one_of', '', 0, 0,
 'Employment work should fill nearly all of it.'),
('time_log', 'phase', 50, 'time', 'Phase of the work', 'one_of', '', 0, 0,
 'For how whole the role is.'),
('time_log', 'place', 60, 'time', 'Where', 'one_of', '', 0, 0,
 'About two thirds should be out of the office.'),
('time_log', 'note', 70, 'time', 'Note', 'text', '', 0, 0,
 'No names of clients.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('time_log', 'activity', 'client', 10, 'With or for clients'),
('time_log', 'activity', 'employer', 20, 'With employers'),
('time_log', 'activity', 'team', 30, 'With the clinical team'),
('time_log', 'activity', 'supervision', 40, 'Supervision and learning'),
('time_log', 'activity', 'admin', 50, 'Notes and paperwork'),
('time_log', 'activity', 'travel', 60, 'Travel'),
('time_log', 'activity', 'leave', 70, 'Leave'),
('time_log', 'activity', 'other_duty', 80, 'Other duties'),
('time_log', 'phase', 'engagement', 10, 'Getting to know people'),
('time_log', 'phase', 'profile', 20, 'Profiles'),
('time_log', 'phase', 'search', 30, 'Job search'),
('time_log', 'phase', 'employer_work', 40, 'Employer contact'),
('time_log', 'phase', 'job_support', 50, 'Job support'),
('time_log', 'phase', 'follow_along', 60, 'Longer support'),
('time_log', 'place', 'office', 10, 'Office'),
('time_log', 'place', 'community', 20, 'Community'),
('time_log', 'place', 'home', 30, 'Clients'' homes'),
('time_log', 'place', 'remote', 40, 'Phone or screen');

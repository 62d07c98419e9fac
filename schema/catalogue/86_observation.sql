-- SPDX-License-Identifier: GPL-3.0-or-later
-- What was seen when somebody went along, what a colleague thinks about the work, and what must be
-- declared. Readable by that colleague and the leads only; reflections are left out of every share.

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('observation', 'staff', 2580, 'Observation or mentoring', 'Observations and mentoring', 'supervision', 'member',
        'A colleague seen at work, or something tried out together; balanced and specific. Name no client. Framework: Supervising others.',
        'observed_on,skill');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('observation', 'seen', 10, 'What was seen', 'About what was done, not about the person.', 0),
('observation', 'feedback', 20, 'What to make of it', 'Opinion marked as opinion.', 0),
('observation', 'practice', 30, 'Showing and practising', 'If something was tried out.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('observation', 'member', 10, 'seen', 'Colleague', 'reference', 'member', 0, 0,
 'Who was seen at work.'),
('observation', 'observer', 20, 'seen', 'By', 'reference', 'member', 0, 0,
 'Who went along.'),
('observation', 'observed_on', 30, 'seen', 'Date', 'date', '', 0, 0,
 'The day of the visit, meeting or practice.'),
('observation', 'observation_kind', 40, 'seen', 'Kind', 'one_of', '', 0, 0,
 'What it was for.'),
('observation', 'setting', 50, 'seen', 'Where', 'one_of', '', 0, 0,
 'What was going on.'),
('observation', 'employer', 60, 'seen', 'Employer visited', 'reference', 'employer', 0, 0,
 'If there was one.'),
('observation', 'skill', 70, 'seen', 'Skill aimed at', 'text', '', 0, 0,
 'One thing.'),
('observation', 'done_by', 80, 'seen', 'Who showed it', 'one_of', '', 0, 0,
 'In mentoring, often one after the other.'),
('observation', 'seen', 90, 'seen', 'What happened', 'long_text', '', 0, 0,
 'As a camera would tell it.'),
('observation', 'went_well', 100, 'feedback', 'What went well', 'long_text', '', 0, 0,
 'First, and with examples.'),
('observation', 'less_well', 110, 'feedback', 'What went less well', 'long_text', '', 0, 0,
 'One or two things, with examples.'),
('observation', 'alternatives', 120, 'feedback', 'Other ways', 'long_text', '', 0, 0,
 'What might be tried instead.'),
('observation', 'response', 130, 'feedback', 'The colleague''s view', 'long_text', '', 0, 0,
 'How it looked from inside.'),
('observation', 'next_step', 140, 'feedback', 'One thing to change', 'text', '', 0, 0,
 'For next time.'),
('observation', 'look_again_on', 150, 'feedback', 'Go along again on', 'date', '', 0, 0,
 'Monthly at first or when it is hard; quarterly otherwise.'),
('observation', 'aim', 160, 'practice', 'Aim', 'long_text', '', 0, 0,
 'What it was to show.'),
('observation', 'how_run', 170, 'practice', 'How it was run', 'long_text', '', 0, 0,
 'Who played whom, how often, when to stop.'),
('observation', 'prepared', 180, 'practice', 'Prepared', 'long_text', '', 0, 0,
 'What each had to think about before.'),
('observation', 'practised', 190, 'practice', 'What was practised', 'long_text', '', 0, 0,
 'In the words used.'),
('observation', 'reflection', 200, 'practice', 'Afterwards', 'long_text', '', 0, 0,
 'What each takes away.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('observation', 'observation_kind', 'field_mentoring', 10, 'Field mentoring'),
('observation', 'observation_kind', 'observation', 20, 'Observation'),
('observation', 'observation_kind', 'practice', 30, 'Showing and practising'),
('observation', 'observation_kind', 'client_meeting', 40, 'Meeting a client directly'),
('observation', 'observation_kind', 'trainer_visit', 50, 'Visit of a regional trainer'),
('observation', 'setting', 'team_meeting', 10, 'Clinical team meeting'),
('observation', 'setting', 'ips_meeting', 20, 'IPS team meeting'),
('observation', 'setting', 'client', 30, 'With a client'),
('observation', 'setting', 'family', 40, 'With a family'),
('observation', 'setting', 'employer', 50, 'With an employer'),
('observation', 'setting', 'workplace', 60, 'At a workplace'),
('observation', 'setting', 'office', 70, 'In the office'),
('observation', 'done_by', 'colleague', 10, 'The colleague'),
('observation', 'done_by', 'observer', 20, 'The leader showed it'),
('observation', 'done_by', 'both', 30, 'Both in turn');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('reflection', 'staff', 2590, 'Reflection', 'Reflections', 'supervision', 'member',
        'A colleague''s own thoughts about the work. Left out of every share. Framework: Stance, values and style; Working with difference; Using supervision.',
        'reflected_on,about');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('reflection', 'thoughts', 10, 'The thoughts', 'For oneself first; taken to supervision if wanted.', 1);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('reflection', 'member', 10, 'thoughts', 'Colleague', 'reference', 'member', 0, 0,
 'Whose thoughts they are.'),
('reflection', 'reflected_on', 20, 'thoughts', 'Date', 'date', '', 0, 0,
 'The day of these thoughts.'),
('reflection', 'about', 30, 'thoughts', 'About', 'text', '', 0, 1,
 'A few words; no client''s name.'),
('reflection', 'feelings', 40, 'thoughts', 'What it does to me', 'long_text', '', 0, 1,
 'Reactions, strain, hope.'),
('reflection', 'assumptions', 50, 'thoughts', 'What I bring', 'long_text', '', 0, 1,
 'Own beliefs, background, groups I belong to, the difference in power.'),
('reflection', 'moderated', 60, 'thoughts', 'What I do about it', 'long_text', '', 0, 1,
 'How it was kept from standing in the way.'),
('reflection', 'judgement_call', 70, 'thoughts', 'A matter of judgement', 'long_text', '', 0, 1,
 'What pulled either way, what I chose and why.'),
('reflection', 'take_to_supervision', 80, 'thoughts', 'For supervision', 'yes_no', '', 0, 1,
 'Whether to bring it.'),
('reflection', 'learned', 90, 'thoughts', 'What I learned', 'long_text', '', 0, 1,
 'For the next time.');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('declaration', 'staff', 2600, 'Declaration', 'Declarations', 'supervision', 'member',
        'Gifts, hospitality, loans and conflicts of interest, offered or declined. Framework: Professional practice.',
        'declared_on,declaration_kind');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('declaration', 'declared', 10, 'What it is', 'Said openly, it seldom does harm.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('declaration', 'member', 10, 'declared', 'Colleague', 'reference', 'member', 0, 0,
 'Who declares it.'),
('declaration', 'declared_on', 20, 'declared', 'Date', 'date', '', 0, 0,
 'The day you told somebody.'),
('declaration', 'declaration_kind', 30, 'declared', 'Kind', 'one_of', '', 0, 0,
 'What it concerns.'),
('declaration', 'from_whom', 40, 'declared', 'From or with', 'text', '', 0, 1,
 'A role or an employer; no client''s name.'),
('declaration', 'what', 50, 'declared', 'What', 'long_text', '', 0, 1,
 'What was offered or is the case, and its worth.'),
('declaration', 'answer', 60, 'declared', 'Answer', 'one_of', '', 0, 0,
 'What was done.'),
('declaration', 'advice', 70, 'declared', 'Talked over with', 'text', '', 0, 0,
 'Whose advice was asked.'),
('declaration', 'agreed', 80, 'declared', 'Agreed', 'long_text', '', 0, 1,
 'What follows, for example that somebody else takes it on.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('declaration', 'declaration_kind', 'gift', 10, 'Gift'),
('declaration', 'declaration_kind', 'hospitality', 20, 'Hospitality'),
('declaration', 'declaration_kind', 'loan', 30, 'Loan'),
('declaration', 'declaration_kind', 'interest', 40, 'Conflict of interest'),
('declaration', 'declaration_kind', 'boundary', 50, 'Personal boundary'),
('declaration', 'declaration_kind', 'nothing', 60, 'Nothing to declare'),
('declaration', 'answer', 'declined', 10, 'Declined'),
('declaration', 'answer', 'accepted', 20, 'Accepted'),
('declaration', 'answer', 'passed_on', 30, 'Passed on to the service'),
('declaration', 'answer', 'none', 40, 'Nothing to decide');

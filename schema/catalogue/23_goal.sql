-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the profile gathers one by one: goals, skills, people who might help, what the market is
-- like, and worries with what was tried against them.

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('goal', 'profile', 1400, 'Goal', 'Goals', 'casework', 'client',
        'What the person is after, in their own words. Framework: Vocational profile; Employment plan.',
        'goal');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('goal', 'goal', 10, 'The goal', 'Never corrected, never made smaller.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('goal', 'client', 10, 'goal', 'Client', 'reference', 'client', 0, 0,
 'Whose goal it is.'),
('goal', 'goal', 20, 'goal', 'Goal', 'long_text', '', 0, 0,
 'Quote the person.'),
('goal', 'horizon', 30, 'goal', 'Near or far', 'one_of', '', 0, 0,
 'The next thing, or where it should lead.'),
('goal', 'goal_kind', 40, 'goal', 'About', 'one_of', '', 0, 0,
 'Work first; the others may serve it.'),
('goal', 'why_now', 50, 'goal', 'Why now', 'long_text', '', 0, 0,
 'What it would change.'),
('goal', 'strengths', 60, 'goal', 'Strengths for it', 'long_text', '', 0, 0,
 'What the person brings to it.'),
('goal', 'set_on', 70, 'goal', 'Set on', 'date', '', 0, 0,
 'The day they said it.'),
('goal', 'checked_on', 80, 'goal', 'Last checked on', 'date', '', 0, 0,
 'Goals change.'),
('goal', 'reached_on', 90, 'goal', 'Reached on', 'date', '', 0, 0,
 'The day.'),
('goal', 'dropped_on', 100, 'goal', 'Given up on', 'date', '', 0, 0,
 'The day the person let it go.'),
('goal', 'dropped_reason', 110, 'goal', 'Why given up', 'text', '', 0, 0,
 'What took its place.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('goal', 'horizon', 'short', 10, 'Near future'),
('goal', 'horizon', 'long', 20, 'Later on'),
('goal', 'goal_kind', 'job', 10, 'A job'),
('goal', 'goal_kind', 'keep_job', 20, 'Keeping a job'),
('goal', 'goal_kind', 'career', 30, 'Getting on'),
('goal', 'goal_kind', 'study', 40, 'Study'),
('goal', 'goal_kind', 'self_employment', 50, 'Own business'),
('goal', 'goal_kind', 'other', 60, 'Something else');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('skill', 'profile', 1410, 'Skill', 'Skills', 'casework', 'client',
        'Something the person can do, and where it shows. Framework: Vocational profile.',
        'skill');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('skill', 'skill', 10, 'The skill', 'Skills of life count as much as those on paper.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('skill', 'client', 10, 'skill', 'Client', 'reference', 'client', 0, 0,
 'Who can do it.'),
('skill', 'skill', 20, 'skill', 'Skill', 'text', '', 0, 0,
 'In plain words.'),
('skill', 'skill_kind', 30, 'skill', 'Kind', 'one_of', '', 0, 0,
 'What sort of skill.'),
('skill', 'strength', 40, 'skill', 'How strong', 'one_of', '', 0, 0,
 'As the person sees it.'),
('skill', 'shown_by', 50, 'skill', 'Where it shows', 'long_text', '', 0, 0,
 'An example an employer would understand.'),
('skill', 'source', 60, 'skill', 'Who said so', 'several_of', '', 0, 0,
 'Where this comes from.'),
('skill', 'wants_to_use', 70, 'skill', 'Wants to use it', 'one_of', '', 0, 0,
 'Not everybody wants to do what they are good at.'),
('skill', 'certificate', 80, 'skill', 'Certificate', 'text', '', 0, 0,
 'Name, date, whether it must be renewed.'),
('skill', 'renew_on', 90, 'skill', 'Renew by', 'date', '', 0, 0,
 'If it runs out.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('skill', 'skill_kind', 'trade', 10, 'Of a trade'),
('skill', 'skill_kind', 'carries_over', 20, 'Carries over'),
('skill', 'skill_kind', 'job_seeking', 30, 'Finding jobs'),
('skill', 'skill_kind', 'people', 40, 'With people'),
('skill', 'skill_kind', 'digital', 50, 'Computers'),
('skill', 'skill_kind', 'language', 60, 'Language'),
('skill', 'skill_kind', 'licence', 70, 'Licence or certificate'),
('skill', 'strength', 'strong', 10, 'Strong'),
('skill', 'strength', 'good', 20, 'Good'),
('skill', 'strength', 'growing', 30, 'Growing'),
('skill', 'strength', 'rusty', 40, 'Rusty'),
('skill', 'source', 'client', 10, 'The client'),
('skill', 'source', 'team', 20, 'Mental health team'),
('skill', 'source', 'family', 30, 'Family or carers'),
('skill', 'source', 'observation', 40, 'Seen by the specialist'),
('skill', 'source', 'employer', 50, 'Employer'),
('skill', 'source', 'records', 60, 'Records'),
('skill', 'wants_to_use', 'yes', 10, 'Yes'),
('skill', 'wants_to_use', 'perhaps', 20, 'Perhaps'),
('skill', 'wants_to_use', 'no', 30, 'No');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('network_contact', 'profile', 1420, 'Someone who might help', 'People who might help', 'casework', 'client',
        'A person who may hear of a job, open a door, or stand by at work. Framework: Vocational profile; Job search.',
        'name,relation');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('network_contact', 'contact', 10, 'Who, and for what', 'Only approached as the client wishes.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('network_contact', 'client', 10, 'contact', 'Client', 'reference', 'client', 0, 0,
 'Whose contact it is.'),
('network_contact', 'name', 20, 'contact', 'Name', 'text', '', 0, 1,
 'How they are called.'),
('network_contact', 'relation', 30, 'contact', 'Relation', 'one_of', '', 0, 0,
 'How the client knows them.'),
('network_contact', 'contact_kind', 40, 'contact', 'For', 'one_of', '', 0, 0,
 'Finding work, or help with keeping it.'),
('network_contact', 'can_help_with', 50, 'contact', 'What they can help with', 'long_text', '', 0, 0,
 'A name, a word, a lift, company, a reference.'),
('network_contact', 'works_at', 60, 'contact', 'Works at', 'text', '', 0, 0,
 'If it matters.'),
('network_contact', 'phone', 70, 'contact', 'Phone', 'phone', '', 0, 1,
 'If you may ring.'),
('network_contact', 'who_asks', 80, 'contact', 'Who asks them', 'one_of', '', 0, 0,
 'As the client wishes.'),
('network_contact', 'contacted_on', 90, 'contact', 'Asked on', 'date', '', 0, 0,
 'The day.'),
('network_contact', 'result', 100, 'contact', 'What came of it', 'long_text', '', 0, 0,
 'What they said or did.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('network_contact', 'relation', 'family', 10, 'Family or carer'),
('network_contact', 'relation', 'friend', 20, 'Friend'),
('network_contact', 'relation', 'neighbour', 30, 'Neighbour'),
('network_contact', 'relation', 'past_employer', 40, 'Past employer'),
('network_contact', 'relation', 'past_colleague', 50, 'Past colleague'),
('network_contact', 'relation', 'past_teacher', 60, 'Past teacher'),
('network_contact', 'relation', 'community', 70, 'In the community'),
('network_contact', 'relation', 'colleague', 80, 'At work now'),
('network_contact', 'contact_kind', 'search', 10, 'Finding work'),
('network_contact', 'contact_kind', 'support', 20, 'Support in work'),
('network_contact', 'who_asks', 'client', 10, 'The client'),
('network_contact', 'who_asks', 'specialist', 20, 'Specialist'),
('network_contact', 'who_asks', 'together', 30, 'Both'),
('network_contact', 'who_asks', 'nobody', 40, 'Nobody for now');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('labour_market_note', 'profile', 1430, 'Job market note', 'Job market notes', 'casework', 'client',
        'Something found out about the job market that bears on this person''s goals. Framework: Local opportunities.',
        'finding,found_on');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('labour_market_note', 'finding', 10, 'What was found', 'With where it came from, so that it can be checked.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('labour_market_note', 'client', 10, 'finding', 'Client', 'reference', 'client', 0, 0,
 'For whom it was looked up.'),
('labour_market_note', 'finding', 20, 'finding', 'Finding', 'text', '', 0, 0,
 'In one sentence.'),
('labour_market_note', 'detail', 30, 'finding', 'More', 'long_text', '', 0, 0,
 'Pay, hours, ways in, growth, places.'),
('labour_market_note', 'occupation', 40, 'finding', 'Occupation', 'text', '', 0, 0,
 'Which work it is about.'),
('labour_market_note', 'source', 50, 'finding', 'Source', 'text', '', 0, 0,
 'Site, person, paper.'),
('labour_market_note', 'found_on', 60, 'finding', 'Found on', 'date', '', 0, 0,
 'It grows old.'),
('labour_market_note', 'relevance', 70, 'finding', 'What it means for the goal', 'long_text', '', 0, 0,
 'Nearer, further, or another way round.'),
('labour_market_note', 'goal', 80, 'finding', 'Goal', 'reference', 'goal', 0, 0,
 'The goal it bears on.');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('strategy', 'profile', 1440, 'Worry and what helps', 'Worries and what helps', 'casework', 'client',
        'A worry about work, what was practised against it, and how it went. Stay on work, and inside your training. Framework: Psychological strategies.',
        'worry,tried_on');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('strategy', 'worry', 10, 'The worry', 'Made so definite that something can be tried.', 1),
('strategy', 'tried', 20, 'What was tried', 'Small, soon, and looked at afterwards.', 1);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('strategy', 'client', 10, 'worry', 'Client', 'reference', 'client', 0, 0,
 'Whose worry it is.'),
('strategy', 'worry', 20, 'worry', 'Worry', 'long_text', '', 0, 1,
 'In the person''s words.'),
('strategy', 'worry_about', 30, 'worry', 'About', 'one_of', '', 0, 0,
 'What lies behind it.'),
('strategy', 'issue', 40, 'worry', 'Made definite', 'text', '', 0, 1,
 'When, where, with whom it would show.'),
('strategy', 'approach', 50, 'tried', 'Approach', 'one_of', '', 0, 0,
 'What kind of help.'),
('strategy', 'rehearsed', 60, 'tried', 'What was practised', 'long_text', '', 0, 1,
 'An interview, asking the manager, saying no, the first day.'),
('strategy', 'plan_step', 70, 'tried', 'Step', 'reference', 'plan_step', 0, 0,
 'The step it serves.'),
('strategy', 'tried_on', 80, 'tried', 'Tried on', 'date', '', 0, 0,
 'The day.'),
('strategy', 'result', 90, 'tried', 'How it went', 'long_text', '', 0, 1,
 'What the person noticed, and what to try next.'),
('strategy', 'outside_training', 100, 'tried', 'Beyond your training', 'yes_no', '', 0, 0,
 'Then talk to the team, and refer on.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('strategy', 'worry_about', 'symptoms', 10, 'Symptoms or thinking at work'),
('strategy', 'worry_about', 'past_experience', 20, 'A bad experience before'),
('strategy', 'worry_about', 'confidence', 30, 'Confidence'),
('strategy', 'worry_about', 'inexperience', 40, 'Little experience'),
('strategy', 'worry_about', 'people', 50, 'Getting on with people'),
('strategy', 'worry_about', 'other', 60, 'Something else'),
('strategy', 'approach', 'problem_solving', 10, 'Solving a problem step by step'),
('strategy', 'approach', 'motivation', 20, 'Talking about wishes and doubts'),
('strategy', 'approach', 'testing_predictions', 30, 'Testing what one fears'),
('strategy', 'approach', 'social_skills', 40, 'Practising with people'),
('strategy', 'approach', 'role_play', 50, 'Showing and role-play'),
('strategy', 'approach', 'coaching', 60, 'Coaching'),
('strategy', 'approach', 'solution_focus', 70, 'Building on what works'),
('strategy', 'approach', 'other', 80, 'Something else');

-- SPDX-License-Identifier: GPL-3.0-or-later
-- Supervision between a colleague and whoever supervises. These records are readable by that colleague
-- and the leads only. No client is named in them: a client looked at is a review in supervision.

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('supervision_agreement', 'staff', 2510, 'Supervision agreement', 'Supervision agreements', 'supervision', 'member',
        'What supervision is for, how often, who does what. Framework: Using supervision.',
        'agreed_on,review_on');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('supervision_agreement', 'agreement', 10, 'The agreement', 'Made by two people, in the open.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('supervision_agreement', 'member', 10, 'agreement', 'Colleague', 'reference', 'member', 0, 0,
 'Who is supervised.'),
('supervision_agreement', 'supervisor', 20, 'agreement', 'Supervisor', 'reference', 'member', 0, 0,
 'With whom.'),
('supervision_agreement', 'agreed_on', 30, 'agreement', 'Agreed on', 'date', '', 0, 0,
 'When both said yes.'),
('supervision_agreement', 'topics', 40, 'agreement', 'What is talked about', 'long_text', '', 0, 0,
 'Areas to cover, and what belongs elsewhere.'),
('supervision_agreement', 'roles', 50, 'agreement', 'Who does what', 'long_text', '', 0, 0,
 'What each brings and prepares.'),
('supervision_agreement', 'aims', 60, 'agreement', 'Aims', 'long_text', '', 0, 0,
 'What it should lead to.'),
('supervision_agreement', 'rules', 70, 'agreement', 'Rules', 'long_text', '', 0, 0,
 'Record, confidence, and what must be passed on.'),
('supervision_agreement', 'how_often_days', 80, 'agreement', 'Days between sessions', 'number', '', 0, 0,
 'Empty: the team''s usual interval.'),
('supervision_agreement', 'minutes', 90, 'agreement', 'Minutes each time', 'number', '', 0, 0,
 'Usual length.'),
('supervision_agreement', 'clinical_line', 100, 'agreement', 'Clinical supervision', 'text', '', 0, 0,
 'With whom else, and for what.'),
('supervision_agreement', 'review_on', 110, 'agreement', 'Go over it on', 'date', '', 0, 0,
 'When to ask whether it works.');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('supervision', 'staff', 2520, 'Supervision', 'Supervision sessions', 'supervision', 'member',
        'One session: earlier goals first, then the work, then what is next. Name no client. Framework: Using supervision; Supervising others.',
        'held_on,supervision_kind');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('supervision', 'session', 10, 'The session', 'When, with whom, in what form.', 0),
('supervision', 'review', 20, 'Looking back', 'Strengths and progress first.', 0),
('supervision', 'person', 30, 'The person', 'As open as trust allows.', 0),
('supervision', 'next', 40, 'Next', 'Who does what, by when.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('supervision', 'member', 10, 'session', 'Colleague', 'reference', 'member', 0, 0,
 'Who is supervised; in a group, whose record this is.'),
('supervision', 'supervisor', 20, 'session', 'Supervisor', 'reference', 'member', 0, 0,
 'Who led it.'),
('supervision', 'held_on', 30, 'session', 'Date', 'date', '', 0, 0,
 'When it was held.'),
('supervision', 'supervision_kind', 40, 'session', 'Kind', 'one_of', '', 0, 0,
 'Each kind has its own rhythm.'),
('supervision', 'minutes', 50, 'session', 'Minutes', 'number', '', 0, 0,
 'How long it took.'),
('supervision', 'who_was_there', 60, 'session', 'Who was there', 'text', '', 0, 0,
 'For a group.'),
('supervision', 'agenda', 70, 'session', 'Agenda', 'long_text', '', 0, 0,
 'Made together; the program can draft it from what is recorded.'),
('supervision', 'earlier_goals', 80, 'review', 'Earlier goals', 'long_text', '', 0, 0,
 'The first item: what was agreed last time, and how far it got.'),
('supervision', 'good_work', 90, 'review', 'Good work noticed', 'long_text', '', 0, 0,
 'With an example each.'),
('supervision', 'documentation', 100, 'review', 'Documentation', 'long_text', '', 0, 0,
 'Prompt, complete, readable; what is missing.'),
('supervision', 'client_progress', 110, 'review', 'Progress into and in work', 'long_text', '', 0, 0,
 'Numbers against targets, who is stuck, what might help; by initials at most.'),
('supervision', 'employer_relations', 120, 'review', 'Employers', 'long_text', '', 0, 0,
 'Visits, first and repeat, and what they led to.'),
('supervision', 'team_relations', 130, 'review', 'Clinical teams', 'long_text', '', 0, 0,
 'Meetings, decisions, difficulties.'),
('supervision', 'caseload_and_diary', 140, 'review', 'Caseload and diary', 'long_text', '', 0, 0,
 'Size, balance, time in the community, what takes the time.'),
('supervision', 'practice_drift', 150, 'review', 'Keeping to the practice', 'long_text', '', 0, 0,
 'Where practice has wandered, how one knows, what to do.'),
('supervision', 'leads_shared', 160, 'review', 'Leads and ideas shared', 'long_text', '', 0, 0,
 'What others can use.'),
('supervision', 'wellbeing', 170, 'person', 'How the work is felt', 'long_text', '', 0, 1,
 'Stress, hope, what a difficult piece of work does to one.'),
('supervision', 'development', 180, 'person', 'Development', 'long_text', '', 0, 1,
 'Role, profession, what to learn.'),
('supervision', 'personnel_matters', 190, 'person', 'Personnel matters', 'long_text', '', 0, 1,
 'Only a pointer: these follow the employer''s own procedure and stay out of anything shared.'),
('supervision', 'next_steps', 200, 'next', 'Next steps', 'long_text', '', 0, 0,
 'What each will do, and how.'),
('supervision', 'next_on', 210, 'next', 'Next session on', 'date', '', 0, 0,
 'Agree it now.'),
('supervision', 'agreed_on', 220, 'next', 'Both agreed the record on', 'date', '', 0, 0,
 'When both had read it.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('supervision', 'supervision_kind', 'individual', 10, 'Individual'),
('supervision', 'supervision_kind', 'group', 20, 'Group'),
('supervision', 'supervision_kind', 'peer', 30, 'Peer'),
('supervision', 'supervision_kind', 'clinical', 40, 'Clinical');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('supervision_goal', 'staff', 2530, 'Supervision goal', 'Supervision goals', 'supervision', 'member',
        'One thing agreed in supervision; the first item of the next session. Framework: Supervising others.',
        'goal,due_on');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('supervision_goal', 'goal', 10, 'The goal', 'Small, clear, wanted.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('supervision_goal', 'member', 10, 'goal', 'Colleague', 'reference', 'member', 0, 0,
 'Whose goal it is.'),
('supervision_goal', 'supervision', 20, 'goal', 'Session', 'reference', 'supervision', 0, 0,
 'Where it was agreed.'),
('supervision_goal', 'goal', 30, 'goal', 'Goal', 'text', '', 0, 0,
 'What will be different.'),
('supervision_goal', 'how', 40, 'goal', 'How', 'long_text', '', 0, 0,
 'Steps, practice, help.'),
('supervision_goal', 'agreed_on', 50, 'goal', 'Agreed on', 'date', '', 0, 0,
 'The day both agreed to it.'),
('supervision_goal', 'due_on', 60, 'goal', 'By', 'date', '', 0, 0,
 'When to look at it.'),
('supervision_goal', 'met_on', 70, 'goal', 'Met on', 'date', '', 0, 0,
 'When it was.'),
('supervision_goal', 'outcome', 80, 'goal', 'Where it stands', 'one_of', '', 0, 0,
 'Look at it first next time.'),
('supervision_goal', 'learned', 90, 'goal', 'What was learned', 'long_text', '', 0, 0,
 'Met or not.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('supervision_goal', 'outcome', 'open', 10, 'Open'),
('supervision_goal', 'outcome', 'partly', 20, 'Partly met'),
('supervision_goal', 'outcome', 'met', 30, 'Met'),
('supervision_goal', 'outcome', 'changed', 40, 'Changed'),
('supervision_goal', 'outcome', 'dropped', 50, 'Dropped');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('expectation', 'staff', 2540, 'Expectation', 'Expectations', 'supervision', 'member',
        'Something plainly expected, written down when agreed and then checked. Framework: Supervising others.',
        'expectation,due_on');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('expectation', 'expectation', 10, 'The expectation', 'Fair, specific, about what is done.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('expectation', 'member', 10, 'expectation', 'Colleague', 'reference', 'member', 0, 0,
 'Of whom.'),
('expectation', 'expectation', 20, 'expectation', 'Expectation', 'text', '', 0, 0,
 'What is to be done, and how well.'),
('expectation', 'why', 30, 'expectation', 'Why', 'long_text', '', 0, 0,
 'The reason, and what shows the need.'),
('expectation', 'help_given', 40, 'expectation', 'Help given', 'long_text', '', 0, 0,
 'Training, time, field mentoring.'),
('expectation', 'agreed_on', 50, 'expectation', 'Agreed on', 'date', '', 0, 0,
 'When both wrote it down.'),
('expectation', 'due_on', 60, 'expectation', 'Check on', 'date', '', 0, 0,
 'When to look.'),
('expectation', 'checked_on', 70, 'expectation', 'Checked on', 'date', '', 0, 0,
 'When it was.'),
('expectation', 'met', 80, 'expectation', 'Met', 'one_of', '', 0, 0,
 'As far as can be seen.'),
('expectation', 'reasons', 90, 'expectation', 'Why it was or was not', 'long_text', '', 0, 0,
 'From both sides.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('expectation', 'met', 'yes', 10, 'Yes'),
('expectation', 'met', 'partly', 20, 'Partly'),
('expectation', 'met', 'no', 30, 'No'),
('expectation', 'met', 'no_longer', 40, 'No longer needed');

-- SPDX-License-Identifier: GPL-3.0-or-later
-- The plan: goals in the person's own words, and steps so plain that a colleague who has never met
-- the person could go on with them.

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('employment_plan', 'plan', 1150, 'Employment plan', 'Employment plans', 'casework', 'client',
        'Goals, and how to get there; grows and changes with what is learned. Framework: Employment plan.',
        'made_on');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('employment_plan', 'goals', 10, 'Goals', 'In the person''s own words, never translated into ours.', 0),
('employment_plan', 'agreed', 20, 'Agreed with', 'One plan with the treatment, not two.', 0),
('employment_plan', 'rhythm', 30, 'How you work together', 'Agreed, so that nobody has to guess.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('employment_plan', 'client', 10, 'goals', 'Client', 'reference', 'client', 0, 0,
 'Whose plan it is.'),
('employment_plan', 'made_on', 20, 'goals', 'Made on', 'date', '', 0, 0,
 'The day you first wrote it together, usually in the first month.'),
('employment_plan', 'short_term_goal', 30, 'goals', 'Goal for the near future', 'long_text', '', 0, 0,
 'The job or step the person wants next. Quote them.'),
('employment_plan', 'long_term_goal', 40, 'goals', 'Goal for later', 'long_text', '', 0, 0,
 'Where they hope it leads. Quote them.'),
('employment_plan', 'why_it_matters', 50, 'goals', 'Why it matters', 'long_text', '', 0, 0,
 'What reaching it would change.'),
('employment_plan', 'strengths_to_use', 60, 'goals', 'Strengths to build on', 'long_text', '', 0, 0,
 'What the person already brings to these goals.'),
('employment_plan', 'what_else', 70, 'goals', 'For whoever takes over', 'long_text', '', 0, 1,
 'What else a colleague must know tomorrow: what works, what to avoid, what was promised.'),

('employment_plan', 'agreed_with', 80, 'agreed', 'Made with', 'text', '', 0, 0,
 'The person, and others who took part.'),
('employment_plan', 'treatment_goals', 90, 'agreed', 'Goals of treatment it serves', 'long_text', '', 0, 1,
 'Which goals of the care plan this belongs to.'),
('employment_plan', 'agreed_with_team_on', 100, 'agreed', 'Agreed with the team on', 'date', '', 0, 0,
 'When the mental health team talked it through.'),
('employment_plan', 'agreed_with_team', 110, 'agreed', 'Agreed with, in the team', 'text', '', 0, 0,
 'Who, by name and role.'),
('employment_plan', 'signed_by_client_on', 120, 'agreed', 'Signed by the person on', 'date', '', 0, 0,
 'If they wish to sign, or said yes to it.'),
('employment_plan', 'copy_given_on', 130, 'agreed', 'Copy given on', 'date', '', 0, 0,
 'In a form the person can use.'),

('employment_plan', 'contact_agreed', 140, 'rhythm', 'Contact agreed', 'text', '', 0, 0,
 'How often, where, and by which means.'),
('employment_plan', 'who_contacts_employers', 150, 'rhythm', 'Who speaks with employers', 'one_of', '', 0, 0,
 'As agreed; it may differ for each employer.'),
('employment_plan', 'disclosure_note', 160, 'rhythm', 'About telling employers', 'one_of', '', 0, 1,
 'In short; the personal information plan has the lines.'),
('employment_plan', 'review_on', 170, 'rhythm', 'Look at it again on', 'date', '', 0, 0,
 'At least every three months, and after every job.'),
('employment_plan', 'ended_on', 180, 'rhythm', 'Replaced or ended on', 'date', '', 0, 0,
 'When a new plan took its place.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('employment_plan', 'who_contacts_employers', 'client', 10, 'The person'),
('employment_plan', 'who_contacts_employers', 'specialist', 20, 'Specialist'),
('employment_plan', 'who_contacts_employers', 'both', 30, 'Both'),
('employment_plan', 'disclosure_note', 'share_some', 10, 'Tell some things'),
('employment_plan', 'disclosure_note', 'share_nothing', 20, 'Tell nothing'),
('employment_plan', 'disclosure_note', 'undecided', 30, 'Undecided'),
('employment_plan', 'disclosure_note', 'not_discussed', 40, 'Not talked about yet');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('plan_step', 'plan', 1160, 'Step', 'Steps', 'casework', 'client',
        'One step: what the person will do, with whose help, by when. Framework: Employment plan.',
        'objective,by_when');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('plan_step', 'step', 10, 'The step', 'Something a stranger could see done.', 0),
('plan_step', 'who', 20, 'Who and when', 'A name and a day make it a plan.', 0),
('plan_step', 'result', 30, 'Result', 'A step that failed has taught something.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('plan_step', 'client', 10, 'step', 'Client', 'reference', 'client', 0, 0,
 'Whose step it is.'),
('plan_step', 'employment_plan', 20, 'step', 'Plan', 'reference', 'employment_plan', 0, 0,
 'The plan it belongs to; a step may stand alone.'),
('plan_step', 'order_number', 30, 'step', 'Order', 'number', '', 0, 0,
 '1 comes first.'),
('plan_step', 'objective', 40, 'step', 'What will be reached', 'text', '', 0, 0,
 'As behaviour: "has sent the form", not "is more confident".'),
('plan_step', 'action', 50, 'step', 'What will be done', 'text', '', 0, 0,
 'The next thing to do, starting with a verb.'),
('plan_step', 'step_kind', 60, 'step', 'About', 'one_of', '', 0, 0,
 'Career steps count too: work is more than the first job.'),
('plan_step', 'goal', 70, 'step', 'Goal', 'reference', 'goal', 0, 0,
 'The goal it serves.'),

('plan_step', 'who_kind', 80, 'who', 'Done by', 'one_of', '', 0, 0,
 'Whose step it is.'),
('plan_step', 'who', 90, 'who', 'Helped by', 'text', '', 0, 0,
 'Who gives support, by name.'),
('plan_step', 'service', 100, 'who', 'Helper''s service', 'text', '', 0, 0,
 'The service or organisation that the helper belongs to.'),
('plan_step', 'support_given', 110, 'who', 'Support to expect', 'text', '', 0, 0,
 'What help that is.'),
('plan_step', 'by_when', 120, 'who', 'By', 'date', '', 0, 0,
 'The day it should be done.'),

('plan_step', 'state', 130, 'result', 'State', 'one_of', '', 0, 0,
 'Empty counts as open.'),
('plan_step', 'done_on', 140, 'result', 'Done on', 'date', '', 0, 0,
 'The day.'),
('plan_step', 'result', 150, 'result', 'What came of it', 'long_text', '', 0, 0,
 'What happened, and what it means for the next step.'),
('plan_step', 'dropped_reason', 160, 'result', 'Why dropped', 'text', '', 0, 0,
 'If it no longer serves the goal.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('plan_step', 'step_kind', 'search', 10, 'Looking for work'),
('plan_step', 'step_kind', 'skill', 20, 'Skill'),
('plan_step', 'step_kind', 'contact', 30, 'Contact'),
('plan_step', 'step_kind', 'money', 40, 'Money and benefits'),
('plan_step', 'step_kind', 'health', 50, 'Health'),
('plan_step', 'step_kind', 'career', 60, 'Getting on in work'),
('plan_step', 'step_kind', 'study', 70, 'Study'),
('plan_step', 'step_kind', 'support', 80, 'Support at work'),
('plan_step', 'step_kind', 'other', 90, 'Something else'),
('plan_step', 'who_kind', 'client', 10, 'The person'),
('plan_step', 'who_kind', 'specialist', 20, 'Specialist'),
('plan_step', 'who_kind', 'together', 30, 'Both together'),
('plan_step', 'who_kind', 'team', 40, 'Mental health team'),
('plan_step', 'who_kind', 'family', 50, 'Family or friends'),
('plan_step', 'who_kind', 'employer', 60, 'Employer'),
('plan_step', 'who_kind', 'other', 70, 'Somebody else'),
('plan_step', 'state', 'open', 10, 'Open'),
('plan_step', 'state', 'done', 20, 'Done'),
('plan_step', 'state', 'dropped', 30, 'Dropped');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('plan_review', 'plan', 1170, 'Plan review', 'Plan reviews', 'casework', 'client',
        'Going over the plan together: what was done, what changes. Framework: Employment plan.',
        'reviewed_on');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('plan_review', 'review', 10, 'The review', 'Begin with what went well.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('plan_review', 'client', 10, 'review', 'Client', 'reference', 'client', 0, 0,
 'Whose plan it was.'),
('plan_review', 'employment_plan', 20, 'review', 'Plan', 'reference', 'employment_plan', 0, 0,
 'Which plan.'),
('plan_review', 'reviewed_on', 30, 'review', 'On', 'date', '', 0, 0,
 'The day.'),
('plan_review', 'who', 40, 'review', 'With', 'text', '', 0, 0,
 'Who took part.'),
('plan_review', 'achieved', 50, 'review', 'What was achieved', 'long_text', '', 0, 0,
 'Steps done, and what they brought.'),
('plan_review', 'learned', 60, 'review', 'What was learned', 'long_text', '', 0, 0,
 'From steps that worked and from those that did not.'),
('plan_review', 'what_changed', 70, 'review', 'What changes', 'long_text', '', 0, 0,
 'Goals, steps, order or helpers.'),
('plan_review', 'client_view', 80, 'review', 'How the person sees it', 'long_text', '', 0, 0,
 'In their words.'),
('plan_review', 'team_told_on', 90, 'review', 'Team told on', 'date', '', 0, 0,
 'When the mental health team heard of it.'),
('plan_review', 'next_review_on', 100, 'review', 'Next review on', 'date', '', 0, 0,
 'The day you agreed.');

-- SPDX-License-Identifier: GPL-3.0-or-later
-- Deciding for oneself, working safely in one particular job, and complaints about the service.

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('capacity', 'permission', 1080, 'Capacity', 'Capacity', 'casework', 'client',
        'Whether the person can make one decision at one time, with every help to understand. Never read off an illness. Framework: Capacity.',
        'decision,assessed_on');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('capacity', 'decision', 10, 'The decision', 'One decision, at one time.', 1),
('capacity', 'sharing', 20, 'For sharing information', 'Three things to listen for before relying on a yes or a no.', 1),
('capacity', 'difficulty', 30, 'Where it is hard', 'What stands in the way, for how long, and what was done about it.', 1);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('capacity', 'client', 10, 'decision', 'Client', 'reference', 'client', 0, 0,
 'Who decides.'),
('capacity', 'capacity_kind', 20, 'decision', 'About', 'one_of', '', 0, 0,
 'Sharing information, or a weighty choice about money, safety or health.'),
('capacity', 'decision', 30, 'decision', 'Which decision', 'text', '', 0, 1,
 'In plain words.'),
('capacity', 'assessed_on', 40, 'decision', 'On', 'date', '', 0, 0,
 'The day.'),
('capacity', 'assessed_by', 50, 'decision', 'By', 'text', '', 0, 0,
 'For weighty decisions, usually the mental health team.'),
('capacity', 'over_16', 60, 'decision', 'Sixteen or over', 'yes_no', '', 0, 0,
 'Other rules hold for children.'),

('capacity', 'understands', 70, 'sharing', 'Understands what and why', 'one_of', '', 0, 0,
 'What might be shared, with whom, and what follows from either choice.'),
('capacity', 'own_view', 80, 'sharing', 'Holds a view of their own', 'one_of', '', 0, 0,
 'Not repeated from somebody else.'),
('capacity', 'consistent', 90, 'sharing', 'Stays with it', 'one_of', '', 0, 0,
 'About the same answer over time.'),
('capacity', 'evidence', 100, 'sharing', 'What that rests on', 'long_text', '', 0, 1,
 'What the person said and did.'),

('capacity', 'difficulties', 110, 'difficulty', 'Hard parts', 'several_of', '', 0, 1,
 'Which part of deciding is difficult.'),
('capacity', 'cause', 120, 'difficulty', 'Because of', 'one_of', '', 0, 1,
 'The two grounds that the law names.'),
('capacity', 'duration', 130, 'difficulty', 'For how long', 'one_of', '', 0, 1,
 'Many difficulties pass, or come and go.'),
('capacity', 'barriers', 140, 'difficulty', 'Barriers to talking', 'long_text', '', 0, 1,
 'Noise, fear, language, hearing, tiredness, time of day.'),
('capacity', 'help_given', 150, 'difficulty', 'What was done to help', 'several_of', '', 0, 0,
 'Try these first.'),
('capacity', 'conclusion', 160, 'difficulty', 'Conclusion', 'one_of', '', 0, 1,
 'For this decision, today.'),
('capacity', 'next_look_on', 170, 'difficulty', 'Look again on', 'date', '', 0, 0,
 'If it may change.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('capacity', 'capacity_kind', 'sharing', 10, 'Agreeing to sharing'),
('capacity', 'capacity_kind', 'decision', 20, 'Another decision'),
('capacity', 'understands', 'yes', 10, 'Yes'),
('capacity', 'understands', 'in_part', 20, 'In part'),
('capacity', 'understands', 'no', 30, 'No'),
('capacity', 'own_view', 'yes', 10, 'Yes'),
('capacity', 'own_view', 'in_part', 20, 'In part'),
('capacity', 'own_view', 'no', 30, 'No'),
('capacity', 'consistent', 'yes', 10, 'Yes'),
('capacity', 'consistent', 'in_part', 20, 'In part'),
('capacity', 'consistent', 'no', 30, 'No'),
('capacity', 'difficulties', 'acting', 10, 'Acting on it'),
('capacity', 'difficulties', 'making', 20, 'Making it'),
('capacity', 'difficulties', 'communicating', 30, 'Making it known'),
('capacity', 'difficulties', 'understanding', 40, 'Understanding it'),
('capacity', 'difficulties', 'remembering', 50, 'Remembering it'),
('capacity', 'cause', 'mental_health', 10, 'The person''s mental state'),
('capacity', 'cause', 'communication', 20, 'Being unable to communicate'),
('capacity', 'cause', 'unclear', 30, 'Not clear'),
('capacity', 'duration', 'temporary', 10, 'For now'),
('capacity', 'duration', 'fluctuating', 20, 'Comes and goes'),
('capacity', 'duration', 'indefinite', 30, 'Cannot be said'),
('capacity', 'duration', 'permanent', 40, 'For good'),
('capacity', 'help_given', 'slower_pace', 10, 'Slower pace'),
('capacity', 'help_given', 'plain_words', 20, 'Plain words'),
('capacity', 'help_given', 'repeat_back', 30, 'Saying it back'),
('capacity', 'help_given', 'open_questions', 40, 'Open questions'),
('capacity', 'help_given', 'visual_aids', 50, 'Pictures or writing'),
('capacity', 'help_given', 'better_time', 60, 'A better time or place'),
('capacity', 'help_given', 'advocate', 70, 'Advocate or interpreter'),
('capacity', 'conclusion', 'able', 10, 'Able to decide'),
('capacity', 'conclusion', 'able_with_help', 20, 'Able with help'),
('capacity', 'conclusion', 'not_now', 30, 'Not at present'),
('capacity', 'conclusion', 'not_clear', 40, 'Not clear yet');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('safe_work_plan', 'permission', 1090, 'Plan for working safely', 'Plans for working safely', 'casework', 'client',
        'Risks tied to one job and place, and how each is kept small. Made with the person and the care coordinator. Framework: Sharing for safety.',
        'agreed_on');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('safe_work_plan', 'plan', 10, 'The plan', 'About this work in this place, not about the person at large.', 1);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('safe_work_plan', 'client', 10, 'plan', 'Client', 'reference', 'client', 0, 0,
 'Whose plan it is.'),
('safe_work_plan', 'job', 20, 'plan', 'Job', 'reference', 'job', 0, 0,
 'The job it is for.'),
('safe_work_plan', 'education', 30, 'plan', 'Course or setting', 'text', '', 0, 0,
 'If it is for study or for an opening not yet taken.'),
('safe_work_plan', 'made_with', 40, 'plan', 'Made with', 'text', '', 0, 1,
 'The person, the care coordinator, and anyone else.'),
('safe_work_plan', 'agreed_on', 50, 'plan', 'Agreed on', 'date', '', 0, 0,
 'The day.'),
('safe_work_plan', 'employer_may_know', 60, 'plan', 'What the employer may know', 'long_text', '', 0, 1,
 'Only what is in the personal information plan.'),
('safe_work_plan', 'if_worse', 70, 'plan', 'If things get worse', 'long_text', '', 0, 1,
 'Early signs, whom to ring, what to do first.'),
('safe_work_plan', 'review_on', 80, 'plan', 'Look at it again on', 'date', '', 0, 0,
 'And whenever the job changes.'),
('safe_work_plan', 'reviewed_on', 90, 'plan', 'Last looked at on', 'date', '', 0, 0,
 'The day you last went through it together.');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('safe_work_line', 'permission', 1100, 'Risk and remedy', 'Risks and remedies', 'casework', 'safe_work_plan',
        'One risk in the plan for working safely, and what makes it smaller. Framework: Sharing for safety.',
        'risk');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('safe_work_line', 'line', 10, 'The risk', 'One line for each.', 1);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('safe_work_line', 'safe_work_plan', 10, 'line', 'Plan', 'reference', 'safe_work_plan', 0, 0,
 'The plan it belongs to.'),
('safe_work_line', 'risk', 20, 'line', 'Risk', 'text', '', 0, 1,
 'What might happen.'),
('safe_work_line', 'factor', 30, 'line', 'What brings it on', 'text', '', 0, 1,
 'The task, person, place or time of day.'),
('safe_work_line', 'how_reduced', 40, 'line', 'How it is kept small', 'long_text', '', 0, 1,
 'What is done, by whom, from when.'),
('safe_work_line', 'who', 50, 'line', 'Who sees to it', 'text', '', 0, 1,
 'By name.'),
('safe_work_line', 'review_on', 60, 'line', 'Look at it again on', 'date', '', 0, 0,
 'The day.');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('complaint', 'permission', 1110, 'Complaint', 'Complaints', 'casework', 'client',
        'Somebody is unhappy with the service: answered promptly, openly, and without harm to their support. Framework: Professional practice.',
        'about,received_on');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('complaint', 'complaint', 10, 'What it is about', 'In the words of the person who complains.', 1),
('complaint', 'answer', 20, 'The answer', 'Acknowledge within days; explain; say sorry where it is due.', 1);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('complaint', 'client', 10, 'complaint', 'Client', 'reference', 'client', 0, 0,
 'Who complained, or on whose behalf.'),
('complaint', 'complainant', 20, 'complaint', 'Made by', 'text', '', 0, 1,
 'If it was not the client.'),
('complaint', 'received_on', 30, 'complaint', 'Received on', 'date', '', 0, 0,
 'The day.'),
('complaint', 'about', 40, 'complaint', 'About', 'text', '', 0, 1,
 'In a few words.'),
('complaint', 'details', 50, 'complaint', 'What was said', 'long_text', '', 0, 1,
 'What happened, and what they would like to happen.'),
('complaint', 'procedure_explained', 60, 'complaint', 'Way to complain explained', 'yes_no', '', 0, 0,
 'Whether they know the procedure, and who can help them with it.'),
('complaint', 'acknowledged_on', 70, 'answer', 'Acknowledged on', 'date', '', 0, 0,
 'Aim for three working days.'),
('complaint', 'handled_by', 80, 'answer', 'Handled by', 'text', '', 0, 0,
 'Not the person it is about.'),
('complaint', 'response', 90, 'answer', 'What was found and explained', 'long_text', '', 0, 1,
 'Plainly, without defending.'),
('complaint', 'apology', 100, 'answer', 'Apology', 'long_text', '', 0, 1,
 'What was said sorry for.'),
('complaint', 'answered_on', 110, 'answer', 'Answered on', 'date', '', 0, 0,
 'The day of the answer.'),
('complaint', 'support_unharmed', 120, 'answer', 'Support went on as before', 'yes_no', '', 0, 0,
 'Nobody may fare worse for complaining.'),
('complaint', 'learned', 130, 'answer', 'What will change', 'long_text', '', 0, 1,
 'For this person, and for the service.'),
('complaint', 'closed_on', 140, 'answer', 'Closed on', 'date', '', 0, 0,
 'Empty while it is open.');

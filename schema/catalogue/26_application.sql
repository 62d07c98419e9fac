-- SPDX-License-Identifier: GPL-3.0-or-later
-- Applying and being interviewed: one record for each try. What comes back is recorded as what was
-- learned; it says nothing about the person's worth.

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('application', 'search', 1180, 'Application', 'Applications', 'casework', 'client',
        'One try for one job, with what to do if the answer is no. Framework: Applications.',
        'job_title,sent_on');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('application', 'application', 10, 'The application', 'Which job, and how it was asked for.', 0),
('application', 'help', 20, 'Getting it ready', 'The least help that works.', 0),
('application', 'outcome', 30, 'What came back', 'A day without an answer is a day to ask.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('application', 'client', 10, 'application', 'Client', 'reference', 'client', 0, 0,
 'Who applied.'),
('application', 'employer', 20, 'application', 'Employer', 'reference', 'employer', 0, 0,
 'To whom.'),
('application', 'lead', 30, 'application', 'Lead', 'reference', 'lead', 0, 0,
 'Where the opening was found.'),
('application', 'job_title', 40, 'application', 'Job', 'text', '', 0, 0,
 'As the employer calls it.'),
('application', 'how_applied', 50, 'application', 'How', 'one_of', '', 0, 0,
 'The way it was sent.'),
('application', 'cv', 60, 'application', 'CV used', 'reference', 'cv', 0, 0,
 'The version that went out.'),
('application', 'closes_on', 70, 'application', 'Closes on', 'date', '', 0, 0,
 'Last day to apply.'),
('application', 'sent_on', 80, 'application', 'Sent on', 'date', '', 0, 0,
 'Empty while it is being made.'),

('application', 'research', 90, 'help', 'What was learned beforehand', 'long_text', '', 0, 0,
 'About the employer and the role.'),
('application', 'form_help', 100, 'help', 'Help with the form', 'long_text', '', 0, 0,
 'What the person did alone, and where company helped.'),
('application', 'gaps_explained', 110, 'help', 'How gaps are explained', 'long_text', '', 0, 1,
 'The words the person is happy with.'),
('application', 'telling', 120, 'help', 'What is told', 'text', '', 0, 1,
 'Only as agreed in the personal information plan.'),
('application', 'rejection_plan', 130, 'help', 'If the answer is no', 'long_text', '', 0, 0,
 'Agreed beforehand: what to tell oneself, whom to ring, what comes next.'),

('application', 'chase_on', 140, 'outcome', 'Ask again on', 'date', '', 0, 0,
 'If nothing is heard.'),
('application', 'outcome', 150, 'outcome', 'Outcome', 'one_of', '', 0, 0,
 'How it stands.'),
('application', 'outcome_on', 160, 'outcome', 'Heard on', 'date', '', 0, 0,
 'The day.'),
('application', 'feedback', 170, 'outcome', 'What the employer said', 'long_text', '', 0, 0,
 'Ask for it, kindly.'),
('application', 'rejection_effect', 180, 'outcome', 'How it was taken', 'long_text', '', 0, 1,
 'In the person''s words, and what helped.'),
('application', 'next_step', 190, 'outcome', 'Next step', 'text', '', 0, 0,
 'One clear action, and whose it is.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('application', 'how_applied', 'form', 10, 'Form'),
('application', 'how_applied', 'cv_and_letter', 20, 'CV and letter'),
('application', 'how_applied', 'online', 30, 'Online'),
('application', 'how_applied', 'in_person', 40, 'In person'),
('application', 'how_applied', 'phone', 50, 'Phone'),
('application', 'how_applied', 'through_you', 60, 'Through your contact'),
('application', 'how_applied', 'network', 70, 'Through someone they know'),
('application', 'outcome', 'waiting', 10, 'Waiting'),
('application', 'outcome', 'interview', 20, 'Interview'),
('application', 'outcome', 'offer', 30, 'Offer'),
('application', 'outcome', 'no', 40, 'No this time'),
('application', 'outcome', 'withdrawn', 50, 'Withdrawn');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('interview', 'search', 1190, 'Interview', 'Interviews', 'casework', 'client',
        'Before, during and the day after. Framework: Applications.',
        'held_on,outcome');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('interview', 'interview', 10, 'When and where', 'The practical side.', 0),
('interview', 'ready', 20, 'Getting ready', 'Practice counts more than advice.', 0),
('interview', 'after', 30, 'Afterwards', 'Be in touch the next day, whatever the outcome.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('interview', 'client', 10, 'interview', 'Client', 'reference', 'client', 0, 0,
 'Who goes.'),
('interview', 'application', 20, 'interview', 'Application', 'reference', 'application', 0, 0,
 'What it followed from.'),
('interview', 'employer', 30, 'interview', 'Employer', 'reference', 'employer', 0, 0,
 'With whom.'),
('interview', 'employer_person', 40, 'interview', 'Interviewer', 'reference', 'employer_person', 0, 0,
 'If known.'),
('interview', 'job_title', 50, 'interview', 'Job', 'text', '', 0, 0,
 'Which job.'),
('interview', 'held_on', 60, 'interview', 'On', 'date', '', 0, 0,
 'The day.'),
('interview', 'time', 70, 'interview', 'At', 'time', '', 0, 0,
 'The time.'),
('interview', 'place', 80, 'interview', 'Where', 'text', '', 0, 0,
 'Address, room, or link.'),
('interview', 'format', 90, 'interview', 'How it is done', 'one_of', '', 0, 0,
 'So that it holds no surprise.'),
('interview', 'journey', 100, 'interview', 'Getting there', 'text', '', 0, 0,
 'Route, time, a try beforehand, somebody to come along.'),

('interview', 'likely_questions', 110, 'ready', 'Likely questions', 'long_text', '', 0, 0,
 'And the answers the person wants to give.'),
('interview', 'questions_to_ask', 120, 'ready', 'Questions to ask them', 'long_text', '', 0, 0,
 'What the person wants to know.'),
('interview', 'rehearsed_on', 130, 'ready', 'Rehearsed on', 'date', '', 0, 0,
 'When you played it through.'),
('interview', 'rehearsal_note', 140, 'ready', 'How that went', 'long_text', '', 0, 0,
 'What to keep, what to try differently.'),
('interview', 'dress', 150, 'ready', 'What to wear', 'text', '', 0, 0,
 'And whether it is at hand.'),
('interview', 'adjustments', 160, 'ready', 'Adjustments for it', 'text', '', 0, 1,
 'Asked for only as the person agreed.'),
('interview', 'telling', 170, 'ready', 'What is told', 'text', '', 0, 1,
 'As agreed in the personal information plan.'),

('interview', 'followed_up_on', 180, 'after', 'Followed up on', 'date', '', 0, 0,
 'The day you and the person talked about it.'),
('interview', 'employer_thanked_on', 190, 'after', 'Employer thanked on', 'date', '', 0, 0,
 'A short word from the person or, if agreed, from you.'),
('interview', 'how_it_went', 200, 'after', 'How it went', 'long_text', '', 0, 0,
 'As the person felt it.'),
('interview', 'feedback', 210, 'after', 'What the employer said', 'long_text', '', 0, 0,
 'Strengths first.'),
('interview', 'outcome', 220, 'after', 'Outcome', 'one_of', '', 0, 0,
 'How it stands.'),
('interview', 'outcome_on', 230, 'after', 'Heard on', 'date', '', 0, 0,
 'The day.'),
('interview', 'next_step', 240, 'after', 'Next step', 'text', '', 0, 0,
 'One clear action, and whose it is.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('interview', 'format', 'in_person', 10, 'In person'),
('interview', 'format', 'video', 20, 'Video'),
('interview', 'format', 'phone', 30, 'Phone'),
('interview', 'format', 'panel', 40, 'Panel'),
('interview', 'format', 'trial', 50, 'Trial shift'),
('interview', 'format', 'group', 60, 'Group or tests'),
('interview', 'outcome', 'waiting', 10, 'Waiting'),
('interview', 'outcome', 'offer', 20, 'Offer'),
('interview', 'outcome', 'no', 30, 'No this time'),
('interview', 'outcome', 'withdrawn', 40, 'Withdrawn');

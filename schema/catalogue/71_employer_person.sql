-- SPDX-License-Identifier: GPL-3.0-or-later
-- Somebody who works for an employer and with whom the team deals.

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('employer_person', 'employer', 110, 'Person at an employer', 'People at employers', 'directory', 'employer',
        'A manager, owner, recruiter or colleague you can speak with. Framework: Employer engagement.',
        'name');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('employer_person', 'person', 10, 'The person', 'Who they are at work, and how to reach them.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('employer_person', 'employer', 10, 'person', 'Employer', 'reference', 'employer', 0, 0,
 'Whom they work for.'),
('employer_person', 'name', 20, 'person', 'Name', 'text', '', 1, 0,
 'First and last name, as they introduced themselves.'),
('employer_person', 'job_title', 30, 'person', 'Job', 'text', '', 0, 0,
 'What they do there.'),
('employer_person', 'can_hire', 40, 'person', 'Decides who is hired', 'one_of', '', 0, 0,
 'Whether the decision is theirs.'),
('employer_person', 'phone', 50, 'person', 'Phone', 'phone', '', 0, 0,
 'The number they gave you.'),
('employer_person', 'mobile', 60, 'person', 'Mobile', 'phone', '', 0, 0,
 'If they gave it for work.'),
('employer_person', 'email', 70, 'person', 'Email', 'email', '', 0, 0,
 'Their work address.'),
('employer_person', 'best_time', 80, 'person', 'Good times', 'text', '', 0, 0,
 'When they have a moment, and when never to call.'),
('employer_person', 'notes', 90, 'person', 'Worth knowing', 'long_text', '', 0, 0,
 'What they care about in their business. Write it so that they could read it.'),
('employer_person', 'left_on', 100, 'person', 'No longer there since', 'date', '', 0, 0,
 'Keeps the history; they may turn up elsewhere.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('employer_person', 'can_hire', 'yes', 10, 'Yes'),
('employer_person', 'can_hire', 'has_a_say', 20, 'Has a say'),
('employer_person', 'can_hire', 'no', 30, 'No'),
('employer_person', 'can_hire', 'not_known', 40, 'Not known');

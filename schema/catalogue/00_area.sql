-- SPDX-License-Identifier: GPL-3.0-or-later
-- The parts of the work, in the order in which a client's page shows them.

INSERT INTO catalogue_area (name, position, title, help) VALUES
('person', 10, 'The person', 'Who it is, how they came, who is around them.'),
('permission', 20, 'Consent and safety', 'What may be shared, with whom and why; capacity, concerns and complaints.'),
('profile', 30, 'Profile', 'What the person brings, wants and would rather avoid.'),
('plan', 40, 'Plan', 'Goals in the person''s own words, and the steps towards them.'),
('search', 50, 'Job search', 'Leads, applications, interviews and matches.'),
('disclosure', 60, 'Disclosure', 'What an employer may be told, by whom, how and when.'),
('work', 70, 'Jobs and support', 'Work and study, and what helps the person to keep them.'),
('money', 80, 'Benefits and money', 'What work would change, and who advised.'),
('contact', 90, 'Notes and contacts', 'What happened, and what was said to whom.'),
('employer', 100, 'Employers', 'Organisations, their people, their workplaces, and the visits.'),
('staff', 110, 'Staff and supervision', 'Colleagues, their learning and their supervision.'),
('service', 120, 'The service', 'What the whole team shares: settings, directory, policies, targets.');

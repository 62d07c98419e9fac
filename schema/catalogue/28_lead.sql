-- SPDX-License-Identifier: GPL-3.0-or-later
-- Leads and their sources belong to the whole team and name no client: who might go for them is
-- written in casework.

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('lead', 'search', 1600, 'Lead', 'Leads', 'directory', '',
        'An opening, or the hint of one. Never with a client''s name. Framework: Local opportunities.',
        'job_title,found_on');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('lead', 'opening', 10, 'The opening', 'What is known so far.', 0),
('lead', 'terms', 20, 'What it asks and gives', 'So that others can judge the fit.', 0),
('lead', 'following', 30, 'Following it up', 'A lead is the team''s until it is gone.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('lead', 'job_title', 10, 'opening', 'Job', 'text', '', 0, 0,
 'What the job is, in the employer''s words.'),
('lead', 'employer', 20, 'opening', 'Employer', 'reference', 'employer', 0, 0,
 'With whom.'),
('lead', 'source_kind', 30, 'opening', 'Found through', 'one_of', '', 0, 0,
 'Most jobs are never advertised.'),
('lead', 'source', 40, 'opening', 'Source', 'text', '', 0, 0,
 'Which site, paper or person.'),
('lead', 'source_contact', 50, 'opening', 'Source, if regular', 'reference', 'source_contact', 0, 0,
 'A place leads come from again and again.'),
('lead', 'found_on', 60, 'opening', 'Found on', 'date', '', 0, 0,
 'The day.'),
('lead', 'closes_on', 70, 'opening', 'Closes on', 'date', '', 0, 0,
 'Last day to apply.'),

('lead', 'sector', 80, 'terms', 'Sector', 'one_of', '', 0, 0,
 'Many sectors show that wishes lead.'),
('lead', 'requirements', 90, 'terms', 'Requirements', 'long_text', '', 0, 0,
 'What they ask for, and which of it they mean.'),
('lead', 'tasks', 100, 'terms', 'Tasks', 'long_text', '', 0, 0,
 'What one would do all day.'),
('lead', 'hours_per_week', 110, 'terms', 'Hours a week', 'number', '', 0, 0,
 'Usual paid hours.'),
('lead', 'working_pattern', 120, 'terms', 'Days and times', 'text', '', 0, 0,
 'Which days and hours, as advertised.'),
('lead', 'pay', 130, 'terms', 'Pay', 'money', '', 0, 0,
 'Before tax.'),
('lead', 'pay_per', 140, 'terms', 'Pay is for each', 'one_of', '', 0, 0,
 'Hour, week, month or year.'),
('lead', 'place', 150, 'terms', 'Where', 'text', '', 0, 0,
 'Town, street, or from home.'),
('lead', 'lived_experience_post', 160, 'terms', 'For lived experience', 'yes_no', '', 0, 0,
 'A post that asks for experience of mental health services, for example in an NHS trust.'),

('lead', 'state', 170, 'following', 'State', 'one_of', '', 0, 0,
 'How it stands.'),
('lead', 'member', 180, 'following', 'Followed by', 'reference', 'member', 0, 0,
 'The colleague who is in touch.'),
('lead', 'next_contact_on', 190, 'following', 'Next contact on', 'date', '', 0, 0,
 'The day.'),
('lead', 'note', 200, 'following', 'Note', 'long_text', '', 0, 0,
 'About the job, never about who might want it.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('lead', 'source_kind', 'jobcentre', 10, 'Advertised: Jobcentre'),
('lead', 'source_kind', 'website', 20, 'Advertised: website'),
('lead', 'source_kind', 'agency', 30, 'Advertised: agency'),
('lead', 'source_kind', 'local_press', 40, 'Advertised: local paper'),
('lead', 'source_kind', 'trade_press', 50, 'Advertised: trade paper'),
('lead', 'source_kind', 'social_media', 60, 'Advertised: social media'),
('lead', 'source_kind', 'job_fair', 70, 'Advertised: job fair'),
('lead', 'source_kind', 'chamber', 80, 'Advertised: chamber of commerce'),
('lead', 'source_kind', 'other_adviser', 90, 'Advertised: another service'),
('lead', 'source_kind', 'noticed', 100, 'Unadvertised: seen in passing'),
('lead', 'source_kind', 'speculative', 110, 'Unadvertised: asked an employer'),
('lead', 'source_kind', 'network', 120, 'Unadvertised: through people'),
('lead', 'source_kind', 'employee', 130, 'Unadvertised: someone working there'),
('lead', 'source_kind', 'carved', 140, 'Unadvertised: made for the need'),
('lead', 'sector', 'care_and_health', 10, 'Care and health'),
('lead', 'sector', 'catering_and_hospitality', 20, 'Catering and hospitality'),
('lead', 'sector', 'retail', 30, 'Shops and sales'),
('lead', 'sector', 'office', 40, 'Office and administration'),
('lead', 'sector', 'cleaning', 50, 'Cleaning'),
('lead', 'sector', 'warehouse_and_transport', 60, 'Warehouse and transport'),
('lead', 'sector', 'construction_and_trades', 70, 'Building and trades'),
('lead', 'sector', 'manufacturing', 80, 'Manufacturing'),
('lead', 'sector', 'education_and_childcare', 90, 'Education and childcare'),
('lead', 'sector', 'computing', 100, 'Computing'),
('lead', 'sector', 'arts_and_media', 110, 'Arts and media'),
('lead', 'sector', 'outdoors_and_animals', 120, 'Land, gardens and animals'),
('lead', 'sector', 'security', 130, 'Security'),
('lead', 'sector', 'beauty_and_leisure', 140, 'Beauty, sport and leisure'),
('lead', 'sector', 'public_service', 150, 'Public and community service'),
('lead', 'sector', 'professional', 160, 'Finance, law and professions'),
('lead', 'sector', 'other', 170, 'Other'),
('lead', 'pay_per', 'hour', 10, 'Hour'),
('lead', 'pay_per', 'day', 20, 'Day'),
('lead', 'pay_per', 'week', 30, 'Week'),
('lead', 'pay_per', 'month', 40, 'Month'),
('lead', 'pay_per', 'year', 50, 'Year'),
('lead', 'state', 'open', 10, 'Open'),
('lead', 'state', 'followed', 20, 'Being followed'),
('lead', 'state', 'filled', 30, 'Filled'),
('lead', 'state', 'gone', 40, 'Gone');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('source_contact', 'search', 1610, 'Place leads come from', 'Places leads come from', 'directory', '',
        'An agency, site, fair or person worth asking again and again. Framework: Local opportunities.',
        'name,source_kind');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('source_contact', 'source', 10, 'The source', 'Several sources, kept warm.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('source_contact', 'name', 10, 'source', 'Name', 'text', '', 0, 0,
 'Name of the place or organisation.'),
('source_contact', 'source_kind', 20, 'source', 'Kind', 'one_of', '', 0, 0,
 'What sort of source.'),
('source_contact', 'person', 30, 'source', 'Whom to ask', 'text', '', 0, 0,
 'Name and role.'),
('source_contact', 'phone', 40, 'source', 'Phone', 'phone', '', 0, 0,
 'A number that is answered.'),
('source_contact', 'email', 50, 'source', 'Email', 'email', '', 0, 0,
 'A work address.'),
('source_contact', 'address', 60, 'source', 'Address or link', 'text', '', 0, 0,
 'Where it is found.'),
('source_contact', 'good_for', 70, 'source', 'Good for', 'long_text', '', 0, 0,
 'Which sort of jobs, and how they like to be asked.'),
('source_contact', 'member', 80, 'source', 'Kept by', 'reference', 'member', 0, 0,
 'The colleague who keeps it warm.'),
('source_contact', 'last_asked_on', 90, 'source', 'Last asked on', 'date', '', 0, 0,
 'The day.'),
('source_contact', 'ask_again_on', 100, 'source', 'Ask again on', 'date', '', 0, 0,
 'The day.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('source_contact', 'source_kind', 'jobcentre', 10, 'Jobcentre'),
('source_contact', 'source_kind', 'employment_service', 20, 'Another employment service'),
('source_contact', 'source_kind', 'agency', 30, 'Agency'),
('source_contact', 'source_kind', 'chamber', 40, 'Chamber of commerce'),
('source_contact', 'source_kind', 'website', 50, 'Website'),
('source_contact', 'source_kind', 'social_media', 60, 'Social media'),
('source_contact', 'source_kind', 'local_press', 70, 'Local paper'),
('source_contact', 'source_kind', 'trade_press', 80, 'Trade paper'),
('source_contact', 'source_kind', 'job_fair', 90, 'Job fair'),
('source_contact', 'source_kind', 'exhibitor', 100, 'Exhibitor at a fair'),
('source_contact', 'source_kind', 'network', 110, 'Network'),
('source_contact', 'source_kind', 'other', 120, 'Other');

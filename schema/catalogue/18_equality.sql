-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the person says of themselves, wholly as they wish, kept apart and left out of shares; and
-- what gets in the way of using the service.

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('equality', 'person', 1340, 'About themselves', 'About themselves', 'casework', 'client',
        'Self-described and voluntary: it makes the service fit, and lets returns be counted. Framework: Working with difference.',
        'described_on');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('equality', 'own_words', 10, 'In their own words', 'Every answer is the person''s own choice. Assume nothing.', 1),
('equality', 'returns', 20, 'For returns', 'Only the lists that national returns use. "Not stated" is a full answer.', 1);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('equality', 'client', 10, 'own_words', 'Client', 'reference', 'client', 0, 0,
 'Who says so.'),
('equality', 'described_on', 20, 'own_words', 'Said on', 'date', '', 0, 0,
 'The day; people may change what they say.'),
('equality', 'ethnicity', 30, 'own_words', 'Ethnicity and culture', 'text', '', 0, 1,
 'As the person describes it.'),
('equality', 'living_between_cultures', 40, 'own_words', 'Between cultures', 'long_text', '', 0, 1,
 'What it is like, and what it means at work.'),
('equality', 'gender', 50, 'own_words', 'Gender', 'text', '', 0, 1,
 'As the person describes it.'),
('equality', 'sexuality', 60, 'own_words', 'Sexuality', 'text', '', 0, 1,
 'Only if they wish to say.'),
('equality', 'religion', 70, 'own_words', 'Religion or belief', 'text', '', 0, 1,
 'Days, food, prayer, dress that work should respect.'),
('equality', 'spiritual', 80, 'own_words', 'Spiritual life', 'long_text', '', 0, 1,
 'What gives strength.'),
('equality', 'disability', 90, 'own_words', 'Disability', 'text', '', 0, 1,
 'As the person describes it.'),
('equality', 'age_matters', 100, 'own_words', 'Age', 'text', '', 0, 1,
 'If it matters for work, as the person sees it.'),
('equality', 'class_and_means', 110, 'own_words', 'Class and means', 'long_text', '', 0, 1,
 'Money, schooling, neighbourhood: what they opened or closed.'),
('equality', 'several_groups', 120, 'own_words', 'Belonging to several groups', 'long_text', '', 0, 1,
 'Where they add up, and how that feels.'),
('equality', 'experience', 130, 'own_words', 'Experience of being different', 'long_text', '', 0, 1,
 'What happened, and what it left behind.'),
('equality', 'protective', 140, 'own_words', 'What protects', 'long_text', '', 0, 1,
 'Extended family, community, faith, pride.'),
('equality', 'service_should', 150, 'own_words', 'What the service should do', 'long_text', '', 0, 1,
 'So that it fits this person.'),

('equality', 'ethnic_category', 160, 'returns', 'Ethnic category', 'one_of', '', 0, 1,
 'The list of the census.'),
('equality', 'gender_category', 170, 'returns', 'Gender category', 'one_of', '', 0, 1,
 'The list of the health service.'),
('equality', 'disability_recorded', 180, 'returns', 'Counts as disabled', 'one_of', '', 0, 1,
 'As the person says.'),
('equality', 'settled_home', 190, 'returns', 'Settled home', 'one_of', '', 0, 1,
 'For the return on accommodation.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('equality', 'ethnic_category', 'white_british', 10, 'White: British'),
('equality', 'ethnic_category', 'white_irish', 20, 'White: Irish'),
('equality', 'ethnic_category', 'white_other', 30, 'White: other'),
('equality', 'ethnic_category', 'mixed_white_caribbean', 40, 'Mixed: White and Black Caribbean'),
('equality', 'ethnic_category', 'mixed_white_african', 50, 'Mixed: White and Black African'),
('equality', 'ethnic_category', 'mixed_white_asian', 60, 'Mixed: White and Asian'),
('equality', 'ethnic_category', 'mixed_other', 70, 'Mixed: other'),
('equality', 'ethnic_category', 'asian_indian', 80, 'Asian: Indian'),
('equality', 'ethnic_category', 'asian_pakistani', 90, 'Asian: Pakistani'),
('equality', 'ethnic_category', 'asian_bangladeshi', 100, 'Asian: Bangladeshi'),
('equality', 'ethnic_category', 'asian_other', 110, 'Asian: other'),
('equality', 'ethnic_category', 'black_caribbean', 120, 'Black: Caribbean'),
('equality', 'ethnic_category', 'black_african', 130, 'Black: African'),
('equality', 'ethnic_category', 'black_other', 140, 'Black: other'),
('equality', 'ethnic_category', 'chinese', 150, 'Chinese'),
('equality', 'ethnic_category', 'other', 160, 'Any other'),
('equality', 'ethnic_category', 'not_stated', 170, 'Not stated'),
('equality', 'ethnic_category', 'not_known', 180, 'Not known'),
('equality', 'gender_category', 'male', 10, 'Male'),
('equality', 'gender_category', 'female', 20, 'Female'),
('equality', 'gender_category', 'non_binary', 30, 'Non-binary'),
('equality', 'gender_category', 'other', 40, 'Other'),
('equality', 'gender_category', 'not_known', 50, 'Not known'),
('equality', 'gender_category', 'not_stated', 60, 'Not stated'),
('equality', 'disability_recorded', 'yes', 10, 'Yes'),
('equality', 'disability_recorded', 'no', 20, 'No'),
('equality', 'disability_recorded', 'not_stated', 30, 'Not stated'),
('equality', 'settled_home', 'yes', 10, 'Yes'),
('equality', 'settled_home', 'no', 20, 'No'),
('equality', 'settled_home', 'not_stated', 30, 'Not stated'),
('equality', 'settled_home', 'not_known', 40, 'Not known');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('barrier', 'person', 1350, 'Barrier', 'Barriers', 'casework', 'client',
        'Something that makes it hard to use the service or to get to work, and what helps. It never shuts anyone out. Framework: Working with difference.',
        'barrier,state');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('barrier', 'barrier', 10, 'What is in the way', 'Look for it in the service first.', 1);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('barrier', 'client', 10, 'barrier', 'Client', 'reference', 'client', 0, 0,
 'For whom.'),
('barrier', 'barrier_kind', 20, 'barrier', 'Kind', 'one_of', '', 0, 0,
 'What sort of barrier.'),
('barrier', 'barrier', 30, 'barrier', 'What it is', 'text', '', 0, 1,
 'As the person puts it.'),
('barrier', 'effect', 40, 'barrier', 'What it stops', 'long_text', '', 0, 1,
 'Meetings, calls, applications, going to work.'),
('barrier', 'what_helps', 50, 'barrier', 'What helps', 'long_text', '', 0, 1,
 'What was tried, and what works.'),
('barrier', 'agreed', 60, 'barrier', 'What was agreed', 'text', '', 0, 1,
 'Who does what about it.'),
('barrier', 'state', 70, 'barrier', 'How it stands', 'one_of', '', 0, 0,
 'It may come back.'),
('barrier', 'review_on', 80, 'barrier', 'Look at it again on', 'date', '', 0, 0,
 'The day.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('barrier', 'barrier_kind', 'language', 10, 'Language'),
('barrier', 'barrier_kind', 'trust', 20, 'Distrust of services'),
('barrier', 'barrier_kind', 'not_knowing', 30, 'Not knowing how to get help'),
('barrier', 'barrier_kind', 'view_of_illness', 40, 'Another view of mental health'),
('barrier', 'barrier_kind', 'stigma', 50, 'Stigma, shame or fear'),
('barrier', 'barrier_kind', 'margins', 60, 'Living on the margins'),
('barrier', 'barrier_kind', 'family_without_work', 70, 'Few in the family work'),
('barrier', 'barrier_kind', 'transport', 80, 'Transport'),
('barrier', 'barrier_kind', 'health', 90, 'Health'),
('barrier', 'barrier_kind', 'money', 100, 'Money'),
('barrier', 'barrier_kind', 'cost_of_attending', 110, 'Cost of attending'),
('barrier', 'barrier_kind', 'caring', 120, 'Caring for others'),
('barrier', 'barrier_kind', 'digital', 130, 'No phone or internet'),
('barrier', 'barrier_kind', 'other', 140, 'Something else'),
('barrier', 'state', 'open', 10, 'Open'),
('barrier', 'state', 'easing', 20, 'Easing'),
('barrier', 'state', 'gone', 30, 'Gone');

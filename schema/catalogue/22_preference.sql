-- SPDX-License-Identifier: GPL-3.0-or-later
-- One wish about work. Kept singly, with its weight, so that a job setting can be held against it.

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('preference', 'profile', 40, 'Preference', 'Preferences', 'casework', 'client',
        'One thing a job must have, should have or should not have. Wishes lead the search. Framework: Job search.',
        'aspect,wish');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('preference', 'wish', 10, 'The wish', 'One wish each, so that each can be met or not.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('preference', 'client', 10, 'wish', 'Client', 'reference', 'client', 0, 0,
 'Whose wish this is.'),
('preference', 'aspect', 20, 'wish', 'About', 'one_of', '', 0, 0,
 'The side of a job it concerns.'),
('preference', 'wish', 30, 'wish', 'Wish', 'text', '', 0, 0,
 'In a few words of the person''s own: "no phones", "finish by three".'),
('preference', 'importance', 40, 'wish', 'How much it matters', 'one_of', '', 0, 0,
 'What the person would turn a job down for is a must or an avoid.'),
('preference', 'reason', 50, 'wish', 'Why', 'long_text', '', 0, 0,
 'What lies behind it; there may be other ways to meet it.'),
('preference', 'said_on', 60, 'wish', 'Said on', 'date', '', 0, 0,
 'Wishes change with experience.'),
('preference', 'source', 70, 'wish', 'Who said so', 'one_of', '', 0, 0,
 'The person, or somebody who knows them.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('preference', 'aspect', 'kind_of_work', 10, 'Kind of work'),
('preference', 'aspect', 'tasks', 20, 'Tasks'),
('preference', 'aspect', 'hours', 30, 'Hours and days'),
('preference', 'aspect', 'place', 40, 'Place and travel'),
('preference', 'aspect', 'surroundings', 50, 'Surroundings'),
('preference', 'aspect', 'people', 60, 'People'),
('preference', 'aspect', 'supervision', 70, 'Boss and supervision'),
('preference', 'aspect', 'pay', 80, 'Pay'),
('preference', 'aspect', 'contract', 90, 'Contract'),
('preference', 'aspect', 'support', 100, 'Support from the service'),
('preference', 'aspect', 'disclosure', 110, 'What the employer knows'),
('preference', 'aspect', 'prospects', 120, 'Learning and prospects'),
('preference', 'aspect', 'other', 130, 'Something else'),
('preference', 'importance', 'must', 10, 'A must'),
('preference', 'importance', 'would_like', 20, 'Would like'),
('preference', 'importance', 'would_rather_not', 30, 'Would rather not'),
('preference', 'importance', 'avoid', 40, 'To avoid'),
('preference', 'source', 'client', 10, 'The client'),
('preference', 'source', 'team', 20, 'Mental health team'),
('preference', 'source', 'family', 30, 'Family or carers'),
('preference', 'source', 'observation', 40, 'Seen by the specialist');

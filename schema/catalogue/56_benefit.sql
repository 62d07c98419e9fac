-- SPDX-License-Identifier: GPL-3.0-or-later
-- The team's own list of benefits and dated amounts. The program ships none: they change each April,
-- and what a team writes here says where it was read and when it was checked.

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('benefit', 'money', 2140, 'Benefit', 'Benefits', 'directory', '',
        'A benefit by name, with what work does to it. The team keeps the list. Framework: Benefits.',
        'name');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('benefit', 'benefit', 10, 'The benefit', 'What it is, and what has become of it.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('benefit', 'name', 10, 'benefit', 'Name', 'text', '', 0, 0,
 'As people call it.'),
('benefit', 'also_known_as', 20, 'benefit', 'Also known as', 'text', '', 0, 0,
 'Short form or old name.'),
('benefit', 'benefit_kind', 30, 'benefit', 'Kind', 'one_of', '', 0, 0,
 'What it depends on.'),
('benefit', 'who_pays', 40, 'benefit', 'Paid by', 'text', '', 0, 0,
 'Which office to speak with.'),
('benefit', 'work_rule', 50, 'benefit', 'What work does to it', 'long_text', '', 0, 0,
 'In general; a client''s own case needs a calculator or an adviser.'),
('benefit', 'ended_on', 60, 'benefit', 'New claims ended on', 'date', '', 0, 0,
 'Old benefits stay on the list as long as somebody has one.'),
('benefit', 'replaced_by', 70, 'benefit', 'Replaced by', 'reference', 'benefit', 0, 0,
 'What is claimed instead.'),
('benefit', 'source', 80, 'benefit', 'Source', 'text', '', 0, 0,
 'Where this was read.'),
('benefit', 'checked_on', 90, 'benefit', 'Checked on', 'date', '', 0, 0,
 'When it was last found true.'),
('benefit', 'note', 100, 'benefit', 'More about it', 'long_text', '', 0, 0,
 'Anything colleagues should know.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('benefit', 'benefit_kind', 'income', 10, 'Depends on income'),
('benefit', 'benefit_kind', 'contribution', 20, 'Depends on contributions'),
('benefit', 'benefit_kind', 'disability', 30, 'For disability, whatever the income'),
('benefit', 'benefit_kind', 'housing', 40, 'Housing'),
('benefit', 'benefit_kind', 'in_work', 50, 'For people in work'),
('benefit', 'benefit_kind', 'passported', 60, 'Comes with another'),
('benefit', 'benefit_kind', 'other', 70, 'Other');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('benefit_rate', 'money', 2150, 'Benefit amount', 'Benefit amounts', 'directory', 'benefit',
        'An amount or limit with its dates and source: a new row each year, never an edit. Framework: Benefits.',
        'valid_from,amount');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('benefit_rate', 'rate', 10, 'The amount', 'True from a day, read somewhere, checked on a day.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('benefit_rate', 'benefit', 10, 'rate', 'Benefit', 'reference', 'benefit', 0, 0,
 'Which benefit.'),
('benefit_rate', 'what', 20, 'rate', 'What it is', 'text', '', 0, 0,
 'Standard amount, earnings limit, allowance, taper.'),
('benefit_rate', 'amount', 30, 'rate', 'Amount', 'money', '', 0, 0,
 'As published.'),
('benefit_rate', 'unit', 40, 'rate', 'For each', 'text', '', 0, 0,
 'Week, month, hour; or per cent.'),
('benefit_rate', 'percent', 50, 'rate', 'Or per cent', 'number', '', 0, 0,
 'For tapers and shares.'),
('benefit_rate', 'valid_from', 60, 'rate', 'From', 'date', '', 0, 0,
 'First day it applies.'),
('benefit_rate', 'valid_until', 70, 'rate', 'Until', 'date', '', 0, 0,
 'Last day, once known.'),
('benefit_rate', 'source', 80, 'rate', 'Source', 'text', '', 0, 0,
 'Title of the page or leaflet.'),
('benefit_rate', 'checked_on', 90, 'rate', 'Checked on', 'date', '', 0, 0,
 'When you last read it there.'),
('benefit_rate', 'note', 100, 'rate', 'Conditions', 'long_text', '', 0, 0,
 'For whom, with what exceptions.');

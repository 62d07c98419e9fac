-- SPDX-License-Identifier: GPL-3.0-or-later
-- A number or word the whole team agrees on (deadlines, thresholds), and the days on which nobody
-- works, shared like everything else.

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('setting', 'service', 150, 'Team setting', 'Team settings', 'directory', '',
        'One agreed value, for example how many days may pass before a first meeting.', 'name');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('setting', 'setting', 10, 'The setting', 'A name the program knows, and the team''s value for it.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('setting', 'name', 10, 'setting', 'Name', 'text', '', 0, 0,
 'Lower-case words joined by underscores: "first_meeting_days".'),
('setting', 'value', 20, 'setting', 'Value', 'text', '', 0, 0,
 'What the team agreed.'),
('setting', 'help', 30, 'setting', 'What it means', 'long_text', '', 0, 0,
 'What it does, where the value comes from, and who decided.');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('holiday', 'service', 160, 'Public holiday', 'Public holidays', 'directory', '',
        'A public holiday, or a day on which your service is closed: clocks of working days pass over it. A year at once: inwork import holiday FILE.',
        'date,name');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('holiday', 'holiday', 10, 'The day', 'Days differ by country and year, so they are written by the team, with where they were read.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('holiday', 'date', 10, 'holiday', 'Day', 'date', '', 0, 0,
 'The day on which nobody works; of several, the first.'),
('holiday', 'name', 20, 'holiday', 'What it is', 'text', '', 0, 0,
 'As it is called: "Spring bank holiday", "Office closed".'),
('holiday', 'until_on', 30, 'holiday', 'Last day', 'date', '', 0, 0,
 'Only where it is several days together.'),
('holiday', 'source', 40, 'holiday', 'Where it was read', 'text', '', 0, 0,
 'The list it is from: the government''s page, the service''s calendar.'),
('holiday', 'note', 50, 'holiday', 'More about it', 'long_text', '', 0, 0,
 'For instance for which offices it holds.');

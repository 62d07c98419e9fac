-- SPDX-License-Identifier: GPL-3.0-or-later
-- A number or word the whole team agrees on (deadlines, thresholds), shared like everything else.

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

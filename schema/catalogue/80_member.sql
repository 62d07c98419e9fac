-- SPDX-License-Identifier: GPL-3.0-or-later
-- A colleague. The roster says which devices are whose; this record says the name.

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('member', 'staff', 130, 'Colleague', 'Colleagues', 'directory', '',
        'Somebody in the team. Framework: Using supervision and support.', 'name');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('member', 'person', 10, 'The colleague', 'Shown wherever something is said to be written by them.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('member', 'name', 10, 'person', 'Name', 'text', '', 0, 0,
 'As it should stand beside what they write.'),
('member', 'role', 20, 'person', 'Role', 'one_of', '', 0, 0,
 'What they do in the team.'),
('member', 'phone', 30, 'person', 'Phone', 'phone', '', 0, 0,
 'Work number.'),
('member', 'email', 40, 'person', 'Email', 'email', '', 0, 0,
 'Work address.'),
('member', 'base', 50, 'person', 'Works with', 'text', '', 0, 0,
 'The mental health team or place they belong to.'),
('member', 'hours_per_week', 60, 'person', 'Hours a week', 'number', '', 0, 0,
 'For caseload sizes in proportion.'),
('member', 'started_on', 70, 'person', 'Joined on', 'date', '', 0, 0,
 'First day in the team.'),
('member', 'left_on', 80, 'person', 'Left on', 'date', '', 0, 0,
 'What they wrote stays theirs.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('member', 'role', 'specialist', 10, 'Employment specialist'),
('member', 'role', 'senior_specialist', 20, 'Senior employment specialist'),
('member', 'role', 'team_leader', 30, 'Team leader'),
('member', 'role', 'manager', 40, 'Service manager'),
('member', 'role', 'administrator', 50, 'Administrator'),
('member', 'role', 'peer_worker', 60, 'Peer worker'),
('member', 'role', 'student', 70, 'Student or trainee');

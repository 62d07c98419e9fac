-- SPDX-License-Identifier: GPL-3.0-or-later
-- The team: its name and how to reach it. Names live here, encrypted, and nowhere in the clear.

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('team', 'service', 140, 'Team', 'Teams', 'directory', '',
        'The employment service that shares this notebook. Framework: Running an IPS service.', 'name');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('team', 'team', 10, 'The team', 'What appears at the head of lists and reports.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('team', 'name', 10, 'team', 'Name', 'text', '', 0, 0,
 'What the team is called.'),
('team', 'organisation', 20, 'team', 'Organisation', 'text', '', 0, 0,
 'The trust, charity or company it belongs to.'),
('team', 'host_team', 30, 'team', 'Mental health team', 'text', '', 0, 0,
 'The clinical team or teams it works inside.'),
('team', 'area', 40, 'team', 'Area', 'text', '', 0, 0,
 'Where it works.'),
('team', 'phone', 50, 'team', 'Phone', 'phone', '', 0, 0,
 'Office number.'),
('team', 'email', 60, 'team', 'Email', 'email', '', 0, 0,
 'Office address.'),
('team', 'lead', 70, 'team', 'Team leader', 'reference', 'member', 0, 0,
 'Who leads it.');

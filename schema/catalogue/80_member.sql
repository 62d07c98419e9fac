-- SPDX-License-Identifier: GPL-3.0-or-later
-- A colleague. The roster says which devices are whose; this record says the name.

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('member', 'staff', 130, 'Colleague', 'Colleagues', 'directory', '',
        'Somebody in the team. Framework: Using supervision.', 'name');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('member', 'person', 10, 'The colleague', 'Shown wherever something is said to be written by them.', 0),
('member', 'post', 20, 'The post', 'Employment work only, and all of it, from first meeting to lasting support.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('member', 'name', 10, 'person', 'Name', 'text', '', 0, 0,
 'As it should stand beside what they write.'),
('member', 'role', 20, 'person', 'Role', 'one_of', '', 0, 0,
 'What they do in the team.'),
('member', 'phone', 30, 'person', 'Phone', 'phone', '', 0, 0,
 'Work number.'),
('member', 'email', 40, 'person', 'Email', 'email', '', 0, 0,
 'Work address.'),
('member', 'base', 50, 'post', 'Works with', 'text', '', 0, 0,
 'The mental health team or place they belong to.'),
('member', 'hours_per_week', 60, 'post', 'Hours a week', 'number', '', 0, 0,
 'For caseload sizes in proportion.'),
('member', 'other_duty_hours', 64, 'post', 'Hours on other duties', 'number', '', 0, 0,
 'Weekly hours spent on anything but employment work; ideally none.'),
('member', 'other_duties', 66, 'post', 'Other duties', 'text', '', 0, 0,
 'What they are.'),
('member', 'lead_member', 67, 'post', 'Led by', 'reference', 'member', 0, 0,
 'The team leader who supervises.'),
('member', 'clinical_supervisor', 68, 'post', 'Clinical supervision with', 'text', '', 0, 0,
 'For example the occupational therapist who champions work in the clinical team.'),
('member', 'field_mentoring_need', 69, 'post', 'Field mentoring', 'one_of', '', 0, 0,
 'How often the leader goes along: monthly at first or when it is hard.'),
('member', 'started_on', 70, 'post', 'Joined on', 'date', '', 0, 0,
 'First day in the team.'),
('member', 'caseload_from', 75, 'post', 'Full caseload from', 'date', '', 0, 0,
 'The first months are for learning and building up; targets count from here.'),
('member', 'ips_training', 77, 'post', 'IPS training done', 'several_of', '', 0, 0,
 'Courses attended; single days are kept as training.'),
('member', 'left_on', 80, 'post', 'Left on', 'date', '', 0, 0,
 'What they wrote stays theirs.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('member', 'role', 'specialist', 10, 'Employment specialist'),
('member', 'role', 'senior_specialist', 20, 'Senior employment specialist'),
('member', 'role', 'team_leader', 30, 'Team leader'),
('member', 'role', 'manager', 40, 'Service manager'),
('member', 'role', 'administrator', 50, 'Administrator'),
('member', 'role', 'peer_worker', 60, 'Peer worker'),
('member', 'role', 'student', 70, 'Student or trainee'),
('member', 'role', 'retention_specialist', 80, 'Job retention specialist'),
('member', 'role', 'occupational_therapist', 90, 'Occupational therapist'),
('member', 'role', 'vocational_champion', 100, 'Champion for work in a clinical team'),
('member', 'role', 'regional_trainer', 110, 'Regional trainer'),
('member', 'field_mentoring_need', 'new', 10, 'New in the post'),
('member', 'field_mentoring_need', 'struggling', 20, 'Going through a hard time'),
('member', 'field_mentoring_need', 'usual', 30, 'As usual'),
('member', 'ips_training', 'basics', 10, 'IPS basics'),
('member', 'ips_training', 'vocational_profile', 20, 'Vocational profile'),
('member', 'ips_training', 'employer_engagement', 30, 'Employer engagement'),
('member', 'ips_training', 'documentation', 40, 'Documentation'),
('member', 'ips_training', 'job_support', 50, 'Job support'),
('member', 'ips_training', 'disclosure', 60, 'Disclosure'),
('member', 'ips_training', 'motivational_interviewing', 70, 'Motivational interviewing'),
('member', 'ips_training', 'supported_education', 80, 'Supported education'),
('member', 'ips_training', 'benefits', 90, 'Benefits'),
('member', 'ips_training', 'leadership', 100, 'Leading an IPS team');

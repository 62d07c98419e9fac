-- SPDX-License-Identifier: GPL-3.0-or-later
-- Whether the service does what it means to do: targets, audits, fidelity reviews and returns. All of
-- it without a client, but for the stories that people agree to have told.

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('target', 'service', 2710, 'Target', 'Targets', 'directory', '',
        'A number the team or a colleague aims for in a period. Framework: Supervising others.',
        'name,from_on');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('target', 'target', 10, 'The target', 'Agreed, and within reach.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('target', 'name', 10, 'target', 'Name', 'text', '', 0, 0,
 'What it is called in supervision and reports.'),
('target', 'target_kind', 20, 'target', 'Kind', 'one_of', '', 0, 0,
 'What is counted.'),
('target', 'member', 30, 'target', 'For', 'reference', 'member', 0, 0,
 'Empty: for the whole team.'),
('target', 'from_on', 40, 'target', 'From', 'date', '', 0, 0,
 'First day of the period.'),
('target', 'until_on', 50, 'target', 'Until', 'date', '', 0, 0,
 'Last day.'),
('target', 'number', 60, 'target', 'Number', 'number', '', 0, 0,
 'How many, or what share.'),
('target', 'unit', 70, 'target', 'Unit', 'one_of', '', 0, 0,
 'What the number counts.'),
('target', 'why', 80, 'target', 'Where it comes from', 'text', '', 0, 0,
 'Contract, guidance, own aim.'),
('target', 'note', 90, 'target', 'What counts', 'long_text', '', 0, 0,
 'The rule, so that two people count alike.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('target', 'target_kind', 'access', 10, 'People starting with the service'),
('target', 'target_kind', 'into_work', 20, 'People into work'),
('target', 'target_kind', 'jobs', 30, 'Job starts'),
('target', 'target_kind', 'sustained', 40, 'Jobs kept past 13 weeks'),
('target', 'target_kind', 'employer_contacts', 50, 'Employer contacts'),
('target', 'target_kind', 'community_time', 60, 'Time in the community'),
('target', 'target_kind', 'other', 70, 'Something else'),
('target', 'unit', 'count', 10, 'People or jobs'),
('target', 'unit', 'percent', 20, 'Per cent'),
('target', 'unit', 'hours', 30, 'Hours');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('audit', 'service', 2720, 'Audit', 'Audits', 'directory', '',
        'A look at how the work is done against a standard; the sample is described, never named. Framework: Supervising others.',
        'standard,audited_on');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('audit', 'audit', 10, 'The audit', 'To learn from, not to catch anybody.', 0),
('audit', 'action', 20, 'What follows', 'One thing done is worth ten found.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('audit', 'standard', 10, 'audit', 'Standard', 'text', '', 0, 0,
 'What ought to be.'),
('audit', 'audited_on', 20, 'audit', 'Date', 'date', '', 0, 0,
 'The day the records were looked at.'),
('audit', 'audited_by', 30, 'audit', 'By', 'reference', 'member', 0, 0,
 'Who looked.'),
('audit', 'sample', 40, 'audit', 'Sample', 'long_text', '', 0, 0,
 'How many records, how chosen; nobody''s name.'),
('audit', 'found_met', 50, 'audit', 'Met in', 'number', '', 0, 0,
 'How many of them.'),
('audit', 'found_of', 60, 'audit', 'Out of', 'number', '', 0, 0,
 'How many were looked at.'),
('audit', 'finding', 70, 'audit', 'Finding', 'long_text', '', 0, 0,
 'What is good, and what is not.'),
('audit', 'action', 80, 'action', 'Action', 'long_text', '', 0, 0,
 'What will change.'),
('audit', 'action_by', 90, 'action', 'By whom', 'reference', 'member', 0, 0,
 'Who sees to it.'),
('audit', 'action_on', 100, 'action', 'Due on', 'date', '', 0, 0,
 'By when.'),
('audit', 'done_on', 110, 'action', 'Done on', 'date', '', 0, 0,
 'When it was.'),
('audit', 'again_on', 120, 'action', 'Audit again on', 'date', '', 0, 0,
 'To see whether it worked.');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('fidelity_review', 'service', 2730, 'Fidelity review', 'Fidelity reviews', 'directory', '',
        'A look at how close the service is to IPS. Framework: Principles of IPS; Running an IPS service.',
        'reviewed_on,review_kind');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('fidelity_review', 'review', 10, 'The review', 'By the team itself or by others.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('fidelity_review', 'reviewed_on', 10, 'review', 'First day', 'date', '', 0, 0,
 'When it began.'),
('fidelity_review', 'reviewed_until', 20, 'review', 'Last day', 'date', '', 0, 0,
 'When it ended.'),
('fidelity_review', 'review_kind', 30, 'review', 'Kind', 'one_of', '', 0, 0,
 'Who looked.'),
('fidelity_review', 'reviewers', 40, 'review', 'Reviewers', 'text', '', 0, 0,
 'Names and where they come from.'),
('fidelity_review', 'scale_version', 50, 'review', 'Scale used', 'text', '', 0, 0,
 'Name, edition and year of the scale.'),
('fidelity_review', 'preparation_on', 60, 'review', 'Preparation began on', 'date', '', 0, 0,
 'Usually about ten weeks before.'),
('fidelity_review', 'total', 70, 'review', 'Total', 'number', '', 0, 0,
 'As the reviewers gave it.'),
('fidelity_review', 'strengths', 80, 'review', 'Strengths found', 'long_text', '', 0, 0,
 'What to keep.'),
('fidelity_review', 'recommendations', 90, 'review', 'Recommendations', 'long_text', '', 0, 0,
 'What to change.'),
('fidelity_review', 'actions', 100, 'review', 'Agreed actions', 'long_text', '', 0, 0,
 'Who does what, by when.'),
('fidelity_review', 'report_kept', 110, 'review', 'Report kept at', 'text', '', 0, 0,
 'Where to find it.'),
('fidelity_review', 'next_on', 120, 'review', 'Next review on', 'date', '', 0, 0,
 'When to look again.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('fidelity_review', 'review_kind', 'self', 10, 'By the team itself'),
('fidelity_review', 'review_kind', 'guided', 20, 'Guided'),
('fidelity_review', 'review_kind', 'independent', 30, 'By an outside body');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('service_return', 'service', 2740, 'Return', 'Returns', 'directory', '',
        'A report owed to somebody outside: when it is due and when it was sent. Framework: Supervising others.',
        'name,due_on');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('service_return', 'return', 10, 'The return', 'Gaps are looked for before it goes.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('service_return', 'name', 10, 'return', 'Name', 'text', '', 0, 0,
 'As those who ask for it call it.'),
('service_return', 'return_kind', 20, 'return', 'Kind', 'one_of', '', 0, 0,
 'What sort of return.'),
('service_return', 'period_from', 30, 'return', 'Period from', 'date', '', 0, 0,
 'First day covered.'),
('service_return', 'period_until', 40, 'return', 'Period until', 'date', '', 0, 0,
 'Last day covered.'),
('service_return', 'due_on', 50, 'return', 'Due on', 'date', '', 0, 0,
 'The last day for it.'),
('service_return', 'gaps_checked_on', 60, 'return', 'Gaps looked for on', 'date', '', 0, 0,
 'Two weeks before is early enough to mend them.'),
('service_return', 'member', 70, 'return', 'Done by', 'reference', 'member', 0, 0,
 'Who sees to it.'),
('service_return', 'sent_on', 80, 'return', 'Sent on', 'date', '', 0, 0,
 'When it went.'),
('service_return', 'sent_to', 90, 'return', 'Sent to', 'text', '', 0, 0,
 'Where it went, and how.'),
('service_return', 'note', 100, 'return', 'Remarks', 'long_text', '', 0, 0,
 'Questions asked, corrections made.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('service_return', 'return_kind', 'mhsds', 10, 'NHS mental health data set'),
('service_return', 'return_kind', 'ips_grow', 20, 'IPS Grow tool'),
('service_return', 'return_kind', 'funder', 30, 'Funder''s return'),
('service_return', 'return_kind', 'board', 40, 'Report to the board'),
('service_return', 'return_kind', 'other', 50, 'Another return');

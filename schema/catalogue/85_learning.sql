-- SPDX-License-Identifier: GPL-3.0-or-later
-- How a colleague learns: induction, training, self-appraisal, field mentoring. Readable by that
-- colleague and the leads only. The areas of the self-appraisal are those of the IPS competence
-- framework (National Collaborating Centre for Mental Health and UCL, commissioned by Social Finance
-- for IPS Grow), in short titles of our own.

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('induction_item', 'staff', 2550, 'Induction step', 'Induction steps', 'supervision', 'member',
        'One step of getting to know the work, signed off when done. Framework: Running an IPS service.',
        'topic,planned_on');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('induction_item', 'step', 10, 'The step', 'Policies, systems, people, visits, in the first twelve weeks or so.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('induction_item', 'member', 10, 'step', 'Colleague', 'reference', 'member', 0, 0,
 'Who is new.'),
('induction_item', 'topic', 20, 'step', 'What', 'text', '', 0, 0,
 'One thing to learn, see or meet.'),
('induction_item', 'induction_kind', 30, 'step', 'Kind', 'one_of', '', 0, 0,
 'For an even spread.'),
('induction_item', 'week', 40, 'step', 'In week', 'number', '', 0, 0,
 'Counted from the first day.'),
('induction_item', 'with_whom', 50, 'step', 'With', 'text', '', 0, 0,
 'Who shows or teaches it.'),
('induction_item', 'planned_on', 60, 'step', 'Planned for', 'date', '', 0, 0,
 'The day.'),
('induction_item', 'done_on', 70, 'step', 'Done on', 'date', '', 0, 0,
 'The day it was.'),
('induction_item', 'document', 80, 'step', 'Document', 'reference', 'resource', 0, 0,
 'What to read.'),
('induction_item', 'noted', 90, 'step', 'What was learned', 'long_text', '', 0, 0,
 'Questions that remain count too.'),
('induction_item', 'signed_off_by', 100, 'step', 'Signed off by', 'reference', 'member', 0, 0,
 'Who saw that it is so.'),
('induction_item', 'signed_off_on', 110, 'step', 'Signed off on', 'date', '', 0, 0,
 'The day it was agreed that this is done.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('induction_item', 'induction_kind', 'policy', 10, 'Policy or procedure'),
('induction_item', 'induction_kind', 'system', 20, 'System or record'),
('induction_item', 'induction_kind', 'shadowing', 30, 'Going along with a colleague'),
('induction_item', 'induction_kind', 'clinical_team', 40, 'Meeting a clinical team'),
('induction_item', 'induction_kind', 'employer', 50, 'Employer visit'),
('induction_item', 'induction_kind', 'service', 60, 'Visit to another service'),
('induction_item', 'induction_kind', 'training', 70, 'Training'),
('induction_item', 'induction_kind', 'supervision', 80, 'Supervision'),
('induction_item', 'induction_kind', 'practical', 90, 'Practical matters');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('training', 'staff', 2560, 'Training', 'Training', 'supervision', 'member',
        'Something to learn, from noticing the need to using it. Framework: Professional practice; Using supervision.',
        'need,planned_on');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('training', 'need', 10, 'The need', 'Found by oneself or by others.', 0),
('training', 'doing', 20, 'Learning it', 'Practice teaches more than listening.', 0),
('training', 'using', 30, 'Using it', 'Learned is what is done differently.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('training', 'member', 10, 'need', 'Colleague', 'reference', 'member', 0, 0,
 'Who learns.'),
('training', 'need', 20, 'need', 'What to learn', 'text', '', 0, 0,
 'Plainly put.'),
('training', 'area', 30, 'need', 'Area of the framework', 'one_of', '', 0, 0,
 'Where it belongs, if in one area; else leave it.'),
('training', 'found_by', 40, 'need', 'Found by', 'one_of', '', 0, 0,
 'Who noticed.'),
('training', 'training_kind', 50, 'doing', 'Kind', 'one_of', '', 0, 0,
 'What form it takes.'),
('training', 'provider', 60, 'doing', 'With', 'text', '', 0, 0,
 'Trainer, course or colleague.'),
('training', 'document', 70, 'doing', 'To read', 'reference', 'resource', 0, 0,
 'If there is something to read.'),
('training', 'planned_on', 80, 'doing', 'Planned for', 'date', '', 0, 0,
 'The day.'),
('training', 'done_on', 90, 'doing', 'Done on', 'date', '', 0, 0,
 'The day it was.'),
('training', 'hours', 100, 'doing', 'Hours', 'number', '', 0, 0,
 'How long it took.'),
('training', 'put_into_practice', 110, 'using', 'Put into practice', 'long_text', '', 0, 0,
 'What is done differently since, with an example.'),
('training', 'looked_at_on', 120, 'using', 'Looked at on', 'date', '', 0, 0,
 'When you both asked what has come of it.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('training', 'area', 'values', 10, 'Stance, values and style'),
('training', 'area', 'recovery', 20, 'The recovery model'),
('training', 'area', 'rationale', 30, 'Why IPS'),
('training', 'area', 'principles', 40, 'Principles of IPS'),
('training', 'area', 'mental_health', 50, 'Mental health'),
('training', 'area', 'law', 60, 'Employment law'),
('training', 'area', 'professional', 70, 'Professional practice'),
('training', 'area', 'confidentiality', 80, 'Confidentiality and consent'),
('training', 'area', 'capacity', 90, 'Capacity'),
('training', 'area', 'safety', 100, 'Sharing for safety'),
('training', 'area', 'difference', 110, 'Working with difference'),
('training', 'area', 'using_supervision', 120, 'Using supervision'),
('training', 'area', 'implementing', 130, 'Running an IPS service'),
('training', 'area', 'communication', 140, 'Communication'),
('training', 'area', 'alliance', 150, 'Working alliance'),
('training', 'area', 'clinical_team', 160, 'Working with the clinical team'),
('training', 'area', 'record', 170, 'Record of progress'),
('training', 'area', 'psychological', 180, 'Psychological strategies'),
('training', 'area', 'engagement', 190, 'Engaging the client'),
('training', 'area', 'benefits', 200, 'Benefits'),
('training', 'area', 'disclosure', 210, 'Disclosure'),
('training', 'area', 'profile', 220, 'Vocational profile'),
('training', 'area', 'plan', 230, 'Employment plan'),
('training', 'area', 'applications', 240, 'Applications'),
('training', 'area', 'opportunities', 250, 'Local opportunities'),
('training', 'area', 'employers', 260, 'Employer engagement'),
('training', 'area', 'job_setting', 270, 'Profiling job settings'),
('training', 'area', 'job_search', 280, 'Job search'),
('training', 'area', 'job_support', 290, 'Job support and retention'),
('training', 'area', 'education', 300, 'Supported education'),
('training', 'area', 'leading', 310, 'Supervising others'),
('training', 'area', 'judgement', 320, 'Judgement across the work'),
('training', 'found_by', 'self', 10, 'Oneself'),
('training', 'found_by', 'supervisor', 20, 'Supervisor'),
('training', 'found_by', 'observation', 30, 'An observation'),
('training', 'found_by', 'appraisal', 40, 'Self-appraisal'),
('training', 'found_by', 'team', 50, 'The team'),
('training', 'found_by', 'audit', 60, 'An audit'),
('training', 'training_kind', 'workshop', 10, 'Workshop with a trainer'),
('training', 'training_kind', 'vignettes', 20, 'Worked examples'),
('training', 'training_kind', 'self_study', 30, 'Own study'),
('training', 'training_kind', 'reading', 40, 'Reading'),
('training', 'training_kind', 'supervised_practice', 50, 'Practice under supervision'),
('training', 'training_kind', 'shadowing', 60, 'Going along with a colleague'),
('training', 'training_kind', 'coaching', 70, 'Coaching'),
('training', 'training_kind', 'course', 80, 'Course elsewhere');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('self_appraisal', 'staff', 2570, 'Self-appraisal', 'Self-appraisals', 'supervision', 'member',
        'How sure a colleague feels in one area of the framework. A new record each time, so growth shows. Framework: Using supervision.',
        'area,appraised_on');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('self_appraisal', 'own', 10, 'One''s own view', 'Honest rather than flattering; nobody can do everything.', 0),
('self_appraisal', 'shared', 20, 'Talked over', 'Two views see more.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('self_appraisal', 'member', 10, 'own', 'Colleague', 'reference', 'member', 0, 0,
 'Whose view it is.'),
('self_appraisal', 'area', 20, 'own', 'Area', 'one_of', '', 0, 0,
 'The 32 areas of the framework; the last but one is for leaders, and so is part of running a service.'),
('self_appraisal', 'appraised_on', 30, 'own', 'Date', 'date', '', 0, 0,
 'The day you looked at yourself in this way.'),
('self_appraisal', 'rating', 40, 'own', 'I', 'one_of', '', 0, 0,
 'In plain words.'),
('self_appraisal', 'evidence', 50, 'own', 'What shows it', 'long_text', '', 0, 0,
 'An example from the work; no client''s name.'),
('self_appraisal', 'wanted', 60, 'own', 'What would help', 'long_text', '', 0, 0,
 'Training, practice, time, going along.'),
('self_appraisal', 'supervisor_view', 70, 'shared', 'The supervisor''s view', 'long_text', '', 0, 0,
 'With an example, and opinion marked as such.'),
('self_appraisal', 'goal', 80, 'shared', 'Goal', 'long_text', '', 0, 0,
 'What to be able to do, by when.'),
('self_appraisal', 'look_again_on', 90, 'shared', 'Look again on', 'date', '', 0, 0,
 'When to appraise it anew.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('self_appraisal', 'area', 'values', 10, 'Stance, values and style'),
('self_appraisal', 'area', 'recovery', 20, 'The recovery model'),
('self_appraisal', 'area', 'rationale', 30, 'Why IPS'),
('self_appraisal', 'area', 'principles', 40, 'Principles of IPS'),
('self_appraisal', 'area', 'mental_health', 50, 'Mental health'),
('self_appraisal', 'area', 'law', 60, 'Employment law'),
('self_appraisal', 'area', 'professional', 70, 'Professional practice'),
('self_appraisal', 'area', 'confidentiality', 80, 'Confidentiality and consent'),
('self_appraisal', 'area', 'capacity', 90, 'Capacity'),
('self_appraisal', 'area', 'safety', 100, 'Sharing for safety'),
('self_appraisal', 'area', 'difference', 110, 'Working with difference'),
('self_appraisal', 'area', 'using_supervision', 120, 'Using supervision'),
('self_appraisal', 'area', 'implementing', 130, 'Running an IPS service'),
('self_appraisal', 'area', 'communication', 140, 'Communication'),
('self_appraisal', 'area', 'alliance', 150, 'Working alliance'),
('self_appraisal', 'area', 'clinical_team', 160, 'Working with the clinical team'),
('self_appraisal', 'area', 'record', 170, 'Record of progress'),
('self_appraisal', 'area', 'psychological', 180, 'Psychological strategies'),
('self_appraisal', 'area', 'engagement', 190, 'Engaging the client'),
('self_appraisal', 'area', 'benefits', 200, 'Benefits'),
('self_appraisal', 'area', 'disclosure', 210, 'Disclosure'),
('self_appraisal', 'area', 'profile', 220, 'Vocational profile'),
('self_appraisal', 'area', 'plan', 230, 'Employment plan'),
('self_appraisal', 'area', 'applications', 240, 'Applications'),
('self_appraisal', 'area', 'opportunities', 250, 'Local opportunities'),
('self_appraisal', 'area', 'employers', 260, 'Employer engagement'),
('self_appraisal', 'area', 'job_setting', 270, 'Profiling job settings'),
('self_appraisal', 'area', 'job_search', 280, 'Job search'),
('self_appraisal', 'area', 'job_support', 290, 'Job support and retention'),
('self_appraisal', 'area', 'education', 300, 'Supported education'),
('self_appraisal', 'area', 'leading', 310, 'Supervising others'),
('self_appraisal', 'area', 'judgement', 320, 'Judgement across the work'),
('self_appraisal', 'rating', 'need_help', 10, 'Need help with this'),
('self_appraisal', 'rating', 'know', 20, 'Know about it'),
('self_appraisal', 'rating', 'with_help', 30, 'Can do it with help'),
('self_appraisal', 'rating', 'can_do', 40, 'Can do it'),
('self_appraisal', 'rating', 'can_teach', 50, 'Can show others');

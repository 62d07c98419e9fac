-- SPDX-License-Identifier: GPL-3.0-or-later
-- What happens around a job while it lasts: dated changes, looking in, feedback and strain. A change
-- of hours or pay is a record of its own, so that what was true before stays true.

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('job_change', 'work', 2010, 'Job change', 'Job changes', 'casework', 'job',
        'One change of hours, pay, duties or place, as a new dated row. Framework: Job support and retention.',
        'change_kind,changed_on');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('job_change', 'change', 10, 'The change', 'What is different, and since when.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('job_change', 'job', 10, 'change', 'Job', 'reference', 'job', 0, 0,
 'Which job changed.'),
('job_change', 'change_kind', 20, 'change', 'What changed', 'one_of', '', 0, 0,
 'The main thing; a second change is a second row.'),
('job_change', 'changed_on', 30, 'change', 'From', 'date', '', 0, 0,
 'First day on the new terms.'),
('job_change', 'from_what', 40, 'change', 'Before', 'text', '', 0, 0,
 'As it was.'),
('job_change', 'to_what', 50, 'change', 'Now', 'text', '', 0, 0,
 'As it is.'),
('job_change', 'hours_per_week', 60, 'change', 'Hours a week now', 'number', '', 0, 0,
 'Usual paid hours after the change.'),
('job_change', 'pay', 70, 'change', 'Pay now', 'money', '', 0, 1,
 'Before tax, after the change.'),
('job_change', 'pay_per', 80, 'change', 'Pay is for each', 'one_of', '', 0, 0,
 'Hour, week, month or year.'),
('job_change', 'wanted_by', 90, 'change', 'Wished for by', 'one_of', '', 0, 0,
 'Whose wish it was.'),
('job_change', 'benefits_told', 100, 'change', 'Benefits office told', 'one_of', '', 0, 1,
 'A change of hours or pay usually has to be reported; look at the benefits again too.'),
('job_change', 'note', 110, 'change', 'More about it', 'long_text', '', 0, 0,
 'How it came about, and what the client thinks of it.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('job_change', 'change_kind', 'hours', 10, 'Hours'),
('job_change', 'change_kind', 'pay', 20, 'Pay'),
('job_change', 'change_kind', 'role', 30, 'Duties or post'),
('job_change', 'change_kind', 'place', 40, 'Place'),
('job_change', 'change_kind', 'contract', 50, 'Contract'),
('job_change', 'change_kind', 'promotion', 60, 'Promotion'),
('job_change', 'change_kind', 'manager', 70, 'Manager or colleagues'),
('job_change', 'change_kind', 'other', 80, 'Something else'),
('job_change', 'pay_per', 'hour', 10, 'Hour'),
('job_change', 'pay_per', 'day', 20, 'Day'),
('job_change', 'pay_per', 'week', 30, 'Week'),
('job_change', 'pay_per', 'month', 40, 'Month'),
('job_change', 'pay_per', 'year', 50, 'Year'),
('job_change', 'wanted_by', 'client', 10, 'The client'),
('job_change', 'wanted_by', 'employer', 20, 'The employer'),
('job_change', 'wanted_by', 'both', 30, 'Both'),
('job_change', 'benefits_told', 'yes', 10, 'Yes'),
('job_change', 'benefits_told', 'not_yet', 20, 'Not yet'),
('job_change', 'benefits_told', 'not_needed', 30, 'Not needed');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('job_check_in', 'work', 2020, 'Look in on a job', 'Looks in on jobs', 'casework', 'client',
        'How the job is going, asked early and often at first. Framework: Job support and retention.',
        'checked_on,wellbeing_trend');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('job_check_in', 'check', 10, 'How it is going', 'Closest in the first weeks; small troubles are mended quickly.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('job_check_in', 'client', 10, 'check', 'Client', 'reference', 'client', 0, 0,
 'Who works there.'),
('job_check_in', 'job', 20, 'check', 'Job', 'reference', 'job', 0, 0,
 'The job you asked about.'),
('job_check_in', 'checked_on', 30, 'check', 'Date', 'date', '', 0, 0,
 'When you asked.'),
('job_check_in', 'with_whom', 40, 'check', 'Spoken with', 'several_of', '', 0, 0,
 'The employer only as far as the client agrees.'),
('job_check_in', 'how_it_goes', 50, 'check', 'How it goes', 'long_text', '', 0, 0,
 'What goes well first; then the rest.'),
('job_check_in', 'early_signs', 60, 'check', 'Signs noticed', 'several_of', '', 0, 0,
 'What is easy to miss until it has grown.'),
('job_check_in', 'issues', 70, 'check', 'Troubles', 'long_text', '', 0, 0,
 'What is difficult, for whom, since when.'),
('job_check_in', 'action', 80, 'check', 'What will be done', 'long_text', '', 0, 0,
 'Who does what, and by when.'),
('job_check_in', 'support_wanted', 90, 'check', 'Support wanted now', 'one_of', '', 0, 0,
 'More, the same or less: the client says.'),
('job_check_in', 'wellbeing_trend', 100, 'check', 'How the client is', 'one_of', '', 0, 1,
 'In the client''s own judgement, against last time.'),
('job_check_in', 'next_on', 110, 'check', 'Look in again on', 'date', '', 0, 0,
 'Agree the day while you are there.'),
('job_check_in', 'education', 115, 'check', 'Course', 'reference', 'education', 0, 0,
 'The course you asked about, if it is about study.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('job_check_in', 'with_whom', 'client', 10, 'The client'),
('job_check_in', 'with_whom', 'manager', 20, 'The manager'),
('job_check_in', 'with_whom', 'colleague', 30, 'A colleague'),
('job_check_in', 'with_whom', 'family', 40, 'Family or carer'),
('job_check_in', 'with_whom', 'care_team', 50, 'Mental health team'),
('job_check_in', 'early_signs', 'late', 10, 'Late or absent'),
('job_check_in', 'early_signs', 'tired', 20, 'Tired or unwell'),
('job_check_in', 'early_signs', 'conflict', 30, 'Tension with somebody'),
('job_check_in', 'early_signs', 'tasks', 40, 'Tasks too hard or too many'),
('job_check_in', 'early_signs', 'bored', 50, 'Bored or underused'),
('job_check_in', 'early_signs', 'travel', 60, 'The journey'),
('job_check_in', 'early_signs', 'pay', 70, 'Wrong pay'),
('job_check_in', 'early_signs', 'none', 80, 'Nothing amiss'),
('job_check_in', 'support_wanted', 'more', 10, 'More'),
('job_check_in', 'support_wanted', 'same', 20, 'As it is'),
('job_check_in', 'support_wanted', 'less', 30, 'Less'),
('job_check_in', 'support_wanted', 'none', 40, 'None for now'),
('job_check_in', 'wellbeing_trend', 'better', 10, 'Better'),
('job_check_in', 'wellbeing_trend', 'same', 20, 'Much the same'),
('job_check_in', 'wellbeing_trend', 'worse', 30, 'Worse'),
('job_check_in', 'wellbeing_trend', 'mixed', 40, 'Up and down');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('job_feedback', 'work', 2030, 'Feedback from work', 'Feedback from work', 'casework', 'client',
        'Praise and points to work on, passed on to the client. Framework: Job support and retention.',
        'given_on,from_whom');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('job_feedback', 'feedback', 10, 'What was said', 'Praise is easily lost; the rest is put as something to learn.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('job_feedback', 'client', 10, 'feedback', 'Client', 'reference', 'client', 0, 0,
 'Whose work it is about.'),
('job_feedback', 'job', 20, 'feedback', 'Job', 'reference', 'job', 0, 0,
 'Where it was said.'),
('job_feedback', 'given_on', 30, 'feedback', 'Date', 'date', '', 0, 0,
 'When it was said to you.'),
('job_feedback', 'from_whom', 40, 'feedback', 'From', 'text', '', 0, 0,
 'The role is enough: supervisor, colleague, customer.'),
('job_feedback', 'positive', 50, 'feedback', 'What goes well', 'long_text', '', 0, 0,
 'As near to their words as you can.'),
('job_feedback', 'to_work_on', 60, 'feedback', 'Something to learn', 'long_text', '', 0, 0,
 'What to do differently, and how it will be practised.'),
('job_feedback', 'told_client_on', 70, 'feedback', 'Told the client on', 'date', '', 0, 0,
 'The day you passed both on.'),
('job_feedback', 'client_answer', 80, 'feedback', 'What the client said', 'long_text', '', 0, 0,
 'How it was taken, and what follows.');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('placement_issue', 'work', 2040, 'Strain in a job', 'Strains in jobs', 'casework', 'client',
        'A difficulty between the people in a job, seen from both sides. Framework: Employer engagement; Job support and retention.',
        'raised_on,problem');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('placement_issue', 'views', 10, 'Both sides', 'Prompt, neutral, and looking forward.', 0),
('placement_issue', 'way_out', 20, 'The way out', 'What they share, and what each will do.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('placement_issue', 'client', 10, 'views', 'Client', 'reference', 'client', 0, 0,
 'Whose job it is.'),
('placement_issue', 'job', 20, 'views', 'Job', 'reference', 'job', 0, 0,
 'Where the strain is.'),
('placement_issue', 'raised_on', 30, 'views', 'Raised on', 'date', '', 0, 0,
 'When you first heard.'),
('placement_issue', 'raised_by', 40, 'views', 'Raised by', 'one_of', '', 0, 0,
 'Who came to you.'),
('placement_issue', 'problem', 50, 'views', 'What it is about', 'text', '', 0, 0,
 'In a few words that both would accept.'),
('placement_issue', 'issue_kind', 60, 'views', 'Kind', 'one_of', '', 0, 0,
 'The main strain.'),
('placement_issue', 'client_view', 70, 'views', 'How the client sees it', 'long_text', '', 0, 1,
 'In the client''s words.'),
('placement_issue', 'employer_view', 80, 'views', 'How the employer sees it', 'long_text', '', 0, 1,
 'In the employer''s words.'),
('placement_issue', 'common_ground', 90, 'way_out', 'Common ground', 'long_text', '', 0, 0,
 'What both want.'),
('placement_issue', 'agreed', 100, 'way_out', 'Agreed', 'long_text', '', 0, 0,
 'Who does what from now on.'),
('placement_issue', 'follow_up_on', 110, 'way_out', 'Look again on', 'date', '', 0, 0,
 'Soon: within days rather than weeks.'),
('placement_issue', 'settled_on', 120, 'way_out', 'Settled on', 'date', '', 0, 0,
 'When both said so.'),
('placement_issue', 'result', 130, 'way_out', 'How it turned out', 'long_text', '', 0, 0,
 'What was learned for this job or the next.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('placement_issue', 'raised_by', 'client', 10, 'The client'),
('placement_issue', 'raised_by', 'employer', 20, 'The employer'),
('placement_issue', 'raised_by', 'colleague', 30, 'A colleague'),
('placement_issue', 'raised_by', 'specialist', 40, 'Specialist noticed'),
('placement_issue', 'issue_kind', 'expressing_needs', 10, 'Needs hard to put into words'),
('placement_issue', 'issue_kind', 'feedback', 20, 'Feedback that hurt'),
('placement_issue', 'issue_kind', 'colleagues', 30, 'Trouble with colleagues'),
('placement_issue', 'issue_kind', 'performance', 40, 'The work itself'),
('placement_issue', 'issue_kind', 'attendance', 50, 'Time-keeping or absence'),
('placement_issue', 'issue_kind', 'health', 60, 'Health showing at work'),
('placement_issue', 'issue_kind', 'terms', 70, 'Hours, pay or duties'),
('placement_issue', 'issue_kind', 'treatment', 80, 'Being treated unfairly'),
('placement_issue', 'issue_kind', 'other', 90, 'Something else');

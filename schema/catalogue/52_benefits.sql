-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a client and you worked out about benefits. Figures are what somebody told you or an outside
-- tool said on a day; this program computes no entitlement.

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('benefits_review', 'money', 2110, 'Benefits conversation', 'Benefits conversations', 'casework', 'client',
        'What work would change about money, talked over early and again at each change. Framework: Benefits.',
        'talked_on,prompt');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('benefits_review', 'talk', 10, 'The conversation', 'Among the first things, because fear for money stops many.', 0),
('benefits_review', 'now', 20, 'As it is now', 'Benefits one by one are kept as benefits held.', 0),
('benefits_review', 'change', 30, 'What work would do', 'For better and worse, in plain figures.', 0),
('benefits_review', 'estimate', 40, 'Estimate', 'From an outside calculator or adviser: an estimate only.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('benefits_review', 'client', 10, 'talk', 'Client', 'reference', 'client', 0, 0,
 'Whose benefits they are.'),
('benefits_review', 'talked_on', 20, 'talk', 'Date', 'date', '', 0, 0,
 'When you talked.'),
('benefits_review', 'prompt', 30, 'talk', 'Occasion', 'one_of', '', 0, 0,
 'What called for it.'),
('benefits_review', 'job', 40, 'talk', 'Job', 'reference', 'job', 0, 0,
 'The job in question, if there is one.'),
('benefits_review', 'held', 50, 'now', 'Held now', 'long_text', '', 0, 1,
 'By the client, in their words; the list of benefits held has the detail.'),
('benefits_review', 'household', 60, 'now', 'Household', 'long_text', '', 0, 1,
 'Who lives there, who depends on it, their benefits and earnings.'),
('benefits_review', 'rent_and_debts', 70, 'now', 'Rent and debts', 'long_text', '', 0, 1,
 'Rent, council tax, repayments, arrears.'),
('benefits_review', 'reporting_duties', 80, 'now', 'What must be reported', 'long_text', '', 0, 1,
 'To whom, how, by when; and who will help.'),
('benefits_review', 'work_considered', 90, 'change', 'Work in view', 'text', '', 0, 0,
 'Hours and pay you reckoned with.'),
('benefits_review', 'work_effect', 100, 'change', 'Effect of work', 'long_text', '', 0, 1,
 'What stops, shrinks, continues or begins.'),
('benefits_review', 'self_employment_effect', 110, 'change', 'Effect of working for oneself', 'long_text', '', 0, 1,
 'If that is on the table.'),
('benefits_review', 'secondary_benefits', 120, 'change', 'What comes with them', 'long_text', '', 0, 1,
 'Prescriptions, school meals, travel passes, help with rent or heating.'),
('benefits_review', 'permitted_work', 130, 'change', 'Work allowed meanwhile', 'long_text', '', 0, 1,
 'What may be earned, if the benefit allows any; check the date of what you read.'),
('benefits_review', 'social_factors', 140, 'change', 'More than money', 'long_text', '', 0, 1,
 'Company, routine, standing, travel costs, care for others.'),
('benefits_review', 'estimate_tool', 150, 'estimate', 'Tool', 'text', '', 0, 0,
 'Name of the calculator, and which version if it says.'),
('benefits_review', 'estimate_on', 160, 'estimate', 'Made on', 'date', '', 0, 0,
 'Figures go stale each April.'),
('benefits_review', 'estimate_inputs', 170, 'estimate', 'What was put in', 'long_text', '', 0, 1,
 'Hours, pay, rent, household: enough to do it again.'),
('benefits_review', 'estimate_result', 180, 'estimate', 'What came out', 'long_text', '', 0, 1,
 'As the tool put it.'),
('benefits_review', 'better_off_by', 190, 'estimate', 'Difference', 'money', '', 0, 1,
 'More or less money, as the tool reckons; negative if less.'),
('benefits_review', 'better_off_per', 200, 'estimate', 'Difference is for each', 'one_of', '', 0, 0,
 'Week, month or year.'),
('benefits_review', 'client_view', 210, 'estimate', 'What the client makes of it', 'long_text', '', 0, 1,
 'What it means for the plan.'),
('benefits_review', 'formal_advice', 220, 'estimate', 'Formal advice wanted', 'one_of', '', 0, 0,
 'If you lack the knowledge, the finances are tangled, or the client wishes.'),
('benefits_review', 'next_review_on', 230, 'estimate', 'Go over it on', 'date', '', 0, 0,
 'Before a start, and when hours or pay change.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('benefits_review', 'prompt', 'start', 10, 'Joining the service'),
('benefits_review', 'prompt', 'before_job', 20, 'A job in view'),
('benefits_review', 'prompt', 'hours_change', 30, 'Hours changing'),
('benefits_review', 'prompt', 'pay_change', 40, 'Pay changing'),
('benefits_review', 'prompt', 'review', 50, 'Going over it again'),
('benefits_review', 'prompt', 'job_end', 60, 'A job ending'),
('benefits_review', 'better_off_per', 'week', 10, 'Week'),
('benefits_review', 'better_off_per', 'month', 20, 'Month'),
('benefits_review', 'better_off_per', 'year', 30, 'Year'),
('benefits_review', 'formal_advice', 'yes', 10, 'Yes, to be arranged'),
('benefits_review', 'formal_advice', 'arranged', 20, 'Arranged'),
('benefits_review', 'formal_advice', 'not_now', 30, 'Not now'),
('benefits_review', 'formal_advice', 'no', 40, 'No');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('benefit_held', 'money', 2120, 'Benefit held', 'Benefits held', 'casework', 'client',
        'One benefit a client or the household gets. Framework: Benefits.',
        'called,since_on');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('benefit_held', 'held', 10, 'The benefit', 'What it is, how much and since when.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('benefit_held', 'client', 10, 'held', 'Client', 'reference', 'client', 0, 0,
 'In whose household.'),
('benefit_held', 'called', 15, 'held', 'Benefit, as said', 'text', '', 0, 1,
 'In the client''s words.'),
('benefit_held', 'benefit', 20, 'held', 'Benefit', 'reference', 'benefit', 0, 0,
 'From the team''s own list.'),
('benefit_held', 'whose', 30, 'held', 'Whose', 'one_of', '', 0, 1,
 'Who claims it.'),
('benefit_held', 'amount', 40, 'held', 'Amount', 'money', '', 0, 1,
 'As last paid.'),
('benefit_held', 'per', 50, 'held', 'Amount is for each', 'one_of', '', 0, 0,
 'Week, four weeks, month or year.'),
('benefit_held', 'elements', 60, 'held', 'What it is made of', 'long_text', '', 0, 1,
 'Parts, premiums, deductions.'),
('benefit_held', 'since_on', 70, 'held', 'Since', 'date', '', 0, 1,
 'When it began.'),
('benefit_held', 'until_on', 80, 'held', 'Until', 'date', '', 0, 1,
 'When it ended or will end.'),
('benefit_held', 'reassessed_on', 90, 'held', 'Next looked at on', 'date', '', 0, 1,
 'A date the client dreads is one to know.'),
('benefit_held', 'reported_on', 100, 'held', 'Work reported on', 'date', '', 0, 1,
 'When the office was told of the present work or pay.'),
('benefit_held', 'reported_how', 110, 'held', 'Reported how', 'text', '', 0, 1,
 'By journal, phone or letter; with the reference given.'),
('benefit_held', 'note', 120, 'held', 'More about it', 'long_text', '', 0, 1,
 'Conditions, sanctions, overpayments.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('benefit_held', 'whose', 'client', 10, 'The client'),
('benefit_held', 'whose', 'partner', 20, 'Partner'),
('benefit_held', 'whose', 'joint', 30, 'Joint claim'),
('benefit_held', 'whose', 'child', 40, 'For a child'),
('benefit_held', 'whose', 'other', 50, 'Somebody else at home'),
('benefit_held', 'per', 'week', 10, 'Week'),
('benefit_held', 'per', 'fortnight', 20, 'Two weeks'),
('benefit_held', 'per', 'four_weeks', 30, 'Four weeks'),
('benefit_held', 'per', 'month', 40, 'Month'),
('benefit_held', 'per', 'year', 50, 'Year');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('benefits_advice', 'money', 2130, 'Benefits advice', 'Benefits advice', 'casework', 'client',
        'Formal advice: wanted, booked, attended, and talked through afterwards. Framework: Benefits.',
        'referred_on,adviser_name');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('benefits_advice', 'referral', 10, 'Sending on', 'Being sent is not being seen: follow it through.', 0),
('benefits_advice', 'result', 20, 'What came of it', 'What was said counts only when it has been understood.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('benefits_advice', 'client', 10, 'referral', 'Client', 'reference', 'client', 0, 0,
 'Who needs it.'),
('benefits_advice', 'benefits_review', 20, 'referral', 'Conversation', 'reference', 'benefits_review', 0, 0,
 'The talk it came from.'),
('benefits_advice', 'why_needed', 30, 'referral', 'Why needed', 'long_text', '', 0, 1,
 'What you do not know, or the client wants to hear from an expert.'),
('benefits_advice', 'adviser', 40, 'referral', 'Adviser''s service', 'reference', 'service', 0, 0,
 'From the team''s directory.'),
('benefits_advice', 'adviser_name', 50, 'referral', 'Adviser', 'text', '', 0, 0,
 'Who it will be, if known.'),
('benefits_advice', 'referred_on', 60, 'referral', 'Asked for on', 'date', '', 0, 0,
 'The day you asked.'),
('benefits_advice', 'appointment_on', 70, 'referral', 'Booked for', 'date', '', 0, 0,
 'The day of the appointment.'),
('benefits_advice', 'going_along', 80, 'referral', 'Going along', 'one_of', '', 0, 0,
 'Whom the client would like beside them.'),
('benefits_advice', 'attended_on', 90, 'result', 'Attended on', 'date', '', 0, 0,
 'Empty until it has happened.'),
('benefits_advice', 'outcome', 100, 'result', 'What the adviser said', 'long_text', '', 0, 1,
 'Figures with their date, and any letter.'),
('benefits_advice', 'discussed_on', 110, 'result', 'Talked through on', 'date', '', 0, 0,
 'When you went over it with the client.'),
('benefits_advice', 'implications', 120, 'result', 'What it means for the plan', 'long_text', '', 0, 1,
 'Hours to aim for, what to report, when to go back.'),
('benefits_advice', 'closed_on', 130, 'result', 'No longer wanted on', 'date', '', 0, 0,
 'If the client decided against it.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('benefits_advice', 'going_along', 'alone', 10, 'Goes alone'),
('benefits_advice', 'going_along', 'specialist', 20, 'Specialist'),
('benefits_advice', 'going_along', 'family', 30, 'Family or friend'),
('benefits_advice', 'going_along', 'other', 40, 'Somebody else');

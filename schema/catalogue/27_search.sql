-- SPDX-License-Identifier: GPL-3.0-or-later
-- How the search is shared out, where leads come from, and which openings are worth approaching.
-- Leads and their sources are the whole team's and never name a client.

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('search_agreement', 'search', 1500, 'Search agreement', 'Search agreements', 'casework', 'client',
        'Who does what in the search, talked over and agreed. Framework: Job search.',
        'agreed_on');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('search_agreement', 'agreement', 10, 'What was agreed', 'As much by the person as they wish.', 0),
('search_agreement', 'online', 20, 'Searching online', 'Sites, networks, and help with them.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('search_agreement', 'client', 10, 'agreement', 'Client', 'reference', 'client', 0, 0,
 'Whose search it is.'),
('search_agreement', 'agreed_on', 20, 'agreement', 'Agreed on', 'date', '', 0, 0,
 'The day.'),
('search_agreement', 'who_leads', 30, 'agreement', 'Who leads', 'one_of', '', 0, 0,
 'Who does most of the looking. The person decides, and may change it.'),
('search_agreement', 'who_contacts_employers', 40, 'agreement', 'Who speaks with employers', 'one_of', '', 0, 0,
 'It may differ for one employer or another.'),
('search_agreement', 'employer_wishes', 50, 'agreement', 'Wishes about employers', 'long_text', '', 0, 1,
 'Whom to approach first, whom never, and what may be said.'),
('search_agreement', 'help_wanted', 60, 'agreement', 'Help wanted', 'long_text', '', 0, 0,
 'In which form, if the person searches alone.'),
('search_agreement', 'contact_rhythm', 70, 'agreement', 'How often in touch', 'text', '', 0, 0,
 'How often, and how.'),
('search_agreement', 'review_on', 80, 'agreement', 'Look at it again on', 'date', '', 0, 0,
 'The day.'),
('search_agreement', 'sites', 90, 'online', 'Sites and networks', 'long_text', '', 0, 0,
 'Which ones, and what for.'),
('search_agreement', 'online_help', 100, 'online', 'Help with that', 'long_text', '', 0, 0,
 'Device, account, filling in, staying safe.'),
('search_agreement', 'has_device', 110, 'online', 'Has a device and internet', 'yes_no', '', 0, 0,
 'If not, see what the library or the service can do.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('search_agreement', 'who_leads', 'client', 10, 'The person'),
('search_agreement', 'who_leads', 'specialist', 20, 'Specialist'),
('search_agreement', 'who_leads', 'shared', 30, 'Both'),
('search_agreement', 'who_contacts_employers', 'client', 10, 'The person'),
('search_agreement', 'who_contacts_employers', 'specialist', 20, 'Specialist'),
('search_agreement', 'who_contacts_employers', 'both', 30, 'Both');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('help_level', 'search', 1510, 'Help with one thing', 'Help, thing by thing', 'casework', 'client',
        'How much help with one part of applying: the least that works. Framework: Applications.',
        'help_area,level');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('help_level', 'level', 10, 'How much', 'Meant to shrink.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('help_level', 'client', 10, 'level', 'Client', 'reference', 'client', 0, 0,
 'For whom.'),
('help_level', 'help_area', 20, 'level', 'With', 'one_of', '', 0, 0,
 'Which part.'),
('help_level', 'level', 30, 'level', 'How much', 'one_of', '', 0, 0,
 'As the person chose.'),
('help_level', 'agreed_on', 40, 'level', 'Agreed on', 'date', '', 0, 0,
 'A new record when it changes, so that growth shows.'),
('help_level', 'next_less', 50, 'level', 'Next with less', 'text', '', 0, 0,
 'What the person wants to do alone next.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('help_level', 'help_area', 'finding', 10, 'Finding openings'),
('help_level', 'help_area', 'cv', 20, 'CV'),
('help_level', 'help_area', 'letter', 30, 'Letters'),
('help_level', 'help_area', 'forms', 40, 'Forms'),
('help_level', 'help_area', 'phone_calls', 50, 'Phone calls'),
('help_level', 'help_area', 'visiting', 60, 'Visiting employers'),
('help_level', 'help_area', 'interview', 70, 'Interviews'),
('help_level', 'help_area', 'gaps', 80, 'Explaining gaps'),
('help_level', 'help_area', 'online', 90, 'Online accounts'),
('help_level', 'help_area', 'travel', 100, 'Getting there'),
('help_level', 'help_area', 'start', 110, 'The first days'),
('help_level', 'level', 'alone', 10, 'Alone'),
('help_level', 'level', 'advice', 20, 'Advice beforehand'),
('help_level', 'level', 'beside', 30, 'Beside them'),
('help_level', 'level', 'together', 40, 'Done together'),
('help_level', 'level', 'for_them', 50, 'Done for them');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('cv', 'search', 1520, 'CV', 'CVs', 'casework', 'client',
        'One version of the CV, made for one kind of work. Framework: Applications.',
        'version,target_role');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('cv', 'cv', 10, 'The version', 'Honest, hopeful, and aimed at the role.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('cv', 'client', 10, 'cv', 'Client', 'reference', 'client', 0, 0,
 'Whose CV it is.'),
('cv', 'version', 20, 'cv', 'Version', 'text', '', 0, 0,
 'A short name.'),
('cv', 'target_role', 30, 'cv', 'For which work', 'text', '', 0, 0,
 'The role it is fitted to.'),
('cv', 'made_on', 40, 'cv', 'Made on', 'date', '', 0, 0,
 'The day.'),
('cv', 'reviewed_on', 50, 'cv', 'Last gone over on', 'date', '', 0, 0,
 'The day it was last brought up to date.'),
('cv', 'framing', 60, 'cv', 'How things are put', 'long_text', '', 0, 1,
 'Gaps, moves, strengths: the wording that was agreed.'),
('cv', 'where_kept', 70, 'cv', 'Where it is kept', 'text', '', 0, 0,
 'File, cloud, or paper.'),
('cv', 'references', 80, 'cv', 'Referees', 'long_text', '', 0, 1,
 'Who agreed to be asked.');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('match_decision', 'search', 1530, 'Match decision', 'Match decisions', 'casework', 'client',
        'A talk about one opening or workplace: what fits, what is doubtful, what was decided. Framework: Job search.',
        'decision,decided_on');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('match_decision', 'opening', 10, 'What was looked at', 'The best fit, not the first vacancy.', 0),
('match_decision', 'decision', 20, 'What was decided', 'The person decides.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('match_decision', 'client', 10, 'opening', 'Client', 'reference', 'client', 0, 0,
 'For whom.'),
('match_decision', 'job_setting', 20, 'opening', 'Job setting', 'reference', 'job_setting', 0, 0,
 'The workplace profile, if there is one.'),
('match_decision', 'lead', 30, 'opening', 'Lead', 'reference', 'lead', 0, 0,
 'The opening, if there is one.'),
('match_decision', 'employer', 40, 'opening', 'Employer', 'reference', 'employer', 0, 0,
 'Who it is with.'),
('match_decision', 'meets', 50, 'opening', 'What fits', 'long_text', '', 0, 0,
 'Interests and abilities it meets.'),
('match_decision', 'doubts', 60, 'opening', 'What is doubtful', 'long_text', '', 0, 0,
 'As questions to find out about.'),
('match_decision', 'client_view', 70, 'opening', 'How the person sees it', 'long_text', '', 0, 0,
 'In their words.'),
('match_decision', 'decision', 80, 'decision', 'Decision', 'one_of', '', 0, 0,
 'What happens next.'),
('match_decision', 'decided_on', 90, 'decision', 'Decided on', 'date', '', 0, 0,
 'The day.'),
('match_decision', 'reason', 100, 'decision', 'Why', 'long_text', '', 0, 0,
 'So that it can be understood later.'),
('match_decision', 'telling_agreed', 110, 'decision', 'What may be said', 'long_text', '', 0, 1,
 'As the personal information plan says; without it, nothing that names the person.'),
('match_decision', 'approach_made_on', 120, 'decision', 'Employer approached on', 'date', '', 0, 0,
 'When you spoke for the person, or they did.'),
('match_decision', 'introduced_on', 130, 'decision', 'Introduced on', 'date', '', 0, 0,
 'The day the person met the employer.'),
('match_decision', 'result', 140, 'decision', 'What came of it', 'long_text', '', 0, 0,
 'What the employer said, and what follows.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('match_decision', 'decision', 'approach', 10, 'Approach the employer'),
('match_decision', 'decision', 'keep_in_mind', 20, 'Keep in mind'),
('match_decision', 'decision', 'not_now', 30, 'Not now');

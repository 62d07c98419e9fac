-- SPDX-License-Identifier: GPL-3.0-or-later
-- The work with an employer over time: the plan, concerns, and jobs that do not exist yet. All of it
-- directory, so none of it about a client; which client a contact was for is kept in casework.

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('engagement_plan', 'employer', 2310, 'Engagement plan', 'Engagement plans', 'directory', 'employer',
        'How to get to know one employer and be of use. For whom you have it in mind is kept with the client. Framework: Employer engagement.',
        'aim,next_contact_on');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('engagement_plan', 'plan', 10, 'The plan', 'Many visits, the first ones to learn.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('engagement_plan', 'employer', 10, 'plan', 'Employer', 'reference', 'employer', 0, 0,
 'For whom it is.'),
('engagement_plan', 'aim', 20, 'plan', 'Aim', 'long_text', '', 0, 0,
 'What you hope for, and what they might gain.'),
('engagement_plan', 'to_learn', 30, 'plan', 'To find out', 'long_text', '', 0, 0,
 'What you do not know yet about their needs and how they hire.'),
('engagement_plan', 'approach', 40, 'plan', 'How to go about it', 'long_text', '', 0, 0,
 'Who knows them, what to bring, in what order; in their language.'),
('engagement_plan', 'first_message', 50, 'plan', 'What to say first', 'long_text', '', 0, 0,
 'Role, organisation, purpose, that it costs nothing: short and clear.'),
('engagement_plan', 'gains', 60, 'plan', 'What they might gain', 'several_of', '', 0, 0,
 'Say what is true, and no more.'),
('engagement_plan', 'next_contact_on', 70, 'plan', 'Next contact on', 'date', '', 0, 0,
 'Persistence without pestering.'),
('engagement_plan', 'next_contact_how', 80, 'plan', 'Next contact', 'text', '', 0, 0,
 'Visit, call or message, with whom and what for.'),
('engagement_plan', 'member', 90, 'plan', 'Colleague in the lead', 'reference', 'member', 0, 0,
 'Who keeps this going.'),
('engagement_plan', 'review_on', 100, 'plan', 'Go over it on', 'date', '', 0, 0,
 'Look at what has come of it.'),
('engagement_plan', 'result', 110, 'plan', 'What came of it', 'long_text', '', 0, 0,
 'What you learned, what changed.'),
('engagement_plan', 'closed_on', 120, 'plan', 'Ended on', 'date', '', 0, 0,
 'When the plan had done its work, or was put away.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('engagement_plan', 'gains', 'posts_filled', 10, 'Posts filled'),
('engagement_plan', 'gains', 'wider_pool', 20, 'More people to choose from'),
('engagement_plan', 'gains', 'motivated', 30, 'Motivated people'),
('engagement_plan', 'gains', 'cost_saved', 40, 'Money saved on recruiting'),
('engagement_plan', 'gains', 'contribution', 50, 'A real contribution'),
('engagement_plan', 'gains', 'support', 60, 'Support that continues'),
('engagement_plan', 'gains', 'retention', 70, 'Staff who stay'),
('engagement_plan', 'gains', 'knowledge', 80, 'Knowing more about mental health'),
('engagement_plan', 'gains', 'existing_staff', 90, 'Help with present staff');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('employer_concern', 'employer', 2320, 'Employer''s concern', 'Employers'' concerns', 'directory', 'employer',
        'A worry of an employer: heard, summed up, answered, checked. Framework: Employer engagement; Judgement across the work.',
        'concern,state');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('employer_concern', 'concern', 10, 'The concern', 'Listen first.', 0),
('employer_concern', 'state', 20, 'Where it stands', 'Some things are for later.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('employer_concern', 'employer', 10, 'concern', 'Employer', 'reference', 'employer', 0, 0,
 'Who has it.'),
('employer_concern', 'employer_person', 20, 'concern', 'Who said it', 'reference', 'employer_person', 0, 0,
 'If a person can be named.'),
('employer_concern', 'raised_on', 30, 'concern', 'Raised on', 'date', '', 0, 0,
 'When you heard it.'),
('employer_concern', 'concern_kind', 40, 'concern', 'Kind', 'one_of', '', 0, 0,
 'A procedure that shuts people out is a concern of yours.'),
('employer_concern', 'concern', 50, 'concern', 'Concern', 'long_text', '', 0, 0,
 'In their words, and about no client.'),
('employer_concern', 'summary_checked', 60, 'concern', 'Summed up and checked', 'yes_no', '', 0, 0,
 'Whether they agreed that you had understood.'),
('employer_concern', 'response', 70, 'concern', 'Answer', 'long_text', '', 0, 0,
 'What you said or offered.'),
('employer_concern', 'stance', 80, 'concern', 'Behind it', 'one_of', '', 0, 0,
 'For a procedure that shuts people out: judge before acting.'),
('employer_concern', 'strategy', 90, 'concern', 'How to take it on', 'long_text', '', 0, 0,
 'What you chose to do, and why.'),
('employer_concern', 'state', 100, 'state', 'State', 'one_of', '', 0, 0,
 'Whether it was met.'),
('employer_concern', 'revisit_on', 110, 'state', 'Come back to it on', 'date', '', 0, 0,
 'If it is for later.'),
('employer_concern', 'result', 120, 'state', 'How it turned out', 'long_text', '', 0, 0,
 'What changed.'),
('employer_concern', 'member', 130, 'state', 'Colleague', 'reference', 'member', 0, 0,
 'Who is dealing with it.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('employer_concern', 'concern_kind', 'general', 10, 'In general'),
('employer_concern', 'concern_kind', 'time_off', 20, 'Absence'),
('employer_concern', 'concern_kind', 'performance', 30, 'Managing the work'),
('employer_concern', 'concern_kind', 'risk', 40, 'Safety'),
('employer_concern', 'concern_kind', 'customers', 50, 'Customers or colleagues'),
('employer_concern', 'concern_kind', 'cost', 60, 'Cost or effort'),
('employer_concern', 'concern_kind', 'past', 70, 'Something that happened before'),
('employer_concern', 'concern_kind', 'equality', 80, 'Procedure that may shut people out'),
('employer_concern', 'concern_kind', 'other', 90, 'Something else'),
('employer_concern', 'stance', 'not_known', 10, 'Not known'),
('employer_concern', 'stance', 'lack_of_knowledge', 20, 'Not knowing better'),
('employer_concern', 'stance', 'habit', 30, 'Habit'),
('employer_concern', 'stance', 'deliberate', 40, 'Meant so'),
('employer_concern', 'state', 'open', 10, 'Open'),
('employer_concern', 'state', 'settled', 20, 'Settled'),
('employer_concern', 'state', 'later', 30, 'For later'),
('employer_concern', 'state', 'put_aside', 40, 'Put aside');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('job_carving', 'employer', 2330, 'Job carving', 'Job carvings', 'directory', 'employer',
        'A job that could be made: tasks nobody has time for, joined into a post. Framework: Employer engagement.',
        'proposal,state');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('job_carving', 'idea', 10, 'The idea', 'Propose it from what you saw.', 0),
('job_carving', 'answer', 20, 'The answer', 'A no today is worth asking why.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('job_carving', 'employer', 10, 'idea', 'Employer', 'reference', 'employer', 0, 0,
 'Where it could be.'),
('job_carving', 'unmet_need', 20, 'idea', 'What goes undone', 'long_text', '', 0, 0,
 'A need with no post to meet it.'),
('job_carving', 'tasks_seen', 30, 'idea', 'Tasks that could be joined', 'long_text', '', 0, 0,
 'What you saw people fit in beside their own work.'),
('job_carving', 'proposal', 40, 'idea', 'Proposal', 'text', '', 0, 0,
 'The post in one line.'),
('job_carving', 'hours_per_week', 50, 'idea', 'Hours a week', 'number', '', 0, 0,
 'What it might come to.'),
('job_carving', 'gain', 60, 'idea', 'What they would gain', 'long_text', '', 0, 0,
 'Time, money, quality, in their terms.'),
('job_carving', 'employer_person', 70, 'answer', 'Proposed to', 'reference', 'employer_person', 0, 0,
 'Who decides.'),
('job_carving', 'proposed_on', 80, 'answer', 'Proposed on', 'date', '', 0, 0,
 'When you put it to them.'),
('job_carving', 'reply', 90, 'answer', 'Reply', 'long_text', '', 0, 0,
 'What they said.'),
('job_carving', 'state', 100, 'answer', 'State', 'one_of', '', 0, 0,
 'Where it stands.'),
('job_carving', 'ask_again_on', 110, 'answer', 'Ask again on', 'date', '', 0, 0,
 'The day to hear how it stands.'),
('job_carving', 'lead', 115, 'answer', 'Lead it became', 'reference', 'lead', 0, 0,
 'Once there is an opening.'),
('job_carving', 'member', 120, 'answer', 'Colleague', 'reference', 'member', 0, 0,
 'Whose idea it is.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('job_carving', 'state', 'idea', 10, 'An idea'),
('job_carving', 'state', 'proposed', 20, 'Proposed'),
('job_carving', 'state', 'agreed', 30, 'Agreed'),
('job_carving', 'state', 'made', 40, 'A post was made'),
('job_carving', 'state', 'declined', 50, 'Declined'),
('job_carving', 'state', 'later', 60, 'For later');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('employer_contact_for', 'employer', 2340, 'Contact for a client', 'Contacts for clients', 'casework', 'client',
        'Which client a contact with an employer was for, kept out of the directory. Framework: Employer engagement; Job search.',
        'date,about');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('employer_contact_for', 'contact', 10, 'The contact', 'Also for contacts the client made alone.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('employer_contact_for', 'client', 10, 'contact', 'Client', 'reference', 'client', 0, 0,
 'For whom it was.'),
('employer_contact_for', 'employer_contact', 20, 'contact', 'Employer contact', 'reference', 'employer_contact', 0, 0,
 'What the team sees of it; empty for the client''s own contacts.'),
('employer_contact_for', 'employer', 30, 'contact', 'Employer', 'reference', 'employer', 0, 0,
 'Whom it was with.'),
('employer_contact_for', 'date', 40, 'contact', 'Date', 'date', '', 0, 0,
 'The first of these ends the wait for a first employer contact.'),
('employer_contact_for', 'made_by', 50, 'contact', 'Made by', 'one_of', '', 0, 0,
 'Both count.'),
('employer_contact_for', 'face_to_face', 60, 'contact', 'Face to face', 'yes_no', '', 0, 0,
 'With somebody who can hire, about a job in the open market.'),
('employer_contact_for', 'about', 70, 'contact', 'About', 'text', '', 0, 0,
 'Opening asked about, wish it follows.'),
('employer_contact_for', 'preference', 80, 'contact', 'Wish it follows', 'reference', 'preference', 0, 0,
 'Which of the client''s wishes led you there.'),
('employer_contact_for', 'named', 90, 'contact', 'Client named', 'yes_no', '', 0, 0,
 'Only as the disclosure plan allows.'),
('employer_contact_for', 'said_about_client', 100, 'contact', 'What was said', 'long_text', '', 0, 1,
 'Word for word what they now know, if the client was named.'),
('employer_contact_for', 'result', 110, 'contact', 'What came of it', 'long_text', '', 0, 0,
 'And what the client thinks of it.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('employer_contact_for', 'made_by', 'specialist', 10, 'Specialist'),
('employer_contact_for', 'made_by', 'client', 20, 'The client'),
('employer_contact_for', 'made_by', 'together', 30, 'Together'),
('employer_contact_for', 'made_by', 'colleague', 40, 'A colleague');

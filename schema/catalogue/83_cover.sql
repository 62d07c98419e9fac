-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who stands in for whom, and which client was looked at in supervision. Both are about casework;
-- what is said about a colleague is kept with the supervision records.

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('cover', 'staff', 2410, 'Cover', 'Cover', 'casework', 'member',
        'A colleague stands in, with what they need to know. Framework: Running an IPS service.',
        'from_on,until_on');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('cover', 'cover', 10, 'The cover', 'Clients should hear beforehand who will be there.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('cover', 'member', 10, 'cover', 'Absent', 'reference', 'member', 0, 0,
 'Who is away.'),
('cover', 'covered_by', 20, 'cover', 'Covered by', 'reference', 'member', 0, 0,
 'Who stands in.'),
('cover', 'from_on', 30, 'cover', 'From', 'date', '', 0, 0,
 'First day.'),
('cover', 'until_on', 40, 'cover', 'Until', 'date', '', 0, 0,
 'Last day, if known.'),
('cover', 'scope', 50, 'cover', 'For', 'one_of', '', 0, 0,
 'How much is covered.'),
('cover', 'handover', 60, 'cover', 'Hand-over', 'long_text', '', 0, 1,
 'Whom to see, what is due, what to watch: enough for somebody who has not met them.'),
('cover', 'clients_told', 70, 'cover', 'Clients told', 'one_of', '', 0, 0,
 'Nobody should be surprised by a stranger.'),
('cover', 'state', 80, 'cover', 'State', 'one_of', '', 0, 0,
 'Whether it is arranged.'),
('cover', 'handed_back_on', 90, 'cover', 'Handed back on', 'date', '', 0, 0,
 'When the colleague was told what happened meanwhile.'),
('cover', 'handed_back', 100, 'cover', 'What happened meanwhile', 'long_text', '', 0, 1,
 'What was done, and what is open.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('cover', 'scope', 'all', 10, 'Everything'),
('cover', 'scope', 'urgent', 20, 'Urgent matters only'),
('cover', 'scope', 'named', 30, 'What the hand-over names'),
('cover', 'clients_told', 'yes', 10, 'Yes'),
('cover', 'clients_told', 'some', 20, 'Some'),
('cover', 'clients_told', 'not_yet', 30, 'Not yet'),
('cover', 'state', 'asked', 10, 'Asked'),
('cover', 'state', 'agreed', 20, 'Agreed'),
('cover', 'state', 'running', 30, 'Running'),
('cover', 'state', 'done', 40, 'Done'),
('cover', 'state', 'declined', 50, 'Declined');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('client_review', 'staff', 2420, 'Review in supervision', 'Reviews in supervision', 'casework', 'client',
        'A client looked at in supervision. In time it is everybody''s turn; those who are stuck come first. Framework: Supervising others.',
        'reviewed_on,progressing');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('client_review', 'review', 10, 'The review', 'Strengths first; then what is in the way.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('client_review', 'client', 10, 'review', 'Client', 'reference', 'client', 0, 0,
 'Who was talked about.'),
('client_review', 'reviewed_on', 20, 'review', 'Date', 'date', '', 0, 0,
 'The day the person was talked about in supervision.'),
('client_review', 'supervision_kind', 30, 'review', 'In which supervision', 'one_of', '', 0, 0,
 'Where it was.'),
('client_review', 'member', 40, 'review', 'Brought by', 'reference', 'member', 0, 0,
 'The specialist who works with the client.'),
('client_review', 'progressing', 50, 'review', 'Moving forward', 'one_of', '', 0, 0,
 'Towards what the client wants, at the client''s pace.'),
('client_review', 'question', 60, 'review', 'Question', 'long_text', '', 0, 0,
 'What was asked of the others.'),
('client_review', 'going_well', 70, 'review', 'What goes well', 'long_text', '', 0, 0,
 'Strengths of the client and of the work.'),
('client_review', 'tried', 80, 'review', 'Tried so far', 'long_text', '', 0, 0,
 'What has been done, and how it went.'),
('client_review', 'ideas', 90, 'review', 'Ideas', 'long_text', '', 0, 0,
 'What others offered.'),
('client_review', 'what_next', 100, 'review', 'What next', 'long_text', '', 0, 0,
 'What was chosen, by whom, by when.'),
('client_review', 'look_again_on', 110, 'review', 'Look again on', 'date', '', 0, 0,
 'When to bring it back.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('client_review', 'supervision_kind', 'individual', 10, 'With the team leader'),
('client_review', 'supervision_kind', 'group', 20, 'In the group'),
('client_review', 'supervision_kind', 'peer', 30, 'With a colleague'),
('client_review', 'supervision_kind', 'clinical', 40, 'With the clinical team'),
('client_review', 'progressing', 'yes', 10, 'Yes'),
('client_review', 'progressing', 'slowly', 20, 'Slowly'),
('client_review', 'progressing', 'no', 30, 'Not at present'),
('client_review', 'progressing', 'paused', 40, 'Paused on purpose');

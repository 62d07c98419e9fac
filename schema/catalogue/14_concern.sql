-- SPDX-License-Identifier: GPL-3.0-or-later
-- Concerns, and what was said for the sake of safety. A concern stays at the top of everybody's day
-- until somebody was alerted and it is closed.

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('concern', 'permission', 1060, 'Concern', 'Concerns', 'casework', 'client',
        'A worry about somebody''s safety, told at once to those who can act. Framework: Sharing for safety.',
        'concern_kind,noticed_on');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('concern', 'seen', 10, 'What you noticed', 'Say what was seen or heard, before what you make of it.', 1),
('concern', 'alerted', 20, 'Whom you told', 'The same day. It keeps asking until name, day and time are here.', 1),
('concern', 'closing', 30, 'Closing it', 'Somebody decides that it is settled, and says why.', 1);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('concern', 'client', 10, 'seen', 'Client', 'reference', 'client', 0, 0,
 'Whom it concerns, or who told you.'),
('concern', 'concern_kind', 20, 'seen', 'Kind', 'one_of', '', 0, 0,
 'Conduct of a colleague goes to the team leader.'),
('concern', 'noticed_on', 30, 'seen', 'Noticed on', 'date', '', 0, 0,
 'The day.'),
('concern', 'noticed_time', 40, 'seen', 'Noticed at', 'time', '', 0, 0,
 'The time.'),
('concern', 'what_seen', 50, 'seen', 'What was seen or heard', 'long_text', '', 0, 1,
 'Plain facts, and the words that were used. Opinion marked as opinion.'),
('concern', 'immediacy', 60, 'seen', 'How near', 'one_of', '', 0, 0,
 'How soon harm might come.'),
('concern', 'protective', 70, 'seen', 'What speaks for safety', 'long_text', '', 0, 1,
 'People, plans and reasons that protect.'),
('concern', 'reported_by', 80, 'seen', 'Heard from', 'text', '', 0, 1,
 'Who saw or said it, if not you.'),

('concern', 'alerted_whom', 90, 'alerted', 'Told', 'several_of', '', 0, 0,
 'Usually the mental health team, the team leader, or both.'),
('concern', 'alerted_name', 100, 'alerted', 'Name', 'text', '', 0, 1,
 'Who took it on.'),
('concern', 'alerted_on', 110, 'alerted', 'Told on', 'date', '', 0, 0,
 'The day you told them.'),
('concern', 'alerted_time', 120, 'alerted', 'Told at', 'time', '', 0, 0,
 'The time.'),
('concern', 'first_steps', 130, 'alerted', 'Done at once', 'long_text', '', 0, 1,
 'What you did there and then.'),
('concern', 'steps', 140, 'alerted', 'Steps to restore safety', 'long_text', '', 0, 1,
 'What was agreed, who does it, by when.'),
('concern', 'client_told', 150, 'alerted', 'Was the person told', 'one_of', '', 0, 0,
 'Tell them wherever that is safe.'),
('concern', 'why_not_told', 160, 'alerted', 'Why not', 'long_text', '', 0, 1,
 'If telling would have added to the danger.'),

('concern', 'safety_share', 170, 'closing', 'Shared for safety', 'reference', 'safety_share', 0, 0,
 'The decision to pass something on, if there was one.'),
('concern', 'enquiry', 180, 'closing', 'Part in an enquiry', 'text', '', 0, 1,
 'If the authorities look into it: what you were asked for, and gave.'),
('concern', 'closed_on', 190, 'closing', 'Closed on', 'date', '', 0, 0,
 'Empty while it is open.'),
('concern', 'closed_by', 200, 'closing', 'Closed by', 'text', '', 0, 0,
 'Who decided.'),
('concern', 'closing_note', 210, 'closing', 'How it ended', 'long_text', '', 0, 1,
 'What was put in place, and what to watch for.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('concern', 'concern_kind', 'risk_to_self', 10, 'Risk to self'),
('concern', 'concern_kind', 'risk_to_others', 20, 'Risk to others'),
('concern', 'concern_kind', 'safeguarding', 30, 'Safeguarding'),
('concern', 'concern_kind', 'colleague_conduct', 40, 'A colleague''s conduct'),
('concern', 'concern_kind', 'other', 50, 'Something else'),
('concern', 'immediacy', 'now', 10, 'Now'),
('concern', 'immediacy', 'within_days', 20, 'Within days'),
('concern', 'immediacy', 'building_up', 30, 'Building up'),
('concern', 'immediacy', 'unclear', 40, 'Unclear'),
('concern', 'alerted_whom', 'mental_health_team', 10, 'Mental health team'),
('concern', 'alerted_whom', 'team_leader', 20, 'Team leader'),
('concern', 'alerted_whom', 'safeguarding_lead', 30, 'Safeguarding lead'),
('concern', 'alerted_whom', 'emergency_services', 40, 'Emergency services'),
('concern', 'alerted_whom', 'crisis_line', 50, 'Crisis team'),
('concern', 'alerted_whom', 'local_authority', 60, 'Local authority'),
('concern', 'alerted_whom', 'other', 70, 'Someone else'),
('concern', 'client_told', 'before', 10, 'Before'),
('concern', 'client_told', 'at_the_time', 20, 'At the time'),
('concern', 'client_told', 'after', 30, 'Afterwards'),
('concern', 'client_told', 'not_yet', 40, 'Not yet'),
('concern', 'client_told', 'unsafe', 50, 'No, it would not have been safe');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('safety_share', 'permission', 1070, 'Shared for safety', 'Shared for safety', 'casework', 'client',
        'The decision to break confidence to prevent serious harm, and how it was reached. Framework: Sharing for safety.',
        'shared_on,ground');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('safety_share', 'decision', 10, 'The decision', 'Only on these grounds; protecting someone usually outranks consent.', 1);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('safety_share', 'client', 10, 'decision', 'Client', 'reference', 'client', 0, 0,
 'Whom it is about.'),
('safety_share', 'concern', 20, 'decision', 'Concern', 'reference', 'concern', 0, 0,
 'The concern behind it.'),
('safety_share', 'shared_on', 30, 'decision', 'On', 'date', '', 0, 0,
 'The day.'),
('safety_share', 'ground', 40, 'decision', 'Ground', 'one_of', '', 0, 0,
 'What made it right.'),
('safety_share', 'immediacy', 50, 'decision', 'How near and how likely', 'long_text', '', 0, 1,
 'Any plan, means, or earlier attempt.'),
('safety_share', 'wishes', 60, 'decision', 'What the person wanted', 'long_text', '', 0, 1,
 'Their wishes and views, even where they could not be followed.'),
('safety_share', 'capacity_note', 70, 'decision', 'Able to decide for themselves', 'long_text', '', 0, 1,
 'What you saw; name the capacity record if there is one.'),
('safety_share', 'decided_by', 80, 'decision', 'Decided by', 'text', '', 0, 0,
 'Who decided, and who advised.'),
('safety_share', 'what', 90, 'decision', 'What was said', 'long_text', '', 0, 1,
 'No more than was needed.'),
('safety_share', 'told_whom', 100, 'decision', 'Told to', 'text', '', 0, 1,
 'Person and organisation.'),
('safety_share', 'client_told', 110, 'decision', 'Was the person told', 'one_of', '', 0, 0,
 'Where it can be done safely.'),
('safety_share', 'why_not_told', 120, 'decision', 'Why not', 'long_text', '', 0, 1,
 'The reason, if they were not.'),
('safety_share', 'result', 130, 'decision', 'What came of it', 'long_text', '', 0, 1,
 'What happened next.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('safety_share', 'ground', 'harm_to_client', 10, 'Serious harm to the client'),
('safety_share', 'ground', 'harm_to_family', 20, 'Serious harm to family or a child'),
('safety_share', 'ground', 'harm_to_staff', 30, 'Serious harm to staff'),
('safety_share', 'ground', 'harm_to_public', 40, 'Serious harm to others'),
('safety_share', 'ground', 'serious_crime', 50, 'A serious crime'),
('safety_share', 'ground', 'delay_to_enquiry', 60, 'Delay would hold up an enquiry into serious harm'),
('safety_share', 'client_told', 'before', 10, 'Before'),
('safety_share', 'client_told', 'at_the_time', 20, 'At the time'),
('safety_share', 'client_told', 'after', 30, 'Afterwards'),
('safety_share', 'client_told', 'not_yet', 40, 'Not yet'),
('safety_share', 'client_told', 'unsafe', 50, 'No, it would not have been safe');

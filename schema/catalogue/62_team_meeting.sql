-- SPDX-License-Identifier: GPL-3.0-or-later
-- Working with the mental health team: meetings without names, what was decided about each client,
-- what the team was told, and what stands in the way.

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('team_meeting', 'contact', 1700, 'Team meeting', 'Team meetings', 'directory', '',
        'That a meeting took place and who went; what was said about a client is in casework. Framework: Working with the clinical team.',
        'meeting_kind,held_on');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('team_meeting', 'meeting', 10, 'The meeting', 'Regular, frequent, as a full member.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('team_meeting', 'clinical_team', 10, 'meeting', 'Team', 'text', '', 0, 0,
 'Which team.'),
('team_meeting', 'meeting_kind', 20, 'meeting', 'Kind', 'one_of', '', 0, 0,
 'Teaching happens in practice as much as in lessons.'),
('team_meeting', 'held_on', 30, 'meeting', 'Held on', 'date', '', 0, 0,
 'The day.'),
('team_meeting', 'attended', 40, 'meeting', 'Attended', 'yes_no', '', 0, 0,
 'Whether you were there.'),
('team_meeting', 'member', 50, 'meeting', 'Colleague', 'reference', 'member', 0, 0,
 'Who went.'),
('team_meeting', 'minutes', 60, 'meeting', 'Minutes', 'number', '', 0, 0,
 'How long.'),
('team_meeting', 'in_person', 70, 'meeting', 'In person', 'yes_no', '', 0, 0,
 'In the room, not by phone or screen.'),
('team_meeting', 'topic', 80, 'meeting', 'Topic', 'text', '', 0, 0,
 'For teaching: principles, hidden assumptions, work as part of getting well, local ways.'),
('team_meeting', 'audience', 90, 'meeting', 'Who was there', 'text', '', 0, 0,
 'Roles, not clients.'),
('team_meeting', 'reviewed_count', 100, 'meeting', 'Clients talked about', 'number', '', 0, 0,
 'How many. No names.'),
('team_meeting', 'people_not_referred', 110, 'meeting', 'Others who might want work', 'yes_no', '', 0, 0,
 'Whether the team thought about people not yet referred.'),
('team_meeting', 'decisions', 120, 'meeting', 'Decisions', 'long_text', '', 0, 0,
 'About the working together. No names of clients.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('team_meeting', 'meeting_kind', 'clinical', 10, 'Clinical team'),
('team_meeting', 'meeting_kind', 'teaching', 20, 'Teaching'),
('team_meeting', 'meeting_kind', 'vocational', 30, 'Employment team'),
('team_meeting', 'meeting_kind', 'jobcentre', 40, 'Jobcentre'),
('team_meeting', 'meeting_kind', 'steering', 50, 'Steering group'),
('team_meeting', 'meeting_kind', 'visit', 60, 'Visit by a regional trainer');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('team_review', 'contact', 1710, 'Talked over with the team', 'Talked over with the team', 'casework', 'client',
        'What a team meeting decided about one client, with you as part of it. Framework: Working with the clinical team.',
        'reviewed_on');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('team_review', 'review', 10, 'What was said', 'Only what bears on work.', 1);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('team_review', 'client', 10, 'review', 'Client', 'reference', 'client', 0, 0,
 'About whom.'),
('team_review', 'reviewed_on', 20, 'review', 'On', 'date', '', 0, 0,
 'The day.'),
('team_review', 'team_meeting', 30, 'review', 'Meeting', 'reference', 'team_meeting', 0, 0,
 'At which meeting.'),
('team_review', 'client_present', 40, 'review', 'The person was there', 'yes_no', '', 0, 0,
 'Shared decisions are best made with them.'),
('team_review', 'progress', 50, 'review', 'Progress told', 'long_text', '', 0, 1,
 'How work is going.'),
('team_review', 'decisions', 60, 'review', 'Decided', 'long_text', '', 0, 1,
 'What, who, by when.'),
('team_review', 'client_told_on', 70, 'review', 'Person told on', 'date', '', 0, 0,
 'When you told the person what was said.');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('team_update', 'contact', 1720, 'Told the team', 'Told the team', 'casework', 'client',
        'Progress in getting or keeping work, told to the mental health team. Framework: Working with the clinical team.',
        'told_on,told_whom');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('team_update', 'update', 10, 'What was told', 'Regular and short.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('team_update', 'client', 10, 'update', 'Client', 'reference', 'client', 0, 0,
 'About whom.'),
('team_update', 'told_on', 20, 'update', 'On', 'date', '', 0, 0,
 'The day.'),
('team_update', 'told_whom', 30, 'update', 'Told to', 'text', '', 0, 0,
 'Name and role.'),
('team_update', 'route', 40, 'update', 'By which route', 'one_of', '', 0, 0,
 'In the meeting, by telephone, in the record: how the team heard.'),
('team_update', 'progress', 50, 'update', 'Progress', 'long_text', '', 0, 0,
 'What moved, and what comes next.'),
('team_update', 'good_news', 60, 'update', 'Good news', 'long_text', '', 0, 0,
 'Success deserves telling too.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('team_update', 'route', 'conversation', 10, 'Conversation'),
('team_update', 'route', 'meeting', 20, 'Meeting'),
('team_update', 'route', 'phone', 30, 'Phone'),
('team_update', 'route', 'email', 40, 'Email'),
('team_update', 'route', 'clinical_record', 50, 'Clinical record');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('team_issue', 'contact', 1730, 'Raised with the team', 'Raised with the team', 'casework', 'client',
        'Something about health that threatens getting or keeping work, raised with the team and solved together. Framework: Working with the clinical team.',
        'issue_kind,raised_on');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('team_issue', 'issue', 10, 'What was raised', 'Raise it, say what it does to work, and look for a way together.', 1),
('team_issue', 'answer', 20, 'What came back', 'Ask until there is an answer.', 1);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('team_issue', 'client', 10, 'issue', 'Client', 'reference', 'client', 0, 0,
 'About whom.'),
('team_issue', 'raised_on', 20, 'issue', 'Raised on', 'date', '', 0, 0,
 'The day.'),
('team_issue', 'issue_kind', 30, 'issue', 'About', 'one_of', '', 0, 1,
 'What sort of thing.'),
('team_issue', 'issue', 40, 'issue', 'What shows', 'long_text', '', 0, 1,
 'What was seen or said, and what it does to work.'),
('team_issue', 'not_addressed', 50, 'issue', 'Not yet dealt with', 'yes_no', '', 0, 0,
 'Whether nobody has taken it up so far.'),
('team_issue', 'raised_by', 60, 'issue', 'Raised by', 'text', '', 0, 0,
 'You, the person, or both.'),
('team_issue', 'raised_with', 70, 'issue', 'Raised with', 'text', '', 0, 1,
 'Name and role.'),
('team_issue', 'client_agreed', 80, 'issue', 'The person agreed', 'one_of', '', 0, 0,
 'To raising it.'),
('team_issue', 'response', 90, 'answer', 'Response', 'long_text', '', 0, 1,
 'What the team said or did.'),
('team_issue', 'solution', 100, 'answer', 'Solution', 'long_text', '', 0, 1,
 'What was agreed, and with whom.'),
('team_issue', 'follow_up_on', 110, 'answer', 'Ask again on', 'date', '', 0, 0,
 'The day.'),
('team_issue', 'closed_on', 120, 'answer', 'Closed on', 'date', '', 0, 0,
 'The day it was settled.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('team_issue', 'issue_kind', 'side_effects', 10, 'Side effects'),
('team_issue', 'issue_kind', 'anxiety', 20, 'Anxiety'),
('team_issue', 'issue_kind', 'low_mood', 30, 'Low mood'),
('team_issue', 'issue_kind', 'concentration', 40, 'Concentration'),
('team_issue', 'issue_kind', 'persistent_symptoms', 50, 'Symptoms that stay'),
('team_issue', 'issue_kind', 'thinking', 60, 'Thinking and memory'),
('team_issue', 'issue_kind', 'substance_use', 70, 'Alcohol or drugs'),
('team_issue', 'issue_kind', 'safety', 80, 'Safety'),
('team_issue', 'issue_kind', 'other', 90, 'Something else'),
('team_issue', 'client_agreed', 'yes', 10, 'Yes'),
('team_issue', 'client_agreed', 'no', 20, 'No'),
('team_issue', 'client_agreed', 'not_asked', 30, 'Not asked yet');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('team_barrier', 'contact', 1740, 'Difficulty with a team', 'Difficulties with a team', 'supervision', 'member',
        'Something in the working together that gets in the way; for you and your lead alone. Framework: Working with the clinical team; Judgement across the work.',
        'difficulty_kind,noticed_on');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('team_barrier', 'difficulty', 10, 'The difficulty', 'About the problem, not about people. No clients'' names.', 1);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('team_barrier', 'member', 10, 'difficulty', 'Colleague', 'reference', 'member', 0, 0,
 'Who meets with it.'),
('team_barrier', 'noticed_on', 20, 'difficulty', 'Since', 'date', '', 0, 0,
 'The day it showed.'),
('team_barrier', 'difficulty_kind', 30, 'difficulty', 'Kind', 'one_of', '', 0, 1,
 'What sort of difficulty.'),
('team_barrier', 'what_happens', 40, 'difficulty', 'What happens', 'long_text', '', 0, 1,
 'Plainly, and what it does to the work.'),
('team_barrier', 'strategy', 50, 'difficulty', 'What to try', 'long_text', '', 0, 1,
 'Looking forward: whom to ask, what to offer, what to let be.'),
('team_barrier', 'on_hold', 60, 'difficulty', 'Left alone for now', 'yes_no', '', 0, 0,
 'Choosing the moment is a skill.'),
('team_barrier', 'talked_with_lead_on', 70, 'difficulty', 'Talked with the lead on', 'date', '', 0, 0,
 'The day.'),
('team_barrier', 'outcome', 80, 'difficulty', 'What came of it', 'long_text', '', 0, 1,
 'What changed.'),
('team_barrier', 'closed_on', 90, 'difficulty', 'Closed on', 'date', '', 0, 0,
 'The day it was settled.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('team_barrier', 'difficulty_kind', 'power', 10, 'Power'),
('team_barrier', 'difficulty_kind', 'role_not_seen', 20, 'The role is not recognised'),
('team_barrier', 'difficulty_kind', 'not_heard', 30, 'Views are not heard'),
('team_barrier', 'difficulty_kind', 'staffing', 40, 'Too few people'),
('team_barrier', 'difficulty_kind', 'conflict', 50, 'Conflict'),
('team_barrier', 'difficulty_kind', 'other', 60, 'Something else');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('decision', 'contact', 1750, 'Judgement', 'Judgements', 'casework', 'client',
        'A judgement call and its reasons, so that it can be looked at again. Framework: Judgement across the work.',
        'what,decided_on');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('decision', 'decision', 10, 'What was decided', 'There is rarely one right answer; the reasons are worth keeping.', 1);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('decision', 'client', 10, 'decision', 'Client', 'reference', 'client', 0, 0,
 'About whom.'),
('decision', 'decided_on', 20, 'decision', 'On', 'date', '', 0, 0,
 'The day.'),
('decision', 'what', 30, 'decision', 'The question', 'one_of', '', 0, 0,
 'What had to be judged.'),
('decision', 'chosen', 40, 'decision', 'What you chose', 'text', '', 0, 1,
 'In one sentence.'),
('decision', 'why', 50, 'decision', 'Why', 'long_text', '', 0, 1,
 'What spoke for it and against it.'),
('decision', 'talked_with', 60, 'decision', 'Talked over with', 'text', '', 0, 0,
 'The person, the team, your lead.'),
('decision', 'review_on', 70, 'decision', 'Look at it again on', 'date', '', 0, 0,
 'The day.'),
('decision', 'result', 80, 'decision', 'How it turned out', 'long_text', '', 0, 1,
 'What you would do again.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('decision', 'what', 'refocus', 10, 'Go on exploring, or focus'),
('decision', 'what', 'support_or_step_back', 20, 'Support, or step back'),
('decision', 'what', 'supportive_or_directive', 30, 'Encourage, or direct'),
('decision', 'what', 'intensity', 40, 'More support, or less'),
('decision', 'what', 'neutral', 50, 'Standing between person and employer'),
('decision', 'what', 'motivation_or_health', 60, 'Waning wish, or poorer health'),
('decision', 'what', 'family_or_social', 70, 'Something in family or surroundings'),
('decision', 'what', 'challenge', 80, 'Challenge, or let be'),
('decision', 'what', 'other', 90, 'Something else');

-- SPDX-License-Identifier: GPL-3.0-or-later
-- What an employer may be told. Telling is a choice, never a duty and never a condition of help;
-- where nothing is agreed, everything stays private.

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('disclosure_talk', 'disclosure', 1120, 'Disclosure talk', 'Disclosure talks', 'casework', 'client',
        'An open, neutral talk about telling an employer or not; it may be had again at any stage. Framework: Disclosure.',
        'talked_on,stage');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('disclosure_talk', 'talk', 10, 'The talk', 'For the person''s benefit. It is neither a legal duty nor a condition of the service.', 1),
('disclosure_talk', 'decision', 20, 'The decision', 'Undecided means: nothing is said.', 1);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('disclosure_talk', 'client', 10, 'talk', 'Client', 'reference', 'client', 0, 0,
 'Who it is about.'),
('disclosure_talk', 'talked_on', 20, 'talk', 'On', 'date', '', 0, 0,
 'The day.'),
('disclosure_talk', 'stage', 30, 'talk', 'When in the journey', 'one_of', '', 0, 0,
 'Again after two months of search, and when a job gets hard.'),
('disclosure_talk', 'job', 40, 'talk', 'Job', 'reference', 'job', 0, 0,
 'If it was about one job.'),
('disclosure_talk', 'explained', 50, 'talk', 'Explained', 'several_of', '', 0, 0,
 'So that the choice is free.'),
('disclosure_talk', 'advantages', 60, 'talk', 'For telling', 'several_of', '', 0, 1,
 'What the person sees as good about it.'),
('disclosure_talk', 'disadvantages', 70, 'talk', 'Against telling', 'several_of', '', 0, 1,
 'What the person fears or would rather not have.'),
('disclosure_talk', 'advantages_words', 80, 'talk', 'For, in their words', 'long_text', '', 0, 1,
 'What they said.'),
('disclosure_talk', 'disadvantages_words', 90, 'talk', 'Against, in their words', 'long_text', '', 0, 1,
 'What they said.'),
('disclosure_talk', 'questions', 100, 'talk', 'Questions', 'long_text', '', 0, 1,
 'What they asked, and what you answered.'),
('disclosure_talk', 'decision', 110, 'decision', 'Decision', 'one_of', '', 0, 1,
 'As it stands today.'),
('disclosure_talk', 'reasons', 120, 'decision', 'Reasons', 'long_text', '', 0, 1,
 'Especially for not wanting to; they deserve respect and may change.'),
('disclosure_talk', 'talk_again_on', 130, 'decision', 'Talk about it again on', 'date', '', 0, 0,
 'A day you agreed.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('disclosure_talk', 'stage', 'start', 10, 'At the start'),
('disclosure_talk', 'stage', 'search', 20, 'During the search'),
('disclosure_talk', 'stage', 'application', 30, 'Before an application'),
('disclosure_talk', 'stage', 'interview', 40, 'Before an interview'),
('disclosure_talk', 'stage', 'offer', 50, 'After an offer'),
('disclosure_talk', 'stage', 'in_work', 60, 'In work'),
('disclosure_talk', 'stage', 'difficulty', 70, 'When work got hard'),
('disclosure_talk', 'explained', 'not_required', 10, 'Nobody has to tell'),
('disclosure_talk', 'explained', 'service_either_way', 20, 'Help does not depend on it'),
('disclosure_talk', 'explained', 'law', 30, 'What the law on equality protects'),
('disclosure_talk', 'explained', 'any_time', 40, 'It can be reopened'),
('disclosure_talk', 'explained', 'detail_by_detail', 50, 'It can be part only'),
('disclosure_talk', 'advantages', 'adjustments', 10, 'Adjustments become possible'),
('disclosure_talk', 'advantages', 'no_hiding', 20, 'No need to hide'),
('disclosure_talk', 'advantages', 'specialist_can_speak', 30, 'You could speak for them'),
('disclosure_talk', 'advantages', 'understanding', 40, 'More understanding'),
('disclosure_talk', 'advantages', 'legal_protection', 50, 'Legal protection'),
('disclosure_talk', 'advantages', 'help_in_crisis', 60, 'Help if things get worse'),
('disclosure_talk', 'disadvantages', 'discrimination', 10, 'Being treated worse'),
('disclosure_talk', 'disadvantages', 'attention', 20, 'Attention on the disability'),
('disclosure_talk', 'disadvantages', 'speak_for_self', 30, 'Wants to speak for themselves'),
('disclosure_talk', 'disadvantages', 'gossip', 40, 'Talk among colleagues'),
('disclosure_talk', 'disadvantages', 'not_relevant', 50, 'Not needed for this job'),
('disclosure_talk', 'disadvantages', 'past_experience', 60, 'Bad experience before'),
('disclosure_talk', 'decision', 'share_some', 10, 'Tell some things'),
('disclosure_talk', 'decision', 'share_nothing', 20, 'Tell nothing'),
('disclosure_talk', 'decision', 'undecided', 30, 'Undecided');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('disclosure_item', 'disclosure', 1130, 'Personal information plan line', 'Personal information plan', 'casework', 'client',
        'One line of the personal information plan: what, share or keep private, with whom, who tells, how and when. Framework: Disclosure.',
        'item,choice');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('disclosure_item', 'item', 10, 'What', 'One line for each thing that might be told.', 1),
('disclosure_item', 'telling', 20, 'With whom, who, how, when', 'Agreed to the word, before anybody speaks.', 1),
('disclosure_item', 'agreed', 30, 'Agreed', 'A line counts when it is agreed and dated.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('disclosure_item', 'client', 10, 'item', 'Client', 'reference', 'client', 0, 0,
 'Whose information it is.'),
('disclosure_item', 'item', 20, 'item', 'About', 'one_of', '', 0, 1,
 'What sort of information.'),
('disclosure_item', 'detail', 30, 'item', 'What exactly', 'text', '', 0, 1,
 'In the person''s words. The less, the better.'),
('disclosure_item', 'choice', 40, 'item', 'Share or keep private', 'one_of', '', 0, 1,
 'Without a decision it stays private.'),
('disclosure_item', 'employer', 50, 'telling', 'Employer', 'reference', 'employer', 0, 0,
 'Empty: any employer.'),
('disclosure_item', 'with_whom', 60, 'telling', 'With whom', 'several_of', '', 0, 1,
 'The narrowest circle that does the job.'),
('disclosure_item', 'who_tells', 70, 'telling', 'Who tells', 'one_of', '', 0, 1,
 'Most people prefer to say it themselves, alone or with you beside them.'),
('disclosure_item', 'how', 80, 'telling', 'In these words', 'long_text', '', 0, 1,
 'The very words, written down and practised.'),
('disclosure_item', 'when_to_tell', 90, 'telling', 'When', 'one_of', '', 0, 1,
 'The moment the person chose.'),
('disclosure_item', 'need', 100, 'telling', 'What it is needed for', 'text', '', 0, 1,
 'Adjustment, access, a better match: the gain the person expects.'),
('disclosure_item', 'agreed_on', 110, 'agreed', 'Agreed on', 'date', '', 0, 0,
 'The day the person agreed to this line.'),
('disclosure_item', 'signed_on', 120, 'agreed', 'Signed on', 'date', '', 0, 0,
 'If it was signed on paper.'),
('disclosure_item', 'review_on', 130, 'agreed', 'Look at it again on', 'date', '', 0, 0,
 'When to go over it together.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('disclosure_item', 'item', 'mental_health', 10, 'Mental health'),
('disclosure_item', 'item', 'physical_health', 20, 'Physical health'),
('disclosure_item', 'item', 'thinking_and_learning', 30, 'Thinking and learning'),
('disclosure_item', 'item', 'criminal_record', 40, 'Criminal record'),
('disclosure_item', 'item', 'risk_and_safety', 50, 'Risk and safety'),
('disclosure_item', 'item', 'addiction', 60, 'Addiction'),
('disclosure_item', 'item', 'support_from_service', 70, 'Having job support'),
('disclosure_item', 'item', 'other', 80, 'Something else'),
('disclosure_item', 'choice', 'share', 10, 'Share'),
('disclosure_item', 'choice', 'keep_private', 20, 'Keep private'),
('disclosure_item', 'choice', 'undecided', 30, 'Undecided'),
('disclosure_item', 'with_whom', 'employer', 10, 'The employer'),
('disclosure_item', 'with_whom', 'line_manager', 20, 'Line manager'),
('disclosure_item', 'with_whom', 'colleagues', 30, 'Colleagues'),
('disclosure_item', 'with_whom', 'human_resources', 40, 'Human resources'),
('disclosure_item', 'who_tells', 'client', 10, 'The person'),
('disclosure_item', 'who_tells', 'specialist', 20, 'Specialist'),
('disclosure_item', 'who_tells', 'together', 30, 'Both together'),
('disclosure_item', 'who_tells', 'other', 40, 'Somebody else'),
('disclosure_item', 'when_to_tell', 'application', 10, 'Application'),
('disclosure_item', 'when_to_tell', 'interview', 20, 'Interview'),
('disclosure_item', 'when_to_tell', 'after_offer', 30, 'After offer'),
('disclosure_item', 'when_to_tell', 'after_start', 40, 'After start'),
('disclosure_item', 'when_to_tell', 'if_needed', 50, 'If needed'),
('disclosure_item', 'when_to_tell', 'never', 60, 'Never');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('disclosure_made', 'disclosure', 1140, 'Disclosure made', 'Disclosures made', 'casework', 'client',
        'What was in fact told, to whom, and how it was received. Framework: Disclosure.',
        'told_on,told_whom');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('disclosure_made', 'told', 10, 'What was told', 'Only what the personal information plan agrees to.', 1),
('disclosure_made', 'after', 20, 'How it went', 'For the next talk.', 1);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('disclosure_made', 'client', 10, 'told', 'Client', 'reference', 'client', 0, 0,
 'Whose information it was.'),
('disclosure_made', 'told_on', 20, 'told', 'On', 'date', '', 0, 0,
 'The day.'),
('disclosure_made', 'employer', 30, 'told', 'Employer', 'reference', 'employer', 0, 0,
 'Which employer.'),
('disclosure_made', 'job', 40, 'told', 'Job', 'reference', 'job', 0, 0,
 'Which job, if there is one.'),
('disclosure_made', 'told_whom', 50, 'told', 'To whom', 'text', '', 0, 1,
 'Name and role.'),
('disclosure_made', 'told_whom_kind', 60, 'told', 'Their role', 'several_of', '', 0, 1,
 'Compare with the circle that was agreed.'),
('disclosure_made', 'items', 70, 'told', 'What', 'several_of', '', 0, 1,
 'Which lines of the plan.'),
('disclosure_made', 'words_used', 80, 'told', 'Said in these words', 'long_text', '', 0, 1,
 'What was said, as near as you can.'),
('disclosure_made', 'told_by', 90, 'told', 'Told by', 'one_of', '', 0, 1,
 'Who spoke.'),
('disclosure_made', 'reaction', 100, 'after', 'Reaction', 'long_text', '', 0, 1,
 'How it was received.'),
('disclosure_made', 'adjustments_raised', 110, 'after', 'Adjustments raised', 'long_text', '', 0, 1,
 'What was asked for or offered.'),
('disclosure_made', 'feels_about_it', 120, 'after', 'How the person feels about it', 'long_text', '', 0, 1,
 'And whether the plan needs to change.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('disclosure_made', 'told_whom_kind', 'employer', 10, 'The employer'),
('disclosure_made', 'told_whom_kind', 'line_manager', 20, 'Line manager'),
('disclosure_made', 'told_whom_kind', 'colleagues', 30, 'Colleagues'),
('disclosure_made', 'told_whom_kind', 'human_resources', 40, 'Human resources'),
('disclosure_made', 'items', 'mental_health', 10, 'Mental health'),
('disclosure_made', 'items', 'physical_health', 20, 'Physical health'),
('disclosure_made', 'items', 'thinking_and_learning', 30, 'Thinking and learning'),
('disclosure_made', 'items', 'criminal_record', 40, 'Criminal record'),
('disclosure_made', 'items', 'risk_and_safety', 50, 'Risk and safety'),
('disclosure_made', 'items', 'addiction', 60, 'Addiction'),
('disclosure_made', 'items', 'support_from_service', 70, 'Having job support'),
('disclosure_made', 'items', 'other', 80, 'Something else'),
('disclosure_made', 'told_by', 'client', 10, 'The person'),
('disclosure_made', 'told_by', 'specialist', 20, 'Specialist'),
('disclosure_made', 'told_by', 'together', 30, 'Both together'),
('disclosure_made', 'told_by', 'other', 40, 'Somebody else');

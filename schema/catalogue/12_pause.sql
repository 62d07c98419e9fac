-- SPDX-License-Identifier: GPL-3.0-or-later
-- Where things stand when the records tell it wrongly, and when the search rests by agreement.

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('stage_change', 'person', 1040, 'Stage set by hand', 'Stages set by hand', 'casework', 'client',
        'The stage follows from what is recorded. Set one here, with a reason, where the records tell it wrongly. Framework: Running an IPS service.',
        'stage,set_on');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('stage_change', 'stage', 10, 'The stage', 'Stages may be repeated or left out; none is a gate.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('stage_change', 'client', 10, 'stage', 'Client', 'reference', 'client', 0, 0,
 'Whose stage it is.'),
('stage_change', 'stage', 20, 'stage', 'Stage', 'one_of', '', 0, 0,
 'Where things stand, as you and the person see it.'),
('stage_change', 'set_on', 30, 'stage', 'From', 'date', '', 0, 0,
 'The day from which it holds. Later records may move it on again.'),
('stage_change', 'reason', 40, 'stage', 'Why', 'long_text', '', 0, 0,
 'What the records do not show.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('stage_change', 'stage', 'referred', 10, 'Referred'),
('stage_change', 'stage', 'engaged', 20, 'Getting to know each other'),
('stage_change', 'stage', 'profile', 30, 'Building the profile'),
('stage_change', 'stage', 'plan', 40, 'Planning'),
('stage_change', 'stage', 'search', 50, 'Looking for work'),
('stage_change', 'stage', 'in_work', 60, 'In work'),
('stage_change', 'stage', 'stepping_down', 70, 'Support stepping down');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('pause', 'person', 1050, 'Pause', 'Pauses', 'casework', 'client',
        'A rest, a slower pace, or a step put off: a judgement, agreed and dated, with a day to look at it again. Framework: Judgement across the work.',
        'pause_kind,decided_on');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('pause', 'decision', 10, 'What was agreed', 'A pause stops the clocks of the search. Notes, consent and safety go on.', 1),
('pause', 'again', 20, 'Looking at it again', 'Every pause has a date.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('pause', 'client', 10, 'decision', 'Client', 'reference', 'client', 0, 0,
 'Whose search rests.'),
('pause', 'pause_kind', 20, 'decision', 'Kind', 'one_of', '', 0, 0,
 'How much changes.'),
('pause', 'reason', 30, 'decision', 'Why', 'long_text', '', 0, 1,
 'For example waning wish, poorer health, the same wall again and again; in the person''s words where you can.'),
('pause', 'tried', 40, 'decision', 'Tried before', 'long_text', '', 0, 1,
 'What you did together first.'),
('pause', 'decided_on', 50, 'decision', 'Agreed on', 'date', '', 0, 0,
 'The day of the decision.'),
('pause', 'decided_with', 60, 'decision', 'Agreed with', 'text', '', 0, 0,
 'The person first, then whoever else took part.'),
('pause', 'meanwhile', 70, 'decision', 'Goes on meanwhile', 'long_text', '', 0, 1,
 'Contact, health, money, rest: what the time is for.'),
('pause', 'review_on', 80, 'again', 'Look at it again on', 'date', '', 0, 0,
 'The day to talk about starting again. It shows in Today.'),
('pause', 'easier_if', 90, 'again', 'What would help to restart', 'long_text', '', 0, 1,
 'What the person would need, and from whom.'),
('pause', 'resumed_on', 100, 'again', 'Started again on', 'date', '', 0, 0,
 'The day the search went on. Fill it in to start the clocks.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('pause', 'pause_kind', 'pause', 10, 'Pause'),
('pause', 'pause_kind', 'slow_down', 20, 'Slower pace'),
('pause', 'pause_kind', 'postpone', 30, 'Put off one step'),
('pause', 'pause_kind', 'client_break', 40, 'A break the person asked for');

-- SPDX-License-Identifier: GPL-3.0-or-later
-- The people around the person: family and friends, professionals, services they were sent on to;
-- and how the work together is going.

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('supporter', 'person', 1300, 'Supporter', 'Family and friends', 'casework', 'client',
        'A relative, carer or friend. Listening is always allowed; telling needs the person''s permission. Framework: Communication.',
        'name,relationship');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('supporter', 'who', 10, 'Who it is', 'Only with the person''s agreement, apart from listening.', 1),
('supporter', 'permission', 20, 'Permission', 'Ask about each person, and each time the purpose changes.', 1),
('supporter', 'part', 30, 'Their part', 'Work of the person touches their lives too.', 1);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('supporter', 'client', 10, 'who', 'Client', 'reference', 'client', 0, 0,
 'Whose supporter it is.'),
('supporter', 'name', 20, 'who', 'Name', 'text', '', 0, 1,
 'How they like to be called.'),
('supporter', 'relationship', 30, 'who', 'Relation', 'text', '', 0, 1,
 'Sister, neighbour, carer, friend.'),
('supporter', 'phone', 40, 'who', 'Phone', 'phone', '', 0, 1,
 'If the person agrees that you may ring.'),
('supporter', 'email', 50, 'who', 'Email', 'email', '', 0, 1,
 'If the person agrees that you may write.'),
('supporter', 'address', 60, 'who', 'Address', 'long_text', '', 0, 1,
 'Only if it is needed.'),
('supporter', 'is_carer', 70, 'who', 'A carer', 'yes_no', '', 0, 0,
 'Carers may have a right to support of their own.'),

('supporter', 'permission', 80, 'permission', 'May you speak with them', 'one_of', '', 0, 0,
 'Listening and general information are always possible.'),
('supporter', 'permission_on', 90, 'permission', 'Asked on', 'date', '', 0, 0,
 'The day the person said so.'),
('supporter', 'scope', 100, 'permission', 'What may be said', 'long_text', '', 0, 1,
 'As the person put it.'),
('supporter', 'consent', 110, 'permission', 'Consent', 'reference', 'consent', 0, 0,
 'The decision in full, if it was recorded.'),
('supporter', 'permission_until_on', 120, 'permission', 'Holds until', 'date', '', 0, 0,
 'If a last day was agreed.'),

('supporter', 'expectations', 130, 'part', 'What they expect', 'long_text', '', 0, 1,
 'Hopes and worries about work.'),
('supporter', 'role_in_family', 140, 'part', 'The person''s place there', 'long_text', '', 0, 1,
 'What the person does for them, and they for the person.'),
('supporter', 'can_help_with', 150, 'part', 'What they can help with', 'long_text', '', 0, 1,
 'Lifts, mornings, contacts, a kind word.'),
('supporter', 'challenges', 160, 'part', 'What may be hard', 'long_text', '', 0, 1,
 'For them, and between them and the person.'),
('supporter', 'offered', 170, 'part', 'What you offered them', 'long_text', '', 0, 1,
 'Information, a talk, where to turn in a crisis.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('supporter', 'permission', 'yes', 10, 'Yes'),
('supporter', 'permission', 'listen_only', 20, 'Listen only'),
('supporter', 'permission', 'no', 30, 'No'),
('supporter', 'permission', 'not_asked', 40, 'Not asked yet');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('care_contact', 'person', 1310, 'Professional', 'Professionals', 'casework', 'client',
        'Somebody in the mental health team or elsewhere who is responsible for part of the care. Framework: Working with the clinical team.',
        'name,role');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('care_contact', 'who', 10, 'Who it is', 'So that treatment and work are one plan.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('care_contact', 'client', 10, 'who', 'Client', 'reference', 'client', 0, 0,
 'Whom they work with.'),
('care_contact', 'name', 20, 'who', 'Name', 'text', '', 0, 0,
 'How they are called.'),
('care_contact', 'role', 30, 'who', 'Role', 'one_of', '', 0, 0,
 'What they do.'),
('care_contact', 'team', 40, 'who', 'Team', 'text', '', 0, 0,
 'Team or practice.'),
('care_contact', 'phone', 50, 'who', 'Phone', 'phone', '', 0, 0,
 'A number that is answered.'),
('care_contact', 'email', 60, 'who', 'Email', 'email', '', 0, 0,
 'A work address.'),
('care_contact', 'responsible_for', 70, 'who', 'Responsible for', 'several_of', '', 0, 0,
 'Their part in the care.'),
('care_contact', 'best_reached', 80, 'who', 'Best reached', 'text', '', 0, 0,
 'Days, times, means.'),
('care_contact', 'may_share', 90, 'who', 'Agreed to share with them', 'one_of', '', 0, 0,
 'As the person said.'),
('care_contact', 'from_on', 100, 'who', 'From', 'date', '', 0, 0,
 'When they became responsible.'),
('care_contact', 'until_on', 110, 'who', 'Until', 'date', '', 0, 0,
 'When somebody else took over.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('care_contact', 'role', 'care_coordinator', 10, 'Care coordinator'),
('care_contact', 'role', 'prescriber', 20, 'Psychiatrist or prescriber'),
('care_contact', 'role', 'therapist', 30, 'Psychologist or therapist'),
('care_contact', 'role', 'nurse', 40, 'Nurse'),
('care_contact', 'role', 'social_worker', 50, 'Social worker'),
('care_contact', 'role', 'occupational_therapist', 60, 'Occupational therapist'),
('care_contact', 'role', 'support_worker', 70, 'Support worker'),
('care_contact', 'role', 'peer_worker', 80, 'Peer worker'),
('care_contact', 'role', 'gp', 90, 'GP'),
('care_contact', 'role', 'occupational_health', 100, 'Occupational health'),
('care_contact', 'role', 'work_coach', 110, 'Work coach'),
('care_contact', 'role', 'other', 120, 'Other'),
('care_contact', 'responsible_for', 'assessment', 10, 'Assessment'),
('care_contact', 'responsible_for', 'planning', 20, 'Planning'),
('care_contact', 'responsible_for', 'treatment', 30, 'Treatment'),
('care_contact', 'responsible_for', 'medication', 40, 'Medication'),
('care_contact', 'responsible_for', 'review', 50, 'Review'),
('care_contact', 'responsible_for', 'crisis', 60, 'Crisis'),
('care_contact', 'responsible_for', 'practical_help', 70, 'Practical help'),
('care_contact', 'may_share', 'yes', 10, 'Yes'),
('care_contact', 'may_share', 'some', 20, 'Some things'),
('care_contact', 'may_share', 'no', 30, 'No'),
('care_contact', 'may_share', 'not_asked', 40, 'Not asked yet');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('referral_out', 'person', 1320, 'Referral on', 'Referrals on', 'casework', 'client',
        'Sending the person on to somebody who can do it better. Framework: Professional practice.',
        'service,referred_on');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('referral_out', 'referral', 10, 'Where to, and why', 'Told so that the person keeps confidence.', 0),
('referral_out', 'result', 20, 'What came of it', 'Stay in touch until help has really begun.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('referral_out', 'client', 10, 'referral', 'Client', 'reference', 'client', 0, 0,
 'Whom you sent on.'),
('referral_out', 'service', 20, 'referral', 'Service or colleague', 'text', '', 0, 0,
 'Name of the service, and whom to ask for.'),
('referral_out', 'kind', 30, 'referral', 'Kind of help', 'one_of', '', 0, 0,
 'What it is for.'),
('referral_out', 'reason', 40, 'referral', 'Why', 'long_text', '', 0, 1,
 'What the person needs that you cannot give.'),
('referral_out', 'beyond_competence', 50, 'referral', 'Beyond your training', 'yes_no', '', 0, 0,
 'Not a failing: the right thing to say.'),
('referral_out', 'told_client_how', 60, 'referral', 'How you told the person', 'long_text', '', 0, 0,
 'The words, and how they took it.'),
('referral_out', 'consent_asked_on', 70, 'referral', 'Consent asked on', 'date', '', 0, 0,
 'A referral to another agency needs to be asked about anew.'),
('referral_out', 'consent', 80, 'referral', 'Consent', 'reference', 'consent', 0, 0,
 'The decision, if it was recorded.'),
('referral_out', 'referred_on', 90, 'result', 'Referred on', 'date', '', 0, 0,
 'The day.'),
('referral_out', 'expected_wait', 100, 'result', 'Expected wait', 'text', '', 0, 0,
 'So that nobody sits waiting in vain.'),
('referral_out', 'follow_up_on', 110, 'result', 'Ask again on', 'date', '', 0, 0,
 'The day to find out.'),
('referral_out', 'outcome', 120, 'result', 'What came of it', 'one_of', '', 0, 0,
 'As it stands.'),
('referral_out', 'outcome_on', 130, 'result', 'Known on', 'date', '', 0, 0,
 'The day.'),
('referral_out', 'outcome_note', 140, 'result', 'More about that', 'long_text', '', 0, 1,
 'What it changed for the search or the job.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('referral_out', 'kind', 'benefits', 10, 'Benefits advice'),
('referral_out', 'kind', 'budgeting', 20, 'Budgeting and debt'),
('referral_out', 'kind', 'legal', 30, 'Legal advice'),
('referral_out', 'kind', 'mediation', 40, 'Mediation at work'),
('referral_out', 'kind', 'health', 50, 'Health'),
('referral_out', 'kind', 'therapy', 60, 'Talking therapy'),
('referral_out', 'kind', 'housing', 70, 'Housing'),
('referral_out', 'kind', 'substance_use', 80, 'Alcohol and drugs'),
('referral_out', 'kind', 'learning', 90, 'Course or college'),
('referral_out', 'kind', 'disability_service', 100, 'Disability service'),
('referral_out', 'kind', 'other', 110, 'Something else'),
('referral_out', 'outcome', 'waiting', 10, 'Waiting'),
('referral_out', 'outcome', 'attended', 20, 'Help has begun'),
('referral_out', 'outcome', 'finished', 30, 'Finished'),
('referral_out', 'outcome', 'not_offered', 40, 'They could not help'),
('referral_out', 'outcome', 'not_wanted', 50, 'Not wanted any more');

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('alliance_review', 'person', 1330, 'How we work together', 'How we work together', 'casework', 'client',
        'Taking stock of the work together: trust, aims and ways. Framework: Working alliance.',
        'reviewed_on');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('alliance_review', 'review', 10, 'Taking stock', 'Mistrust has its reasons; begin by listening.', 1);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('alliance_review', 'client', 10, 'review', 'Client', 'reference', 'client', 0, 0,
 'With whom.'),
('alliance_review', 'reviewed_on', 20, 'review', 'On', 'date', '', 0, 0,
 'The day.'),
('alliance_review', 'bond', 30, 'review', 'Trust between you', 'long_text', '', 0, 1,
 'What strengthens it, and what strains it.'),
('alliance_review', 'goals_agreed', 40, 'review', 'Agreed on the goals', 'one_of', '', 0, 0,
 'As the person sees it.'),
('alliance_review', 'ways_agreed', 50, 'review', 'Agreed on the ways', 'one_of', '', 0, 0,
 'As the person sees it.'),
('alliance_review', 'doubts', 60, 'review', 'Doubts about the service', 'long_text', '', 0, 1,
 'About IPS, or about you.'),
('alliance_review', 'strain', 70, 'review', 'Signs of strain', 'long_text', '', 0, 1,
 'Missed visits, short answers, going along without wanting to.'),
('alliance_review', 'own_part', 80, 'review', 'Your own part', 'long_text', '', 0, 1,
 'What you may have done to it, and said so.'),
('alliance_review', 'feedback_asked', 90, 'review', 'Feedback asked and given', 'long_text', '', 0, 1,
 'Both ways.'),
('alliance_review', 'refocused', 100, 'review', 'What changes', 'long_text', '', 0, 1,
 'Smaller goals, another pace, another place, another colleague.'),
('alliance_review', 'summed_up', 110, 'review', 'Summed up together', 'yes_no', '', 0, 0,
 'Whether you said it back, and nothing was left out.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('alliance_review', 'goals_agreed', 'yes', 10, 'Yes'),
('alliance_review', 'goals_agreed', 'partly', 20, 'Partly'),
('alliance_review', 'goals_agreed', 'no', 30, 'No'),
('alliance_review', 'ways_agreed', 'yes', 10, 'Yes'),
('alliance_review', 'ways_agreed', 'partly', 20, 'Partly'),
('alliance_review', 'ways_agreed', 'no', 30, 'No');

-- SPDX-License-Identifier: GPL-3.0-or-later
-- The end of a job, looked back on with the person. When a job ended is kept with the job (ended_on);
-- this is what was learned, and the offer of the next one.

INSERT INTO catalogue_kind (name, area, position, title, plural, compartment, parent, help, title_fields)
VALUES ('job_end', 'work', 2045, 'End of a job', 'Ends of jobs', 'casework', 'job',
        'What a job gave, why it ended, and what the next one should have. Be in touch within days; the help goes on. Framework: Job support and retention.',
        'reason,ended_on');

INSERT INTO catalogue_section (kind, name, position, title, help, sensitive) VALUES
('job_end', 'end', 10, 'The end', 'Whose decision it was matters less than what comes next.', 0),
('job_end', 'looking_back', 20, 'Looking back', 'A job that ended was still a job held.', 0),
('job_end', 'onward', 30, 'Onward', 'The offer of help with another job stands.', 0);

INSERT INTO catalogue_field (kind, name, position, section, label, type, target, required, sensitive, help) VALUES
('job_end', 'job', 10, 'end', 'Job', 'reference', 'job', 0, 0,
 'Which job ended.'),
('job_end', 'told_on', 20, 'end', 'Heard on', 'date', '', 0, 0,
 'When you learned of it; be in touch within three days.'),
('job_end', 'contact_made_on', 30, 'end', 'In touch on', 'date', '', 0, 0,
 'When you spoke with the person.'),
('job_end', 'ended_on', 40, 'end', 'Last day', 'date', '', 0, 0,
 'As in the job itself.'),
('job_end', 'notice', 50, 'end', 'Notice', 'text', '', 0, 0,
 'How much, and given by whom.'),
('job_end', 'ended_by', 60, 'end', 'Ended by', 'one_of', '', 0, 0,
 'Whose decision it was.'),
('job_end', 'reason', 70, 'end', 'Main reason', 'one_of', '', 0, 0,
 'As the client sees it.'),
('job_end', 'reason_words', 80, 'end', 'In the client''s words', 'long_text', '', 0, 1,
 'What happened.'),
('job_end', 'employer_view', 90, 'end', 'The employer''s view', 'long_text', '', 0, 1,
 'If you may ask, and did.'),
('job_end', 'tried_to_stay', 100, 'end', 'Tried in order to stay', 'long_text', '', 0, 0,
 'Further support offered, and what it did.'),
('job_end', 'good_parts', 110, 'looking_back', 'Good parts', 'long_text', '', 0, 0,
 'What to look for again.'),
('job_end', 'hard_parts', 120, 'looking_back', 'Hard parts', 'long_text', '', 0, 0,
 'What to avoid, or to arrange otherwise.'),
('job_end', 'supports_used', 130, 'looking_back', 'Support used', 'long_text', '', 0, 0,
 'What helped, what did not.'),
('job_end', 'health_effect', 140, 'looking_back', 'Health meanwhile', 'long_text', '', 0, 1,
 'What the job did to health, and health to the job.'),
('job_end', 'lessons', 150, 'looking_back', 'Learned for next time', 'long_text', '', 0, 0,
 'In one or two sentences; carry it into the profile.'),
('job_end', 'profile_updated_on', 160, 'looking_back', 'Carried into the profile on', 'date', '', 0, 0,
 'When that was done.'),
('job_end', 'wants_next_job', 170, 'onward', 'Wants another job', 'one_of', '', 0, 0,
 'Ask soon, and ask again.'),
('job_end', 'next_step', 180, 'onward', 'Next step', 'text', '', 0, 0,
 'The first thing to do.'),
('job_end', 'next_step_on', 190, 'onward', 'By', 'date', '', 0, 0,
 'Within days, if the person wants to go on.'),
('job_end', 'money_meanwhile', 200, 'onward', 'Money meanwhile', 'long_text', '', 0, 1,
 'Last pay, holiday pay, benefits to claim again and by when.');

INSERT INTO catalogue_choice (kind, field, value, position, label) VALUES
('job_end', 'ended_by', 'client', 10, 'The client'),
('job_end', 'ended_by', 'employer', 20, 'The employer'),
('job_end', 'ended_by', 'both', 30, 'Both'),
('job_end', 'ended_by', 'contract', 40, 'It ran its course'),
('job_end', 'reason', 'better_job', 10, 'A better job'),
('job_end', 'reason', 'poor_match', 20, 'Not a good match'),
('job_end', 'reason', 'resigned', 30, 'Resigned for another reason'),
('job_end', 'reason', 'contract_ended', 40, 'Contract or season ended'),
('job_end', 'reason', 'redundancy', 50, 'Redundancy or closure'),
('job_end', 'reason', 'dismissed', 60, 'Dismissed'),
('job_end', 'reason', 'health', 70, 'Health'),
('job_end', 'reason', 'study', 80, 'Study'),
('job_end', 'reason', 'family_or_move', 90, 'Family or moving house'),
('job_end', 'reason', 'other', 100, 'Another reason'),
('job_end', 'wants_next_job', 'yes', 10, 'Yes'),
('job_end', 'wants_next_job', 'later', 20, 'Later'),
('job_end', 'wants_next_job', 'no', 30, 'No');

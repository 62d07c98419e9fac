-- SPDX-License-Identifier: GPL-3.0-or-later
-- Check-ins with the client about a job count as contacts. ?1: today.
-- views: job_check_in
-- temporary
INSERT OR IGNORE INTO temp.due_contact(client, date, seq, how, reached)
SELECT p.client, v.checked_on, p.seq, 'check_in',
       v.with_whom IS NULL OR v.with_whom = '[]' OR instr(v.with_whom, '"client"') > 0
FROM temp.due_part p CROSS JOIN job_check_in v ON v._seq = p.seq
WHERE p.kind = 'job_check_in' AND v.checked_on >= date(?1, '-200 days') AND v.checked_on <= ?1;

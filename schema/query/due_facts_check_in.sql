-- SPDX-License-Identifier: GPL-3.0-or-later
-- Check-ins with the client about a job count as contacts. ?1: today.
-- views: job_check_in
-- temporary
INSERT OR IGNORE INTO temp.due_contact(client, date, seq, how, reached)
SELECT p.client, p.day, p.seq, 'check_in',
       (SELECT v.with_whom IS NULL OR v.with_whom = '[]' OR instr(v.with_whom, '"client"') > 0
        FROM (SELECT b.with_whom FROM job_check_in b WHERE b._seq = p.seq LIMIT 1) AS v)
FROM temp.due_part p
WHERE p.kind = 'job_check_in' AND p.day >= date(?1, '-200 days') AND p.day <= ?1;

-- SPDX-License-Identifier: GPL-3.0-or-later
-- Looking for a job, and no employer spoken with. ?1: today, then the clock's settings. Columns:
-- record, client, member, due on, shown from, why.
-- views: client employer_contact_for interview job
SELECT c.id, c.id, NULL, date(c.started, '+' || ?2 || ' days'), date(c.started, '+' || ?3
    || ' days'),
       CASE
           WHEN c.started IS NULL THEN 'The day the person joined is not written, and no contact with an employer'
            ELSE 'Joined on {' || c.started || '}; no contact with an employer yet' END
FROM temp.due_client c CROSS JOIN client v ON v._seq = c.seq
WHERE c.service = 'new_job' AND c.in_work = 0 AND (c.started IS NOT NULL OR c.met <= ?1)
  AND coalesce(v.first_employer_contact_on, '') < coalesce(c.started, '0')
  AND NOT EXISTS (SELECT 1 FROM temp.due_part p CROSS JOIN employer_contact_for e ON e._seq = p.seq
                  WHERE p.kind = 'employer_contact_for' AND p.client = c.id
                    AND coalesce(e.date, '9999') >= coalesce(c.started, ''))
  AND NOT EXISTS (SELECT 1 FROM temp.due_part p CROSS JOIN interview e ON e._seq = p.seq
                  WHERE p.kind = 'interview' AND p.client = c.id
                      AND e.held_on >= coalesce(c.started, ''))
  AND NOT EXISTS (SELECT 1 FROM temp.due_part p CROSS JOIN job e ON e._seq = p.seq
                  WHERE p.kind = 'job' AND p.client = c.id
                    AND coalesce(e.started_on, e.planned_start_on) >= coalesce(c.started, ''));

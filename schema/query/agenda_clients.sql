-- SPDX-License-Identifier: GPL-3.0-or-later
-- The clients of one colleague: id, name, last talked about in supervision, last day on which
-- something moved (plan step done, employer contact for them, application), on the caseload since.
-- ?1: the colleague; ?2: today.
WITH mine(seq, id, title, sort) AS (
    SELECT r.seq, r.id, r.title, r.sort FROM current c JOIN record r ON r.seq = c.home
    WHERE c.value IN (SELECT ?1 UNION SELECT d.id FROM record m JOIN record d ON d.main = m.seq
                      WHERE m.id = ?1) AND c.type = 3 AND c.field = 'employment_specialist' AND c.lead = 1
      AND r.kind = 'client' AND r.shown = 1
), day(client, kind, day) AS (
    SELECT m.id, r.kind, f.value
    FROM mine m JOIN current c ON c.value = m.id AND c.type = 3 AND c.field = 'client'
    JOIN record r ON r.seq = c.home AND r.shown = 1
    JOIN current f ON f.home = r.seq AND f.lead = 1 AND f.value <= ?2
    WHERE r.kind = 'client_review' AND f.field = 'reviewed_on'
       OR r.kind = 'plan_step' AND f.field = 'done_on'
       OR r.kind = 'employer_contact_for' AND f.field = 'date'
       OR r.kind = 'application' AND f.field = 'sent_on'
)
SELECT m.id, m.title,
       (SELECT max(d.day) FROM day d WHERE d.client = m.id AND d.kind = 'client_review'),
       (SELECT max(d.day) FROM day d WHERE d.client = m.id AND d.kind <> 'client_review'),
       coalesce((SELECT min(f.value) FROM current f WHERE f.home = m.seq AND f.lead = 1
                   AND f.field IN ('accepted_on', 'referred_on') AND f.type = 1),
                (SELECT substr(min(e.at), 1, 10) FROM entry e WHERE e.record = m.id))
FROM mine m ORDER BY m.sort, m.id;

-- SPDX-License-Identifier: GPL-3.0-or-later
-- Employers know of the client, and nothing is written about what they may be told. ?1: today, then
-- the clock's settings. Columns: record, client, member, due on, shown from, why.
-- views: employer_contact_for interview disclosure_talk
WITH told(client, day) AS (
    SELECT p.client, v.date FROM temp.due_part p CROSS JOIN employer_contact_for v ON v._seq = p.seq
    WHERE p.kind = 'employer_contact_for' AND coalesce(v.named, 'yes') <> 'no'
    UNION ALL
    SELECT p.client, v.held_on FROM temp.due_part p CROSS JOIN interview v ON v._seq = p.seq
    WHERE p.kind = 'interview'
    UNION ALL
    SELECT p.client, v.talked_on FROM temp.due_part p CROSS JOIN disclosure_talk v ON v._seq = p.seq
    WHERE p.kind = 'disclosure_talk' AND v.decision = 'share_some')
SELECT c.id, c.id, NULL, min(t.day), NULL,
       CASE WHEN min(t.day) IS NULL THEN 'An employer knows of the client, on a day not written, '
            ELSE 'From {' || min(t.day) || '} an employer may hear of the client, ' END
       || 'and nothing is agreed about what to tell: until then, everything is kept private'
FROM told t JOIN temp.due_client c ON c.id = t.client
WHERE NOT EXISTS (SELECT 1 FROM temp.due_part p WHERE p.kind = 'disclosure_item'
    AND p.client = c.id)
  AND coalesce(?1, '') <> ''
GROUP BY c.id;

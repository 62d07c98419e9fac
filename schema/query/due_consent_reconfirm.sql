-- SPDX-License-Identifier: GPL-3.0-or-later
-- Consent given long ago, or changed by a referral; and nothing about taking part. ?1: today, then
-- the clock's settings. Columns: record, client, member, due on, shown from, why, what it begins
-- instead, what it is called instead.
-- views: consent referral_out client
WITH given(client, id, kind, first, last, until) AS (
    SELECT p.client, v.id, coalesce(replace(v.consent_kind, '_', ' '), 'consent'), v.given_on,
           nullif(max(coalesce(v.given_on, ''), coalesce(v.reconfirmed_on, '')), ''), v.until_on
    FROM temp.due_part p CROSS JOIN consent v ON v._seq = p.seq
    WHERE p.kind = 'consent' AND v.decision = 'yes' AND v.withdrawn_on IS NULL)
SELECT g.id, g.client, NULL, min(coalesce(g.until, '9999'), date(g.last, '+' || ?2 || ' days')),
    NULL,
       CASE WHEN g.last IS NULL THEN 'The day this consent was given is not written (' || g.kind
           || ')'
            ELSE 'Given or confirmed on {' || g.last || '} (' || g.kind || ')' END, NULL, NULL
FROM given g
UNION ALL
SELECT g.id, g.client, NULL, r.day, NULL,
       'Referred to another service on {' || r.day || '}, after this consent was given (' || g.kind
           || ')',
       NULL, NULL
FROM given g JOIN (SELECT p.client, max(v.referred_on) AS day FROM temp.due_part p
                   CROSS JOIN referral_out v ON v._seq = p.seq
                   WHERE p.kind = 'referral_out' AND v.consent_asked_on IS NULL
                       GROUP BY p.client) AS r
ON r.client = g.client AND r.day > g.last AND r.day <= ?1
WHERE g.kind = 'share'
UNION ALL
SELECT c.id, c.id, NULL, c.met, NULL, 'Met on {' || c.met
    || '}, and nothing is written about wanting to take part',
       'consent',
       CASE WHEN EXISTS (SELECT 1 FROM temp.due_part p WHERE p.kind = 'consent' AND p.client = c.id)
            THEN 'Consent to take part not recorded yet' ELSE 'No consent recorded yet' END
FROM temp.due_client c CROSS JOIN client v ON v._seq = c.seq
WHERE c.met <= ?1 AND v.consent_take_part IS NULL
  AND NOT EXISTS (SELECT 1 FROM temp.due_part p CROSS JOIN consent o ON o._seq = p.seq
                  WHERE p.kind = 'consent' AND p.client = c.id AND o.consent_kind = 'take_part');

-- SPDX-License-Identifier: GPL-3.0-or-later
-- A newer referral counts, with what it says of acceptance and the first meeting.
-- views: referral
-- temporary
UPDATE temp.due_client SET
    referred = CASE WHEN r.came >= coalesce(referred, '') THEN nullif(r.came, '') ELSE referred END,
    started = CASE WHEN r.came >= coalesce(referred, '') THEN coalesce(r.taken_on, started)
        ELSE started END,
    met = CASE WHEN r.came >= coalesce(referred, '') THEN coalesce(r.first_met, met) ELSE met END
FROM (SELECT p.client, max(coalesce(v.received_on, '')) AS came, v.accepted_on AS taken_on,
             v.first_met_on AS first_met
      FROM temp.due_part p CROSS JOIN referral v ON v._seq = p.seq
      WHERE p.kind = 'referral' GROUP BY p.client) AS r
WHERE r.client = due_client.id;

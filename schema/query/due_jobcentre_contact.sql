-- SPDX-License-Identifier: GPL-3.0-or-later
-- The last word with the jobcentre, and the last meeting. ?1: today, then the clock's settings.
-- Columns: record, client, member, due on, shown from, why.
-- views: team_meeting
WITH met(contact, meeting) AS (
    SELECT max(v.held_on), max(CASE WHEN coalesce(v.attended, 'yes') = 'yes' THEN v.held_on END)
    FROM team_meeting v WHERE v.struck = 0 AND v.meeting_kind = 'jobcentre' AND v.held_on <= ?1)
SELECT NULL, NULL, NULL, min(date(m.contact, '+' || ?2 || ' days'), date(coalesce(m.meeting,
    m.contact), '+' || ?3 || ' days')),
       NULL, 'Last contact with the jobcentre on {' || m.contact || '}'
FROM met m WHERE m.contact IS NOT NULL;

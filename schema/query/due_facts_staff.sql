-- SPDX-License-Identifier: GPL-3.0-or-later
-- The colleagues whose work is meant, and those they lead: by name, or all that nobody else leads
-- where they are a team leader. ?1: today; ?2: the member; null: everybody.
-- views: member
-- temporary
INSERT INTO temp.due_staff(id, title, role, hours, started, field_mentoring_need, specialist, own)
SELECT m.id, m.title, m.role, m.hours_per_week, m.started_on, m.field_mentoring_need,
       coalesce(m.role, '') IN ('specialist', 'senior_specialist', 'retention_specialist',
           'peer_worker',
           'student'),
       ?2 IS NULL OR m.id = ?2
FROM member m
WHERE m.struck = 0 AND coalesce(m.left_on, '9999') > ?1
  AND (?2 IS NULL OR m.id = ?2 OR m.lead_member = ?2
       OR (m.lead_member IS NULL
           AND (SELECT b.role FROM member b WHERE b.id = ?2) = 'team_leader'));

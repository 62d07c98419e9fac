-- SPDX-License-Identifier: GPL-3.0-or-later
-- The numbers of the clocks: clock, name, default, unit, help, and what the team set instead (null:
-- nothing). Where it was set twice, the later record counts.
-- views: setting
SELECT s.due, s.name, s.value, s.unit, s.help,
       (SELECT t.value FROM setting t WHERE t.name = s.name
           AND t.struck = 0 ORDER BY t.id DESC LIMIT 1)
FROM catalogue_due d JOIN catalogue_due_setting s ON s.due = d.name ORDER BY d.position, s.position;

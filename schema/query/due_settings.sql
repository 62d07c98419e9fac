-- SPDX-License-Identifier: GPL-3.0-or-later
-- The numbers of the clocks: clock, name, default, unit, help, and what the team set instead (null:
-- nothing). Where two records set it, the answer written last counts, on every device the same.
-- views: setting
SELECT s.due, s.name, s.value, s.unit, s.help,
       (SELECT t.value FROM setting t
        JOIN current c ON c.home = t._seq AND c.field = 'value' AND c.lead = 1
        JOIN entry e ON e.seq = c.entry
        WHERE t.name = s.name AND t.struck = 0
        ORDER BY e.clock DESC, e.device DESC, t.id DESC LIMIT 1)
FROM catalogue_due d JOIN catalogue_due_setting s ON s.due = d.name ORDER BY d.position, s.position;

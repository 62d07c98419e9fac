-- SPDX-License-Identifier: GPL-3.0-or-later
-- The member this device belongs to, by the id they show under. ?1: the id of this device.
WITH me(id) AS (SELECT coalesce((SELECT member FROM device WHERE id = ?1),
                                (SELECT value FROM store_setting WHERE name = 'member')))
SELECT coalesce((SELECT m.id FROM record d CROSS JOIN record m ON m.seq = d.main
                 WHERE d.id = me.id AND d.kind = 'member'), me.id) FROM me;

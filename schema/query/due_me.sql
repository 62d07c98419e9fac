-- SPDX-License-Identifier: GPL-3.0-or-later
-- The member this device belongs to. ?1: the id of this device.
SELECT coalesce((SELECT member FROM device WHERE id = ?1),
                (SELECT value FROM store_setting WHERE name = 'member'));

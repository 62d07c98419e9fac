-- SPDX-License-Identifier: GPL-3.0-or-later
-- The colleague whose device this is: the id of their record, where it is held. ?1: the device.
SELECT r.id FROM device d JOIN record r ON r.id = d.member AND r.kind = 'member' WHERE d.id = ?1;

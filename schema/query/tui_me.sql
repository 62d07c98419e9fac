-- SPDX-License-Identifier: GPL-3.0-or-later
-- The colleague whose device this is: the id their record shows under, where it is held. ?1: the
-- device.
SELECT coalesce(m.id, r.id) FROM device d JOIN record r ON r.id = d.member AND r.kind = 'member'
LEFT JOIN record m ON m.seq = r.main WHERE d.id = ?1;

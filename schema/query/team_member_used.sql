-- SPDX-License-Identifier: GPL-3.0-or-later
-- Does a member record of this id exist, or a device of such a member?
SELECT EXISTS (SELECT 1 FROM record WHERE id = ?1) OR EXISTS (SELECT 1 FROM device WHERE member = ?1);

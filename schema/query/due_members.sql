-- SPDX-License-Identifier: GPL-3.0-or-later
-- The colleagues of the team: id and name.
-- views: member
SELECT m.id, m.title FROM member m WHERE m.struck = 0;

-- SPDX-License-Identifier: GPL-3.0-or-later
-- Whose work is meant. ?1: a member; null: everybody.
-- views: member
-- temporary
INSERT INTO temp.due_scope(id, own)
SELECT m.id, 1 FROM member m WHERE m.struck = 0 AND (?1 IS NULL OR m.id = ?1);

-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the clocks depend on: the newest entry held, and the newest draft. Equal stamps on one day
-- give equal answers.
SELECT coalesce((SELECT max(seq) FROM entry), 0), (SELECT count(*) + coalesce(max(at), 0)
    FROM draft),
       (SELECT value FROM store_setting WHERE name = 'last_sync');

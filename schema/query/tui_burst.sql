-- SPDX-License-Identifier: GPL-3.0-or-later
-- The newest entries of one kind by one device that came more quickly than anybody types: the first
-- and last of them, their kind and device, and when. ?1: the newest entry to look at; ?2: how many
-- entries to look back; ?3: more than so many in one minute.
SELECT min(seq), max(seq), kind, device, max(at)
FROM (SELECT seq, kind, device, at FROM entry WHERE seq <= ?1 ORDER BY seq DESC LIMIT ?2)
GROUP BY kind, device, substr(at, 1, 16)
HAVING count(*) > ?3
ORDER BY 2 DESC
LIMIT 1;

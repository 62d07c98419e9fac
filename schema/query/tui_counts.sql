-- SPDX-License-Identifier: GPL-3.0-or-later
-- One row: how many entries the remote has not confirmed, and when the oldest of them says it was
-- written (null if none). Only the index of unsent entries is read.
SELECT waiting.entries, (SELECT at FROM entry WHERE seq = waiting.oldest)
FROM (SELECT count(*) AS entries, min(seq) AS oldest FROM entry INDEXED BY entry_unsent
      WHERE sent = 0) AS waiting;

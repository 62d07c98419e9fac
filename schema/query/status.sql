-- SPDX-License-Identifier: GPL-3.0-or-later
-- One row: entries held, records shown, entries not confirmed by the remote, when the oldest of
-- those says it was written (null if none), fields in conflict. INDEXED BY: the unsent are few, and
-- SQLite would look through all that are sent.
SELECT (SELECT count(*) FROM entry),
       (SELECT count(*) FROM record WHERE shown = 1),
       (SELECT count(*) FROM entry INDEXED BY entry_unsent WHERE sent = 0),
       (SELECT at FROM entry WHERE seq =
           (SELECT min(+seq) FROM entry INDEXED BY entry_unsent WHERE sent = 0)),
       (SELECT coalesce(sum(conflicts), 0) FROM record WHERE conflicts > 0 AND shown = 1);

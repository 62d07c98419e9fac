-- SPDX-License-Identifier: GPL-3.0-or-later
-- The clocks of the work: what is due, counted from what, after how long. Filled from the catalogue;
-- the query that computes a clock is schema/query/due_<name>.sql.

CREATE TABLE catalogue_due (
    name TEXT PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,                   -- as specialists' rules are numbered: C1 …
    position INTEGER NOT NULL,                     -- what a person should do first comes first
    title TEXT NOT NULL,
    counts_from TEXT NOT NULL,                     -- what starts the clock
    whose TEXT NOT NULL CHECK (whose IN ('client', 'member', 'team')),
    safety INTEGER NOT NULL DEFAULT 0,             -- before everything else, whatever the date
    stops_when_paused INTEGER NOT NULL DEFAULT 0,  -- not shown for a client whose search is paused
    starts TEXT NOT NULL DEFAULT '',               -- the kind of record that doing it begins; '': the
                                                   -- record itself is opened
    basis TEXT NOT NULL DEFAULT '',                -- where the rule comes from
    help TEXT NOT NULL
) WITHOUT ROWID;
-- Numbers a team may change by a record of kind `setting` with this name. Bound to the query as ?2,
-- ?3 and so on, in the order of their positions.
CREATE TABLE catalogue_due_setting (
    due TEXT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    unit TEXT NOT NULL,
    help TEXT NOT NULL,
    PRIMARY KEY (due, position)
) WITHOUT ROWID;

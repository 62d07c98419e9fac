-- SPDX-License-Identifier: GPL-3.0-or-later
-- What is computed from the counted entries: never migrated, dropped and computed again when this
-- file changes, computed beside and compared by `verify` (which reads "main." as "temp.").

-- One row a record from its first counted entry on.
CREATE TABLE main.record (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    compartment TEXT NOT NULL,
    main INTEGER,                          -- seq of the record it shows under; null: itself
    shown INTEGER,                         -- 1 in lists; 2 struck, or part of one; null not alone
    struck INTEGER NOT NULL DEFAULT 0,     -- this record itself
    title TEXT NOT NULL DEFAULT '',        -- its title fields, or whose it is and of what kind
    sort TEXT NOT NULL DEFAULT '',         -- the title folded, days as 2026-11-05
    parent TEXT,                           -- id of the record it is part of
    context TEXT,                          -- title of the parent, where search covers it
    conflicts INTEGER NOT NULL DEFAULT 0,  -- fields whose current values differ
    indexed INTEGER NOT NULL DEFAULT 0     -- is in table search
);
CREATE INDEX main.record_id ON record(id);
CREATE INDEX main.record_title ON record(kind, shown, sort) WHERE shown IS NOT NULL;
CREATE INDEX main.record_main ON record(main) WHERE main IS NOT NULL;
-- What belongs to a record, by kind; where a title begins with a day, in the order of these days.
CREATE INDEX main.record_part ON record(parent, kind, sort) WHERE parent IS NOT NULL AND shown = 1;
CREATE INDEX main.record_conflict ON record(conflicts) WHERE conflicts > 0;

-- The current values: every assignment that no other names, under the record that shows it.
CREATE TABLE main.current (
    home INTEGER NOT NULL,   -- the record it shows under
    field TEXT NOT NULL,
    entry INTEGER NOT NULL,
    record INTEGER NOT NULL, -- the record the entry names
    type INTEGER NOT NULL,   -- 0 null, 1 text, 2 list (value is JSON), 3 text that is a record's id
    lead INTEGER NOT NULL,   -- the lowest of its field by (clock, device, id)
    value TEXT,
    PRIMARY KEY (home, field, entry)
) WITHOUT ROWID;
CREATE INDEX main.current_reference ON current(value, field, type) WHERE type = 3;
-- Employers with a day on which to try again, among very many without.
CREATE INDEX main.current_revisit ON current(value, home) WHERE lead = 1 AND field = 'revisit_on';
-- How a contact went, apart from the long texts it is written with; read whole, so by value first.
CREATE INDEX main.current_brief ON current(home, value, field) WHERE lead = 1 AND
    field IN ('kind_of_contact', 'with_whom', 'quick', 'state');

-- `over` names whose entries are not held: by the counted entries that hold them.
CREATE TABLE main.awaited (
    target BLOB NOT NULL,
    record INTEGER NOT NULL,
    field TEXT NOT NULL,
    entry INTEGER NOT NULL,
    PRIMARY KEY (target, record, field, entry)
) WITHOUT ROWID;
CREATE INDEX main.awaited_entry ON awaited(entry);
CREATE INDEX main.awaited_record ON awaited(record);

-- The highest clock held in each compartment.
CREATE TABLE main.compartment (
    name TEXT PRIMARY KEY,
    clock INTEGER NOT NULL
) WITHOUT ROWID;

-- Words to records: titles and texts folded. rowid = class << 40 | seq (src/store/words.c); the texts
-- are not kept twice.
CREATE VIRTUAL TABLE main.search USING fts5(title, text, content = '', columnsize = 0,
    detail = column, prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE main.search_word USING fts5vocab(search, row);
CREATE VIRTUAL TABLE main.search_place USING fts5vocab(search, instance);

-- Records whose row in `search` is yet to be changed, or made: the words it has until then.
CREATE TABLE main.search_behind (
    place INTEGER PRIMARY KEY, -- its rowid in `search`
    held INTEGER NOT NULL,     -- it has one, with these:
    title TEXT,
    words TEXT
);

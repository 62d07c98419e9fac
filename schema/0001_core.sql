-- SPDX-License-Identifier: GPL-3.0-or-later
-- What cannot be computed again: entries as they were written or received, this store's settings,
-- devices, drafts, and the catalogue. Everything that can be computed is in derived.sql.

-- One row an entry, in order of arrival. The line itself is in entry_line so that these rows stay
-- small. Only segment, counted and sent ever change: they say how the entry travels.
CREATE TABLE entry (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL,                   -- 32 bytes; lower(hex(id)) is the entry id
    record TEXT NOT NULL,
    kind TEXT NOT NULL,
    compartment TEXT NOT NULL,
    device TEXT NOT NULL,
    clock INTEGER NOT NULL,
    at TEXT NOT NULL,                   -- the writer's claim, RFC 3339
    arrived INTEGER NOT NULL,           -- seconds since 1970; 0: written here
    segment INTEGER,                    -- row of table segment; null: in none yet
    counted INTEGER NOT NULL DEFAULT 1, -- FORMAT, "Which entries count"
    sent INTEGER NOT NULL DEFAULT 0     -- confirmed by the remote, or written elsewhere
);
CREATE INDEX entry_record ON entry(record, sent);
CREATE INDEX entry_unsent ON entry(compartment, segment) WHERE sent = 0;
CREATE INDEX entry_segment ON entry(segment) WHERE segment IS NOT NULL;

-- Entries by id. A table, since ids are in no order: a bulk save adds its own sorted, at its end.
CREATE TABLE entry_id (
    id BLOB PRIMARY KEY,
    entry INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE entry_line (
    entry INTEGER PRIMARY KEY,
    line TEXT NOT NULL
);

-- Every segment of an entry that came in more than one; it counts if it counts in any of them.
CREATE TABLE entry_also (
    entry INTEGER NOT NULL REFERENCES entry(seq),
    segment INTEGER NOT NULL,
    counted INTEGER NOT NULL,
    PRIMARY KEY (entry, segment)
) WITHOUT ROWID;
CREATE INDEX entry_also_segment ON entry_also(segment);

CREATE TRIGGER entry_no_update BEFORE UPDATE OF seq, id, record, kind, compartment, device, clock, at,
    arrived ON entry
BEGIN
    SELECT RAISE(ABORT, 'entries are never changed');
END;
CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry
BEGIN
    SELECT RAISE(ABORT, 'entries are never deleted');
END;
CREATE TRIGGER entry_line_no_update BEFORE UPDATE ON entry_line
BEGIN
    SELECT RAISE(ABORT, 'entries are never changed');
END;
CREATE TRIGGER entry_line_no_delete BEFORE DELETE ON entry_line
BEGIN
    SELECT RAISE(ABORT, 'entries are never deleted');
END;

-- Small facts about this store; never synced.
CREATE TABLE store_setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- Who a device belongs to, as far as this store knows: `by` names and signature checks.
CREATE TABLE device (
    id TEXT PRIMARY KEY,
    member TEXT,      -- record id of the member, or null
    ed25519 BLOB      -- 32 bytes, or null
) WITHOUT ROWID;

-- This device's secret keys: one row, or none before `init`.
CREATE TABLE device_seed (
    id TEXT PRIMARY KEY,
    seed BLOB NOT NULL
) WITHOUT ROWID;

-- What is being typed; never synced.
CREATE TABLE draft (
    id TEXT PRIMARY KEY,
    record TEXT,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE draft_field (
    draft TEXT NOT NULL,
    position INTEGER NOT NULL,
    field TEXT NOT NULL,
    text TEXT NOT NULL,
    over TEXT NOT NULL, -- entry ids, separated by spaces
    PRIMARY KEY (draft, position)
) WITHOUT ROWID;

-- The catalogue; emptied and filled from catalogue/*.sql when the program's is newer.
CREATE TABLE catalogue_kind (
    name TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    plural TEXT NOT NULL,
    compartment TEXT NOT NULL,
    parent TEXT NOT NULL DEFAULT '',
    help TEXT NOT NULL DEFAULT '',
    title_fields TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE TABLE catalogue_section (
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    help TEXT NOT NULL DEFAULT '',
    sensitive INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (kind, name)
) WITHOUT ROWID;
CREATE TABLE catalogue_field (
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    position INTEGER NOT NULL,
    section TEXT NOT NULL DEFAULT '',
    label TEXT NOT NULL,
    type TEXT NOT NULL CHECK (type IN ('text', 'long_text', 'date', 'time', 'yes_no', 'one_of',
        'several_of', 'number', 'money', 'phone', 'email', 'reference')),
    target TEXT NOT NULL DEFAULT '',
    required INTEGER NOT NULL DEFAULT 0,
    sensitive INTEGER NOT NULL DEFAULT 0,
    help TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (kind, name)
) WITHOUT ROWID;
CREATE TABLE catalogue_choice (
    kind TEXT NOT NULL,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    position INTEGER NOT NULL,
    label TEXT NOT NULL,
    PRIMARY KEY (kind, field, value)
) WITHOUT ROWID;

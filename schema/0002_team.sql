-- SPDX-License-Identifier: GPL-3.0-or-later
-- What this store knows of its team: the verified roster, compartment keys, segments, what was seen
-- on the remote, and what is waiting. Rules in FORMAT 3 to 7.

-- The verified statements, unbroken from 0.
CREATE TABLE team_statement (
    n INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL,
    body BLOB NOT NULL,
    signature BLOB NOT NULL,
    blob TEXT NOT NULL          -- git's name for the body, "" when not known
);

-- The compartment keys this device was given (age identities, 32 secret bytes).
CREATE TABLE team_key (
    compartment TEXT NOT NULL,
    generation INTEGER NOT NULL,
    identity BLOB NOT NULL,
    PRIMARY KEY (compartment, generation)
) WITHOUT ROWID;

-- Verified segments: others' as applied, our own once the remote confirmed them.
CREATE TABLE segment (
    id INTEGER PRIMARY KEY,
    device TEXT NOT NULL,
    epoch TEXT NOT NULL,
    compartment TEXT NOT NULL,
    n INTEGER NOT NULL,
    sha256 TEXT NOT NULL UNIQUE,
    prev TEXT,                  -- null at n = 1
    blob TEXT NOT NULL,         -- git's names for the file and its signature
    signature TEXT NOT NULL,
    entries INTEGER NOT NULL,
    counted INTEGER NOT NULL,
    made INTEGER NOT NULL,      -- own: the `made` of the heads that first covered it; others' 0
    arrived INTEGER NOT NULL
);
CREATE INDEX segment_feed ON segment(device, epoch, compartment, n);
CREATE INDEX segment_blob ON segment(blob);

-- Own segments that may already be on the remote although we never heard so.
CREATE TABLE team_sealed (
    sha256 TEXT PRIMARY KEY
) WITHOUT ROWID;

-- Per ref: the newest commit that lost nothing verified, and the last one read.
CREATE TABLE team_ref (
    ref TEXT PRIMARY KEY,
    whole TEXT NOT NULL,
    processed TEXT NOT NULL
) WITHOUT ROWID;

-- Files that do not verify: counted as absent, tried again at every sync.
CREATE TABLE quarantine (
    ref TEXT NOT NULL,
    path TEXT NOT NULL,
    blob TEXT NOT NULL,         -- git's names; "" where the file is missing
    signature TEXT NOT NULL,
    reason TEXT NOT NULL,
    since INTEGER NOT NULL,
    PRIMARY KEY (ref, path)
) WITHOUT ROWID;

-- The newest verified heads of each device, ours included.
CREATE TABLE team_heads (
    device TEXT PRIMARY KEY,
    serial INTEGER NOT NULL,
    made INTEGER NOT NULL,
    body BLOB NOT NULL,
    seen INTEGER NOT NULL,      -- the `made` of theirs all of whose segments are applied here
    back INTEGER NOT NULL       -- the `made` of ours that they have applied
) WITHOUT ROWID;

-- Who asks to be admitted.
CREATE TABLE team_request (
    device TEXT PRIMARY KEY,
    ed25519 BLOB NOT NULL,
    x25519 BLOB NOT NULL,
    member TEXT NOT NULL,       -- record id the newcomer's own member record has
    name TEXT NOT NULL,
    made TEXT NOT NULL,
    arrived INTEGER NOT NULL
) WITHOUT ROWID;

-- What a lead decided and the team's remote has not yet confirmed.
CREATE TABLE team_wish (
    device TEXT PRIMARY KEY,
    ed25519 BLOB NOT NULL,
    x25519 BLOB NOT NULL,
    member TEXT NOT NULL,
    compartments TEXT NOT NULL, -- separated by spaces
    lead INTEGER NOT NULL
) WITHOUT ROWID;

-- What the last sync found worth saying: gaps, forks, a rewound remote. Replaced by every sync.
CREATE TABLE team_notice (
    id INTEGER PRIMARY KEY,
    about TEXT NOT NULL,        -- a ref or device
    text TEXT NOT NULL
);

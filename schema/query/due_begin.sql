-- SPDX-License-Identifier: GPL-3.0-or-later
-- The temporary tables that the clocks read, emptied. They are filled once, by the due_facts
-- queries. Views name a colleague by the id they show under; what is read beside the views goes
-- through due_same.
-- temporary
CREATE TEMP TABLE IF NOT EXISTS due_scope (   -- whose work is meant
    id TEXT PRIMARY KEY,
    own INTEGER NOT NULL                       -- 0: only covered for
) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS due_client (  -- everybody on those caseloads
    id TEXT PRIMARY KEY,
    seq INTEGER NOT NULL,
    title TEXT NOT NULL,
    owner TEXT,                                -- the specialist; null: nobody's yet
    service TEXT,
    stage TEXT,
    referred TEXT,                             -- the newest referral
    started TEXT,                              -- on the caseload since
    met TEXT,                                  -- the first meeting since the referral
    in_work INTEGER NOT NULL DEFAULT 0,
    paused INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS due_alias (   -- every id that means one of them
    id TEXT PRIMARY KEY,
    client TEXT NOT NULL
) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS due_part (    -- every record that is about one of them
    kind TEXT NOT NULL,
    client TEXT NOT NULL,
    seq INTEGER NOT NULL,
    day TEXT,                                  -- that its title begins with
    PRIMARY KEY (kind, client, seq)
) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS due_dated (   -- the days of their notes and appointments
    kind TEXT NOT NULL,
    client TEXT NOT NULL,
    date TEXT NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (kind, client, date, seq)
) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS due_contact ( -- contacts of the last 200 days
    client TEXT NOT NULL,
    date TEXT NOT NULL,
    seq INTEGER NOT NULL,
    how TEXT,
    reached INTEGER NOT NULL,                  -- the client was spoken with
    hasty INTEGER NOT NULL DEFAULT 0,          -- a note whose rest is still to be written
    PRIMARY KEY (client, date, seq)
) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS due_staff (   -- those whose work is meant, and whom they lead
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    role TEXT,
    hours TEXT,
    started TEXT,
    field_mentoring_need TEXT,
    specialist INTEGER NOT NULL,
    own INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS due_visit (   -- their contacts with employers in the last 120 days
    member TEXT NOT NULL,
    date TEXT NOT NULL,
    seq INTEGER NOT NULL,
    employer TEXT,
    how TEXT,
    PRIMARY KEY (member, date, seq)
) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS due_holiday ( -- one row: the days on which nobody works
    days TEXT NOT NULL
);
CREATE TEMP TABLE IF NOT EXISTS due_same (    -- colleagues written down twice: their other ids
    id TEXT PRIMARY KEY,
    main TEXT NOT NULL                         -- the one they show under
) WITHOUT ROWID;
DELETE FROM temp.due_same;
INSERT OR IGNORE INTO temp.due_same(id, main)
SELECT d.id, m.id FROM main.record d INDEXED BY record_main
CROSS JOIN main.record m ON m.seq = d.main
WHERE d.main IS NOT NULL AND d.kind = 'member';
DELETE FROM temp.due_holiday;
DELETE FROM temp.due_scope;
DELETE FROM temp.due_client;
DELETE FROM temp.due_alias;
DELETE FROM temp.due_part;
DELETE FROM temp.due_dated;
DELETE FROM temp.due_contact;
DELETE FROM temp.due_staff;
DELETE FROM temp.due_visit;

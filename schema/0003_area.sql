-- SPDX-License-Identifier: GPL-3.0-or-later
-- Kinds are grouped by the part of the work they belong to: a client's page, the palette and the
-- field reference show them so.

ALTER TABLE catalogue_kind ADD COLUMN area TEXT NOT NULL DEFAULT '';
CREATE TABLE catalogue_area (
    name TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    help TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;

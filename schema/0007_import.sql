-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the columns of a spreadsheet mean: remembered for the next one with the same columns, and
-- guessed from what people call them.

-- Per kind and set of columns: what the person said each of them is. Never synced.
CREATE TABLE import_mapping (
    kind TEXT NOT NULL,
    columns TEXT NOT NULL, -- a hash of the names of all columns, folded, in byte order
    name TEXT NOT NULL,    -- of one column, folded
    field TEXT NOT NULL,   -- '': left out
    PRIMARY KEY (kind, columns, name)
) WITHOUT ROWID;

-- Other names of fields, part of the catalogue.
CREATE TABLE catalogue_alias (
    kind TEXT NOT NULL,
    alias TEXT NOT NULL,             -- lower-case words, without "date", "of" and the like
    field TEXT NOT NULL,
    part INTEGER NOT NULL DEFAULT 0, -- 1, 2: the field is made of several columns, in this order
    PRIMARY KEY (kind, alias)
) WITHOUT ROWID;

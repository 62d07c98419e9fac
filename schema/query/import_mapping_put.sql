-- SPDX-License-Identifier: GPL-3.0-or-later
-- Remember what a column is. ?1 kind, ?2 hash of the columns, ?3 name, ?4 field.
INSERT INTO import_mapping (kind, columns, name, field) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT DO UPDATE SET field = excluded.field;

-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the columns of such a file were said to be: name, field. ?1 kind, ?2 hash of the columns.
SELECT name, field FROM import_mapping WHERE kind = ?1 AND columns = ?2;

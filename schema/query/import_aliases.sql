-- SPDX-License-Identifier: GPL-3.0-or-later
-- Other names of a kind's fields: alias, field, part. ?1 kind.
SELECT alias, field, part FROM catalogue_alias WHERE kind = ?1;

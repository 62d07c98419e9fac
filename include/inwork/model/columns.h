/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which fields stand for a record in the row of a table.
 */
#ifndef INWORK_MODEL_COLUMNS_H
#define INWORK_MODEL_COLUMNS_H

#include <stddef.h>

struct catalogue;
struct catalogue_field;
struct catalogue_kind;

/* At most `most` fields of a kind: those its title is made of, then short ones that are not
 * sensitive, in the catalogue's order; never `without` (what the table belongs to), nor
 * what every record of the kind belongs to. */
size_t columns_choose(const struct catalogue_field **out, size_t most,
                      const struct catalogue_kind *kind, const struct catalogue_field *without);

/* Up to so many kinds of part have a table each in the form of what they belong to, even an empty
 * one; of more kinds only those that there are some of. */
#define COLUMNS_TABLES_APART 3
/* The field by which records of `part` stand in a table of the form of `whole`, or NULL: what they
 * are a part of; and the plan of a step, which belongs to the client and may stand alone. */
const struct catalogue_field *columns_part_by(const struct catalogue_kind *part,
                                              const struct catalogue_kind *whole);
/* How many kinds have such a field. */
size_t columns_part_kinds(const struct catalogue *c, const struct catalogue_kind *kind);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Importing a file: what its columns mean, which names come twice, and the rows.
 */
#ifndef INWORK_APP_IMPORT_INT_H
#define INWORK_APP_IMPORT_INT_H

#include <stdbool.h>
#include <stddef.h>

#include "inwork/base/csv.h"
#include "inwork/store/catalogue.h"

struct app;
struct command_args;
struct error;
struct output;

struct import_column {
    const struct catalogue_field *field; /* NULL: left out */
};
/* What the file is, and for each column its field. Owns `columns`. */
struct import_plan {
    const struct catalogue_kind *kind;
    bool csv;
    struct import_column *columns;
    size_t column_count;
};
/* Judge by the first row, which is borrowed: CSV if every cell is a field (by name or label) or a
 * mapped column; otherwise a plain list of names, one a line. A note says so where the line looks
 * like a header that was only half understood. STATUS_DATA, STATUS_USAGE. */
int import_plan_make(struct import_plan *out, const struct catalogue_kind *kind,
                     const struct csv_row *first, const struct command_args *args,
                     struct output *output, struct error *err);
void import_plan_clear(struct import_plan *plan);

/* Names seen, to count those that come twice. Zero is valid. */
struct import_names {
    struct name *items;
    size_t count, room;
};
int import_names_add(struct import_names *names, const char *name, size_t n, bool here,
                     struct error *err);
/* The names of every record of the kind. */
int import_names_load(struct import_names *names, struct app *app,
                      const struct catalogue_kind *kind, struct error *err);
/* How many were added though an equal one was there or added before; sorts. */
size_t import_names_twice(struct import_names *names);
void import_names_clear(struct import_names *names);

#endif

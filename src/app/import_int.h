/* SPDX-License-Identifier: GPL-3.0-or-later
 * Importing a file: what its columns mean, whom its cells name, and the rows.
 */
#ifndef INWORK_APP_IMPORT_INT_H
#define INWORK_APP_IMPORT_INT_H

#include <stdbool.h>
#include <stddef.h>

#include "inwork/base/buf.h"
#include "inwork/base/csv.h"
#include "inwork/model/field.h"
#include "inwork/model/save.h"
#include "inwork/store/catalogue.h"

struct command_args;
struct error;
struct output;
struct store;

#define IMPORT_PARTS 2 /* columns that one name may be made of */

/* How it is known what a column is. */
enum import_by { IMPORT_BY_NAME, IMPORT_BY_PERSON, IMPORT_BY_MEMORY, IMPORT_BY_GUESS };

struct import_column {
    char *name;                          /* as the file has it, spaces squeezed */
    const struct catalogue_field *field; /* NULL: left out */
    size_t part;                         /* from 1: that part of the field; 0: the whole */
    enum import_by by;
    bool known; /* one way or another */
};
/* What the file is, and for each column its field. Owns `columns`. */
struct import_plan {
    const struct catalogue_kind *kind;
    bool csv;
    struct import_column *columns;
    size_t column_count;
};
/* Judge by the first row: CSV if every cell is a field (by name or label), a mapped column, one
 * that was mapped in a file with the same columns, or one that can be guessed; otherwise a plain
 * list of names, one a line. Notes tell what was remembered and guessed, and where the line looks
 * like a header that was only half understood. STATUS_DATA, STATUS_USAGE. */
int import_plan_make(struct import_plan *out, const struct catalogue_kind *kind,
                     const struct csv_row *first, const struct command_args *args, struct store *s,
                     struct output *output, struct error *err);
/* The same without judging: columns as far as they are known. */
int import_plan_look(struct import_plan *out, const struct catalogue_kind *kind,
                     const struct csv_row *first, const struct command_args *args, struct store *s,
                     struct error *err);
void import_plan_clear(struct import_plan *plan);
/* Remember the columns that the person explained. */
int import_plan_remember(const struct import_plan *plan, struct store *s, struct error *err);

/* Are two texts the same but for case, accents and the space around? */
bool import_same(const char *a, size_t n, const char *b, size_t m);
/* Guess the columns not known yet from their words. */
int import_guess(struct import_plan *plan, struct store *s, struct error *err);
/* Take what was remembered of a file with the same columns, for columns not known yet. */
int import_recall(struct import_plan *plan, struct store *s, struct error *err);

/* Records by the names that cells give them. Zero is valid. */
struct import_targets {
    struct target_kind *kinds;
    size_t count;
};
/* The id of the one record of `kind` called that, appended. STATUS_DATA: none, or several. */
int import_target(struct buf *out, struct import_targets *targets, struct store *s,
                  const struct catalogue_kind *kind, const char *name, size_t n, struct error *err);
void import_targets_clear(struct import_targets *targets);

/* An answer that a row goes in without, and why. */
struct import_gap {
    const struct catalogue_field *field;
    char *why;
};
/* The answers of one row. Zero is valid; cleared for every row. */
struct import_row {
    struct save_field *fields; /* room for every field of the kind */
    size_t count;
    struct buf parts[IMPORT_PARTS];
    struct import_gap *gaps; /* room likewise */
    size_t gap_count;
};
int import_row_new(struct import_row *row, const struct catalogue_kind *kind, struct error *err);
/* Read the cells. A reference is an id or a name; what the record is part of must be found, another
 * reference may stay empty, with a gap. STATUS_DATA and the like: the row cannot be taken. */
int import_row_read(struct import_row *row, const struct import_plan *plan,
                    const struct csv_row *cells, const struct field_context *context,
                    struct import_targets *targets, struct error *err);
void import_row_clear(struct import_row *row);
void import_row_free(struct import_row *row);

#endif

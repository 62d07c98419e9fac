/* SPDX-License-Identifier: GPL-3.0-or-later
 * How a record stands: what its row in table record says, computed from its current values.
 */
#ifndef INWORK_STORE_STANDING_INT_H
#define INWORK_STORE_STANDING_INT_H

#include <stdbool.h>
#include <stdint.h>

#include "inwork/base/buf.h"
#include "inwork/base/id.h"

struct catalogue_kind;
struct current_rows;
struct error;
struct fact;
struct store;

/* What a record is and was, while it is derived. */
struct standing {
    int64_t home;
    const char *id, *kind; /* borrowed from the statement */
    const struct catalogue_kind *catalogue;
    bool merged;
    bool wordless; /* what search covers is not asked for */
    int old_shown, old_struck, old_conflicts, old_indexed;
    const char *old_title, *old_parent, *old_context;
    int shown, struck, conflicts;
    char parent[ID_SIZE];
    char *context;      /* or NULL */
    char *parent_title; /* or NULL */
};

/* Reused from record to record. */
struct standing_texts {
    struct buf title, sort;   /* the title, and it folded, with days that sort */
    struct buf words, folded; /* what search covers beside it, and that folded */
};
void standing_texts_clear(struct standing_texts *t);
void standing_texts_free(struct standing_texts *t);

/* What a record shows, from its current values: whether it is struck, its parent, its texts. Free
 * `d->context` and `d->parent_title` afterwards. */
int standing_compute(struct store *s, struct standing *d, const struct current_rows *r,
                     struct standing_texts *texts, struct error *err);
/* Write it to the record's row; or make the row of a new record. */
int standing_write(struct store *s, const struct standing *d, const struct standing_texts *texts,
                   struct error *err);
int standing_insert(struct store *s, const struct standing *d, const struct fact *fact,
                    const struct standing_texts *texts, struct error *err);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the files of the clocks share.
 */
#ifndef INWORK_MODEL_DUE_INT_H
#define INWORK_MODEL_DUE_INT_H

#include "inwork/model/due.h"
#include "inwork/store/store.h"

/* The text of a cell; "" when it has none. */
static inline const char *due_text(const struct store_cell *c)
{
    return c->type == STORE_TEXT ? c->bytes : "";
}
/* A copy, with memory running out told; NULL then. */
char *due_copy(const char *text, struct error *err);

/* Append a sentence of a query with its days, written {2026-09-07}, as people write them. */
void due_sentence(struct buf *out, const char *text, struct date today);

void due_drop_item(struct due_item *item);
/* Make one item of those from `from` on (all of one clock) that one act would settle: the first day
 * of them, and all the reasons. */
int due_merge(struct due *d, size_t from, struct error *err);

/* Sort by what is to be done first. */
void due_sort(struct due *d);

/* The number of a clock's setting in force, or `otherwise`. */
double due_number(const struct due *d, const char *setting, double otherwise);

#endif

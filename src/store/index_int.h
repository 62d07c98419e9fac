/* SPDX-License-Identifier: GPL-3.0-or-later
 * The rows of the search index: read back, changed at once, or put off.
 *
 * The index keeps no copy of the words, and takes out only what it is told again. So whoever
 * changes a record without changing the index keeps the words that are in it, in table
 * search_behind; the change is made from there when there is time (index_catch_up).
 */
#ifndef INWORK_STORE_INDEX_INT_H
#define INWORK_STORE_INDEX_INT_H

#include <stdbool.h>
#include <stdint.h>

struct current_rows;
struct error;
struct store;

/* What the index holds for a record, or shall hold. Owns its texts. Zero is valid. */
struct indexed {
    int64_t place;       /* rowid in table search */
    bool is;             /* it has a row there, with: */
    char *title, *words; /* folded */
};
void indexed_clear(struct indexed *x);

/* What the index shall hold for a record as table record and its current values say. `rows` is
 * room to work in. No such record: nothing, and place 0. */
int index_wanted(struct store *s, int64_t home, struct current_rows *rows, struct indexed *out,
                 struct error *err);
/* What it does hold for a record whose values are about to change, and whether its change was put
 * off before; then its texts only where they are asked for. */
int index_held(struct store *s, int64_t home, bool texts, struct current_rows *rows,
               struct indexed *out, bool *behind, struct error *err);
/* Change one row; writes nothing where both say the same. */
int index_change(struct store *s, const struct indexed *from, const struct indexed *to,
                 struct error *err);
/* Keep what the index holds for a record whose row is not changed now. */
int index_put_off(struct store *s, const struct indexed *held, struct error *err);
/* It has been changed after all. */
int index_caught_up(struct store *s, int64_t place, struct error *err);

/* Change everything that was put off, by this process or another: within a transaction, or in one
 * of its own. That one is not waited for, and where it fails the rest stays put off: 0. */
int index_catch_up(struct store *s, struct error *err);

/* Whether FTS5 merges while it writes (its own way) or leaves that to who writes next. */
int index_merging(struct store *s, bool merging, struct error *err);

#endif

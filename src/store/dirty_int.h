/* SPDX-License-Identifier: GPL-3.0-or-later
 * Records whose derived state is out of date within the present transaction.
 *
 * A record is marked before its current values change, so that the words the index holds for it are
 * still known when the index is brought up to date. Flushing derives each marked record once, in
 * one pass over the index in rowid order, which is what FTS5 is quick at.
 */
#ifndef INWORK_STORE_DIRTY_INT_H
#define INWORK_STORE_DIRTY_INT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct dirty_set;
struct error;
struct store;

/* `home` is the seq of the record that shows the values about to change. */
int dirty_mark(struct store *s, int64_t home, struct error *err);
/* Mark a record made just now: nothing is in the index for it yet. */
int dirty_mark_new(struct store *s, int64_t home, struct error *err);
/* Make the row of a record whose only entry was written just now under an id made just now: nothing
 * can refer to it, so all is known at once. */
struct fact;
int dirty_new_record(struct store *s, const struct fact *fact, int64_t *seq, struct error *err);
/* The links of a record changed: which records show as one is found out when all is derived, once
 * for all that changed; or by dirty_regroup. */
int dirty_link(struct store *s, int64_t record, struct error *err);
int dirty_regroup(struct store *s, struct error *err);
/* Derive everything marked. Cheap when nothing is. */
int dirty_flush(struct store *s, struct error *err);
/* Flush if the set has grown large. */
int dirty_limit(struct store *s, struct error *err);
void dirty_clear(struct dirty_set *set);
void dirty_free(struct dirty_set *set);

/* The next clock of a compartment; and note one seen. */
int clock_next(struct store *s, const char *compartment, int64_t *out, struct error *err);
int clock_seen(struct store *s, const char *compartment, int64_t clock, struct error *err);
int dirty_flush_clocks(struct store *s, struct error *err);

#endif

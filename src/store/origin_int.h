/* SPDX-License-Identifier: GPL-3.0-or-later
 * Entries that are held already: through which segments they came, whether they count.
 */
#ifndef INWORK_STORE_ORIGIN_INT_H
#define INWORK_STORE_ORIGIN_INT_H

#include <stdbool.h>
#include <stdint.h>

struct entry;
struct entry_origin;
struct error;
struct store;

struct held_entry {
    int64_t seq; /* 0: not held */
    int64_t segment;
    bool counted, sent;
};

/* Is the compartment that of its kind, where the kind is known? (FORMAT, "Which entries count") */
bool entry_fits(struct store *s, const char *kind, const char *compartment);

int held_find(struct store *s, const char *entry_id, struct held_entry *out, struct error *err);
/* The same entry came again. */
int held_again(struct store *s, const struct held_entry *held, const struct entry *e,
               const struct entry_origin *origin, struct error *err);

#endif

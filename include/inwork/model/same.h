/* SPDX-License-Identifier: GPL-3.0-or-later
 * Joining two records that are of the same person or thing, and parting them again. Both keep their
 * histories; they show as one (doc/FORMAT.md, "Records and current values").
 */
#ifndef INWORK_MODEL_SAME_H
#define INWORK_MODEL_SAME_H

#include <stdbool.h>
#include <stddef.h>

#include "inwork/store/entry.h"

struct error;
struct store;

/* Why these two cannot be joined: 0 if they can. STATUS_DATA: one and the same, of different kinds
 * or compartments, struck, shown as one already. */
int same_check(struct store *s, const char *one, const char *other, struct error *err);
/* Join them; `shown` receives the id under which they show. STATUS_USAGE: no reason given. */
int same_join(struct store *s, const char *one, const char *other, const char *why,
              char shown[RECORD_ID_TEXT], struct error *err);
/* Part a record from all it was joined to. `*parted` (may be NULL) counts the links taken back.
 * STATUS_DATA: it shows alone. */
int same_part(struct store *s, const char *record, const char *why, size_t *parted,
              struct error *err);
/* Is a record of that kind joined to others? */
int same_joined(struct store *s, const char *record, const char *kind, bool *out,
                struct error *err);

#endif

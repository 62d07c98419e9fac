/* SPDX-License-Identifier: GPL-3.0-or-later
 * An entry's rows, however it came.
 */
#ifndef INWORK_STORE_ENTRY_INT_H
#define INWORK_STORE_ENTRY_INT_H

#include <stddef.h>
#include <stdint.h>

#include "inwork/store/entry.h"

struct entry_row {
    const uint8_t *id;
    const char *record, *kind, *compartment, *device, *at;
    int64_t clock, arrived;
    struct entry_origin origin;
};

int entry_insert(struct store *s, const struct entry_row *r, const char *line, size_t n,
                 int64_t *seq, struct error *err);
/* Bring what is derived up to date: at once or, in bulk, when there is enough of it. */
int entry_settle(struct store *s, struct error *err);

#endif

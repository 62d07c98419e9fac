/* SPDX-License-Identifier: GPL-3.0-or-later
 * An entry's rows, however it came.
 */
#ifndef INWORK_STORE_ENTRY_INT_H
#define INWORK_STORE_ENTRY_INT_H

#include <stddef.h>
#include <stdint.h>

#include "inwork/seal/hash.h"
#include "inwork/seal/sshsig.h"
#include "inwork/store/entry.h"

#define ENTRY_NAMESPACE "inwork-entry"

struct entry_row {
    const uint8_t *id;
    const char *record, *kind, *compartment, *device, *at;
    int64_t clock, arrived;
    struct entry_origin origin;
};

/* entry_write in two halves: the message and its id, then the signature into the line. */
int entry_unsigned(struct buf *line, uint8_t id[HASH_BYTES], const struct entry_draft *draft,
                   struct error *err);
int entry_complete(struct buf *line, const uint8_t signature[SSHSIG_RAW_BYTES], struct error *err);
/* The row, then its line: each entry has both when its transaction ends. */
int entry_insert(struct store *s, const struct entry_row *r, int64_t *seq, struct error *err);
int entry_insert_line(struct store *s, int64_t seq, const char *line, size_t n, struct error *err);
/* Bring what is derived up to date: at once or, in bulk, when there is enough of it. */
int entry_settle(struct store *s, struct error *err);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later
 * zstd with length hiding: one frame, then one skippable frame (magic 0x184D2A50, zero content)
 * that brings the whole to the next PADME size, at least 1,024 bytes (FORMAT 6).
 */
#ifndef INWORK_SEAL_SQUEEZE_H
#define INWORK_SEAL_SQUEEZE_H

#include <stddef.h>

struct buf;
struct error;

/* Compress and pad; appended to `out`. */
int squeeze_pack(struct buf *out, const void *plain, size_t n, struct error *err);
/* Undo it, refusing (STATUS_DATA) more than `max` plain bytes before allocating them, a missing or
 * second data frame, and anything after the padding. */
int squeeze_unpack(struct buf *out, const void *packed, size_t n, size_t max, struct error *err);
/* The PADME size for `n`, at least 1,024. */
size_t squeeze_padded_size(size_t n);

#endif

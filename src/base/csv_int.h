/* SPDX-License-Identifier: GPL-3.0-or-later
 * From the encodings that spreadsheets write to UTF-8.
 */
#ifndef INWORK_SRC_BASE_CSV_INT_H
#define INWORK_SRC_BASE_CSV_INT_H

#include <stddef.h>

struct buf;
struct error;

#define CSV_CONVERTED 1

/* Name the encoding. 0: the bytes are UTF-8 as they are (perhaps after a mark); CSV_CONVERTED:
 * their UTF-8 was appended to `out`, without a mark; or STATUS_DATA. */
int csv_decode(struct buf *out, const char **encoding, const char *bytes, size_t n,
               struct error *err);
/* 3 if the bytes begin with the UTF-8 byte order mark, else 0. */
size_t csv_utf8_mark(const char *bytes, size_t n);

#endif

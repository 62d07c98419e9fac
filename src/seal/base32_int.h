/* SPDX-License-Identifier: GPL-3.0-or-later
 * Base32 without padding in the lower-case alphabet of RFC 4648, for ids and recovery keys. Made
 * without tables, so that encoding a recovery key leaves no trace in the cache. Private to seal.
 */
#ifndef INWORK_SEAL_BASE32_INT_H
#define INWORK_SEAL_BASE32_INT_H

#include <stddef.h>
#include <stdint.h>

/* `out` holds (8 * n + 4) / 5 characters and a NUL. */
void seal_base32_encode(char *out, const uint8_t *bytes, size_t n);
/* 0 to 31, or -1 if `c` is no lower-case base32 character. */
int seal_base32_value(char c);

#endif

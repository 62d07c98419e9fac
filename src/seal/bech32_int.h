/* SPDX-License-Identifier: GPL-3.0-or-later
 * Bech32 (BIP 173) for 32-byte keys, without its limit on length. Private to seal.
 */
#ifndef INWORK_SEAL_BECH32_INT_H
#define INWORK_SEAL_BECH32_INT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { BECH32_DATA = 52, BECH32_CHECK = 6 };

/* Writes prefix, '1', 52 characters, 6 of checksum and a NUL. `upper` writes capitals; the prefix
 * is given in lower case. */
void bech32_encode(char *out, const char *prefix, bool upper, const uint8_t key[32]);
/* 0, or -1 if the text is not exactly such a key in that case. */
int bech32_decode(uint8_t key[32], const char *prefix, bool upper, const char *text, size_t n);

#endif

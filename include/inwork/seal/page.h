/* SPDX-License-Identifier: GPL-3.0-or-later
 * Authenticated encryption of a small unit of a file: XChaCha20-Poly1305 with a random nonce.
 * The vault's pages and log units and the header's key slots are made with it.
 */
#ifndef INWORK_SEAL_PAGE_H
#define INWORK_SEAL_PAGE_H

#include <stddef.h>
#include <stdint.h>

struct error;

#define PAGE_KEY_BYTES 32
#define PAGE_NONCE_BYTES 24
#define PAGE_TAG_BYTES 16
#define PAGE_OVERHEAD (PAGE_NONCE_BYTES + PAGE_TAG_BYTES)

/* Encrypt `n` bytes of `plain` into `out` (may be the same place), drawing a fresh random nonce;
 * `trailer` receives nonce and tag. `ad` is authenticated, not stored. */
void page_seal(uint8_t *out, uint8_t trailer[PAGE_OVERHEAD], const uint8_t *plain, size_t n,
               const void *ad, size_t ad_len, const uint8_t key[PAGE_KEY_BYTES]);
/* The same with a nonce drawn by the caller: many at once cost less. It must come from seal_random
 * and go into this one unit; a nonce used twice gives both units away. */
void page_seal_with(uint8_t *out, uint8_t trailer[PAGE_OVERHEAD], const uint8_t *plain, size_t n,
                    const void *ad, size_t ad_len, const uint8_t key[PAGE_KEY_BYTES],
                    const uint8_t nonce[PAGE_NONCE_BYTES]);
/* 0 and the plain bytes in `out` (may be the same place), or -1 with `n` zero bytes
 * in `out`: the unit was not made with this key, for this place, or was altered. */
int page_open(uint8_t *out, const uint8_t *sealed, const uint8_t trailer[PAGE_OVERHEAD], size_t n,
              const void *ad, size_t ad_len, const uint8_t key[PAGE_KEY_BYTES]);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Authenticated encryption of a small unit of a file: XChaCha20-Poly1305, tag kept apart from the
 * bytes so that a page keeps its size. Knows nothing of files, positions or SQLite.
 */
#include "inwork/seal/page.h"

#include <sodium.h>

_Static_assert(PAGE_NONCE_BYTES == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, "nonce");
_Static_assert(PAGE_TAG_BYTES == crypto_aead_xchacha20poly1305_ietf_ABYTES, "tag");
_Static_assert(PAGE_KEY_BYTES == crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "key");

void page_seal_with(uint8_t *out, uint8_t trailer[PAGE_OVERHEAD], const uint8_t *plain, size_t n,
                    const void *ad, size_t ad_len, const uint8_t key[PAGE_KEY_BYTES],
                    const uint8_t nonce[PAGE_NONCE_BYTES])
{
    /* `trailer` may lie inside the page that `plain` points to, past its `n` bytes. */
    (void)crypto_aead_xchacha20poly1305_ietf_encrypt_detached(
        out, trailer + PAGE_NONCE_BYTES, NULL, plain, n, ad, ad_len, NULL, nonce, key);
    for (size_t i = 0; i < PAGE_NONCE_BYTES; i++)
        trailer[i] = nonce[i];
}

void page_seal(uint8_t *out, uint8_t trailer[PAGE_OVERHEAD], const uint8_t *plain, size_t n,
               const void *ad, size_t ad_len, const uint8_t key[PAGE_KEY_BYTES])
{
    uint8_t nonce[PAGE_NONCE_BYTES];
    randombytes_buf(nonce, sizeof nonce);
    page_seal_with(out, trailer, plain, n, ad, ad_len, key, nonce);
}

int page_open(uint8_t *out, const uint8_t *sealed, const uint8_t trailer[PAGE_OVERHEAD], size_t n,
              const void *ad, size_t ad_len, const uint8_t key[PAGE_KEY_BYTES])
{
    return crypto_aead_xchacha20poly1305_ietf_decrypt_detached(
               out, NULL, sealed, n, trailer + PAGE_NONCE_BYTES, ad, ad_len, trailer, key)
               ? -1
               : 0;
}

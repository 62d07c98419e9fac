/* SPDX-License-Identifier: GPL-3.0-or-later
 * The hashes that the formats name, thin over libsodium. HKDF is written out here because
 * libsodium has it only from 1.0.19 on.
 */
#include "inwork/seal/hash.h"

#include <string.h>

#include <sodium.h>

#include "inwork/base/encode.h"

void hash_sha256(uint8_t out[HASH_BYTES], const void *bytes, size_t n)
{
    (void)crypto_hash_sha256(out, bytes, n);
}

void hash_blake2b(uint8_t out[HASH_BYTES], const void *bytes, size_t n)
{
    (void)crypto_generichash(out, HASH_BYTES, bytes, n, NULL, 0);
}

void hash_blake2b_keyed(uint8_t out[HASH_BYTES], const uint8_t key[32], const void *bytes, size_t n)
{
    (void)crypto_generichash(out, HASH_BYTES, bytes, n, key, 32);
}

void hash_hmac_sha256(uint8_t out[HASH_BYTES], const void *key, size_t key_len, const void *bytes,
                      size_t n)
{
    crypto_auth_hmacsha256_state state;
    (void)crypto_auth_hmacsha256_init(&state, key, key_len);
    (void)crypto_auth_hmacsha256_update(&state, bytes, n);
    (void)crypto_auth_hmacsha256_final(&state, out);
    sodium_memzero(&state, sizeof state);
}

/* RFC 5869: extract, then the first block of expand. An absent salt is 32 zero bytes, which as an
 * HMAC key is the same as an empty one. */
void hash_hkdf_sha256(uint8_t out[HASH_BYTES], const void *ikm, size_t ikm_len, const void *salt,
                      size_t salt_len, const char *info)
{
    static const uint8_t no_salt[HASH_BYTES];
    const uint8_t first_block = 1;
    uint8_t prk[HASH_BYTES];
    if (salt_len == 0)
        hash_hmac_sha256(prk, no_salt, sizeof no_salt, ikm, ikm_len);
    else
        hash_hmac_sha256(prk, salt, salt_len, ikm, ikm_len);
    crypto_auth_hmacsha256_state state;
    (void)crypto_auth_hmacsha256_init(&state, prk, sizeof prk);
    (void)crypto_auth_hmacsha256_update(&state, (const unsigned char *)info, strlen(info));
    (void)crypto_auth_hmacsha256_update(&state, &first_block, 1);
    (void)crypto_auth_hmacsha256_final(&state, out);
    sodium_memzero(&state, sizeof state);
    sodium_memzero(prk, sizeof prk);
}

void hash_hex(char *out, const void *bytes, size_t n)
{
    hex_encode(out, bytes, n);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * The hashes that the formats name: SHA-256, BLAKE2b-256 (plain and keyed), HMAC and HKDF.
 */
#ifndef INWORK_SEAL_HASH_H
#define INWORK_SEAL_HASH_H

#include <stddef.h>
#include <stdint.h>

#define HASH_BYTES 32
#define HASH_HEX (2 * HASH_BYTES + 1) /* with the NUL */

void hash_sha256(uint8_t out[HASH_BYTES], const void *bytes, size_t n);
void hash_blake2b(uint8_t out[HASH_BYTES], const void *bytes, size_t n); /* as `b2sum -l 256` */
void hash_blake2b_keyed(uint8_t out[HASH_BYTES], const uint8_t key[32], const void *bytes,
                        size_t n);
void hash_hmac_sha256(uint8_t out[HASH_BYTES], const void *key, size_t key_len, const void *bytes,
                      size_t n);
/* HKDF-SHA256 with 32 bytes of output (RFC 5869). `salt` may be NULL with length 0. */
void hash_hkdf_sha256(uint8_t out[HASH_BYTES], const void *ikm, size_t ikm_len, const void *salt,
                      size_t salt_len, const char *info);
/* Lower-case hexadecimal with a NUL: `out` holds 2 * n + 1 bytes. */
void hash_hex(char *out, const void *bytes, size_t n);

#endif

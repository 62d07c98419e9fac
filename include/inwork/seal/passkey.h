/* SPDX-License-Identifier: GPL-3.0-or-later
 * From a passphrase, or a recovery key on paper, to a 32-byte key.
 */
#ifndef INWORK_SEAL_PASSKEY_H
#define INWORK_SEAL_PASSKEY_H

#include <stddef.h>
#include <stdint.h>

struct error;
struct buf;

#define PASSKEY_SALT_BYTES 16
#define PASSKEY_MEMORY_FLOOR (UINT64_C(64) << 20)
#define PASSKEY_MEMORY_CEILING (UINT64_C(4) << 30)
#define PASSKEY_PASSES_FLOOR 3u
#define PASSKEY_PASSES_CEILING 32u

struct passkey_cost {
    uint64_t memory; /* bytes, 64 MiB to 4 GiB */
    uint32_t passes; /* 3 to 32 */
};

/* The floor: 64 MiB, 3 passes (`--kdf light`). */
struct passkey_cost passkey_light(void);
/* Measure this machine once and choose a cost that takes 0.5 to 1 s, never below the floor. */
struct passkey_cost passkey_tuned(void);
/* Argon2id. A cost outside the limits is refused (STATUS_DAMAGED: it came from a file) before any
 * memory is asked for. `out` must be locked memory. */
int passkey_derive(uint8_t out[32], const char *passphrase, size_t n,
                   const uint8_t salt[PASSKEY_SALT_BYTES], struct passkey_cost cost,
                   struct error *err);

/* A recovery key is 20 random bytes and 2 check bytes (first two of SHA-256 over "inwork-recovery"
 * and the bytes), written as base32 in groups of six, upper case, groups joined by '-'. */
#define RECOVERY_BYTES 20
#define RECOVERY_TEXT 64 /* enough for the text and a NUL */
void recovery_format(char out[RECOVERY_TEXT], const uint8_t key[RECOVERY_BYTES]);
/* Accepts lower case, spaces and missing hyphens, and 0/1/8 for O/I/B.
 * Errors: STATUS_DATA, what was typed is no recovery key (the sentence says which character, or how
 * many there are); STATUS_REFUSED, it has the form of one and its check does not fit. */
int recovery_parse(uint8_t out[RECOVERY_BYTES], const char *text, size_t n, struct error *err);
/* 32-byte keys from the recovery key, one per purpose (keyed BLAKE2b over the purpose string). */
void recovery_derive(uint8_t out[32], const uint8_t key[RECOVERY_BYTES], const char *purpose);

#endif

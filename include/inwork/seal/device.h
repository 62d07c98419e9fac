/* SPDX-License-Identifier: GPL-3.0-or-later
 * A device's two keys: Ed25519 to sign, X25519 to receive, and the id that names both.
 */
#ifndef INWORK_SEAL_DEVICE_H
#define INWORK_SEAL_DEVICE_H

#include <stddef.h>
#include <stdint.h>

#include "inwork/seal/passkey.h"

struct error;

#define DEVICE_ID_TEXT 25          /* 24 characters and a NUL */
#define DEVICE_FINGERPRINT_TEXT 30 /* six groups of four joined by '-', and a NUL */
#define DEVICE_SEED_BYTES 64       /* what is stored: Ed25519 seed, then X25519 secret */

/* The public half; may be copied freely. */
struct device_public {
    uint8_t ed25519[32];
    uint8_t x25519[32];
};

/* The secret half lives in locked memory. */
struct device_keys {
    struct device_public public;
    uint8_t *secret; /* locked: 64 bytes Ed25519 secret key (libsodium's form), 32 bytes X25519 */
};

/* New random keys. Free with device_keys_clear. */
int device_keys_generate(struct device_keys *out, struct error *err);
/* Rebuild from the stored seed. */
int device_keys_from_seed(struct device_keys *out, const uint8_t seed[DEVICE_SEED_BYTES],
                          struct error *err);
/* The device on paper: a lead whose keys follow from the founder's recovery key, so that a team
 * whose machines are all gone can be entered again. */
int device_keys_from_recovery(struct device_keys *out, const uint8_t recovery[RECOVERY_BYTES],
                              struct error *err);
/* The seed to store; the caller wipes it. */
void device_keys_seed(uint8_t seed[DEVICE_SEED_BYTES], const struct device_keys *keys);
void device_keys_clear(struct device_keys *keys);

/* First 15 bytes of SHA-256 over both public keys (Ed25519 first), lower-case base32 (FORMAT 4). */
void device_id(char out[DEVICE_ID_TEXT], const struct device_public *public);
/* The id in six groups of four joined by '-'. */
void device_fingerprint(char out[DEVICE_FINGERPRINT_TEXT], const char *id);
/* 1 if `id` is 24 characters of lower-case base32. */
int device_id_valid(const char *id);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later
 * The bytes inside an SSHSIG: what is signed, and what the armour holds. Private to seal.
 */
#ifndef INWORK_SEAL_SSHSIG_INT_H
#define INWORK_SEAL_SSHSIG_INT_H

#include <stddef.h>
#include <stdint.h>

enum {
    SSHSIG_NAMESPACE_MAX = 64,
    SSHSIG_SIGNED_MAX = 6 + 4 + SSHSIG_NAMESPACE_MAX + 4 + 4 + 6 + 4 + 64,
    SSHSIG_KEY_BYTES = 4 + 11 + 4 + 32,
};

static const uint8_t sshsig_magic[6] = {'S', 'S', 'H', 'S', 'I', 'G'};

enum sshsig_hash { SSHSIG_SHA256, SSHSIG_SHA512 };

/* The signed bytes; returns their number, or 0 if the namespace is empty or too long. */
size_t sshsig_signed_bytes(uint8_t out[SSHSIG_SIGNED_MAX], const char *name_space,
                           enum sshsig_hash hash, const void *message, size_t n);
/* The public key as ssh sends it: string "ssh-ed25519", string key. */
void sshsig_key_bytes(uint8_t out[SSHSIG_KEY_BYTES], const uint8_t ed25519[32]);
/* Append `n` bytes as an ssh string at `out`; returns the place behind it. */
uint8_t *sshsig_put_string(uint8_t *out, const void *bytes, size_t n);

#endif

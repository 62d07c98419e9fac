/* SPDX-License-Identifier: GPL-3.0-or-later
 * Signatures as `ssh-keygen -Y` makes and checks them (SSHSIG, Ed25519, SHA-512).
 *
 *   blob   = "SSHSIG" u32 version(1) string publickey string namespace string reserved("")
 *            string hash string signature
 *   signed = "SSHSIG" string namespace string reserved("") string hash string H(message)
 */
#ifndef INWORK_SEAL_SSHSIG_H
#define INWORK_SEAL_SSHSIG_H

#include <stddef.h>
#include <stdint.h>

struct buf;
struct device_keys;
struct error;

#define SSHSIG_RAW_BYTES 64

/* The bare 64-byte Ed25519 signature over the SSHSIG signed bytes. */
int sshsig_sign_raw(uint8_t out[SSHSIG_RAW_BYTES], const struct device_keys *keys,
                    const char *name_space, const void *message, size_t n, struct error *err);
/* 0 or STATUS_REFUSED. */
int sshsig_verify_raw(const uint8_t sig[SSHSIG_RAW_BYTES], const uint8_t ed25519[32],
                      const char *name_space, const void *message, size_t n, struct error *err);
/* Armour a raw signature exactly as ssh-keygen would write it; appended to `out`. */
int sshsig_armor_raw(struct buf *out, const uint8_t sig[SSHSIG_RAW_BYTES],
                     const uint8_t ed25519[32], const char *name_space, struct error *err);
/* Sign and armour; appended to `out`. */
int sshsig_sign(struct buf *out, const struct device_keys *keys, const char *name_space,
                const void *message, size_t n, struct error *err);
/* Check an armoured signature (at most 4 KiB of it) by exactly this key and namespace.
 * Errors: STATUS_REFUSED (does not verify, other key, other namespace), STATUS_DATA (malformed). */
int sshsig_verify(const void *armored, size_t armored_len, const uint8_t ed25519[32],
                  const char *name_space, const void *message, size_t n, struct error *err);
/* "ssh-ed25519 AAAA…" without a newline, appended. */
void sshsig_public_line(struct buf *out, const uint8_t ed25519[32]);

#endif

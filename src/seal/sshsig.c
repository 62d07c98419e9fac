/* SPDX-License-Identifier: GPL-3.0-or-later
 * Bare signatures over the bytes that SSHSIG signs (OpenSSH's PROTOCOL.sshsig), without armour.
 */
#include "inwork/seal/sshsig.h"

#include <string.h>

#include <sodium.h>

#include "inwork/base/error.h"
#include "inwork/seal/device.h"
#include "sshsig_int.h"

static uint8_t *put_u32(uint8_t *out, size_t n)
{
    *out++ = (uint8_t)(n >> 24);
    *out++ = (uint8_t)(n >> 16);
    *out++ = (uint8_t)(n >> 8);
    *out++ = (uint8_t)n;
    return out;
}

uint8_t *sshsig_put_string(uint8_t *out, const void *bytes, size_t n)
{
    out = put_u32(out, n);
    if (n > 0)
        memcpy(out, bytes, n);
    return out + n;
}

void sshsig_key_bytes(uint8_t out[SSHSIG_KEY_BYTES], const uint8_t ed25519[32])
{
    uint8_t *end = sshsig_put_string(out, "ssh-ed25519", 11);
    (void)sshsig_put_string(end, ed25519, 32);
}

size_t sshsig_signed_bytes(uint8_t out[SSHSIG_SIGNED_MAX], const char *name_space,
                           enum sshsig_hash hash, const void *message, size_t n)
{
    size_t name_len = strnlen(name_space, SSHSIG_NAMESPACE_MAX + 1);
    if (name_len == 0 || name_len > SSHSIG_NAMESPACE_MAX)
        return 0;
    uint8_t digest[crypto_hash_sha512_BYTES];
    size_t digest_len = hash == SSHSIG_SHA512 ? crypto_hash_sha512_BYTES : crypto_hash_sha256_BYTES;
    if (hash == SSHSIG_SHA512)
        (void)crypto_hash_sha512(digest, message, n);
    else
        (void)crypto_hash_sha256(digest, message, n);
    memcpy(out, sshsig_magic, sizeof sshsig_magic);
    uint8_t *end = sshsig_put_string(out + 6, name_space, name_len);
    end = sshsig_put_string(end, "", 0); /* reserved */
    end = sshsig_put_string(end, hash == SSHSIG_SHA512 ? "sha512" : "sha256", 6);
    end = sshsig_put_string(end, digest, digest_len);
    return (size_t)(end - out);
}

static int bad_namespace(struct error *err)
{
    return error_set(err, STATUS_SOFTWARE, "a signature namespace has 1 to %d bytes",
                     SSHSIG_NAMESPACE_MAX);
}

int sshsig_sign_raw(uint8_t out[SSHSIG_RAW_BYTES], const struct device_keys *keys,
                    const char *name_space, const void *message, size_t n, struct error *err)
{
    uint8_t bytes[SSHSIG_SIGNED_MAX];
    size_t len = sshsig_signed_bytes(bytes, name_space, SSHSIG_SHA512, message, n);
    if (len == 0)
        return bad_namespace(err);
    (void)crypto_sign_ed25519_detached(out, NULL, bytes, len, keys->secret);
    return 0;
}

int sshsig_verify_raw(const uint8_t sig[SSHSIG_RAW_BYTES], const uint8_t ed25519[32],
                      const char *name_space, const void *message, size_t n, struct error *err)
{
    uint8_t bytes[SSHSIG_SIGNED_MAX];
    size_t len = sshsig_signed_bytes(bytes, name_space, SSHSIG_SHA512, message, n);
    if (len == 0)
        return bad_namespace(err);
    if (crypto_sign_ed25519_verify_detached(sig, bytes, len, ed25519))
        return error_set(err, STATUS_REFUSED, "the signature does not fit the key and the content");
    return 0;
}

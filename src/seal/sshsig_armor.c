/* SPDX-License-Identifier: GPL-3.0-or-later
 * SSHSIG files: the armour that ssh-keygen writes and reads, around a public key, a namespace and
 * a bare signature. Reading is stricter than ssh-keygen's: the blob fills the file.
 */
#include <stdbool.h>
#include <string.h>

#include <sodium.h>

#include "inwork/base/buf.h"
#include "inwork/base/encode.h"
#include "inwork/base/error.h"
#include "inwork/seal/device.h"
#include "inwork/seal/sshsig.h"
#include "sshsig_int.h"

#define BEGIN_LINE "-----BEGIN SSH SIGNATURE-----\n"
#define END_LINE "-----END SSH SIGNATURE-----\n"

enum {
    SIGNATURE_BYTES = 4 + 11 + 4 + SSHSIG_RAW_BYTES,
    BLOB_MAX =
        6 + 4 + 4 + SSHSIG_KEY_BYTES + 4 + SSHSIG_NAMESPACE_MAX + 4 + 4 + 6 + 4 + SIGNATURE_BYTES,
    BASE64_MAX = BASE64_LENGTH(BLOB_MAX) + 1,
    ARMOR_MAX = 4096,
    LINE = 70,
};

int sshsig_armor_raw(struct buf *out, const uint8_t sig[SSHSIG_RAW_BYTES],
                     const uint8_t ed25519[32], const char *name_space, struct error *err)
{
    static const uint8_t version[4] = {0, 0, 0, 1};
    uint8_t key[SSHSIG_KEY_BYTES];
    uint8_t signature[SIGNATURE_BYTES];
    uint8_t blob[BLOB_MAX];
    char text[BASE64_MAX];
    size_t name_len = strnlen(name_space, SSHSIG_NAMESPACE_MAX + 1);
    if (name_len == 0 || name_len > SSHSIG_NAMESPACE_MAX)
        return error_set(err, STATUS_SOFTWARE, "a signature namespace has 1 to %d bytes",
                         SSHSIG_NAMESPACE_MAX);
    sshsig_key_bytes(key, ed25519);
    (void)sshsig_put_string(sshsig_put_string(signature, "ssh-ed25519", 11), sig, SSHSIG_RAW_BYTES);
    memcpy(blob, sshsig_magic, sizeof sshsig_magic);
    memcpy(blob + 6, version, sizeof version);
    uint8_t *end = sshsig_put_string(blob + 10, key, sizeof key);
    end = sshsig_put_string(end, name_space, name_len);
    end = sshsig_put_string(end, "", 0);
    end = sshsig_put_string(end, "sha512", 6);
    end = sshsig_put_string(end, signature, sizeof signature);
    base64_encode(text, blob, (size_t)(end - blob));
    size_t len = strlen(text);
    buf_add(out, BEGIN_LINE);
    for (size_t at = 0; at < len; at += LINE) {
        buf_append(out, text + at, len - at < LINE ? len - at : LINE);
        buf_push(out, '\n');
    }
    buf_add(out, END_LINE);
    return buf_ok(out, err);
}

int sshsig_sign(struct buf *out, const struct device_keys *keys, const char *name_space,
                const void *message, size_t n, struct error *err)
{
    uint8_t sig[SSHSIG_RAW_BYTES];
    int status = sshsig_sign_raw(sig, keys, name_space, message, n, err);
    if (status)
        return status;
    return sshsig_armor_raw(out, sig, keys->public.ed25519, name_space, err);
}

void sshsig_public_line(struct buf *out, const uint8_t ed25519[32])
{
    uint8_t key[SSHSIG_KEY_BYTES];
    sshsig_key_bytes(key, ed25519);
    buf_add(out, "ssh-ed25519 ");
    buf_add_base64(out, key, sizeof key);
}

static int malformed(struct error *err, const char *what)
{
    return error_set(err, STATUS_DATA, "the signature file is malformed: %s", what);
}

/* What is left to read. */
struct bytes {
    const uint8_t *at;
    size_t left;
};

static int take_string(struct bytes *from, struct bytes *out)
{
    if (from->left < 4)
        return -1;
    size_t n = (size_t)from->at[0] << 24 | (size_t)from->at[1] << 16 | (size_t)from->at[2] << 8 |
               from->at[3];
    if (n > from->left - 4)
        return -1;
    *out = (struct bytes){from->at + 4, n};
    from->at += 4 + n;
    from->left -= 4 + n;
    return 0;
}

static int equals(const struct bytes *a, const void *bytes, size_t n)
{
    return a->left == n && (n == 0 || memcmp(a->at, bytes, n) == 0);
}

/* From the armour to the blob: the lines, then base64 in lines of any length, ended by LF or CR LF.
 */
static int dearmor(uint8_t blob[ARMOR_MAX], size_t *len, const char *text, size_t n,
                   struct error *err)
{
    static const char begin[] = "-----BEGIN SSH SIGNATURE-----";
    static const char end[] = "-----END SSH SIGNATURE-----";
    const size_t begin_len = sizeof begin - 1;
    const size_t end_len = sizeof end - 1;
    if (n > ARMOR_MAX)
        return malformed(err, "it is longer than 4 KiB");
    if (n < begin_len + 1 || memcmp(text, begin, begin_len) != 0 ||
        (text[begin_len] != '\n' && text[begin_len] != '\r'))
        return malformed(err, "it does not begin as a signature");
    while (n > 0 && (text[n - 1] == '\n' || text[n - 1] == '\r'))
        n--;
    if (n < begin_len + 1 + end_len || memcmp(text + n - end_len, end, end_len) != 0 ||
        text[n - end_len - 1] != '\n')
        return malformed(err, "its last line is not the end of a signature");
    char bare[ARMOR_MAX];
    size_t bare_len = 0;
    for (size_t i = begin_len; i < n - end_len; i++)
        if (text[i] != '\n' && text[i] != '\r')
            bare[bare_len++] = text[i];
    ssize_t got = base64_decode(blob, ARMOR_MAX, bare, bare_len);
    if (got < 0)
        return malformed(err, "its content is not base64");
    *len = (size_t)got;
    return 0;
}

int sshsig_verify(const void *armored, size_t armored_len, const uint8_t ed25519[32],
                  const char *name_space, const void *message, size_t n, struct error *err)
{
    static const uint8_t preamble[10] = {'S', 'S', 'H', 'S', 'I', 'G', 0, 0, 0, 1};
    uint8_t blob[ARMOR_MAX];
    size_t blob_len = 0;
    int status = dearmor(blob, &blob_len, armored, armored_len, err);
    if (status)
        return status;
    if (blob_len < sizeof preamble || memcmp(blob, preamble, 6) != 0)
        return malformed(err, "its content is no SSHSIG");
    if (memcmp(blob, preamble, sizeof preamble) != 0)
        return malformed(err, "its version is not 1");
    struct bytes rest = {blob + sizeof preamble, blob_len - sizeof preamble};
    struct bytes key, name, reserved, hash_name, signature;
    if (take_string(&rest, &key) || take_string(&rest, &name) || take_string(&rest, &reserved) ||
        take_string(&rest, &hash_name) || take_string(&rest, &signature) || rest.left > 0)
        return malformed(err, "its parts do not fit its length");
    bool sha512 = equals(&hash_name, "sha512", 6);
    if (!sha512 && !equals(&hash_name, "sha256", 6))
        return malformed(err, "its hash is neither sha512 nor sha256");
    struct bytes kind, raw;
    if (take_string(&signature, &kind) || take_string(&signature, &raw) || signature.left > 0)
        return malformed(err, "the signature in it does not fit its length");
    uint8_t wanted[SSHSIG_KEY_BYTES];
    sshsig_key_bytes(wanted, ed25519);
    if (!equals(&key, wanted, sizeof wanted))
        return error_set(err, STATUS_REFUSED, "the signature is by another key than expected");
    if (!equals(&kind, "ssh-ed25519", 11) || raw.left != SSHSIG_RAW_BYTES)
        return malformed(err, "the signature in it is no Ed25519 signature");
    if (!equals(&name, name_space, strlen(name_space)))
        return error_set(err, STATUS_REFUSED, "the signature is for another purpose than %s",
                         name_space);
    uint8_t bytes[SSHSIG_SIGNED_MAX];
    size_t len =
        sshsig_signed_bytes(bytes, name_space, sha512 ? SSHSIG_SHA512 : SSHSIG_SHA256, message, n);
    if (len == 0 || crypto_sign_ed25519_verify_detached(raw.at, bytes, len, ed25519))
        return error_set(err, STATUS_REFUSED, "the signature does not fit the key and the content");
    return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * The file key in its stanzas: X25519 and scrypt, wrapping and unwrapping. Unknown stanzas are
 * passed over; a malformed one of a kind we know condemns the file.
 */
#include <string.h>

#include <sodium.h>

#include "age_int.h"
#include "inwork/base/encode.h"
#include "inwork/base/error.h"
#include "inwork/seal/hash.h"
#include "inwork/seal/secret.h"

static const uint8_t zero_nonce[crypto_aead_chacha20poly1305_ietf_NPUBBYTES];
static const char scrypt_label[] = "age-encryption.org/v1/scrypt";

enum { SCRYPT_LABEL = sizeof scrypt_label - 1, ARGS_MAX = 3 };

struct text {
    const char *at;
    size_t len;
};

/* Split at the spaces; returns their number, ARGS_MAX + 1 for any more. */
static size_t arguments(struct text out[ARGS_MAX], const struct age_header *h,
                        const struct age_stanza *stanza)
{
    const char *at = h->text.data + stanza->args_at;
    size_t left = stanza->args_len;
    size_t count = 0;
    for (;;) {
        const char *space = memchr(at, ' ', left);
        size_t n = space ? (size_t)(space - at) : left;
        if (count == ARGS_MAX)
            return ARGS_MAX + 1;
        out[count++] = (struct text){at, n};
        if (!space)
            return count;
        at += n + 1;
        left -= n + 1;
    }
}

static bool is(const struct text *t, const char *expected)
{
    return t->len == strlen(expected) && memcmp(t->at, expected, t->len) == 0;
}

static int open_file_key(struct age_keys *keys, const uint8_t *body)
{
    unsigned long long n = 0;
    return crypto_aead_chacha20poly1305_ietf_decrypt(keys->file, &n, NULL, body, AGE_WRAPPED_KEY,
                                                     NULL, 0, zero_nonce, keys->scratch);
}

static void seal_file_key(uint8_t body[AGE_WRAPPED_KEY], const struct age_keys *keys)
{
    (void)crypto_aead_chacha20poly1305_ietf_encrypt(body, NULL, keys->file, sizeof keys->file, NULL,
                                                    0, NULL, zero_nonce, keys->scratch);
}

/* keys->scratch from the shared secret in it; `share` and `recipient` bind it to this file. */
static void x25519_wrap_key(struct age_keys *keys, const uint8_t share[32],
                            const uint8_t recipient[32])
{
    uint8_t salt[64];
    memcpy(salt, share, 32);
    memcpy(salt + 32, recipient, 32);
    hash_hkdf_sha256(keys->scratch, keys->scratch, 32, salt, sizeof salt,
                     "age-encryption.org/v1/X25519");
}

static enum age_outcome unwrap_x25519(struct age_keys *keys, const struct text args[ARGS_MAX],
                                      size_t arg_count, const uint8_t *body, size_t body_len,
                                      const struct age_identity *identity, struct error *err)
{
    uint8_t share[32];
    struct age_recipient recipient;
    if (arg_count != 2 ||
        base64_bare_decode(share, sizeof share, args[1].at, args[1].len) != sizeof share ||
        body_len != AGE_WRAPPED_KEY)
        return age_header_failure(err, "an X25519 stanza is malformed");
    age_identity_recipient(&recipient, identity);
    if (crypto_scalarmult_curve25519(keys->scratch, identity->x25519, share))
        return age_header_failure(err, "an X25519 stanza has a share that reveals the key");
    x25519_wrap_key(keys, share, recipient.x25519);
    return open_file_key(keys, body) ? AGE_NO_MATCH : AGE_SUCCESS;
}

/* keys->scratch from the passphrase. 0, or -1 if memory ran out. */
static int scrypt_wrap_key(struct age_keys *keys, const struct secret *passphrase,
                           const uint8_t salt[AGE_SCRYPT_SALT], unsigned log2)
{
    uint8_t labelled[SCRYPT_LABEL + AGE_SCRYPT_SALT];
    memcpy(labelled, scrypt_label, SCRYPT_LABEL);
    memcpy(labelled + SCRYPT_LABEL, salt, AGE_SCRYPT_SALT);
    return crypto_pwhash_scryptsalsa208sha256_ll(
        (const uint8_t *)passphrase->bytes, passphrase->len, labelled, sizeof labelled,
        UINT64_C(1) << log2, 8, 1, keys->scratch, sizeof keys->scratch);
}

/* A decimal number without sign or leading zero, 1 to AGE_SCRYPT_MAX; 0 for anything else. */
static unsigned work_factor(const struct text *t)
{
    unsigned value = 0;
    if (t->len < 1 || t->len > 2 || t->at[0] == '0')
        return 0;
    for (size_t i = 0; i < t->len; i++) {
        if (t->at[i] < '0' || t->at[i] > '9')
            return 0;
        value = value * 10 + (unsigned)(t->at[i] - '0');
    }
    return value <= AGE_SCRYPT_MAX ? value : 0;
}

static enum age_outcome unwrap_scrypt(struct age_keys *keys, const struct text args[ARGS_MAX],
                                      size_t arg_count, const uint8_t *body, size_t body_len,
                                      const struct age_unlock *unlock, struct error *err)
{
    uint8_t salt[AGE_SCRYPT_SALT];
    if (arg_count != 3 ||
        base64_bare_decode(salt, sizeof salt, args[1].at, args[1].len) != sizeof salt ||
        body_len != AGE_WRAPPED_KEY)
        return age_header_failure(err, "the scrypt stanza is malformed");
    unsigned log2 = work_factor(&args[2]);
    if (log2 == 0)
        return age_header_failure(err, "the scrypt stanza's work factor is not from 1 to 22");
    for (size_t i = 0; i < unlock->passphrase_count; i++) {
        if (scrypt_wrap_key(keys, &unlock->passphrases[i], salt, log2)) {
            (void)error_memory(err);
            return AGE_OTHER_FAILURE;
        }
        if (!open_file_key(keys, body))
            return AGE_SUCCESS;
    }
    return AGE_NO_MATCH;
}

static enum age_outcome unwrap_stanza(struct age_keys *keys, const struct age_header *h,
                                      const struct age_stanza *stanza,
                                      const struct age_unlock *unlock, struct error *err)
{
    struct text args[ARGS_MAX];
    size_t arg_count = arguments(args, h, stanza);
    const uint8_t *body = (const uint8_t *)buf_text(&h->bodies) + stanza->body_at;
    if (is(&args[0], "scrypt")) {
        if (h->count > 1)
            return age_header_failure(err, "a scrypt stanza is not alone");
        if (unlock->passphrase_count > 0)
            return unwrap_scrypt(keys, args, arg_count, body, stanza->body_len, unlock, err);
    }
    if (is(&args[0], "X25519"))
        for (size_t i = 0; i < unlock->identity_count; i++) {
            enum age_outcome outcome = unwrap_x25519(keys, args, arg_count, body, stanza->body_len,
                                                     &unlock->identities[i], err);
            if (outcome != AGE_NO_MATCH)
                return outcome;
        }
    return AGE_NO_MATCH;
}

enum age_outcome age_unwrap(struct age_keys *keys, const struct age_header *h,
                            const struct age_unlock *unlock, struct error *err)
{
    /* All stanzas are looked at, so that a malformed one counts wherever it stands. */
    enum age_outcome found = AGE_NO_MATCH;
    for (size_t i = 0; i < h->count; i++) {
        enum age_outcome outcome = unwrap_stanza(keys, h, &h->stanzas[i], unlock, err);
        if (outcome == AGE_SUCCESS && found == AGE_NO_MATCH) {
            memcpy(keys->found, keys->file, sizeof keys->file);
            found = AGE_SUCCESS;
        } else if (outcome != AGE_SUCCESS && outcome != AGE_NO_MATCH) {
            found = outcome;
            break;
        }
    }
    if (found == AGE_SUCCESS)
        memcpy(keys->file, keys->found, sizeof keys->file);
    secret_wipe(keys->found, sizeof keys->found);
    secret_wipe(keys->scratch, sizeof keys->scratch);
    if (found == AGE_NO_MATCH) {
        (void)error_set(err, STATUS_REFUSED,
                        unlock->passphrase_count > 0 ? "the passphrase does not open this age file"
                                                     : "no identity at hand opens this age file");
    }
    return found;
}

static void put_body(struct buf *header, const uint8_t body[AGE_WRAPPED_KEY])
{
    char text[BASE64_BARE_LENGTH(AGE_WRAPPED_KEY) + 1];
    base64_bare_encode(text, body, AGE_WRAPPED_KEY);
    buf_printf(header, "%s\n", text);
}

int age_wrap_x25519(struct buf *header, struct age_keys *keys, const struct age_recipient *to,
                    struct error *err)
{
    uint8_t share[32];
    uint8_t body[AGE_WRAPPED_KEY];
    char text[BASE64_BARE_LENGTH(sizeof share) + 1];
    seal_random(keys->ephemeral, sizeof keys->ephemeral);
    (void)crypto_scalarmult_curve25519_base(share, keys->ephemeral);
    if (crypto_scalarmult_curve25519(keys->scratch, keys->ephemeral, to->x25519))
        return error_set(err, STATUS_DATA, "a recipient's key is not usable");
    x25519_wrap_key(keys, share, to->x25519);
    seal_file_key(body, keys);
    secret_wipe(keys->ephemeral, sizeof keys->ephemeral);
    secret_wipe(keys->scratch, sizeof keys->scratch);
    base64_bare_encode(text, share, sizeof share);
    buf_printf(header, "-> X25519 %s\n", text);
    put_body(header, body);
    return buf_ok(header, err);
}

int age_wrap_scrypt(struct buf *header, struct age_keys *keys, const struct secret *passphrase,
                    unsigned log2, struct error *err)
{
    uint8_t salt[AGE_SCRYPT_SALT];
    uint8_t body[AGE_WRAPPED_KEY];
    char text[BASE64_BARE_LENGTH(sizeof salt) + 1];
    if (log2 == 0)
        log2 = AGE_SCRYPT_DEFAULT;
    if (log2 > AGE_SCRYPT_MAX)
        return error_set(err, STATUS_USAGE, "the scrypt work factor is at most %d", AGE_SCRYPT_MAX);
    seal_random(salt, sizeof salt);
    if (scrypt_wrap_key(keys, passphrase, salt, log2))
        return error_memory(err);
    seal_file_key(body, keys);
    secret_wipe(keys->scratch, sizeof keys->scratch);
    base64_bare_encode(text, salt, sizeof salt);
    buf_printf(header, "-> scrypt %s %u\n", text, log2);
    put_body(header, body);
    return buf_ok(header, err);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * age v1 files: X25519 and scrypt recipients, ASCII armour, both directions
 * (C2SP age specification; facts in ../shared research are folded into doc/FORMAT.md).
 */
#ifndef INWORK_SEAL_AGE_H
#define INWORK_SEAL_AGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;
struct error;
struct secret;

#define AGE_RECIPIENT_TEXT 63 /* "age1…" and a NUL */
#define AGE_IDENTITY_TEXT 75  /* "AGE-SECRET-KEY-1…" and a NUL */

struct age_recipient {
    uint8_t x25519[32];
};
/* Keep it in locked memory. */
struct age_identity {
    uint8_t x25519[32];
};

void age_identity_generate(struct age_identity *out);
void age_identity_recipient(struct age_recipient *out, const struct age_identity *identity);
/* STATUS_DATA when the text is not one identity or recipient, exactly. */
int age_identity_parse(struct age_identity *out, const char *text, size_t n, struct error *err);
void age_identity_format(char out[AGE_IDENTITY_TEXT], const struct age_identity *identity);
int age_recipient_parse(struct age_recipient *out, const char *text, size_t n, struct error *err);
void age_recipient_format(char out[AGE_RECIPIENT_TEXT], const struct age_recipient *recipient);

/* What went wrong, as the C2SP vectors class it; struct error has the sentence. */
enum age_outcome {
    AGE_SUCCESS,
    AGE_NO_MATCH,
    AGE_HMAC_FAILURE,
    AGE_HEADER_FAILURE,
    AGE_PAYLOAD_FAILURE,
    AGE_ARMOR_FAILURE,
    AGE_OTHER_FAILURE, /* memory, the caller's reader or writer */
};

/* Bytes in: fill up to `n`, return how many (0 at the end), or -1. */
typedef long (*age_read_fn)(void *bytes, size_t n, void *payload);
/* Bytes out: 0, or -1 to stop. */
typedef int (*age_write_fn)(const void *bytes, size_t n, void *payload);

/* Who may open a file; `passphrase` excludes the others. */
struct age_unlock {
    const struct age_identity *identities;
    size_t identity_count;
    const struct secret *passphrases;
    size_t passphrase_count;
};
struct age_lock {
    const struct age_recipient *recipients;
    size_t recipient_count;
    const struct secret *passphrase; /* or NULL */
    unsigned scrypt_log2;            /* work factor, 0 for the default of 18 */
    bool armor;
};

/* Streaming, chunk by chunk: memory stays constant. Armour is recognised by itself.
 * Plain bytes are released chunk by chunk as they authenticate: on failure the caller discards. */
enum age_outcome age_decrypt_stream(const struct age_unlock *unlock, age_read_fn read,
                                    void *read_payload, age_write_fn write, void *write_payload,
                                    struct error *err);
int age_encrypt_stream(const struct age_lock *lock, age_read_fn read, void *read_payload,
                       age_write_fn write, void *write_payload, struct error *err);

/* Whole buffers. `out` is appended to on success and left as it was on failure.
 * decrypt errors: STATUS_REFUSED (no identity fits), STATUS_DATA (malformed or altered). */
int age_encrypt(struct buf *out, const void *plain, size_t n, const struct age_recipient *to,
                size_t to_count, struct error *err);
int age_decrypt(struct buf *out, const void *file, size_t n, const struct age_identity *identities,
                size_t count, struct error *err);

#endif

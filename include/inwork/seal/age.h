/* SPDX-License-Identifier: GPL-3.0-or-later
 * age v1 files: X25519 and scrypt recipients, ASCII armour, both directions
 * (the C2SP age specification; doc/FORMAT.md 10 says what of it is used).
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

/* The identities in the text of an identity file: one a line, empty lines and lines that begin with
 * '#' left out. At most `room` of them, in locked memory. STATUS_DATA names the line. */
int age_identities_parse(struct age_identity *out, size_t room, size_t *count, const char *text,
                         size_t n, struct error *err);

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

/* What to open a file with. */
struct age_unlock {
    const struct age_identity *identities;
    size_t identity_count;
    const struct secret *passphrases; /* tried in turn: about a second each */
    size_t passphrase_count;
    bool armored; /* a file that is not armoured is an armour failure */
};
/* Whom to close it for: up to 1,024 recipients, or one passphrase and no recipient. */
struct age_lock {
    const struct age_recipient *recipients;
    size_t recipient_count;
    const struct secret *passphrase; /* or NULL */
    unsigned scrypt_log2;            /* work factor 1 to 22, 0 for the default of 18 */
    bool armor;
};

/* Streaming, chunk by chunk: memory stays constant. Armour is recognised by itself.
 * Plain bytes are released chunk by chunk as they authenticate: on failure the caller discards. */
enum age_outcome age_decrypt_stream(const struct age_unlock *unlock, age_read_fn read,
                                    void *read_payload, age_write_fn write, void *write_payload,
                                    struct error *err);
int age_encrypt_stream(const struct age_lock *lock, age_read_fn read, void *read_payload,
                       age_write_fn write, void *write_payload, struct error *err);

/* Whole buffers. `out` is appended to on success and left as it was on failure; decrypt makes room
 * first, so that buf_free_wiped leaves no copy of what was decrypted.
 * decrypt errors: STATUS_REFUSED (no identity fits), STATUS_DATA (malformed or altered). */
int age_encrypt(struct buf *out, const void *plain, size_t n, const struct age_recipient *to,
                size_t to_count, struct error *err);
int age_decrypt(struct buf *out, const void *file, size_t n, const struct age_identity *identities,
                size_t count, struct error *err);

#endif

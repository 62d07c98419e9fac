/* SPDX-License-Identifier: GPL-3.0-or-later
 * How the parts of the age reader and writer fit together. Private to seal.
 *
 *   bytes -> age_input (armour off) -> age_header -> age_unwrap -> age_open_payload -> bytes
 *   bytes -> age_seal_payload -> age_output (armour on) -> bytes, after age_header_write
 */
#ifndef INWORK_SEAL_AGE_INT_H
#define INWORK_SEAL_AGE_INT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "inwork/base/buf.h"
#include "inwork/seal/age.h"

struct error;

enum {
    AGE_FILE_KEY = 16,
    AGE_NONCE = 16,
    AGE_TAG = 16,
    AGE_CHUNK = 65536,
    AGE_WRAPPED_KEY = AGE_FILE_KEY + AGE_TAG,
    AGE_SCRYPT_SALT = 16,
    AGE_SCRYPT_DEFAULT = 18, /* what the age command takes */
    AGE_SCRYPT_MAX = 22,     /* 4 GiB of memory; the vectors want 23 refused */
    AGE_LINE = 64,           /* columns of base64 */
    AGE_HEADER_MAX = 256 << 10,
    AGE_RECIPIENTS_MAX = 1024,
};

#define AGE_VERSION_LINE "age-encryption.org/v1"
#define AGE_ARMOR_BEGIN "-----BEGIN AGE ENCRYPTED FILE-----"
#define AGE_ARMOR_END "-----END AGE ENCRYPTED FILE-----"

/* Keys of one file, in locked memory. */
struct age_keys {
    uint8_t file[AGE_FILE_KEY];
    uint8_t found[AGE_FILE_KEY]; /* the file key, while further stanzas are looked at */
    uint8_t scratch[32];         /* a wrap key, a MAC key, a shared secret */
    uint8_t payload[32];
    uint8_t ephemeral[32];
};

/* --- age_input.c: bytes of the file, without the armour ----------------------------------- */

struct age_input {
    age_read_fn read;
    void *payload;
    struct error *err;
    enum age_outcome failure; /* AGE_SUCCESS while all is well */
    bool armored;
    uint8_t raw[4096]; /* as it came */
    size_t raw_at, raw_len;
    bool raw_ended;
    uint8_t line[AGE_LINE]; /* one decoded armour line */
    size_t line_at, line_len;
    bool last_line;   /* a line that was not full: only the end may follow */
    bool armor_ended; /* the end line was read */
};

/* Recognise armour; `armored` insists on it. Failure is in in->failure. */
void age_input_open(struct age_input *in, age_read_fn read, void *payload, bool armored,
                    struct error *err);
/* As many of `n` bytes as there are; fewer only at the end. -1 and in->failure. */
long age_input_read(struct age_input *in, void *bytes, size_t n);

/* --- age_output.c: bytes of the file, in armour where wanted ------------------------------- */

struct age_output {
    age_write_fn write;
    void *payload;
    struct error *err;
    bool armored;
    uint8_t pending[AGE_LINE / 4 * 3]; /* of the armour line being filled */
    size_t pending_len;
    char text[8192]; /* not yet written */
    size_t text_len;
};

int age_output_open(struct age_output *out, age_write_fn write, void *payload, bool armored,
                    struct error *err);
int age_output_write(struct age_output *out, const void *bytes, size_t n);
int age_output_close(struct age_output *out);

/* --- age_header.c: stanzas and the MAC line ------------------------------------------------ */

/* A stanza as found: places in the header's text. */
struct age_stanza {
    size_t args_at, args_len; /* "X25519 …" */
    size_t body_at, body_len; /* in `bodies`, decoded */
};

struct age_header {
    struct buf text;   /* from the first byte through "---" */
    struct buf bodies; /* decoded */
    struct age_stanza *stanzas;
    size_t count, room;
    uint8_t mac[32];
};

enum age_outcome age_header_read(struct age_header *out, struct age_input *in);
void age_header_clear(struct age_header *h);
/* HMAC of text[0..n) under the file key's header key. */
void age_header_mac(uint8_t out[32], struct age_keys *keys, const void *text, size_t n);
enum age_outcome age_header_failure(struct error *err, const char *what);

/* --- age_stanza.c: the file key in and out of a stanza ------------------------------------- */

/* Find the file key for one of the identities or passphrases: keys->file. */
enum age_outcome age_unwrap(struct age_keys *keys, const struct age_header *h,
                            const struct age_unlock *unlock, struct error *err);
/* Append a stanza that wraps keys->file. */
int age_wrap_x25519(struct buf *header, struct age_keys *keys, const struct age_recipient *to,
                    struct error *err);
int age_wrap_scrypt(struct buf *header, struct age_keys *keys, const struct secret *passphrase,
                    unsigned log2, struct error *err);

/* --- age_payload.c: chunks ------------------------------------------------------------------ */

enum age_outcome age_open_payload(struct age_keys *keys, struct age_input *in, age_write_fn write,
                                  void *write_payload, struct error *err);
int age_seal_payload(struct age_keys *keys, struct age_output *out, age_read_fn read,
                     void *read_payload, struct error *err);

#endif

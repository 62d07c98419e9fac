/* SPDX-License-Identifier: GPL-3.0-or-later
 * The payload of an age file: chunks of 64 KiB, each authenticated with its number and whether it
 * is the last, so that none can be moved, repeated or left off.
 */
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "age_int.h"
#include "inwork/base/error.h"
#include "inwork/seal/hash.h"
#include "inwork/seal/secret.h"

enum { SEALED_CHUNK = AGE_CHUNK + AGE_TAG };

_Static_assert(AGE_TAG == crypto_aead_chacha20poly1305_ietf_ABYTES, "tag");

/* An 11-byte big-endian number and a byte that marks the last chunk. */
static void chunk_nonce(uint8_t out[12], uint64_t number, bool last)
{
    memset(out, 0, 12);
    for (size_t i = 0; i < 8; i++)
        out[10 - i] = (uint8_t)(number >> 8 * i);
    out[11] = last;
}

static int open_chunk(uint8_t *plain, const uint8_t *sealed, size_t n, uint64_t number, bool last,
                      const struct age_keys *keys)
{
    uint8_t nonce[12];
    unsigned long long plain_len = 0;
    chunk_nonce(nonce, number, last);
    return crypto_aead_chacha20poly1305_ietf_decrypt(plain, &plain_len, NULL, sealed, n, NULL, 0,
                                                     nonce, keys->payload);
}

static enum age_outcome payload_failure(struct error *err, const char *what)
{
    (void)error_set(err, STATUS_DATA, "the age file's content is damaged: %s", what);
    return AGE_PAYLOAD_FAILURE;
}

/* One chunk from `sealed`, released if it is authentic; *last says whether it was the last. */
static enum age_outcome open_and_release(const struct age_keys *keys, const uint8_t *sealed,
                                         size_t n, uint64_t number, uint8_t *plain,
                                         age_write_fn write, void *write_payload, bool *last,
                                         struct error *err)
{
    if (n < AGE_TAG)
        return payload_failure(err, "it is cut short");
    /* Only a chunk of full size can be other than the last. */
    *last = n < SEALED_CHUNK || open_chunk(plain, sealed, n, number, false, keys);
    if (*last && open_chunk(plain, sealed, n, number, true, keys))
        return payload_failure(err, "it was altered or cut short");
    if (n == AGE_TAG && number > 0)
        return payload_failure(err, "it ends with an empty piece");
    if (n > AGE_TAG && write(plain, n - AGE_TAG, write_payload)) {
        (void)error_set(err, STATUS_IO, "what was decrypted could not be written");
        return AGE_OTHER_FAILURE;
    }
    return AGE_SUCCESS;
}

enum age_outcome age_open_payload(struct age_keys *keys, struct age_input *in, age_write_fn write,
                                  void *write_payload, struct error *err)
{
    uint8_t nonce[AGE_NONCE];
    long got = age_input_read(in, nonce, sizeof nonce);
    if (got < 0)
        return in->failure;
    if (got != sizeof nonce)
        return age_header_failure(err, "it ends before its content");
    hash_hkdf_sha256(keys->payload, keys->file, sizeof keys->file, nonce, sizeof nonce, "payload");
    uint8_t *sealed = malloc(SEALED_CHUNK + AGE_CHUNK);
    if (!sealed) {
        (void)error_memory(err);
        return AGE_OTHER_FAILURE;
    }
    uint8_t *plain = sealed + SEALED_CHUNK;
    size_t touched = 0; /* of `plain`: small files are many, and wiping a chunk costs */
    enum age_outcome outcome = AGE_SUCCESS;
    bool last = false;
    for (uint64_t number = 0; !last && outcome == AGE_SUCCESS; number++) {
        got = age_input_read(in, sealed, SEALED_CHUNK);
        if (got > (long)touched)
            touched = (size_t)got;
        outcome = got < 0 ? in->failure
                          : open_and_release(keys, sealed, (size_t)got, number, plain, write,
                                             write_payload, &last, err);
    }
    if (outcome == AGE_SUCCESS) {
        got = age_input_read(in, sealed, 1);
        if (got < 0)
            outcome = in->failure;
        else if (got > 0)
            outcome = payload_failure(err, "something follows its end");
    }
    secret_wipe(plain, touched < AGE_CHUNK ? touched : AGE_CHUNK);
    free(sealed);
    return outcome;
}

/* Fill up to one byte more than a chunk, to know whether a full chunk is the last. */
static int read_ahead(uint8_t plain[AGE_CHUNK + 1], size_t *len, age_read_fn read,
                      void *read_payload, struct error *err)
{
    while (*len <= AGE_CHUNK) {
        size_t room = AGE_CHUNK + 1 - *len;
        long got = read(plain + *len, room, read_payload);
        if (got < 0 || (size_t)got > room)
            return error_set(err, STATUS_IO, "what is to be encrypted could not be read");
        if (got == 0)
            break;
        *len += (size_t)got;
    }
    return 0;
}

int age_seal_payload(struct age_keys *keys, struct age_output *out, age_read_fn read,
                     void *read_payload, struct error *err)
{
    uint8_t nonce[AGE_NONCE];
    seal_random(nonce, sizeof nonce);
    hash_hkdf_sha256(keys->payload, keys->file, sizeof keys->file, nonce, sizeof nonce, "payload");
    int status = age_output_write(out, nonce, sizeof nonce);
    if (status)
        return status;
    uint8_t *plain = malloc(AGE_CHUNK + 1 + SEALED_CHUNK);
    if (!plain)
        return error_memory(err);
    uint8_t *sealed = plain + AGE_CHUNK + 1;
    size_t len = 0;
    size_t touched = 0;
    bool last = false;
    for (uint64_t number = 0; !last; number++) {
        status = read_ahead(plain, &len, read, read_payload, err);
        if (len > touched)
            touched = len;
        if (status)
            goto out;
        last = len <= AGE_CHUNK;
        size_t n = last ? len : AGE_CHUNK;
        uint8_t chunk[12];
        chunk_nonce(chunk, number, last);
        (void)crypto_aead_chacha20poly1305_ietf_encrypt(sealed, NULL, plain, n, NULL, 0, NULL,
                                                        chunk, keys->payload);
        status = age_output_write(out, sealed, n + AGE_TAG);
        if (status)
            goto out;
        if (!last) {
            plain[0] = plain[AGE_CHUNK];
            len = 1;
        }
    }
out:
    secret_wipe(plain, touched);
    free(plain);
    return status;
}

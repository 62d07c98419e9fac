/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whole age files, from stream to stream and from buffer to buffer.
 */
#include "inwork/seal/age.h"

#include <stdlib.h>
#include <string.h>

#include "age_int.h"
#include "inwork/base/encode.h"
#include "inwork/base/error.h"
#include "inwork/seal/secret.h"

enum age_outcome age_decrypt_stream(const struct age_unlock *unlock, age_read_fn read,
                                    void *read_payload, age_write_fn write, void *write_payload,
                                    struct error *err)
{
    enum age_outcome outcome = AGE_OTHER_FAILURE;
    struct age_header header = {0};
    uint8_t mac[32];
    struct age_input *in = malloc(sizeof *in);
    struct age_keys *keys = secret_alloc(sizeof *keys, err);
    if (!in)
        (void)error_memory(err);
    if (!in || !keys)
        goto out;
    age_input_open(in, read, read_payload, unlock->armored, err);
    outcome = in->failure;
    if (outcome == AGE_SUCCESS)
        outcome = age_header_read(&header, in);
    if (outcome == AGE_SUCCESS)
        outcome = age_unwrap(keys, &header, unlock, err);
    if (outcome != AGE_SUCCESS)
        goto out;
    age_header_mac(mac, keys, header.text.data, header.text.len);
    if (!secret_equal(mac, header.mac, sizeof mac)) {
        outcome = AGE_HMAC_FAILURE;
        (void)error_set(err, STATUS_DATA, "the age file's header was altered");
        goto out;
    }
    outcome = age_open_payload(keys, in, write, write_payload, err);
out:
    secret_free(keys);
    free(in);
    age_header_clear(&header);
    return outcome;
}

static int write_header(struct age_output *out, struct age_keys *keys, const struct age_lock *lock,
                        struct error *err)
{
    struct buf header = BUF_ZERO;
    uint8_t mac[32];
    char mac_text[BASE64_BARE_LENGTH(sizeof mac) + 1];
    int status = 0;
    buf_add(&header, AGE_VERSION_LINE "\n");
    if (lock->passphrase)
        status = age_wrap_scrypt(&header, keys, lock->passphrase, lock->scrypt_log2, err);
    for (size_t i = 0; i < lock->recipient_count && !status; i++)
        status = age_wrap_x25519(&header, keys, &lock->recipients[i], err);
    if (status)
        goto out;
    buf_add(&header, "---");
    status = buf_ok(&header, err);
    if (status)
        goto out;
    age_header_mac(mac, keys, header.data, header.len);
    base64_bare_encode(mac_text, mac, sizeof mac);
    buf_printf(&header, " %s\n", mac_text);
    status = buf_ok(&header, err);
    if (!status)
        status = age_output_write(out, header.data, header.len);
out:
    buf_free(&header);
    return status;
}

int age_encrypt_stream(const struct age_lock *lock, age_read_fn read, void *read_payload,
                       age_write_fn write, void *write_payload, struct error *err)
{
    if (lock->passphrase ? lock->recipient_count > 0 : lock->recipient_count == 0)
        return error_set(err, STATUS_USAGE,
                         "an age file is either for recipients or for one passphrase");
    if (lock->recipient_count > AGE_RECIPIENTS_MAX)
        return error_set(err, STATUS_USAGE, "an age file has at most %d recipients here",
                         AGE_RECIPIENTS_MAX);
    int status = -STATUS_IO;
    struct age_output *out = malloc(sizeof *out);
    struct age_keys *keys = secret_alloc(sizeof *keys, err);
    if (!out)
        (void)error_memory(err);
    if (!out || !keys)
        goto out;
    seal_random(keys->file, sizeof keys->file);
    status = age_output_open(out, write, write_payload, lock->armor, err);
    if (!status)
        status = write_header(out, keys, lock, err);
    if (!status)
        status = age_seal_payload(keys, out, read, read_payload, err);
    if (!status)
        status = age_output_close(out);
out:
    secret_free(keys);
    free(out);
    return status;
}

struct reader {
    const char *at;
    size_t left;
};

static long read_memory(void *bytes, size_t n, void *payload)
{
    struct reader *from = payload;
    if (n > from->left)
        n = from->left;
    if (n > 0)
        memcpy(bytes, from->at, n);
    from->at += n;
    from->left -= n;
    return (long)n;
}

static int write_buf(const void *bytes, size_t n, void *payload)
{
    struct buf *out = payload;
    buf_append(out, bytes, n);
    return out->failed ? -1 : 0;
}

int age_encrypt(struct buf *out, const void *plain, size_t n, const struct age_recipient *to,
                size_t to_count, struct error *err)
{
    const size_t was = out->len;
    struct reader from = {plain, n};
    const struct age_lock lock = {.recipients = to, .recipient_count = to_count};
    int status = age_encrypt_stream(&lock, read_memory, &from, write_buf, out, err);
    if (status)
        buf_truncate(out, was);
    return status;
}

static int status_of(enum age_outcome outcome)
{
    switch (outcome) {
    case AGE_SUCCESS:
        return 0;
    case AGE_NO_MATCH:
        return -STATUS_REFUSED;
    case AGE_HMAC_FAILURE:
    case AGE_HEADER_FAILURE:
    case AGE_PAYLOAD_FAILURE:
    case AGE_ARMOR_FAILURE:
        return -STATUS_DATA;
    case AGE_OTHER_FAILURE:
        break;
    }
    return -STATUS_IO;
}

int age_decrypt(struct buf *out, const void *file, size_t n, const struct age_identity *identities,
                size_t count, struct error *err)
{
    const size_t was = out->len;
    struct reader from = {file, n};
    const struct age_unlock unlock = {.identities = identities, .identity_count = count};
    /* No growing on the way: what is decrypted may be a key, and would leave copies behind. */
    buf_reserve(out, n);
    enum age_outcome outcome = age_decrypt_stream(&unlock, read_memory, &from, write_buf, out, err);
    if (outcome != AGE_SUCCESS && out->len > was) {
        secret_wipe(out->data + was, out->len - was);
        buf_truncate(out, was);
    }
    return status_of(outcome);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * The text header of an age file: version line, stanzas, MAC line. Kept as it came, because the MAC
 * is over the very bytes. What the stanzas mean is age_stanza.c's.
 */
#include <stdlib.h>
#include <string.h>

#include "age_int.h"
#include "inwork/base/encode.h"
#include "inwork/base/error.h"
#include "inwork/seal/hash.h"
#include "inwork/seal/secret.h"

enum { MAC_TEXT = 43 };

enum age_outcome age_header_failure(struct error *err, const char *what)
{
    (void)error_set(err, STATUS_DATA, "this is not a sound age file: %s", what);
    return AGE_HEADER_FAILURE;
}

void age_header_clear(struct age_header *h)
{
    buf_free(&h->text);
    buf_free(&h->bodies);
    free(h->stanzas);
    *h = (struct age_header){0};
}

void age_header_mac(uint8_t out[32], struct age_keys *keys, const void *text, size_t n)
{
    hash_hkdf_sha256(keys->scratch, keys->file, sizeof keys->file, NULL, 0, "header");
    hash_hmac_sha256(out, keys->scratch, sizeof keys->scratch, text, n);
    secret_wipe(keys->scratch, sizeof keys->scratch);
}

/* Append one line, newline included, to the header's text, which ends somewhere: in it would
 * otherwise be room for a body without end. */
static enum age_outcome read_line(struct age_header *h, struct age_input *in, size_t max)
{
    for (size_t n = 0; n < max; n++) {
        if (h->text.len == AGE_HEADER_MAX)
            return age_header_failure(in->err, "its header is too long");
        char c = 0;
        long got = age_input_read(in, &c, 1);
        if (got < 0)
            return in->failure;
        if (got == 0)
            return age_header_failure(in->err, "its header is cut short");
        buf_push(&h->text, c);
        if (h->text.failed) {
            (void)error_memory(in->err);
            return AGE_OTHER_FAILURE;
        }
        if (c == '\n')
            return AGE_SUCCESS;
    }
    return age_header_failure(in->err, "a line of its header is too long");
}

/* "-> " and arguments of visible ASCII with single spaces between. */
static bool stanza_line_sound(const char *line, size_t n)
{
    if (n < 4 || memcmp(line, "-> ", 3) != 0)
        return false;
    bool in_argument = false;
    for (size_t i = 3; i < n; i++) {
        if (line[i] == ' ') {
            if (!in_argument)
                return false;
            in_argument = false;
        } else {
            if (line[i] < 33 || line[i] > 126)
                return false;
            in_argument = true;
        }
    }
    return in_argument;
}

/* Body lines up to the first that is not full. */
static enum age_outcome read_body(struct age_header *h, struct age_input *in)
{
    for (;;) {
        size_t at = h->text.len;
        enum age_outcome outcome = read_line(h, in, AGE_LINE + 1);
        if (outcome)
            return outcome;
        size_t n = h->text.len - at - 1;
        uint8_t decoded[AGE_LINE / 4 * 3];
        ssize_t got = base64_bare_decode(decoded, sizeof decoded, h->text.data + at, n);
        if (got < 0)
            return age_header_failure(in->err, "a stanza's body is not base64");
        buf_append(&h->bodies, decoded, (size_t)got);
        if (n < AGE_LINE)
            return AGE_SUCCESS;
    }
}

static enum age_outcome read_stanza(struct age_header *h, struct age_input *in, size_t at)
{
    size_t n = h->text.len - at - 1;
    if (!stanza_line_sound(h->text.data + at, n))
        return age_header_failure(in->err, "a line is neither a stanza's nor the last");
    if (h->count == h->room) {
        size_t room = h->room ? 2 * h->room : 8;
        struct age_stanza *stanzas = realloc(h->stanzas, room * sizeof *stanzas);
        if (!stanzas) {
            (void)error_memory(in->err);
            return AGE_OTHER_FAILURE;
        }
        h->stanzas = stanzas;
        h->room = room;
    }
    struct age_stanza stanza = {.args_at = at + 3, .args_len = n - 3, .body_at = h->bodies.len};
    enum age_outcome outcome = read_body(h, in);
    if (outcome)
        return outcome;
    if (h->bodies.failed) {
        (void)error_memory(in->err);
        return AGE_OTHER_FAILURE;
    }
    stanza.body_len = h->bodies.len - stanza.body_at;
    h->stanzas[h->count++] = stanza;
    return AGE_SUCCESS;
}

enum age_outcome age_header_read(struct age_header *out, struct age_input *in)
{
    static const char version[] = AGE_VERSION_LINE "\n";
    enum age_outcome outcome = read_line(out, in, sizeof version - 1);
    if (outcome)
        return outcome;
    if (out->text.len != sizeof version - 1 || memcmp(out->text.data, version, out->text.len) != 0)
        return age_header_failure(in->err, "its first line is not that of age version 1");
    for (;;) {
        size_t at = out->text.len;
        outcome = read_line(out, in, AGE_HEADER_MAX);
        if (outcome)
            return outcome;
        if (out->text.len - at >= 3 && memcmp(out->text.data + at, "---", 3) == 0) {
            const char *line = out->text.data + at;
            if (out->text.len - at != 4 + MAC_TEXT + 1 || line[3] != ' ' ||
                base64_bare_decode(out->mac, sizeof out->mac, line + 4, MAC_TEXT) != 32)
                return age_header_failure(in->err, "its last header line is malformed");
            if (out->count == 0)
                return age_header_failure(in->err, "it has no stanza");
            buf_truncate(&out->text, at + 3);
            return AGE_SUCCESS;
        }
        outcome = read_stanza(out, in, at);
        if (outcome)
            return outcome;
    }
}

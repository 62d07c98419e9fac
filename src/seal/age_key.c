/* SPDX-License-Identifier: GPL-3.0-or-later
 * age's X25519 identities and recipients, and their text.
 */
#include <string.h>

#include <sodium.h>

#include "bech32_int.h"
#include "inwork/base/error.h"
#include "inwork/seal/age.h"
#include "inwork/seal/secret.h"

static const char identity_prefix[] = "age-secret-key-";
static const char recipient_prefix[] = "age";

void age_identity_generate(struct age_identity *out)
{
    seal_random(out->x25519, sizeof out->x25519);
}

void age_identity_recipient(struct age_recipient *out, const struct age_identity *identity)
{
    (void)crypto_scalarmult_curve25519_base(out->x25519, identity->x25519);
}

/* No message repeats the text: it may be a secret. */
int age_identity_parse(struct age_identity *out, const char *text, size_t n, struct error *err)
{
    if (!bech32_decode(out->x25519, identity_prefix, true, text, n))
        return 0;
    if (n > 18 && memcmp(text, "AGE-SECRET-KEY-PQ-", 18) == 0)
        return error_set(err, STATUS_DATA, "post-quantum age identities are not supported");
    (void)error_set(err, STATUS_DATA, "this is not an age identity");
    return error_hint(err, "an identity is one line that begins with AGE-SECRET-KEY-1");
}

void age_identity_format(char out[AGE_IDENTITY_TEXT], const struct age_identity *identity)
{
    bech32_encode(out, identity_prefix, true, identity->x25519);
}

int age_identities_parse(struct age_identity *out, size_t room, size_t *count, const char *text,
                         size_t n, struct error *err)
{
    *count = 0;
    for (unsigned line = 1; n > 0; line++) {
        const char *newline = memchr(text, '\n', n);
        size_t whole = newline ? (size_t)(newline - text) + 1 : n;
        size_t len = newline ? whole - 1 : n;
        if (len > 0 && text[len - 1] == '\r')
            len--;
        if (len > 0 && text[0] != '#') {
            if (*count == room)
                return error_set(err, STATUS_DATA, "the file holds more than %zu identities", room);
            struct error why = {0};
            if (age_identity_parse(&out[*count], text, len, &why)) {
                (void)error_set(err, STATUS_DATA, "line %u: %s", line, why.message);
                return error_hint(err, "%s", why.hint);
            }
            ++*count;
        }
        text += whole;
        n -= whole;
    }
    if (*count == 0)
        return error_set(err, STATUS_DATA, "the file holds no age identity");
    return 0;
}

int age_recipient_parse(struct age_recipient *out, const char *text, size_t n, struct error *err)
{
    if (!bech32_decode(out->x25519, recipient_prefix, false, text, n))
        return 0;
    if (n > 6 && memcmp(text, "age1pq", 6) == 0)
        return error_set(err, STATUS_DATA, "post-quantum age recipients are not supported");
    (void)error_set(err, STATUS_DATA, "'%.*s' is not an age recipient", n < 80 ? (int)n : 80, text);
    return error_hint(err, "a recipient is age1 and 58 more letters and digits");
}

void age_recipient_format(char out[AGE_RECIPIENT_TEXT], const struct age_recipient *recipient)
{
    bech32_encode(out, recipient_prefix, false, recipient->x25519);
}

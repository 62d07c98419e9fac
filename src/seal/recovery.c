/* SPDX-License-Identifier: GPL-3.0-or-later
 * The recovery key that is kept on paper: writing it, reading back what a person typed, and the
 * keys that follow from it.
 */
#include <string.h>

#include <sodium.h>

#include "inwork/base/encode.h"
#include "inwork/base/error.h"
#include "inwork/seal/hash.h"
#include "inwork/seal/passkey.h"

enum {
    CHECK_BYTES = 2,
    WHOLE_BYTES = RECOVERY_BYTES + CHECK_BYTES,
    CHARACTERS = (8 * WHOLE_BYTES + 4) / 5,
    GROUP = 6,
};

_Static_assert(CHARACTERS + CHARACTERS / GROUP <= RECOVERY_TEXT, "room for the text");

static void check_bytes(uint8_t out[CHECK_BYTES], const uint8_t key[RECOVERY_BYTES])
{
    static const char prefix[] = "inwork-recovery";
    uint8_t both[sizeof prefix - 1 + RECOVERY_BYTES];
    uint8_t hash[HASH_BYTES];
    memcpy(both, prefix, sizeof prefix - 1);
    memcpy(both + sizeof prefix - 1, key, RECOVERY_BYTES);
    hash_sha256(hash, both, sizeof both);
    memcpy(out, hash, CHECK_BYTES);
    sodium_memzero(both, sizeof both);
}

void recovery_format(char out[RECOVERY_TEXT], const uint8_t key[RECOVERY_BYTES])
{
    uint8_t whole[WHOLE_BYTES];
    char text[CHARACTERS + 1];
    memcpy(whole, key, RECOVERY_BYTES);
    check_bytes(whole + RECOVERY_BYTES, key);
    base32_encode(text, whole, sizeof whole);
    size_t at = 0;
    for (size_t i = 0; i < CHARACTERS; i++) {
        if (i > 0 && i % GROUP == 0)
            out[at++] = '-';
        out[at++] = (char)(text[i] >= 'a' ? text[i] - 'a' + 'A' : text[i]);
    }
    out[at] = '\0';
    sodium_memzero(whole, sizeof whole);
    sodium_memzero(text, sizeof text);
}

/* What one typed character stands for, or '\0' if it is to be passed over. */
static char meant(char c)
{
    switch (c) {
    case ' ':
    case '\t':
    case '\r':
    case '\n':
    case '-':
        return '\0';
    case '0':
        return 'o';
    case '1':
        return 'i';
    case '8':
        return 'b';
    default:
        return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    }
}

static int refuse_check(struct error *err)
{
    (void)error_set(err, STATUS_REFUSED, "the recovery key's check does not fit");
    return error_hint(err, "at least one letter or digit differs from the paper");
}

int recovery_parse(uint8_t out[RECOVERY_BYTES], const char *text, size_t n, struct error *err)
{
    uint8_t whole[WHOLE_BYTES];
    uint8_t check[CHECK_BYTES];
    char tidy[CHARACTERS];
    size_t count = 0;
    int status = 0;
    for (size_t i = 0; i < n; i++) {
        char c = meant(text[i]);
        if (c == '\0')
            continue;
        if ((c < 'a' || c > 'z') && (c < '2' || c > '7')) {
            status = error_set(
                err, STATUS_DATA,
                "character %zu of the recovery key is not one that recovery keys use", count + 1);
            (void)error_hint(err, "they are made of the letters A to Z and the digits 2 to 7");
            goto out;
        }
        if (count < CHARACTERS)
            tidy[count] = c;
        count++;
    }
    if (count != CHARACTERS) {
        status =
            error_set(err, STATUS_DATA, "the recovery key has %zu letters and digits instead of %d",
                      count, CHARACTERS);
        (void)error_hint(err, "look for one that is missing or written twice");
        goto out;
    }
    if (base32_decode(whole, sizeof whole, tidy, sizeof tidy) != WHOLE_BYTES) {
        status = refuse_check(err);
        goto out;
    }
    check_bytes(check, whole);
    if (sodium_memcmp(check, whole + RECOVERY_BYTES, CHECK_BYTES) != 0) {
        status = refuse_check(err);
        goto out;
    }
    memcpy(out, whole, RECOVERY_BYTES);
out:
    sodium_memzero(whole, sizeof whole);
    sodium_memzero(tidy, sizeof tidy);
    return status;
}

void recovery_derive(uint8_t out[32], const uint8_t key[RECOVERY_BYTES], const char *purpose)
{
    (void)crypto_generichash(out, 32, (const unsigned char *)purpose, strlen(purpose), key,
                             RECOVERY_BYTES);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Making, reading and checking join codes.
 */
#include "inwork/team/joincode.h"

#include <ctype.h>

#include "inwork/base/encode.h"
#include "inwork/base/error.h"
#include "inwork/team/roster.h"

#define BYTES 35
#define CHECK_AT 33

static void check_bytes(uint8_t out[2], const uint8_t code[BYTES])
{
    uint8_t message[11 + CHECK_AT];
    uint8_t hash[HASH_BYTES];
    static const uint8_t label[] = {'i', 'n', 'w', 'o', 'r', 'k', '-', 'j', 'o', 'i', 'n'};
    memcpy(message, label, sizeof label);
    memcpy(message + 11, code, CHECK_AT);
    hash_sha256(hash, message, sizeof message);
    memcpy(out, hash, 2);
}

void joincode_make(char out[JOINCODE_TEXT], const struct roster *r)
{
    uint8_t code[BYTES] = {0};
    uint8_t hash[HASH_BYTES] = {0};
    size_t n = r->count > 0 ? r->count - 1 : 0;
    (void)hex_decode(hash, sizeof hash, roster_team(r), HASH_HEX - 1);
    memcpy(code, hash, 10);
    code[10] = (uint8_t)(n >> 16);
    code[11] = (uint8_t)(n >> 8);
    code[12] = (uint8_t)n;
    (void)hex_decode(hash, sizeof hash, roster_newest(r), HASH_HEX - 1);
    memcpy(code + 13, hash, 20);
    check_bytes(code + CHECK_AT, code);
    base32_encode(out, code, sizeof code);
}

int joincode_parse(struct joincode *out, const char *text, struct error *err)
{
    char clean[JOINCODE_TEXT];
    uint8_t code[BYTES], check[2];
    size_t n = 0;
    for (const char *p = text; *p != 0; p++) {
        if (*p == '-' || *p == ' ' || *p == '\n' || *p == '\r')
            continue;
        if (n == JOINCODE_TEXT - 1) {
            n++;
            break;
        }
        clean[n++] = (char)tolower((unsigned char)*p);
    }
    if (n != JOINCODE_TEXT - 1) {
        (void)error_set(err, STATUS_DATA, "a join code has %d characters", JOINCODE_TEXT - 1);
        return error_hint(err, "a colleague who is a lead prints it with “inwork team code”");
    }
    if (base32_decode(code, sizeof code, clean, n) != BYTES)
        return error_set(err, STATUS_DATA, "the join code has a character that cannot be in one");
    check_bytes(check, code);
    if (memcmp(check, code + CHECK_AT, 2) != 0) {
        (void)error_set(err, STATUS_DATA, "the join code is mistyped: its check does not fit");
        return error_hint(err, "copy it again, all %d characters", JOINCODE_TEXT - 1);
    }
    memcpy(out->team, code, 10);
    out->n = (uint32_t)code[10] << 16 | (uint32_t)code[11] << 8 | code[12];
    memcpy(out->hash, code + 13, 20);
    return 0;
}

int joincode_check(const struct joincode *code, const struct roster *r, struct error *err)
{
    uint8_t hash[HASH_BYTES];
    if (hex_decode(hash, sizeof hash, roster_team(r), strlen(roster_team(r))) != HASH_BYTES ||
        memcmp(hash, code->team, sizeof code->team) != 0) {
        (void)error_set(err, STATUS_REFUSED,
                        "the repository holds another team than the code names");
        return error_hint(err, "ask the colleague for the code and the remote again");
    }
    if (code->n >= r->count ||
        hex_decode(hash, sizeof hash, r->hashes[code->n], HASH_HEX - 1) != HASH_BYTES ||
        memcmp(hash, code->hash, sizeof code->hash) != 0) {
        (void)error_set(err, STATUS_REFUSED,
                        "the repository's roster lacks the statement that the code names");
        return error_hint(err, "the repository may be an old copy, or not the team's: do not go on "
                               "before a colleague has explained it");
    }
    return 0;
}

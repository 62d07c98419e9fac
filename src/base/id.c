/* SPDX-License-Identifier: GPL-3.0-or-later
 * Record ids: upper-case ULIDs.
 */
#include "inwork/base/id.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

#include "inwork/base/error.h"

static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

#define MS_MAX ((INT64_C(1) << 48) - 1)

int random_bytes(void *out, size_t n, struct error *err)
{
    uint8_t *to = out;
    while (n > 0) {
        ssize_t got = getrandom(to, n, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return error_errno(err, STATUS_IO, "the system gave no random numbers");
        to += got;
        n -= (size_t)got;
    }
    return 0;
}

/* The next higher number; false after the highest. */
static bool increment(uint8_t number[10])
{
    for (size_t i = 10; i-- > 0;)
        if (++number[i] != 0)
            return true;
    return false;
}

int id_next(char out[ID_SIZE], struct id_maker *maker, int64_t unix_ms, struct error *err)
{
    int64_t ms = unix_ms < 0 ? 0 : unix_ms;
    if (ms <= maker->last_ms && maker->last_ms > 0 && increment(maker->random)) {
        ms = maker->last_ms;
    } else {
        if (ms <= maker->last_ms)
            ms = maker->last_ms + 1;
        int status = random_bytes(maker->random, sizeof maker->random, err);
        if (status < 0)
            return status;
    }
    if (ms > MS_MAX)
        ms = MS_MAX;
    maker->last_ms = ms;
    /* 128 bits in 26 digits of five: the first holds three. */
    uint8_t bytes[16];
    for (size_t i = 0; i < 6; i++)
        bytes[i] = (uint8_t)(ms >> (40 - 8 * i));
    memcpy(bytes + 6, maker->random, 10);
    uint32_t held = 0;
    unsigned count = 2;
    size_t written = 0;
    for (size_t i = 0; i < sizeof bytes; i++) {
        held = held << 8 | bytes[i];
        for (count += 8; count >= 5; count -= 5)
            out[written++] = digits[held >> (count - 5) & 31];
        held &= (1u << count) - 1;
    }
    out[written] = '\0';
    return 0;
}

int id_new(char out[ID_SIZE], int64_t unix_ms, struct error *err)
{
    struct id_maker maker = {0};
    return id_next(out, &maker, unix_ms, err);
}

static int digit_value(char c)
{
    /* The letters without I, L, O and U; 0: no digit. */
    static const char letters[26] = {
        ['A' - 'A'] = 10, ['B' - 'A'] = 11, ['C' - 'A'] = 12, ['D' - 'A'] = 13, ['E' - 'A'] = 14,
        ['F' - 'A'] = 15, ['G' - 'A'] = 16, ['H' - 'A'] = 17, ['J' - 'A'] = 18, ['K' - 'A'] = 19,
        ['M' - 'A'] = 20, ['N' - 'A'] = 21, ['P' - 'A'] = 22, ['Q' - 'A'] = 23, ['R' - 'A'] = 24,
        ['S' - 'A'] = 25, ['T' - 'A'] = 26, ['V' - 'A'] = 27, ['W' - 'A'] = 28, ['X' - 'A'] = 29,
        ['Y' - 'A'] = 30, ['Z' - 'A'] = 31};
    if (c >= '0' && c <= '9')
        return c - '0';
    int value = c >= 'A' && c <= 'Z' ? letters[c - 'A'] : 0;
    return value ? value : -1;
}

bool id_valid(const char *text, size_t n)
{
    if (n != ID_LENGTH || text[0] > '7')
        return false;
    for (size_t i = 0; i < n; i++)
        if (digit_value(text[i]) < 0)
            return false;
    return true;
}

bool id_prefix(char out[ID_SIZE], const char *text, size_t n)
{
    if (n == 0 || n > ID_LENGTH)
        return false;
    for (size_t i = 0; i < n; i++) {
        char c = text[i];
        if (c >= 'a' && c <= 'z')
            c = (char)(c - 'a' + 'A');
        if (c == 'I' || c == 'L')
            c = '1';
        if (c == 'O')
            c = '0';
        if (digit_value(c) < 0)
            return false;
        out[i] = c;
    }
    out[n] = '\0';
    return out[0] <= '7';
}

int64_t id_time(const char id[ID_SIZE])
{
    int64_t ms = 0;
    for (size_t i = 0; i < 10; i++)
        ms = ms << 5 | (digit_value(id[i]) & 31);
    return ms;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * The bytes of an age file, out of their armour if they are in one. Armour is strict: one text for
 * one sequence of bytes, save for how lines end and white space around the whole.
 */
#include <string.h>

#include "age_int.h"
#include "inwork/base/encode.h"
#include "inwork/base/error.h"

static int fail(struct age_input *in, const char *what)
{
    if (in->failure == AGE_SUCCESS) {
        in->failure = AGE_ARMOR_FAILURE;
        (void)error_set(in->err, STATUS_DATA, "the age file's armour is damaged: %s", what);
    }
    return -1;
}

/* More raw bytes: 1, or 0 at the end, or -1. */
static int refill(struct age_input *in)
{
    if (in->raw_at < in->raw_len)
        return 1;
    if (in->raw_ended)
        return 0;
    long got = in->read(in->raw, sizeof in->raw, in->payload);
    if (got < 0 || (size_t)got > sizeof in->raw) {
        in->failure = AGE_OTHER_FAILURE;
        (void)error_set(in->err, STATUS_IO, "the age file could not be read");
        return -1;
    }
    in->raw_at = 0;
    in->raw_len = (size_t)got;
    in->raw_ended = got == 0;
    return got > 0;
}

static bool blank(uint8_t c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* One line of armour without its end. Its length, -1 on failure, -2 where nothing is left. */
static int read_line(struct age_input *in, char line[AGE_LINE])
{
    size_t n = 0;
    bool carriage_return = false;
    bool any = false;
    for (;;) {
        int more = refill(in);
        if (more < 0)
            return -1;
        if (more == 0)
            break;
        any = true;
        char c = (char)in->raw[in->raw_at++];
        if (c == '\n')
            return (int)n;
        if (carriage_return)
            return fail(in, "a carriage return is not at the end of its line");
        if (c == '\r') {
            carriage_return = true;
            continue;
        }
        if (n == AGE_LINE)
            return fail(in, "a line is longer than 64 characters");
        line[n++] = c;
    }
    if (carriage_return)
        return fail(in, "a carriage return is not at the end of its line");
    return any ? (int)n : -2;
}

static bool is_line(const char *line, int n, const char *expected)
{
    return (size_t)n == strlen(expected) && memcmp(line, expected, (size_t)n) == 0;
}

static void read_begin_line(struct age_input *in)
{
    char line[AGE_LINE];
    int n = read_line(in, line);
    if (n == -1)
        return;
    if (n < 0 || !is_line(line, n, AGE_ARMOR_BEGIN))
        (void)fail(in, "it does not begin with the line that armour begins with");
}

void age_input_open(struct age_input *in, age_read_fn read, void *payload, bool armored,
                    struct error *err)
{
    *in = (struct age_input){.read = read, .payload = payload, .err = err};
    /* Enough for what may stand before the armour; no binary file begins like this. */
    while (in->raw_len < sizeof in->raw && !in->raw_ended) {
        long got = read(in->raw + in->raw_len, sizeof in->raw - in->raw_len, payload);
        if (got < 0 || (size_t)got > sizeof in->raw - in->raw_len) {
            in->failure = AGE_OTHER_FAILURE;
            (void)error_set(err, STATUS_IO, "the age file could not be read");
            return;
        }
        in->raw_len += (size_t)got;
        in->raw_ended = got == 0;
    }
    size_t begin = 0;
    while (begin < in->raw_len && blank(in->raw[begin]))
        begin++;
    in->armored = armored || (begin < in->raw_len && in->raw[begin] == '-');
    if (!in->armored)
        return;
    in->raw_at = begin;
    read_begin_line(in);
}

/* After the end line only white space. */
static int check_rest(struct age_input *in)
{
    int more = 0;
    while ((more = refill(in)) > 0)
        if (!blank(in->raw[in->raw_at++]))
            return fail(in, "something follows its end");
    return more;
}

/* Decode the next line: 1, or 0 at the end, or -1. */
static int next_line(struct age_input *in)
{
    char line[AGE_LINE];
    if (in->armor_ended)
        return 0;
    int n = read_line(in, line);
    if (n == -1)
        return -1;
    if (n == -2)
        return fail(in, "its end is missing");
    if (is_line(line, n, AGE_ARMOR_END)) {
        in->armor_ended = true;
        return check_rest(in);
    }
    if (in->last_line)
        return fail(in, "a line before the last is shorter than 64 characters");
    if (n == 0)
        return fail(in, "it contains an empty line");
    ssize_t got = base64_decode(in->line, sizeof in->line, line, (size_t)n);
    if (got < 0)
        return fail(in, "a line is not base64");
    /* Full also means without padding. */
    in->last_line = n < AGE_LINE || (size_t)got < AGE_LINE / 4 * 3;
    in->line_at = 0;
    in->line_len = (size_t)got;
    return 1;
}

long age_input_read(struct age_input *in, void *bytes, size_t n)
{
    if (in->failure != AGE_SUCCESS)
        return -1;
    uint8_t *out = bytes;
    size_t done = 0;
    while (done < n) {
        const uint8_t *from = in->armored ? in->line : in->raw;
        size_t *at = in->armored ? &in->line_at : &in->raw_at;
        size_t len = in->armored ? in->line_len : in->raw_len;
        if (*at == len) {
            int more = in->armored ? next_line(in) : refill(in);
            if (more < 0)
                return -1;
            if (more == 0)
                break;
            continue;
        }
        size_t part = len - *at < n - done ? len - *at : n - done;
        memcpy(out + done, from + *at, part);
        *at += part;
        done += part;
    }
    return (long)done;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Names to initials, word by word.
 */
#include "inwork/report/initials.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "inwork/base/buf.h"
#include "inwork/base/utf8.h"

/* The next word of a text: its start and length; false at the end. */
static bool next_word(const char *text, size_t *at, size_t *n)
{
    uint32_t code = 0;
    size_t used = 0;
    while (text[*at] != '\0') {
        used = utf8_decode(&code, text + *at, strlen(text + *at) < 4 ? strlen(text + *at) : 4);
        if (used > 0 && utf8_is_word(code))
            break;
        *at += used > 0 ? used : 1;
    }
    *n = 0;
    while (text[*at + *n] != '\0') {
        const char *here = text + *at + *n;
        used = utf8_decode(&code, here, strlen(here) < 4 ? strlen(here) : 4);
        if (used == 0 || !utf8_is_word(code))
            break;
        *n += used;
    }
    return *n > 0;
}

void initials_of(struct buf *out, const char *name)
{
    size_t at = 0, n = 0;
    bool first = true;
    while (name[at] != '(' && next_word(name, &at, &n)) {
        size_t letter = utf8_next(name + at, n, 0);
        if (!first)
            buf_push(out, ' ');
        buf_append(out, name + at, letter);
        buf_push(out, '.');
        first = false;
        at += n;
        while (name[at] == ' ')
            at++;
    }
}

static bool same_word(const char *a, size_t n, const char *b, size_t m)
{
    struct buf x = BUF_ZERO, y = BUF_ZERO;
    utf8_fold(&x, a, n);
    utf8_fold(&y, b, m);
    bool same = strcmp(buf_text(&x), buf_text(&y)) == 0;
    buf_free(&x);
    buf_free(&y);
    return same;
}

/* Bytes of the text from `at` that are this whole name, or 0. */
static size_t whole_name(const char *text, size_t at, const char *name)
{
    size_t from = 0, n = 0, m = 0, words = 0, end = at;
    while (next_word(name, &from, &n)) {
        size_t here = end;
        if (!next_word(text, &here, &m) || (words > 0 && here - end > 2) ||
            (words == 0 && here != at) || !same_word(text + here, m, name + from, n))
            return 0;
        end = here + m;
        from += n;
        words++;
    }
    return words > 1 ? end - at : 0;
}

/* Is this word of the text one of the name's, and written like a name? */
static bool part_of_name(const char *text, size_t n, const char *name)
{
    size_t from = 0, m = 0;
    bool capital = *text >= 'A' && *text <= 'Z';
    if (!capital && (unsigned char)*text < 0x80)
        return false;
    for (; next_word(name, &from, &m); from += m)
        if (utf8_width(name + from, m) > 1 && same_word(text, n, name + from, m))
            return true;
    return false;
}

void initials_replace(struct buf *out, const char *text, const char *const *names)
{
    size_t at = 0, n = 0, done = 0;
    while (next_word(text, &at, &n)) {
        size_t found = 0;
        for (size_t i = 0; names[i] && found == 0; i++)
            found = whole_name(text, at, names[i]);
        for (size_t i = 0; names[i] && found == 0; i++)
            found = part_of_name(text + at, n, names[i]) ? n : 0;
        if (found > 0) {
            buf_append(out, text + done, at - done);
            initials_of(out, names[0]);
            done = at + found;
        }
        at += found > 0 ? found : n;
    }
    buf_add(out, text + done);
}

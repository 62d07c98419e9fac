/* SPDX-License-Identifier: GPL-3.0-or-later
 * Grapheme clusters and widths.
 */
#include <utf8proc.h>

#include "inwork/base/utf8.h"

/* One code point, or one invalid byte as U+FFFD. n > 0. */
static size_t step(utf8proc_int32_t *out, const char *text, size_t n)
{
    uint32_t code = 0xFFFD;
    size_t length = utf8_decode(&code, text, n);
    *out = (utf8proc_int32_t)code;
    return length > 0 ? length : 1;
}

/* The start of the code point (or invalid byte) that ends at `at`, which is above 0. */
static size_t step_back(utf8proc_int32_t *out, const char *text, size_t at)
{
    for (size_t back = 1; back <= 4 && back <= at; back++) {
        if (((unsigned char)text[at - back] & 0xC0) == 0x80)
            continue;
        uint32_t code = 0;
        if (utf8_decode(&code, text + at - back, back) == back) {
            *out = (utf8proc_int32_t)code;
            return at - back;
        }
        break;
    }
    *out = 0xFFFD;
    return at - 1;
}

size_t utf8_next(const char *text, size_t n, size_t at)
{
    if (at >= n)
        return n;
    /* Two printable ASCII characters: the usual case, and always a boundary. */
    unsigned char first = (unsigned char)text[at];
    if (first >= 0x20 && first < 0x7F && (at + 1 == n || (unsigned char)text[at + 1] < 0x80))
        return at + 1;
    utf8proc_int32_t before;
    utf8proc_int32_t state = 0;
    at += step(&before, text + at, n - at);
    while (at < n) {
        utf8proc_int32_t code;
        size_t length = step(&code, text + at, n - at);
        if (utf8proc_grapheme_break_stateful(before, code, &state))
            break;
        before = code;
        at += length;
    }
    return at;
}

/* A boundary lies between the two whatever comes before them. */
static bool surely_boundary(utf8proc_int32_t before, utf8proc_int32_t after)
{
    int left = (int)utf8proc_get_property(before)->boundclass;
    int right = (int)utf8proc_get_property(after)->boundclass;
    if (left == UTF8PROC_BOUNDCLASS_CR && right == UTF8PROC_BOUNDCLASS_LF)
        return false;
    bool right_plain = right == UTF8PROC_BOUNDCLASS_OTHER || right == UTF8PROC_BOUNDCLASS_CONTROL ||
                       right == UTF8PROC_BOUNDCLASS_CR || right == UTF8PROC_BOUNDCLASS_LF;
    return right_plain && left != UTF8PROC_BOUNDCLASS_PREPEND;
}

/* A boundary at or before `at` from which walking forward finds all the later ones. */
static size_t sure_start(const char *text, size_t n, size_t at)
{
    if (at == 0 || n == 0)
        return 0;
    utf8proc_int32_t after;
    if (at < n)
        (void)step(&after, text + at, n - at);
    else
        at = step_back(&after, text, n);
    while (at > 0) {
        utf8proc_int32_t before;
        size_t start = step_back(&before, text, at);
        if (surely_boundary(before, after))
            return at;
        after = before;
        at = start;
    }
    return 0;
}

size_t utf8_floor(const char *text, size_t n, size_t at)
{
    if (at >= n)
        return n;
    /* Inside a code point: to its start first. */
    for (size_t back = at < 3 ? at : 3; back > 0; back--) {
        uint32_t code;
        if (utf8_decode(&code, text + at - back, n - (at - back)) > back) {
            at -= back;
            break;
        }
    }
    size_t found = sure_start(text, n, at);
    for (size_t next = found; next <= at; next = utf8_next(text, n, next)) {
        found = next;
        if (next == at)
            break;
    }
    return found;
}

size_t utf8_previous(const char *text, size_t n, size_t at)
{
    if (at > n)
        at = n;
    if (at == 0)
        return 0;
    utf8proc_int32_t code;
    return utf8_floor(text, n, step_back(&code, text, at));
}

/* utf8proc's table, with the two corrections that make it agree with wcwidth: spacing marks of
 * Indic scripts take a column, the second and third letters of a Hangul syllable none. */
static int code_width(utf8proc_int32_t code)
{
    if (code < 0x300)
        return code < 0x20 || (code >= 0x7F && code < 0xA0) ? 0 : 1;
    if (code >= 0x1160 && code <= 0x11FF)
        return 0;
    if (utf8proc_category(code) == UTF8PROC_CATEGORY_MC)
        return 1;
    return utf8proc_charwidth(code);
}

int utf8_cluster_width(const char *cluster, size_t n)
{
    size_t width = utf8_width(cluster, n);
    return width > 1000 ? 1000 : (int)width;
}

size_t utf8_width(const char *text, size_t n)
{
    size_t width = 0;
    for (size_t at = 0; at < n;) {
        utf8proc_int32_t code;
        at += step(&code, text + at, n - at);
        width += (size_t)code_width(code);
    }
    return width;
}

size_t utf8_fit(const char *text, size_t n, size_t columns)
{
    size_t at = 0;
    size_t used = 0;
    while (at < n) {
        size_t next = utf8_next(text, n, at);
        used += utf8_width(text + at, next - at);
        if (used > columns)
            break;
        at = next;
    }
    return at;
}

bool utf8_is_word(uint32_t code_point)
{
    if (code_point < 0x80)
        return (code_point >= '0' && code_point <= '9') ||
               ((code_point | 32) >= 'a' && (code_point | 32) <= 'z');
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)code_point);
    return (c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_NO) ||
           c == UTF8PROC_CATEGORY_SO; /* symbols such as emoji move as words too */
}

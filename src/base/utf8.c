/* SPDX-License-Identifier: GPL-3.0-or-later
 * UTF-8: checking, normal form, cleaning at the door.
 */
#include "inwork/base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"

/* Putting marks into canonical order takes time quadratic in the length of one run of marks, so
 * hostile runs are refused. The Stream-Safe Text Format (UAX 15) allows 30. */
#define MARKS_MAX 64

/* Strict by construction: the ranges are those of table 3-7 of the Unicode Standard. */
size_t utf8_decode(uint32_t *out, const char *text, size_t n)
{
    const unsigned char *b = (const unsigned char *)text;
    if (n == 0)
        return 0;
    if (b[0] < 0x80) {
        *out = b[0];
        return 1;
    }
    size_t length = b[0] >= 0xF0 ? 4 : b[0] >= 0xE0 ? 3 : 2;
    if (b[0] < 0xC2 || b[0] > 0xF4 || n < length)
        return 0;
    unsigned char low = b[0] == 0xE0 ? 0xA0 : b[0] == 0xF0 ? 0x90 : 0x80;
    unsigned char high = b[0] == 0xED ? 0x9F : b[0] == 0xF4 ? 0x8F : 0xBF;
    if (b[1] < low || b[1] > high)
        return 0;
    uint32_t code = b[0] & (0xFFu >> (length + 1));
    for (size_t i = 1; i < length; i++) {
        if ((b[i] & 0xC0) != 0x80)
            return 0;
        code = code << 6 | (b[i] & 0x3Fu);
    }
    *out = code;
    return length;
}

size_t utf8_encode(char out[4], uint32_t code_point)
{
    uint32_t c = code_point;
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        c = 0xFFFD;
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

size_t utf8_valid_length(const void *bytes, size_t n)
{
    const char *text = bytes;
    size_t at = 0;
    while (at < n) {
        uint64_t eight;
        if (n - at >= sizeof eight) {
            memcpy(&eight, text + at, sizeof eight);
            if (!(eight & UINT64_C(0x8080808080808080))) {
                at += sizeof eight;
                continue;
            }
        }
        uint32_t code;
        size_t length = utf8_decode(&code, text + at, n - at);
        if (length == 0)
            break;
        at += length;
    }
    return at;
}

bool utf8_valid(const void *bytes, size_t n)
{
    return utf8_valid_length(bytes, n) == n;
}

/* Below U+0300 nothing composes, decomposes in NFC, or reorders. */
static bool plainly_nfc(const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)text[i] >= 0xCC)
            return false;
    return true;
}

/* By class and by category: three Tibetan vowel signs are of no class and become two that are. */
static bool is_mark(uint32_t code)
{
    const utf8proc_property_t *p = utf8proc_get_property((utf8proc_int32_t)code);
    return p->combining_class != 0 || p->category == UTF8PROC_CATEGORY_MN;
}

static bool too_many_marks(const char *text, size_t n)
{
    size_t run = 0;
    uint32_t code = 0;
    for (size_t at = 0; at < n;) {
        size_t length = utf8_decode(&code, text + at, n - at);
        if (length == 0)
            return false;
        at += length;
        if (code >= 0x300 && is_mark(code)) {
            if (++run > MARKS_MAX)
                return true;
        } else {
            run = 0;
        }
    }
    return false;
}

int utf8_nfc(struct buf *out, const char *text, size_t n, struct error *err)
{
    size_t valid = utf8_valid_length(text, n);
    if (valid < n)
        return error_set(err, STATUS_DATA, "the text is not UTF-8 at byte %zu (0x%02X)", valid + 1,
                         (unsigned char)text[valid]);
    if (plainly_nfc(text, n)) {
        buf_append(out, text, n);
        return buf_ok(out, err);
    }
    if (too_many_marks(text, n)) {
        int status =
            error_set(err, STATUS_DATA, "one letter carries more than %d accents", MARKS_MAX);
        (void)error_hint(err, "Remove the piled-up marks and try again");
        return status;
    }
    utf8proc_uint8_t *composed = NULL;
    utf8proc_ssize_t length = utf8proc_map((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)n,
                                           &composed, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
    if (length < 0) {
        free(composed);
        return length == UTF8PROC_ERROR_NOMEM
                   ? error_memory(err)
                   : error_set(err, STATUS_DATA, "the text cannot be normalised");
    }
    buf_append(out, composed, (size_t)length);
    free(composed);
    return buf_ok(out, err);
}

static bool is_control(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0);
}

/* Where in the text a refusal is, in the words of someone who reads it. */
static int refuse(struct error *err, bool multi_line, size_t line, size_t character,
                  const char *what, uint32_t value)
{
    int digits = strstr(what, "U+") ? 4 : 2;
    if (!multi_line)
        return error_set(err, STATUS_DATA, "character %zu: %s%0*X", character, what, digits, value);
    return error_set(err, STATUS_DATA, "line %zu, character %zu: %s%0*X", line, character, what,
                     digits, value);
}

int utf8_clean(struct buf *out, const char *bytes, size_t n, bool multi_line, struct error *err)
{
    struct buf plain = BUF_ZERO;
    size_t line = 1;
    size_t character = 1;
    size_t begun = 0; /* what lies between here and `at` is taken as it is */
    int status = 0;
    for (size_t at = 0; at < n && status == 0; character++) {
        unsigned char c = (unsigned char)bytes[at];
        if (c >= 0x20 && c < 0x7F) {
            at++;
            continue;
        }
        uint32_t code = 0;
        size_t length = utf8_decode(&code, bytes + at, n - at);
        bool line_end = code == '\n' || code == '\r' || code == 0x2028 || code == 0x2029;
        if (length == 0) {
            status = refuse(err, multi_line, line, character, "not UTF-8, byte 0x", c);
            (void)error_hint(err, "Save the text as UTF-8 and try again");
        } else if (multi_line && line_end) {
            buf_append(&plain, bytes + begun, at - begun);
            buf_push(&plain, '\n');
            if (code == '\r' && at + 1 < n && bytes[at + 1] == '\n')
                length = 2;
            begun = at + length;
            line++;
            character = 0;
        } else if (line_end) {
            status = refuse(err, multi_line, line, character, "a line break, U+", code);
            (void)error_hint(err, "This takes one line only");
        } else if (is_control(code) && !(multi_line && code == '\t')) {
            status = refuse(err, multi_line, line, character, "a control character, U+", code);
            (void)error_hint(err, code == '\t' ? "Use a space instead of the tab"
                                               : "Remove the character and try again");
        }
        at += length;
    }
    if (status == 0) {
        buf_append(&plain, bytes + begun, n - begun);
        status = buf_ok(&plain, err);
    }
    if (status == 0)
        status = utf8_nfc(out, buf_text(&plain), plain.len, err);
    buf_free(&plain);
    return status;
}

void utf8_squeeze(struct buf *out, const char *text, size_t n)
{
    bool gap = false;
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        if (text[i] == ' ' || text[i] == '\t' || text[i] == '\r' || text[i] == '\n') {
            gap = any;
            continue;
        }
        if (gap)
            buf_push(out, ' ');
        buf_push(out, text[i]);
        gap = false;
        any = true;
    }
}

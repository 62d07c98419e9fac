/* SPDX-License-Identifier: GPL-3.0-or-later
 * Writing JSON into a buffer, compactly.
 */
#include <inttypes.h>
#include <string.h>

#include "inwork/base/buf.h"
#include "inwork/base/json.h"
#include "inwork/base/utf8.h"

static void separate(struct buf *out)
{
    if (out->len == 0)
        return;
    char last = out->data[out->len - 1];
    if (last != '{' && last != '[' && last != ':' && last != '\n')
        buf_push(out, ',');
}

static void escape(struct buf *out, unsigned char c)
{
    switch (c) {
    case '"':
        buf_add(out, "\\\"");
        break;
    case '\\':
        buf_add(out, "\\\\");
        break;
    case '\n':
        buf_add(out, "\\n");
        break;
    case '\t':
        buf_add(out, "\\t");
        break;
    case '\r':
        buf_add(out, "\\r");
        break;
    case '\b':
        buf_add(out, "\\b");
        break;
    case '\f':
        buf_add(out, "\\f");
        break;
    default:
        buf_printf(out, "\\u%04x", c);
        break;
    }
}

/* Does any of eight bytes need a closer look? Those that are not ASCII, below a space, '"', '\\'.
 */
static bool any_special(const char *text)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones << 7;
    uint64_t eight;
    memcpy(&eight, text, sizeof eight);
    uint64_t quotes = eight ^ ones * '"', slashes = eight ^ ones * '\\';
    /* A byte under n gives its top bit in (byte - n), once those with top bits are out. */
    return ((eight | (eight - ones * 0x20) | (quotes - ones) | (slashes - ones)) & tops) != 0;
}

static void quote(struct buf *out, const char *text, size_t n)
{
    buf_push(out, '"');
    size_t begun = 0; /* what lies between here and `at` needs no change */
    size_t at = 0;
    while (at < n) {
        if (n - at >= sizeof(uint64_t) && !any_special(text + at)) {
            at += sizeof(uint64_t);
            continue;
        }
        unsigned char c = (unsigned char)text[at];
        if (c >= 0x20 && c != '"' && c != '\\' && c < 0x80) {
            at++;
            continue;
        }
        uint32_t code = 0;
        size_t length = utf8_decode(&code, text + at, n - at);
        if (length > 1) {
            at += length;
            continue;
        }
        buf_append(out, text + begun, at - begun);
        if (length == 0)
            buf_add(out, "\xEF\xBF\xBD");
        else
            escape(out, c);
        at++;
        begun = at;
    }
    buf_append(out, text + begun, n - begun);
    buf_push(out, '"');
}

void json_add_text(struct buf *out, const char *text, size_t n)
{
    separate(out);
    quote(out, text, n);
}

void json_add_string(struct buf *out, const char *text)
{
    if (text)
        json_add_text(out, text, strlen(text));
    else
        json_add_null(out);
}

void json_add_int(struct buf *out, int64_t v)
{
    separate(out);
    buf_printf(out, "%" PRId64, v);
}

void json_add_bool(struct buf *out, bool v)
{
    separate(out);
    buf_add(out, v ? "true" : "false");
}

void json_add_null(struct buf *out)
{
    separate(out);
    buf_add(out, "null");
}

void json_add_name(struct buf *out, const char *name)
{
    separate(out);
    quote(out, name, strlen(name));
    buf_push(out, ':');
}

void json_begin_object(struct buf *out)
{
    separate(out);
    buf_push(out, '{');
}

void json_end_object(struct buf *out)
{
    buf_push(out, '}');
}

void json_begin_array(struct buf *out)
{
    separate(out);
    buf_push(out, '[');
}

void json_end_array(struct buf *out)
{
    buf_push(out, ']');
}

void json_put_string(struct buf *out, const char *name, const char *text)
{
    json_add_name(out, name);
    json_add_string(out, text);
}

void json_put_int(struct buf *out, const char *name, int64_t v)
{
    json_add_name(out, name);
    json_add_int(out, v);
}

void json_put_bool(struct buf *out, const char *name, bool v)
{
    json_add_name(out, name);
    json_add_bool(out, v);
}

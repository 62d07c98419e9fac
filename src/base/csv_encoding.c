/* SPDX-License-Identifier: GPL-3.0-or-later
 * From the encodings that spreadsheets write to UTF-8.
 */
#include <stdbool.h>
#include <string.h>

#include "csv_int.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/utf8.h"

/* Windows-1252 differs from Latin-1 here; 0 is unused. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

static void add(struct buf *out, uint32_t code)
{
    char bytes[4];
    buf_append(out, bytes, utf8_encode(bytes, code));
}

size_t csv_utf8_mark(const char *bytes, size_t n)
{
    return n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

static uint32_t unit(const unsigned char *bytes, bool big)
{
    return big ? (uint32_t)bytes[0] << 8 | bytes[1] : (uint32_t)bytes[1] << 8 | bytes[0];
}

static int decode_utf16(struct buf *out, const char *bytes, size_t n, bool big, struct error *err)
{
    const unsigned char *in = (const unsigned char *)bytes;
    if (n % 2 != 0) {
        int status = error_set(err, STATUS_DATA, "the file ends in half a UTF-16 character");
        (void)error_hint(err, "It may be cut short: copy it again, or save it as UTF-8");
        return status;
    }
    buf_reserve(out, n);
    for (size_t i = 2; i < n; i += 2) {
        uint32_t code = unit(in + i, big);
        if (code >= 0xD800 && code < 0xDC00 && i + 2 < n) {
            uint32_t low = unit(in + i + 2, big);
            if (low >= 0xDC00 && low < 0xE000) {
                code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
                i += 2;
            }
        }
        add(out, code); /* a lone half becomes U+FFFD */
    }
    return buf_ok(out, err);
}

/* A file put together from several is often mixed, so each line is judged by itself. */
static int decode_lines(struct buf *out, const char **encoding, const char *bytes, size_t n,
                        struct error *err)
{
    bool any_utf8 = false;
    buf_reserve(out, n + n / 8);
    for (size_t at = 0; at < n;) {
        const char *found = memchr(bytes + at, '\n', n - at);
        size_t length = found ? (size_t)(found - bytes) - at + 1 : n - at;
        if (utf8_valid(bytes + at, length)) {
            for (size_t i = 0; i < length && !any_utf8; i++)
                any_utf8 = (unsigned char)bytes[at + i] >= 0x80;
            buf_append(out, bytes + at, length);
        } else {
            for (size_t i = 0; i < length; i++) {
                uint32_t code = (unsigned char)bytes[at + i];
                if (code >= 0x80 && code < 0xA0) {
                    code = windows_1252[code - 0x80];
                    if (code == 0)
                        code = 0xFFFD;
                }
                add(out, code);
            }
        }
        at += length;
    }
    *encoding = any_utf8 ? "UTF-8 and Windows-1252" : "Windows-1252";
    return buf_ok(out, err);
}

int csv_decode(struct buf *out, const char **encoding, const char *bytes, size_t n,
               struct error *err)
{
    bool little = n >= 2 && memcmp(bytes, "\xFF\xFE", 2) == 0;
    bool big = n >= 2 && memcmp(bytes, "\xFE\xFF", 2) == 0;
    int status;
    if (little || big) {
        *encoding = "UTF-16";
        status = decode_utf16(out, bytes, n, big, err);
    } else if (utf8_valid(bytes, n)) {
        *encoding = "UTF-8";
        return 0;
    } else {
        size_t mark = csv_utf8_mark(bytes, n);
        status = decode_lines(out, encoding, bytes + mark, n - mark, err);
    }
    return status < 0 ? status : CSV_CONVERTED;
}

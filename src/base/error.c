/* SPDX-License-Identifier: GPL-3.0-or-later
 * What went wrong, told once, where it happened.
 */
#include "inwork/base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "inwork/base/utf8.h"

/* Would do something to a terminal rather than show: controls, line ends, changes of direction. */
static bool is_unsafe(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2066 && code <= 0x2069) || code == 0x2028 || code == 0x2029;
}

#undef error_set
#undef error_hint
#undef error_errno
#undef error_memory

/* Make a formatted text safe to show: it may quote what others wrote. Where it was cut, the last
 * character goes too, which may be half a one. */
static void tidy(char *text, size_t room, size_t wanted)
{
    size_t len = strlen(text);
    if (wanted >= room) {
        while (len > 0 && ((unsigned char)text[len - 1] & 0xC0) == 0x80)
            len--;
        if (len > 0 && ((unsigned char)text[len - 1] & 0x80))
            len--;
        text[len] = '\0';
    }
    for (size_t at = 0; at < len;) {
        uint32_t code = 0;
        size_t n = utf8_decode(&code, text + at, len - at);
        if (n == 0 || is_unsafe(code))
            memset(text + at, '?', n ? n : 1);
        at += n ? n : 1;
    }
}

static void fill(char *out, size_t room, const char *format, va_list args)
    __attribute__((format(printf, 3, 0)));
static void fill(char *out, size_t room, const char *format, va_list args)
{
    int n = vsnprintf(out, room, format, args);
    tidy(out, room, n < 0 ? 0 : (size_t)n);
}

int error_set(struct error *err, enum status status, const char *format, ...)
{
    if (err) {
        va_list args;
        va_start(args, format);
        err->status = status;
        err->hint[0] = '\0';
        fill(err->message, sizeof err->message, format, args);
        va_end(args);
    }
    return -(int)status;
}

int error_hint(struct error *err, const char *format, ...)
{
    if (!err)
        return -(int)STATUS_SOFTWARE;
    va_list args;
    va_start(args, format);
    fill(err->hint, sizeof err->hint, format, args);
    va_end(args);
    return -(int)err->status;
}

int error_errno(struct error *err, enum status status, const char *format, ...)
{
    int number = errno;
    if (err) {
        char text[400];
        char reason[100];
        va_list args;
        va_start(args, format);
        fill(text, sizeof text, format, args);
        va_end(args);
        const char *why = strerror_r(number, reason, sizeof reason);
        return error_set(err, status, "%s: %s", text, why);
    }
    return -(int)status;
}

int error_memory(struct error *err)
{
    return error_set(err, STATUS_IO, "memory ran out");
}

void error_clear(struct error *err)
{
    if (err)
        *err = (struct error){0};
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * What went wrong, told once, where it happened.
 */
#include "inwork/base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Make a formatted text safe to show: no control characters, and no half character at the cut. */
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
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)text[i] < 0x20 || text[i] == 0x7F)
            text[i] = '?';
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

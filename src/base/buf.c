/* SPDX-License-Identifier: GPL-3.0-or-later
 * The one growable buffer of the program.
 */
#include "inwork/base/buf.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inwork/base/error.h"

static void fail(struct buf *b)
{
    free(b->data);
    *b = (struct buf){.failed = true};
}

void buf_free(struct buf *b)
{
    if (!b)
        return;
    free(b->data);
    *b = BUF_ZERO;
}

void buf_free_wiped(struct buf *b)
{
    if (b && b->data)
        explicit_bzero(b->data, b->cap);
    buf_free(b);
}

void buf_clear(struct buf *b)
{
    b->len = 0;
    b->failed = false;
    if (b->data)
        b->data[0] = '\0';
}

void buf_truncate(struct buf *b, size_t len)
{
    if (len < b->len) {
        b->len = len;
        b->data[len] = '\0';
    }
}

void buf_reserve(struct buf *b, size_t more)
{
    if (b->failed)
        return;
    if (more > SIZE_MAX / 2 - b->len - 1) {
        fail(b);
        return;
    }
    size_t need = b->len + more + 1;
    if (need <= b->cap)
        return;
    size_t cap = b->cap < 48 ? 64 : b->cap + b->cap / 2;
    if (cap < need)
        cap = need;
    char *data = realloc(b->data, cap);
    if (!data) {
        fail(b);
        return;
    }
    if (!b->data)
        data[0] = '\0';
    b->data = data;
    b->cap = cap;
}

void buf_append(struct buf *b, const void *bytes, size_t n)
{
    if (n >= b->cap - b->len) /* with the NUL; an empty buffer has neither */
        buf_reserve(b, n);
    if (b->failed)
        return;
    if (n > 0)
        memcpy(b->data + b->len, bytes, n);
    b->len += n;
    b->data[b->len] = '\0';
}

void buf_add(struct buf *b, const char *text)
{
    buf_append(b, text, strlen(text));
}

void buf_push(struct buf *b, char c)
{
    if (b->cap - b->len < 2) {
        buf_append(b, &c, 1);
        return;
    }
    b->data[b->len++] = c;
    b->data[b->len] = '\0';
}

void buf_vprintf(struct buf *b, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    if (n < 0) {
        fail(b);
    } else {
        buf_reserve(b, (size_t)n);
        if (!b->failed) {
            (void)vsnprintf(b->data + b->len, (size_t)n + 1, format, again);
            b->len += (size_t)n;
        }
    }
    va_end(again);
}

void buf_printf(struct buf *b, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    buf_vprintf(b, format, args);
    va_end(args);
}

void buf_splice(struct buf *b, size_t at, size_t old_len, const void *bytes, size_t n)
{
    if (at > b->len)
        at = b->len;
    if (old_len > b->len - at)
        old_len = b->len - at;
    if (n > old_len)
        buf_reserve(b, n - old_len);
    if (b->failed || !b->data)
        return;
    memmove(b->data + at + n, b->data + at + old_len, b->len - at - old_len);
    if (n > 0)
        memcpy(b->data + at, bytes, n);
    b->len = b->len - old_len + n;
    b->data[b->len] = '\0';
}

const char *buf_text(const struct buf *b)
{
    return b->data ? b->data : "";
}

char *buf_take(struct buf *b)
{
    if (b->failed)
        return NULL;
    if (!b->data)
        buf_reserve(b, 0);
    char *data = b->data;
    *b = BUF_ZERO;
    return data;
}

int buf_ok(const struct buf *b, struct error *err)
{
    return b->failed ? error_memory(err) : 0;
}

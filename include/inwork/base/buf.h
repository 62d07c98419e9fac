/* SPDX-License-Identifier: GPL-3.0-or-later
 * The one growable buffer of the program.
 *
 * Invariants: a zeroed struct buf is a valid empty buffer; while `len` > 0 or anything was ever
 * appended, `data[len]` is a NUL byte that is not counted. When memory runs out, or a size would
 * overflow, the buffer is marked failed: it is emptied, later appends do nothing, and the owner
 * asks buf_ok() once at the end instead of testing every append. Holds no secrets: for those see
 * seal/secret.h.
 */
#ifndef INWORK_BASE_BUF_H
#define INWORK_BASE_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct error;

struct buf {
    char *data;
    size_t len;
    size_t cap;
    bool failed;
};

#define BUF_ZERO ((struct buf){0})

/* Release the memory; the buffer is valid and empty afterwards. NULL is accepted. */
void buf_free(struct buf *b);
/* As buf_free, after overwriting the whole capacity with zeros. */
void buf_free_wiped(struct buf *b);
/* Set the length to zero, keep the memory, forget a failure. */
void buf_clear(struct buf *b);
/* Shorten to `len` bytes; a larger `len` is ignored. */
void buf_truncate(struct buf *b, size_t len);
/* Make room for `more` further bytes and the NUL. */
void buf_reserve(struct buf *b, size_t more);

void buf_append(struct buf *b, const void *bytes, size_t n);
void buf_add(struct buf *b, const char *text); /* appends a C string */
void buf_push(struct buf *b, char c);
void buf_printf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_vprintf(struct buf *b, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));
/* Replace `old_len` bytes at `at` with `n` new ones; positions past the end are clamped. */
void buf_splice(struct buf *b, size_t at, size_t old_len, const void *bytes, size_t n);

/* The text, never NULL, borrowed until the next change. */
const char *buf_text(const struct buf *b);
/* Hand the NUL-terminated memory to the caller (free with free()); NULL if the buffer failed. */
char *buf_take(struct buf *b);
/* 0, or the error "memory ran out" if any append failed. */
int buf_ok(const struct buf *b, struct error *err);

#endif

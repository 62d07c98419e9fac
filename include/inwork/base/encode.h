/* SPDX-License-Identifier: GPL-3.0-or-later
 * Bytes as text: hexadecimal, base64, base32. Decoding is strict: one text for one sequence of
 * bytes, no white space, unused bits zero.
 *
 * Works in the caller's memory, so that secrets can stay in locked memory; table look-ups are not
 * constant-time.
 */
#ifndef INWORK_BASE_ENCODE_H
#define INWORK_BASE_ENCODE_H

#include <stddef.h>
#include <sys/types.h>

struct buf;

/* Characters that n bytes become, without the NUL. */
#define HEX_LENGTH(n) ((n)*2)
#define BASE64_LENGTH(n) (((n) + 2) / 3 * 4)
#define BASE64_BARE_LENGTH(n) (((n)*4 + 2) / 3)
#define BASE32_LENGTH(n) (((n)*8 + 4) / 5)

/* Write X_LENGTH(n) characters and a NUL to `out`. */
void hex_encode(char *out, const void *bytes, size_t n);         /* lower case */
void base64_encode(char *out, const void *bytes, size_t n);      /* RFC 4648, padded */
void base64_bare_encode(char *out, const void *bytes, size_t n); /* the same without padding */
void base32_encode(char *out, const void *bytes, size_t n); /* RFC 4648, lower case, unpadded */

/* Decode n characters into at most `room` bytes; the number of bytes written, or -1 if the text is
 * not exactly what the encoder writes, or does not fit. */
ssize_t hex_decode(void *out, size_t room, const char *text, size_t n);
ssize_t base64_decode(void *out, size_t room, const char *text, size_t n);
ssize_t base64_bare_decode(void *out, size_t room, const char *text, size_t n);
ssize_t base32_decode(void *out, size_t room, const char *text, size_t n);

/* The same, appended to a growing buffer. */
void buf_add_hex(struct buf *out, const void *bytes, size_t n);
void buf_add_base64(struct buf *out, const void *bytes, size_t n);

#endif

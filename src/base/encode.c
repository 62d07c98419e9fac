/* SPDX-License-Identifier: GPL-3.0-or-later
 * Bytes as text: hexadecimal, base64, base32.
 */
#include "inwork/base/encode.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "inwork/base/buf.h"

static const char base16_digits[] = "0123456789abcdef";
static const char base32_digits[] = "abcdefghijklmnopqrstuvwxyz234567";
static const char base64_digits[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* `bits` of each character, most significant first; the last is filled up with zero bits. */
static char *encode(char *out, const void *bytes, size_t n, const char *digits, unsigned bits)
{
    const uint8_t *in = bytes;
    uint32_t held = 0;
    unsigned count = 0;
    for (size_t i = 0; i < n; i++) {
        held = held << 8 | in[i];
        for (count += 8; count >= bits; count -= bits)
            *out++ = digits[held >> (count - bits) & ((1u << bits) - 1)];
        held &= (1u << count) - 1;
    }
    if (count > 0)
        *out++ = digits[held << (bits - count) & ((1u << bits) - 1)];
    *out = '\0';
    return out;
}

static int digit_value(char c, const char *digits)
{
    const char *found = c != '\0' ? strchr(digits, c) : NULL;
    return found ? (int)(found - digits) : -1;
}

static ssize_t decode(void *out, size_t room, const char *text, size_t n, const char *digits,
                      unsigned bits)
{
    uint8_t *to = out;
    size_t length = n / 8 * bits + n % 8 * bits / 8;
    if (length > room)
        return -1;
    uint32_t held = 0;
    unsigned count = 0;
    for (size_t i = 0; i < n; i++) {
        int value = digit_value(text[i], digits);
        if (value < 0)
            return -1;
        held = held << bits | (uint32_t)value;
        count += bits;
        if (count >= 8) {
            count -= 8;
            *to++ = (uint8_t)(held >> count);
            held &= (1u << count) - 1;
        }
    }
    /* A whole character left over, or set bits after the end: no encoder writes that. */
    if (count >= bits || held != 0)
        return -1;
    return (ssize_t)length;
}

void hex_encode(char *out, const void *bytes, size_t n)
{
    (void)encode(out, bytes, n, base16_digits, 4);
}

void base64_bare_encode(char *out, const void *bytes, size_t n)
{
    (void)encode(out, bytes, n, base64_digits, 6);
}

void base64_encode(char *out, const void *bytes, size_t n)
{
    char *end = encode(out, bytes, n, base64_digits, 6);
    while ((end - out) % 4 != 0)
        *end++ = '=';
    *end = '\0';
}

void base32_encode(char *out, const void *bytes, size_t n)
{
    (void)encode(out, bytes, n, base32_digits, 5);
}

ssize_t hex_decode(void *out, size_t room, const char *text, size_t n)
{
    return decode(out, room, text, n, base16_digits, 4);
}

ssize_t base64_bare_decode(void *out, size_t room, const char *text, size_t n)
{
    return decode(out, room, text, n, base64_digits, 6);
}

ssize_t base64_decode(void *out, size_t room, const char *text, size_t n)
{
    if (n % 4 != 0)
        return -1;
    size_t padding = n > 0 && text[n - 1] == '=' ? (text[n - 2] == '=' ? 2 : 1) : 0;
    return decode(out, room, text, n - padding, base64_digits, 6);
}

ssize_t base32_decode(void *out, size_t room, const char *text, size_t n)
{
    return decode(out, room, text, n, base32_digits, 5);
}

void buf_add_hex(struct buf *out, const void *bytes, size_t n)
{
    buf_reserve(out, HEX_LENGTH(n));
    if (out->failed)
        return;
    hex_encode(out->data + out->len, bytes, n);
    out->len += HEX_LENGTH(n);
}

void buf_add_base64(struct buf *out, const void *bytes, size_t n)
{
    buf_reserve(out, BASE64_LENGTH(n));
    if (out->failed)
        return;
    base64_encode(out->data + out->len, bytes, n);
    out->len += BASE64_LENGTH(n);
}

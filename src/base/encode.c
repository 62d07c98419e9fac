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

/* Five bits a character, most significant first; the last is filled up with zero bits. */
static void encode32(char *out, const uint8_t *in, size_t n)
{
    uint32_t held = 0;
    unsigned count = 0;
    for (size_t i = 0; i < n; i++) {
        held = held << 8 | in[i];
        for (count += 8; count >= 5; count -= 5)
            *out++ = base32_digits[held >> (count - 5) & 31];
        held &= (1u << count) - 1;
    }
    if (count > 0)
        *out++ = base32_digits[held << (5 - count) & 31];
    *out = '\0';
}

/* Six bits a character, three bytes at a time; returns the end, where nothing is written yet. */
static char *encode64(char *out, const uint8_t *in, size_t n)
{
    for (; n >= 3; n -= 3, in += 3) {
        uint32_t three = (uint32_t)in[0] << 16 | (uint32_t)in[1] << 8 | in[2];
        *out++ = base64_digits[three >> 18];
        *out++ = base64_digits[three >> 12 & 63];
        *out++ = base64_digits[three >> 6 & 63];
        *out++ = base64_digits[three & 63];
    }
    if (n > 0) {
        uint32_t rest = (uint32_t)in[0] << 16 | (n > 1 ? (uint32_t)in[1] << 8 : 0);
        *out++ = base64_digits[rest >> 18];
        *out++ = base64_digits[rest >> 12 & 63];
        if (n > 1)
            *out++ = base64_digits[rest >> 6 & 63];
    }
    return out;
}

/* The value of a digit, or -1. Which alphabet is said by how many bits a digit has. */
static int digit_value(char c, unsigned bits)
{
    switch (bits) {
    case 4:
        return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    case 5:
        return c >= 'a' && c <= 'z' ? c - 'a' : c >= '2' && c <= '7' ? c - '2' + 26 : -1;
    default:
        if (c >= 'A' && c <= 'Z')
            return c - 'A';
        if (c >= 'a' && c <= 'z')
            return c - 'a' + 26;
        if (c >= '0' && c <= '9')
            return c - '0' + 52;
        return c == '+' ? 62 : c == '/' ? 63 : -1;
    }
}

static inline ssize_t decode(void *out, size_t room, const char *text, size_t n, unsigned bits)
{
    uint8_t *to = out;
    size_t length = n / 8 * bits + n % 8 * bits / 8;
    if (length > room)
        return -1;
    uint32_t held = 0;
    unsigned count = 0;
    for (size_t i = 0; i < n; i++) {
        int value = digit_value(text[i], bits);
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
    const uint8_t *in = bytes;
    for (size_t i = 0; i < n; i++) {
        *out++ = base16_digits[in[i] >> 4];
        *out++ = base16_digits[in[i] & 15];
    }
    *out = '\0';
}

void base64_bare_encode(char *out, const void *bytes, size_t n)
{
    *encode64(out, bytes, n) = '\0';
}

void base64_encode(char *out, const void *bytes, size_t n)
{
    char *end = encode64(out, bytes, n);
    while ((end - out) % 4 != 0)
        *end++ = '=';
    *end = '\0';
}

void base32_encode(char *out, const void *bytes, size_t n)
{
    encode32(out, bytes, n);
}

ssize_t hex_decode(void *out, size_t room, const char *text, size_t n)
{
    return decode(out, room, text, n, 4);
}

ssize_t base64_bare_decode(void *out, size_t room, const char *text, size_t n)
{
    return decode(out, room, text, n, 6);
}

ssize_t base64_decode(void *out, size_t room, const char *text, size_t n)
{
    if (n % 4 != 0)
        return -1;
    size_t padding = n > 0 && text[n - 1] == '=' ? (text[n - 2] == '=' ? 2 : 1) : 0;
    return decode(out, room, text, n - padding, 6);
}

ssize_t base32_decode(void *out, size_t room, const char *text, size_t n)
{
    return decode(out, room, text, n, 5);
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

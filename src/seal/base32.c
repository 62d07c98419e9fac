/* SPDX-License-Identifier: GPL-3.0-or-later
 * Base32 without padding, lower case (RFC 4648, section 6).
 */
#include "base32_int.h"

static char character(unsigned value)
{
    return (char)(value < 26 ? 'a' + (int)value : '2' + (int)value - 26);
}

void seal_base32_encode(char *out, const uint8_t *bytes, size_t n)
{
    unsigned held = 0; /* the newest `bits` bits count */
    unsigned bits = 0;
    for (size_t i = 0; i < n; i++) {
        held = (held << 8 | bytes[i]) & 0xFFFu;
        bits += 8;
        while (bits >= 5) {
            bits -= 5;
            *out++ = character(held >> bits & 31u);
        }
    }
    if (bits > 0) /* the last character is filled with zero bits */
        *out++ = character(held << (5 - bits) & 31u);
    *out = '\0';
}

int seal_base32_value(char c)
{
    if (c >= 'a' && c <= 'z')
        return c - 'a';
    if (c >= '2' && c <= '7')
        return c - '2' + 26;
    return -1;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Bech32 (BIP 173) for 32-byte keys. Everything is worked on in lower case; values are wiped, since
 * the text of an identity is as secret as the key.
 */
#include "bech32_int.h"

#include <string.h>

#include <sodium.h>

static const char digits[] = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

static uint32_t step(uint32_t sum, unsigned value)
{
    static const uint32_t generator[5] = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd,
                                          0x2a1462b3};
    uint32_t top = sum >> 25;
    sum = (sum & 0x1ffffff) << 5 ^ value;
    for (unsigned i = 0; i < 5; i++)
        if (top >> i & 1)
            sum ^= generator[i];
    return sum;
}

static uint32_t prefix_sum(const char *prefix)
{
    uint32_t sum = 1;
    for (const char *p = prefix; *p; p++)
        sum = step(sum, (unsigned char)*p >> 5);
    sum = step(sum, 0);
    for (const char *p = prefix; *p; p++)
        sum = step(sum, *p & 31);
    return sum;
}

static char cased(char c, bool upper)
{
    return (char)(upper && c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
}

void bech32_encode(char *out, const char *prefix, bool upper, const uint8_t key[32])
{
    uint32_t sum = prefix_sum(prefix);
    unsigned held = 0, bits = 0;
    for (const char *p = prefix; *p; p++)
        *out++ = cased(*p, upper);
    *out++ = '1';
    for (size_t i = 0; i < 32; i++) {
        held = (held << 8 | key[i]) & 0xFFFu;
        bits += 8;
        while (bits >= 5) {
            bits -= 5;
            sum = step(sum, held >> bits & 31);
            *out++ = cased(digits[held >> bits & 31], upper);
        }
    }
    /* 256 bits leave one over, which is filled with zeros. */
    sum = step(sum, held << (5 - bits) & 31);
    *out++ = cased(digits[held << (5 - bits) & 31], upper);
    for (unsigned i = 0; i < BECH32_CHECK; i++)
        sum = step(sum, 0);
    sum ^= 1;
    for (unsigned i = 0; i < BECH32_CHECK; i++)
        *out++ = cased(digits[sum >> 5 * (5 - i) & 31], upper);
    *out = '\0';
}

int bech32_decode(uint8_t key[32], const char *prefix, bool upper, const char *text, size_t n)
{
    size_t prefix_len = strlen(prefix);
    uint8_t values[BECH32_DATA + BECH32_CHECK];
    if (n != prefix_len + 1 + sizeof values || text[prefix_len] != '1')
        return -1;
    for (size_t i = 0; i < prefix_len; i++)
        if (text[i] != cased(prefix[i], upper))
            return -1;
    int status = -1;
    uint32_t sum = prefix_sum(prefix);
    for (size_t i = 0; i < sizeof values; i++) {
        char c = text[prefix_len + 1 + i];
        if (upper ? c >= 'a' && c <= 'z' : c >= 'A' && c <= 'Z')
            goto out;
        const char *found = c ? strchr(digits, c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c) : NULL;
        if (!found)
            goto out;
        values[i] = (uint8_t)(found - digits);
        sum = step(sum, values[i]);
    }
    if (sum != 1 || values[BECH32_DATA - 1] & 15)
        goto out;
    unsigned held = 0, bits = 0;
    for (size_t i = 0, at = 0; i < BECH32_DATA; i++) {
        held = (held << 5 | values[i]) & 0xFFFu;
        bits += 5;
        if (bits >= 8 && at < 32) {
            bits -= 8;
            key[at++] = (uint8_t)(held >> bits);
        }
    }
    status = 0;
out:
    sodium_memzero(values, sizeof values);
    return status;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Folding text for search and sorting: "Łukasz O’Brien-Müller" becomes "lukasz o'brien-muller".
 */
#include <stdlib.h>
#include <utf8proc.h>

#include "inwork/base/buf.h"
#include "inwork/base/utf8.h"

/* What Unicode does not decompose but people type plainly; after case folding. Ascending. */
static const struct spelling {
    uint32_t code;
    char plain[3];
} spellings[] = {
    {0x00E6, "ae"}, {0x00F0, "d"},  {0x00F8, "o"}, {0x00FE, "th"}, {0x0111, "d"},  {0x0127, "h"},
    {0x0131, "i"},  {0x0138, "k"},  {0x0142, "l"}, {0x014B, "n"},  {0x0153, "oe"}, {0x0167, "t"},
    {0x0180, "b"},  {0x0188, "c"},  {0x0192, "f"}, {0x0199, "k"},  {0x019A, "l"},  {0x019E, "n"},
    {0x01A5, "p"},  {0x01AD, "t"},  {0x01B4, "y"}, {0x01B6, "z"},  {0x01E5, "g"},  {0x0225, "z"},
    {0x0237, "j"},  {0x023C, "c"},  {0x0247, "e"}, {0x0249, "j"},  {0x024D, "r"},  {0x024F, "y"},
    {0x0253, "b"},  {0x0256, "d"},  {0x0257, "d"}, {0x0260, "g"},  {0x0268, "i"},  {0x026B, "l"},
    {0x0272, "n"},  {0x0289, "u"},  {0x02BC, "'"}, {0x2010, "-"},  {0x2011, "-"},  {0x2012, "-"},
    {0x2013, "-"},  {0x2014, "-"},  {0x2015, "-"}, {0x2018, "'"},  {0x2019, "'"},  {0x201B, "'"},
    {0x201C, "\""}, {0x201D, "\""}, {0x2212, "-"},
};

static int compare_spelling(const void *key, const void *entry)
{
    uint32_t code = *(const uint32_t *)key;
    const struct spelling *s = entry;
    return (code > s->code) - (code < s->code);
}

/* Accents, not vowels: the marks of Latin, Greek, Cyrillic, Hebrew and Arabic. Elsewhere (Thai,
 * Indic scripts, kana) a mark makes another letter and stays. */
static bool is_accent(uint32_t c)
{
    return (c >= 0x0300 && c <= 0x036F) || (c >= 0x0483 && c <= 0x0489) ||
           (c >= 0x0591 && c <= 0x05C7 && c != 0x05BE && c != 0x05C0 && c != 0x05C3 &&
            c != 0x05C6) ||
           (c >= 0x0610 && c <= 0x061A) || (c >= 0x064B && c <= 0x065F) || c == 0x0670 ||
           c == 0x0640 || (c >= 0x1AB0 && c <= 0x1AFF) || (c >= 0x1DC0 && c <= 0x1DFF) ||
           (c >= 0x20D0 && c <= 0x20FF) || (c >= 0xFE20 && c <= 0xFE2F);
}

static void add_plain(struct buf *out, uint32_t code)
{
    if (is_accent(code))
        return;
    const struct spelling *s = bsearch(&code, spellings, sizeof spellings / sizeof *spellings,
                                       sizeof *spellings, compare_spelling);
    if (s) {
        buf_add(out, s->plain);
        return;
    }
    char bytes[4];
    buf_append(out, bytes, utf8_encode(bytes, code));
}

void utf8_fold(struct buf *out, const char *text, size_t n)
{
    buf_reserve(out, n);
    for (size_t at = 0; at < n;) {
        unsigned char c = (unsigned char)text[at];
        if (c < 0x80) {
            buf_push(out, (char)(c >= 'A' && c <= 'Z' ? c + 32 : c));
            at++;
            continue;
        }
        uint32_t code = 0xFFFD;
        size_t length = utf8_decode(&code, text + at, n - at);
        at += length > 0 ? length : 1;
        /* No character becomes more than 18 (U+FDFA). */
        utf8proc_int32_t parts[32];
        int boundary = UTF8PROC_BOUNDCLASS_START;
        utf8proc_ssize_t count = utf8proc_decompose_char(
            (utf8proc_int32_t)code, parts, 32,
            UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE, &boundary);
        for (utf8proc_ssize_t i = 0; i < count && i < 32; i++)
            add_plain(out, (uint32_t)parts[i]);
    }
}

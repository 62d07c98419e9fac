/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is compared of names and phone numbers, so that the ways in which people write them differ
 * no more.
 */
#include <stdlib.h>
#include <string.h>

#include "inwork/base/buf.h"
#include "inwork/base/utf8.h"
#include "inwork/model/duplicate.h"

#define WORDS_MOST 24

struct words {
    const char *word[WORDS_MOST];
    size_t length[WORDS_MOST];
    size_t count;
};

static bool is_one_of(const char *word, size_t n, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strlen(list[i]) == n && memcmp(list[i], word, n) == 0)
            return true;
    return false;
}

/* Folded, with one space between words; apostrophes and full stops join what they stand in
 * (Sainsbury's, P.L.C.), & is a word. */
static void plain(struct buf *out, const char *text, size_t n)
{
    struct buf folded = BUF_ZERO;
    bool gap = false;
    utf8_fold(&folded, text, n);
    for (size_t at = 0; at < folded.len;) {
        uint32_t code = 0;
        size_t step = utf8_decode(&code, folded.data + at, folded.len - at);
        step = step > 0 ? step : 1;
        bool joins = code == '\'' || code == 0x2019 || code == 0x2018 || code == '`' || code == '.';
        if (utf8_is_word(code) || code == '&') {
            if ((gap || code == '&') && out->len > 0)
                buf_push(out, ' ');
            if (code == '&')
                buf_add(out, "and");
            else
                buf_append(out, folded.data + at, step);
            gap = code == '&';
        } else if (!joins) {
            gap = true;
        }
        at += step;
    }
    buf_free(&folded);
}

static void split(struct words *out, const char *text)
{
    out->count = 0;
    while (*text != '\0' && out->count < WORDS_MOST) {
        size_t n = strcspn(text, " ");
        out->word[out->count] = text;
        out->length[out->count++] = n;
        text += n + (text[n] == ' ');
    }
}

static void join(struct buf *out, const struct words *w, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        if (i > from)
            buf_push(out, ' ');
        buf_append(out, w->word[i], w->length[i]);
    }
}

static int by_word(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

void duplicate_person_words(struct buf *out, const char *name, size_t n)
{
    static const char *const titles[] = {"mr", "mrs",  "ms",  "miss", "mx",
                                         "dr", "prof", "sir", "dame", "rev"};
    struct buf text = BUF_ZERO;
    struct words w;
    const char *sorted[WORDS_MOST];
    size_t count = 0;
    plain(&text, name, n);
    split(&w, buf_text(&text));
    for (size_t i = 0; i < w.count; i++) {
        bool title = is_one_of(w.word[i], w.length[i], titles, sizeof titles / sizeof *titles);
        if (title && w.count > 1)
            continue;
        if (w.word[i][w.length[i]] == ' ')
            text.data[(size_t)(w.word[i] - text.data) + w.length[i]] = '\0';
        sorted[count++] = w.word[i];
    }
    if (count > 1)
        qsort(sorted, count, sizeof *sorted, by_word);
    for (size_t i = 0; i < count; i++)
        buf_printf(out, "%s%s", i > 0 ? " " : "", sorted[i]);
    buf_free(&text);
}

void duplicate_organisation_words(struct buf *out, const char *name, size_t n)
{
    static const char *const forms[] = {"ltd", "limited", "plc", "llp",          "lp",
                                        "inc", "llc",     "cic", "incorporated", "the"};
    const size_t form_count = sizeof forms / sizeof *forms;
    struct buf text = BUF_ZERO;
    struct words w;
    plain(&text, name, n);
    split(&w, buf_text(&text));
    size_t from = 0;
    size_t to = w.count;
    while (to > 1 && is_one_of(w.word[to - 1], w.length[to - 1], forms, form_count))
        to--;
    if (to > 1 && w.length[0] == 3 && memcmp(w.word[0], "the", 3) == 0)
        from = 1;
    join(out, &w, from, to);
    buf_free(&text);
}

void duplicate_phone(struct buf *out, const char *phone, size_t n)
{
    struct buf digits = BUF_ZERO;
    bool abroad = false;
    for (size_t i = 0; i < n; i++) {
        if (phone[i] == '+' && digits.len == 0)
            abroad = true;
        if (phone[i] >= '0' && phone[i] <= '9')
            buf_push(&digits, phone[i]);
    }
    const char *at = buf_text(&digits);
    if (!abroad && strncmp(at, "0044", 4) == 0) {
        at += 2;
        abroad = true;
    }
    if (abroad && strncmp(at, "44", 2) == 0) {
        at += at[2] == '0' ? 3 : 2;
        buf_push(out, '0');
    }
    buf_add(out, at);
    buf_free(&digits);
}

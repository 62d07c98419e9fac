/* SPDX-License-Identifier: GPL-3.0-or-later
 * Mending words that nothing begins with: the nearest word of the index by edit distance
 * (insertions, deletions, substitutions, neighbours swapped), found in the index's own vocabulary.
 */
#include "inwork/base/error.h"
#include "inwork/base/utf8.h"
#include "search_int.h"
#include "store_int.h"

#define WORD_MAX 40 /* characters of a word that are compared */
#define TERM_LIMIT 400000

/* A word as code points. */
struct letters {
    uint32_t at[WORD_MAX];
    size_t count;
};

static bool spell(struct letters *out, const char *text, size_t n)
{
    size_t at = 0;
    out->count = 0;
    while (at < n) {
        size_t length =
            out->count < WORD_MAX ? utf8_decode(&out->at[out->count], text + at, n - at) : 0;
        if (length == 0)
            return false;
        out->count++;
        at += length;
    }
    return true;
}

/* The distance of a word to the nearest beginning of a term, or `limit` + 1 if it is more. */
static size_t distance(const struct letters *word, const struct letters *term, size_t limit)
{
    size_t rows[3][WORD_MAX + 1];
    size_t *before = rows[0], *last = rows[1], *row = rows[2];
    size_t best = word->count;
    for (size_t j = 0; j <= word->count; j++)
        last[j] = j;
    for (size_t i = 1; i <= term->count; i++) {
        size_t least = row[0] = i;
        for (size_t j = 1; j <= word->count; j++) {
            size_t cost = term->at[i - 1] != word->at[j - 1];
            size_t d = last[j - 1] + cost;
            if (last[j] + 1 < d)
                d = last[j] + 1;
            if (row[j - 1] + 1 < d)
                d = row[j - 1] + 1;
            if (i > 1 && j > 1 && term->at[i - 1] == word->at[j - 2] &&
                term->at[i - 2] == word->at[j - 1] && before[j - 2] + 1 < d)
                d = before[j - 2] + 1;
            row[j] = d;
            if (d < least)
                least = d;
        }
        if (row[word->count] < best)
            best = row[word->count];
        if (least > limit)
            break;
        size_t *spare = before;
        before = last;
        last = row;
        row = spare;
    }
    return best <= limit ? best : limit + 1;
}

struct best {
    size_t distance;
    int64_t count; /* rows that have the term */
    size_t extra;  /* letters the term is longer by */
    struct buf term;
};

/* Compare a word with every term from `from` on that is below `to`. */
static int scan_terms(struct store *s, const struct letters *word, size_t limit, const char *from,
                      const char *to, struct best *best, struct error *err)
{
    sqlite3_stmt *stmt = statement_take(
        s, "SELECT term, doc FROM search_word WHERE term >= ?1 AND term < ?2 LIMIT ?3", err);
    if (!stmt)
        return statement_failed(err);
    bind_text(stmt, 1, from);
    bind_text(stmt, 2, to);
    bind_integer(stmt, 3, TERM_LIMIT);
    int rc;
    while ((rc = statement_step(s, stmt, err)) > 0) {
        struct letters term;
        const char *text = column_text(stmt, 0);
        size_t n = (size_t)sqlite3_column_bytes(stmt, 0);
        if (!spell(&term, text, n))
            continue;
        size_t d = distance(word, &term, limit);
        if (d > limit || d > best->distance)
            continue;
        size_t extra = term.count > word->count ? term.count - word->count : 0;
        int64_t count = sqlite3_column_int64(stmt, 1);
        if (d == best->distance &&
            (count < best->count || (count == best->count && extra >= best->extra)))
            continue;
        best->distance = d;
        best->count = count;
        best->extra = extra;
        buf_clear(&best->term);
        buf_append(&best->term, text, n);
    }
    statement_give(s, stmt);
    return rc < 0 ? rc : buf_ok(&best->term, err);
}

/* Does any term begin with the word? */
static int begins_any(struct store *s, const char *word, bool *out, struct error *err)
{
    struct buf to = BUF_ZERO;
    buf_printf(&to, "%s\xF4\x8F\xBF\xBF", word);
    sqlite3_stmt *stmt =
        statement_take(s, "SELECT 1 FROM search_word WHERE term >= ?1 AND term < ?2 LIMIT 1", err);
    int rc = stmt ? buf_ok(&to, err) : statement_failed(err);
    if (rc == 0) {
        bind_text(stmt, 1, word);
        bind_text(stmt, 2, buf_text(&to));
        rc = statement_step(s, stmt, err);
        *out = rc > 0;
    }
    statement_give(s, stmt);
    buf_free(&to);
    return rc < 0 ? rc : 0;
}

/* Compare with the terms that begin with the word's first two letters (0), these swapped (1), or
 * the first (2). */
static int scan_range(struct store *s, const struct letters *word, size_t limit, int range,
                      struct best *best, struct error *err)
{
    char from[12] = {0}, to[12] = {0};
    uint32_t a = word->at[0], b = word->at[1];
    size_t n = utf8_encode(from, range == 1 ? b : a);
    (void)utf8_encode(to, range == 1 ? b : range == 2 ? a + 1 : a);
    if (range < 2) {
        (void)utf8_encode(from + n, range == 1 ? a : b);
        (void)utf8_encode(to + n, (range == 1 ? a : b) + 1);
    }
    return scan_terms(s, word, limit, from, to, best, err);
}

static int mend_word(struct store *s, const char *word, struct buf *out, bool *changed,
                     struct error *err)
{
    struct letters letters;
    bool known = false;
    int rc = begins_any(s, word, &known, err);
    if (rc < 0)
        return rc;
    if (known || !spell(&letters, word, strlen(word)) || letters.count < 3) {
        buf_add(out, word);
        return 0;
    }
    size_t limit = letters.count < 6 ? 1 : 2;
    struct best best = {.distance = limit};
    /* Slips mostly leave the first two letters, or swap them, or leave the first. */
    for (int range = 0; rc == 0 && range < 3 && best.term.len == 0; range++)
        rc = scan_range(s, &letters, limit, range, &best, err);
    *changed = *changed || best.term.len > 0;
    buf_add(out, best.term.len > 0 ? buf_text(&best.term) : word);
    buf_free(&best.term);
    return rc;
}

int search_mend(struct store *s, const char *text, struct buf *out, bool *mended, struct error *err)
{
    struct buf folded = BUF_ZERO, word = BUF_ZERO;
    *mended = false;
    utf8_fold(&folded, text, strlen(text));
    int rc = buf_ok(&folded, err);
    size_t at = 0;
    while (rc == 0 && at < folded.len) {
        uint32_t c = 0;
        size_t length = utf8_decode(&c, folded.data + at, folded.len - at);
        bool part = length > 0 && utf8_is_word(c);
        if (part)
            buf_append(&word, folded.data + at, length);
        at += length ? length : 1;
        if (word.len > 0 && (!part || at >= folded.len)) {
            if (out->len > 0)
                buf_push(out, ' ');
            rc = mend_word(s, buf_text(&word), out, mended, err);
            buf_clear(&word);
        }
    }
    if (rc == 0)
        rc = buf_ok(out, err);
    buf_free(&folded);
    buf_free(&word);
    return rc;
}

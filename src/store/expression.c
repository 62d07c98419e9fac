/* SPDX-License-Identifier: GPL-3.0-or-later
 * From folded words to an FTS5 expression.
 *
 * The index answers beginnings of up to three letters itself. For longer ones FTS5 would put the
 * rows of every such word together before it gave the first, tens of thousands for "limited"; named
 * one by one they are read as they lie, and only as far as wanted.
 */
#include "inwork/base/error.h"
#include "inwork/base/utf8.h"
#include "search_int.h"
#include "store_int.h"

#define INDEXED_LETTERS 3 /* schema/derived.sql: prefix */
#define TERMS_MAX 40

/* Append `"a" OR "b" …` for the words of the index that begin so; `count` is 0 if there are none,
 * and over TERMS_MAX if there are too many to name. */
static int add_terms(struct store *s, struct buf *out, const char *word, size_t *count,
                     struct error *err)
{
    struct buf last = BUF_ZERO, end = BUF_ZERO;
    int rc = 0;
    *count = 0;
    buf_printf(&end, "%s\xF4\x8F\xBF\xBF", word);
    sqlite3_stmt *stmt = statement_take(
        s, "SELECT term FROM search_place WHERE term >= ?1 AND term < ?2 LIMIT 1", err);
    if (!stmt)
        rc = statement_failed(err);
    buf_add(&last, word);
    if (rc == 0 && (buf_ok(&last, err) < 0 || buf_ok(&end, err) < 0))
        rc = -STATUS_IO;
    while (rc == 0 && *count <= TERMS_MAX) {
        bind_text(stmt, 1, buf_text(&last));
        bind_text(stmt, 2, buf_text(&end));
        rc = statement_step(s, stmt, err);
        if (rc <= 0)
            break;
        buf_clear(&last);
        buf_add(&last, column_text(stmt, 0));
        buf_printf(out, "%s\"%s\"", *count ? " OR " : "", buf_text(&last));
        ++*count;
        buf_push(&last, 1); /* the least text after this term */
        rc = buf_ok(&last, err);
        (void)sqlite3_reset(stmt);
    }
    statement_give(s, stmt);
    buf_free(&last);
    buf_free(&end);
    return rc;
}

static int add_word(struct store *s, struct buf *out, const char *word, size_t letters, bool *none,
                    struct error *err)
{
    size_t count = 0, before = out->len;
    int rc = 0;
    if (out->len > 0)
        buf_add(out, " AND ");
    buf_push(out, '(');
    size_t start = out->len;
    if (letters > INDEXED_LETTERS) {
        rc = add_terms(s, out, word, &count, err);
        *none = *none || count == 0;
    }
    if (letters <= INDEXED_LETTERS || count > TERMS_MAX) {
        buf_truncate(out, start);
        buf_printf(out, "\"%s\"*", word);
    }
    buf_push(out, ')');
    if (*none)
        buf_truncate(out, before);
    return rc;
}

int search_expression(struct store *s, struct buf *out, const char *text, size_t n,
                      struct error *err)
{
    struct buf word = BUF_ZERO;
    bool none = false;
    size_t at = 0, letters = 0;
    int rc = 0;
    while (rc == 0 && at < n && !none) {
        uint32_t c = 0;
        size_t length = utf8_decode(&c, text + at, n - at);
        bool part = length > 0 && utf8_is_word(c);
        if (part) {
            buf_append(&word, text + at, length);
            letters++;
        }
        at += length ? length : 1;
        if (letters > 0 && (!part || at >= n)) {
            rc = add_word(s, out, buf_text(&word), letters, &none, err);
            buf_clear(&word);
            letters = 0;
        }
    }
    if (none)
        buf_clear(out);
    buf_free(&word);
    return rc < 0 ? rc : buf_ok(out, err);
}

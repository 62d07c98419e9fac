/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rows of the search index, and those whose change was put off.
 */
#include "index_int.h"

#include "derive_int.h"
#include "inwork/base/error.h"
#include "inwork/base/utf8.h"
#include "inwork/store/catalogue.h"
#include "inwork/vault/vault.h"
#include "search_int.h"
#include "store_int.h"

#define MERGES_NONE 0
#define MERGES_OWN 4 /* FTS5's own */

void indexed_clear(struct indexed *x)
{
    free(x->title);
    free(x->words);
    *x = (struct indexed){0};
}

static int keep_texts(struct indexed *out, const char *title, const char *words, struct error *err)
{
    out->is = true;
    out->title = strdup(title);
    out->words = strdup(words);
    return out->title && out->words ? 0 : error_memory(err);
}

/* Its place; with `texts` the words too, computed from its row and current values. */
static int read_wanted(struct store *s, int64_t home, bool texts, struct current_rows *rows,
                       struct indexed *out, struct error *err)
{
    *out = (struct indexed){0};
    sqlite3_stmt *stmt = statement_take(
        s, "SELECT kind, title, context, sort, indexed FROM record WHERE seq = ?1", err);
    if (!stmt)
        return statement_failed(err);
    bind_integer(stmt, 1, home);
    int rc = statement_step(s, stmt, err);
    if (rc > 0) {
        rc = 0;
        out->place = search_rowid(column_text(stmt, 0), home);
        out->is = sqlite3_column_int(stmt, 4) == 1;
    }
    if (out->is && texts) {
        struct buf words = BUF_ZERO, folded = BUF_ZERO;
        rc = current_load(s, home, rows, err);
        words_build(&words, catalogue_kind(store_catalogue(s), column_text(stmt, 0)), rows,
                    column_text(stmt, 1), column_text(stmt, 2));
        utf8_fold(&folded, buf_text(&words), words.len);
        if (rc == 0)
            rc = buf_ok(&folded, err);
        if (rc == 0)
            rc = keep_texts(out, column_text(stmt, 3), buf_text(&folded), err);
        buf_free(&words);
        buf_free(&folded);
    }
    statement_give(s, stmt);
    return rc;
}

int index_wanted(struct store *s, int64_t home, struct current_rows *rows, struct indexed *out,
                 struct error *err)
{
    return read_wanted(s, home, true, rows, out, err);
}

int index_held(struct store *s, int64_t home, bool texts, struct current_rows *rows,
               struct indexed *out, bool *behind, struct error *err)
{
    *behind = false;
    int rc = read_wanted(s, home, false, rows, out, err);
    if (rc < 0 || out->place == 0)
        return rc;
    sqlite3_stmt *stmt =
        statement_take(s, "SELECT held, title, words FROM search_behind WHERE place = ?1", err);
    if (!stmt)
        return statement_failed(err);
    bind_integer(stmt, 1, out->place);
    rc = statement_step(s, stmt, err);
    *behind = rc > 0;
    if (*behind) {
        rc = 0;
        out->is = sqlite3_column_int(stmt, 0) == 1;
        if (out->is && texts)
            rc = keep_texts(out, column_text(stmt, 1), column_text(stmt, 2), err);
    }
    statement_give(s, stmt);
    return rc == 0 && !*behind && out->is ? read_wanted(s, home, true, rows, out, err) : rc;
}

/* One row a statement: for one of many rows, FTS5 would write out what it holds in memory. */
static int write_row(struct store *s, const char *sql, int64_t place, const struct indexed *x,
                     struct error *err)
{
    sqlite3_stmt *stmt = statement_take(s, sql, err);
    if (!stmt)
        return statement_failed(err);
    bind_integer(stmt, 1, place);
    bind_text(stmt, 2, x->title);
    bind_text(stmt, 3, x->words);
    return statement_run(s, stmt, err);
}

int index_change(struct store *s, const struct indexed *from, const struct indexed *to,
                 struct error *err)
{
    int rc = 0;
    if (from->is && to->is && strcmp(from->title, to->title) == 0 &&
        strcmp(from->words, to->words) == 0)
        return 0;
    if (from->is)
        rc = write_row(s,
                       "INSERT INTO search(search, rowid, title, text) "
                       "VALUES ('delete', ?1, ?2, ?3)",
                       from->place, from, err);
    if (rc == 0 && to->is)
        rc = write_row(s, "INSERT INTO search(rowid, title, text) VALUES (?1, ?2, ?3)", to->place,
                       to, err);
    return rc;
}

int index_put_off(struct store *s, const struct indexed *held, struct error *err)
{
    sqlite3_stmt *stmt =
        statement_take(s,
                       "INSERT OR IGNORE INTO search_behind(place, held, title, words) "
                       "VALUES (?1, ?2, ?3, ?4)",
                       err);
    if (!stmt)
        return statement_failed(err);
    bind_integer(stmt, 1, held->place);
    bind_integer(stmt, 2, held->is);
    bind_text(stmt, 3, held->title);
    bind_text(stmt, 4, held->words);
    s->words_wait = true;
    return statement_run(s, stmt, err);
}

int index_caught_up(struct store *s, int64_t place, struct error *err)
{
    sqlite3_stmt *stmt = statement_take(s, "DELETE FROM search_behind WHERE place = ?1", err);
    if (!stmt)
        return statement_failed(err);
    bind_integer(stmt, 1, place);
    return statement_run(s, stmt, err);
}

/* The lowest of what was put off; place 0: nothing. FTS5 is quick in the order of rows. */
static int first_behind(struct store *s, struct indexed *out, struct error *err)
{
    *out = (struct indexed){0};
    sqlite3_stmt *stmt = statement_take(
        s, "SELECT place, held, title, words FROM search_behind ORDER BY place LIMIT 1", err);
    if (!stmt)
        return statement_failed(err);
    int rc = statement_step(s, stmt, err);
    if (rc > 0) {
        rc = 0;
        out->place = sqlite3_column_int64(stmt, 0);
        if (sqlite3_column_int(stmt, 1) == 1)
            rc = keep_texts(out, column_text(stmt, 2), column_text(stmt, 3), err);
    }
    statement_give(s, stmt);
    return rc;
}

static int catch_up(struct store *s, struct error *err)
{
    struct current_rows rows = {0};
    int rc = store_catalogue_load(s, err);
    for (bool any = true; rc == 0 && any;) {
        struct indexed held, wanted = {0};
        rc = first_behind(s, &held, err);
        any = rc == 0 && held.place != 0;
        if (any)
            rc = index_wanted(s, search_home(held.place), &rows, &wanted, err);
        if (any && rc == 0)
            rc = index_change(s, &held, &wanted, err);
        if (any && rc == 0)
            rc = index_caught_up(s, held.place, err);
        indexed_clear(&held);
        indexed_clear(&wanted);
    }
    current_free(&rows);
    return rc;
}

static bool anything_behind(struct store *s)
{
    sqlite3_stmt *stmt = statement_take(s, "SELECT 1 FROM search_behind LIMIT 1", NULL);
    bool any = stmt && statement_step(s, stmt, NULL) > 0;
    statement_give(s, stmt);
    return any;
}

int index_catch_up(struct store *s, struct error *err)
{
    struct error ignored = {0}; /* whoever writes next does it, and is told if that fails */
    bool outermost = s->depth == 0;
    if (s->read_only || s->reading || s->undone || !anything_behind(s))
        return 0;
    if (outermost && s->vault)
        vault_patience(s->db, false);
    int rc = store_begin(s, outermost ? &ignored : err);
    if (outermost && s->vault)
        vault_patience(s->db, true);
    if (rc < 0)
        return outermost ? 0 : rc;
    rc = catch_up(s, outermost ? &ignored : err);
    if (rc == 0)
        rc = store_commit(s, outermost ? &ignored : err);
    if (rc == 0)
        s->words_wait = false;
    else
        store_rollback(s);
    return outermost ? 0 : rc;
}

int index_merging(struct store *s, bool merging, struct error *err)
{
    sqlite3_stmt *stmt =
        statement_take(s, "INSERT INTO search(search, rank) VALUES ('automerge', ?1)", err);
    if (!stmt)
        return statement_failed(err);
    bind_integer(stmt, 1, merging ? MERGES_OWN : MERGES_NONE);
    return statement_run(s, stmt, err);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Computing how a record stands: struck or not, part of what, its title and words.
 */
#include "standing_int.h"

#include "batch_int.h"
#include "derive_int.h"
#include "inwork/base/error.h"
#include "inwork/base/utf8.h"
#include "inwork/store/catalogue.h"
#include "store_int.h"

void standing_texts_clear(struct standing_texts *t)
{
    buf_clear(&t->title);
    buf_clear(&t->sort);
    buf_clear(&t->words);
    buf_clear(&t->folded);
}

void standing_texts_free(struct standing_texts *t)
{
    buf_free(&t->title);
    buf_free(&t->sort);
    buf_free(&t->words);
    buf_free(&t->folded);
}

/* A record shows as struck when each of the records shown as one is; a record is struck when all
 * its current values of _struck say yes. Notes the state of the others. */
static int find_struck(struct store *s, struct standing *d, const struct current_rows *r,
                       struct error *err)
{
    bool all = true;
    for (size_t i = 0; i < r->count; i++) {
        bool yes = false, no = false, seen = false;
        int64_t record = r->rows[i].record;
        for (size_t j = 0; j < i && !seen; j++)
            seen = r->rows[j].record == record;
        if (seen)
            continue;
        for (size_t j = i; j < r->count; j++) {
            if (r->rows[j].record != record || strcmp(row_field(r, j), "_struck") != 0)
                continue;
            if (strcmp(row_value(r, j), "yes") == 0)
                yes = true;
            else
                no = true;
        }
        all = all && yes && !no;
        if (record == d->home) {
            d->struck = yes && !no;
            continue;
        }
        sqlite3_stmt *stmt =
            statement_take(s, "UPDATE record SET struck = ?2 WHERE seq = ?1 AND struck <> ?2", err);
        if (!stmt)
            return statement_failed(err);
        bind_integer(stmt, 1, record);
        bind_integer(stmt, 2, yes && !no);
        int rc = statement_run(s, stmt, err);
        if (rc < 0)
            return rc;
    }
    d->shown = all ? 2 : 1;
    return 0;
}

/* The record it is part of: struck with it, and found by its name where search covers that. */
static int find_parent(struct store *s, struct standing *d, const struct current_rows *r,
                       struct error *err)
{
    if (!d->catalogue || !d->catalogue->parent[0])
        return 0;
    for (size_t i = 0; i < r->count; i++)
        if (r->rows[i].lead && r->rows[i].type == 3 &&
            strcmp(row_field(r, i), d->catalogue->parent) == 0)
            (void)snprintf(d->parent, sizeof d->parent, "%s", row_value(r, i));
    if (!d->parent[0])
        return 0;
    int rc = batch_waits(s, BATCH_RECORD, BATCH_RECORD_ID, d->parent) ? batch_flush(s, err) : 0;
    if (rc < 0)
        return rc;
    sqlite3_stmt *stmt =
        statement_peek(s,
                       "SELECT h.shown, h.title FROM record r JOIN record h "
                       "ON h.seq = coalesce(r.main, r.seq) WHERE r.id = ?1 AND r.kind = ?2",
                       err);
    if (!stmt)
        return statement_failed(err);
    bind_text(stmt, 1, d->parent);
    bind_text(stmt, 2, d->catalogue->parent);
    rc = statement_step(s, stmt, err);
    if (rc > 0) {
        rc = 0;
        if (sqlite3_column_int(stmt, 0) == 2)
            d->shown = 2;
        d->parent_title = strdup(column_text(stmt, 1));
        if (!d->parent_title)
            rc = error_memory(err);
        if (rc == 0 && catalogue_field(d->catalogue, "name")) {
            d->context = strdup(column_text(stmt, 1));
            if (!d->context)
                rc = error_memory(err);
        }
    }
    statement_give(s, stmt);
    return rc;
}

int standing_write(struct store *s, const struct standing *d, const struct standing_texts *texts,
                   struct error *err)
{
    sqlite3_stmt *stmt =
        statement_take(s,
                       "UPDATE record SET shown = nullif(?2, 0), struck = ?3, title = ?4, "
                       "sort = ?5, parent = ?6, context = ?7, conflicts = ?8, indexed = ?9 "
                       "WHERE seq = ?1",
                       err);
    if (!stmt)
        return statement_failed(err);
    bind_integer(stmt, 1, d->home);
    bind_integer(stmt, 2, d->shown);
    bind_integer(stmt, 3, d->struck);
    bind_text(stmt, 4, buf_text(&texts->title));
    bind_text(stmt, 5, buf_text(&texts->sort));
    bind_text(stmt, 6, d->parent[0] ? d->parent : NULL);
    bind_text(stmt, 7, d->context);
    bind_integer(stmt, 8, d->conflicts);
    bind_integer(stmt, 9, d->shown == 1);
    return statement_run(s, stmt, err);
}

int standing_insert(struct store *s, const struct standing *d, const struct fact *fact,
                    const struct standing_texts *texts, struct error *err)
{
    int rc = batch_begin(s, BATCH_RECORD, err);
    if (rc < 0)
        return rc;
    batch_integer(s, d->home);
    batch_string(s, fact->record);
    batch_string(s, fact->kind);
    batch_string(s, fact->compartment);
    batch_integer(s, d->shown);
    batch_integer(s, d->struck);
    batch_text(s, buf_text(&texts->title), texts->title.len);
    batch_text(s, buf_text(&texts->sort), texts->sort.len);
    batch_string(s, d->parent[0] ? d->parent : NULL);
    batch_string(s, d->context);
    batch_integer(s, d->conflicts);
    batch_integer(s, d->shown == 1);
    return batch_end(s, err);
}

int standing_compute(struct store *s, struct standing *d, const struct current_rows *r,
                     struct standing_texts *texts, struct error *err)
{
    int rc = find_struck(s, d, r, err);
    if (rc == 0)
        rc = find_parent(s, d, r, err);
    if (rc < 0)
        return rc;
    title_build(&texts->title, d->catalogue, d->kind, d->parent_title, r, true);
    utf8_fold(&texts->sort, buf_text(&texts->title), texts->title.len);
    if (title_has_day(d->catalogue, r)) {
        buf_clear(&texts->title);
        title_build(&texts->title, d->catalogue, d->kind, d->parent_title, r, false);
    }
    if (d->shown == 1 && !d->wordless) {
        words_build(&texts->words, d->catalogue, r, buf_text(&texts->title),
                    d->context ? d->context : "");
        utf8_fold(&texts->folded, buf_text(&texts->words), texts->words.len);
    }
    if (buf_ok(&texts->title, err) < 0 || buf_ok(&texts->sort, err) < 0 ||
        buf_ok(&texts->words, err) < 0 || buf_ok(&texts->folded, err) < 0)
        return -STATUS_IO;
    return 0;
}

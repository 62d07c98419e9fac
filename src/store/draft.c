/* SPDX-License-Identifier: GPL-3.0-or-later
 * Drafts: what is being typed, durable as soon as it is put.
 */
#include "inwork/store/draft.h"

#include "inwork/base/error.h"
#include "inwork/store/entry.h"
#include "store_int.h"

static int run_with_id(struct store *s, const char *sql, const char *id, struct error *err)
{
    sqlite3_stmt *stmt = statement_take(s, sql, err);
    if (!stmt)
        return statement_failed(err);
    bind_text(stmt, 1, id);
    return statement_run(s, stmt, err);
}

static int remove_rows(struct store *s, const char *id, struct error *err)
{
    int rc = run_with_id(s, "DELETE FROM draft_field WHERE draft = ?1", id, err);
    return rc < 0 ? rc : run_with_id(s, "DELETE FROM draft WHERE id = ?1", id, err);
}

static int put_field(struct store *s, const char *draft, size_t position,
                     const struct draft_field *f, struct error *err)
{
    struct buf over = BUF_ZERO;
    for (size_t i = 0; i < f->over_count; i++)
        buf_printf(&over, "%s%s", i ? " " : "", f->over[i]);
    int rc = buf_ok(&over, err);
    sqlite3_stmt *stmt =
        rc < 0 ? NULL
               : statement_take(s,
                                "INSERT INTO draft_field(draft, position, field, text, over) "
                                "VALUES (?1, ?2, ?3, ?4, ?5)",
                                err);
    if (stmt) {
        bind_text(stmt, 1, draft);
        bind_integer(stmt, 2, (int64_t)position);
        bind_text(stmt, 3, f->field);
        bind_text(stmt, 4, f->text);
        bind_text(stmt, 5, buf_text(&over));
        rc = statement_run(s, stmt, err);
    } else {
        rc = statement_failed(err);
    }
    buf_free(&over);
    return rc;
}

int store_draft_put(struct store *s, const struct draft *d, struct error *err)
{
    int rc = store_begin(s, err);
    if (rc < 0)
        return rc;
    rc = remove_rows(s, d->id, err);
    sqlite3_stmt *stmt =
        rc < 0 ? NULL
               : statement_take(
                     s, "INSERT INTO draft(id, record, kind, at) VALUES (?1, ?2, ?3, ?4)", err);
    if (stmt) {
        bind_text(stmt, 1, d->id);
        bind_text(stmt, 2, d->record);
        bind_text(stmt, 3, d->kind);
        bind_integer(stmt, 4, store_now(s));
        rc = statement_run(s, stmt, err);
    } else if (rc == 0) {
        rc = statement_failed(err);
    }
    for (size_t i = 0; rc == 0 && i < d->count; i++)
        rc = put_field(s, d->id, i, &d->fields[i], err);
    if (rc == 0)
        rc = store_commit(s, err);
    if (rc < 0)
        store_rollback(s);
    return rc;
}

int store_draft_remove(struct store *s, const char *id, struct error *err)
{
    int rc = store_begin(s, err);
    if (rc < 0)
        return rc;
    rc = remove_rows(s, id, err);
    if (rc == 0)
        rc = store_commit(s, err);
    if (rc < 0)
        store_rollback(s);
    return rc;
}

/* The fields of one draft while they are read. */
struct fields {
    struct draft_field *items;
    size_t count, room;
};

static void fields_free(struct fields *f)
{
    for (size_t i = 0; i < f->count; i++) {
        free((char *)f->items[i].field);
        free((char *)f->items[i].text);
        for (size_t j = 0; j < f->items[i].over_count; j++)
            free((char *)f->items[i].over[j]);
        free((void *)f->items[i].over);
    }
    free(f->items);
    *f = (struct fields){0};
}

static int read_over(struct draft_field *out, const char *text, struct error *err)
{
    size_t n = (strlen(text) + 1) / ENTRY_ID_TEXT; /* ids of 64, and a space between */
    if (n == 0)
        return 0;
    char **over = calloc(n, sizeof *over);
    if (!over)
        return error_memory(err);
    out->over = (const char *const *)over;
    for (size_t i = 0; i < n; i++) {
        over[i] = strndup(text + i * ENTRY_ID_TEXT, ENTRY_ID_TEXT - 1);
        if (!over[i])
            return error_memory(err);
        out->over_count++;
    }
    return 0;
}

static int fields_load(struct store *s, struct fields *f, const char *draft, struct error *err)
{
    sqlite3_stmt *stmt = statement_take(
        s, "SELECT field, text, over FROM draft_field WHERE draft = ?1 ORDER BY position", err);
    if (!stmt)
        return statement_failed(err);
    bind_text(stmt, 1, draft);
    int rc;
    while ((rc = statement_step(s, stmt, err)) > 0) {
        if (f->count == f->room) {
            size_t room = f->room ? f->room * 2 : 16;
            struct draft_field *items = realloc(f->items, room * sizeof *items);
            if (!items) {
                rc = error_memory(err);
                break;
            }
            f->items = items;
            f->room = room;
        }
        struct draft_field *field = &f->items[f->count++];
        *field = (struct draft_field){.field = strdup(column_text(stmt, 0)),
                                      .text = strdup(column_text(stmt, 1))};
        rc = field->field && field->text ? read_over(field, column_text(stmt, 2), err)
                                         : error_memory(err);
        if (rc < 0)
            break;
    }
    statement_give(s, stmt);
    return rc;
}

int store_drafts(struct store *s, const char *record, draft_fn row, void *payload,
                 struct error *err)
{
    bool began;
    int rc = store_read_begin(s, &began, err);
    if (rc < 0)
        return rc;
    sqlite3_stmt *stmt = statement_take(s,
                                        "SELECT id, record, kind, at FROM draft "
                                        "WHERE ?1 IS NULL OR record = ?1 ORDER BY at DESC, id DESC",
                                        err);
    if (!stmt) {
        store_read_end(s, began);
        return statement_failed(err);
    }
    bind_text(stmt, 1, record);
    while ((rc = statement_step(s, stmt, err)) > 0) {
        struct fields fields = {0};
        struct draft d = {.id = column_text(stmt, 0),
                          .record = (const char *)sqlite3_column_text(stmt, 1),
                          .kind = column_text(stmt, 2),
                          .at = sqlite3_column_int64(stmt, 3)};
        rc = fields_load(s, &fields, d.id, err);
        d.fields = fields.items;
        d.count = fields.count;
        if (rc == 0)
            rc = row(&d, payload, err);
        fields_free(&fields);
        if (rc != 0)
            break;
    }
    statement_give(s, stmt);
    store_read_end(s, began);
    return rc;
}

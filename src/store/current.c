/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading a record's current values, and finding for each field the lowest and whether they differ.
 */
#include "derive_int.h"
#include "inwork/base/error.h"
#include "store_int.h"
#include "value_int.h"

void current_free(struct current_rows *r)
{
    free(r->rows);
    buf_free(&r->text);
    *r = (struct current_rows){0};
}

static size_t keep_column(struct buf *text, sqlite3_stmt *stmt, int i, size_t *length)
{
    size_t at = text->len;
    const char *value = column_text(stmt, i);
    *length = (size_t)sqlite3_column_bytes(stmt, i);
    buf_append(text, value, *length);
    buf_push(text, 0);
    return at;
}

int current_reserve(struct current_rows *out, size_t room, struct error *err)
{
    if (room <= out->room)
        return 0;
    struct current_row *rows = realloc(out->rows, room * sizeof *rows);
    if (!rows)
        return error_memory(err);
    out->rows = rows;
    out->room = room;
    return 0;
}

int current_load(struct store *s, int64_t home, struct current_rows *out, struct error *err)
{
    out->count = 0;
    buf_clear(&out->text);
    sqlite3_stmt *stmt = statement_take(s,
                                        "SELECT field, value, entry, record, type, lead "
                                        "FROM current WHERE home = ?1 ORDER BY field, entry",
                                        err);
    if (!stmt)
        return statement_failed(err);
    bind_integer(stmt, 1, home);
    int rc;
    while ((rc = statement_step(s, stmt, err)) > 0) {
        if (out->count == out->room) {
            rc = current_reserve(out, out->room ? out->room * 2 : 32, err);
            if (rc < 0)
                break;
        }
        struct current_row *row = &out->rows[out->count++];
        size_t ignored;
        row->field = keep_column(&out->text, stmt, 0, &ignored);
        row->value = keep_column(&out->text, stmt, 1, &row->length);
        row->entry = sqlite3_column_int64(stmt, 2);
        row->record = sqlite3_column_int64(stmt, 3);
        row->type = sqlite3_column_int(stmt, 4);
        row->lead = sqlite3_column_int(stmt, 5) != 0;
    }
    statement_give(s, stmt);
    return rc < 0 ? rc : buf_ok(&out->text, err);
}

size_t current_group(const struct current_rows *r, size_t i)
{
    size_t end = i + 1;
    while (end < r->count && strcmp(row_field(r, i), row_field(r, end)) == 0)
        end++;
    return end;
}

bool current_same(const struct current_rows *r, size_t a, size_t b)
{
    const struct current_row *x = &r->rows[a], *y = &r->rows[b];
    return x->type == y->type && x->length == y->length &&
           memcmp(row_value(r, a), row_value(r, b), x->length) == 0;
}

/* Which of several rows is the lowest by (clock, device, id). */
static int lowest(struct store *s, const struct current_rows *r, size_t from, size_t to,
                  size_t *out, struct error *err)
{
    sqlite3_stmt *stmt = statement_take(s,
                                        "SELECT a.clock, a.device, a.id FROM entry a "
                                        "JOIN entry b ON b.seq = ?2 WHERE a.seq = ?1 "
                                        "AND (a.clock, a.device, a.id) < (b.clock, b.device, b.id)",
                                        err);
    if (!stmt)
        return statement_failed(err);
    int rc = 0;
    *out = from;
    for (size_t i = from + 1; i < to && rc >= 0; i++) {
        bind_integer(stmt, 1, r->rows[i].entry);
        bind_integer(stmt, 2, r->rows[*out].entry);
        rc = statement_step(s, stmt, err);
        if (rc > 0)
            *out = i;
        (void)sqlite3_reset(stmt);
    }
    statement_give(s, stmt);
    return rc < 0 ? rc : 0;
}

static int write_lead(struct store *s, int64_t home, const struct current_rows *r, size_t i,
                      struct error *err)
{
    sqlite3_stmt *stmt = statement_take(
        s, "UPDATE current SET lead = ?4 WHERE home = ?1 AND field = ?2 AND entry = ?3", err);
    if (!stmt)
        return statement_failed(err);
    bind_integer(stmt, 1, home);
    bind_text(stmt, 2, row_field(r, i));
    bind_integer(stmt, 3, r->rows[i].entry);
    bind_integer(stmt, 4, r->rows[i].lead);
    return statement_run(s, stmt, err);
}

int current_lead(struct store *s, int64_t home, struct current_rows *r, int *conflicts,
                 struct error *err)
{
    *conflicts = 0;
    for (size_t i = 0, end; i < r->count; i = end) {
        end = current_group(r, i);
        size_t lead = i;
        bool differ = false;
        if (end - i > 1) {
            int rc = lowest(s, r, i, end, &lead, err);
            if (rc < 0)
                return rc;
        }
        for (size_t j = i; j < end; j++) {
            differ = differ || !current_same(r, i, j);
            if (r->rows[j].lead == (j == lead))
                continue;
            r->rows[j].lead = j == lead;
            int rc = write_lead(s, home, r, j, err);
            if (rc < 0)
                return rc;
        }
        if (differ && !field_is_link(row_field(r, i)))
            ++*conflicts;
    }
    return 0;
}

int current_of_fact(struct current_rows *out, const struct fact *fact, struct error *err)
{
    struct buf list = BUF_ZERO;
    out->count = 0;
    buf_clear(&out->text);
    int rc = current_reserve(out, fact->count, err);
    for (size_t i = 0; rc == 0 && i < fact->count; i++) {
        const char *text;
        const char *field = fact->set[i].field;
        size_t at = out->count++;
        for (; at > 0 && strcmp(row_field(out, at - 1), field) > 0; at--)
            out->rows[at] = out->rows[at - 1];
        struct current_row *row = &out->rows[at];
        *row = (struct current_row){.lead = true, .field = out->text.len};
        buf_append(&out->text, field, strlen(field) + 1);
        row->type = (int)value_stored(fact->set[i].to, &list, &text);
        row->value = out->text.len;
        row->length = text ? strlen(text) : 0;
        buf_append(&out->text, text ? text : "", row->length + 1);
        rc = buf_ok(&list, err);
        if (rc == 0)
            rc = buf_ok(&out->text, err);
    }
    buf_free(&list);
    return rc;
}

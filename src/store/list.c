/* SPDX-License-Identifier: GPL-3.0-or-later
 * Lists of records: by title from an index, or filtered and sorted by fields; counts; conflicts.
 */
#include "inwork/base/error.h"
#include "inwork/base/id.h"
#include "inwork/store/catalogue.h"
#include "record_int.h"
#include "store_int.h"

struct title_row title_read(struct sqlite3_stmt *stmt)
{
    return (struct title_row){.id = column_text(stmt, 0),
                              .kind = column_text(stmt, 1),
                              .title = column_text(stmt, 2),
                              .conflict = sqlite3_column_int(stmt, 3) != 0,
                              .detail = column_text(stmt, 4),
                              .unsent = sqlite3_column_int(stmt, 5) != 0};
}

/* A condition on one field; parameters 2n+1 (field) and 2n+2 (value). */
static void add_filter(struct buf *sql, const struct list_filter *f, int field, int value)
{
    if (!f->value[0])
        buf_printf(sql,
                   " AND NOT EXISTS (SELECT 1 FROM current c WHERE c.home = r.seq AND "
                   "c.field = ?%d AND c.value <> ?%d AND c.value <> '[]')",
                   field, value);
    else if (id_valid(f->value, strlen(f->value)))
        /* A reference means any of the records that show as one with the one named. */
        buf_printf(sql,
                   " AND r.seq IN (SELECT c.home FROM current c WHERE c.type = 3 AND c.field = ?%d "
                   "AND c.value IN (SELECT ?%d UNION SELECT m.id FROM record t JOIN record m "
                   "ON m.seq = coalesce(t.main, t.seq) OR m.main = coalesce(t.main, t.seq) "
                   "WHERE t.id = ?%d))",
                   field, value, value);
    else
        buf_printf(sql,
                   " AND EXISTS (SELECT 1 FROM current c WHERE c.home = r.seq AND c.field = ?%d "
                   "AND (c.value = ?%d OR (c.type = 2 AND EXISTS (SELECT 1 FROM json_each(c.value) "
                   "j WHERE j.value = ?%d))))",
                   field, value, value);
}

static bool has_reference(const struct list_request *q)
{
    for (size_t i = 0; i < q->filter_count; i++)
        if (id_valid(q->filters[i].value, strlen(q->filters[i].value)))
            return true;
    return false;
}

static void add_order(struct store *s, struct buf *sql, const struct list_request *q)
{
    if (!q->sort) {
        buf_add(sql, " ORDER BY r.sort, r.seq");
        return;
    }
    bool down = q->sort[0] == '-';
    const struct catalogue_field *f =
        catalogue_field(catalogue_kind(store_catalogue(s), q->kind), q->sort + down);
    bool number = f && (f->type == FIELD_NUMBER || f->type == FIELD_MONEY);
    buf_printf(sql, " ORDER BY v IS NULL, %s %s, r.sort, r.seq",
               number ? "CAST(v AS REAL)" : "fold(v)", down ? "DESC" : "");
}

/* SELECT <columns> FROM record r …, prepared and bound. */
static sqlite3_stmt *list_statement(struct store *s, const char *columns,
                                    const struct list_request *q, struct error *err)
{
    struct buf sql = BUF_ZERO;
    int next = 4 + 2 * (int)q->filter_count;
    if (q->filter_count > 50) {
        (void)error_set(err, STATUS_USAGE, "a list takes at most 50 conditions");
        return NULL;
    }
    if (store_catalogue_load(s, err) < 0)
        return NULL;
    buf_printf(&sql, "SELECT %s", columns);
    if (q->sort)
        buf_printf(&sql,
                   ", (SELECT c.value FROM current c WHERE c.home = r.seq AND c.field = ?%d "
                   "AND c.lead = 1) AS v",
                   next);
    /* What refers to one record is few: begin there, not at the index of titles. */
    buf_printf(&sql, " FROM record r%s WHERE r.kind = ?1 AND r.shown %s",
               has_reference(q) ? " NOT INDEXED" : "", q->struck ? "IN (1, 2)" : "= 1");
    for (size_t i = 0; i < q->filter_count; i++)
        add_filter(&sql, &q->filters[i], 4 + 2 * (int)i, 5 + 2 * (int)i);
    add_order(s, &sql, q);
    buf_add(&sql, " LIMIT ?2 OFFSET ?3");
    sqlite3_stmt *stmt = NULL;
    if (buf_ok(&sql, err) == 0)
        stmt = statement_make(s, buf_text(&sql), sql.len, err);
    buf_free(&sql);
    if (!stmt)
        return NULL;
    bind_text(stmt, 1, q->kind);
    bind_integer(stmt, 2, q->limit > 0 ? q->limit : -1);
    bind_integer(stmt, 3, q->offset);
    for (size_t i = 0; i < q->filter_count; i++) {
        bind_text(stmt, 4 + 2 * (int)i, q->filters[i].field);
        bind_text(stmt, 5 + 2 * (int)i, q->filters[i].value);
    }
    if (q->sort)
        bind_text(stmt, next, q->sort + (q->sort[0] == '-'));
    return stmt;
}

int store_list(struct store *s, const struct list_request *request, record_fn row, void *payload,
               struct error *err)
{
    bool began;
    int rc = store_read_begin(s, &began, err);
    if (rc < 0)
        return rc;
    sqlite3_stmt *stmt = list_statement(s, "r.seq", request, err);
    rc = stmt ? 0 : statement_failed(err);
    while (stmt && (rc = statement_step(s, stmt, err)) > 0) {
        struct record r = {0};
        rc = record_load(s, sqlite3_column_int64(stmt, 0), false, &r, err);
        if (rc == 0)
            rc = row(&r, payload, err);
        record_clear(&r);
        if (rc != 0)
            break;
    }
    statement_give(s, stmt);
    store_read_end(s, began);
    return rc;
}

int store_titles(struct store *s, const struct list_request *request, title_fn row, void *payload,
                 struct error *err)
{
    bool began;
    int rc = store_read_begin(s, &began, err);
    if (rc < 0)
        return rc;
    sqlite3_stmt *stmt = list_statement(s, TITLE_COLUMNS, request, err);
    rc = stmt ? 0 : statement_failed(err);
    while (stmt && (rc = statement_step(s, stmt, err)) > 0) {
        struct title_row t = title_read(stmt);
        rc = row(&t, payload, err);
        if (rc != 0)
            break;
    }
    statement_give(s, stmt);
    store_read_end(s, began);
    return rc;
}

int store_count(struct store *s, const char *kind, int64_t *out, struct error *err)
{
    *out = 0;
    sqlite3_stmt *stmt =
        statement_take(s, "SELECT count(*) FROM record WHERE kind = ?1 AND shown = 1", err);
    if (!stmt)
        return statement_failed(err);
    bind_text(stmt, 1, kind);
    int rc = statement_step(s, stmt, err);
    if (rc > 0)
        *out = sqlite3_column_int64(stmt, 0);
    statement_give(s, stmt);
    return rc < 0 ? rc : 0;
}

static int give_conflicts(const struct record *r, const struct record_field *fields, size_t count,
                          conflict_fn row, void *payload, struct error *err)
{
    for (size_t i = 0; i < count; i++) {
        if (fields[i].head_count < 2 || field_is_link(fields[i].name))
            continue;
        int rc = row(r, &fields[i], payload, err);
        if (rc != 0)
            return rc;
    }
    return 0;
}

int store_conflicts(struct store *s, conflict_fn row, void *payload, struct error *err)
{
    bool began;
    int rc = store_read_begin(s, &began, err);
    if (rc < 0)
        return rc;
    sqlite3_stmt *stmt = statement_take(s,
                                        "SELECT seq FROM record WHERE conflicts > 0 AND shown = 1 "
                                        "ORDER BY kind, sort, seq",
                                        err);
    rc = stmt ? 0 : statement_failed(err);
    while (stmt && (rc = statement_step(s, stmt, err)) > 0) {
        struct record r = {0};
        rc = record_load(s, sqlite3_column_int64(stmt, 0), true, &r, err);
        if (rc == 0)
            rc = give_conflicts(&r, r.fields, r.field_count, row, payload, err);
        if (rc == 0)
            rc = give_conflicts(&r, r.reserved, r.reserved_count, row, payload, err);
        record_clear(&r);
        if (rc != 0)
            break;
    }
    statement_give(s, stmt);
    store_read_end(s, began);
    return rc;
}

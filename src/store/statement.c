/* SPDX-License-Identifier: GPL-3.0-or-later
 * Statements: preparing once, lending, binding, stepping, and telling SQLite's failures in our
 * words. Knows no table.
 */
#include <limits.h>

#include "batch_int.h"
#include "inwork/base/error.h"
#include "inwork/store/schema.h"
#include "inwork/vault/vault.h"
#include "store_int.h"

int store_sql_error(struct store *s, int result, const char *doing, struct error *err)
{
    if (s->vault)
        return vault_error(s->vault, s->db, result, doing, err);
    switch (result & 0xff) {
    case SQLITE_NOMEM:
        return error_memory(err);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        (void)error_set(err, STATUS_BUSY, "cannot %s: another process is at it", doing);
        return error_hint(err, "Try again in a moment");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return error_set(err, STATUS_DAMAGED, "cannot %s: the store is damaged", doing);
    case SQLITE_FULL:
    case SQLITE_IOERR:
        return error_set(err, STATUS_IO, "cannot %s: %s", doing, sqlite3_errmsg(s->db));
    default:
        return error_set(err, STATUS_SOFTWARE, "cannot %s: %s", doing, sqlite3_errmsg(s->db));
    }
}

static sqlite3_stmt *prepare(struct store *s, const char *sql, size_t n, unsigned flags,
                             struct error *err)
{
    sqlite3_stmt *stmt = NULL;
    if (n >= INT_MAX) {
        (void)error_set(err, STATUS_SOFTWARE, "a query is too long");
        return NULL;
    }
    int rc = sqlite3_prepare_v3(s->db, sql, (int)n + 1, flags, &stmt, NULL);
    if (rc != SQLITE_OK) {
        (void)store_sql_error(s, rc, "use the store", err);
        return NULL;
    }
    return stmt;
}

sqlite3_stmt *statement_take(struct store *s, const char *sql, struct error *err)
{
    return batch_flush(s, err) < 0 ? NULL : statement_peek(s, sql, err);
}

sqlite3_stmt *statement_peek(struct store *s, const char *sql, struct error *err)
{
    size_t start = ((uintptr_t)sql >> 3) % STATEMENT_CACHE;
    for (size_t i = 0; i < STATEMENT_CACHE; i++) {
        struct statement *slot = &s->cache[(start + i) % STATEMENT_CACHE];
        if (!slot->sql) {
            sqlite3_stmt *stmt = prepare(s, sql, strlen(sql), SQLITE_PREPARE_PERSISTENT, err);
            if (stmt)
                *slot = (struct statement){sql, stmt, true};
            return stmt;
        }
        if (slot->sql == sql) {
            if (slot->lent)
                break;
            slot->lent = true;
            return slot->stmt;
        }
    }
    return prepare(s, sql, strlen(sql), 0, err);
}

int statement_failed(const struct error *err)
{
    return err && err->status != STATUS_OK ? -(int)err->status : -STATUS_SOFTWARE;
}

sqlite3_stmt *statement_make(struct store *s, const char *sql, size_t n, struct error *err)
{
    return batch_flush(s, err) < 0 ? NULL : prepare(s, sql, n, 0, err);
}

void statement_give(struct store *s, sqlite3_stmt *stmt)
{
    if (!stmt)
        return;
    for (size_t i = 0; i < STATEMENT_CACHE; i++) {
        if (s->cache[i].stmt == stmt) {
            (void)sqlite3_reset(stmt); /* repeats an error already told */
            (void)sqlite3_clear_bindings(stmt);
            s->cache[i].lent = false;
            return;
        }
    }
    (void)sqlite3_finalize(stmt);
}

int statement_step(struct store *s, sqlite3_stmt *stmt, struct error *err)
{
    int rc = sqlite3_step(stmt);
    if (rc == SQLITE_ROW)
        return 1;
    if (rc == SQLITE_DONE)
        return 0;
    /* SQLite counts COMMIT among what only reads. */
    bool reads = sqlite3_stmt_readonly(stmt) && s->depth == 0;
    return store_sql_error(s, rc, reads ? "read the store" : "write the store", err);
}

int statement_run(struct store *s, sqlite3_stmt *stmt, struct error *err)
{
    int rc;
    do
        rc = statement_step(s, stmt, err);
    while (rc > 0);
    statement_give(s, stmt);
    return rc;
}

void statement_forget(struct store *s)
{
    for (size_t i = 0; i < STATEMENT_CACHE; i++) {
        (void)sqlite3_finalize(s->cache[i].stmt);
        s->cache[i] = (struct statement){0};
    }
}

/* Binding fails only for a wrong index or a busy statement (mistakes of ours, which stepping then
 * shows), or a text over SQLite's limit, which our own limits exclude. */
void bind_text(sqlite3_stmt *stmt, int i, const char *text)
{
    (void)sqlite3_bind_text(stmt, i, text, -1, SQLITE_STATIC);
}

void bind_bytes(sqlite3_stmt *stmt, int i, const void *bytes, size_t n)
{
    (void)sqlite3_bind_blob64(stmt, i, bytes, n, SQLITE_STATIC);
}

void bind_integer(sqlite3_stmt *stmt, int i, int64_t v)
{
    (void)sqlite3_bind_int64(stmt, i, v);
}

const char *column_text(sqlite3_stmt *stmt, int i)
{
    const char *text = (const char *)sqlite3_column_text(stmt, i);
    return text ? text : "";
}

int store_run_sql(struct store *s, const char *sql, const char *doing, struct error *err)
{
    int rc = batch_flush(s, err);
    if (rc < 0)
        return rc;
    rc = sqlite3_exec(s->db, sql, NULL, NULL, NULL);
    return rc == SQLITE_OK ? 0 : store_sql_error(s, rc, doing, err);
}

const struct schema_file *schema_find(const char *name)
{
    for (const struct schema_file *f = schema_files; f->name; f++)
        if (strcmp(f->name, name) == 0)
            return f;
    return NULL;
}

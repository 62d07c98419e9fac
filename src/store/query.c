/* SPDX-License-Identifier: GPL-3.0-or-later
 * Named queries: SQL from schema/query for the layers above, with parameters and rows of our own
 * types.
 *
 * A query that reads the views of kinds says so in a line of its own, "-- views: client note";
 * those views are then made first (view.c). One that says "-- temporary" changes temporary tables
 * only: it needs no transaction and runs on a store that was opened read-only.
 */
#include "inwork/base/error.h"
#include "inwork/store/schema.h"
#include "store_int.h"
#include "view_int.h"

#define QUERY_COLUMNS 64

struct store_cell store_null(void)
{
    return (struct store_cell){.type = STORE_NULL};
}

struct store_cell store_integer(int64_t v)
{
    return (struct store_cell){.type = STORE_INTEGER, .integer = v};
}

struct store_cell store_text(const char *text)
{
    if (!text)
        return store_null();
    return (struct store_cell){.type = STORE_TEXT, .bytes = text, .length = strlen(text)};
}

struct store_cell store_bytes(const void *bytes, size_t n)
{
    return (struct store_cell){.type = STORE_BLOB, .bytes = bytes, .length = n};
}

static void bind_cell(sqlite3_stmt *stmt, int i, const struct store_cell *c)
{
    switch (c->type) {
    case STORE_NULL:
        break; /* unbound is null */
    case STORE_INTEGER:
        bind_integer(stmt, i, c->integer);
        break;
    case STORE_TEXT:
        (void)sqlite3_bind_text64(stmt, i, c->bytes, c->length, SQLITE_STATIC, SQLITE_UTF8);
        break;
    case STORE_BLOB:
        bind_bytes(stmt, i, c->bytes, c->length);
        break;
    }
}

static struct store_cell read_cell(sqlite3_stmt *stmt, int i)
{
    switch (sqlite3_column_type(stmt, i)) {
    case SQLITE_INTEGER:
        return store_integer(sqlite3_column_int64(stmt, i));
    case SQLITE_NULL:
        return store_null();
    case SQLITE_BLOB: {
        const void *bytes = sqlite3_column_blob(stmt, i);
        return store_bytes(bytes, (size_t)sqlite3_column_bytes(stmt, i));
    }
    default: { /* text; numbers with a fraction come as text too */
        const char *text = column_text(stmt, i);
        return (struct store_cell){
            .type = STORE_TEXT, .bytes = text, .length = (size_t)sqlite3_column_bytes(stmt, i)};
    }
    }
}

static int each_row(struct store *s, sqlite3_stmt *stmt, store_row_fn row, void *payload,
                    struct error *err)
{
    struct store_cell cells[QUERY_COLUMNS];
    int width = sqlite3_column_count(stmt);
    if (width > QUERY_COLUMNS)
        return error_set(err, STATUS_SOFTWARE, "a query has more than %d columns", QUERY_COLUMNS);
    int rc;
    while ((rc = statement_step(s, stmt, err)) > 0) {
        if (!row)
            continue;
        for (int i = 0; i < width; i++)
            cells[i] = read_cell(stmt, i);
        rc = row(cells, (size_t)width, payload, err);
        if (rc != 0)
            return rc;
    }
    return rc;
}

static const struct schema_file *query_file(const char *name, struct error *err)
{
    char path[80];
    (void)snprintf(path, sizeof path, "query/%s.sql", name);
    const struct schema_file *file = schema_find(path);
    if (!file)
        (void)error_set(err, STATUS_SOFTWARE, "there is no query named %s", name);
    return file;
}

static bool is_temporary(const struct schema_file *file)
{
    return strstr(file->text, "\n-- temporary\n") != NULL;
}

bool store_query_known(struct store *s, const char *name)
{
    const struct schema_file *file = query_file(name, NULL);
    return file && store_views_known(s, file->text);
}

int store_script(struct store *s, const char *name, struct error *err)
{
    const struct schema_file *file = query_file(name, err);
    if (!file)
        return -STATUS_SOFTWARE;
    if (!is_temporary(file))
        return error_set(err, STATUS_SOFTWARE, "query %s is no script", name);
    return store_run_sql(s, file->text, "prepare temporary tables", err);
}

int store_query(struct store *s, const char *name, const struct store_cell *parameters,
                size_t count, store_row_fn row, void *payload, struct error *err)
{
    const struct schema_file *file = query_file(name, err);
    if (!file)
        return -STATUS_SOFTWARE;
    int rc = store_views_for(s, file->text, err);
    if (rc < 0)
        return rc;
    sqlite3_stmt *stmt = statement_take(s, file->text, err);
    if (!stmt)
        return statement_failed(err);
    bool writes = !sqlite3_stmt_readonly(stmt) && !is_temporary(file);
    if ((size_t)sqlite3_bind_parameter_count(stmt) != count)
        rc = error_set(err, STATUS_SOFTWARE, "query %s takes %d parameters, not %zu", name,
                       sqlite3_bind_parameter_count(stmt), count);
    if (rc == 0 && writes)
        rc = store_begin(s, err);
    if (rc < 0) {
        statement_give(s, stmt);
        return rc;
    }
    for (size_t i = 0; i < count; i++)
        bind_cell(stmt, (int)i + 1, &parameters[i]);
    rc = each_row(s, stmt, row, payload, err);
    s->changes = sqlite3_changes64(s->db);
    statement_give(s, stmt);
    if (writes) {
        if (rc == 0)
            rc = store_commit(s, err);
        if (rc != 0)
            store_rollback(s);
    }
    return rc;
}

int64_t store_changes(const struct store *s)
{
    return s->changes;
}

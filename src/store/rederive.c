/* SPDX-License-Identifier: GPL-3.0-or-later
 * Computing derived tables anew: one record whose entries began or ceased to count, or everything.
 */
#include "batch_int.h"
#include "derive_int.h"
#include "dirty_int.h"
#include "inwork/base/error.h"
#include "inwork/store/entry.h"
#include "signing_int.h"
#include "store_int.h"

/* Run a statement with one number, or with none when `n` is 0. */
static int run_with(struct store *s, const char *sql, int64_t n, struct error *err)
{
    sqlite3_stmt *stmt = statement_take(s, sql, err);
    if (!stmt)
        return statement_failed(err);
    if (n)
        bind_integer(stmt, 1, n);
    return statement_run(s, stmt, err);
}

/* Mark every record that shows, or is shown, together with this one. */
static int mark_group(struct store *s, int64_t record, struct error *err)
{
    sqlite3_stmt *stmt = statement_take(
        s, "SELECT coalesce(main, seq), main IS NOT NULL FROM record WHERE seq = ?1", err);
    if (!stmt)
        return statement_failed(err);
    bind_integer(stmt, 1, record);
    int rc = statement_step(s, stmt, err);
    int64_t home = rc > 0 ? sqlite3_column_int64(stmt, 0) : 0;
    bool merged = rc > 0 && sqlite3_column_int(stmt, 1) != 0;
    statement_give(s, stmt);
    if (rc > 0)
        rc = dirty_mark(s, home, err);
    if (rc == 0 && merged)
        rc = dirty_mark(s, record, err);
    return rc;
}

static int apply_counted(struct store *s, const char *record, const char *kind,
                         const char *compartment, struct error *err)
{
    sqlite3_stmt *stmt = statement_take(s,
                                        "SELECT e.seq, l.line FROM entry e JOIN entry_line l "
                                        "ON l.entry = e.seq WHERE e.record = ?1 AND e.kind = ?2 "
                                        "AND e.compartment = ?3 AND e.counted = 1 ORDER BY e.seq",
                                        err);
    if (!stmt)
        return statement_failed(err);
    bind_text(stmt, 1, record);
    bind_text(stmt, 2, kind);
    bind_text(stmt, 3, compartment);
    int rc;
    while ((rc = statement_step(s, stmt, err)) > 0) {
        rc = derive_line(s, sqlite3_column_int64(stmt, 0), column_text(stmt, 1),
                         (size_t)sqlite3_column_bytes(stmt, 1), err);
        if (rc < 0)
            break;
    }
    statement_give(s, stmt);
    return rc;
}

int derive_again(struct store *s, const char *record, const char *kind, const char *compartment,
                 struct error *err)
{
    int64_t seq = 0;
    int rc = record_seq(s, record, kind, compartment, &seq, err);
    if (rc == 0 && seq) {
        rc = mark_group(s, seq, err);
        if (rc == 0)
            rc = run_with(s,
                          "DELETE FROM current WHERE record = ?1 AND home = "
                          "(SELECT coalesce(main, seq) FROM record WHERE seq = ?1)",
                          seq, err);
        if (rc == 0)
            rc = run_with(s, "DELETE FROM awaited WHERE record = ?1", seq, err);
        /* Its links are gone: what was shown with it stands alone until linked again. */
        if (rc == 0)
            rc = merge_regroup(s, seq, err);
    }
    if (rc == 0)
        rc = signing_flush(s, err);
    if (rc == 0)
        rc = apply_counted(s, record, kind, compartment, err);
    if (rc == 0 && !seq)
        rc = record_seq(s, record, kind, compartment, &seq, err);
    if (rc < 0 || !seq)
        return rc;
    /* Entries that came later than the one naming them were awaited in passing. */
    rc = run_with(s,
                  "DELETE FROM awaited WHERE record = ?1 AND EXISTS "
                  "(SELECT 1 FROM entry_id WHERE id = target)",
                  seq, err);
    return rc < 0 ? rc : merge_regroup(s, seq, err);
}

/* All entries, in the order of arrival. */
static int apply_all(struct store *s, struct error *err)
{
    sqlite3_stmt *stmt = statement_take(s,
                                        "SELECT e.seq, e.counted, e.id, e.compartment, e.clock, "
                                        "l.line FROM entry e JOIN entry_line l ON l.entry = e.seq "
                                        "ORDER BY e.seq",
                                        err);
    if (!stmt)
        return statement_failed(err);
    int rc;
    while ((rc = statement_step(s, stmt, err)) > 0) {
        const void *id = sqlite3_column_blob(stmt, 2);
        rc = clock_seen(s, column_text(stmt, 3), sqlite3_column_int64(stmt, 4), err);
        if (rc == 0 && sqlite3_column_int(stmt, 1))
            rc = derive_line(s, sqlite3_column_int64(stmt, 0), column_text(stmt, 5),
                             (size_t)sqlite3_column_bytes(stmt, 5), err);
        else if (rc == 0 && id && sqlite3_column_bytes(stmt, 2) == 32)
            rc = derive_held(s, id, err);
        if (rc == 0)
            rc = dirty_limit(s, err);
        if (rc < 0)
            break;
    }
    statement_give(s, stmt);
    return rc;
}

static int derive_everything(struct store *s, struct error *err)
{
    s->clock_count = 0;
    dirty_clear(s->dirty);
    int rc = store_run_sql(s,
                           "DELETE FROM record; DELETE FROM current; DELETE FROM awaited;"
                           "DELETE FROM compartment; DELETE FROM search_behind;"
                           "INSERT INTO search(search) VALUES ('delete-all');",
                           "rebuild the derived tables", err);
    batch_number_forget(s, BATCH_RECORD);
    if (rc == 0 && !s->beside)
        rc = store_run_sql(s,
                           "DELETE FROM entry_id;"
                           "INSERT INTO entry_id(id, entry) SELECT id, seq FROM entry ORDER BY id;",
                           "rebuild the table of entry ids", err);
    if (rc == 0)
        rc = signing_flush(s, err);
    if (rc == 0)
        rc = apply_all(s, err);
    if (rc == 0)
        rc = dirty_flush(s, err);
    if (rc == 0)
        rc = dirty_flush_clocks(s, err);
    return rc;
}

int derive_all(struct store *s, struct error *err)
{
    s->deriving_all = true;
    int rc = derive_everything(s, err);
    s->deriving_all = false;
    return rc;
}

int store_rebuild(struct store *s, struct error *err)
{
    int rc = store_begin(s, err);
    if (rc < 0)
        return rc;
    rc = derive_all(s, err);
    if (rc == 0)
        rc = store_commit(s, err);
    if (rc < 0)
        store_rollback(s);
    return rc;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * The store's life: opening in a vault or in memory, transactions, closing.
 */
#include "inwork/store/store.h"

#include "batch_int.h"
#include "dirty_int.h"
#include "index_int.h"
#include "inwork/base/clock.h"
#include "inwork/base/error.h"
#include "inwork/seal/secret.h"
#include "inwork/vault/vault.h"
#include "signing_int.h"
#include "store_int.h"

/* The next process to open the store reads what is left in the log first, which takes a hundredth
 * of a millisecond a frame: at 16 frames a save, this keeps a look-up from the command line quick,
 * and three of four saves from it as well. */
#define LOG_FRAMES_LEFT 64

/* How long the log grows under a program that stays open, before it is copied back while that
 * rests: some hundred saves, four megabytes. */
#define LOG_FRAMES_MOST 1000

static int64_t real_now(void *payload)
{
    (void)payload;
    return clock_seconds();
}

static int open_common(struct store **out, struct vault *vault, const struct store_options *options,
                       struct error *err)
{
    int rc = seal_init(err);
    if (rc < 0)
        return rc;
    struct store *s = calloc(1, sizeof *s);
    if (!s)
        return error_memory(err);
    s->vault = vault;
    s->now = options && options->now ? options->now : real_now;
    s->now_payload = options ? options->now_payload : NULL;
    s->read_only = options && options->read_only;
    if (vault) {
        rc = vault_database(vault, &s->db, s->read_only, err);
    } else {
        int result =
            sqlite3_open_v2(":memory:", &s->db,
                            SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
        if (result != SQLITE_OK)
            rc = s->db ? store_sql_error(s, result, "open a store in memory", err)
                       : error_memory(err);
        else
            rc = store_run_sql(s, "PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY",
                               "open a store in memory", err);
    }
    if (rc == 0)
        rc = store_functions(s, err);
    if (rc == 0)
        rc = store_migrate(s, err);
    if (rc < 0) {
        store_close(s);
        return rc;
    }
    *out = s;
    return 0;
}

int store_open(struct store **out, struct vault *vault, const struct store_options *options,
               struct error *err)
{
    return open_common(out, vault, options, err);
}

int store_open_memory(struct store **out, const struct store_options *options, struct error *err)
{
    return open_common(out, NULL, options, err);
}

void store_close(struct store *s)
{
    if (!s)
        return;
    while (s->depth > 0)
        store_rollback(s);
    store_memo_drop(s, NULL);
    if (s->words_wait)
        (void)index_catch_up(s, NULL);
    statement_forget(s);
    if (s->db && s->vault && !s->read_only)
        (void)vault_checkpoint(s->vault, s->db, LOG_FRAMES_LEFT, NULL); /* what is busy waits */
    (void)sqlite3_close(s->db);
    catalogue_memory_free(s->catalogue);
    device_keys_clear(&s->device_keys);
    dirty_free(s->dirty);
    batch_free(s->batch);
    signing_free(s->signing);
    buf_free(&s->line);
    buf_free(&s->at);
    buf_free(&s->views);
    free(s);
}

int64_t store_now(const struct store *s)
{
    return s->now(s->now_payload);
}

int64_t store_now_ms(const struct store *s)
{
    return s->now == real_now ? clock_ms() : store_now(s) * 1000;
}

int store_begin(struct store *s, struct error *err)
{
    if (s->depth > 0) {
        if (s->undone)
            return error_set(err, STATUS_SOFTWARE, "a transaction that was undone was used again");
        s->depth++;
        return 0;
    }
    if (s->read_only)
        return error_set(err, STATUS_REFUSED, "the store was opened read-only");
    if (s->reading)
        return error_set(err, STATUS_SOFTWARE, "a write was begun while reading");
    sqlite3_stmt *stmt = statement_take(s, "BEGIN IMMEDIATE", err);
    if (!stmt)
        return statement_failed(err);
    int rc = statement_run(s, stmt, err);
    if (rc < 0)
        return rc;
    s->depth = 1;
    store_forget_transaction(s); /* other processes may have written since */
    return 0;
}

int store_commit(struct store *s, struct error *err)
{
    if (s->depth == 0 || s->undone)
        return error_set(err, STATUS_SOFTWARE, "there is no transaction to finish");
    if (s->depth > 1) {
        s->depth--;
        return 0;
    }
    int rc = dirty_flush(s, err);
    if (rc == 0)
        rc = dirty_flush_clocks(s, err);
    if (rc < 0)
        return rc; /* the caller rolls back */
    sqlite3_stmt *stmt = statement_take(s, "COMMIT", err);
    if (!stmt)
        return statement_failed(err);
    rc = statement_run(s, stmt, err);
    if (rc < 0)
        return rc;
    s->depth = 0;
    store_memo_drop(s, NULL);
    return 0;
}

void store_rollback(struct store *s)
{
    if (s->depth == 0)
        return;
    if (!s->undone) {
        /* After some failures SQLite has rolled back by itself; then there is nothing to do. */
        if (!sqlite3_get_autocommit(s->db))
            (void)sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
        store_forget_transaction(s);
        buf_clear(&s->views); /* one made meanwhile is gone */
        s->bulk = 0;
        s->undone = true;
    }
    if (--s->depth == 0)
        s->undone = false;
}

void store_forget_transaction(struct store *s)
{
    s->clock_count = 0;
    store_memo_drop(s, NULL);
    dirty_clear(s->dirty);
    batch_clear(s->batch);
    signing_clear(s->signing);
    if (s->device_keys.secret == NULL)
        s->device_known = false;
}

bool store_memo_put(struct store *s, const char *kind, void *memo, void (*release)(void *memo))
{
    if (s->depth == 0 || s->undone)
        return false;
    store_memo_drop(s, NULL);
    s->memo_kind = kind;
    s->memo = memo;
    s->memo_release = release;
    return true;
}

void *store_memo(const struct store *s, const char *kind)
{
    return s->memo && strcmp(s->memo_kind, kind) == 0 ? s->memo : NULL;
}

void store_memo_drop(struct store *s, const char *kind)
{
    if (!s->memo || (kind && strcmp(s->memo_kind, kind) != 0))
        return;
    s->memo_release(s->memo);
    s->memo = NULL;
}

int store_read_begin(struct store *s, bool *began, struct error *err)
{
    *began = false;
    if (s->depth > 0 || s->reading)
        return 0;
    sqlite3_stmt *stmt = statement_take(s, "BEGIN", err);
    if (!stmt)
        return statement_failed(err);
    int rc = statement_run(s, stmt, err);
    *began = s->reading = rc == 0;
    return rc;
}

void store_read_end(struct store *s, bool began)
{
    if (!began)
        return;
    s->reading = false;
    (void)sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL); /* only read: nothing to lose */
}

int store_checkpoint(struct store *s, struct error *err)
{
    if (!s->vault || s->read_only || s->depth > 0)
        return 0;
    return vault_checkpoint(s->vault, s->db, 0, err);
}

void store_defer_words(struct store *s)
{
    s->defer_words = true;
}

bool store_restless(const struct store *s)
{
    return s->words_wait && s->depth == 0;
}

void store_rest(struct store *s)
{
    if (s->depth > 0 || s->reading)
        return;
    s->words_wait = false; /* and if another process is at it: by the next search */
    (void)index_catch_up(s, NULL);
    if (s->vault && !s->read_only)
        (void)vault_checkpoint(s->vault, s->db, LOG_FRAMES_MOST, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Power cuts: a random workload recorded to the byte, then cut off at random moments and opened.
 *
 * Each transaction numbers itself in the table `mark`. Before its commit the number and a digest of
 * the whole content are noted in the record, after it the acknowledgement. What a cut leaves must
 * open, be sound, hold at least the last acknowledged number, and exactly what that number had.
 */
#include "powercut.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <sys/wait.h>
#include <unistd.h>

#include "inwork/base/error.h"
#include "inwork/seal/secret.h"
#include "recorder.h"
#include "vault/vault_int.h"
#include "vault_fixture.h"

enum { HANDLES = 4, PROCESSES = 4, BLOB_MAX = 9000 };

struct world {
    const struct powercut *run;
    struct recorder recorder;
    char *folder;
    char *path;
    uint8_t key[32];
    unsigned rules_off;
};

/* In a forked process an assertion would run on into the parent's tests. */
static void must(bool right, const char *what, sqlite3 *db, uint64_t seed)
{
    if (right)
        return;
    (void)fprintf(stderr, "workload of seed %llu: %s: %s (%d)\n", (unsigned long long)seed, what,
                  db ? sqlite3_errmsg(db) : "", db ? sqlite3_extended_errcode(db) : 0);
    abort();
}

/* 40 bits of FNV-1a over a row, so that a sum over the table does not overflow. */
static void row_digest(sqlite3_context *context, int count, sqlite3_value **values)
{
    uint64_t h = UINT64_C(14695981039346656037);
    for (int i = 0; i < count; i++) {
        const uint8_t *bytes = sqlite3_value_blob(values[i]);
        int n = sqlite3_value_bytes(values[i]);
        for (int k = 0; k < n; k++)
            h = (h ^ bytes[k]) * UINT64_C(1099511628211);
        h = (h ^ 0xFF) * UINT64_C(1099511628211);
    }
    sqlite3_result_int64(context, (sqlite3_int64)(h >> 24));
}

static int64_t number(sqlite3 *db, const char *sql, bool *good)
{
    sqlite3_stmt *statement = NULL;
    int64_t n = -1;
    *good = sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK &&
            sqlite3_step(statement) == SQLITE_ROW;
    if (*good)
        n = sqlite3_column_int64(statement, 0);
    return sqlite3_finalize(statement) == SQLITE_OK && *good ? n : -1;
}

static const char digest_sql[] = "SELECT coalesce(sum(row_digest(id, name, body)), 0) FROM item";

static sqlite3 *open_database(struct world *w, struct vault *v)
{
    sqlite3 *db = NULL;
    struct error err = {0};
    if (w->run->plain) {
        /* The same settings as the vault's, so that only the encryption differs. */
        int rc = sqlite3_open_v2(w->path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                                 w->recorder.vfs.zName);
        if (rc == SQLITE_OK) /* first: entering log mode may meet another process */
            rc = sqlite3_busy_timeout(db, VAULT_BUSY_MS);
        if (rc == SQLITE_OK)
            rc =
                sqlite3_exec(db,
                             "PRAGMA temp_store=2; PRAGMA cache_spill=OFF; PRAGMA journal_mode=WAL;"
                             "PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0",
                             NULL, NULL, NULL);
        int one = 1;
        if (rc == SQLITE_OK)
            rc = sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, one, NULL);
        if (rc != SQLITE_OK) {
            sqlite3_close(db);
            return NULL;
        }
    } else if (vault_database(v, &db, false, &err)) {
        return NULL;
    }
    must(sqlite3_create_function(db, "row_digest", 3, SQLITE_UTF8 | SQLITE_INNOCUOUS, NULL,
                                 row_digest, NULL, NULL) == SQLITE_OK,
         "function", db, w->run->seed);
    return db;
}

static struct vault *open_vault(struct world *w)
{
    struct vault *v = NULL;
    struct error err = {0};
    if (w->run->plain)
        return NULL;
    if (vault_open_over(&v, w->path, &w->recorder.vfs, &err) == 0) {
        v->rules_off = w->rules_off;
        if (vault_unlock_key(v, w->key, &err) == 0)
            return v;
        vault_close(v);
    }
    return NULL;
}

/* --- the workload -------------------------------------------------------------------------- */

static void change(sqlite3 *db, uint64_t *random, uint64_t seed)
{
    char sql[300];
    unsigned what = random_below(random, 10);
    unsigned body =
        random_below(random, 4) == 0 ? random_below(random, BLOB_MAX) : random_below(random, 600);
    unsigned pick = random_below(random, 1000);
    if (what < 5)
        (void)snprintf(sql, sizeof sql,
                       "INSERT INTO item(name, body) VALUES('name %u', randomblob(%u))", pick,
                       body);
    else if (what < 7)
        (void)snprintf(sql, sizeof sql,
                       "UPDATE item SET body = randomblob(%u), name = name || 'x' "
                       "WHERE id %% %u = 0",
                       body, 20 + pick % 30);
    else if (what < 9)
        (void)snprintf(sql, sizeof sql, "DELETE FROM item WHERE id %% %u = 1", 9 + pick % 40);
    else
        (void)snprintf(sql, sizeof sql, "UPDATE item SET name = 'all ' || id WHERE id < %u", pick);
    must(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK, sql, db, seed);
}

static void transaction(struct world *w, sqlite3 *db, uint64_t *random)
{
    uint64_t seed = w->run->seed;
    bool good;
    char sql[100];
    must(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK, "begin", db, seed);
    int64_t n = number(db, "SELECT n FROM mark", &good) + 1;
    must(good, "mark", db, seed);
    for (unsigned i = 1 + random_below(random, 4); i > 0; i--)
        change(db, random, seed);
    if (random_below(random, 3) == 0) {
        must(sqlite3_exec(db, "SAVEPOINT s", NULL, NULL, NULL) == SQLITE_OK, "savepoint", db, seed);
        for (unsigned i = 1 + random_below(random, 3); i > 0; i--)
            change(db, random, seed);
        if (random_below(random, 2))
            must(sqlite3_exec(db, "ROLLBACK TO s", NULL, NULL, NULL) == SQLITE_OK, "back", db,
                 seed);
        must(sqlite3_exec(db, "RELEASE s", NULL, NULL, NULL) == SQLITE_OK, "release", db, seed);
    }
    if (random_below(random, 8) == 0) {
        must(sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL) == SQLITE_OK, "rollback", db, seed);
        return;
    }
    (void)snprintf(sql, sizeof sql, "UPDATE mark SET n = %lld", (long long)n);
    must(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK, sql, db, seed);
    int64_t digest = number(db, digest_sql, &good);
    must(good, "digest", db, seed);
    recorder_note(&w->recorder, RECORD_INTENT, n, (uint64_t)digest);
    must(sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK, "commit", db, seed);
    recorder_note(&w->recorder, RECORD_ACK, n, 0);
}

static void work(struct world *w, uint64_t seed)
{
    struct vault *vaults[HANDLES] = {0};
    sqlite3 *dbs[HANDLES] = {0};
    int reading = -1; /* a handle that keeps an old view of the data */
    uint64_t random = seed;
    for (int i = 0; i < w->run->handles; i++) {
        vaults[i] = open_vault(w);
        dbs[i] = open_database(w, vaults[i]);
        must(dbs[i] != NULL, "open", NULL, seed);
        if (w->run->rollback_mode)
            must(sqlite3_exec(dbs[i], "PRAGMA journal_mode=DELETE", NULL, NULL, NULL) == SQLITE_OK,
                 "mode", dbs[i], seed);
    }
    for (int t = 0; t < w->run->transactions; t++) {
        int which = (int)random_below(&random, (unsigned)w->run->handles);
        if (which == reading)
            continue;
        transaction(w, dbs[which], &random);
        if (w->run->rollback_mode)
            continue;
        if (random_below(&random, 5) == 0) {
            static const int modes[] = {SQLITE_CHECKPOINT_PASSIVE, SQLITE_CHECKPOINT_RESTART,
                                        SQLITE_CHECKPOINT_TRUNCATE};
            sqlite3_busy_timeout(dbs[which], 0);
            int rc = sqlite3_wal_checkpoint_v2(dbs[which], NULL, modes[random_below(&random, 3)],
                                               NULL, NULL);
            must(rc == SQLITE_OK || rc == SQLITE_BUSY, "checkpoint", dbs[which], seed);
            sqlite3_busy_timeout(dbs[which], VAULT_BUSY_MS);
        }
        if (random_below(&random, 30) == 0 && reading < 0) {
            int rc = sqlite3_exec(dbs[which], "VACUUM", NULL, NULL, NULL);
            must(rc == SQLITE_OK || rc == SQLITE_BUSY, "vacuum", dbs[which], seed);
        }
        if (reading >= 0 && random_below(&random, 4) == 0) {
            bool good;
            (void)number(dbs[reading], digest_sql, &good);
            must(good && sqlite3_exec(dbs[reading], "COMMIT", NULL, NULL, NULL) == SQLITE_OK,
                 "old view", dbs[reading], seed);
            reading = -1;
        } else if (reading < 0 && w->run->handles > 1 && random_below(&random, 6) == 0) {
            bool good;
            reading = (which + 1) % w->run->handles;
            must(sqlite3_exec(dbs[reading], "BEGIN", NULL, NULL, NULL) == SQLITE_OK, "view",
                 dbs[reading], seed);
            (void)number(dbs[reading], "SELECT count(*) FROM item", &good);
            must(good, "view", dbs[reading], seed);
        }
        if (random_below(&random, 25) == 0 && which != reading) { /* a process comes and goes */
            must(sqlite3_close(dbs[which]) == SQLITE_OK, "close", dbs[which], seed);
            dbs[which] = open_database(w, vaults[which]);
            must(dbs[which] != NULL, "reopen", NULL, seed);
            if (w->run->rollback_mode)
                must(sqlite3_exec(dbs[which], "PRAGMA journal_mode=DELETE", NULL, NULL, NULL) ==
                         SQLITE_OK,
                     "mode", dbs[which], seed);
        }
    }
    for (int i = 0; i < w->run->handles; i++) {
        if (i == reading)
            (void)sqlite3_exec(dbs[i], "COMMIT", NULL, NULL, NULL);
        must(sqlite3_close(dbs[i]) == SQLITE_OK, "close", dbs[i], seed);
        vault_close(vaults[i]);
    }
}

/* --- the cuts ------------------------------------------------------------------------------ */

static const char *const suffixes[RECORDED_FILES] = {"", "-wal", "-journal"};

static void read_files(const char *path, struct buf out[RECORDED_FILES])
{
    for (int i = 0; i < RECORDED_FILES; i++) {
        struct buf name = BUF_ZERO;
        buf_printf(&name, "%s%s", path, suffixes[i]);
        out[i] = fixture_read(buf_text(&name));
        buf_free(&name);
    }
}

static void write_files(const char *path, const struct buf files[RECORDED_FILES],
                        const bool exists[RECORDED_FILES])
{
    static const char *const leftovers[] = {"-shm", ".lock"};
    for (int i = 0; i < RECORDED_FILES; i++) {
        struct buf name = BUF_ZERO;
        buf_printf(&name, "%s%s", path, suffixes[i]);
        (void)unlink(buf_text(&name));
        if (exists[i])
            fixture_write(buf_text(&name), buf_text(&files[i]), files[i].len);
        buf_free(&name);
    }
    for (size_t i = 0; i < 2; i++) {
        struct buf name = BUF_ZERO;
        buf_printf(&name, "%s%s", path, leftovers[i]);
        (void)unlink(buf_text(&name));
        buf_free(&name);
    }
}

static void note_failure(struct powercut_result *result, int *kind, const struct world *w,
                         uint64_t position, const char *what, long long a, long long b)
{
    (*kind)++;
    if (result->failures++ == 0)
        (void)snprintf(result->first, sizeof result->first,
                       "seed %llu, cut at %llu: %s (%lld, %lld)", (unsigned long long)w->run->seed,
                       (unsigned long long)position, what, a, b);
}

static void check_cut(struct world *w, uint64_t position, struct powercut_result *result)
{
    int64_t acknowledged = 0;
    for (uint64_t at = 0; at < position;) {
        const struct record *record = recorder_next(&w->recorder, &at);
        if (record->kind == RECORD_ACK && record->offset > acknowledged)
            acknowledged = record->offset;
    }
    struct vault *v = open_vault(w);
    sqlite3 *db = v || w->run->plain ? open_database(w, v) : NULL;
    bool good = db != NULL;
    int64_t sound = -1;
    if (db)
        sound = number(db, "SELECT integrity_check = 'ok' FROM pragma_integrity_check", &good);
    if (!good) {
        note_failure(result, &result->not_opened, w, position, "does not open", 0, 0);
    } else if (sound != 1) {
        note_failure(result, &result->not_sound, w, position, "not sound", 0, 0);
    } else {
        int64_t n = number(db, "SELECT n FROM mark", &good);
        int64_t digest = good ? number(db, digest_sql, &good) : -1;
        bool same = n == 0;
        for (uint64_t at = 0; at < position;) {
            const struct record *record = recorder_next(&w->recorder, &at);
            if (record->kind == RECORD_INTENT && record->offset == n)
                same = record->extra == (uint64_t)digest;
        }
        if (!good || n < acknowledged)
            note_failure(result, &result->lost, w, position, "commit lost", acknowledged, n);
        else if (!same)
            note_failure(result, &result->different, w, position, "other content", n, digest);
    }
    (void)sqlite3_close(db);
    vault_close(v);
}

/* Half of the cuts anywhere, half close after something that rarely happens: a truncation, a sync
 * of the database, the first writes of a fresh log. */
static uint64_t choose_cut(const struct world *w, uint64_t *random)
{
    uint64_t end = recorder_end(&w->recorder);
    uint64_t wanted = random_next(random) % end;
    bool rare = random_below(random, 2);
    uint64_t at = 0;
    while (at < end) {
        const struct record *record = recorder_next(&w->recorder, &at);
        bool turning = record->kind == RECORD_TRUNCATE || record->kind == RECORD_DELETE ||
                       (record->file == RECORDED_DATABASE && record->kind <= RECORD_SYNC) ||
                       (record->kind == RECORD_WRITE && record->offset == 0);
        if (at >= wanted && (!rare || turning))
            break;
    }
    for (unsigned more = random_below(random, 6); more > 0 && at < end; more--)
        (void)recorder_next(&w->recorder, &at);
    return at;
}

static void prepare(struct world *w)
{
    struct recorder *r = &w->recorder;
    r->paused = true;
    struct vault *v = NULL;
    if (!w->run->plain) {
        struct error err = {0};
        uint8_t recovery[RECOVERY_BYTES];
        struct secret passphrase = fixture_secret("power");
        assert_int_equal(
            vault_create_over(&v, w->path, &passphrase, passkey_light(), recovery, &r->vfs, &err),
            0);
        secret_clear(&passphrase);
        vault_data_key(w->key, v);
    }
    sqlite3 *db = open_database(w, v);
    assert_non_null(db);
    fixture_sql(db, "CREATE TABLE item(id INTEGER PRIMARY KEY, name TEXT, body BLOB);"
                    "CREATE INDEX by_name ON item(name);"
                    "CREATE TABLE mark(n INTEGER); INSERT INTO mark VALUES(0)");
    if (w->run->rollback_mode)
        fixture_sql(db, "PRAGMA journal_mode=DELETE");
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    vault_close(v);
    r->paused = false;
}

void powercut_run(const struct powercut *run, struct powercut_result *result)
{
    struct world w = {.run = run};
    struct buf base[RECORDED_FILES];
    struct buf cut[RECORDED_FILES] = {0};
    bool exists[RECORDED_FILES];
    uint64_t random = run->seed * 2 + 1;
    w.folder = fixture_folder();
    w.path = fixture_path(w.folder, "store");
    recorder_init(&w.recorder, "recorder");
    prepare(&w);
    read_files(w.path, base);
    if (run->processes == 1) {
        work(&w, random);
    } else {
        for (int i = 0; i < run->processes; i++) {
            uint64_t seed = random_next(&random) | 1;
            pid_t child = fork();
            assert_true(child >= 0);
            if (child == 0) {
                work(&w, seed);
                _exit(0);
            }
        }
        for (int i = 0; i < run->processes; i++) {
            int status;
            assert_true(wait(&status) > 0);
            if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
                fail_msg("a writing process of seed %llu died", (unsigned long long)run->seed);
        }
    }
    for (uint64_t at = 0; at < recorder_end(&w.recorder);)
        result->commits += recorder_next(&w.recorder, &at)->kind == RECORD_ACK;
    w.recorder.paused = true;
    w.rules_off = run->rules_off;
    for (int i = 0; i < run->cuts; i++) {
        uint64_t position = choose_cut(&w, &random);
        recorder_cut(&w.recorder, position, base, &random, cut, exists);
        write_files(w.path, cut, exists);
        check_cut(&w, position, result);
        result->cuts++;
    }
    for (int i = 0; i < RECORDED_FILES; i++) {
        buf_free(&base[i]);
        buf_free(&cut[i]);
    }
    recorder_clear(&w.recorder);
    free(w.path);
    fixture_remove(w.folder);
}

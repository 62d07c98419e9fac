/* SPDX-License-Identifier: GPL-3.0-or-later
 * A vault behaves as plain SQLite: random statements give the same rows and the same errors on
 * both, with the log and with every kind of journal, across reopening; and after kill -9 at any
 * moment a store holds exactly what one of its commits had. Seeds are printed; INWORK_SEED repeats
 * one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "inwork/base/error.h"
#include "inwork/seal/secret.h"
#include "inwork/vault/vault.h"
#include "recorder.h"
#include "vault_fixture.h"

static uint64_t first_seed(void)
{
    const char *fixed = getenv("INWORK_SEED");
    return fixed ? strtoull(fixed, NULL, 10) : (uint64_t)time(NULL) * 1000 + 1;
}

/* A plain database with the page layout of a vault's, so that page numbers and free pages agree. */
static sqlite3 *open_plain(const char *path)
{
    sqlite3 *db = NULL;
    int reserve = 40;
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_file_control(db, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserve),
                     SQLITE_OK);
    assert_int_equal(sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL), SQLITE_OK);
    fixture_sql(db, "PRAGMA temp_store=2; PRAGMA secure_delete=FAST; PRAGMA cache_spill=OFF;"
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF");
    return db;
}

static int add_row(void *payload, int count, char **values, char **names)
{
    struct buf *out = payload;
    (void)names;
    for (int i = 0; i < count; i++)
        buf_printf(out, "%s|", values[i] ? values[i] : "(null)");
    buf_push(out, '\n');
    return 0;
}

/* One random statement; the same seed makes the same one. */
static void random_statement(char *sql, size_t room, uint64_t *r)
{
    unsigned a = random_below(r, 400);
    unsigned b = random_below(r, 9000);
    unsigned c = random_below(r, 50);
    switch (random_below(r, 26)) {
    case 0:
    case 1:
    case 2:
        (void)snprintf(sql, room, "INSERT INTO t VALUES(%u, 'n%u', '%0*u')", a, b, (int)b / 2 + 1,
                       c);
        return;
    case 3:
        (void)snprintf(sql, room,
                       "INSERT OR REPLACE INTO t SELECT id + %u, name, body || 'x' FROM t "
                       "WHERE id BETWEEN %u AND %u",
                       c, a, a + c);
        return;
    case 4:
        (void)snprintf(sql, room, "INSERT INTO t SELECT id + 1, 'multi', body FROM t WHERE id > %u",
                       a);
        return; /* fails half way as often as not */
    case 5:
        (void)snprintf(sql, room, "UPDATE t SET body = '%0*u' WHERE id %% %u = 0", (int)b + 1, c,
                       c + 2);
        return;
    case 6:
        (void)snprintf(sql, room, "UPDATE t SET id = id + %u WHERE id > %u", c, a);
        return;
    case 7:
        (void)snprintf(sql, room, "DELETE FROM t WHERE id %% %u = 1", c + 2);
        return;
    case 8:
        (void)snprintf(sql, room, "SELECT count(*), sum(id), sum(length(body)), max(name) FROM t");
        return;
    case 9:
        (void)snprintf(sql, room,
                       "SELECT id, name, length(body) FROM t WHERE id < %u "
                       "ORDER BY name DESC, id LIMIT 20",
                       a);
        return;
    case 10:
        (void)snprintf(sql, room, "INSERT INTO words(line) VALUES('alpha%u beta%u gamma')", a, c);
        return;
    case 11:
        (void)snprintf(sql, room, "SELECT rowid, line FROM words WHERE words MATCH 'beta%u*'", c);
        return;
    case 12:
        (void)snprintf(sql, room, "INSERT INTO child VALUES(%u, %u)", a, b % 400);
        return; /* a foreign key that may not be there */
    case 13:
        (void)snprintf(sql, room, "BEGIN");
        return;
    case 14:
    case 15:
        (void)snprintf(sql, room, "COMMIT");
        return;
    case 16:
        (void)snprintf(sql, room, "ROLLBACK");
        return;
    case 17:
        (void)snprintf(sql, room, "SAVEPOINT s%u", c % 3);
        return;
    case 18:
        (void)snprintf(sql, room, "ROLLBACK TO s%u", c % 3);
        return;
    case 19:
        (void)snprintf(sql, room, "RELEASE s%u", c % 3);
        return;
    case 20:
        (void)snprintf(sql, room, "CREATE TABLE extra%u AS SELECT * FROM t WHERE id < %u", c % 4,
                       a);
        return;
    case 21:
        (void)snprintf(sql, room, "DROP TABLE extra%u", c % 4);
        return;
    case 22:
        (void)snprintf(sql, room, c < 10 ? "VACUUM" : "PRAGMA page_count; PRAGMA freelist_count");
        return;
    case 23:
        (void)snprintf(sql, room,
                       "CREATE TEMP TABLE IF NOT EXISTS tmp AS SELECT * FROM t; "
                       "SELECT count(*) FROM tmp; DROP TABLE tmp");
        return;
    case 24:
        (void)snprintf(sql, room, "PRAGMA integrity_check");
        return;
    default:
        (void)snprintf(sql, room,
                       "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
                       "WHERE i < %u) INSERT OR IGNORE INTO t SELECT i * 7, 'bulk', "
                       "printf('%%.*c', i %% 3000, 'b') FROM n",
                       a);
        return;
    }
}

static const char schema_sql[] =
    "CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT, body TEXT); CREATE INDEX by_name ON t(name);"
    "CREATE TABLE child(a, t REFERENCES t(id)); CREATE VIRTUAL TABLE words USING fts5(line)";

static int both(sqlite3 *vault, sqlite3 *plain, const char *sql, uint64_t seed)
{
    struct buf a = BUF_ZERO;
    struct buf b = BUF_ZERO;
    int rc_a = sqlite3_exec(vault, sql, add_row, &a, NULL);
    char *message = sqlite3_mprintf("%s", sqlite3_errmsg(vault));
    int rc_b = sqlite3_exec(plain, sql, add_row, &b, NULL);
    if (rc_a != rc_b || strcmp(buf_text(&a), buf_text(&b)) != 0 ||
        strcmp(message, sqlite3_errmsg(plain)) != 0)
        fail_msg("seed %llu: %.300s: vault %d %s, plain %d %s\nvault: %.500s\nplain: %.500s",
                 (unsigned long long)seed, sql, rc_a, message, rc_b, sqlite3_errmsg(plain),
                 buf_text(&a), buf_text(&b));
    sqlite3_free(message);
    buf_free(&a);
    buf_free(&b);
    return rc_a;
}

static void one_history(struct vault *v, const char *plain_path, uint64_t seed, int statements)
{
    static const char *const modes[] = {"PRAGMA journal_mode=WAL", "PRAGMA journal_mode=DELETE",
                                        "PRAGMA journal_mode=TRUNCATE",
                                        "PRAGMA journal_mode=PERSIST"};
    uint64_t r = seed;
    char sql[20000];
    sqlite3 *vault = fixture_database(v);
    sqlite3 *plain = open_plain(plain_path);
    (void)both(
        vault, plain,
        "DROP TABLE IF EXISTS child; DROP TABLE IF EXISTS t; DROP TABLE IF EXISTS words;"
        "DROP TABLE IF EXISTS extra0; DROP TABLE IF EXISTS extra1; DROP TABLE IF EXISTS extra2;"
        "DROP TABLE IF EXISTS extra3; VACUUM",
        seed);
    assert_int_equal(both(vault, plain, schema_sql, seed), SQLITE_OK);
    for (int i = 0; i < statements; i++) {
        unsigned what = random_below(&r, 100);
        if (what == 0) {
            assert_int_equal(sqlite3_close(vault), SQLITE_OK);
            assert_int_equal(sqlite3_close(plain), SQLITE_OK);
            vault = fixture_database(v);
            plain = open_plain(plain_path);
        } else if (what == 1 && sqlite3_get_autocommit(vault)) {
            (void)both(vault, plain, modes[random_below(&r, 4)], seed);
        } else if (what == 2) {
            /* The log's length is not compared: the vault keeps its log when it closes. */
            (void)sqlite3_exec(vault, "PRAGMA wal_checkpoint(TRUNCATE)", NULL, NULL, NULL);
            (void)sqlite3_exec(plain, "PRAGMA wal_checkpoint(TRUNCATE)", NULL, NULL, NULL);
        } else {
            random_statement(sql, sizeof sql, &r);
            (void)both(vault, plain, sql, seed);
        }
    }
    if (!sqlite3_get_autocommit(vault))
        assert_int_equal(both(vault, plain, "ROLLBACK", seed), SQLITE_OK);
    (void)both(vault, plain,
               "SELECT * FROM t ORDER BY id; SELECT * FROM child; SELECT * FROM words", seed);
    (void)both(vault, plain, "PRAGMA integrity_check; PRAGMA journal_mode=WAL", seed);
    assert_int_equal(sqlite3_close(vault), SQLITE_OK);
    assert_int_equal(sqlite3_close(plain), SQLITE_OK);
}

static void test_random_sql_is_the_same(void **state)
{
    (void)state;
    char *folder = fixture_folder();
    char *path = fixture_path(folder, "store");
    char *plain = fixture_path(folder, "plain");
    struct vault *v = fixture_vault(path);
    uint64_t seed = first_seed();
    int histories = getenv("INWORK_SOAK") ? 200 : 8;
    print_message("seeds from %llu\n", (unsigned long long)seed);
    for (int i = 0; i < histories; i++)
        one_history(v, plain, seed + (uint64_t)i, 400);
    vault_close(v);
    free(path);
    free(plain);
    fixture_remove(folder);
}

/* --- kill -9 ------------------------------------------------------------------------------- */

struct message {
    int64_t n;
    int64_t digest;
    bool acknowledged;
};

static const char content_sql[] =
    "SELECT coalesce(sum(id * length(body) + length(name)), 0) FROM t";

static int64_t ask(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    int64_t n = -1;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW)
        n = sqlite3_column_int64(statement, 0);
    return sqlite3_finalize(statement) == SQLITE_OK ? n : -1;
}

/* In the child: commits without end until it is killed. Speaks only through the pipe. */
static void write_for_ever(struct vault *v, const char *mode, uint64_t r, int pipe)
{
    sqlite3 *db = NULL;
    char sql[20000];
    if (vault_database(v, &db, false, NULL) || sqlite3_exec(db, mode, NULL, NULL, NULL))
        _exit(3);
    for (;;) {
        if (sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL))
            _exit(4);
        for (int i = 0; i < 2; i++) {
            do {
                random_statement(sql, sizeof sql, &r);
            } while (strncmp(sql, "INSERT INTO t", 13) != 0 && strncmp(sql, "UPDATE", 6) != 0 &&
                     strncmp(sql, "DELETE", 6) != 0);
            (void)sqlite3_exec(db, sql, NULL, NULL, NULL); /* may fail, and then changes nothing */
        }
        (void)sqlite3_exec(db, "DELETE FROM t WHERE id > 2000; UPDATE mark SET n = n + 1", NULL,
                           NULL, NULL);
        struct message m = {ask(db, "SELECT n FROM mark"), ask(db, content_sql), false};
        if (m.n < 0 || write(pipe, &m, sizeof m) != sizeof m ||
            sqlite3_exec(db, "COMMIT", NULL, NULL, NULL))
            _exit(5);
        m.acknowledged = true;
        if (write(pipe, &m, sizeof m) != sizeof m)
            _exit(6);
        if (m.n % 7 == 0)
            (void)vault_checkpoint(v, db, 0, NULL);
    }
}

static void test_kill_loses_nothing(void **state)
{
    (void)state;
    static const char *const modes[] = {"PRAGMA journal_mode=WAL", "PRAGMA journal_mode=DELETE",
                                        "PRAGMA journal_mode=TRUNCATE"};
    char *folder = fixture_folder();
    char *path = fixture_path(folder, "store");
    struct vault *v = fixture_vault(path);
    uint64_t r = first_seed();
    int64_t last = 0;
    int rounds = getenv("INWORK_SOAK") ? 600 : 40;
    sqlite3 *db = fixture_database(v);
    fixture_sql(db, schema_sql);
    fixture_sql(db, "CREATE TABLE mark(n); INSERT INTO mark VALUES(0)");
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    for (int round = 0; round < rounds; round++) {
        int ends[2];
        uint64_t seed = random_next(&r) | 1;
        const char *mode = modes[random_below(&r, 4) % 3];
        assert_int_equal(pipe(ends), 0);
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            close(ends[0]);
            write_for_ever(v, mode, seed, ends[1]);
        }
        close(ends[1]);
        struct message m;
        int64_t acknowledged = last;
        int64_t digests[2] = {-1, -1};               /* of the last two commits begun, by parity */
        if (read(ends[0], &m, sizeof m) == sizeof m) /* it is at work */
            digests[m.n & 1] = m.digest;
        struct timespec nap = {0, 100000L * (long)random_below(&r, 500)};
        nanosleep(&nap, NULL);
        assert_int_equal(kill(child, SIGKILL), 0);
        int status;
        assert_int_equal(waitpid(child, &status, 0), child);
        if (!WIFSIGNALED(status))
            fail_msg("seed %llu: the writer ended by itself: %d", (unsigned long long)seed, status);
        while (read(ends[0], &m, sizeof m) == sizeof m) {
            if (m.acknowledged)
                acknowledged = m.n;
            digests[m.n & 1] = m.digest;
        }
        close(ends[0]);
        db = fixture_database(v);
        last = fixture_number(db, "SELECT n FROM mark");
        if (last < acknowledged)
            fail_msg("seed %llu, %s: commit %lld of %lld", (unsigned long long)seed, mode,
                     (long long)last, (long long)acknowledged);
        if (digests[last & 1] >= 0)
            assert_int_equal(fixture_number(db, content_sql), digests[last & 1]);
        char *sound = fixture_text(db, "PRAGMA integrity_check");
        assert_string_equal(sound, "ok");
        free(sound);
        assert_int_equal(sqlite3_close(db), SQLITE_OK);
    }
    assert_true(last > rounds / 2);
    print_message("%d kills in %lld commits\n", rounds, (long long)last);
    vault_close(v);
    free(path);
    fixture_remove(folder);
}

static void test_no_plain_text_in_any_file(void **state)
{
    (void)state;
    static const char *const suffixes[] = {"", "-wal", "-journal", "-shm", ".lock"};
    static const char *const modes[] = {"PRAGMA journal_mode=WAL", "PRAGMA journal_mode=PERSIST"};
    char *folder = fixture_folder();
    char *path = fixture_path(folder, "store");
    struct vault *v = fixture_vault(path);
    sqlite3 *db = fixture_database(v);
    for (size_t mode = 0; mode < 2; mode++) {
        fixture_sql(db, modes[mode]);
        fixture_sql(db, "CREATE TABLE IF NOT EXISTS t(marker_column TEXT);"
                        "INSERT INTO t VALUES('MARKER-of-a-person')");
        fixture_sql(db, "PRAGMA cache_spill=ON; BEGIN IMMEDIATE;"
                        "UPDATE t SET marker_column = 'MARKER-again';"
                        "INSERT INTO t VALUES(printf('%.*c MARKER', 90000, 'x'))");
        assert_int_equal(sqlite3_db_cacheflush(db), SQLITE_OK); /* journal and pages on the disk */
        for (int committed = 0; committed < 2; committed++) {
            for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++) {
                struct buf name = BUF_ZERO;
                buf_printf(&name, "%s%s", path, suffixes[i]);
                assert_false(fixture_contains(buf_text(&name), "MARKER"));
                assert_false(fixture_contains(buf_text(&name), "marker_column"));
                assert_false(fixture_contains(buf_text(&name), "SQLite format"));
                assert_false(fixture_contains(buf_text(&name), "CREATE TABLE"));
                buf_free(&name);
            }
            if (!committed)
                fixture_sql(db, "COMMIT");
        }
    }
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    vault_close(v);
    free(path);
    fixture_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_sql_is_the_same),
        cmocka_unit_test(test_kill_loses_nothing),
        cmocka_unit_test(test_no_plain_text_in_any_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Several processes at one store: S.lock keeps writers and checkpoints apart, waits as long as the
 * connection waits, and is free again when its holder is killed; readers need it for nothing.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "inwork/base/error.h"
#include "inwork/seal/secret.h"
#include "recorder.h"
#include "vault/vault_int.h"
#include "vault_fixture.h"

struct bench {
    char *folder;
    char *path;
    char *log;
    struct vault *vault;
};

static int setup(void **state)
{
    struct bench *b = calloc(1, sizeof *b);
    assert_non_null(b);
    b->folder = fixture_folder();
    b->path = fixture_path(b->folder, "store");
    b->log = fixture_path(b->folder, "store-wal");
    b->vault = fixture_vault(b->path);
    sqlite3 *db = fixture_database(b->vault);
    fixture_sql(db, "CREATE TABLE t(a); INSERT INTO t VALUES(0)");
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    *state = b;
    return 0;
}

static int teardown(void **state)
{
    struct bench *b = *state;
    vault_close(b->vault);
    free(b->log);
    free(b->path);
    fixture_remove(b->folder);
    free(b);
    return 0;
}

static int64_t now_ms(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void test_a_held_lock_stops_writers_and_checkpoints_only(void **state)
{
    struct bench *b = *state;
    struct error err = {0};
    sqlite3 *db = fixture_database(b->vault);
    struct stat before;
    struct stat after;
    int lock = lock_open(b->vault->lock_path);
    assert_true(lock >= 0);
    assert_int_equal(lock_try(lock), 0);
    assert_int_equal(sqlite3_busy_timeout(db, 300), SQLITE_OK);
    int64_t began = now_ms();
    int rc = sqlite3_exec(db, "INSERT INTO t VALUES(1)", NULL, NULL, NULL);
    int64_t waited = now_ms() - began;
    assert_int_equal(rc, SQLITE_BUSY);
    assert_true(waited >= 250 && waited < 4000);
    assert_int_equal(vault_error(b->vault, db, rc, "save", &err), -STATUS_BUSY);
    assert_non_null(strstr(err.message, "another process"));
    assert_int_equal(fixture_number(db, "SELECT count(*) FROM t"), 1); /* reading goes on */
    assert_int_equal(stat(b->log, &before), 0);
    assert_int_equal(vault_checkpoint(b->vault, db, 0, &err), 0); /* left for next time */
    assert_int_equal(stat(b->log, &after), 0);
    assert_int_equal(before.st_size, after.st_size);
    lock_release(lock);
    fixture_sql(db, "INSERT INTO t VALUES(1)");
    assert_int_equal(vault_checkpoint(b->vault, db, 0, &err), 0);
    assert_int_equal(stat(b->log, &after), 0);
    assert_int_equal(after.st_size, 0);
    /* And the other way round: a transaction holds it from its first write to its end. */
    fixture_sql(db, "BEGIN IMMEDIATE");
    assert_int_equal(lock_try(lock), 1);
    fixture_sql(db, "INSERT INTO t VALUES(2); COMMIT");
    assert_int_equal(lock_try(lock), 0);
    lock_release(lock);
    fixture_sql(db, "BEGIN; SELECT * FROM t");
    assert_int_equal(lock_try(lock), 0); /* a reader does not */
    close(lock);
    fixture_sql(db, "COMMIT; PRAGMA journal_mode=DELETE; BEGIN IMMEDIATE");
    lock = lock_open(b->vault->lock_path);
    assert_int_equal(lock_try(lock), 1); /* nor does the journal mode matter */
    fixture_sql(db, "COMMIT");
    assert_int_equal(lock_try(lock), 0);
    close(lock);
    fixture_sql(db, "PRAGMA journal_mode=WAL");
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void test_a_killed_writer_frees_it(void **state)
{
    struct bench *b = *state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        sqlite3 *db = NULL;
        if (vault_database(b->vault, &db, false, NULL) ||
            sqlite3_exec(db, "BEGIN IMMEDIATE; INSERT INTO t VALUES(99)", NULL, NULL, NULL) ||
            write(ends[1], "x", 1) != 1)
            _exit(1);
        for (;;)
            pause();
    }
    char byte;
    assert_int_equal(read(ends[0], &byte, 1), 1);
    sqlite3 *db = fixture_database(b->vault);
    assert_int_equal(sqlite3_busy_timeout(db, 50), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "INSERT INTO t VALUES(1)", NULL, NULL, NULL), SQLITE_BUSY);
    assert_int_equal(kill(child, SIGKILL), 0);
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    fixture_sql(db, "INSERT INTO t VALUES(1)");
    assert_int_equal(fixture_number(db, "SELECT count(*) FROM t"), 2);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    close(ends[0]);
    close(ends[1]);
}

/* Closing any descriptor of a file drops the locks a process has on it, unless care is taken:
 * header reading and passphrase changes must not take a running transaction's locks away. */
static void test_looking_at_the_header_keeps_our_locks(void **state)
{
    struct bench *b = *state;
    struct error err = {0};
    sqlite3 *db = fixture_database(b->vault);
    fixture_sql(db, "PRAGMA journal_mode=DELETE; BEGIN EXCLUSIVE; INSERT INTO t VALUES(5)");
    struct vault *other = fixture_open(b->path); /* opens, reads and closes the file */
    struct secret wrong = fixture_secret("wrong");
    assert_int_equal(vault_unlock(other, &wrong, &err), -STATUS_REFUSED);
    secret_clear(&wrong);
    vault_close(other);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        sqlite3 *mine = NULL;
        if (sqlite3_open_v2(b->path, &mine, SQLITE_OPEN_READWRITE, b->vault->vfs_name))
            _exit(1);
        /* The vault's own lock aside, SQLite's locks on the file must still be there. */
        sqlite3_file *file = NULL;
        if (sqlite3_file_control(mine, "main", SQLITE_FCNTL_FILE_POINTER, &file))
            _exit(2);
        sqlite3_file *lower = ((struct vault_file *)file)->lower;
        _exit(lower->pMethods->xLock(lower, SQLITE_LOCK_SHARED) == SQLITE_BUSY ? 0 : 3);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    fixture_sql(db, "COMMIT; PRAGMA journal_mode=WAL");
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void test_a_passphrase_changes_under_a_running_process(void **state)
{
    struct bench *b = *state;
    struct error err = {0};
    sqlite3 *db = fixture_database(b->vault);
    struct vault *other = fixture_open(b->path);
    struct secret fresh = fixture_secret("battery staple");
    struct secret old = fixture_secret("correct horse");
    assert_int_equal(vault_set_passphrase(other, &fresh, passkey_light(), &err), 0);
    fixture_sql(db, "INSERT INTO t VALUES(3)"); /* the data key is the same */
    assert_int_equal(vault_unlock(b->vault, &old, &err), -STATUS_REFUSED);
    assert_true(vault_unlocked(b->vault)); /* a wrong passphrase locks nothing */
    assert_int_equal(vault_unlock(b->vault, &fresh, &err), 0);
    /* A writer at work makes the change wait, and give up in the end. */
    fixture_sql(db, "BEGIN IMMEDIATE");
    int lock = lock_open(b->vault->lock_path);
    int64_t began = now_ms();
    assert_int_equal(lock_wait(lock, 200), 1);
    assert_true(now_ms() - began >= 150);
    close(lock);
    fixture_sql(db, "COMMIT");
    assert_int_equal(vault_set_passphrase(b->vault, &old, passkey_light(), &err), 0);
    secret_clear(&fresh);
    secret_clear(&old);
    vault_close(other);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* Processes that all count up one number: none of the additions may be lost, and the one that keeps
 * copying the log back must not disturb them. */
static void test_counting_together(void **state)
{
    enum { PROCESSES = 4, EACH = 25 };
    struct bench *b = *state;
    for (int i = 0; i < PROCESSES; i++) {
        pid_t child = fork();
        assert_true(child >= 0);
        if (child != 0)
            continue;
        sqlite3 *db = NULL;
        if (vault_database(b->vault, &db, false, NULL) ||
            sqlite3_busy_timeout(db, 60000) != SQLITE_OK)
            _exit(1);
        for (int k = 0; k < EACH; k++) {
            if (sqlite3_exec(db, "BEGIN IMMEDIATE; UPDATE t SET a = a + 1; COMMIT", NULL, NULL,
                             NULL))
                _exit(2);
            if (i == 0 && vault_checkpoint(b->vault, db, 0, NULL))
                _exit(3);
            (void)sqlite3_busy_timeout(db, 60000);
            if (k % 10 == 9) {
                if (sqlite3_close(db) || vault_database(b->vault, &db, false, NULL))
                    _exit(4);
                (void)sqlite3_busy_timeout(db, 60000);
            }
        }
        _exit(sqlite3_close(db) == SQLITE_OK ? 0 : 5);
    }
    for (int i = 0; i < PROCESSES; i++) {
        int status;
        assert_true(wait(&status) > 0);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 0);
    }
    sqlite3 *db = fixture_database(b->vault);
    assert_int_equal(fixture_number(db, "SELECT a FROM t"), PROCESSES * EACH);
    char *sound = fixture_text(db, "PRAGMA integrity_check");
    assert_string_equal(sound, "ok");
    free(sound);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* One process is killed at any moment, again and again, while another keeps its handle open and
 * goes on saving: it must recover what the dead one left half done, and nobody's commit may be
 * missing. */
static void test_living_beside_the_dying(void **state)
{
    enum { ROUNDS = 15 };
    struct bench *b = *state;
    sqlite3 *db = fixture_database(b->vault);
    uint64_t random = (uint64_t)time(NULL) | 1;
    int64_t acknowledged = 0;
    assert_int_equal(sqlite3_busy_timeout(db, 60000), SQLITE_OK);
    print_message("seed %llu\n", (unsigned long long)random);
    for (int round = 0; round < ROUNDS; round++) {
        int ends[2];
        char byte;
        assert_int_equal(pipe(ends), 0);
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            sqlite3 *mine = NULL;
            close(ends[0]);
            if (vault_database(b->vault, &mine, false, NULL) ||
                sqlite3_busy_timeout(mine, 60000) != SQLITE_OK)
                _exit(1);
            for (int i = 1;; i++) {
                if (sqlite3_exec(mine,
                                 "BEGIN IMMEDIATE; UPDATE t SET a = a + 1; CREATE TABLE u AS "
                                 "SELECT zeroblob(9000); DROP TABLE u; COMMIT",
                                 NULL, NULL, NULL) ||
                    write(ends[1], "x", 1) != 1)
                    _exit(2);
                if (i % 4 == 0)
                    (void)vault_checkpoint(b->vault, mine, 0, NULL);
                /* Let the other one in: who waits asks only now and then. */
                const struct timespec breath = {0, 5 * 1000 * 1000};
                nanosleep(&breath, NULL);
            }
        }
        close(ends[1]);
        acknowledged += read(ends[0], &byte, 1) == 1;
        for (unsigned i = random_below(&random, 6); i > 0; i--) {
            fixture_sql(db, "UPDATE t SET a = a + 1");
            acknowledged++;
        }
        struct timespec nap = {0, 100000L * (long)random_below(&random, 80)};
        nanosleep(&nap, NULL);
        assert_int_equal(kill(child, SIGKILL), 0);
        int status;
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFSIGNALED(status));
        while (read(ends[0], &byte, 1) == 1)
            acknowledged++;
        close(ends[0]);
        /* At most one commit of the dead was done and not yet told. */
        int64_t count = fixture_number(db, "SELECT a FROM t");
        if (count < acknowledged || count > acknowledged + 1)
            fail_msg("round %d: %lld, acknowledged %lld", round, (long long)count,
                     (long long)acknowledged);
        acknowledged = count;
        fixture_sql(db, "UPDATE t SET a = a + 1");
        acknowledged++;
    }
    char *sound = fixture_text(db, "PRAGMA integrity_check");
    assert_string_equal(sound, "ok");
    free(sound);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_held_lock_stops_writers_and_checkpoints_only, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_a_killed_writer_frees_it, setup, teardown),
        cmocka_unit_test_setup_teardown(test_looking_at_the_header_keeps_our_locks, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_a_passphrase_changes_under_a_running_process, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_counting_together, setup, teardown),
        cmocka_unit_test_setup_teardown(test_living_beside_the_dying, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * The disk fills up at every possible moment of a save, a checkpoint, a change of passphrase: the
 * error says so, nothing that was saved is lost, and saving works again when there is room.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "inwork/base/error.h"
#include "inwork/seal/secret.h"
#include "recorder.h"
#include "vault/vault_int.h"
#include "vault_fixture.h"

struct bench {
    char *folder;
    char *path;
    struct recorder recorder;
    struct vault *vault;
};

static int setup(void **state)
{
    struct bench *b = calloc(1, sizeof *b);
    struct error err = {0};
    uint8_t recovery[RECOVERY_BYTES];
    assert_non_null(b);
    b->folder = fixture_folder();
    b->path = fixture_path(b->folder, "store");
    recorder_init(&b->recorder, "recorder");
    struct secret passphrase = fixture_secret("correct horse");
    assert_int_equal(vault_create_over(&b->vault, b->path, &passphrase, passkey_light(), recovery,
                                       &b->recorder.vfs, &err),
                     0);
    secret_clear(&passphrase);
    *state = b;
    return 0;
}

static int teardown(void **state)
{
    struct bench *b = *state;
    vault_close(b->vault);
    recorder_clear(&b->recorder);
    free(b->path);
    fixture_remove(b->folder);
    free(b);
    return 0;
}

static void must_be_full(struct bench *b, sqlite3 *db, int rc)
{
    struct error err = {0};
    assert_int_equal(vault_error(b->vault, db, rc, "save the form", &err), -STATUS_IO);
    assert_string_equal(err.message, "cannot save the form: the disk is full");
    assert_true(err.hint[0] != 0);
}

static void test_a_save_that_does_not_fit(void **state)
{
    struct bench *b = *state;
    sqlite3 *db = fixture_database(b->vault);
    fixture_sql(db, "CREATE TABLE t(a INTEGER PRIMARY KEY, body TEXT)");
    int64_t saved = 0;
    for (int64_t room = 0; room < 30000; room += 397) {
        struct error err = {0};
        b->recorder.room = room;
        int rc = sqlite3_exec(db, "INSERT INTO t(body) VALUES(printf('%.*c', 9000, 'x'))", NULL,
                              NULL, NULL);
        if (rc == SQLITE_OK)
            saved++;
        else
            must_be_full(b, db, rc);
        assert_true(sqlite3_get_autocommit(db));
        /* Copying back with little room is no worse: what was saved stays. */
        if (room % 3 == 0) {
            int result = vault_checkpoint(b->vault, db, 0, &err);
            assert_true(result == 0 || result == -STATUS_IO);
        }
        b->recorder.room = -1;
        assert_int_equal(fixture_number(db, "SELECT count(*) FROM t"), saved);
        if (room % 5 == 0) { /* as another process, or after a restart, would see it */
            assert_int_equal(sqlite3_close(db), SQLITE_OK);
            db = fixture_database(b->vault);
            assert_int_equal(fixture_number(db, "SELECT count(*) FROM t"), saved);
        }
        fixture_sql(db, "INSERT INTO t(body) VALUES('there is room again')");
        saved++;
    }
    assert_true(saved > 80);
    char *sound = fixture_text(db, "PRAGMA integrity_check");
    assert_string_equal(sound, "ok");
    free(sound);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void test_with_a_journal(void **state)
{
    struct bench *b = *state;
    sqlite3 *db = fixture_database(b->vault);
    fixture_sql(db, "CREATE TABLE t(a INTEGER PRIMARY KEY, body TEXT); PRAGMA journal_mode=DELETE");
    int64_t saved = 0;
    for (int64_t room = 0; room < 60000; room += 1511) {
        b->recorder.room = room;
        int rc = sqlite3_exec(db, "INSERT INTO t(body) VALUES(printf('%.*c', 9000, 'x'))", NULL,
                              NULL, NULL);
        b->recorder.room = -1;
        if (rc == SQLITE_OK)
            saved++;
        else
            must_be_full(b, db, rc);
        assert_int_equal(fixture_number(db, "SELECT count(*) FROM t"), saved);
    }
    assert_true(saved > 3);
    char *sound = fixture_text(db, "PRAGMA integrity_check");
    assert_string_equal(sound, "ok");
    free(sound);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void test_a_passphrase_that_cannot_be_written(void **state)
{
    struct bench *b = *state;
    struct secret fresh = fixture_secret("battery staple");
    for (int64_t room = 0; room < HEADER_BYTES; room += 1000) {
        struct error err = {0};
        struct vault *v = NULL;
        b->recorder.room = room; /* the block is torn there */
        assert_int_equal(vault_set_passphrase(b->vault, &fresh, passkey_light(), &err), -STATUS_IO);
        assert_non_null(strstr(err.message, "the disk is full"));
        b->recorder.room = -1;
        struct secret old = fixture_secret("correct horse");
        assert_int_equal(vault_open(&v, b->path, &err), 0);
        assert_int_equal(vault_unlock(v, &old, &err), 0);
        secret_clear(&old);
        vault_close(v);
    }
    struct error err = {0};
    assert_int_equal(vault_set_passphrase(b->vault, &fresh, passkey_light(), &err), 0);
    secret_clear(&fresh);
}

static void test_a_store_that_cannot_be_made_leaves_nothing(void **state)
{
    struct bench *b = *state;
    char *other = fixture_path(b->folder, "other");
    for (int64_t room = 0; room < DATA_START + PAGE_BYTES; room += 2500) {
        struct error err = {0};
        struct vault *v = NULL;
        uint8_t recovery[RECOVERY_BYTES];
        struct secret passphrase = fixture_secret("x");
        b->recorder.room = room;
        assert_int_equal(vault_create_over(&v, other, &passphrase, passkey_light(), recovery,
                                           &b->recorder.vfs, &err),
                         -STATUS_IO);
        b->recorder.room = -1;
        secret_clear(&passphrase);
        struct buf left = fixture_read(other);
        assert_int_equal(left.len, 0);
        assert_int_not_equal(access(other, F_OK), 0);
    }
    free(other);
}

/* The same by the system's own refusal, in a process of its own: no file may grow. */
static void test_a_limit_of_the_system(void **state)
{
    struct bench *b = *state;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct error err = {0};
        struct vault *v = NULL;
        sqlite3 *db = NULL;
        uint8_t key[32];
        vault_data_key(key, b->vault);
        struct rlimit limit = {100000, 100000};
        (void)signal(SIGXFSZ, SIG_IGN);
        if (setrlimit(RLIMIT_FSIZE, &limit) || vault_open(&v, b->path, &err) ||
            vault_unlock_key(v, key, &err) || vault_database(v, &db, false, &err))
            _exit(2);
        int rc = SQLITE_OK;
        if (sqlite3_exec(db, "CREATE TABLE t(a)", NULL, NULL, NULL))
            _exit(3);
        for (int i = 0; i < 100 && rc == SQLITE_OK; i++)
            rc = sqlite3_exec(db, "INSERT INTO t VALUES(zeroblob(5000))", NULL, NULL, NULL);
        if (vault_error(v, db, rc, "save", &err) != -STATUS_IO ||
            !strstr(err.message, "the disk is full"))
            _exit(4);
        _exit(0);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    sqlite3 *db = fixture_database(b->vault);
    assert_true(fixture_number(db, "SELECT count(*) FROM t") > 5);
    fixture_sql(db, "INSERT INTO t VALUES('room')");
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_save_that_does_not_fit, setup, teardown),
        cmocka_unit_test_setup_teardown(test_with_a_journal, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_passphrase_that_cannot_be_written, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_store_that_cannot_be_made_leaves_nothing, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_a_limit_of_the_system, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

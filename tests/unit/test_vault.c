/* SPDX-License-Identifier: GPL-3.0-or-later
 * vault: making, opening, unlocking, changing the passphrase, the database inside.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <sys/stat.h>
#include <unistd.h>

#include "inwork/base/error.h"
#include "inwork/base/fs.h"
#include "inwork/seal/secret.h"
#include "inwork/vault/vault.h"
#include "vault_fixture.h"

struct place {
    char *folder;
    char *path;
    char *log;
};

static struct place make_place(void)
{
    struct place p = {.folder = fixture_folder()};
    p.path = fixture_path(p.folder, "store.inwork");
    p.log = fixture_path(p.folder, "store.inwork-wal");
    return p;
}
static void drop_place(struct place *p)
{
    free(p->path);
    free(p->log);
    fixture_remove(p->folder);
}

static int unlock_with(struct vault *v, const char *text, struct error *err)
{
    struct secret s = fixture_secret(text);
    int result = vault_unlock(v, &s, err);
    secret_clear(&s);
    return result;
}

static void test_data_survives_reopening(void **state)
{
    (void)state;
    struct place p = make_place();
    struct vault *v = fixture_vault(p.path);
    assert_true(vault_unlocked(v));
    struct stat info;
    assert_int_equal(stat(p.path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    sqlite3 *db = fixture_database(v);
    fixture_sql(db, "CREATE TABLE t(a, b); INSERT INTO t VALUES(1, 'MARKER-of-the-test')");
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    vault_close(v);

    v = fixture_open(p.path);
    db = fixture_database(v);
    char *text = fixture_text(db, "SELECT b FROM t");
    assert_string_equal(text, "MARKER-of-the-test");
    free(text);
    char *check = fixture_text(db, "PRAGMA integrity_check");
    assert_string_equal(check, "ok");
    free(check);
    assert_int_equal(vault_checkpoint(v, db, 0, NULL), 0);
    assert_false(fixture_contains(p.path, "MARKER"));
    assert_false(fixture_contains(p.log, "MARKER"));
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    vault_close(v);
    drop_place(&p);
}

static void test_wrong_passphrases_change_nothing(void **state)
{
    (void)state;
    struct place p = make_place();
    struct error err = {0};
    struct vault *v = fixture_vault(p.path);
    sqlite3 *db = fixture_database(v);
    fixture_sql(db, "CREATE TABLE t(a); INSERT INTO t VALUES(7)");
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    vault_close(v);
    struct buf before = fixture_read(p.path);
    struct buf log_before = fixture_read(p.log);
    assert_true(log_before.len > 0);

    assert_int_equal(vault_open(&v, p.path, &err), 0);
    const char *wrong[] = {"", "correct hors", "Correct horse", "correct horse "};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_int_equal(unlock_with(v, wrong[i], &err), -STATUS_REFUSED);
        assert_false(vault_unlocked(v));
        assert_int_equal(vault_database(v, &db, false, &err), -STATUS_REFUSED);
    }
    uint8_t key[32] = {1};
    assert_int_equal(vault_unlock_key(v, key, &err), -STATUS_REFUSED);
    uint8_t recovery[RECOVERY_BYTES] = {2};
    assert_int_equal(vault_unlock_recovery(v, recovery, &err), -STATUS_REFUSED);
    struct buf after = fixture_read(p.path);
    struct buf log_after = fixture_read(p.log);
    assert_int_equal(after.len, before.len);
    assert_memory_equal(after.data, before.data, after.len);
    assert_int_equal(log_after.len, log_before.len);
    assert_memory_equal(log_after.data, log_before.data, log_after.len);
    buf_free(&before);
    buf_free(&after);
    buf_free(&log_before);
    buf_free(&log_after);
    assert_int_equal(unlock_with(v, "correct horse", &err), 0);
    db = fixture_database(v);
    assert_int_equal(fixture_number(db, "SELECT a FROM t"), 7);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    vault_close(v);
    drop_place(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_data_survives_reopening),
        cmocka_unit_test(test_wrong_passphrases_change_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

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

static void test_recovery_and_a_new_passphrase(void **state)
{
    (void)state;
    struct place p = make_place();
    struct error err = {0};
    struct vault *v = NULL;
    uint8_t recovery[RECOVERY_BYTES];
    struct secret passphrase = fixture_secret("forgotten");
    struct secret fresh = fixture_secret("a new one");
    assert_int_equal(vault_create(&v, p.path, &passphrase, passkey_light(), recovery, &err), 0);
    vault_close(v);
    assert_int_equal(vault_open(&v, p.path, &err), 0);
    assert_int_equal(vault_set_passphrase(v, &fresh, passkey_light(), &err), -STATUS_REFUSED);
    assert_int_equal(vault_unlock_recovery(v, recovery, &err), 0);
    struct buf before = fixture_read(p.path);
    assert_int_equal(vault_set_passphrase(v, &fresh, passkey_light(), &err), 0);
    struct buf after = fixture_read(p.path);
    assert_int_equal(before.len, after.len);
    assert_memory_not_equal(before.data, after.data, 4096);
    assert_memory_equal(before.data + 8192, after.data + 8192, after.len - 8192);
    buf_free(&before);
    buf_free(&after);
    vault_close(v);
    assert_int_equal(vault_open(&v, p.path, &err), 0);
    assert_int_equal(vault_unlock(v, &passphrase, &err), -STATUS_REFUSED);
    assert_int_equal(vault_unlock(v, &fresh, &err), 0);
    vault_close(v);
    assert_int_equal(vault_open(&v, p.path, &err), 0);
    assert_int_equal(vault_unlock_recovery(v, recovery, &err), 0); /* the paper stays good */
    vault_close(v);
    secret_clear(&passphrase);
    secret_clear(&fresh);
    drop_place(&p);
}

static void test_the_data_key_opens_it(void **state)
{
    (void)state;
    struct place p = make_place();
    struct error err = {0};
    struct vault *v = fixture_vault(p.path);
    uint8_t *key = secret_alloc(32, &err);
    vault_data_key(key, v);
    char name[80];
    (void)snprintf(name, sizeof name, "inwork:%s", vault_file_id(v));
    assert_string_equal(vault_keyring_name(v), name);
    assert_int_equal(strlen(vault_file_id(v)), 32);
    assert_int_equal(strspn(vault_file_id(v), "0123456789abcdef"), 32);
    vault_close(v);
    assert_int_equal(vault_open(&v, p.path, &err), 0);
    assert_string_equal(vault_keyring_name(v), name); /* known before it is unlocked */
    assert_false(vault_unlocked(v));
    assert_int_equal(vault_unlock_key(v, key, &err), 0);
    sqlite3 *db = fixture_database(v);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    vault_close(v);
    secret_free(key);
    drop_place(&p);
}

static void test_settings_of_the_database(void **state)
{
    (void)state;
    struct place p = make_place();
    struct vault *v = fixture_vault(p.path);
    sqlite3 *db = fixture_database(v);
    const struct {
        const char *sql;
        int64_t value;
    } settings[] = {{"PRAGMA synchronous", 2},     {"PRAGMA temp_store", 2},
                    {"PRAGMA cache_spill", 0},     {"PRAGMA foreign_keys", 1},
                    {"PRAGMA mmap_size", 0},       {"PRAGMA wal_autocheckpoint", 0},
                    {"PRAGMA busy_timeout", 5000}, {"PRAGMA trusted_schema", 0},
                    {"PRAGMA page_size", 4096}};
    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++)
        assert_int_equal(fixture_number(db, settings[i].sql), settings[i].value);
    char *mode = fixture_text(db, "PRAGMA journal_mode");
    assert_string_equal(mode, "wal");
    free(mode);
    fixture_sql(db, "CREATE TABLE t(a); INSERT INTO t VALUES(1)");
    struct stat info;
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    assert_int_equal(stat(p.log, &info), 0); /* closing copies nothing back */
    assert_true(info.st_size > 4096);
    assert_int_equal(info.st_mode & 0777, 0600);
    vault_close(v);
    drop_place(&p);
}

static void test_read_only_writes_nothing(void **state)
{
    (void)state;
    struct place p = make_place();
    struct error err = {0};
    struct vault *v = fixture_vault(p.path);
    sqlite3 *db = fixture_database(v);
    fixture_sql(db, "CREATE TABLE t(a); INSERT INTO t VALUES(1)");
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    struct buf before = fixture_read(p.path);
    struct buf log_before = fixture_read(p.log);
    assert_int_equal(vault_database(v, &db, true, &err), 0);
    assert_int_equal(fixture_number(db, "SELECT a FROM t"), 1); /* it is in the log only */
    int rc = sqlite3_exec(db, "INSERT INTO t VALUES(2)", NULL, NULL, NULL);
    assert_int_equal(rc, SQLITE_READONLY);
    assert_int_equal(vault_error(v, db, rc, "save", &err), -STATUS_IO);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    struct buf after = fixture_read(p.path);
    struct buf log_after = fixture_read(p.log);
    assert_int_equal(before.len, after.len);
    assert_memory_equal(before.data, after.data, after.len);
    assert_int_equal(log_before.len, log_after.len);
    assert_memory_equal(log_before.data, log_after.data, log_after.len);
    buf_free(&before);
    buf_free(&after);
    buf_free(&log_before);
    buf_free(&log_after);
    vault_close(v);
    drop_place(&p);
}

/* A long-running process makes the backup, another has changed the passphrase meanwhile. */
static void test_a_copy_opens_with_the_passphrase_of_today(void **state)
{
    (void)state;
    struct place p = make_place();
    struct error err = {0};
    char *copy_path = fixture_path(p.folder, "backup");
    struct vault *v = fixture_vault(p.path);
    struct vault *other = fixture_open(p.path);
    struct vault *copy = NULL;
    struct secret changed = fixture_secret("battery staple");
    assert_int_equal(vault_set_passphrase(other, &changed, passkey_light(), &err), 0);
    secret_clear(&changed);
    vault_close(other);
    assert_int_equal(vault_create_like(&copy, copy_path, v, &err), 0);
    vault_close(copy);
    vault_close(v);
    assert_int_equal(vault_open(&copy, copy_path, &err), 0);
    assert_int_equal(unlock_with(copy, "correct horse", &err), -STATUS_REFUSED);
    assert_int_equal(unlock_with(copy, "battery staple", &err), 0);
    vault_close(copy);
    free(copy_path);
    drop_place(&p);
}

static void test_a_copy_has_its_own_identity(void **state)
{
    (void)state;
    struct place p = make_place();
    struct error err = {0};
    char *copy_path = fixture_path(p.folder, "backup");
    struct vault *v = fixture_vault(p.path);
    struct vault *copy = NULL;
    sqlite3 *db = fixture_database(v);
    fixture_sql(db, "CREATE TABLE t(a); INSERT INTO t SELECT value FROM "
                    "(WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n "
                    "WHERE value < 5000) SELECT value FROM n)");
    assert_int_equal(vault_create_like(&copy, copy_path, v, &err), 0);
    assert_string_not_equal(vault_file_id(copy), vault_file_id(v));
    sqlite3 *to = fixture_database(copy);
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", db, "main");
    assert_non_null(backup);
    assert_int_equal(sqlite3_backup_step(backup, -1), SQLITE_DONE);
    assert_int_equal(sqlite3_backup_finish(backup), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    vault_close(v);
    assert_int_equal(vault_checkpoint(copy, to, 0, &err), 0);
    assert_int_equal(sqlite3_close(to), SQLITE_OK);
    vault_close(copy);
    copy = fixture_open(copy_path); /* the same passphrase */
    to = fixture_database(copy);
    assert_int_equal(fixture_number(to, "SELECT sum(a) FROM t"), 12502500);
    char *sound = fixture_text(to, "PRAGMA integrity_check");
    assert_string_equal(sound, "ok");
    free(sound);
    assert_int_equal(sqlite3_close(to), SQLITE_OK);
    vault_close(copy);
    /* The other store's log beside a copy is not taken for its own. */
    char *copy_log = fixture_path(p.folder, "backup-wal");
    fixture_copy(p.log, copy_log);
    copy = fixture_open(copy_path);
    assert_int_equal(vault_database(copy, &to, false, &err), -STATUS_DAMAGED);
    assert_non_null(strstr(err.message, "backup-wal is damaged"));
    vault_close(copy);
    free(copy_log);
    free(copy_path);
    drop_place(&p);
}

static void test_checkpoint_waits_for_nobody(void **state)
{
    (void)state;
    struct place p = make_place();
    struct error err = {0};
    struct vault *v = fixture_vault(p.path);
    sqlite3 *db = fixture_database(v);
    sqlite3 *reader = fixture_database(v);
    struct stat info;
    fixture_sql(db, "CREATE TABLE t(a); INSERT INTO t VALUES(1)");
    fixture_sql(reader, "BEGIN; SELECT * FROM t");
    fixture_sql(db, "INSERT INTO t VALUES(2)");
    assert_int_equal(vault_checkpoint(v, db, 1000, &err), 0); /* too short to bother */
    assert_int_equal(vault_checkpoint(v, db, 0, &err), 0);
    assert_int_equal(stat(p.log, &info), 0);
    assert_true(info.st_size > 0);
    assert_int_equal(fixture_number(reader, "SELECT count(*) FROM t"), 1); /* its own view */
    fixture_sql(reader, "COMMIT");
    assert_int_equal(fixture_number(reader, "SELECT count(*) FROM t"), 2);
    assert_int_equal(vault_checkpoint(v, db, 0, &err), 0);
    assert_int_equal(stat(p.log, &info), 0);
    assert_int_equal(info.st_size, 0);
    assert_int_equal(fixture_number(db, "PRAGMA busy_timeout"), 5000);
    assert_int_equal(sqlite3_close(reader), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    vault_close(v);
    drop_place(&p);
}

static void test_a_file_exchanged_under_us_is_noticed(void **state)
{
    (void)state;
    struct place p = make_place();
    struct error err = {0};
    char *other_path = fixture_path(p.folder, "other");
    struct vault *v = fixture_vault(p.path);
    struct vault *other = fixture_vault(other_path);
    vault_close(other);
    assert_int_equal(rename(other_path, p.path), 0);
    sqlite3 *db = NULL;
    assert_int_equal(vault_database(v, &db, false, &err), -STATUS_IO);
    vault_close(v);
    free(other_path);
    drop_place(&p);
}

static void test_errors_in_words(void **state)
{
    (void)state;
    struct place p = make_place();
    struct error err = {0};
    struct vault *v = fixture_vault(p.path);
    sqlite3 *db = fixture_database(v);
    const struct {
        int result;
        int status;
        const char *words;
    } cases[] = {
        {SQLITE_FULL, STATUS_IO, "cannot save: the disk is full"},
        {SQLITE_BUSY, STATUS_BUSY, "cannot save: another process is writing to "},
        {SQLITE_BUSY_SNAPSHOT, STATUS_BUSY, "another process"},
        {SQLITE_CORRUPT, STATUS_DAMAGED, "is damaged"},
        {SQLITE_NOTADB, STATUS_DAMAGED, "is damaged"},
        {SQLITE_NOMEM, STATUS_IO, "memory ran out"},
        {SQLITE_IOERR_FSYNC, STATUS_IO, "reading or writing"},
        {SQLITE_TOOBIG, STATUS_DATA, "too long"},
        {SQLITE_MISUSE, STATUS_SOFTWARE, "cannot save"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(vault_error(v, NULL, cases[i].result, "save", &err), -cases[i].status);
        assert_non_null(strstr(err.message, cases[i].words));
    }
    int rc = sqlite3_exec(db, "SELECT * FROM missing", NULL, NULL, NULL);
    assert_int_equal(vault_error(v, db, rc, "read", &err), -STATUS_SOFTWARE);
    assert_string_equal(err.message, "cannot read: no such table: missing");
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    vault_close(v);
    drop_place(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_data_survives_reopening),
        cmocka_unit_test(test_wrong_passphrases_change_nothing),
        cmocka_unit_test(test_recovery_and_a_new_passphrase),
        cmocka_unit_test(test_the_data_key_opens_it),
        cmocka_unit_test(test_settings_of_the_database),
        cmocka_unit_test(test_read_only_writes_nothing),
        cmocka_unit_test(test_a_copy_has_its_own_identity),
        cmocka_unit_test(test_a_copy_opens_with_the_passphrase_of_today),
        cmocka_unit_test(test_checkpoint_waits_for_nobody),
        cmocka_unit_test(test_a_file_exchanged_under_us_is_noticed),
        cmocka_unit_test(test_errors_in_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

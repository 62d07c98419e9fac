/* SPDX-License-Identifier: GPL-3.0-or-later
 * The rollback journal: one left by a crash is rolled back; a torn end is an end; damage to what
 * had been synced is told and the database not touched; what an older journal left behind is not
 * read.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <unistd.h>

#include "inwork/base/error.h"
#include "inwork/base/fs.h"
#include "inwork/seal/secret.h"
#include "vault/vault_int.h"
#include "vault_fixture.h"

struct bench {
    char *folder;
    char *path;
    char *copy;
    char *journal; /* the copy's */
    struct vault *vault;
    uint8_t key[32];
};

static int setup(void **state)
{
    struct bench *b = calloc(1, sizeof *b);
    assert_non_null(b);
    b->folder = fixture_folder();
    b->path = fixture_path(b->folder, "store");
    b->copy = fixture_path(b->folder, "copy");
    b->journal = fixture_path(b->folder, "copy-journal");
    b->vault = fixture_vault(b->path);
    vault_data_key(b->key, b->vault);
    sqlite3 *db = fixture_database(b->vault);
    fixture_sql(db, "PRAGMA journal_mode=DELETE; CREATE TABLE t(id INTEGER PRIMARY KEY, body TEXT);"
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60)"
                    "INSERT INTO t SELECT i, printf('%.*c', 1000, 'o') FROM n");
    /* A transaction in the middle: journal synced, pages of the database overwritten. */
    fixture_sql(db, "PRAGMA cache_spill=ON; BEGIN IMMEDIATE;"
                    "UPDATE t SET body = printf('%.*c', 1000, 'n')");
    assert_int_equal(sqlite3_db_cacheflush(db), SQLITE_OK);
    fixture_copy_store(b->path, b->copy);
    fixture_sql(db, "ROLLBACK");
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    *state = b;
    return 0;
}

static int teardown(void **state)
{
    struct bench *b = *state;
    vault_close(b->vault);
    free(b->path);
    free(b->copy);
    free(b->journal);
    fixture_remove(b->folder);
    free(b);
    return 0;
}

/* Rows that are as before the transaction, or a negative status. */
static int64_t old_rows(struct bench *b, struct error *err)
{
    struct vault *v = NULL;
    sqlite3 *db = NULL;
    int64_t n = vault_open(&v, b->copy, err);
    if (n == 0)
        n = vault_unlock_key(v, b->key, err);
    if (n == 0)
        n = vault_database(v, &db, false, err);
    if (n == 0) {
        n = fixture_number(db, "SELECT count(*) FROM t WHERE body LIKE 'ooo%'");
        char *sound = fixture_text(db, "PRAGMA integrity_check");
        assert_string_equal(sound, "ok");
        free(sound);
    }
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    vault_close(v);
    return n;
}

static void test_a_journal_left_behind_is_rolled_back(void **state)
{
    struct bench *b = *state;
    struct error err = {0};
    assert_true(fs_exists(b->journal));
    assert_int_equal(old_rows(b, &err), 60);
    assert_false(fs_exists(b->journal));
}

static void test_damage_is_told_and_nothing_is_touched(void **state)
{
    struct bench *b = *state;
    struct buf journal = fixture_read(b->journal);
    struct buf store = fixture_read(b->copy);
    size_t units = journal.len / JOURNAL_UNIT;
    assert_int_equal(journal.len % JOURNAL_UNIT, 0);
    assert_true(units > 20);
    for (size_t unit = 0; unit + 1 < units; unit++) { /* the last is the record count, unsynced */
        struct error err = {0};
        fixture_write(b->journal, journal.data, journal.len);
        fixture_flip(b->journal, unit * JOURNAL_UNIT + 13 * unit % JOURNAL_UNIT);
        assert_int_equal(old_rows(b, &err), -STATUS_DAMAGED);
        assert_non_null(strstr(err.message, "-journal is damaged"));
        struct buf after = fixture_read(b->copy);
        assert_int_equal(after.len, store.len);
        assert_memory_equal(after.data, store.data, store.len);
        buf_free(&after);
        assert_true(fs_exists(b->journal));
    }
    buf_free(&journal);
    buf_free(&store);
}

/* Cut before the journal's first sync, the database had not been touched: whatever is left of the
 * journal is no reason to refuse, nor to change anything. */
static void test_a_torn_journal_is_passed_over(void **state)
{
    struct bench *b = *state;
    struct buf journal = fixture_read(b->journal);
    for (size_t units = 0; units < 6; units++) {
        struct error err = {0};
        fixture_copy(b->path, b->copy);
        fixture_write(b->journal, journal.data, units * JOURNAL_UNIT + 700);
        if (units > 1)
            fixture_flip(b->journal, JOURNAL_UNIT + 5);
        assert_int_equal(old_rows(b, &err), 60);
    }
    buf_free(&journal);
}

static void test_another_journal_is_not_ours(void **state)
{
    struct bench *b = *state;
    struct error err = {0};
    char *other = fixture_path(b->folder, "other");
    struct vault *like = NULL;
    assert_int_equal(vault_create_like(&like, other, b->vault, &err), 0);
    sqlite3 *db = fixture_database(like);
    fixture_sql(
        db, "CREATE TABLE t(id INTEGER PRIMARY KEY, body TEXT); INSERT INTO t(body) VALUES('ooo')");
    assert_int_equal(vault_checkpoint(like, db, 0, &err), 0);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    vault_close(like);
    /* Our journal beside a file with the same data key: nothing of it is written there. */
    fixture_copy(other, b->copy);
    assert_int_equal(old_rows(b, &err), 1);
    free(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_journal_left_behind_is_rolled_back, setup, teardown),
        cmocka_unit_test_setup_teardown(test_damage_is_told_and_nothing_is_touched, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_a_torn_journal_is_passed_over, setup, teardown),
        cmocka_unit_test_setup_teardown(test_another_journal_is_not_ours, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

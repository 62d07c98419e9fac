/* SPDX-License-Identifier: GPL-3.0-or-later
 * Frames of the log are written together: a save is one write. What is held back meanwhile never
 * reaches the file once its transaction is undone, for its place may be another's by then.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "inwork/base/error.h"
#include "inwork/seal/secret.h"
#include "recorder.h"
#include "vault/vault_int.h"
#include "vault_fixture.h"

#define FULL_TEXT "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 40)"

struct bench {
    char *folder;
    char *path;
    struct vault *vault;
    struct recorder recorder;
    sqlite3 *first, *second;
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
    b->first = fixture_database(b->vault);
    b->second = fixture_database(b->vault);
    fixture_sql(b->first, "CREATE TABLE t(id INTEGER PRIMARY KEY, body TEXT);" FULL_TEXT
                          "INSERT INTO t SELECT i, printf('%.*c', 3500, 'a') FROM c");
    *state = b;
    return 0;
}

static int teardown(void **state)
{
    struct bench *b = *state;
    assert_int_equal(sqlite3_close(b->second), SQLITE_OK);
    assert_int_equal(sqlite3_close(b->first), SQLITE_OK);
    vault_close(b->vault);
    recorder_clear(&b->recorder);
    free(b->path);
    fixture_remove(b->folder);
    free(b);
    return 0;
}

/* Writes to the log since `position`, and whether a sync of it came after the last. */
static int writes_since(const struct bench *b, uint64_t position, bool *synced)
{
    const struct record *r;
    int count = 0;
    *synced = false;
    while ((r = recorder_next(&b->recorder, &position)) != NULL) {
        if (r->file != RECORDED_LOG)
            continue;
        count += r->kind == RECORD_WRITE;
        *synced = r->kind == RECORD_SYNC || (*synced && r->kind != RECORD_WRITE);
    }
    return count;
}

static void test_a_transaction_is_one_write(void **state)
{
    struct bench *b = *state;
    bool synced;
    uint64_t position = recorder_end(&b->recorder);
    fixture_sql(b->first, "UPDATE t SET body = printf('%.*c', 3500, 'b') WHERE id <= 10");
    assert_int_equal(writes_since(b, position, &synced), 1);
    assert_true(synced);
    /* more frames than are held go in parts, the last of them before the transaction has ended */
    position = recorder_end(&b->recorder);
    fixture_sql(b->first, "UPDATE t SET body = printf('%.*c', 3500, 'c')");
    assert_int_equal(writes_since(b, position, &synced), 2);
    assert_true(synced);
    assert_int_equal(fixture_number(b->second, "SELECT count(*) FROM t WHERE body LIKE 'c%'"), 40);
}

/* Without a sync at the end nothing else would bring the frames to the file. */
static void test_another_sees_it_without_a_sync(void **state)
{
    struct bench *b = *state;
    bool synced;
    fixture_sql(b->first, "PRAGMA synchronous = OFF");
    uint64_t position = recorder_end(&b->recorder);
    fixture_sql(b->first, "UPDATE t SET body = 'short' WHERE id = 7");
    assert_int_equal(writes_since(b, position, &synced), 1);
    assert_false(synced);
    assert_int_equal(fixture_number(b->second, "SELECT body = 'short' FROM t WHERE id = 7"), 1);
}

static void test_what_was_undone_never_reaches_the_file(void **state)
{
    struct bench *b = *state;
    for (int spare = 0; spare < 3; spare++) {
        /* Pages leave the cache before the end, which a store's own connections never let them. */
        fixture_sql(b->first, "PRAGMA cache_spill = 5; PRAGMA cache_size = 5; BEGIN;"
                              "UPDATE t SET body = printf('%.*c', 3500, 'x'); ROLLBACK");
        fixture_sql(b->second, "UPDATE t SET body = printf('%.*c', 3500, 'd') WHERE id % 2 = 0");
        /* its reading and writing must not bring back the frames of the undone transaction */
        assert_int_equal(fixture_number(b->first, "SELECT count(*) FROM t WHERE body LIKE 'd%'"),
                         20);
        fixture_sql(b->first, "UPDATE t SET body = printf('%.*c', 3500, 'e') WHERE id % 2 = 1");
        assert_int_equal(fixture_number(b->second, "SELECT count(*) FROM t WHERE body LIKE 'e%'"),
                         20);
        assert_int_equal(fixture_number(b->second, "SELECT count(*) FROM t WHERE body LIKE 'x%'"),
                         0);
        char *check = fixture_text(b->second, "PRAGMA integrity_check");
        assert_string_equal(check, "ok");
        free(check);
    }
}

static void test_a_full_disk_undoes_all_of_it(void **state)
{
    struct bench *b = *state;
    b->recorder.room = 5000; /* more than a frame, less than the transaction */
    assert_int_equal(sqlite3_exec(b->first,
                                  "UPDATE t SET body = printf('%.*c', 3500, 'f') WHERE id <= 10",
                                  NULL, NULL, NULL),
                     SQLITE_FULL);
    b->recorder.room = -1;
    fixture_sql(b->second, "UPDATE t SET body = printf('%.*c', 3500, 'g') WHERE id > 30");
    assert_int_equal(fixture_number(b->first, "SELECT count(*) FROM t WHERE body LIKE 'f%'"), 0);
    assert_int_equal(fixture_number(b->first, "SELECT count(*) FROM t WHERE body LIKE 'g%'"), 10);
    fixture_sql(b->first, "UPDATE t SET body = printf('%.*c', 3500, 'f') WHERE id <= 10");
    assert_int_equal(fixture_number(b->second, "SELECT count(*) FROM t WHERE body LIKE 'f%'"), 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_transaction_is_one_write, setup, teardown),
        cmocka_unit_test_setup_teardown(test_another_sees_it_without_a_sync, setup, teardown),
        cmocka_unit_test_setup_teardown(test_what_was_undone_never_reaches_the_file, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_a_full_disk_undoes_all_of_it, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

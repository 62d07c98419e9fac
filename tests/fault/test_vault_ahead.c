/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pages opened before they are asked for: a scan reads what it would have read without them, also
 * beside a writer and a checkpoint, and damage is told as ever.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>
#include <unistd.h>

#include "inwork/base/error.h"
#include "inwork/base/thread.h"
#include "vault/ahead_int.h"
#include "vault/vault_int.h"
#include "vault_fixture.h"

#define ROWS 600 /* one a page */

struct bench {
    char *folder;
    char *path;
    struct vault *vault;
    sqlite3 *db;
};

static int setup(void **state)
{
    struct bench *b = calloc(1, sizeof *b);
    assert_non_null(b);
    b->folder = fixture_folder();
    b->path = fixture_path(b->folder, "store");
    b->vault = fixture_vault(b->path);
    b->db = fixture_database(b->vault);
    fixture_sql(b->db, "CREATE TABLE t(n INTEGER PRIMARY KEY, version INTEGER, text TEXT);"
                       "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < "
                       "600) INSERT INTO t SELECT n, 0, printf('%.*c', 3500, char(97 + n % 26)) "
                       "FROM c;");
    assert_int_equal(vault_checkpoint(b->vault, b->db, 0, NULL), 0);
    assert_int_equal(sqlite3_close(b->db), SQLITE_OK);
    b->db = fixture_database(b->vault); /* with nothing in its cache */
    *state = b;
    return 0;
}

static int teardown(void **state)
{
    struct bench *b = *state;
    assert_int_equal(sqlite3_close(b->db), SQLITE_OK);
    vault_close(b->vault);
    free(b->path);
    fixture_remove(b->folder);
    free(b);
    return 0;
}

static struct vault_file *file_of(sqlite3 *db)
{
    sqlite3_file *file = NULL;
    assert_int_equal(sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, &file), SQLITE_OK);
    return (struct vault_file *)file;
}

/* What the window is for needs a second processor; without one the ordinary way is tested. */
static void assert_served(sqlite3 *db, int64_t at_least)
{
    if (thread_spare(1) > 0)
        assert_true(ahead_served(file_of(db)->ahead) >= at_least);
    else
        assert_int_equal(ahead_served(file_of(db)->ahead), 0);
}

/* Nothing in SQLite's own cache either. */
static void forget_pages(sqlite3 *db)
{
    assert_int_equal(sqlite3_db_release_memory(db), SQLITE_OK);
}

static sqlite3_stmt *scan(sqlite3 *db)
{
    sqlite3_stmt *s = NULL;
    assert_int_equal(sqlite3_prepare_v2(db, "SELECT n, version, text FROM t", -1, &s, NULL),
                     SQLITE_OK);
    return s;
}

static void assert_row(sqlite3_stmt *s, int64_t n, int64_t version)
{
    assert_int_equal(sqlite3_step(s), SQLITE_ROW);
    assert_int_equal(sqlite3_column_int64(s, 0), n);
    assert_int_equal(sqlite3_column_int64(s, 1), version);
    const char *text = (const char *)sqlite3_column_text(s, 2);
    assert_int_equal(strlen(text), 3500);
    for (size_t i = 0; i < 3500; i++)
        assert_int_equal(text[i], 97 + n % 26);
}

static void assert_all(sqlite3 *db, int64_t version)
{
    sqlite3_stmt *s = scan(db);
    for (int64_t n = 1; n <= ROWS; n++)
        assert_row(s, n, version);
    assert_int_equal(sqlite3_step(s), SQLITE_DONE);
    assert_int_equal(sqlite3_finalize(s), SQLITE_OK);
}

static void test_a_scan_reads_every_row(void **state)
{
    struct bench *b = *state;
    for (int64_t i = 1; i <= 5; i++) {
        assert_all(b->db, 0);
        assert_served(b->db, i * (ROWS - 100));
        forget_pages(b->db);
    }
}

static void test_pages_asked_for_here_and_there_are_left_alone(void **state)
{
    struct bench *b = *state;
    for (int64_t n = 1; n <= ROWS; n += 37)
        assert_int_equal(fixture_number(b->db, "SELECT version FROM t ORDER BY random() LIMIT 1"),
                         0);
    assert_all(b->db, 0);
    forget_pages(b->db);
    /* Every third row: pages of the window are passed over. */
    for (int64_t n = 1; n <= ROWS; n += 3) {
        char sql[64];
        (void)snprintf(sql, sizeof sql, "SELECT unicode(text) FROM t WHERE n = %d", (int)n);
        assert_int_equal(fixture_number(b->db, sql), 97 + n % 26);
    }
    forget_pages(b->db);
    assert_int_equal(fixture_number(b->db, "SELECT sum(unicode(text)) FROM t WHERE n % 3 = 0"),
                     fixture_number(b->db, "SELECT sum(97 + n % 26) FROM t WHERE n % 3 = 0"));
}

/* A scan keeps what it began with while another connection writes and copies the log back; the
 * next one sees all of the new. */
static void test_a_writer_and_a_checkpoint_beside_a_scan(void **state)
{
    struct bench *b = *state;
    struct vault *other = fixture_open(b->path);
    sqlite3 *writer = fixture_database(other);
    for (int64_t round = 0; round < 4; round++) {
        sqlite3_stmt *s = scan(b->db);
        for (int64_t n = 1; n <= 40 + round * 150; n++)
            assert_row(s, n, round);
        fixture_sql(writer, "UPDATE t SET version = version + 1");
        assert_int_equal(vault_checkpoint(other, writer, 0, NULL), 0);
        for (int64_t n = 41 + round * 150; n <= ROWS; n++)
            assert_row(s, n, round);
        assert_int_equal(sqlite3_step(s), SQLITE_DONE);
        assert_int_equal(sqlite3_finalize(s), SQLITE_OK);
        assert_int_equal(vault_checkpoint(other, writer, 0, NULL), 0);
        assert_all(b->db, round + 1);
    }
    assert_served(b->db, ROWS);
    assert_int_equal(sqlite3_close(writer), SQLITE_OK);
    vault_close(other);
}

/* What this connection itself writes and copies back is what it reads after. */
static void test_own_writes_are_read(void **state)
{
    struct bench *b = *state;
    for (int64_t round = 1; round <= 3; round++) {
        assert_all(b->db, round - 1);
        fixture_sql(b->db, "UPDATE t SET version = version + 1");
        forget_pages(b->db);
        assert_all(b->db, round);
        assert_int_equal(vault_checkpoint(b->vault, b->db, 0, NULL), 0);
        forget_pages(b->db);
        assert_all(b->db, round);
    }
    fixture_sql(b->db, "DELETE FROM t WHERE n > 300; VACUUM");
    assert_int_equal(vault_checkpoint(b->vault, b->db, 0, NULL), 0);
    forget_pages(b->db);
    assert_int_equal(fixture_number(b->db, "SELECT sum(length(text)) FROM t"), 300 * 3500);
}

/* The scan comes to the row before the damaged page, then says which page it is. */
static void test_a_damaged_page_in_the_window_is_named(void **state)
{
    struct bench *b = *state;
    int64_t page = 300;
    struct error err = {0};
    char name[64];
    (void)snprintf(name, sizeof name, "page %d ", (int)page);
    fixture_flip(b->path, (size_t)(DATA_START + (page - 1) * PAGE_BYTES + 2000));
    sqlite3_stmt *s = scan(b->db);
    int64_t rows = 0;
    int rc;
    while ((rc = sqlite3_step(s)) == SQLITE_ROW)
        rows++;
    assert_true(rows > 200 && rows < 300);
    assert_int_equal(vault_error(b->vault, b->db, rc, "read", &err), -STATUS_DAMAGED);
    assert_non_null(strstr(err.message, name));
    assert_int_equal(sqlite3_finalize(s) & 0xFF, SQLITE_IOERR);
    assert_served(b->db, 100);
}

static void test_a_file_cut_under_a_scan_is_damaged(void **state)
{
    struct bench *b = *state;
    struct error err = {0};
    sqlite3_stmt *s = scan(b->db);
    for (int64_t n = 1; n <= 100; n++)
        assert_row(s, n, 0);
    assert_int_equal(truncate(b->path, DATA_START + 303 * PAGE_BYTES + 100), 0);
    int rc;
    while ((rc = sqlite3_step(s)) == SQLITE_ROW) {
    }
    assert_int_equal(vault_error(b->vault, b->db, rc, "read", &err), -STATUS_DAMAGED);
    assert_int_equal(sqlite3_finalize(s) & 0xFF, SQLITE_IOERR);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_scan_reads_every_row, setup, teardown),
        cmocka_unit_test_setup_teardown(test_pages_asked_for_here_and_there_are_left_alone, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_a_writer_and_a_checkpoint_beside_a_scan, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_own_writes_are_read, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_damaged_page_in_the_window_is_named, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_a_file_cut_under_a_scan_is_damaged, setup, teardown),
    };
    return cmocka_run_group_tests_name("pages opened ahead", tests, NULL, NULL);
}

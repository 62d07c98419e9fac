/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the vault's tests share: a folder, whole files as bytes, and SQL that must work.
 */
#include "vault_fixture.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "inwork/base/error.h"
#include "inwork/base/fs.h"
#include "inwork/vault/vault.h"

char *fixture_folder(void)
{
    const char *root = getenv("TMPDIR");
    struct buf b = BUF_ZERO;
    buf_printf(&b, "%s/inwork-vault.XXXXXX", root && root[0] ? root : "/tmp");
    char *name = buf_take(&b);
    assert_non_null(mkdtemp(name));
    return name;
}

void fixture_remove(char *folder)
{
    DIR *d = opendir(folder);
    assert_non_null(d);
    for (struct dirent *entry; (entry = readdir(d));) {
        char *path = fixture_path(folder, entry->d_name);
        if (entry->d_name[0] != '.')
            assert_int_equal(unlink(path), 0);
        free(path);
    }
    closedir(d);
    assert_int_equal(rmdir(folder), 0);
    free(folder);
}

char *fixture_path(const char *folder, const char *name)
{
    struct buf b = BUF_ZERO;
    buf_printf(&b, "%s/%s", folder, name);
    return buf_take(&b);
}

struct buf fixture_read(const char *path)
{
    struct buf b = BUF_ZERO;
    if (fs_exists(path))
        assert_int_equal(fs_read(&b, path, SIZE_MAX / 2, NULL), 0);
    return b;
}

void fixture_write(const char *path, const void *bytes, size_t n)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(fs_write_fd(fd, path, bytes, n, NULL), 0);
    close(fd);
}

void fixture_copy(const char *from, const char *to)
{
    struct buf b = fixture_read(from);
    fixture_write(to, b.data, b.len);
    buf_free(&b);
}

void fixture_copy_store(const char *from, const char *to)
{
    static const char *const suffixes[] = {"", "-wal", "-journal"};
    for (size_t i = 0; i < 3; i++) {
        struct buf a = BUF_ZERO;
        struct buf b = BUF_ZERO;
        buf_printf(&a, "%s%s", from, suffixes[i]);
        buf_printf(&b, "%s%s", to, suffixes[i]);
        if (fs_exists(buf_text(&a)))
            fixture_copy(buf_text(&a), buf_text(&b));
        else
            (void)unlink(buf_text(&b));
        buf_free(&a);
        buf_free(&b);
    }
}

void fixture_flip(const char *path, size_t at)
{
    int fd = open(path, O_RDWR | O_CLOEXEC);
    uint8_t byte;
    assert_true(fd >= 0);
    assert_int_equal(pread(fd, &byte, 1, (off_t)at), 1);
    byte ^= 0x10;
    assert_int_equal(pwrite(fd, &byte, 1, (off_t)at), 1);
    close(fd);
}

bool fixture_contains(const char *path, const char *marker)
{
    struct buf b = fixture_read(path);
    bool found = b.len > 0 && memmem(b.data, b.len, marker, strlen(marker)) != NULL;
    buf_free(&b);
    return found;
}

struct secret fixture_secret(const char *text)
{
    struct secret s = {0};
    struct error err = {0};
    assert_int_equal(seal_init(&err), 0);
    assert_int_equal(secret_set(&s, text, strlen(text), &err), 0);
    return s;
}

struct vault *fixture_vault(const char *path)
{
    struct vault *v = NULL;
    struct error err = {0};
    uint8_t recovery[RECOVERY_BYTES];
    struct secret passphrase = fixture_secret("correct horse");
    if (vault_create(&v, path, &passphrase, passkey_light(), recovery, &err))
        fail_msg("vault_create: %s", err.message);
    secret_clear(&passphrase);
    return v;
}

struct vault *fixture_open(const char *path)
{
    struct vault *v = NULL;
    struct error err = {0};
    struct secret passphrase = fixture_secret("correct horse");
    if (vault_open(&v, path, &err) || vault_unlock(v, &passphrase, &err))
        fail_msg("vault_open: %s", err.message);
    secret_clear(&passphrase);
    return v;
}

sqlite3 *fixture_database(struct vault *v)
{
    sqlite3 *db = NULL;
    struct error err = {0};
    if (vault_database(v, &db, false, &err))
        fail_msg("vault_database: %s", err.message);
    return db;
}

void fixture_sql(sqlite3 *db, const char *sql)
{
    char *message = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s (%d)", sql, message, sqlite3_extended_errcode(db));
}

int64_t fixture_number(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK ||
        sqlite3_step(statement) != SQLITE_ROW)
        fail_msg("%s: %s (%d)", sql, sqlite3_errmsg(db), sqlite3_extended_errcode(db));
    int64_t n = sqlite3_column_int64(statement, 0);
    assert_int_equal(sqlite3_finalize(statement), SQLITE_OK);
    return n;
}

char *fixture_text(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK ||
        sqlite3_step(statement) != SQLITE_ROW)
        fail_msg("%s: %s (%d)", sql, sqlite3_errmsg(db), sqlite3_extended_errcode(db));
    const char *text = (const char *)sqlite3_column_text(statement, 0);
    char *copy = strdup(text ? text : "");
    assert_int_equal(sqlite3_finalize(statement), SQLITE_OK);
    return copy;
}

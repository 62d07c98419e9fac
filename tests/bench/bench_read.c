/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading every entry of the encrypted store, beside plain SQLite reading the same lines.
 *
 *   bench_read NAMES WORKDIR      the store is $INWORK_STORE, the plain peer WORKDIR/read.db
 *
 * Both start from a new connection each round, so that every page is read, and decrypted, again.
 */
#include "bench.h"

#include <sqlite3.h>

#include "inwork/base/error.h"
#include "inwork/seal/secret.h"
#include "inwork/store/store.h"
#include "inwork/vault/vault.h"

#define ROUNDS 7

/* Total length of all lines; -1 on failure. */
static long long read_all(sqlite3 *db)
{
    sqlite3_stmt *query = NULL;
    long long total = 0;
    if (sqlite3_prepare_v2(db, "SELECT line FROM entry_line", -1, &query, NULL) != SQLITE_OK)
        return -1;
    while (sqlite3_step(query) == SQLITE_ROW)
        total += sqlite3_column_bytes(query, 0);
    return sqlite3_finalize(query) == SQLITE_OK ? total : -1;
}

static int copy_plain(sqlite3 *from, const char *path)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *query = NULL;
    sqlite3_stmt *insert = NULL;
    int good =
        sqlite3_open(path, &db) == SQLITE_OK &&
        sqlite3_exec(db,
                     "PRAGMA journal_mode=WAL; CREATE TABLE entry_line(id INTEGER PRIMARY KEY, "
                     "line TEXT); BEGIN;",
                     NULL, NULL, NULL) == SQLITE_OK &&
        sqlite3_prepare_v2(from, "SELECT line FROM entry_line", -1, &query, NULL) == SQLITE_OK &&
        sqlite3_prepare_v2(db, "INSERT INTO entry_line(line) VALUES (?1)", -1, &insert, NULL) ==
            SQLITE_OK;
    while (good && sqlite3_step(query) == SQLITE_ROW) {
        (void)sqlite3_bind_value(insert, 1, sqlite3_column_value(query, 0));
        good = sqlite3_step(insert) == SQLITE_DONE && sqlite3_reset(insert) == SQLITE_OK;
    }
    good = good && sqlite3_exec(db, "COMMIT; PRAGMA wal_checkpoint(TRUNCATE);", NULL, NULL, NULL) ==
                       SQLITE_OK;
    (void)sqlite3_finalize(query);
    (void)sqlite3_finalize(insert);
    (void)sqlite3_close(db);
    return good ? 0 : -1;
}

int main(int argc, char **argv)
{
    double ours[ROUNDS];
    double theirs[ROUNDS];
    struct error err = {0};
    struct bench b = {0};
    sqlite3 *db = NULL;
    char path[512] = "";
    int code = argc < 3 ? error_set(&err, STATUS_USAGE, "bench_read NAMES WORKDIR") : 0;
    if (code == 0)
        code = bench_open(&b, &err);
    if (code == 0) {
        store_close(b.store);
        b.store = NULL;
        (void)snprintf(path, sizeof path, "%s/read.db", argv[2]);
        code = vault_database(b.vault, &db, true, &err);
    }
    if (code == 0 && copy_plain(db, path))
        code = error_set(&err, STATUS_IO, "cannot make the plain peer");
    (void)sqlite3_close(db);
    for (int i = 0; code == 0 && i < ROUNDS; i++) {
        double began = bench_ms();
        db = NULL;
        code = vault_database(b.vault, &db, true, &err);
        long long total = code == 0 ? read_all(db) : -1;
        (void)sqlite3_close(db);
        ours[i] = bench_ms() - began;
        began = bench_ms();
        db = NULL;
        long long plain = sqlite3_open(path, &db) == SQLITE_OK ? read_all(db) : -1;
        (void)sqlite3_close(db);
        theirs[i] = bench_ms() - began;
        if (code == 0 && (total <= 0 || total != plain))
            code = error_set(&err, STATUS_IO, "read %lld bytes, the peer %lld", total, plain);
    }
    if (code == 0) {
        bench_sort(ours, ROUNDS);
        bench_sort(theirs, ROUNDS);
        printf("%-34s %12.1fms %12.1fms %8.2f   <= 3, plain SQLite\n", "reading all entries",
               ours[ROUNDS / 2], theirs[ROUNDS / 2], ours[ROUNDS / 2] / theirs[ROUNDS / 2]);
    } else {
        (void)fprintf(stderr, "bench_read: %s\n", err.message);
    }
    bench_close(&b);
    return code == 0 ? 0 : 1;
}

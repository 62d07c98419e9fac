/* SPDX-License-Identifier: GPL-3.0-or-later
 * Saving one answer, signed, encrypted, indexed and durable, beside one plain durable insert.
 *
 *   bench_save NAMES WORKDIR      the store is $INWORK_STORE, the plain peer WORKDIR/save.db
 *
 * The two take turns on the same disk. The peer inserts the same line into one table, WAL,
 * synchronous=FULL. Beside them stands what one flush of the disk takes by itself: where that is
 * next to nothing, the ratio is that of the work before it; on a disk that must be waited for, both
 * wait once.
 */
#include "bench.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <unistd.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/store/entry.h"
#include "inwork/store/store.h"

#define SAVES 300
#define FLUSHES 50

/* Milliseconds to append 4 kB to a file and have them on the disk; 0 if that cannot be done. */
static double flush_ms(const char *folder)
{
    static const char bytes[4096];
    double took[FLUSHES] = {0};
    char path[512];
    (void)snprintf(path, sizeof path, "%s/flush", folder);
    int fd = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    bool good = fd >= 0;
    for (int i = 0; good && i < FLUSHES; i++) {
        double began = bench_ms();
        good = write(fd, bytes, sizeof bytes) == (ssize_t)sizeof bytes && fdatasync(fd) == 0;
        took[i] = bench_ms() - began;
    }
    if (fd >= 0)
        (void)close(fd);
    (void)unlink(path);
    bench_sort(took, FLUSHES);
    return good ? took[FLUSHES / 2] : 0;
}

static int plain_open(sqlite3 **db, const char *folder)
{
    char path[512];
    (void)snprintf(path, sizeof path, "%s/save.db", folder);
    if (sqlite3_open(path, db) != SQLITE_OK)
        return -1;
    return sqlite3_exec(*db,
                        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                        "CREATE TABLE line(id INTEGER PRIMARY KEY, text TEXT);",
                        NULL, NULL, NULL) == SQLITE_OK
               ? 0
               : -1;
}

int main(int argc, char **argv)
{
    static double ours[SAVES];
    static double theirs[SAVES];
    struct error err = {0};
    struct bench b = {0};
    struct buf line = BUF_ZERO;
    sqlite3 *db = NULL;
    sqlite3_stmt *insert = NULL;
    char record[RECORD_ID_TEXT] = "";
    char entry[ENTRY_ID_TEXT] = "";
    int code = bench_open(&b, &err);
    if (code == 0 && (argc < 3 || plain_open(&db, argv[2])))
        code = error_set(&err, STATUS_IO, "cannot make the plain peer");
    if (code == 0 && sqlite3_prepare_v2(db, "INSERT INTO line(text) VALUES (?1)", -1, &insert,
                                        NULL) != SQLITE_OK)
        code = error_set(&err, STATUS_IO, "cannot make the plain peer");
    for (int i = 0; code == 0 && i < SAVES; i++) {
        char text[64];
        (void)snprintf(text, sizeof text, "Invented answer number %d", i);
        struct value v = {0};
        const char *over[1] = {entry};
        code = value_set_text(&v, text, strlen(text), &err);
        struct assignment set = {
            .field = "name", .to = &v, .over = over, .over_count = i > 0 ? 1 : 0};
        struct change change = {
            .record = i > 0 ? record : NULL, .kind = "client", .set = &set, .count = 1};
        double began = bench_ms();
        if (code == 0)
            code = store_save(b.store, &change, record, entry, &err);
        ours[i] = bench_ms() - began;
        value_clear(&v);
        buf_clear(&line);
        if (code == 0)
            code = store_entry_line(b.store, entry, &line, &err);
        if (code == 0) {
            began = bench_ms();
            (void)sqlite3_bind_text(insert, 1, buf_text(&line), (int)line.len, SQLITE_STATIC);
            if (sqlite3_step(insert) != SQLITE_DONE || sqlite3_reset(insert) != SQLITE_OK)
                code = error_set(&err, STATUS_IO, "the plain peer failed");
            theirs[i] = bench_ms() - began;
        }
    }
    if (code == 0) {
        bench_sort(ours, SAVES);
        bench_sort(theirs, SAVES);
        printf("%-34s %12.2fms %12.2fms %8.2f   <= 2 and under 20 ms, plain durable insert; p99 "
               "%.2f, a flush alone %.2f\n",
               "saving one answer", ours[SAVES / 2], theirs[SAVES / 2],
               ours[SAVES / 2] / theirs[SAVES / 2], ours[SAVES * 99 / 100], flush_ms(argv[2]));
    } else {
        (void)fprintf(stderr, "bench_save: %s\n", err.message);
    }
    (void)sqlite3_finalize(insert);
    (void)sqlite3_close(db);
    buf_free(&line);
    bench_close(&b);
    return code == 0 ? 0 : 1;
}

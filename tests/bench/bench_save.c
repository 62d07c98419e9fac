/* SPDX-License-Identifier: GPL-3.0-or-later
 * Saving one answer, signed, encrypted, indexed and durable, beside plain durable inserts.
 *
 *   bench_save NAMES WORKDIR      the store is $INWORK_STORE, the plain peers in WORKDIR
 *
 * All take turns on the same disk, WAL, synchronous=FULL. The first peer inserts the same line into
 * one bare table. The second keeps what a store must keep to be of use: the line by its id, and its
 * words in the same search index, the words before taken out; nothing of it sealed or signed.
 * Beside them stands what one flush of the disk takes by itself. A virtual disk hardly waits, and
 * the ratio is then that of the work before the flush; the disk of a laptop makes all three wait.
 * Where this one is quicker than that, all is measured again with each flush held up.
 */
#include "bench.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/store/entry.h"
#include "inwork/store/store.h"

#define SAVES 300
#define FLUSHES 50

/* Milliseconds that a flush takes at the least, as on the disks of laptops: half a millisecond is a
 * quick one. */
static const double laptops[] = {0.5, 1.0};

static double flush_least;

/* Stands before the C library's, for SQLite as well. */
int fdatasync(int fd)
{
    double began = bench_ms();
    long rc = syscall(SYS_fdatasync, fd);
    int code = errno;
    double wait = flush_least - (bench_ms() - began);
    if (wait > 0)
        (void)nanosleep(&(struct timespec){.tv_nsec = (long)(wait * 1e6)}, NULL);
    errno = code;
    return (int)rc;
}

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

enum { BARE, INDEXED, PEERS };

struct peer {
    sqlite3 *db;
    sqlite3_stmt *insert, *remove, *index, *begin, *commit;
    double took[SAVES];
};

static int plain_open(struct peer *p, const char *folder, const char *name, bool indexed)
{
    static const struct {
        const char *tables, *insert;
    } kinds[] = {
        {"CREATE TABLE line(id INTEGER PRIMARY KEY, text TEXT);",
         "INSERT INTO line(text) VALUES (?1)"},
        {"CREATE TABLE line(seq INTEGER PRIMARY KEY, text TEXT, id TEXT UNIQUE);"
         "CREATE VIRTUAL TABLE search USING fts5(title, text, content = '', columnsize = 0,"
         " detail = column, prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 2');",
         "INSERT INTO line(text, id) VALUES (?1, ?2)"},
    };
    char path[512];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    if (sqlite3_open(path, &p->db) != SQLITE_OK ||
        sqlite3_exec(p->db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;", NULL, NULL,
                     NULL) != SQLITE_OK ||
        sqlite3_exec(p->db, kinds[indexed].tables, NULL, NULL, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(p->db, kinds[indexed].insert, -1, &p->insert, NULL) != SQLITE_OK)
        return -1;
    if (!indexed)
        return 0;
    const struct {
        const char *sql;
        sqlite3_stmt **out;
    } more[] = {
        {"BEGIN IMMEDIATE", &p->begin},
        {"INSERT INTO search(search, rowid, title, text) VALUES ('delete', 1, 'Profile', ?1)",
         &p->remove},
        {"INSERT INTO search(rowid, title, text) VALUES (1, 'Profile', ?1)", &p->index},
        {"COMMIT", &p->commit},
    };
    for (size_t i = 0; i < sizeof more / sizeof more[0]; i++)
        if (sqlite3_prepare_v2(p->db, more[i].sql, -1, more[i].out, NULL) != SQLITE_OK)
            return -1;
    return 0;
}

static bool ran(sqlite3_stmt *stmt, const char *first, const char *second)
{
    if (!stmt || !first)
        return true;
    if (*first)
        (void)sqlite3_bind_text(stmt, 1, first, -1, SQLITE_STATIC);
    if (second)
        (void)sqlite3_bind_text(stmt, 2, second, -1, SQLITE_STATIC);
    bool done = sqlite3_step(stmt) == SQLITE_DONE;
    return sqlite3_reset(stmt) == SQLITE_OK && done;
}

/* `before` is NULL at first. */
static int plain_save(struct peer *p, int i, const char *line, const char *id, const char *text,
                      const char *before)
{
    double began = bench_ms();
    bool good = ran(p->begin, "", NULL) && ran(p->insert, line, p->index ? id : NULL) &&
                ran(p->remove, before, NULL) && ran(p->index, text, NULL) &&
                ran(p->commit, "", NULL);
    p->took[i] = bench_ms() - began;
    return good ? 0 : -1;
}

static void plain_close(struct peer *p)
{
    (void)sqlite3_finalize(p->insert);
    (void)sqlite3_finalize(p->remove);
    (void)sqlite3_finalize(p->index);
    (void)sqlite3_finalize(p->begin);
    (void)sqlite3_finalize(p->commit);
    (void)sqlite3_close(p->db);
}

static int save(struct bench *b, const char *kind, const char *field, const char *text,
                char record[RECORD_ID_TEXT], char entry[ENTRY_ID_TEXT], struct error *err)
{
    struct value v = {0};
    const char *over[1] = {entry};
    struct assignment set = {
        .field = field, .to = &v, .over = over, .over_count = *entry != '\0' ? 1 : 0};
    struct change change = {
        .record = *record != '\0' ? record : NULL, .kind = kind, .set = &set, .count = 1};
    int rc = value_set_text(&v, text, strlen(text), err);
    if (rc == 0)
        rc = store_save(b->store, &change, record, entry, err);
    value_clear(&v);
    return rc;
}

/* A profile of an invented client, as the answers are saved in. */
static int make_profile(struct bench *b, char record[RECORD_ID_TEXT], struct error *err)
{
    char client[RECORD_ID_TEXT] = "";
    char first[ENTRY_ID_TEXT] = "", second[ENTRY_ID_TEXT] = "";
    int rc = save(b, "client", "name", "Casey Invented", client, first, err);
    return rc < 0 ? rc : save(b, "vocational_profile", "client", client, record, second, err);
}

struct measured {
    double ours[SAVES], rests[SAVES];
    struct peer peers[PEERS];
    const char *folder; /* of the peers */
    char record[RECORD_ID_TEXT], entry[ENTRY_ID_TEXT];
    char texts[2][80];
};

/* They take turns. */
static int measure(struct bench *b, struct measured *m, struct error *err)
{
    struct buf line = BUF_ZERO;
    int code = 0;
    for (int i = 0; code == 0 && i < SAVES; i++) {
        char *text = m->texts[i % 2];
        const char *before = m->texts[(i + 1) % 2];
        (void)snprintf(text, sizeof m->texts[0], "Invented: calm under pressure, number %d", i);
        double began = bench_ms();
        code = save(b, "vocational_profile", "strengths", text, m->record, m->entry, err);
        m->ours[i] = bench_ms() - began;
        began = bench_ms();
        store_rest(b->store);
        m->rests[i] = bench_ms() - began;
        buf_clear(&line);
        if (code == 0)
            code = store_entry_line(b->store, m->entry, &line, err);
        for (int k = 0; code == 0 && k < PEERS; k++)
            if (plain_save(&m->peers[k], i, buf_text(&line), m->entry, text,
                           *before != '\0' ? before : NULL))
                code = error_set(err, STATUS_IO, "a plain peer failed");
    }
    buf_free(&line);
    return code;
}

static void print_row(const struct measured *m, int peer, const char *what, const char *goal)
{
    double ours = m->ours[SAVES / 2], theirs = m->peers[peer].took[SAVES / 2];
    printf("%-34s %12.2fms %12.2fms %8.2f   %s\n", what, ours, theirs, ours / theirs, goal);
}

static void print_rows(struct measured *m, double flush)
{
    char what[40] = "saving one answer", said[160];
    if (flush_least > 0)
        (void)snprintf(what, sizeof what, "saving one answer, %.1f ms a flush", flush_least);
    bench_sort(m->ours, SAVES);
    for (int k = 0; k < PEERS; k++)
        bench_sort(m->peers[k].took, SAVES);
    (void)snprintf(said, sizeof said,
                   "<= 2 and under 20 ms, plain durable insert; p99 %.2f, a flush alone %.2f",
                   m->ours[SAVES * 99 / 100], flush);
    print_row(m, BARE, what, said);
    print_row(m, INDEXED, what, "plain durable insert with its id and search index");
    bench_sort(m->rests, SAVES);
    printf("%-34s %12.2fms %14s %8s   %s\n", what, m->rests[SAVES / 2], "-", "-",
           "afterwards, at rest: its words into the search index");
}

int main(int argc, char **argv)
{
    static struct measured m;
    struct error err = {0};
    struct bench b = {0};
    double flush = 0;
    (void)prctl(PR_SET_TIMERSLACK, 1UL); /* a flush is held up for as long as said */
    int code = bench_open(&b, &err);
    if (code == 0)
        store_defer_words(b.store); /* as the notebook does */
    if (code == 0 && (argc < 3 || plain_open(&m.peers[BARE], argv[2], "bare.db", false) ||
                      plain_open(&m.peers[INDEXED], argv[2], "indexed.db", true)))
        code = error_set(&err, STATUS_IO, "cannot make the plain peers");
    if (code == 0)
        code = make_profile(&b, m.record, &err);
    if (code == 0)
        code = measure(&b, &m, &err);
    if (code == 0) {
        flush = flush_ms(argv[2]);
        print_rows(&m, flush);
    }
    for (size_t i = 0; code == 0 && i < sizeof laptops / sizeof laptops[0]; i++) {
        if (flush >= laptops[i])
            continue;
        flush_least = laptops[i];
        code = measure(&b, &m, &err);
        if (code == 0)
            print_rows(&m, flush_ms(argv[2]));
    }
    if (code < 0)
        (void)fprintf(stderr, "bench_save: %s\n", err.message);
    for (int k = 0; k < PEERS; k++)
        plain_close(&m.peers[k]);
    bench_close(&b);
    return code == 0 ? 0 : 1;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * One more segment, committed and pushed into a folder where 10,000 lie already; beside it git
 * doing the same with its plumbing. Everything is flushed to the disk; what three flushes cost
 * there is printed too, because most of the time goes into them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "couriers.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/courier/courier.h"
#include "run_program.h"

enum { PRESENT = 10000, BATCH = 2000, ROUNDS = 40, SEGMENT = 4096, SIGNATURE = 300 };

#define REF "refs/heads/device/abcdefghijklmnopqrstuvwx"
#define FEED "feeds/abcdefghijklmnopqrstuvwx/0123abcd/casework/"

static double now_ms(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *times, size_t n)
{
    qsort(times, n, sizeof *times, compare);
    return times[n / 2];
}

static void name(char *out, size_t room, unsigned n, const char *end)
{
    (void)snprintf(out, room, FEED "%x/%x/%x/%x/%05x.age%s", n >> 16 & 15, n >> 12 & 15,
                   n >> 8 & 15, n >> 4 & 15, n, end);
}

static void noise(char *out, size_t n, unsigned seed)
{
    uint64_t x = seed * 2654435761u + 88172645463325252u;
    for (size_t i = 0; i < n; i++) {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        out[i] = (char)x;
    }
}

static void check(int rc, const struct error *err)
{
    if (rc) {
        (void)fprintf(stderr, "%s\n", err->message);
        exit(1);
    }
}

static void fill(struct courier *c, char tip[COURIER_OID_TEXT])
{
    struct error err = {0};
    static char bytes[BATCH][SEGMENT];
    static char paths[BATCH][2][100];
    static struct courier_put puts[BATCH * 2];
    char before[COURIER_OID_TEXT];
    for (unsigned at = 0; at < PRESENT; at += BATCH) {
        for (unsigned i = 0; i < BATCH; i++) {
            noise(bytes[i], SEGMENT, at + i);
            name(paths[i][0], sizeof paths[i][0], at + i + 1, "");
            name(paths[i][1], sizeof paths[i][1], at + i + 1, ".sig");
            puts[2 * i] =
                (struct courier_put){.path = paths[i][0], .bytes = bytes[i], .n = SEGMENT};
            puts[2 * i + 1] =
                (struct courier_put){.path = paths[i][1], .bytes = bytes[i], .n = SIGNATURE};
        }
        memcpy(before, tip, sizeof before);
        const char *on = at ? before : NULL;
        check(courier_commit(c, on, on, puts, 2 * (size_t)BATCH, tip, &err), &err);
        check(courier_push(c, REF, tip, &err), &err);
    }
}

static double ours(struct courier *c, char tip[COURIER_OID_TEXT], double *commit_ms)
{
    struct error err = {0};
    double times[ROUNDS], commits[ROUNDS];
    char bytes[SEGMENT], first[100], second[100], before[COURIER_OID_TEXT];
    for (unsigned i = 0; i < ROUNDS; i++) {
        noise(bytes, sizeof bytes, 1000000 + i);
        name(first, sizeof first, PRESENT + i + 1, "");
        name(second, sizeof second, PRESENT + i + 1, ".sig");
        const struct courier_put puts[] = {
            {.path = first, .bytes = bytes, .n = SEGMENT},
            {.path = second, .bytes = bytes, .n = SIGNATURE},
            {.path = "heads.json", .bytes = bytes + 1, .n = 600},
            {.path = "heads.json.sig", .bytes = bytes + 2, .n = SIGNATURE},
        };
        memcpy(before, tip, sizeof before);
        double began = now_ms();
        check(courier_commit(c, before, before, puts, 4, tip, &err), &err);
        commits[i] = now_ms() - began;
        check(courier_push(c, REF, tip, &err), &err);
        times[i] = now_ms() - began;
    }
    *commit_ms = median(commits, ROUNDS);
    return median(times, ROUNDS);
}

static void git(const char *const *argv, const void *in, size_t n, struct buf *out)
{
    if (run_program(argv, in, n, out, true) != 0) {
        (void)fprintf(stderr, "git fails\n");
        exit(1);
    }
    if (out && out->len)
        buf_truncate(out, out->len - 1);
}

/* The same files and refs, by git: hash-object twice, update-index, write-tree, commit-tree, push.
 */
static double gits(const struct place *p, char tip[COURIER_OID_TEXT])
{
    double times[ROUNDS / 4];
    struct buf blob = BUF_ZERO, tree = BUF_ZERO, commit = BUF_ZERO, line = BUF_ZERO;
    char bytes[SEGMENT], path[100];
    if (chdir(p->folder) || setenv("GIT_DIR", "a.git", 1) || setenv("GIT_INDEX_FILE", "index", 1) ||
        setenv("GIT_CONFIG_PARAMETERS", "'user.name=x' 'user.email=x' 'core.fsync=all'", 1))
        exit(1);
    git((const char *const[]){"git", "read-tree", tip, NULL}, NULL, 0, NULL);
    buf_add(&commit, tip);
    for (unsigned i = 0; i < ROUNDS / 4; i++) {
        noise(bytes, sizeof bytes, 2000000 + i);
        double began = now_ms();
        buf_clear(&line);
        for (unsigned half = 0; half < 2; half++) {
            git((const char *const[]){"git", "hash-object", "-w", "--stdin", NULL}, bytes,
                half ? SIGNATURE : SEGMENT, &blob);
            name(path, sizeof path, PRESENT + ROUNDS + i + 1, half ? ".sig" : "");
            buf_printf(&line, "100644 %s\t%s\n", blob.data, path);
        }
        git((const char *const[]){"git", "update-index", "--index-info", NULL}, line.data, line.len,
            NULL);
        git((const char *const[]){"git", "write-tree", NULL}, NULL, 0, &tree);
        (void)snprintf(tip, COURIER_OID_TEXT, "%s", commit.data);
        git((const char *const[]){"git", "commit-tree", "-p", tip, "-m", "x", tree.data, NULL},
            NULL, 0, &commit);
        buf_clear(&line);
        buf_printf(&line, "%s:" REF, commit.data);
        git((const char *const[]){"git", "push", "-q", p->remote, line.data, NULL}, NULL, 0, NULL);
        times[i] = now_ms() - began;
    }
    buf_free(&blob);
    buf_free(&tree);
    buf_free(&commit);
    buf_free(&line);
    return median(times, ROUNDS / 4);
}

static double three_flushes(const struct place *p)
{
    double times[ROUNDS];
    char path[300];
    (void)snprintf(path, sizeof path, "%s/flush", p->folder);
    for (unsigned i = 0; i < ROUNDS; i++) {
        double began = now_ms();
        for (unsigned j = 0; j < 3; j++) {
            int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
            if (fd < 0 || write(fd, path, sizeof path) < 0 || fsync(fd) < 0 || close(fd) < 0)
                exit(1);
        }
        times[i] = now_ms() - began;
    }
    return median(times, ROUNDS);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "courier") == 0)
        return courier_child_main();
    struct place *p = NULL;
    struct error err = {0};
    char tip[COURIER_OID_TEXT] = "";
    double commit_ms = 0;
    (void)place_new((void **)&p);
    struct courier *c = place_start(p, "a.git", p->remote);
    check(courier_create(c, &err), &err);
    fill(c, tip);
    double mine = ours(c, tip, &commit_ms);
    courier_stop(c);
    double theirs = gits(p, tip);
    (void)printf("%-34s %12.1fms %12.1fms %8.2f   < 15 ms; git's plumbing; commit %.1f ms, three "
                 "flushes here %.1f ms\n",
                 "append and push one segment", mine, theirs, mine / theirs, commit_ms,
                 three_flushes(p));
    return place_free((void **)&p);
}

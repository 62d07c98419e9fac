/* SPDX-License-Identifier: GPL-3.0-or-later
 * A scratch folder with a remote in it, and couriers over it, for tests.
 */
#include "couriers.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "inwork/base/error.h"

int place_new(void **state)
{
    struct place *p = calloc(1, sizeof *p);
    const char *scratch = getenv("TMPDIR");
    assert_non_null(p);
    (void)snprintf(p->folder, sizeof p->folder, "%s/courier.XXXXXX", scratch ? scratch : "/tmp");
    assert_non_null(mkdtemp(p->folder));
    (void)snprintf(p->remote, sizeof p->remote, "%s/team.git", p->folder);
    *state = p;
    return 0;
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *where)
{
    (void)st;
    (void)kind;
    (void)where;
    return remove(path);
}

static void remove_all(const char *path)
{
    (void)nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

int place_free(void **state)
{
    struct place *p = *state;
    remove_all(p->folder);
    free(p);
    return 0;
}

struct courier *place_start(const struct place *p, const char *clone, const char *remote)
{
    char git_dir[260];
    struct error err = {0};
    struct courier *c = NULL;
    (void)snprintf(git_dir, sizeof git_dir, "%s/%s", p->folder, clone);
    const struct courier_options options = {
        .program = p->program,
        .git_dir = git_dir,
        .remote = remote,
        .deadline = p->deadline,
        .has_umask = true,
        .umask = 022,
    };
    if (courier_start(&c, &options, &err))
        fail_msg("%s (%s)", err.message, err.hint);
    return c;
}

/* Run argv in the folder, `input` on its standard input; what it prints. */
static const char *run(const char *folder, char *const *argv, const char *input)
{
    static char output[8192];
    int in[2], out[2];
    assert_int_equal(pipe(in), 0);
    assert_int_equal(pipe(out), 0);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        if (chdir(folder) || dup2(in[0], 0) < 0 || dup2(out[1], 1) < 0 || dup2(out[1], 2) < 0)
            _exit(127);
        for (int fd = 3; fd < 64; fd++)
            (void)close(fd);
        (void)unsetenv("LD_PRELOAD");
        (void)execvp(argv[0], argv);
        _exit(127);
    }
    (void)close(in[0]);
    (void)close(out[1]);
    if (input)
        assert_int_equal(write(in[1], input, strlen(input)), (ssize_t)strlen(input));
    (void)close(in[1]);
    size_t len = 0;
    ssize_t n;
    while (len < sizeof output - 1 && (n = read(out[0], output + len, sizeof output - 1 - len)) > 0)
        len += (size_t)n;
    output[len] = '\0';
    (void)close(out[0]);
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return output;
}

const char *place_git(const struct place *p, const char *arguments)
{
    char text[1024];
    char *argv[40] = {(char[]){"git"}};
    size_t n = 1;
    (void)snprintf(text, sizeof text, "%s", arguments);
    for (char *at = text; *at && n < 39;) {
        argv[n++] = at;
        at += strcspn(at, " ");
        if (*at)
            *at++ = '\0';
    }
    return run(p->folder, argv, NULL);
}

const char *place_blob(const char *text)
{
    static char oid[COURIER_OID_TEXT];
    char *argv[] = {(char[]){"git"}, (char[]){"hash-object"}, (char[]){"--stdin"}, NULL};
    const char *out = run("/", argv, text);
    assert_int_equal(strlen(out), COURIER_OID_TEXT);
    memcpy(oid, out, COURIER_OID_TEXT - 1);
    return oid;
}

void place_write(const struct place *p, const char *name, const char *text)
{
    char path[400];
    (void)snprintf(path, sizeof path, "%s/%s", p->folder, name);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    assert_int_equal(close(fd), 0);
}

void place_remove(const struct place *p, const char *name)
{
    char path[400];
    (void)snprintf(path, sizeof path, "%s/%s", p->folder, name);
    remove_all(path);
}

static int row(struct rows *r, const char *name, const char *oid, uint64_t size, bool known)
{
    assert_true(r->count < sizeof r->row / sizeof r->row[0]);
    (void)snprintf(r->row[r->count].name, sizeof r->row[0].name, "%s", name);
    (void)snprintf(r->row[r->count].oid, sizeof r->row[0].oid, "%s", oid);
    r->row[r->count].size = size;
    r->row[r->count].known = known;
    r->count++;
    return 0;
}

int rows_ref(const char *ref, const char oid[COURIER_OID_TEXT], void *payload, struct error *err)
{
    (void)err;
    return row(payload, ref, oid, 0, true);
}

int rows_file(const struct courier_file *file, void *payload, struct error *err)
{
    (void)err;
    return row(payload, file->path, file->blob, file->size, file->known);
}

int contents_add(size_t index, const void *bytes, size_t n, void *payload, struct error *err)
{
    (void)err;
    struct contents *c = payload;
    assert_int_equal(index, c->count);
    assert_true(c->count < sizeof c->n / sizeof c->n[0]);
    c->n[c->count] = n;
    c->bytes[c->count] = NULL;
    if (bytes) {
        c->bytes[c->count] = malloc(n + 1);
        assert_non_null(c->bytes[c->count]);
        memcpy(c->bytes[c->count], bytes, n);
    }
    c->count++;
    return 0;
}

void contents_free(struct contents *c)
{
    for (size_t i = 0; i < c->count; i++)
        free(c->bytes[i]);
    *c = (struct contents){0};
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * A scratch folder with a remote in it, and couriers over it, for tests.
 */
#include "couriers.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "run_program.h"

int place_new(void **state)
{
    struct place *p = calloc(1, sizeof *p);
    assert_non_null(p);
    char *folder = scratch_make();
    (void)snprintf(p->folder, sizeof p->folder, "%s", folder);
    free(folder);
    (void)snprintf(p->remote, sizeof p->remote, "%s/team.git", p->folder);
    *state = p;
    return 0;
}

int place_free(void **state)
{
    struct place *p = *state;
    scratch_remove(p->folder);
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

const char *place_git(const struct place *p, const char *arguments)
{
    static char output[8192];
    char text[1024];
    const char *argv[40] = {"git", "-C", p->folder};
    size_t n = 3;
    (void)snprintf(text, sizeof text, "%s", arguments);
    for (char *at = text; *at && n < 39;) {
        argv[n++] = at;
        at += strcspn(at, " ");
        if (*at)
            *at++ = '\0';
    }
    struct buf out = BUF_ZERO;
    (void)run_program(argv, NULL, 0, &out, true);
    (void)snprintf(output, sizeof output, "%s", buf_text(&out));
    buf_free(&out);
    return output;
}

const char *place_blob(const char *text)
{
    static char oid[COURIER_OID_TEXT];
    static const char *const argv[] = {"git", "hash-object", "--stdin", NULL};
    struct buf out = BUF_ZERO;
    assert_int_equal(run_program(argv, text, strlen(text), &out, true), 0);
    assert_int_equal(out.len, COURIER_OID_TEXT);
    memcpy(oid, out.data, COURIER_OID_TEXT - 1);
    buf_free(&out);
    return oid;
}

void place_write(const struct place *p, const char *name, const char *text)
{
    scratch_write(p->folder, name, text, strlen(text));
}

void place_remove(const struct place *p, const char *name)
{
    char path[400];
    (void)snprintf(path, sizeof path, "%s/%s", p->folder, name);
    if (unlink(path) < 0)
        scratch_remove(path);
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

/* SPDX-License-Identifier: GPL-3.0-or-later
 * The courier process: takes one question after the other from standard input, which is a socket,
 * and ends when nobody asks any more.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "child_int.h"
#include "inwork/courier/courier.h"

#define TELL_EVERY_MS 100

void child_send(struct child *c)
{
    struct error ignored;
    if (wire_finish(&c->out, &ignored) || wire_send(c->fd, &c->out, -1) != WIRE_OK)
        c->parent_gone = true;
}

static int64_t now_ms(void)
{
    struct timespec now = {0};
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void child_progress(struct child *c, uint64_t done, uint64_t total)
{
    int64_t now = now_ms();
    if (now - c->told < TELL_EVERY_MS)
        return;
    c->told = now;
    wire_begin(&c->out, WIRE_PROGRESS);
    wire_put_u64(&c->out, done);
    wire_put_u64(&c->out, total);
    child_send(c);
}

int child_git_error(enum status status, const char *what, struct error *err)
{
    const git_error *last = git_error_last();
    return error_set(err, status, "%s: %s", what,
                     last && last->message ? last->message : "libgit2 gives no reason");
}

bool child_object_is(const struct shelf *shelf, const git_oid *id, git_object_t type,
                     uint64_t limit, uint64_t *size)
{
    size_t n = 0;
    git_object_t found = GIT_OBJECT_INVALID;
    if (git_odb_read_header(&n, &found, shelf->odb, id) < 0 || found != type || n > limit)
        return false;
    if (size)
        *size = n;
    return true;
}

int child_oid(git_oid *out, const char *text, struct error *err)
{
    if (!wire_is_oid(text) || git_oid_fromstr(out, text) < 0)
        return error_set(err, STATUS_SOFTWARE, "“%s” is not an object", text);
    return 0;
}

int child_commit_tree(const struct shelf *shelf, const git_oid *commit, git_oid *tree,
                      struct error *err)
{
    git_commit *found = NULL;
    if (!child_object_is(shelf, commit, GIT_OBJECT_COMMIT, 1u << 20, NULL) ||
        git_commit_lookup(&found, shelf->repo, commit) < 0)
        return error_set(err, STATUS_DATA, "%s is not a commit that is there",
                         git_oid_tostr_s(commit));
    *tree = *git_commit_tree_id(found);
    git_commit_free(found);
    return 0;
}

static int hello(struct child *c, struct wire_reader *r, struct error *err)
{
    if (c->git_dir || c->remote_text)
        return error_set(err, STATUS_SOFTWARE, "the courier was greeted twice");
    c->git_dir = strdup(wire_text(r));
    c->remote_text = strdup(wire_text(r));
    c->user_umask = (mode_t)(wire_u32(r) & 0777);
    c->deadline = wire_u32(r);
    if (!wire_end(r) || !c->git_dir || !c->remote_text)
        return error_set(err, STATUS_SOFTWARE, "the courier was greeted wrongly");
    /* NOLINTNEXTLINE(clang-analyzer-unix.Malloc): courier_child_main frees both texts */
    int rc = remote_parse(&c->remote, c->remote_text, err);
    if (!rc)
        rc = clone_configure(err);
    return rc ? rc : clone_open(c, err);
}

static int tip(struct child *c, struct wire_reader *r, struct error *err)
{
    const char *ref = wire_text(r);
    if (!wire_end(r) || !wire_is_ref(ref))
        return error_set(err, STATUS_SOFTWARE, "the courier was asked for no branch");
    struct buf name = BUF_ZERO;
    network_local_name(&name, ref);
    int rc = buf_ok(&name, err);
    git_oid id;
    char hex[COURIER_OID_TEXT] = "";
    if (!rc && git_reference_name_to_id(&id, c->own.repo, name.data) == 0)
        (void)git_oid_tostr(hex, sizeof hex, &id);
    buf_free(&name);
    if (!rc) {
        wire_begin(&c->out, WIRE_OID);
        wire_put_text(&c->out, hex);
        child_send(c);
    }
    return rc;
}

static int answer(struct child *c, enum wire_type type, struct wire_reader *r, struct error *err)
{
    if (type != WIRE_HELLO && !c->own.odb)
        return error_set(err, STATUS_SOFTWARE, "the courier was not greeted");
    c->told = 0; /* the first progress is told at once */
    switch (type) {
    case WIRE_HELLO:
        return hello(c, r, err);
    case WIRE_CREATE:
        return path_create(c, err);
    case WIRE_LIST:
        return network_list(c, err);
    case WIRE_FETCH:
        return network_fetch(c, r, err);
    case WIRE_TIP:
        return tip(c, r, err);
    case WIRE_FILES:
        return tree_files(c, r, err);
    case WIRE_BLOBS:
        return tree_blobs(c, r, err);
    case WIRE_COMMIT:
        return commit_make(c, r, err);
    case WIRE_PUSH:
        return network_push(c, r, err);
    default:
        return error_set(err, STATUS_SOFTWARE, "the courier does not know question %d", (int)type);
    }
}

static void done(struct child *c, int rc, const struct error *err)
{
    wire_begin(&c->out, WIRE_DONE);
    wire_put_u32(&c->out, (uint32_t)-rc);
    wire_put_text(&c->out, rc ? err->message : "");
    wire_put_text(&c->out, rc ? err->hint : "");
    child_send(c);
}

int courier_child_main(void)
{
    struct child c = {.fd = STDIN_FILENO, .lock = -1};
    struct buf question = BUF_ZERO;
    sandbox_enter();
    bool orderly = chdir("/") == 0;
    while (orderly && !c.parent_gone) {
        enum wire_end_state state = wire_receive(c.fd, &question, -1);
        if (state != WIRE_OK) {
            orderly = state == WIRE_CLOSED;
            break;
        }
        struct wire_reader r;
        enum wire_type type = wire_open(&r, question.data, question.len);
        if (type == WIRE_PUT && c.own.odb) {
            /* Not answered: its failure is told with the commit. */
            if (!c.put_failed)
                c.put_failed = commit_put(&c, &r);
            continue;
        }
        struct error err = {0};
        done(&c, answer(&c, type, &r, &err), &err);
    }
    commit_forget(&c);
    if (c.git_dir)
        clone_close(&c);
    free(c.git_dir);
    free(c.remote_text);
    free(c.puts);
    buf_free(&c.out);
    buf_free(&c.words);
    buf_free(&question);
    return orderly ? 0 : STATUS_SOFTWARE;
}

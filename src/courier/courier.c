/* SPDX-License-Identifier: GPL-3.0-or-later
 * The program's side of the courier: asks, waits no longer than the deadline, believes nothing.
 */
#include "inwork/courier/courier.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "remote_int.h"
#include "spawn_int.h"
#include "wire_int.h"

#define DEADLINE 30u
#define END_MS 300 /* how long an idle courier may take to go */
/* Rows of one answer. As many files as the courier tells at most (tree.c) take two thirds of it. */
#define ROWS_BYTES_MAX (256u << 20)

struct courier {
    struct process process;
    struct remote remote;
    char *remote_text;
    unsigned deadline;
    bool talking; /* inside a call: another one may not begin */
    void (*progress)(uint64_t done, uint64_t total, void *payload);
    void *payload;
    struct buf out;
    struct buf in;
};

/* A reply that belongs to the question; negative ends the call with that status. */
typedef int (*reply_fn)(const struct reply *reply, void *payload, struct error *err);

static int patience(const struct courier *c)
{
    return c->deadline > INT_MAX / 1000 ? INT_MAX : (int)(c->deadline * 1000);
}

/* The conversation is over: nothing of the child is left afterwards. */
static int lost(struct courier *c, enum wire_end_state state, struct error *err)
{
    int status = process_end(&c->process, state == WIRE_CLOSED ? END_MS : 0);
    if (state == WIRE_TIMEOUT) {
        int rc = error_set(err, STATUS_UNAVAILABLE, "%s did not answer within %u seconds",
                           c->remote_text, c->deadline);
        (void)error_hint(err, "nothing is lost; the next sync begins where this one ended");
        return rc;
    }
    if (state == WIRE_GARBLED)
        return error_set(err, STATUS_SOFTWARE, "the courier sent something that makes no sense");
    if (WIFSIGNALED(status) && (WTERMSIG(status) == SIGKILL || WTERMSIG(status) == SIGTERM))
        return error_set(err, STATUS_UNAVAILABLE, "the courier was stopped from outside");
    /* A pack that was mapped from a stick, and the stick pulled out. */
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGBUS)
        return error_set(err, STATUS_UNAVAILABLE, "%s went away while it was read", c->remote_text);
    if (WIFSIGNALED(status))
        return error_set(err, STATUS_SOFTWARE, "the courier ended with signal %d",
                         WTERMSIG(status));
    if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
        return error_set(err, STATUS_SOFTWARE, "the courier could not be started");
    return error_set(err, STATUS_SOFTWARE, "the courier ended with status %d",
                     WIFEXITED(status) ? WEXITSTATUS(status) : -1);
}

static int begin(struct courier *c, enum wire_type type, struct error *err)
{
    if (c->process.pid == 0)
        return error_set(err, STATUS_UNAVAILABLE, "the courier is no longer running");
    if (c->talking)
        return error_set(err, STATUS_SOFTWARE, "the courier was asked while it was answering");
    wire_begin(&c->out, type);
    return 0;
}

static int post(struct courier *c, struct error *err)
{
    int rc = wire_finish(&c->out, err);
    if (rc)
        return rc;
    enum wire_end_state state = wire_send(c->process.fd, &c->out, patience(c));
    return state == WIRE_OK ? 0 : lost(c, state, err);
}

/* Send the question and take replies until the courier says it is done. A reply that `row` refuses
 * does not end the conversation: the rest is read and thrown away. */
static int ask(struct courier *c, reply_fn row, void *payload, struct error *err)
{
    int rc = post(c, err);
    if (rc)
        return rc;
    int refused = 0;
    size_t rows = 0;
    c->talking = true;
    for (;;) {
        enum wire_end_state state = wire_receive(c->process.fd, &c->in, patience(c));
        struct reply reply;
        if (state == WIRE_OK && !reply_parse(&reply, c->in.data, c->in.len))
            state = WIRE_GARBLED;
        if (state == WIRE_OK && (reply.type == WIRE_REF || reply.type == WIRE_FILE)) {
            rows += c->in.len;
            state = rows > ROWS_BYTES_MAX ? WIRE_GARBLED : WIRE_OK;
        }
        if (state != WIRE_OK) {
            c->talking = false;
            rc = lost(c, state, refused ? NULL : err);
            return refused ? refused : rc;
        }
        if (reply.type == WIRE_DONE) {
            c->talking = false;
            if (refused || reply.status == STATUS_OK)
                return refused;
            rc = error_set(err, (enum status)reply.status, "%s", reply.text);
            if (reply.hint[0])
                (void)error_hint(err, "%s", reply.hint);
            return rc;
        }
        if (reply.type == WIRE_PROGRESS) {
            if (c->progress)
                c->progress(reply.done, reply.total, c->payload);
        } else if (!row) {
            c->talking = false;
            return lost(c, WIRE_GARBLED, err);
        } else if (!refused) {
            refused = row(&reply, payload, err);
        }
    }
}

static int absolute(struct buf *out, const char *path, struct error *err)
{
    if (path[0] != '/') {
        char *here = getcwd(NULL, 0);
        if (!here)
            return error_errno(err, STATUS_IO, "the current folder cannot be named");
        buf_printf(out, "%s/", here);
        free(here);
    }
    buf_add(out, path);
    return buf_ok(out, err);
}

static unsigned own_umask(const struct courier_options *options)
{
    if (options->has_umask)
        return options->umask & 0777;
    mode_t mask = umask(077);
    (void)umask(mask);
    return mask & 0777;
}

int courier_start(struct courier **out, const struct courier_options *options, struct error *err)
{
    *out = NULL;
    struct buf git_dir = BUF_ZERO;
    struct courier *c = calloc(1, sizeof *c);
    if (!c)
        return error_memory(err);
    c->process.fd = -1;
    c->deadline = options->deadline ? options->deadline : DEADLINE;
    c->progress = options->progress;
    c->payload = options->payload;
    int rc = remote_parse(&c->remote, options->remote, err);
    if (!rc)
        rc = absolute(&git_dir, options->git_dir, err);
    if (!rc && !(c->remote_text = strdup(options->remote)))
        rc = error_memory(err);
    if (!rc)
        rc = process_start(&c->process, options->program, err);
    if (!rc)
        rc = begin(c, WIRE_HELLO, err);
    if (!rc) {
        wire_put_text(&c->out, git_dir.data);
        wire_put_text(&c->out, options->remote);
        wire_put_u32(&c->out, own_umask(options));
        wire_put_u32(&c->out, c->deadline);
        rc = ask(c, NULL, NULL, err);
    }
    buf_free(&git_dir);
    if (rc)
        courier_stop(c);
    else
        *out = c;
    return rc;
}

void courier_stop(struct courier *c)
{
    if (!c)
        return;
    (void)process_end(&c->process, END_MS);
    buf_free(&c->out);
    buf_free(&c->in);
    free(c->remote_text);
    free(c);
}

int courier_create(struct courier *c, struct error *err)
{
    int rc = begin(c, WIRE_CREATE, err);
    return rc ? rc : ask(c, NULL, NULL, err);
}

/* Rows are kept until the courier is done, so that the caller's row function may ask it more. */
static int keep_row(const struct reply *reply, void *payload, struct error *err)
{
    struct buf *rows = payload;
    if (reply->type != WIRE_REF && reply->type != WIRE_FILE)
        return error_set(err, STATUS_SOFTWARE, "the courier answered another question");
    wire_put_text(rows, reply->text);
    wire_put_text(rows, reply->oid);
    wire_put_u64(rows, reply->size);
    wire_put_u8(rows, reply->known);
    return buf_ok(rows, err);
}

static const char *next_row(struct wire_reader *r, struct courier_file *file)
{
    *file = (struct courier_file){.path = wire_text(r)};
    const char *oid = wire_text(r);
    size_t n = strnlen(oid, COURIER_OID_TEXT - 1);
    memcpy(file->blob, oid, n);
    file->size = wire_u64(r);
    file->known = wire_u8(r) == 1;
    return oid;
}

int courier_list(struct courier *c, courier_ref_fn row, void *payload, struct error *err)
{
    struct buf rows = BUF_ZERO;
    int rc = begin(c, WIRE_LIST, err);
    if (!rc)
        rc = ask(c, keep_row, &rows, err);
    struct wire_reader r = {.at = buf_text(&rows), .end = buf_text(&rows) + rows.len};
    while (!rc && r.at < r.end && !r.bad) {
        struct courier_file ref;
        (void)next_row(&r, &ref);
        rc = row(ref.path, ref.blob, payload, err);
    }
    buf_free(&rows);
    return rc;
}

static int check_ref(const char *ref, struct error *err)
{
    return wire_is_ref(ref) ? 0 : error_set(err, STATUS_SOFTWARE, "“%s” is not a branch", ref);
}

static int check_oid(const char *oid, struct error *err)
{
    return wire_is_oid(oid) ? 0 : error_set(err, STATUS_SOFTWARE, "“%s” is not an object", oid);
}

int courier_fetch(struct courier *c, const char *const *refs, size_t count, uint64_t limit,
                  struct error *err)
{
    if (count == 0)
        return 0;
    int rc = begin(c, WIRE_FETCH, err);
    if (rc)
        return rc;
    wire_put_u64(&c->out, limit);
    wire_put_u32(&c->out, (uint32_t)count);
    for (size_t i = 0; !rc && i < count; i++) {
        rc = check_ref(refs[i], err);
        wire_put_text(&c->out, refs[i]);
    }
    return rc ? rc : ask(c, NULL, NULL, err);
}

static int keep_oid(const struct reply *reply, void *payload, struct error *err)
{
    if (reply->type != WIRE_OID)
        return error_set(err, STATUS_SOFTWARE, "the courier answered another question");
    char *oid = payload;
    size_t n = strlen(reply->oid);
    memcpy(oid, reply->oid, n + 1);
    return 0;
}

int courier_tip(struct courier *c, const char *ref, char oid[COURIER_OID_TEXT], struct error *err)
{
    oid[0] = '\0';
    int rc = check_ref(ref, err);
    if (!rc)
        rc = begin(c, WIRE_TIP, err);
    if (rc)
        return rc;
    wire_put_text(&c->out, ref);
    return ask(c, keep_oid, oid, err);
}

int courier_files(struct courier *c, const char *commit, const char *base, courier_file_fn row,
                  void *payload, struct error *err)
{
    struct buf rows = BUF_ZERO;
    int rc = check_oid(commit, err);
    if (!rc && base)
        rc = check_oid(base, err);
    if (!rc)
        rc = begin(c, WIRE_FILES, err);
    if (!rc) {
        wire_put_text(&c->out, commit);
        wire_put_text(&c->out, base ? base : "");
        rc = ask(c, keep_row, &rows, err);
    }
    struct wire_reader r = {.at = buf_text(&rows), .end = buf_text(&rows) + rows.len};
    while (!rc && r.at < r.end && !r.bad) {
        struct courier_file file;
        (void)next_row(&r, &file);
        rc = row(&file, payload, err);
    }
    buf_free(&rows);
    return rc;
}

struct blob_rows {
    courier_blob_fn row;
    void *payload;
    size_t index;
    size_t end;
};

static int pass_blob(const struct reply *reply, void *payload, struct error *err)
{
    struct blob_rows *b = payload;
    if (reply->type != WIRE_BLOB || b->index >= b->end)
        return error_set(err, STATUS_SOFTWARE, "the courier answered another question");
    return b->row(b->index++, reply->bytes, reply->n, b->payload, err);
}

int courier_blobs(struct courier *c, const char *const *blobs, size_t count, courier_blob_fn row,
                  void *payload, struct error *err)
{
    struct blob_rows rows = {.row = row, .payload = payload};
    int rc = 0;
    for (size_t at = 0; !rc && at < count; at = rows.end) {
        rows.end = count - at < WIRE_BLOBS_AT_ONCE ? count : at + WIRE_BLOBS_AT_ONCE;
        rc = begin(c, WIRE_BLOBS, err);
        if (rc)
            break;
        wire_put_u32(&c->out, (uint32_t)(rows.end - at));
        for (size_t i = at; !rc && i < rows.end; i++) {
            rc = check_oid(blobs[i], err);
            wire_put_text(&c->out, blobs[i]);
        }
        if (!rc)
            rc = ask(c, pass_blob, &rows, err);
        if (!rc && rows.index != rows.end)
            rc = error_set(err, STATUS_SOFTWARE, "the courier left blobs out");
    }
    return rc;
}

static int send_put(struct courier *c, const struct courier_put *put, struct error *err)
{
    int rc = begin(c, WIRE_PUT, err);
    if (!rc && put->blob)
        rc = check_oid(put->blob, err);
    if (!rc && !put->blob && put->bytes && put->n > COURIER_BLOB_MAX)
        rc = error_set(err, STATUS_DATA, "%s is too large for the team repository", put->path);
    if (rc)
        return rc;
    wire_put_text(&c->out, put->path);
    if (put->blob) {
        wire_put_u8(&c->out, WIRE_PUT_BLOB);
        wire_put_text(&c->out, put->blob);
    } else if (put->bytes) {
        wire_put_u8(&c->out, WIRE_PUT_BYTES);
        wire_put_bytes(&c->out, put->bytes, put->n);
    } else {
        wire_put_u8(&c->out, WIRE_PUT_REMOVE);
        wire_put_text(&c->out, "");
    }
    return post(c, err);
}

int courier_commit(struct courier *c, const char *base, const char *parent,
                   const struct courier_put *puts, size_t count, char commit[COURIER_OID_TEXT],
                   struct error *err)
{
    commit[0] = '\0';
    int rc = base ? check_oid(base, err) : 0;
    if (!rc && parent)
        rc = check_oid(parent, err);
    struct error first = {0};
    int failed = rc;
    for (size_t i = 0; !failed && i < count; i++)
        failed = send_put(c, &puts[i], &first);
    if (rc)
        return rc;
    rc = begin(c, WIRE_COMMIT, failed ? NULL : err);
    if (!rc) {
        /* After a put that could not be sent, the courier is told to forget the others. */
        wire_put_text(&c->out, failed ? "forget" : base ? base : "");
        wire_put_text(&c->out, !failed && parent ? parent : "");
        rc = ask(c, keep_oid, commit, failed ? NULL : err);
    }
    if (failed) {
        if (err)
            *err = first;
        return failed;
    }
    if (!rc && commit[0] == '\0')
        rc = error_set(err, STATUS_SOFTWARE, "the courier named no commit");
    return rc;
}

int courier_push(struct courier *c, const char *ref, const char *commit, struct error *err)
{
    int rc = check_ref(ref, err);
    if (!rc)
        rc = check_oid(commit, err);
    if (!rc)
        rc = begin(c, WIRE_PUSH, err);
    if (rc)
        return rc;
    wire_put_text(&c->out, ref);
    wire_put_text(&c->out, commit);
    return ask(c, NULL, NULL, err);
}

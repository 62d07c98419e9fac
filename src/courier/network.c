/* SPDX-License-Identifier: GPL-3.0-or-later
 * Listing, fetching and pushing through ssh, and saying in one sentence why it did not work.
 * libgit2 tells little (a refused push returns 0), so everything is confirmed by looking again.
 */
#include <git2/sys/transport.h>
#include <stdlib.h>
#include <string.h>

#include "child_int.h"

#define REFS_MAX 100000u
#define WORDS_MAX 400u

/* --- what libgit2 tells on the way */

static int on_objects(const git_indexer_progress *stats, void *payload)
{
    struct child *c = payload;
    if (c->limit && stats->received_bytes > c->limit) {
        c->over_limit = true;
        return GIT_EUSER;
    }
    if (stats->received_objects != c->done || stats->total_objects != c->total)
        child_progress(c, stats->received_objects, stats->total_objects);
    c->done = stats->received_objects;
    c->total = stats->total_objects;
    return c->parent_gone ? GIT_EUSER : 0;
}

static int on_packing(int stage, uint32_t current, uint32_t total, void *payload)
{
    (void)stage;
    struct child *c = payload;
    child_progress(c, current, total);
    return c->parent_gone ? GIT_EUSER : 0;
}

static int on_sending(unsigned current, unsigned total, size_t bytes, void *payload)
{
    (void)bytes;
    return on_packing(0, current, total, payload);
}

/* What a hook prints reaches us here; kept for the sentence, counted as no progress. */
static int on_words(const char *text, int n, void *payload)
{
    struct child *c = payload;
    for (int i = 0; i < n && c->words.len < WORDS_MAX; i++) {
        char letter = text[i];
        bool space = letter == ' ' || letter == '\n' || letter == '\r' || letter == '\t';
        if (space && (c->words.len == 0 || c->words.data[c->words.len - 1] == ' '))
            continue;
        buf_push(&c->words, space ? ' ' : letter);
    }
    return 0;
}

static int on_verdict(const char *ref, const char *status, void *payload)
{
    (void)ref;
    struct child *c = payload;
    c->answered = true;
    if (status)
        (void)error_set(&c->transport, STATUS_REFUSED, "%s", status);
    return 0;
}

static git_remote_callbacks callbacks(struct child *c)
{
    git_remote_callbacks own = {
        .version = GIT_REMOTE_CALLBACKS_VERSION,
        .transfer_progress = on_objects,
        .pack_progress = on_packing,
        .push_transfer_progress = on_sending,
        .sideband_progress = on_words,
        .push_update_reference = on_verdict,
        .transport = ssh_transport,
        .payload = c,
    };
    return own;
}

/* --- why something did not work */

static int explain(struct child *c, const char *what, struct error *err)
{
    git_error none = {0};
    const git_error *last = git_error_last();
    if (!last)
        last = &none;
    const char *reason = last->message ? last->message : "no reason given";
    if (c->over_limit)
        return error_set(err, STATUS_DATA, "%s holds a branch that is larger than it may be",
                         c->remote_text);
    if (c->transport.status) {
        *err = c->transport;
        return -(int)c->transport.status;
    }
    switch (last->klass) {
    case GIT_ERROR_NOMEMORY:
        return error_memory(err);
    case GIT_ERROR_ODB:
    case GIT_ERROR_INDEXER:
    case GIT_ERROR_ZLIB:
    case GIT_ERROR_OBJECT:
    case GIT_ERROR_TREE:
    case GIT_ERROR_REPOSITORY:
    case GIT_ERROR_REFERENCE:
        return error_set(err, STATUS_DATA, "%s: %s: %s", c->remote_text, what, reason);
    case GIT_ERROR_NET:
        /* The host speaks git and says no. */
        if (strstr(reason, "remote error") || strstr(reason, "failed on the remote"))
            return error_set(err, STATUS_REFUSED, "%s declines: %s", c->remote_text, reason);
        break;
    default:
        break;
    }
    (void)error_set(err, STATUS_UNAVAILABLE, "%s: %s: %s", c->remote_text, what, reason);
    return error_hint(err, "nothing is lost; the next sync begins where this one ended");
}

/* --- connections */

static void hang_up(git_remote *remote)
{
    if (remote)
        (void)git_remote_disconnect(remote);
    git_remote_free(remote);
}

static int dial(struct child *c, git_direction direction, git_remote **out, struct error *err)
{
    *out = NULL;
    error_clear(&c->transport);
    buf_clear(&c->words);
    c->over_limit = false;
    c->answered = false;
    c->done = c->total = 0;
    int rc = 0;
    git_remote_create_options make = {
        .version = GIT_REMOTE_CREATE_OPTIONS_VERSION,
        .repository = c->own.repo,
        .flags = GIT_REMOTE_CREATE_SKIP_INSTEADOF | GIT_REMOTE_CREATE_SKIP_DEFAULT_FETCHSPEC,
    };
    git_remote_connect_options options = {
        .version = GIT_REMOTE_CONNECT_OPTIONS_VERSION,
        .callbacks = callbacks(c),
        .proxy_opts = {.version = GIT_PROXY_OPTIONS_VERSION},
    };
    git_error_clear();
    if (git_remote_create_with_opts(out, c->remote_text, &make) < 0 ||
        git_remote_connect_ext(*out, direction, &options) < 0) {
        rc = explain(c, "it cannot be reached", err);
        hang_up(*out);
        *out = NULL;
    }
    return rc;
}

static int heads(struct child *c, git_remote *remote, const git_remote_head ***out, size_t *count,
                 struct error *err)
{
    if (git_remote_ls(out, count, remote) < 0)
        return explain(c, "its branches cannot be listed", err);
    if (*count > REFS_MAX)
        return error_set(err, STATUS_DATA, "%s lists more than %u branches", c->remote_text,
                         REFS_MAX);
    return 0;
}

void network_tell_ref(struct child *c, const char *ref, const git_oid *id)
{
    if (!wire_is_ref(ref))
        return; /* tags, HEAD, and what no program of ours makes */
    wire_begin(&c->out, WIRE_REF);
    wire_put_text(&c->out, ref);
    wire_put_text(&c->out, git_oid_tostr_s(id));
    child_send(c);
}

void network_local_name(struct buf *out, const char *ref)
{
    buf_printf(out, "refs/remote/%s", ref + strlen("refs/"));
}

int network_list(struct child *c, struct error *err)
{
    if (c->remote.kind == REMOTE_PATH)
        return path_list(c, err);
    git_remote *remote = NULL;
    const git_remote_head **list = NULL;
    size_t count = 0;
    int rc = dial(c, GIT_DIRECTION_FETCH, &remote, err);
    if (!rc)
        rc = heads(c, remote, &list, &count, err);
    for (size_t i = 0; !rc && i < count && !c->parent_gone; i++)
        network_tell_ref(c, list[i]->name, &list[i]->oid);
    hang_up(remote);
    return rc;
}

/* --- fetching */

struct wanted {
    char **specs;
    size_t count;
};

static bool asked_for(const char *ref, char *const *refs, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(refs[i], ref) == 0)
            return true;
    return false;
}

static int want(struct wanted *w, const char *ref, struct error *err)
{
    struct buf spec = BUF_ZERO;
    /* "+": a rewound remote must be seen as it is; the feeds are judged, not the commits. */
    buf_printf(&spec, "+%s:", ref);
    network_local_name(&spec, ref);
    w->specs[w->count] = buf_take(&spec);
    return w->specs[w->count++] ? 0 : error_memory(err);
}

static int fetch_some(struct child *c, char *const *refs, size_t n, struct error *err)
{
    if (c->remote.kind == REMOTE_PATH)
        return path_fetch(c, refs, n, err);
    git_remote *remote = NULL;
    const git_remote_head **list = NULL;
    size_t count = 0;
    struct wanted w = {.specs = calloc(n, sizeof *w.specs)};
    int rc = w.specs ? dial(c, GIT_DIRECTION_FETCH, &remote, err) : error_memory(err);
    if (!rc)
        rc = heads(c, remote, &list, &count, err);
    for (size_t i = 0; !rc && i < count && w.count < n; i++)
        if (asked_for(list[i]->name, refs, n))
            rc = want(&w, list[i]->name, err);
    if (!rc && w.count > 0) {
        git_strarray specs = {.strings = w.specs, .count = w.count};
        git_fetch_options options = {
            .version = GIT_FETCH_OPTIONS_VERSION,
            .callbacks = callbacks(c),
            .prune = GIT_FETCH_NO_PRUNE,
            .download_tags = GIT_REMOTE_DOWNLOAD_TAGS_NONE,
            .proxy_opts = {.version = GIT_PROXY_OPTIONS_VERSION},
        };
        if (git_remote_download(remote, &specs, &options) < 0 ||
            git_remote_update_tips(remote, &options.callbacks, 0, GIT_REMOTE_DOWNLOAD_TAGS_NONE,
                                   NULL) < 0)
            rc = explain(c, "fetching failed", err);
    }
    hang_up(remote);
    for (size_t i = 0; i < w.count; i++)
        free(w.specs[i]);
    free(w.specs);
    return rc;
}

int network_fetch(struct child *c, struct wire_reader *question, struct error *err)
{
    c->limit = wire_u64(question);
    uint32_t count = wire_u32(question);
    if (count == 0 || count > REFS_MAX)
        return error_set(err, STATUS_SOFTWARE, "the courier was asked for too many branches");
    char **refs = calloc(count, sizeof *refs);
    int rc = refs ? 0 : error_memory(err);
    for (uint32_t i = 0; !rc && i < count; i++) {
        const char *ref = wire_text(question);
        if (!wire_is_ref(ref))
            rc = error_set(err, STATUS_SOFTWARE, "the courier was asked for no branch");
        else if (!(refs[i] = strdup(ref)))
            rc = error_memory(err);
    }
    if (!rc)
        rc = fetch_some(c, refs, count, err);
    /* One bad branch must not keep the others from coming: then each for itself. */
    if (rc == -STATUS_DATA && count > 1) {
        rc = 0;
        for (uint32_t i = 0; i < count && (rc == 0 || rc == -STATUS_DATA); i++) {
            struct error one = {0};
            int each = fetch_some(c, &refs[i], 1, &one);
            if (each && (rc == 0 || each != -STATUS_DATA)) {
                rc = each;
                *err = one;
            }
        }
    }
    for (uint32_t i = 0; refs && i < count; i++)
        free(refs[i]);
    free(refs);
    c->limit = 0;
    return rc;
}

/* --- pushing */

/* Where the remote's ref stands; `has` false: it has none. */
static int look(struct child *c, git_remote *remote, const char *ref, git_oid *at, bool *has,
                struct error *err)
{
    const git_remote_head **list = NULL;
    size_t count = 0;
    *has = false;
    int rc = heads(c, remote, &list, &count, err);
    for (size_t i = 0; !rc && i < count; i++) {
        if (strcmp(list[i]->name, ref) == 0) {
            *at = list[i]->oid;
            *has = true;
        }
    }
    return rc;
}

static int moved(struct child *c, const char *ref, struct error *err)
{
    (void)error_set(err, STATUS_BUSY, "someone else moved %s at %s first", ref, c->remote_text);
    return error_hint(err, "sync again");
}

/* After an upload that did not visibly fail, or did: what the remote has now, asked afresh. */
static int confirm(struct child *c, const char *ref, const git_oid *commit, const git_oid *before,
                   bool had, const struct error *verdict, struct error *err)
{
    git_remote *remote = NULL;
    git_oid at;
    bool has = false;
    struct buf said = BUF_ZERO;
    buf_add(&said, buf_text(&c->words));
    bool answered = c->answered;
    int rc = dial(c, GIT_DIRECTION_FETCH, &remote, err);
    if (!rc)
        rc = look(c, remote, ref, &at, &has, err);
    hang_up(remote);
    bool ours = !rc && has && git_oid_equal(&at, commit);
    bool as_before = !rc && has == had && (!has || git_oid_equal(&at, before));
    if (!rc && verdict->status == STATUS_REFUSED && !ours && as_before)
        rc = said.len ? error_set(err, STATUS_REFUSED, "%s declined: %s (%s)", c->remote_text,
                                  said.data, verdict->message)
                      : error_set(err, STATUS_REFUSED, "%s declined: %s", c->remote_text,
                                  verdict->message);
    else if (!rc && !ours && !as_before)
        rc = moved(c, ref, err);
    else if (!rc && !ours)
        rc = error_set(err, answered ? STATUS_REFUSED : STATUS_UNAVAILABLE,
                       "%s did not take %s and gave no reason", c->remote_text, ref);
    buf_free(&said);
    return rc;
}

static int push_by_ssh(struct child *c, const char *ref, const git_oid *commit, struct error *err)
{
    git_remote *remote = NULL;
    git_oid before = {{0}};
    bool had = false;
    int rc = dial(c, GIT_DIRECTION_PUSH, &remote, err);
    if (!rc)
        rc = look(c, remote, ref, &before, &had, err);
    if (rc || (had && git_oid_equal(&before, commit))) {
        hang_up(remote);
        return rc;
    }
    if (had && (!git_odb_exists(c->own.odb, &before) ||
                git_graph_descendant_of(c->own.repo, commit, &before) != 1)) {
        hang_up(remote);
        return moved(c, ref, err);
    }
    /* libgit2 pushes refs, not commits: it gets one for the time being. */
    struct buf spec = BUF_ZERO;
    git_reference *local = NULL;
    buf_printf(&spec, "refs/push/%s:%s", ref + strlen("refs/"), ref);
    rc = buf_ok(&spec, err);
    if (!rc) {
        char *colon = strchr(spec.data, ':');
        *colon = '\0';
        if (git_reference_create(&local, c->own.repo, spec.data, commit, 1, NULL) < 0)
            rc = child_git_error(STATUS_IO, "the clone cannot be written", err);
        *colon = ':';
    }
    if (!rc) {
        git_strarray specs = {.strings = &spec.data, .count = 1};
        git_push_options options = {
            .version = GIT_PUSH_OPTIONS_VERSION,
            .pb_parallelism = 1,
            .callbacks = callbacks(c),
            .proxy_opts = {.version = GIT_PROXY_OPTIONS_VERSION},
        };
        if (git_remote_upload(remote, &specs, &options) < 0)
            rc = explain(c, "pushing failed", err);
    }
    hang_up(remote);
    if (local)
        (void)git_reference_delete(local);
    git_reference_free(local);
    buf_free(&spec);
    if (rc && rc != -STATUS_REFUSED)
        return rc;
    /* A refusal is only believed if the ref stands where it did; and so is a success. */
    struct error verdict = c->transport;
    return confirm(c, ref, commit, &before, had, &verdict, err);
}

int network_push(struct child *c, struct wire_reader *question, struct error *err)
{
    const char *ref = wire_text(question);
    const char *hex = wire_text(question);
    git_oid commit, tree;
    if (!wire_end(question) || !wire_is_ref(ref))
        return error_set(err, STATUS_SOFTWARE, "the courier was asked to push no branch");
    int rc = child_oid(&commit, hex, err);
    if (!rc)
        rc = child_commit_tree(&c->own, &commit, &tree, err);
    if (rc)
        return rc;
    return c->remote.kind == REMOTE_PATH ? path_push(c, ref, &commit, err)
                                         : push_by_ssh(c, ref, &commit, err);
}

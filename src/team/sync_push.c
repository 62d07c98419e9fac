/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sending: seal what is unsent, commit it on top of the own ref, push, and mark as sent only what
 * the remote confirmed (FORMAT 6, 7).
 *
 * The store learns of an own segment only after the push, so a crash before it leaves nothing
 * behind; after it, the segment is found on the remote by the next sync and recognised by its hash.
 */
#include "inwork/base/error.h"
#include "inwork/store/store.h"
#include "inwork/team/request.h"
#include "sync_int.h"

#define ROUND_BYTES (32u << 20) /* sealed bytes in one commit, about */
#define ROUND_SEGMENTS 64u
#define HEADER_ROOM 1024u

struct sealed {
    struct segment_header header;
    char path[SEGMENT_PATH_SIZE];
    char sha256[HASH_HEX];
    char blob[COURIER_OID_TEXT], signature[COURIER_OID_TEXT];
    int64_t first, last; /* entry.seq */
};
struct round {
    struct sync *s;
    char epoch[EPOCH_SIZE];
    struct sealed sealed[ROUND_SEGMENTS];
    size_t count, bytes;
    struct commit commit;
    bool more;
};

/* ---- which tree to build on ---- */

struct own_base {
    char tip[COURIER_OID_TEXT]; /* parent and base, or "" */
    bool fetched;
};

struct missing {
    struct commit *commit;
    struct sync *s;
};

static int take_id(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    (void)count;
    (void)err;
    *(int64_t *)payload = c[0].integer;
    return 0;
}

/* A file of our own that the remote's tree has not: put it back by the clone's blob. */
static int put_missing(const struct courier_file *file, void *payload, struct error *err)
{
    struct missing *m = payload;
    struct segment_place place;
    bool signature;
    if (!file->known || !segment_path_parse(&place, &signature, file->path) ||
        strcmp(place.device, m->s->self) != 0)
        return 0;
    return commit_add_blob(m->commit, file->path, file->blob, err);
}

/* A file of the remote's tree that ours has not, and that is not a verified segment of ours: it
 * leaves the tree. */
struct wanted {
    struct sync *s;
    struct commit *commit;
    bool verified;
    const char *blob;
    bool signature;
};
static int compare_blob(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    struct wanted *w = payload;
    (void)count;
    (void)err;
    if (strcmp(c[w->signature ? 3 : 2].bytes, w->blob) == 0)
        w->verified = true;
    return 0;
}
static int drop_foreign(const struct courier_file *file, void *payload, struct error *err)
{
    struct wanted *w = payload;
    struct segment_place place;
    if (strcmp(file->path, "heads.json") == 0 || strcmp(file->path, "heads.json.sig") == 0 ||
        strcmp(file->path, "request.json") == 0)
        return 0;
    w->verified = false;
    w->blob = file->blob;
    if (file->known && segment_path_parse(&place, &w->signature, file->path)) {
        const struct store_cell cells[] = {store_text(place.device), store_text(place.epoch),
                                           store_text(place.compartment), store_integer(place.n)};
        int r = store_query(w->s->store, "team_segment_at", cells, 4, compare_blob, w, err);
        if (r < 0)
            return r;
    }
    return w->verified ? 0 : commit_remove(w->commit, file->path, err);
}

/* Settle on a parent: the remote's tip if it lacks nothing of ours; else our own newest commit, if
 * the remote takes it; else the remote's tip with what it lacks put back. */
static int choose_base(struct sync *s, struct own_base *base, struct commit *commit,
                       struct ref_state *state, struct error *err)
{
    const char *tip = sync_tip(s, s->own_ref);
    bool whole = clone_has(s, state->whole);
    memcpy(base->tip, tip, strlen(tip) + 1);
    if (!whole || strcmp(tip, state->whole) == 0)
        return 0;
    if (ref_restore(s, s->own_ref, state->whole)) {
        memcpy(base->tip, state->whole, COURIER_OID_TEXT);
        return 0;
    }
    if (tip[0] == 0)
        return error_set(err, STATUS_REFUSED, "the remote does not take this device's work");
    struct missing missing = {.commit = commit, .s = s};
    struct wanted wanted = {.s = s, .commit = commit};
    int r = courier_files(s->courier, state->whole, tip, put_missing, &missing, err);
    if (r == 0)
        r = courier_files(s->courier, tip, state->whole, drop_foreign, &wanted, err);
    return r;
}

/* ---- sealing ---- */

struct gathering {
    struct buf lines;
    int64_t first, last, count;
    bool full;
};

static int gather(const struct store_cell *c, size_t columns, void *payload, struct error *err)
{
    struct gathering *g = payload;
    (void)columns;
    if (g->lines.len + c[1].length + 1 > SEGMENT_LINES_MAX - HEADER_ROOM) {
        g->full = true;
        return STATUS_NO; /* enough: stop the query */
    }
    buf_append(&g->lines, c[1].bytes, c[1].length);
    buf_push(&g->lines, '\n');
    if (g->count++ == 0)
        g->first = c[0].integer;
    g->last = c[0].integer;
    return buf_ok(&g->lines, err);
}

struct last {
    const struct segment_place *place;
    int64_t n;
    char sha256[HASH_HEX];
};
static int find_last(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    struct last *l = payload;
    (void)count;
    (void)err;
    if (strcmp(c[0].bytes, l->place->epoch) == 0 &&
        strcmp(c[1].bytes, l->place->compartment) == 0) {
        l->n = c[2].integer;
        state_copy(l->sha256, sizeof l->sha256, &c[3]);
    }
    return 0;
}

/* Where the next segment stands in its feed: after those of this round, or of the store. */
static int next_place(struct round *r, struct segment_header *h, struct error *err)
{
    struct last last = {.place = &h->place};
    const struct store_cell cell = store_text(r->s->self);
    int result = store_query(r->s->store, "team_feeds_of", &cell, 1, find_last, &last, err);
    for (size_t i = 0; i < r->count; i++) {
        if (strcmp(r->sealed[i].header.place.compartment, h->place.compartment) == 0) {
            last.n = r->sealed[i].header.place.n;
            memcpy(last.sha256, r->sealed[i].sha256, HASH_HEX);
        }
    }
    h->place.n = last.n + 1;
    memcpy(h->prev, last.sha256, HASH_HEX);
    if (result == 0 && h->place.n > SEGMENT_NUMBER_MAX)
        result = error_set(err, STATUS_SOFTWARE, "the feed of this device is full");
    return result;
}

static int seal_one(struct round *r, const char *compartment, struct gathering *g,
                    struct error *err)
{
    struct sync *s = r->s;
    const struct roster_generation *key = roster_generation(&s->roster, compartment, 0);
    struct sealed *out = &r->sealed[r->count];
    struct buf file = {0}, signature = {0};
    uint8_t hash[HASH_BYTES];
    char path[SEGMENT_PATH_SIZE + 4];
    *out = (struct sealed){.first = g->first, .last = g->last};
    out->header.generation = key->number;
    out->header.count = g->count;
    memcpy(out->header.team, roster_team(&s->roster), HASH_HEX);
    memcpy(out->header.place.device, s->self, DEVICE_ID_TEXT);
    memcpy(out->header.place.epoch, r->epoch, EPOCH_SIZE);
    (void)snprintf(out->header.place.compartment, COMPARTMENT_SIZE, "%s", compartment);
    int result = next_place(r, &out->header, err);
    if (result == 0)
        result = segment_seal(&file, &signature, &out->header, g->lines.data, g->lines.len,
                              &key->recipient, store_device(s->store), err);
    if (result == 0) {
        hash_sha256(hash, file.data, file.len);
        hash_hex(out->sha256, hash, sizeof hash);
        segment_path(out->path, &out->header.place);
        (void)snprintf(path, sizeof path, "%s.sig", out->path);
        result = commit_add(&r->commit, out->path, file.data, file.len, err);
    }
    if (result == 0)
        result = commit_add(&r->commit, path, signature.data, signature.len, err);
    r->bytes += file.len;
    r->count++;
    buf_free(&file);
    buf_free(&signature);
    return result;
}

static int seal_compartment(struct round *r, const char *compartment, struct error *err)
{
    int64_t after = 0;
    for (;;) {
        struct gathering g = {0};
        const struct store_cell cells[] = {store_text(compartment), store_text(r->s->self),
                                           store_integer(after)};
        if (r->count == ROUND_SEGMENTS || r->bytes >= ROUND_BYTES) {
            r->more = true;
            return 0;
        }
        int result = store_query(r->s->store, "team_unsent", cells, 3, gather, &g, err);
        if (result == STATUS_NO)
            result = 0;
        if (result == 0 && g.count > 0)
            result = seal_one(r, compartment, &g, err);
        after = g.last;
        bool full = g.full;
        buf_free_wiped(&g.lines);
        if (result < 0 || !full)
            return result;
    }
}

struct names {
    char (*names)[COMPARTMENT_SIZE];
    size_t count;
};
static int add_name(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    struct names *n = payload;
    (void)count;
    if (c[0].bytes == NULL || !compartment_valid(c[0].bytes))
        return 0;
    void *grown = realloc(n->names, (n->count + 1) * sizeof *n->names);
    if (grown == NULL)
        return error_memory(err);
    n->names = grown;
    state_copy(n->names[n->count++], COMPARTMENT_SIZE, &c[0]);
    return 0;
}

static int seal_all(struct round *r, struct error *err)
{
    struct names names = {0};
    const struct store_cell cell = store_text(r->s->self);
    int result =
        store_query(r->s->store, "team_unsent_compartments", &cell, 1, add_name, &names, err);
    for (size_t i = 0; result == 0 && i < names.count; i++) {
        const char *compartment = names.names[i];
        if (!roster_may(sync_self(r->s), compartment) ||
            roster_generation(&r->s->roster, compartment, 0) == NULL)
            continue; /* stays unsent until a lead admits us to it */
        if (r->epoch[0] == 0)
            result = feed_epoch(r->s, r->epoch, err);
        if (result == 0)
            result = seal_compartment(r, compartment, err);
    }
    free(names.names);
    return result;
}

/* ---- heads, commit, push, mark ---- */

static int set_own_feed(struct heads *h, const struct sealed *s, struct error *err)
{
    struct heads_feed feed = {.n = s->header.place.n};
    memcpy(feed.epoch, s->header.place.epoch, EPOCH_SIZE);
    memcpy(feed.compartment, s->header.place.compartment, COMPARTMENT_SIZE);
    memcpy(feed.sha256, s->sha256, HASH_HEX);
    for (size_t i = 0; i < h->own_count; i++) {
        if (strcmp(h->own[i].epoch, feed.epoch) == 0 &&
            strcmp(h->own[i].compartment, feed.compartment) == 0) {
            h->own[i] = feed;
            return 0;
        }
    }
    return heads_add_own(h, &feed, err);
}

struct stored_body {
    struct buf body;
};
static int take_body(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    struct stored_body *b = payload;
    (void)count;
    buf_append(&b->body, c[2].bytes, c[2].length);
    return buf_ok(&b->body, err);
}

/* Would the heads say anything that the last ones did not? */
static int heads_changed(struct round *r, const struct heads *h, bool *changed, struct error *err)
{
    struct stored_body stored = {0};
    struct buf body = {0}, signature = {0};
    const struct store_cell cell = store_text(r->s->self);
    int result = store_query(r->s->store, "team_heads_get", &cell, 1, take_body, &stored, err);
    if (result == 0)
        result = heads_write(&body, &signature, h, store_device(r->s->store), err);
    *changed = r->count > 0 || r->commit.count > 0 || stored.body.len != body.len ||
               memcmp(buf_text(&stored.body), buf_text(&body), body.len) != 0;
    buf_free(&stored.body);
    buf_free(&body);
    buf_free(&signature);
    return result;
}

static int find_blob(const struct courier_file *file, void *payload, struct error *err)
{
    struct round *r = payload;
    struct segment_place place;
    bool signature;
    (void)err;
    if (!segment_path_parse(&place, &signature, file->path))
        return 0;
    for (size_t i = 0; i < r->count; i++) {
        struct sealed *s = &r->sealed[i];
        if (strncmp(s->path, file->path, strlen(s->path)) == 0)
            memcpy(signature ? s->signature : s->blob, file->blob, COURIER_OID_TEXT);
    }
    return 0;
}

static int note_sealed(struct round *r, struct error *err)
{
    if (r->count == 0)
        return 0;
    int result = store_begin(r->s->store, err);
    if (result < 0)
        return result;
    for (size_t i = 0; result == 0 && i < r->count; i++) {
        const struct store_cell cell = store_text(r->sealed[i].sha256);
        result = store_query(r->s->store, "team_sealed_add", &cell, 1, NULL, NULL, err);
    }
    if (result == 0)
        result = store_commit(r->s->store, err);
    if (result < 0)
        store_rollback(r->s->store);
    return result;
}

static int mark_segment(struct round *r, const struct sealed *s, int64_t made, struct error *err)
{
    struct store *store = r->s->store;
    const struct segment_header *h = &s->header;
    int64_t id = 0;
    const struct store_cell hash = store_text(s->sha256);
    const struct store_cell row[] = {store_text(h->place.device),
                                     store_text(h->place.epoch),
                                     store_text(h->place.compartment),
                                     store_integer(h->place.n),
                                     store_text(s->sha256),
                                     store_text(h->prev[0] != 0 ? h->prev : NULL),
                                     store_text(s->blob),
                                     store_text(s->signature),
                                     store_integer(h->count),
                                     store_integer(1),
                                     store_integer(made),
                                     store_integer(store_now(store))};
    int result = store_query(store, "team_segment_add", row, 12, take_id, &id, err);
    const struct store_cell mark[] = {store_integer(id), store_text(h->place.compartment),
                                      store_text(h->place.device), store_integer(s->first),
                                      store_integer(s->last)};
    if (result == 0)
        result = store_query(store, "team_mark_sent", mark, 5, NULL, NULL, err);
    if (result == 0) {
        r->s->report->sent += store_changes(store);
        result = store_query(store, "team_sealed_forget", &hash, 1, NULL, NULL, err);
    }
    return result;
}

/* The remote has it: remember everything at once. */
static int mark(struct round *r, const char *commit, const struct heads *h, const struct buf *body,
                struct error *err)
{
    struct ref_state state = {0};
    memcpy(state.whole, commit, COURIER_OID_TEXT);
    memcpy(state.processed, commit, COURIER_OID_TEXT);
    int result = store_begin(r->s->store, err);
    if (result < 0)
        return result;
    for (size_t i = 0; result == 0 && i < r->count; i++)
        result = mark_segment(r, &r->sealed[i], h->made, err);
    if (result == 0)
        result = heads_own_keep(r->s, h, body, err);
    if (result == 0)
        result = ref_state_put(r->s, r->s->own_ref, &state, err);
    if (result == 0)
        result = store_commit(r->s->store, err);
    if (result < 0)
        store_rollback(r->s->store);
    return result;
}

static int push_round(struct round *r, const struct own_base *base, struct error *err)
{
    struct sync *s = r->s;
    struct heads h;
    struct buf body = {0}, signature = {0};
    char commit[COURIER_OID_TEXT];
    const char *parent = base->tip[0] != 0 ? base->tip : NULL;
    bool changed = false;
    int result = heads_own(s, &h, err);
    for (size_t i = 0; result == 0 && i < r->count; i++)
        result = set_own_feed(&h, &r->sealed[i], err);
    if (result == 0)
        result = heads_changed(r, &h, &changed, err);
    if (result < 0 || !changed)
        goto out;
    h.serial++;
    h.made += r->count > 0;
    result = heads_write(&body, &signature, &h, store_device(s->store), err);
    if (result == 0)
        result = commit_add(&r->commit, "heads.json", body.data, body.len, err);
    if (result == 0)
        result = commit_add(&r->commit, "heads.json.sig", signature.data, signature.len, err);
    if (result == 0)
        result = courier_commit(s->courier, parent, parent, r->commit.puts, r->commit.count, commit,
                                err);
    if (result == 0)
        result = courier_files(s->courier, commit, parent, find_blob, r, err);
    if (result == 0)
        result = note_sealed(r, err);
    if (result == 0)
        result = courier_push(s->courier, s->own_ref, commit, err);
    if (result == 0)
        result = mark(r, commit, &h, &body, err);
out:
    heads_clear(&h);
    buf_free(&body);
    buf_free(&signature);
    return result;
}

/* One round: 0 done, 1 more to do, or an error. */
static int one_round(struct sync *s, struct error *err)
{
    struct own_base base = {0};
    struct ref_state state;
    struct round *r = calloc(1, sizeof *r);
    if (r == NULL)
        return error_memory(err);
    r->s = s;
    int result = ref_state_get(&state, s, s->own_ref, err);
    if (result == 0)
        result = choose_base(s, &base, &r->commit, &state, err);
    if (result == 0)
        result = seal_all(r, err);
    if (result == 0)
        result = push_round(r, &base, err);
    if (result == 0)
        result = r->more;
    commit_clear(&r->commit);
    free(r);
    return result;
}

/* Somebody moved our ref: a copy of this device, or a push of ours whose answer was lost. What is
 * there is read first; anything in it that we do not know brings a new epoch. */
static int read_again(struct sync *s, struct error *err)
{
    char tip[COURIER_OID_TEXT];
    int r = sync_list(s, err);
    if (r == 0)
        r = sync_fetch_one(s, s->own_ref, 0, tip, err);
    if (r == 0 && sync_self(s) != NULL)
        r = device_read(s, sync_self(s), err);
    return r;
}

int push_own(struct sync *s, struct error *err)
{
    int tries = 0;
    for (;;) {
        sync_progress(s, SYNC_SENDING, (uint64_t)s->report->sent, 0);
        int r = one_round(s, err);
        if (r == -STATUS_BUSY && ++tries < TRIES_MAX)
            r = read_again(s, err) < 0 ? -STATUS_BUSY : 1;
        else if (r == 1)
            r = sync_list(s, err) < 0 ? -STATUS_UNAVAILABLE : 1;
        if (r != 1)
            return r;
    }
}

int push_request(struct sync *s, struct error *err)
{
    struct buf name = {0}, request = {0};
    struct commit commit = {0};
    struct ref_state state;
    char oid[COURIER_OID_TEXT], tip[COURIER_OID_TEXT] = "", member[ID_SIZE];
    int r = ref_state_get(&state, s, s->own_ref, err);
    if (r == 0 && sync_tip(s, s->own_ref)[0] != 0) {
        if (strcmp(sync_tip(s, s->own_ref), state.processed) == 0)
            return 0; /* it is there */
        r = sync_fetch_one(s, s->own_ref, 0, tip, err);
    }
    if (r == 0)
        r = state_person(member, &name, s->store, err);
    if (r == 0)
        r = request_write(&request, &s->roster, member, buf_text(&name), store_now(s->store),
                          store_device(s->store), err);
    if (r == 0)
        r = commit_add(&commit, "request.json", request.data, request.len, err);
    if (r == 0)
        r = courier_commit(s->courier, tip[0] != 0 ? tip : NULL, tip[0] != 0 ? tip : NULL,
                           commit.puts, commit.count, oid, err);
    if (r == 0)
        r = courier_push(s->courier, s->own_ref, oid, err);
    if (r == 0) {
        memcpy(state.processed, oid, sizeof oid);
        memcpy(state.whole, oid, sizeof oid);
        r = ref_state_put(s, s->own_ref, &state, err);
    }
    commit_clear(&commit);
    buf_free(&name);
    buf_free(&request);
    return r;
}

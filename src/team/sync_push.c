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
#include "push_int.h"

static int take_id(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    (void)count;
    (void)err;
    *(int64_t *)payload = c[0].integer;
    return 0;
}

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

/* The remote has it: remember everything at once. Where the commit puts something right, or does
 * not stand on what was read last, the next sync reads it, and finds gone what is set aside. */
static int mark(struct round *r, const char *base, const char *commit, const struct heads *h,
                const struct buf *body, struct error *err)
{
    struct ref_state state;
    int result = ref_state_get(&state, r->s, r->s->own_ref, err);
    if (result < 0)
        return result;
    if (!r->mends && strcmp(state.processed, base) == 0)
        memcpy(state.processed, commit, COURIER_OID_TEXT);
    memcpy(state.whole, commit, COURIER_OID_TEXT);
    result = store_begin(r->s->store, err);
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

static int push_round(struct round *r, const char *tip, struct error *err)
{
    struct sync *s = r->s;
    struct heads h;
    struct buf body = {0}, signature = {0};
    char commit[COURIER_OID_TEXT];
    const char *parent = tip[0] != 0 ? tip : NULL;
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
        result = mark(r, tip, commit, &h, &body, err);
out:
    heads_clear(&h);
    buf_free(&body);
    buf_free(&signature);
    return result;
}

/* One round: 0 done, 1 more to do, or an error. */
static int one_round(struct sync *s, struct error *err)
{
    char tip[COURIER_OID_TEXT];
    struct round *r = calloc(1, sizeof *r);
    if (r == NULL)
        return error_memory(err);
    r->s = s;
    int result = own_base(s, tip, &r->commit, err);
    r->mends = r->commit.count > 0;
    if (result == 0)
        result = round_seal(r, err);
    if (result == 0)
        result = push_round(r, tip, err);
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

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sealing what is unsent: entries of each compartment, in the order they were written, into the
 * next segments of the own feed.
 */
#include "inwork/base/error.h"
#include "inwork/store/store.h"
#include "push_int.h"

#define HEADER_ROOM 1024u

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

int round_seal(struct round *r, struct error *err)
{
    struct names names = {0};
    const struct store_cell cell = store_text(r->s->self);
    int result =
        store_query(r->s->store, "team_unsent_compartments", &cell, 1, add_name, &names, err);
    for (size_t i = 0; result == 0 && i < names.count; i++) {
        const char *compartment = names.names[i];
        if (!roster_may(sync_self(r->s), compartment) ||
            roster_generation(&r->s->roster, compartment, 0) == NULL) {
            /* It stays unsent until a lead admits us. */
            sync_notice(r->s, r->s->self,
                        "what was written in %s waits on this laptop: it can be sent once a lead's "
                        "laptop has synced and given this one the key",
                        compartment);
            continue;
        }
        if (r->epoch[0] == 0)
            result = feed_epoch(r->s, r->epoch, err);
        if (result == 0)
            result = seal_compartment(r, compartment, err);
    }
    free(names.names);
    return result;
}

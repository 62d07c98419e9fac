/* SPDX-License-Identifier: GPL-3.0-or-later
 * Heads during a sync: taking in the others', acknowledging their work, noticing a remote that
 * rewinds or withholds, and writing our own (FORMAT 6).
 */
#include "inwork/base/error.h"
#include "inwork/store/store.h"
#include "sync_int.h"

struct heads_row {
    char device[DEVICE_ID_TEXT];
    int64_t serial, made, seen, back;
    struct heads heads;
};
struct heads_rows {
    struct sync *s;
    struct heads_row *rows;
    size_t count;
};

static void rows_clear(struct heads_rows *r)
{
    for (size_t i = 0; i < r->count; i++)
        heads_clear(&r->rows[i].heads);
    free(r->rows);
}

static int add_row(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    struct heads_rows *r = payload;
    (void)count;
    struct heads_row *grown = realloc(r->rows, (r->count + 1) * sizeof *grown);
    if (grown == NULL)
        return error_memory(err);
    r->rows = grown;
    struct heads_row *row = &grown[r->count++];
    *row = (struct heads_row){
        .serial = c[1].integer, .made = c[2].integer, .seen = c[4].integer, .back = c[5].integer};
    state_copy(row->device, sizeof row->device, &c[0]);
    return heads_parse(&row->heads, roster_team(&r->s->roster), row->device, c[3].bytes,
                       c[3].length, err);
}

static int rows_load(struct heads_rows *out, struct sync *s, struct error *err)
{
    *out = (struct heads_rows){.s = s};
    int r = store_query(s->store, "team_heads", NULL, 0, add_row, out, err);
    if (r < 0) {
        rows_clear(out);
        *out = (struct heads_rows){.s = s};
    }
    return r;
}

static const struct heads_row *rows_get(const struct heads_rows *r, const char *device)
{
    for (size_t i = 0; i < r->count; i++) {
        if (strcmp(r->rows[i].device, device) == 0)
            return &r->rows[i];
    }
    return NULL;
}

static int put(struct sync *s, const char *device, const struct heads *h, const struct buf *body,
               int64_t seen, int64_t back, struct error *err)
{
    const struct store_cell cells[] = {store_text(device),     store_integer(h->serial),
                                       store_integer(h->made), store_bytes(body->data, body->len),
                                       store_integer(seen),    store_integer(back)};
    return store_query(s->store, "team_heads_put", cells, 6, NULL, NULL, err);
}

static int keep(struct sync *s, const struct roster_device *device, const struct heads *h,
                const struct buf *body, struct error *err)
{
    struct heads_rows rows;
    int r = rows_load(&rows, s, err);
    if (r < 0)
        return r;
    const struct heads_row *known = rows_get(&rows, device->id);
    if (known != NULL && h->serial < known->serial) {
        if (s->home)
            sync_notice(s, device->id,
                        "the remote shows an older state of this device than before (%lld, not "
                        "%lld): it was rewound or holds work back",
                        (long long)h->serial, (long long)known->serial);
    } else if (known == NULL || h->serial > known->serial) {
        r = put(s, device->id, h, body, known == NULL ? 0 : known->seen,
                heads_seen(h, s->self) < 0 ? 0 : heads_seen(h, s->self), err);
    }
    rows_clear(&rows);
    return r;
}

int heads_take(struct sync *s, const struct roster_device *device, const char *body_blob,
               const char *signature_blob, struct error *err)
{
    struct buf body = {0}, signature = {0};
    struct heads h = {0};
    struct error why = {0};
    char ref[REF_SIZE];
    bool has_body = false, has_signature = false;
    ref_of_device(ref, device->id);
    int r = sync_blob(s, body_blob, HEADS_MAX, &body, &has_body, err);
    if (r == 0)
        r = sync_blob(s, signature_blob, 4096, &signature, &has_signature, err);
    if (r < 0)
        goto out;
    if (!has_body || !has_signature)
        r = error_set(&why, STATUS_DATA, "the heads or their signature are missing");
    else
        r = heads_read(&h, roster_team(&s->roster), device->id, device->public.ed25519, body.data,
                       body.len, signature.data, signature.len, &why);
    if (r < 0) {
        r = quarantine_put(s, ref, "heads.json", body_blob, signature_blob, why.message, err);
    } else {
        r = quarantine_drop(s, ref, "heads.json", err);
        if (r == 0)
            r = keep(s, device, &h, &body, err);
    }
out:
    heads_clear(&h);
    buf_free(&body);
    buf_free(&signature);
    return r;
}

struct newest {
    struct sync *s;
    const char *device;
    struct heads *out;
};

static int read_newest(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    struct newest *n = payload;
    (void)count;
    return heads_parse(n->out, roster_team(&n->s->roster), n->device, c[2].bytes, c[2].length, err);
}

int heads_newest(struct sync *s, const char *device, struct heads *out, struct error *err)
{
    struct newest n = {.s = s, .device = device, .out = out};
    const struct store_cell cell = store_text(device);
    *out = (struct heads){0};
    return store_query(s->store, "team_heads_get", &cell, 1, read_newest, &n, err);
}

struct reach {
    int64_t numbers;
    bool same;
};

static int read_reach(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    struct reach *r = payload;
    (void)count;
    (void)err;
    r->numbers = c[0].integer;
    r->same = c[1].integer != 0;
    return 0;
}

/* Is everything that these heads speak of, and that we may read, applied here? */
static int all_applied(struct sync *s, const struct heads_row *row, bool *out, struct error *err)
{
    *out = true;
    for (size_t i = 0; *out && i < row->heads.own_count; i++) {
        const struct heads_feed *f = &row->heads.own[i];
        struct reach reach = {0};
        const struct store_cell cells[] = {store_text(row->device), store_text(f->epoch),
                                           store_text(f->compartment), store_integer(f->n),
                                           store_text(f->sha256)};
        if (!roster_may(sync_self(s), f->compartment))
            continue;
        int r = store_query(s->store, "team_feed_reach", cells, 5, read_reach, &reach, err);
        if (r < 0)
            return r;
        *out = reach.numbers == f->n && reach.same;
    }
    return 0;
}

static int acknowledge(struct sync *s, struct heads_row *row, struct error *err)
{
    bool applied;
    if (row->seen == row->made || strcmp(row->device, s->self) == 0)
        return 0;
    int r = all_applied(s, row, &applied, err);
    if (r < 0)
        return r;
    if (!applied) {
        sync_notice(s, row->device, "work of this device has not arrived completely yet");
        return 0;
    }
    const struct store_cell cells[] = {store_text(row->device), store_integer(row->made)};
    row->seen = row->made;
    return store_query(s->store, "team_heads_seen", cells, 2, NULL, NULL, err);
}

/* What one device says of the others, and of the roster, against what the remote shows. */
static void compare(struct sync *s, const struct heads_rows *rows, const struct heads_row *row)
{
    for (size_t i = 0; i < row->heads.seen_count; i++) {
        const struct heads_seen *seen = &row->heads.seen[i];
        const struct heads_row *other = rows_get(rows, seen->device);
        int64_t shown = other == NULL ? 0 : other->made;
        if (seen->made <= shown)
            continue;
        if (strcmp(seen->device, s->self) == 0) {
            s->doubt = s->doubt || seen->made > s->answered;
            s->claimed = seen->made > s->claimed ? seen->made : s->claimed;
        } else if (s->home)
            sync_notice(s, seen->device,
                        "%s has had more of this device's work than the remote shows", row->device);
    }
    if (row->heads.roster_n >= (int64_t)s->roster.count) {
        if (s->home)
            sync_notice(s, row->device, "this device knows a newer roster than the remote shows");
    } else if (strcmp(s->roster.hashes[row->heads.roster_n], row->heads.roster_sha256) != 0) {
        s->forked = true;
        sync_notice(s, row->device,
                    "this device has another statement %lld in its roster: %s, not %s",
                    (long long)row->heads.roster_n, row->heads.roster_sha256,
                    s->roster.hashes[row->heads.roster_n]);
    }
}

/* What others claim to have of our feed brings a new epoch once, however long they go on claiming
 * it: heads name every feed there was. */
static int load_answered(struct sync *s, struct error *err)
{
    struct buf text = {0};
    int r = state_setting(&text, s->store, SETTING_CLAIMED, err);
    s->answered = r == 0 ? strtoll(buf_text(&text), NULL, 10) : 0;
    buf_free(&text);
    return r;
}

int heads_compare(struct sync *s, struct error *err)
{
    struct heads_rows rows;
    int r = load_answered(s, err);
    if (r < 0)
        return r;
    r = rows_load(&rows, s, err);
    for (size_t i = 0; r == 0 && i < rows.count; i++) {
        r = acknowledge(s, &rows.rows[i], err);
        compare(s, &rows, &rows.rows[i]);
    }
    rows_clear(&rows);
    return r;
}

static int add_feed(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    struct heads_feed feed = {.n = c[2].integer};
    (void)count;
    state_copy(feed.epoch, sizeof feed.epoch, &c[0]);
    state_copy(feed.compartment, sizeof feed.compartment, &c[1]);
    state_copy(feed.sha256, sizeof feed.sha256, &c[3]);
    return heads_add_own(payload, &feed, err);
}

int heads_own(struct sync *s, struct heads *out, struct error *err)
{
    struct heads_rows rows;
    const struct store_cell cell = store_text(s->self);
    *out = (struct heads){.roster_n = (int64_t)s->roster.count - 1};
    int r = rows_load(&rows, s, err);
    if (r < 0)
        return r;
    memcpy(out->team, roster_team(&s->roster), strlen(roster_team(&s->roster)) + 1);
    memcpy(out->device, s->self, sizeof out->device);
    memcpy(out->roster_sha256, roster_newest(&s->roster), strlen(roster_newest(&s->roster)) + 1);
    for (size_t i = 0; r == 0 && i < rows.count; i++) {
        const struct heads_row *row = &rows.rows[i];
        if (strcmp(row->device, s->self) == 0) {
            out->serial = row->serial;
            out->made = row->made;
        } else if (row->seen > 0) {
            r = heads_add_seen(out, row->device, row->seen, err);
        }
    }
    if (r == 0)
        r = store_query(s->store, "team_feeds_of", &cell, 1, add_feed, out, err);
    rows_clear(&rows);
    if (r < 0)
        heads_clear(out);
    return r;
}

int heads_own_keep(struct sync *s, const struct heads *h, const struct buf *body, struct error *err)
{
    return put(s, s->self, h, body, 0, 0, err);
}

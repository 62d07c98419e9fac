/* SPDX-License-Identifier: GPL-3.0-or-later
 * Taking segments in: fetch from the clone, open (opening.c), apply in bounded transactions. Each
 * segment is remembered by the SHA-256 of its file, so that doing it again changes nothing; what
 * fails is quarantined and the rest goes on.
 */
#include "inwork/base/error.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/entry.h"
#include "inwork/store/store.h"
#include "opening_int.h"
#include "sync_int.h"

#define PAIRS_AT_ONCE 64u
#define BATCH_ENTRIES 30000u    /* entries in one transaction, about */
#define BATCH_BYTES (10u << 20) /* plain bytes in one transaction, about */

struct apply {
    struct sync *s;
    const struct roster_device *writer;
    const char *ref;
    const struct incoming *items; /* of the present question to the courier */
    size_t done, total;           /* for progress */
    int64_t own_made;             /* of our own heads, when the feed is ours */
    struct buf signature;
    bool has_signature;
    struct opening *opening;
    bool writing; /* a transaction is open */
    size_t batch_entries, batch_bytes;
    bool recount;
};

static int begin(struct apply *a, struct error *err)
{
    if (a->writing)
        return 0;
    int r = store_bulk_begin(a->s->store, err);
    a->writing = r == 0;
    return r;
}

static int commit(struct apply *a, struct error *err)
{
    if (!a->writing)
        return 0;
    a->writing = false;
    a->batch_entries = 0;
    a->batch_bytes = 0;
    int r = store_bulk_end(a->s->store, err);
    if (r < 0)
        store_rollback(a->s->store);
    else
        (void)store_checkpoint(a->s->store, NULL); /* only space: the next batch tries again */
    return r;
}

static void progress(struct apply *a)
{
    sync_progress(a->s, SYNC_READING, ++a->done, a->total);
}

static int set_aside(struct apply *a, const struct incoming *item, const char *reason,
                     struct error *err)
{
    progress(a);
    int r = begin(a, err);
    if (r == 0)
        r = quarantine_put(a->s, a->ref, item->path, item->blob, item->signature, reason, err);
    return r;
}

/* FORMAT 3, rules 3 and 4. */
static bool entry_fits(const struct sync *s, const struct entry *e,
                       const struct segment_header *header)
{
    return strcmp(e->device, header->place.device) == 0 &&
           strcmp(e->compartment, header->place.compartment) == 0 &&
           catalogue_fits(catalogue_kind(store_catalogue(s->store), e->kind), e->compartment);
}

static int take_id(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    (void)count;
    (void)err;
    *(int64_t *)payload = c[0].integer;
    return 0;
}

static int add_segment(struct apply *a, const struct incoming *item, const struct segment *segment,
                       bool counted, int64_t *id, struct error *err)
{
    const struct segment_header *h = &segment->header;
    const struct store_cell cells[] = {
        store_text(h->place.device),      store_text(h->place.epoch),
        store_text(h->place.compartment), store_integer(h->place.n),
        store_text(segment->sha256),      store_text(h->prev[0] != 0 ? h->prev : NULL),
        store_text(item->blob),           store_text(item->signature),
        store_integer(h->count),          store_integer(counted),
        store_integer(a->own_made),       store_integer(store_now(a->s->store)),
    };
    return store_query(a->s->store, "team_segment_add", cells, 12, take_id, id, err);
}

/* The segment's signature vouches for its device's entries. For another's, which do not count here,
 * only their own signature can: else anybody could put words into somebody's mouth, or keep the
 * true line of an entry out by sending it spoilt before its writer's segment comes. */
static bool vouched_for(const struct apply *a, const struct entry *e, const char *line, size_t n)
{
    if (strcmp(e->device, a->writer->id) == 0)
        return true;
    const struct roster_device *device = roster_device(&a->s->roster, e->device);
    return device != NULL && entry_verify(line, n, device->public.ed25519, NULL) == 0;
}

static int apply_entries(struct apply *a, const struct opened *in, int64_t id, bool counted,
                         struct error *err)
{
    size_t strange = 0;
    for (size_t i = 0; i < in->count; i++) {
        const struct entry *e = &in->entries[i];
        bool fits = entry_fits(a->s, e, &in->segment.header);
        strange += !fits;
        if (!fits && !vouched_for(a, e, in->texts[i], in->lengths[i]))
            continue;
        /* What does not belong here is kept, but bound to no segment: no cut can make it count. One
         * of our own is not sent by that. */
        const struct entry_origin origin = {.segment = fits ? id : 0,
                                            .counted = fits && counted,
                                            .sent = fits || strcmp(e->device, a->s->self) != 0};
        int r = store_apply(a->s->store, e, in->texts[i], in->lengths[i], &origin, err);
        if (r < 0)
            return r;
    }
    if (strange > 0)
        sync_notice(a->s, a->writer->id,
                    "%zu entries in %s do not count: wrong device or compartment", strange,
                    in->segment.header.place.compartment);
    return 0;
}

static int known_own(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    (void)c;
    (void)count;
    (void)err;
    *(bool *)payload = true;
    return 0;
}

/* A segment of our own feed that came back: ours from a push whose answer we never heard, or from a
 * life of this device that this store does not remember. */
static int recognise(struct apply *a, const char *sha256, struct error *err)
{
    bool known = false;
    const struct store_cell cell = store_text(sha256);
    int r = store_query(a->s->store, "team_sealed_known", &cell, 1, known_own, &known, err);
    if (r == 0 && !known)
        a->s->doubt = true;
    if (r == 0 && known)
        r = store_query(a->s->store, "team_sealed_forget", &cell, 1, NULL, NULL, err);
    return r;
}

static int take_in(struct apply *a, const struct opened *in, struct error *err)
{
    int64_t id = 0;
    bool counted = !a->writer->removed;
    int r = begin(a, err);
    if (r == 0)
        r = add_segment(a, in->item, &in->segment, counted, &id, err);
    if (r == 0)
        r = apply_entries(a, in, id, counted, err);
    if (r == 0)
        r = quarantine_drop(a->s, a->ref, in->item->path, err);
    if (r == 0 && strcmp(a->writer->id, a->s->self) == 0)
        r = recognise(a, in->segment.sha256, err);
    a->s->applied = true;
    a->recount = a->recount || a->writer->removed;
    a->batch_entries += in->count;
    a->batch_bytes += in->plain.len;
    if (r == 0 && (a->batch_entries >= BATCH_ENTRIES || a->batch_bytes >= BATCH_BYTES))
        r = commit(a, err);
    return r;
}

/* Is this very file known, under another of git's names? */
static int known_already(struct apply *a, const struct incoming *item, const char *sha256,
                         bool *known, struct error *err)
{
    int64_t id = 0;
    const struct store_cell cell = store_text(sha256);
    int r = store_query(a->s->store, "team_segment_known", &cell, 1, take_id, &id, err);
    *known = id != 0;
    if (r < 0 || !*known)
        return r;
    const struct store_cell cells[] = {store_integer(id), store_text(item->blob),
                                       store_text(item->signature)};
    r = begin(a, err);
    if (r == 0)
        r = store_query(a->s->store, "team_segment_blobs", cells, 3, NULL, NULL, err);
    return r < 0 ? r : quarantine_drop(a->s, a->ref, item->path, err);
}

static bool passing(int r)
{
    return r == -STATUS_IO || r == -STATUS_SOFTWARE || r == -STATUS_BUSY;
}

static int take_opened(struct apply *a, struct opened *in, struct error *err)
{
    const struct segment_header *h = &in->segment.header;
    bool known;
    int r = in->header_result;
    if (r == 0 && roster_generation(&a->s->roster, h->place.compartment, h->generation) == NULL)
        r = error_set(&in->why, STATUS_DATA, "the roster does not name the segment's key");
    if (r == 0) {
        r = known_already(a, in->item, in->segment.sha256, &known, err);
        if (r < 0 || known)
            return r;
        r = in->result;
    }
    if (r == 0) {
        progress(a);
        return take_in(a, in, err);
    }
    if (!passing(r))
        return set_aside(a, in->item,
                         in->no_key ? "no key of this device opens it" : in->why.message, err);
    if (err != NULL)
        *err = in->why;
    return r;
}

/* Take the oldest out, if there is one, and say so. */
static int take_oldest(struct apply *a, bool *any, struct error *err)
{
    struct opened *in = opening_take(a->opening);
    *any = in != NULL;
    if (in == NULL)
        return 0;
    int r = take_opened(a, in, err);
    opening_drop(a->opening);
    return r;
}

static int put_in(struct apply *a, const struct incoming *item, const void *file, size_t n,
                  struct error *err)
{
    bool any;
    if (!roster_might(a->writer, item->place.compartment))
        return set_aside(a, item, "its device may not write in this compartment", err);
    int r = 0;
    while (r == 0 && opening_full(a->opening))
        r = take_oldest(a, &any, err);
    return r < 0 ? r : opening_add(a->opening, item, file, n, &a->signature, err);
}

/* Signature, file, signature, file, … */
static int blob_row(size_t index, const void *bytes, size_t n, void *payload, struct error *err)
{
    struct apply *a = payload;
    const struct incoming *item = &a->items[index / 2];
    if (index % 2 == 0) {
        buf_clear(&a->signature);
        a->has_signature = bytes != NULL && n <= SEGMENT_SIGNATURE_MAX;
        if (a->has_signature)
            buf_append(&a->signature, bytes, n);
        return buf_ok(&a->signature, err);
    }
    if (bytes == NULL || !a->has_signature)
        return set_aside(a, item, "the file or its signature is missing or too large", err);
    return put_in(a, item, bytes, n, err);
}

static int ask(struct apply *a, size_t count, struct error *err)
{
    const char *blobs[2 * PAIRS_AT_ONCE];
    for (size_t i = 0; i < count; i++) {
        blobs[2 * i] = a->items[i].signature;
        blobs[2 * i + 1] = a->items[i].blob;
    }
    return courier_blobs(a->s->courier, blobs, 2 * count, blob_row, a, err);
}

int segments_apply(struct sync *s, const struct roster_device *writer, const char *ref,
                   const struct incoming_list *list, int64_t own_made, struct error *err)
{
    struct apply a = {.s = s, .writer = writer, .ref = ref, .own_made = own_made};
    bool any = true;
    int r = 0;
    if (list->count > 0) {
        a.opening = opening_new(s, writer->public.ed25519, err);
        if (a.opening == NULL)
            return -STATUS_IO;
    }
    a.total = list->count;
    for (size_t at = 0; r == 0 && at < list->count;) {
        size_t count = 0;
        a.items = &list->items[at];
        while (at + count < list->count && count < PAIRS_AT_ONCE &&
               list->items[at + count].blob[0] != 0 && list->items[at + count].signature[0] != 0)
            count++;
        if (count > 0)
            r = ask(&a, count, err);
        else
            r = set_aside(&a, a.items, "the file or its signature is missing", err);
        at += count > 0 ? count : 1;
    }
    while (r == 0 && a.opening != NULL && any)
        r = take_oldest(&a, &any, err);
    if (r == 0 && a.recount) {
        r = begin(&a, err);
        if (r == 0)
            r = recount_device(s, writer, err);
    }
    if (r == 0)
        r = commit(&a, err);
    if (a.writing)
        store_rollback(s->store);
    opening_free(a.opening);
    buf_free(&a.signature);
    return r;
}

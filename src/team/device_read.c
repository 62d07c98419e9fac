/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading one device's ref: which segments are new, which verified ones are gone, and its heads.
 * Growth is judged on verified files, never on commits (FORMAT 7).
 */
#include "inwork/base/error.h"
#include "inwork/store/store.h"
#include "sync_int.h"

struct reading {
    struct sync *s;
    const struct roster_device *device;
    const char *ref;
    struct incoming_list list;
    char heads[COURIER_OID_TEXT], heads_signature[COURIER_OID_TEXT];
    size_t strange;  /* paths that may not be there */
    bool unreadable; /* what the ref points to is no commit, or has too many files */
};

static struct incoming *find(struct incoming_list *list, const char *path)
{
    /* A signature follows its file at once in the order of a tree; retried ones are few. */
    for (size_t i = list->count; i-- > 0 && list->count - i < 2048;) {
        if (strcmp(list->items[i].path, path) == 0)
            return &list->items[i];
    }
    return NULL;
}

static struct incoming *add(struct incoming_list *list, const struct segment_place *place,
                            struct error *err)
{
    char path[SEGMENT_PATH_SIZE];
    segment_path(path, place);
    struct incoming *item = list->count > 0 && strcmp(list->items[list->count - 1].path, path) == 0
                                ? &list->items[list->count - 1]
                                : NULL;
    if (item != NULL)
        return item;
    if (list->count == list->room) {
        size_t room = list->room == 0 ? 64 : 2 * list->room;
        struct incoming *grown = realloc(list->items, room * sizeof *grown);
        if (grown == NULL) {
            (void)error_memory(err);
            return NULL;
        }
        list->items = grown;
        list->room = room;
    }
    item = &list->items[list->count++];
    *item = (struct incoming){.place = *place};
    memcpy(item->path, path, sizeof path);
    return item;
}

static int take_file(const struct courier_file *file, void *payload, struct error *err)
{
    struct reading *r = payload;
    struct segment_place place;
    bool signature;
    if (strcmp(file->path, "heads.json") == 0) {
        memcpy(r->heads, file->blob, sizeof r->heads);
    } else if (strcmp(file->path, "heads.json.sig") == 0) {
        memcpy(r->heads_signature, file->blob, sizeof r->heads_signature);
    } else if (file->known && segment_path_parse(&place, &signature, file->path) &&
               strcmp(place.device, r->device->id) == 0) {
        if (!sync_reads(r->s, place.compartment))
            return 0;
        struct incoming *item = add(&r->list, &place, err);
        if (item == NULL)
            return -STATUS_IO;
        memcpy(signature ? item->signature : item->blob, file->blob, COURIER_OID_TEXT);
        item->fresh = true;
    } else if (strcmp(file->path, "request.json") != 0) {
        r->strange++;
    }
    return 0;
}

/* Quarantined files are tried again; a changed half of a pair is joined to its other half. */
static int take_quarantined(const struct store_cell *c, size_t count, void *payload,
                            struct error *err)
{
    struct reading *r = payload;
    struct segment_place place;
    bool signature;
    (void)count;
    if (strcmp(c[0].bytes, "heads.json") == 0 && r->heads[0] == 0 && r->heads_signature[0] == 0) {
        state_copy(r->heads, sizeof r->heads, &c[1]);
        state_copy(r->heads_signature, sizeof r->heads_signature, &c[2]);
        return 0;
    }
    if (!segment_path_parse(&place, &signature, c[0].bytes) || signature ||
        strcmp(place.device, r->device->id) != 0 || !sync_reads(r->s, place.compartment))
        return 0;
    struct incoming *item = find(&r->list, c[0].bytes);
    if (item == NULL)
        item = add(&r->list, &place, err);
    if (item == NULL)
        return -STATUS_IO;
    item->was_aside = true;
    if (item->blob[0] == 0)
        state_copy(item->blob, sizeof item->blob, &c[1]);
    if (item->signature[0] == 0)
        state_copy(item->signature, sizeof item->signature, &c[2]);
    return 0;
}

/* A quarantined file that the device has taken away is forgotten. */
static int take_gone(const struct courier_file *file, void *payload, struct error *err)
{
    struct reading *r = payload;
    struct incoming *item = find(&r->list, file->path);
    if (item == NULL || item->fresh)
        return 0;
    item->gone = true;
    return quarantine_drop(r->s, r->ref, file->path, err);
}

/* The same where the whole tree was listed. */
static int drop_gone(struct reading *r, struct error *err)
{
    int result = 0;
    for (size_t i = 0; result == 0 && i < r->list.count; i++) {
        struct incoming *item = &r->list.items[i];
        if (item->fresh)
            continue;
        item->gone = true;
        result = quarantine_drop(r->s, r->ref, item->path, err);
    }
    return result;
}

struct lookup {
    struct incoming *item;
    bool signature; /* which of the two files is looked for */
    bool known;
};

static int compare_known(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    struct lookup *l = payload;
    (void)count;
    (void)err;
    if (l->item->blob[0] == 0)
        state_copy(l->item->blob, sizeof l->item->blob, &c[2]);
    if (l->item->signature[0] == 0)
        state_copy(l->item->signature, sizeof l->item->signature, &c[3]);
    l->known = l->known || (l->signature ? strcmp(c[3].bytes, l->item->signature) == 0
                                         : strcmp(c[2].bytes, l->item->blob) == 0);
    return 0;
}

static int at_place(struct lookup *l, struct sync *s, const struct segment_place *p,
                    struct error *err)
{
    const struct store_cell cells[] = {store_text(p->device), store_text(p->epoch),
                                       store_text(p->compartment), store_integer(p->n)};
    return store_query(s->store, "team_segment_at", cells, 4, compare_known, l, err);
}

/* Leave out what is applied already. */
static int sift(struct reading *r, struct error *err)
{
    size_t kept = 0;
    for (size_t i = 0; i < r->list.count; i++) {
        struct lookup l = {.item = &r->list.items[i]};
        if (l.item->gone)
            continue;
        int result = at_place(&l, r->s, &l.item->place, err);
        if (result == 0 && !l.known)
            r->list.items[kept++] = r->list.items[i];
        else if (result == 0 && l.item->was_aside) /* the true file is back in its place */
            result = quarantine_drop(r->s, r->ref, l.item->path, err);
        if (result < 0)
            return result;
    }
    r->list.count = kept;
    return 0;
}

/* Does the device itself still stand by a segment? One whose store lost everything around it says
 * in its heads that it began anew. */
static bool stands_by(const struct heads *h, const struct segment_place *p)
{
    for (size_t i = 0; i < h->own_count; i++) {
        if (h->own[i].n >= p->n && strcmp(h->own[i].epoch, p->epoch) == 0 &&
            strcmp(h->own[i].compartment, p->compartment) == 0)
            return true;
    }
    return h->serial == 0;
}

static bool is_verified(struct sync *s, const struct courier_file *file, void *payload)
{
    struct incoming item = {0};
    struct lookup l = {.item = &item};
    if (!segment_path_parse(&item.place, &l.signature, file->path) ||
        !stands_by(payload, &item.place))
        return false;
    memcpy(l.signature ? item.signature : item.blob, file->blob, COURIER_OID_TEXT);
    return at_place(&l, s, &item.place, NULL) == 0 && l.known;
}

static int read_tip(struct reading *r, const char *tip, const char *base, struct error *err)
{
    struct sync *s = r->s;
    const struct store_cell cell = store_text(r->ref);
    int result = 0;
    if (tip[0] != 0) {
        struct error why = {0};
        result = courier_files(s->courier, tip, base, take_file, r, &why);
        r->unreadable = result == -STATUS_DATA;
        if (r->unreadable) {
            sync_notice(s, r->device->id, "what the remote shows of this device cannot be read: %s",
                        why.message);
            return 0;
        }
        if (result < 0 && err != NULL)
            *err = why;
    }
    if (result == 0)
        result = store_query(s->store, "team_quarantine_of", &cell, 1, take_quarantined, r, err);
    if (result == 0 && base != NULL && r->list.count > 0)
        result = courier_files(s->courier, base, tip, take_gone, r, err);
    else if (result == 0 && tip[0] != 0)
        result = drop_gone(r, err);
    if (result == 0)
        result = sift(r, err);
    if (r->strange > 0)
        sync_notice(s, r->device->id, "%zu files that do not belong there were left unread",
                    r->strange);
    if (result == 0 && (r->heads[0] != 0 || r->heads_signature[0] != 0))
        result = heads_take(s, r->device, r->heads, r->heads_signature, err);
    if (result < 0)
        return result;
    int64_t made = 0;
    if (strcmp(r->device->id, s->self) == 0) {
        struct heads own;
        result = heads_own(s, &own, err);
        if (result < 0)
            return result;
        made = own.made;
        heads_clear(&own);
    }
    return segments_apply(s, r->device, r->ref, &r->list, made, err);
}

/* Compare with the newest state that lacked nothing, and put back what the remote lost. */
static int check_growth(struct reading *r, const char *tip, struct ref_state *state,
                        struct error *err)
{
    struct sync *s = r->s;
    size_t lost = 0;
    bool own = strcmp(r->device->id, s->self) == 0;
    bool had = clone_has(s, state->whole);
    if (own && !had && state->whole[0] != 0)
        return 0; /* the clone is gone: own_base.c looks what is left */
    if (had && tip[0] != 0 && strcmp(tip, state->whole) != 0) {
        struct heads heads;
        int result = heads_newest(s, r->device->id, &heads, err);
        if (result == 0)
            result = ref_lost(s, state->whole, tip, is_verified, &heads, &lost, err);
        heads_clear(&heads);
        if (result < 0)
            return result;
    }
    if (tip[0] != 0 && lost == 0) {
        memcpy(state->whole, tip, COURIER_OID_TEXT);
        return 0;
    }
    if (state->whole[0] == 0)
        return 0;
    if (own) { /* put right by the push that follows */
        if (s->home)
            sync_notice(s, s->self, "the remote had lost work of this laptop; it is sent again");
        return 0;
    }
    /* The next sync reads it, and finds gone what was set aside of the later state. */
    bool restored = had && ref_restore(s, r->ref, state->whole);
    if (s->home && restored)
        sync_notice(s, r->device->id, "the remote had lost work of this device; it was put back");
    else if (s->home)
        sync_notice(s, r->device->id, "the remote lacks work of this device that was there before");
    return 0;
}

int device_read(struct sync *s, const struct roster_device *device, struct error *err)
{
    char ref[REF_SIZE];
    struct ref_state state, before;
    struct reading r = {.s = s, .device = device, .ref = ref};
    ref_of_device(ref, device->id);
    const char *tip = sync_tip(s, ref);
    int result = ref_state_get(&state, s, ref, err);
    if (result < 0)
        return result;
    before = state;
    bool news = tip[0] != 0 && strcmp(tip, state.processed) != 0;
    bool since = news && clone_has(s, state.processed);
    result = read_tip(&r, news ? tip : "", since ? before.processed : NULL, err);
    if (result == 0 && news && !r.unreadable)
        memcpy(state.processed, tip, COURIER_OID_TEXT);
    if (result == 0 && !r.unreadable)
        result = check_growth(&r, tip, &state, err);
    if (result == 0 && memcmp(&before, &state, sizeof state) != 0)
        result = ref_state_put(s, ref, &state, err);
    free(r.list.items);
    return result;
}

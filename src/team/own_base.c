/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the next commit of the own ref stands on. The clone is a cache of the own feed: what the
 * remote lost is put back from it, and what both lost is sealed again in a new epoch (FORMAT 7).
 */
#include "inwork/base/error.h"
#include "inwork/store/store.h"
#include "push_int.h"

struct missing {
    struct commit *commit;
    struct sync *s;
};

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
 * leaves the tree. One that is put back changes in its place instead. */
struct wanted {
    struct sync *s;
    struct commit *commit;
    size_t put_back; /* so many of the commit's files, by path */
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
static int by_put_path(const void *a, const void *b)
{
    const struct courier_put *x = a, *y = b;
    return strcmp(x->path, y->path);
}
static bool is_put_back(const struct wanted *w, const char *path)
{
    const struct courier_put wanted = {.path = path};
    return w->put_back > 0 && bsearch(&wanted, w->commit->puts, w->put_back,
                                      sizeof *w->commit->puts, by_put_path) != NULL;
}
static int drop_foreign(const struct courier_file *file, void *payload, struct error *err)
{
    struct wanted *w = payload;
    struct segment_place place;
    if (strcmp(file->path, "heads.json") == 0 || strcmp(file->path, "heads.json.sig") == 0 ||
        strcmp(file->path, "request.json") == 0 || is_put_back(w, file->path))
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

/* ---- segments that neither the clone nor the remote has any more ---- */

struct own_segment {
    int64_t id;
    char path[SEGMENT_PATH_SIZE];
    bool there;
};
struct own_segments {
    const char *device;
    struct own_segment *items;
    size_t count;
};

static int add_own(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    struct own_segments *o = payload;
    struct segment_place place = {.n = c[3].integer};
    (void)count;
    struct own_segment *grown = realloc(o->items, (o->count + 1) * sizeof *grown);
    if (grown == NULL)
        return error_memory(err);
    o->items = grown;
    struct own_segment *item = &grown[o->count++];
    *item = (struct own_segment){.id = c[0].integer};
    memcpy(place.device, o->device, strnlen(o->device, DEVICE_ID_TEXT - 1));
    state_copy(place.epoch, sizeof place.epoch, &c[1]);
    state_copy(place.compartment, sizeof place.compartment, &c[2]);
    segment_path(item->path, &place);
    return 0;
}

static int by_path(const void *a, const void *b)
{
    const struct own_segment *x = a, *y = b;
    return strcmp(x->path, y->path);
}

static int tick_off(const struct courier_file *file, void *payload, struct error *err)
{
    struct own_segments *o = payload;
    struct own_segment wanted = {0};
    (void)err;
    if (!file->known || strlen(file->path) >= sizeof wanted.path)
        return 0;
    memcpy(wanted.path, file->path, strlen(file->path) + 1);
    struct own_segment *found =
        o->count == 0 ? NULL : bsearch(&wanted, o->items, o->count, sizeof *o->items, by_path);
    if (found != NULL)
        found->there = true;
    return 0;
}

static int forget(struct sync *s, const struct own_segment *item, struct error *err)
{
    const struct store_cell cell = store_integer(item->id);
    int r = store_query(s->store, "team_mark_unsent", &cell, 1, NULL, NULL, err);
    if (r == 0)
        r = store_query(s->store, "team_segment_forget", &cell, 1, NULL, NULL, err);
    s->doubt = true;
    return r;
}

/* The clone was lost. Own segments that the remote does not show are gone everywhere: their entries
 * are unsent again, and go into a new epoch. */
static int reclaim(struct sync *s, const char *tip, struct error *err)
{
    struct own_segments own = {.device = s->self};
    const struct store_cell cell = store_text(s->self);
    size_t lost = 0;
    int r = store_query(s->store, "team_segments_of", &cell, 1, add_own, &own, err);
    if (r == 0 && own.count > 0) {
        qsort(own.items, own.count, sizeof *own.items, by_path);
        if (tip[0] != 0)
            r = courier_files(s->courier, tip, NULL, tick_off, &own, err);
    }
    if (r == 0)
        r = store_begin(s->store, err);
    if (r == 0) {
        for (size_t i = 0; r == 0 && i < own.count; i++) {
            if (!own.items[i].there) {
                r = forget(s, &own.items[i], err);
                lost++;
            }
        }
        if (r == 0)
            r = store_commit(s->store, err);
        if (r < 0)
            store_rollback(s->store);
    }
    if (r == 0 && lost > 0)
        sync_notice(s, s->self, "%zu exports of this laptop were lost and are written anew", lost);
    free(own.items);
    return r;
}

/* The remote's tip if it lacks nothing of ours; else our own newest commit, if the remote takes it;
 * else the remote's tip with what it lacks put back. */
int own_base(struct sync *s, char tip[COURIER_OID_TEXT], struct commit *commit, struct error *err)
{
    struct ref_state state;
    const char *shown = sync_tip(s, s->own_ref);
    int r = ref_state_get(&state, s, s->own_ref, err);
    if (r < 0)
        return r;
    memcpy(tip, shown, strlen(shown) + 1);
    if (state.whole[0] == 0 || strcmp(shown, state.whole) == 0)
        return 0;
    if (!clone_has(s, state.whole)) {
        r = s->home ? reclaim(s, shown, err) : 0;
        memcpy(state.whole, tip, COURIER_OID_TEXT);
        memcpy(state.processed, tip, COURIER_OID_TEXT);
        return r < 0 ? r : ref_state_put(s, s->own_ref, &state, err);
    }
    if (ref_restore(s, s->own_ref, state.whole)) {
        memcpy(tip, state.whole, COURIER_OID_TEXT);
        return 0;
    }
    if (shown[0] == 0)
        return error_set(err, STATUS_REFUSED, "the remote does not take this device's work");
    struct missing missing = {.commit = commit, .s = s};
    struct wanted wanted = {.s = s, .commit = commit};
    r = courier_files(s->courier, state.whole, shown, put_missing, &missing, err);
    if (r == 0 && commit->count > 0)
        qsort(commit->puts, commit->count, sizeof *commit->puts, by_put_path);
    wanted.put_back = commit->count;
    if (r == 0)
        r = courier_files(s->courier, shown, state.whole, drop_foreign, &wanted, err);
    return r;
}

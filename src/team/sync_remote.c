/* SPDX-License-Identifier: GPL-3.0-or-later
 * The remote as a sync sees it: its refs, what is known of each, and putting lost ones back.
 */
#include <stdarg.h>

#include "inwork/base/error.h"
#include "inwork/store/store.h"
#include "sync_int.h"

#define REFS_MAX 4096u

void ref_of_device(char out[REF_SIZE], const char *device)
{
    (void)snprintf(out, REF_SIZE, "%s%s", REF_DEVICES, device);
}

void sync_progress(struct sync *s, enum sync_phase phase, uint64_t done, uint64_t total)
{
    if (s->options->progress != NULL)
        s->options->progress(phase, done, total, s->options->payload);
}

void sync_notice(struct sync *s, const char *about, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    buf_printf(&s->notices, "%s\t", about);
    buf_vprintf(&s->notices, format, args);
    buf_push(&s->notices, '\n');
    va_end(args);
    s->report->notices++;
}

const struct roster_device *sync_self(const struct sync *s)
{
    return roster_device(&s->roster, s->self);
}

bool sync_reads(const struct sync *s, const char *compartment)
{
    size_t count;
    return roster_may(sync_self(s), compartment) &&
           team_keys_of(&s->keys, compartment, &count) != NULL;
}

static int add_ref(const char *ref, const char oid[COURIER_OID_TEXT], void *payload,
                   struct error *err)
{
    struct sync *s = payload;
    bool ours = strcmp(ref, REF_MAIN) == 0 || strncmp(ref, REF_DEVICES, strlen(REF_DEVICES)) == 0;
    if (!ours || strlen(ref) >= REF_SIZE || s->ref_count >= REFS_MAX)
        return 0;
    struct remote_ref *grown = realloc(s->refs, (s->ref_count + 1) * sizeof *grown);
    if (grown == NULL)
        return error_memory(err);
    s->refs = grown;
    memcpy(grown[s->ref_count].ref, ref, strlen(ref) + 1);
    memcpy(grown[s->ref_count].tip, oid, COURIER_OID_TEXT);
    s->ref_count++;
    return 0;
}

int sync_list(struct sync *s, struct error *err)
{
    s->ref_count = 0;
    return courier_list(s->courier, add_ref, s, err);
}

const char *sync_tip(const struct sync *s, const char *ref)
{
    for (size_t i = 0; i < s->ref_count; i++) {
        if (strcmp(s->refs[i].ref, ref) == 0)
            return s->refs[i].tip;
    }
    return "";
}

int sync_fetch_one(struct sync *s, const char *ref, uint64_t limit, char tip[COURIER_OID_TEXT],
                   struct error *err)
{
    const char *const refs[] = {ref};
    tip[0] = 0;
    int r = courier_fetch(s->courier, refs, 1, limit, err);
    return r < 0 ? r : courier_tip(s->courier, ref, tip, err);
}

static int read_state(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    struct ref_state *out = payload;
    (void)count;
    (void)err;
    state_copy(out->whole, sizeof out->whole, &c[0]);
    state_copy(out->processed, sizeof out->processed, &c[1]);
    return 0;
}

int ref_state_get(struct ref_state *out, struct sync *s, const char *ref, struct error *err)
{
    const struct store_cell cell = store_text(ref);
    *out = (struct ref_state){0};
    return store_query(s->store, "team_ref_get", &cell, 1, read_state, out, err);
}

int ref_state_put(struct sync *s, const char *ref, const struct ref_state *state, struct error *err)
{
    const struct store_cell cells[] = {store_text(ref), store_text(state->whole),
                                       store_text(state->processed)};
    return store_query(s->store, "team_ref_put", cells, 3, NULL, NULL, err);
}

static int no_file(const struct courier_file *file, void *payload, struct error *err)
{
    (void)file;
    (void)payload;
    (void)err;
    return 0;
}

bool clone_has(struct sync *s, const char *commit)
{
    /* Compared with itself a commit costs nothing to list, and a missing one fails. */
    return commit[0] != 0 && courier_files(s->courier, commit, commit, no_file, NULL, NULL) == 0;
}

bool ref_restore(struct sync *s, const char *ref, const char *whole)
{
    return courier_push(s->courier, ref, whole, NULL) == 0;
}

struct loss {
    struct sync *s;
    verified_fn verified;
    void *payload;
    size_t count;
};

static int count_lost(const struct courier_file *file, void *payload, struct error *err)
{
    struct loss *l = payload;
    (void)err;
    if (file->known && l->verified(l->s, file, l->payload))
        l->count++;
    return 0;
}

int ref_lost(struct sync *s, const char *whole, const char *tip, verified_fn verified,
             void *payload, size_t *out, struct error *err)
{
    struct loss l = {.s = s, .verified = verified, .payload = payload};
    int r = courier_files(s->courier, whole, tip, count_lost, &l, err);
    *out = l.count;
    return r;
}

struct one_blob {
    struct buf *out;
    size_t limit;
    bool found;
};

static int take_blob(size_t index, const void *bytes, size_t n, void *payload, struct error *err)
{
    struct one_blob *b = payload;
    (void)index;
    if (bytes == NULL || n > b->limit)
        return 0;
    b->found = true;
    buf_append(b->out, bytes, n);
    return buf_ok(b->out, err);
}

int sync_blob(struct sync *s, const char *blob, size_t limit, struct buf *out, bool *found,
              struct error *err)
{
    struct one_blob b = {.out = out, .limit = limit};
    const char *const blobs[] = {blob};
    *found = false;
    if (blob[0] == 0)
        return 0;
    int r = courier_blobs(s->courier, blobs, 1, take_blob, &b, err);
    *found = b.found;
    return r;
}

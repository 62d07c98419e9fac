/* SPDX-License-Identifier: GPL-3.0-or-later
 * A ring of segments: one thread puts them in and takes them out, the other opens them.
 *
 * Positions only grow; a segment's place in the ring is its position modulo RING. `lock` guards
 * positions, states and `weight`; a segment belongs to whoever opens it until its state says that
 * it is open.
 */
#include "opening_int.h"

#include <pthread.h>

#include "inwork/base/thread.h"
#include "sync_int.h"

#define RING 256u
#define WEIGHT_MOST ((size_t)16 << 20) /* of files and what was made of them; two may exceed it */
#define ENTRY_WEIGHT 3u                /* lines and the entries read from them, by their lines */
#define ENTRY_LINE_LEAST 200u          /* every member that a line must have, and its signature */

enum opened_state { OPENED_WAITING, OPENED_TAKEN, OPENED_READY };

struct place {
    struct opened opened;
    enum opened_state state;
    size_t weight;
};

struct opening {
    struct place ring[RING];
    size_t oldest; /* the next to be handed out */
    size_t taken;  /* the next to be opened */
    size_t newest; /* one past the last that was put in */
    size_t weight;
    const char *team;
    const struct team_keys *keys;
    uint8_t signer[32];
    pthread_mutex_t lock;
    pthread_cond_t waiting, ready;
    pthread_t thread;
    bool started, ending;
};

static struct place *place_at(struct opening *o, size_t position)
{
    return &o->ring[position % RING];
}

static void lock(struct opening *o)
{
    (void)pthread_mutex_lock(&o->lock);
}

static void unlock(struct opening *o)
{
    (void)pthread_mutex_unlock(&o->lock);
}

static void opened_clear(struct opened *s)
{
    for (size_t i = 0; i < s->count; i++)
        entry_clear(&s->entries[i]);
    free(s->entries);
    free(s->texts);
    free(s->lengths);
    buf_free(&s->file);
    buf_free(&s->signature);
    buf_free_wiped(&s->plain);
    *s = (struct opened){0};
}

static int read_entries(struct opened *s)
{
    size_t room = (size_t)s->segment.header.count + 1, at = s->segment.entries, n;
    const char *line;
    /* Or memory for eight million entries would be asked for before the first is looked at. */
    if (room - 1 > s->plain.len / ENTRY_LINE_LEAST)
        return error_set(&s->why, STATUS_DATA, "the segment's lines are too short to be entries");
    s->entries = calloc(room, sizeof *s->entries);
    s->texts = calloc(room, sizeof *s->texts);
    s->lengths = calloc(room, sizeof *s->lengths);
    if (s->entries == NULL || s->texts == NULL || s->lengths == NULL)
        return error_memory(&s->why);
    while (segment_next(&s->segment, &at, &line, &n)) {
        int r = entry_parse(&s->entries[s->count], line, n, &s->why);
        if (r < 0)
            return r;
        s->texts[s->count] = line;
        s->lengths[s->count++] = n;
    }
    return 0;
}

static void open_one(const struct opening *o, struct opened *s)
{
    size_t key_count;
    const struct age_identity *keys = team_keys_of(o->keys, s->item->place.compartment, &key_count);
    s->header_result = segment_open(&s->segment, &s->plain, &s->no_key, o->team, &s->item->place,
                                    o->signer, s->file.data, s->file.len, s->signature.data,
                                    s->signature.len, keys, key_count, &s->why);
    s->result = s->header_result < 0 ? s->header_result : read_entries(s);
    buf_free(&s->file);
    buf_free(&s->signature);
}

/* Open the next that nobody has taken; false when there is none, or when for now there is enough
 * (`bounded`). The lock is held before and after, not meanwhile. */
static bool open_next(struct opening *o, bool bounded)
{
    if (o->taken == o->newest || (bounded && o->taken > o->oldest + 1 && o->weight > WEIGHT_MOST))
        return false;
    struct place *p = place_at(o, o->taken++);
    p->state = OPENED_TAKEN;
    unlock(o);
    open_one(o, &p->opened);
    lock(o);
    o->weight -= p->weight;
    p->weight = ENTRY_WEIGHT * p->opened.plain.len;
    o->weight += p->weight;
    p->state = OPENED_READY;
    (void)pthread_cond_signal(&o->ready);
    return true;
}

static void *open_until_the_end(void *payload)
{
    struct opening *o = payload;
    lock(o);
    while (!o->ending)
        if (!open_next(o, true))
            (void)pthread_cond_wait(&o->waiting, &o->lock);
    unlock(o);
    return NULL;
}

struct opening *opening_new(const struct sync *s, const uint8_t signer[32], struct error *err)
{
    struct opening *o = calloc(1, sizeof *o);
    int failed = o == NULL;
    if (!failed)
        failed = pthread_mutex_init(&o->lock, NULL);
    if (!failed)
        failed = pthread_cond_init(&o->waiting, NULL);
    if (!failed)
        failed = pthread_cond_init(&o->ready, NULL);
    if (failed) {
        free(o);
        (void)error_memory(err);
        return NULL;
    }
    o->team = roster_team(&s->roster);
    o->keys = &s->keys;
    memcpy(o->signer, signer, sizeof o->signer);
    return o;
}

void opening_free(struct opening *o)
{
    if (o == NULL)
        return;
    lock(o);
    o->ending = true;
    (void)pthread_cond_signal(&o->waiting);
    unlock(o);
    if (o->started)
        (void)pthread_join(o->thread, NULL);
    while (o->oldest < o->newest)
        opened_clear(&place_at(o, o->oldest++)->opened);
    (void)pthread_cond_destroy(&o->ready);
    (void)pthread_cond_destroy(&o->waiting);
    (void)pthread_mutex_destroy(&o->lock);
    free(o);
}

int opening_add(struct opening *o, const struct incoming *item, const void *file, size_t n,
                const struct buf *signature, struct error *err)
{
    struct place *p = place_at(o, o->newest);
    p->opened = (struct opened){.item = item};
    buf_append(&p->opened.file, file, n);
    buf_append(&p->opened.signature, buf_text(signature), signature->len);
    int r = buf_ok(&p->opened.file, err);
    if (r == 0)
        r = buf_ok(&p->opened.signature, err);
    if (r < 0) {
        opened_clear(&p->opened);
        return r;
    }
    /* The first is not worth a thread: mostly it is the only one. */
    if (!o->started && o->newest > o->oldest && thread_spare(1) > 0)
        o->started = thread_start(&o->thread, open_until_the_end, o);
    lock(o);
    p->state = OPENED_WAITING;
    p->weight = n;
    o->weight += n;
    o->newest++;
    (void)pthread_cond_signal(&o->waiting);
    unlock(o);
    return 0;
}

bool opening_full(struct opening *o)
{
    lock(o);
    size_t count = o->newest - o->oldest;
    bool full = count == RING || (count > 2 && o->weight > WEIGHT_MOST);
    unlock(o);
    return full;
}

struct opened *opening_take(struct opening *o)
{
    lock(o);
    struct place *p = o->oldest < o->newest ? place_at(o, o->oldest) : NULL;
    while (p != NULL && p->state != OPENED_READY)
        if (!(p->state == OPENED_WAITING && open_next(o, false)))
            (void)pthread_cond_wait(&o->ready, &o->lock);
    unlock(o);
    return p == NULL ? NULL : &p->opened;
}

void opening_drop(struct opening *o)
{
    struct place *p = place_at(o, o->oldest);
    opened_clear(&p->opened);
    lock(o);
    o->weight -= p->weight;
    p->weight = 0;
    o->oldest++;
    (void)pthread_cond_signal(&o->waiting);
    unlock(o);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Signatures of a bulk save, made beside it on the other processors.
 *
 * Entries wait in chunks, the chunks in a ring: this thread fills one and hands it on, the others
 * take and sign them, and this one writes the lines of those that are signed, oldest first. When
 * the ring is full, and at the end, it signs too. A chunk belongs to whoever its state says; `lock`
 * guards the states and `taken`. The threads last from the first full chunk until nothing waits.
 */
#include "signing_int.h"

#include <pthread.h>

#include "entry_int.h"
#include "inwork/base/error.h"
#include "inwork/base/thread.h"
#include "inwork/seal/sshsig.h"
#include "store_int.h"

#define CHUNK_ENTRIES 256
#define CHUNK_BYTES ((size_t)256 << 10)
#define CHUNKS 256
#define CHUNKS_TOGETHER 64 /* whose lines are written at once: they then lie side by side */
#define WAITING_BYTES ((size_t)32 << 20) /* of messages in the whole ring, about */
#define THREADS_MOST 8

struct waiting {
    int64_t seq;
    size_t at, length; /* of the message in `messages` */
    uint8_t signature[SSHSIG_RAW_BYTES];
};

enum chunk_state { CHUNK_FILLING, CHUNK_READY, CHUNK_TAKEN, CHUNK_SIGNED, CHUNK_FAILED };

struct chunk {
    enum chunk_state state;
    struct waiting *items;
    size_t count;
    struct buf messages;
};

/* Positions only grow; a chunk's place in the ring is its position modulo CHUNKS. */
struct signing {
    struct chunk chunks[CHUNKS];
    size_t oldest; /* the first whose lines are not written */
    size_t taken;  /* the next to be signed */
    size_t newest; /* the one that fills */
    size_t bytes;  /* of messages, of those handed on and not written */
    const struct device_keys *keys;
    pthread_mutex_t lock;
    pthread_cond_t ready, done;
    bool ending; /* the threads are to end when no chunk is ready */
    pthread_t threads[THREADS_MOST];
    size_t started;
};

static struct chunk *chunk_at(struct signing *w, size_t position)
{
    return &w->chunks[position % CHUNKS];
}

static void lock(struct signing *w)
{
    (void)pthread_mutex_lock(&w->lock);
}

static void unlock(struct signing *w)
{
    (void)pthread_mutex_unlock(&w->lock);
}

/* The next chunk to sign, the caller's from now on; null when none is ready. Under the lock. */
static struct chunk *take(struct signing *w)
{
    if (w->taken == w->newest)
        return NULL;
    struct chunk *c = chunk_at(w, w->taken++);
    c->state = CHUNK_TAKEN;
    return c;
}

/* Sign it without the lock, which is held before and after. */
static void sign(struct signing *w, struct chunk *c)
{
    bool failed = false;
    unlock(w);
    for (size_t i = 0; i < c->count; i++) {
        struct waiting *item = &c->items[i];
        if (sshsig_sign_raw(item->signature, w->keys, ENTRY_NAMESPACE, c->messages.data + item->at,
                            item->length, NULL) < 0)
            failed = true;
    }
    lock(w);
    c->state = failed ? CHUNK_FAILED : CHUNK_SIGNED;
    (void)pthread_cond_signal(&w->done);
}

static void *sign_until_the_end(void *payload)
{
    struct signing *w = payload;
    struct chunk *c;
    lock(w);
    while ((c = take(w)) || !w->ending) {
        if (c)
            sign(w, c);
        else
            (void)pthread_cond_wait(&w->ready, &w->lock);
    }
    unlock(w);
    return NULL;
}

/* A thread that cannot be had is done without: this one signs what they do not. */
static void start_threads(struct signing *w)
{
    size_t most = thread_spare(THREADS_MOST);
    while (w->started < most && thread_start(&w->threads[w->started], sign_until_the_end, w))
        w->started++;
}

static void end_threads(struct signing *w)
{
    lock(w);
    w->ending = true;
    (void)pthread_cond_broadcast(&w->ready);
    unlock(w);
    for (; w->started > 0; w->started--)
        (void)pthread_join(w->threads[w->started - 1], NULL);
    w->ending = false;
}

static void chunk_clear(struct chunk *c)
{
    c->state = CHUNK_FILLING;
    c->count = 0;
    buf_clear(&c->messages);
}

void signing_clear(struct signing *w)
{
    if (!w)
        return;
    lock(w);
    w->taken = w->newest; /* what nobody has taken need not be signed */
    unlock(w);
    end_threads(w);
    for (size_t i = 0; i < CHUNKS; i++)
        chunk_clear(&w->chunks[i]);
    w->oldest = w->taken = w->newest = w->bytes = 0;
}

void signing_free(struct signing *w)
{
    if (!w)
        return;
    signing_clear(w);
    for (size_t i = 0; i < CHUNKS; i++) {
        buf_free(&w->chunks[i].messages);
        free(w->chunks[i].items);
    }
    (void)pthread_cond_destroy(&w->done);
    (void)pthread_cond_destroy(&w->ready);
    (void)pthread_mutex_destroy(&w->lock);
    free(w);
}

static struct signing *signing_new(void)
{
    struct signing *w = calloc(1, sizeof *w);
    if (!w)
        return NULL;
    int failed = pthread_mutex_init(&w->lock, NULL);
    failed = failed ? failed : pthread_cond_init(&w->ready, NULL);
    failed = failed ? failed : pthread_cond_init(&w->done, NULL);
    if (failed) {
        free(w);
        return NULL;
    }
    return w;
}

static int write_lines(struct store *s, const struct chunk *c, struct error *err)
{
    int rc = c->state == CHUNK_FAILED
                 ? error_set(err, STATUS_SOFTWARE, "an entry could not be signed")
                 : 0;
    for (size_t i = 0; rc == 0 && i < c->count; i++) {
        const struct waiting *item = &c->items[i];
        buf_clear(&s->line);
        buf_append(&s->line, c->messages.data + item->at, item->length);
        rc = entry_complete(&s->line, item->signature, err);
        if (rc == 0)
            rc = entry_insert_line(s, item->seq, buf_text(&s->line), s->line.len, err);
    }
    return rc;
}

/* Write what is signed, oldest first, until no more than `most` chunks and their share of bytes are
 * left, signing too where the threads are behind; and whatever else is signed already. */
static int drain(struct store *s, size_t most, struct error *err)
{
    struct signing *w = s->signing;
    int rc = 0;
    while (rc == 0 && w->oldest < w->newest) {
        struct chunk *c = chunk_at(w, w->oldest);
        bool full = w->newest - w->oldest > most || w->bytes > WAITING_BYTES;
        lock(w);
        while (full && c->state < CHUNK_SIGNED) {
            struct chunk *next = take(w);
            if (next)
                sign(w, next);
            else
                (void)pthread_cond_wait(&w->done, &w->lock);
        }
        bool signed_ = c->state >= CHUNK_SIGNED;
        unlock(w);
        if (!signed_)
            break;
        rc = write_lines(s, c, err);
        w->bytes -= c->messages.len;
        w->oldest++;
        chunk_clear(c);
    }
    return rc;
}

/* Hand the filling chunk on to be signed. There is none when the whole ring waits: its place is
 * still that of the oldest. */
static void hand_on(struct signing *w)
{
    struct chunk *c = chunk_at(w, w->newest);
    if (w->newest - w->oldest == CHUNKS || c->count == 0)
        return;
    w->bytes += c->messages.len;
    lock(w);
    c->state = CHUNK_READY;
    w->newest++;
    (void)pthread_cond_signal(&w->ready);
    unlock(w);
}

void signing_start(struct store *s)
{
    if (s->signing)
        hand_on(s->signing);
}

int signing_flush(struct store *s, struct error *err)
{
    if (!s->signing)
        return 0;
    hand_on(s->signing);
    int rc = drain(s, 0, err);
    if (rc == 0)
        end_threads(s->signing);
    if (rc == 0 && s->signing->bytes != 0)
        rc = error_set(err, STATUS_SOFTWARE, "the entries to sign were counted wrongly");
    return rc;
}

/* The chunk that takes what is added, with room for one more. */
static int chunk_filling(struct store *s, struct chunk **out, struct error *err)
{
    if (!s->signing)
        s->signing = signing_new();
    if (!s->signing)
        return error_memory(err);
    struct chunk *c = chunk_at(s->signing, s->signing->newest);
    if (!c->items)
        c->items = calloc(CHUNK_ENTRIES, sizeof *c->items);
    if (!c->items)
        return error_memory(err);
    if (s->signing->started == 0) /* else they are being signed with */
        s->signing->keys = store_device(s);
    *out = c;
    return s->signing->keys ? 0 : error_set(err, STATUS_SOFTWARE, "there are no keys to sign with");
}

int signing_add(struct store *s, int64_t seq, const char *message, size_t n, struct error *err)
{
    struct chunk *c = NULL;
    int rc = chunk_filling(s, &c, err);
    if (rc < 0)
        return rc;
    c->items[c->count] = (struct waiting){.seq = seq, .at = c->messages.len, .length = n};
    buf_append(&c->messages, message, n);
    rc = buf_ok(&c->messages, err);
    if (rc < 0)
        return rc;
    c->count++;
    if (c->count < CHUNK_ENTRIES && c->messages.len < CHUNK_BYTES)
        return 0;
    hand_on(s->signing);
    start_threads(s->signing);
    if (s->signing->newest - s->signing->oldest < CHUNKS_TOGETHER)
        return 0;
    return drain(s, CHUNKS - 1, err);
}

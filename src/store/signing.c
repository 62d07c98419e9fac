/* SPDX-License-Identifier: GPL-3.0-or-later
 * Signatures of a bulk save, made beside it on the other processors.
 *
 * Two batches: one fills while the threads of the other sign. A batch with threads belongs to them,
 * but for what nobody changes then (messages, keys), until they are joined: no locks are needed.
 * Whatever ends the transaction joins them first.
 */
#include "signing_int.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#include "entry_int.h"
#include "inwork/base/error.h"
#include "inwork/seal/sshsig.h"
#include "store_int.h"

/* Large, so that there is something to sign while the search index is written. */
#define BATCH_MOST 32768
#define BATCH_BYTES ((size_t)32 << 20)
#define THREADS_MOST 8
#define SHARE 64 /* entries a thread takes at a time */

struct waiting {
    int64_t seq;
    size_t at, length; /* of the message in `messages` */
    uint8_t signature[SSHSIG_RAW_BYTES];
};

struct batch {
    struct waiting *items;
    size_t count;
    struct buf messages;
    const struct device_keys *keys;
    atomic_size_t next;
    atomic_bool failed;
    pthread_t threads[THREADS_MOST];
    size_t started;
};

struct signing {
    struct batch batches[2];
    unsigned filling; /* which one takes what is added; the other is being signed, or empty */
};

static void *sign_shares(void *payload)
{
    struct batch *b = payload;
    size_t from;
    while ((from = atomic_fetch_add(&b->next, SHARE)) < b->count) {
        size_t to = from + SHARE < b->count ? from + SHARE : b->count;
        for (size_t i = from; i < to; i++) {
            struct waiting *item = &b->items[i];
            if (sshsig_sign_raw(item->signature, b->keys, ENTRY_NAMESPACE,
                                b->messages.data + item->at, item->length, NULL) < 0)
                atomic_store(&b->failed, true);
        }
    }
    return NULL;
}

/* A thread that cannot be had is done without: batch_finish signs what is left itself. */
static void batch_start(struct batch *b)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t most = processors < 2 ? 0 : (size_t)processors - 1;
    if (most > THREADS_MOST)
        most = THREADS_MOST;
    while (b->started < most && b->count >= SHARE &&
           pthread_create(&b->threads[b->started], NULL, sign_shares, b) == 0)
        b->started++;
}

/* After this the batch is the caller's alone. */
static void batch_join(struct batch *b)
{
    for (; b->started > 0; b->started--)
        if (pthread_join(b->threads[b->started - 1], NULL) != 0)
            atomic_store(&b->failed, true);
}

static void batch_clear(struct batch *b)
{
    atomic_store(&b->next, SIZE_MAX / 2); /* what the threads have not taken they need not sign */
    batch_join(b);
    b->count = 0;
    buf_clear(&b->messages);
    atomic_store(&b->next, 0);
    atomic_store(&b->failed, false);
}

/* Sign what is left of it, write its lines, empty it. */
static int batch_finish(struct store *s, struct batch *b, struct error *err)
{
    if (b->count == 0)
        return 0;
    (void)sign_shares(b);
    batch_join(b);
    int rc = atomic_load(&b->failed)
                 ? error_set(err, STATUS_SOFTWARE, "an entry could not be signed")
                 : 0;
    for (size_t i = 0; rc == 0 && i < b->count; i++) {
        const struct waiting *item = &b->items[i];
        buf_clear(&s->line);
        buf_append(&s->line, b->messages.data + item->at, item->length);
        rc = entry_complete(&s->line, item->signature, err);
        if (rc == 0)
            rc = entry_insert_line(s, item->seq, buf_text(&s->line), s->line.len, err);
    }
    if (rc == 0)
        batch_clear(b);
    return rc;
}

void signing_clear(struct signing *w)
{
    for (size_t i = 0; w && i < 2; i++)
        batch_clear(&w->batches[i]);
}

void signing_free(struct signing *w)
{
    if (!w)
        return;
    signing_clear(w);
    for (size_t i = 0; i < 2; i++) {
        buf_free(&w->batches[i].messages);
        free(w->batches[i].items);
    }
    free(w);
}

void signing_start(struct store *s)
{
    if (s->signing)
        batch_start(&s->signing->batches[s->signing->filling]);
}

int signing_flush(struct store *s, struct error *err)
{
    struct signing *w = s->signing;
    if (!w)
        return 0;
    int rc = batch_finish(s, &w->batches[!w->filling], err);
    return rc < 0 ? rc : batch_finish(s, &w->batches[w->filling], err);
}

/* The batch that takes what is added, with room for one more. */
static int batch_filling(struct store *s, struct batch **out, struct error *err)
{
    if (!s->signing) {
        s->signing = calloc(1, sizeof *s->signing);
        if (!s->signing)
            return error_memory(err);
    }
    struct batch *b = &s->signing->batches[s->signing->filling];
    if (!b->items) {
        b->items = calloc(BATCH_MOST, sizeof *b->items);
        if (!b->items)
            return error_memory(err);
    }
    b->keys = store_device(s);
    *out = b;
    return b->keys ? 0 : error_set(err, STATUS_SOFTWARE, "there are no keys to sign with");
}

int signing_add(struct store *s, int64_t seq, const char *message, size_t n, struct error *err)
{
    struct batch *b = NULL;
    int rc = batch_filling(s, &b, err);
    if (rc < 0)
        return rc;
    b->items[b->count] = (struct waiting){.seq = seq, .at = b->messages.len, .length = n};
    buf_append(&b->messages, message, n);
    rc = buf_ok(&b->messages, err);
    if (rc < 0)
        return rc;
    b->count++;
    if (b->count < BATCH_MOST && b->messages.len < BATCH_BYTES)
        return 0;
    rc = batch_finish(s, &s->signing->batches[!s->signing->filling], err);
    if (rc == 0) {
        batch_start(b);
        s->signing->filling = !s->signing->filling;
    }
    return rc;
}

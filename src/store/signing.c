/* SPDX-License-Identifier: GPL-3.0-or-later
 * Signatures of a bulk save, made together on all processors. The threads live only inside
 * signing_flush; each writes only signatures of its own share and reads what nobody changes then.
 */
#include "signing_int.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#include "entry_int.h"
#include "inwork/base/error.h"
#include "inwork/seal/sshsig.h"
#include "store_int.h"

#define WAITING_MOST 4096
#define WAITING_BYTES ((size_t)16 << 20)
#define THREADS_MOST 8
#define SHARE 64 /* entries a thread takes at a time */

struct waiting {
    int64_t seq;
    size_t at, length; /* of the message in `messages` */
    uint8_t signature[SSHSIG_RAW_BYTES];
};

struct signing {
    struct waiting *items;
    size_t count;
    struct buf messages;
    const struct device_keys *keys; /* while signing */
    atomic_size_t next;
    atomic_int failed; /* a negative status */
};

void signing_clear(struct signing *w)
{
    if (!w)
        return;
    w->count = 0;
    buf_clear(&w->messages);
}

void signing_free(struct signing *w)
{
    if (!w)
        return;
    buf_free(&w->messages);
    free(w->items);
    free(w);
}

static void *sign_shares(void *payload)
{
    struct signing *w = payload;
    size_t from;
    while ((from = atomic_fetch_add(&w->next, SHARE)) < w->count) {
        size_t to = from + SHARE < w->count ? from + SHARE : w->count;
        for (size_t i = from; i < to; i++) {
            struct waiting *item = &w->items[i];
            int rc = sshsig_sign_raw(item->signature, w->keys, ENTRY_NAMESPACE,
                                     w->messages.data + item->at, item->length, NULL);
            if (rc < 0)
                atomic_store(&w->failed, rc);
        }
    }
    return NULL;
}

static int sign_all(struct signing *w, struct error *err)
{
    pthread_t threads[THREADS_MOST];
    size_t started = 0;
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t helpers = processors < 2 ? 0 : (size_t)processors - 1;
    if (helpers > THREADS_MOST)
        helpers = THREADS_MOST;
    if (w->count < SHARE * 2)
        helpers = 0;
    atomic_store(&w->next, 0);
    atomic_store(&w->failed, 0);
    /* A thread that cannot be had is done without: the others take its share. */
    while (started < helpers && pthread_create(&threads[started], NULL, sign_shares, w) == 0)
        started++;
    (void)sign_shares(w);
    int rc = 0;
    for (size_t i = 0; i < started; i++)
        if (pthread_join(threads[i], NULL) != 0)
            rc = error_set(err, STATUS_SOFTWARE, "a signing thread was lost");
    if (rc == 0 && atomic_load(&w->failed) != 0)
        rc = error_set(err, STATUS_SOFTWARE, "an entry could not be signed");
    return rc;
}

int signing_flush(struct store *s, struct error *err)
{
    struct signing *w = s->signing;
    if (!w || w->count == 0)
        return 0;
    w->keys = store_device(s);
    if (!w->keys)
        return error_set(err, STATUS_SOFTWARE, "entries wait for a signature without keys");
    int rc = sign_all(w, err);
    for (size_t i = 0; rc == 0 && i < w->count; i++) {
        const struct waiting *item = &w->items[i];
        buf_clear(&s->line);
        buf_append(&s->line, w->messages.data + item->at, item->length);
        rc = entry_complete(&s->line, item->signature, err);
        if (rc == 0)
            rc = entry_insert_line(s, item->seq, buf_text(&s->line), s->line.len, err);
    }
    if (rc == 0)
        signing_clear(w);
    return rc;
}

int signing_add(struct store *s, int64_t seq, const char *message, size_t n, struct error *err)
{
    if (!s->signing) {
        s->signing = calloc(1, sizeof *s->signing);
        if (!s->signing)
            return error_memory(err);
    }
    struct signing *w = s->signing;
    if (!w->items) {
        w->items = calloc(WAITING_MOST, sizeof *w->items);
        if (!w->items)
            return error_memory(err);
    }
    w->items[w->count] = (struct waiting){.seq = seq, .at = w->messages.len, .length = n};
    buf_append(&w->messages, message, n);
    int rc = buf_ok(&w->messages, err);
    if (rc < 0)
        return rc;
    w->count++;
    return w->count == WAITING_MOST || w->messages.len > WAITING_BYTES ? signing_flush(s, err) : 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * A window over the next pages of the file, moving with SQLite.
 *
 * Sealed pages are read into a ring by the thread that asks, some at a time; it and the other
 * thread take and open them, lowest first, and whoever needs one that is not yet open opens others
 * meanwhile. Positions in the window only grow; a page's place in the ring is its position modulo
 * WINDOW. `lock` guards `first`, `taken` and `newest`; a page belongs to whoever took it until its
 * state says that it is open, which the asking thread looks at without the lock.
 */
#include "ahead_int.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "inwork/base/thread.h"
#include "vault_int.h"

enum {
    RUN = 4,     /* pages in a row outside the window before a scan is believed in */
    STRIDE = 8,  /* pages read at a time */
    WINDOW = 32, /* pages at most in the ring; a multiple of STRIDE */
};
_Static_assert(WINDOW % STRIDE == 0, "a stride does not wrap");

enum page_state { PAGE_SEALED, PAGE_TAKEN, PAGE_OPEN, PAGE_FAILED };

struct ahead {
    struct vault *vault;
    int64_t first;  /* the page at position 0 of the window */
    int64_t wanted; /* position from which pages may still be asked for */
    int64_t taken;  /* the next to be opened */
    int64_t newest; /* one past the last that was read; `wanted` where there is no window */
    bool at_end;    /* the file ends there, or could not be read */
    int64_t last;   /* the page asked for before */
    int run;        /* how many in a row outside the window, up to it */
    pthread_mutex_t lock;
    pthread_cond_t sealed, opened;
    pthread_t thread;
    bool started, ending;
    int64_t served;
    _Atomic(enum page_state) states[WINDOW];
    uint8_t bytes[WINDOW][PAGE_BYTES]; /* sealed as they were read */
    uint8_t plain[WINDOW][PAGE_BYTES];
};

static size_t place(int64_t position)
{
    return (size_t)(position % WINDOW);
}

static void lock(struct ahead *a)
{
    (void)pthread_mutex_lock(&a->lock);
}

static void unlock(struct ahead *a)
{
    (void)pthread_mutex_unlock(&a->lock);
}

/* Open the next page that nobody has taken; false when there is none. The lock is held before and
 * after, not meanwhile. */
static bool open_next(struct ahead *a)
{
    if (a->taken == a->newest)
        return false;
    size_t at = place(a->taken);
    uint64_t page = (uint64_t)(a->first + a->taken);
    a->taken++;
    a->states[at] = PAGE_TAKEN;
    unlock(a);
    bool good = unit_open_page(a->vault, a->plain[at], a->bytes[at], UNIT_PAGE, page) == 0;
    lock(a);
    a->states[at] = good ? PAGE_OPEN : PAGE_FAILED;
    (void)pthread_cond_signal(&a->opened);
    return true;
}

static void *open_until_the_end(void *payload)
{
    struct ahead *a = payload;
    lock(a);
    while (!a->ending)
        if (!open_next(a))
            (void)pthread_cond_wait(&a->sealed, &a->lock);
    unlock(a);
    return NULL;
}

static struct ahead *ahead_new(struct vault *v)
{
    struct ahead *a = calloc(1, sizeof *a);
    if (!a)
        return NULL;
    a->vault = v;
    int failed = pthread_mutex_init(&a->lock, NULL);
    failed = failed ? failed : pthread_cond_init(&a->sealed, NULL);
    failed = failed ? failed : pthread_cond_init(&a->opened, NULL);
    if (failed) {
        free(a);
        return NULL;
    }
    return a;
}

/* Nothing before `position` is wanted or being opened any more: its place may be used again. Under
 * the lock. */
static void window_move(struct ahead *a, int64_t position)
{
    int64_t from = a->wanted;
    int64_t to = position < a->taken ? position : a->taken;
    a->wanted = position;
    if (a->taken < position)
        a->taken = position;
    for (int64_t at = from; at < to; at++)
        while (a->states[place(at)] == PAGE_TAKEN)
            (void)pthread_cond_wait(&a->opened, &a->lock);
}

static void window_close(struct ahead *a)
{
    lock(a);
    window_move(a, a->newest);
    unlock(a);
}

int64_t ahead_served(const struct ahead *a)
{
    return a ? a->served : 0;
}

void ahead_drop(struct ahead *a)
{
    if (!a)
        return;
    window_close(a);
    a->run = 0;
    a->last = 0;
}

void ahead_free(struct ahead *a)
{
    if (!a)
        return;
    window_close(a);
    lock(a);
    a->ending = true;
    (void)pthread_cond_signal(&a->sealed);
    unlock(a);
    if (a->started)
        (void)pthread_join(a->thread, NULL);
    (void)pthread_cond_destroy(&a->opened);
    (void)pthread_cond_destroy(&a->sealed);
    (void)pthread_mutex_destroy(&a->lock);
    if (a->started)
        explicit_bzero(a->plain, sizeof a->plain);
    free(a);
}

/* Read the next stride of sealed pages where there is room for it. */
static void window_extend(struct vault_file *f)
{
    struct ahead *a = f->ahead;
    if (a->at_end || a->newest - a->wanted > WINDOW - STRIDE)
        return;
    size_t at = place(a->newest);
    int64_t page = a->first + a->newest;
    int rc = f->lower->pMethods->xRead(f->lower, a->bytes[at], STRIDE * PAGE_BYTES,
                                       DATA_START + (page - 1) * PAGE_BYTES);
    if (rc != SQLITE_OK) {
        a->at_end = true; /* the last pages are few, and errors belong to those who ask */
        return;
    }
    lock(a);
    for (size_t i = 0; i < STRIDE; i++)
        a->states[at + i] = PAGE_SEALED;
    a->newest += STRIDE;
    (void)pthread_cond_signal(&a->sealed);
    unlock(a);
}

/* The page at `position` of the window, opened by whoever is first. */
static bool window_page(struct ahead *a, uint8_t *out, int64_t position)
{
    size_t at = place(position);
    if (position > a->wanted) { /* some are passed over */
        lock(a);
        window_move(a, position);
        unlock(a);
    }
    if (a->states[at] < PAGE_OPEN) {
        lock(a);
        while (a->states[at] < PAGE_OPEN)
            if (!open_next(a))
                (void)pthread_cond_wait(&a->opened, &a->lock);
        unlock(a);
    }
    bool good = a->states[at] == PAGE_OPEN;
    if (good)
        memcpy(out, a->plain[at], PAGE_BYTES);
    a->wanted = position + 1;
    a->served += good;
    return good;
}

/* A scan has come as far as `page`: a window from the next one on. */
static void window_begin(struct vault_file *f, int64_t page)
{
    struct ahead *a = f->ahead;
    window_close(a);
    if (!a->started)
        a->started = thread_start(&a->thread, open_until_the_end, a);
    if (!a->started)
        return;
    lock(a);
    a->first = page + 1;
    a->wanted = a->taken = a->newest = 0;
    unlock(a);
    a->at_end = false;
    window_extend(f);
}

bool ahead_page(struct vault_file *f, uint8_t *out, int64_t page)
{
    struct ahead *a = f->ahead;
    if (!a && thread_spare(1) > 0)
        a = f->ahead = ahead_new(f->vault);
    if (!a)
        return false;
    int64_t position = page - a->first;
    if (position >= a->wanted && position < a->newest) {
        a->last = page;
        a->run = 0;
        window_extend(f);
        return window_page(a, out, position);
    }
    a->run = page == a->last + 1 ? a->run + 1 : 0;
    a->last = page;
    if (a->run >= RUN)
        window_begin(f, page);
    return false;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Segments opened beside the writing of those before them.
 *
 * To check a segment's signature, decrypt and unpack it and read its entries takes about as long as
 * writing them to the store, and touches no store: it is done in a thread, ahead of the writing.
 * What comes out comes in the order in which it was put in. Where no thread can be had, whoever
 * asks for a segment opens it.
 */
#ifndef INWORK_TEAM_OPENING_INT_H
#define INWORK_TEAM_OPENING_INT_H

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/store/entry.h"
#include "inwork/team/segment.h"

struct incoming;
struct opening;
struct sync;

/* A segment with its entries, all of them read before any is applied. */
struct opened {
    const struct incoming *item;
    struct buf file, signature; /* as they came; empty once it is open */
    struct buf plain;           /* what `segment` and `texts` point into */
    struct segment segment;
    struct entry *entries;
    const char **texts;
    size_t *lengths;
    size_t count;
    int header_result; /* of the file and its header; then of everything, with `why` */
    int result;
    bool no_key; /* no key of this device opens it */
    struct error why;
};

/* For the segments of one device. What `s` knows of team and keys stays as it is meanwhile. */
struct opening *opening_new(const struct sync *s, const uint8_t signer[32], struct error *err);
/* Also ends the thread. NULL is accepted. */
void opening_free(struct opening *o);

/* Put one in; there must be room. File and signature are copied. */
int opening_add(struct opening *o, const struct incoming *item, const void *file, size_t n,
                const struct buf *signature, struct error *err);
/* Is there so much in it that the oldest has to be taken out first? */
bool opening_full(struct opening *o);
/* The oldest, opened; NULL when there is none. It is valid until opening_drop. */
struct opened *opening_take(struct opening *o);
/* Done with the one that was taken. */
void opening_drop(struct opening *o);

#endif

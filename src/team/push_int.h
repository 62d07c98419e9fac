/* SPDX-License-Identifier: GPL-3.0-or-later
 * One round of sending: some segments, one commit, one push.
 */
#ifndef INWORK_TEAM_PUSH_INT_H
#define INWORK_TEAM_PUSH_INT_H

#include "sync_int.h"

#define ROUND_BYTES (32u << 20) /* sealed bytes in one commit, about */
#define ROUND_SEGMENTS 64u

struct sealed {
    struct segment_header header;
    char path[SEGMENT_PATH_SIZE];
    char sha256[HASH_HEX];
    char blob[COURIER_OID_TEXT], signature[COURIER_OID_TEXT]; /* git's names, after the commit */
    int64_t first, last;                                      /* entry.seq */
};
struct round {
    struct sync *s;
    char epoch[EPOCH_SIZE]; /* "" until something is to be sealed */
    struct sealed sealed[ROUND_SEGMENTS];
    size_t count, bytes;
    struct commit commit;
    bool mends; /* the commit puts right what is wrong on the remote */
    bool more;  /* another round is due */
};

/* Settle on what the next commit of the own ref stands on: `tip` is parent and tree ("" for none),
 * and `commit` receives what that tree lacks of ours or should not hold (own_base.c). */
int own_base(struct sync *s, char tip[COURIER_OID_TEXT], struct commit *commit, struct error *err);

/* Seal what is unsent, as far as a round goes (seal_round.c). */
int round_seal(struct round *r, struct error *err);

#endif

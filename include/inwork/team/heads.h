/* SPDX-License-Identifier: GPL-3.0-or-later
 * heads.json: what a device says of its own feeds and of what it has of the others' (FORMAT 6).
 *
 * From heads come acknowledgements, and the notice of a server that withholds or rewinds.
 */
#ifndef INWORK_TEAM_HEADS_H
#define INWORK_TEAM_HEADS_H

#include <stddef.h>
#include <stdint.h>

#include "inwork/seal/device.h"
#include "inwork/seal/hash.h"
#include "inwork/team/roster.h"

struct buf;
struct error;

#define HEADS_MAX (1u << 20)
#define HEADS_NAMESPACE "inwork-heads"

/* The last segment of one own feed. */
struct heads_feed {
    char epoch[EPOCH_SIZE];
    char compartment[COMPARTMENT_SIZE];
    int64_t n;
    char sha256[HASH_HEX];
};
/* All segments up to this `made` of that device are applied. */
struct heads_seen {
    char device[DEVICE_ID_TEXT];
    int64_t made;
};
/* Zero is valid. Owns its memory. */
struct heads {
    char team[HASH_HEX];
    char device[DEVICE_ID_TEXT];
    int64_t serial; /* rises at every rewrite */
    int64_t made;   /* rises when an own segment is added */
    int64_t roster_n;
    char roster_sha256[HASH_HEX];
    struct heads_feed *own;
    size_t own_count;
    struct heads_seen *seen;
    size_t seen_count;
};
void heads_clear(struct heads *h);

int heads_add_own(struct heads *h, const struct heads_feed *feed, struct error *err);
int heads_add_seen(struct heads *h, const char *device, int64_t made, struct error *err);
/* -1 when the device is not named. */
int64_t heads_seen(const struct heads *h, const char *device);

/* One line of JSON and its signature, appended. */
int heads_write(struct buf *body, struct buf *signature, const struct heads *h,
                const struct device_keys *signer, struct error *err);
/* Check the signature and every rule; the device must be `device` of `team`. STATUS_REFUSED,
 * STATUS_DATA. */
int heads_read(struct heads *out, const char *team, const char *device, const uint8_t signer[32],
               const void *body, size_t n, const void *signature, size_t signature_len,
               struct error *err);
/* The same for heads whose signature was checked when they came. */
int heads_parse(struct heads *out, const char *team, const char *device, const void *body, size_t n,
                struct error *err);

#endif

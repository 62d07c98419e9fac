/* SPDX-License-Identifier: GPL-3.0-or-later
 * request.json: a newcomer's wish to be admitted, with both public keys and, for the leads only,
 * the newcomer's name (FORMAT 5). It also carries the id of the newcomer's own member record, so
 * that the record written before joining and the admission name one person.
 */
#ifndef INWORK_TEAM_REQUEST_H
#define INWORK_TEAM_REQUEST_H

#include <stddef.h>
#include <stdint.h>

#include "inwork/base/id.h"
#include "inwork/seal/device.h"

struct buf;
struct error;
struct roster;

#define REQUEST_MAX 8192u
#define REQUEST_NAME_MAX 400u
#define REQUEST_NAMESPACE "inwork-request"

/* Zero is valid. Owns its memory. */
struct request {
    char device[DEVICE_ID_TEXT];
    struct device_public public;
    char member[ID_SIZE]; /* record id under which the newcomer keeps the own member record */
    char *made;           /* the newcomer's claim, RFC 3339 */
    char *name;           /* "" when this device cannot open it */
};
void request_clear(struct request *r);

/* Write a request to the team of `roster`, the name sealed to its leads' devices; appended. */
int request_write(struct buf *out, const struct roster *roster, const char *member,
                  const char *name, int64_t now, const struct device_keys *keys, struct error *err);
/* Read and check a request standing on the ref of `device`. `reader` may be NULL: the name stays
 * closed. STATUS_DATA, STATUS_REFUSED (signature). */
int request_read(struct request *out, const char *team, const char *device, const void *bytes,
                 size_t n, const struct device_keys *reader, struct error *err);

#endif

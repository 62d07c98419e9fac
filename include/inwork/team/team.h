/* SPDX-License-Identifier: GPL-3.0-or-later
 * Belonging to a team: founding, joining, admitting, and who is in it. Everything here works on
 * the store alone; what has to travel goes with the next team_sync (sync.h).
 */
#ifndef INWORK_TEAM_TEAM_H
#define INWORK_TEAM_TEAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "inwork/base/id.h"
#include "inwork/seal/device.h"
#include "inwork/seal/hash.h"
#include "inwork/team/joincode.h"

struct error;
struct store;

enum team_state {
    TEAM_NONE,
    TEAM_FOUNDING, /* the remote has not yet confirmed the team */
    TEAM_JOINING,  /* a request is made, or waits to go out */
    TEAM_MEMBER,
};

/* How this store stands to its team. Owns its memory; zero is valid. */
struct team_info {
    enum team_state state;
    char *remote;        /* NULL without a team */
    char team[HASH_HEX]; /* "" while the roster is not known */
    bool lead;
    bool removed;       /* a lead removed this device */
    char *compartments; /* that this device may read, separated by spaces */
};
int team_info_read(struct team_info *out, struct store *s, struct error *err);
void team_info_clear(struct team_info *info);

/* Remember that a team is to be founded at, or joined through, a remote. A plan that no remote has
 * answered yet is replaced, save founding at the same remote. STATUS_DATA when the store has a team
 * already, STATUS_USAGE for a remote that is no remote, STATUS_NO_INPUT for a store without device
 * keys. The caller syncs next, and calls team_abandon when that is refused. */
int team_create(struct store *s, const char *name, const char *remote, struct error *err);
int team_join(struct store *s, const char *code, const char *remote, struct error *err);
/* Forget a founding or joining that has not come about. */
int team_abandon(struct store *s, struct error *err);

/* The join code of the roster as known here. STATUS_NO_INPUT without a team. */
int team_code(struct store *s, char out[JOINCODE_TEXT], struct error *err);

/* Who asks. `name` may be empty. */
struct team_request {
    const char *device;
    char fingerprint[DEVICE_FINGERPRINT_TEXT];
    const char *name;
    const char *made; /* the newcomer's claim */
    int64_t arrived;  /* seconds */
    bool approved;    /* decided here, not yet confirmed by the remote */
};
typedef int (*team_request_fn)(const struct team_request *row, void *payload, struct error *err);
int team_requests(struct store *s, team_request_fn row, void *payload, struct error *err);

/* Decide to admit a device. `device` may be a prefix of its id. `fingerprint` is what the colleague
 * read out, compared in full (hyphens, spaces and case aside): STATUS_REFUSED when it differs.
 * Without compartments: directory and casework. Without `member` a member record is made, named as
 * the request says. The next team_sync writes the statement. */
struct team_approval {
    const char *device;
    const char *fingerprint;
    const char *const *compartments;
    size_t compartment_count;
    const char *member; /* record id or an unambiguous prefix, or NULL */
    bool lead;
};
int team_approve(struct store *s, const struct team_approval *approval, char device[DEVICE_ID_TEXT],
                 struct error *err);

/* Everyone, by device, in the order of admission. */
struct team_member {
    const char *device;
    char fingerprint[DEVICE_FINGERPRINT_TEXT];
    const char *member; /* record id */
    char *name;         /* "" when no member record has arrived */
    char *compartments; /* separated by spaces */
    bool lead, removed, paper, self;
};
/* Compartments as people read them: the supervision of one colleague as "supervision", of several
 * as how many. Appended. */
void team_compartments_show(struct buf *out, const char *compartments);
typedef int (*team_member_fn)(const struct team_member *row, void *payload, struct error *err);
int team_members(struct store *s, team_member_fn row, void *payload, struct error *err);

/* Where the entries of this device about one record have got to. */
struct team_delivery {
    int64_t entries;   /* of this device */
    int64_t confirmed; /* by the remote */
    /* Devices that have all the confirmed ones; only meaningful when entries == confirmed. */
    size_t acknowledged;
    size_t readers; /* other devices in the roster that could */
};
int team_delivery(struct store *s, const char *record, struct team_delivery *out,
                  struct error *err);
typedef int (*team_text_fn)(const char *about, const char *text, void *payload, struct error *err);
/* Devices that acknowledged everything of this device about a record. `about` is the device, `text`
 * its member's name. */
int team_acknowledged(struct store *s, const char *record, team_text_fn row, void *payload,
                      struct error *err);

/* What the last sync found worth saying, and files that do not verify (about: path, text: why). */
int team_notices(struct store *s, team_text_fn row, void *payload, struct error *err);
int team_quarantine(struct store *s, team_text_fn row, void *payload, struct error *err);

/* The identities of a compartment, newest generation first. The caller has asked for the passphrase
 * again. `identity` lies in locked memory. STATUS_NO when this device holds none. */
typedef int (*team_key_fn)(int64_t generation, const char *identity, void *payload,
                           struct error *err);
int team_export_key(struct store *s, const char *compartment, team_key_fn row, void *payload,
                    struct error *err);

#endif

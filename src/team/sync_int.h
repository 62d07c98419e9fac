/* SPDX-License-Identifier: GPL-3.0-or-later
 * One sync in progress, shared by the files that do its parts.
 */
#ifndef INWORK_TEAM_SYNC_INT_H
#define INWORK_TEAM_SYNC_INT_H

#include "inwork/base/buf.h"
#include "inwork/courier/courier.h"
#include "inwork/team/heads.h"
#include "inwork/team/segment.h"
#include "inwork/team/sync.h"
#include "state_int.h"

#define REF_MAIN "refs/heads/main"
#define REF_DEVICES "refs/heads/device/"
#define REF_SIZE 64
#define TRIES_MAX 5 /* pushes lost to someone else before giving up */

/* What a device calls itself in refs. */
void ref_of_device(char out[REF_SIZE], const char *device);

struct remote_ref {
    char ref[REF_SIZE];
    char tip[COURIER_OID_TEXT];
};

struct sync {
    struct store *store;
    struct courier *courier;
    const struct sync_options *options;
    struct sync_report *report;
    struct roster roster;
    struct team_keys keys;
    char self[DEVICE_ID_TEXT];
    char own_ref[REF_SIZE];
    bool founding;   /* the team is to be ours, or none */
    bool home;       /* this is the team's own remote, not a stick */
    bool doubt;      /* someone holds more of our feed than we know: a new epoch is due */
    int64_t claimed; /* the highest `made` of ours that others' heads name, and the one for which */
    int64_t answered; /* an epoch was opened already */
    bool applied;     /* segments were taken in: gaps may have come or gone */
    bool forked;      /* two verified statements with one number */
    struct remote_ref *refs;
    size_t ref_count;
    struct buf notices; /* about, tab, text, newline */
};

void sync_progress(struct sync *s, enum sync_phase phase, uint64_t done, uint64_t total);
/* Something a person should know; kept until the next sync. */
void sync_notice(struct sync *s, const char *about, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
const struct roster_device *sync_self(const struct sync *s); /* NULL when not admitted */
/* May this device read and write a compartment, and has it a key for it. */
bool sync_reads(const struct sync *s, const char *compartment);

/* The listing of the remote, taken again. */
int sync_list(struct sync *s, struct error *err);
/* The tip a ref had in the listing, or "". */
const char *sync_tip(const struct sync *s, const char *ref);
int sync_fetch_one(struct sync *s, const char *ref, uint64_t limit, char tip[COURIER_OID_TEXT],
                   struct error *err);

/* What is known of a ref, see table team_ref. */
struct ref_state {
    char whole[COURIER_OID_TEXT];
    char processed[COURIER_OID_TEXT];
};
int ref_state_get(struct ref_state *out, struct sync *s, const char *ref, struct error *err);
int ref_state_put(struct sync *s, const char *ref, const struct ref_state *state,
                  struct error *err);
/* Is this commit in the clone (which may have been deleted and made anew)? */
bool clone_has(struct sync *s, const char *commit);
/* Put a ref that lost verified files back as it last was; true when the remote took it. */
bool ref_restore(struct sync *s, const char *ref, const char *whole);
/* How many of the files of `whole` that `verified` approves are not the same in `tip`. */
typedef bool (*verified_fn)(struct sync *s, const struct courier_file *file, void *payload);
int ref_lost(struct sync *s, const char *whole, const char *tip, verified_fn verified,
             void *payload, size_t *out, struct error *err);

/* Files that do not verify (quarantine.c). */
int quarantine_put(struct sync *s, const char *ref, const char *path, const char *blob,
                   const char *signature, const char *reason, struct error *err);
int quarantine_drop(struct sync *s, const char *ref, const char *path, struct error *err);
int quarantine_count(struct sync *s, int64_t *out, struct error *err);

/* One blob into a buffer; *found tells whether it was there and not too large. */
int sync_blob(struct sync *s, const char *blob, size_t limit, struct buf *out, bool *found,
              struct error *err);

/* Read main: statements, keys, and what a lead keeps there (sync_main.c). */
struct main_view {
    char tip[COURIER_OID_TEXT];
    char readme[COURIER_OID_TEXT];
    char signers[COURIER_OID_TEXT];
    bool damaged; /* statements that we verified are missing or altered */
    bool moved;   /* it is not what it was when it last lacked nothing */
};
int main_read(struct sync *s, struct main_view *view, struct error *err);
/* Store statements and devices of a roster of which the store holds `from` statements. */
struct statement_text {
    struct buf body, signature;
    char blob[COURIER_OID_TEXT];
};
int main_keep(struct sync *s, const struct statement_text *statements, size_t from, size_t count,
              struct error *err);

/* Found the team, or find that we did (found.c). */
int found_team(struct sync *s, struct error *err);
/* What README on main says. */
extern const char team_readme[];
/* The sentence that says that somebody else's team is there already. */
int found_refused(struct error *err);
/* A record naming the team, and the end of founding or joining. */
int found_finish(struct sync *s, struct error *err);
/* A lead's work on main: decided admissions, allowed_signers (lead.c). */
int lead_write(struct sync *s, struct main_view *view, struct error *err);
/* A lead looks at the requests of devices not admitted (lead.c). */
int lead_requests(struct sync *s, struct error *err);

/* Files of one commit to main being gathered (commit.c). */
struct commit {
    struct courier_put *puts;
    size_t count;
};
void commit_clear(struct commit *c);
/* The bytes are copied. */
int commit_add(struct commit *c, const char *path, const void *bytes, size_t n, struct error *err);
int commit_add_blob(struct commit *c, const char *path, const char *blob, struct error *err);
int commit_remove(struct commit *c, const char *path, struct error *err);
/* roster/<n>.json and its signature. */
int commit_add_statement(struct commit *c, size_t n, const struct buf *body,
                         const struct buf *signature, struct error *err);
#define KEY_PATH_SIZE (COMPARTMENT_SIZE + 64)
void commit_key_path(char out[KEY_PATH_SIZE], const struct roster_generation *g,
                     const struct roster_device *device);
/* keys/<compartment>/<generation>/<device>.age: one; and for all that a device may read. What a
 * commit has already is left as it is: several reasons may call for the same key. */
int commit_add_key(struct commit *c, const struct roster_generation *g,
                   const struct age_identity *identity, const struct roster_device *device,
                   struct error *err);
int commit_add_keys(struct commit *c, const struct roster *roster,
                    const struct roster_device *device, const struct team_keys *keys,
                    struct error *err);

/* Read a device's ref: heads, segments, what was lost (device_read.c). */
int device_read(struct sync *s, const struct roster_device *device, struct error *err);

/* Verify and apply segments (segment_apply.c). */
struct incoming {
    struct segment_place place;
    char path[SEGMENT_PATH_SIZE];
    char blob[COURIER_OID_TEXT];
    char signature[COURIER_OID_TEXT];
    bool fresh; /* of the present tip, not remembered from an earlier one */
    bool gone;
    bool was_aside; /* it, or something else at its place, is in quarantine */
};
struct incoming_list {
    struct incoming *items;
    size_t count, room;
};
int segments_apply(struct sync *s, const struct roster_device *writer, const char *ref,
                   const struct incoming_list *list, int64_t own_made, struct error *err);

/* Judge all segments of a removed device again (counted.c). */
int recount_device(struct sync *s, const struct roster_device *device, struct error *err);

/* The own feed (feed.c): is a new epoch due, and take it. */
int feed_epoch(struct sync *s, char epoch[EPOCH_SIZE], struct error *err);
/* Seal, commit, push, confirm, mark, until nothing is unsent (sync_push.c). */
int push_own(struct sync *s, struct error *err);
/* Push the request of a device that is not admitted (sync_push.c). */
int push_request(struct sync *s, struct error *err);

/* Heads (sync_heads.c). */
int heads_take(struct sync *s, const struct roster_device *device, const char *body_blob,
               const char *signature_blob, struct error *err);
/* The newest heads of a device; none: zero heads. */
int heads_newest(struct sync *s, const char *device, struct heads *out, struct error *err);
/* Acknowledgements after everything is applied, and what the heads together say of the remote. */
int heads_compare(struct sync *s, struct error *err);
/* Our heads as they should stand now: serial and made of the last ones. */
int heads_own(struct sync *s, struct heads *out, struct error *err);
int heads_own_keep(struct sync *s, const struct heads *h, const struct buf *body,
                   struct error *err);

#endif

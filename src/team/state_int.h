/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the store holds of the team, loaded: roster and compartment keys; and the settings.
 */
#ifndef INWORK_TEAM_STATE_INT_H
#define INWORK_TEAM_STATE_INT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "inwork/team/roster.h"

struct buf;
struct error;
struct store;
struct store_cell;

/* Names of settings. */
#define SETTING_STATE "team_state" /* founding, joining, member */
#define SETTING_REMOTE "team_remote"
#define SETTING_FOUNDING "team_founding" /* the team's name, while founding */
#define SETTING_CODE "team_code"         /* while joining */
#define SETTING_EPOCH "team_epoch"       /* of the own feed */
#define SETTING_PLACE "team_place"       /* machine and inode at the last sealing */
#define SETTING_CLAIMED "team_claimed"   /* the most that others claimed to have of our feed then */
#define SETTING_MEMBER "member"          /* id of the person's own record, from `init` */
#define SETTING_PAPER_ED25519                                                                      \
    "paper_ed25519" /* public keys made of the recovery key, by `init`                             \
                     */
#define SETTING_PAPER_X25519 "paper_x25519"
#define SETTING_GAPS "team_gaps" /* not empty: the last look found segments missing */
#define SETTING_LAST_SYNC "last_sync"
#define SETTING_LAST_ERROR "last_error"
#define SETTING_TEAM "team_name"            /* for `status`: the name, or the id, of the team */
#define SETTING_COMPARTMENTS "compartments" /* for `status`: separated by spaces */

/* Appends the value; nothing when it is not set. */
int state_setting(struct buf *out, struct store *s, const char *name, struct error *err);

/* The person's own member record: id, and name ("" when the record has none). */
int state_person(char member[ID_SIZE], struct buf *name, struct store *s, struct error *err);

/* The public keys of the recovery key; *there is false when this store has none. */
int state_paper(struct device_public *out, bool *there, struct store *s, struct error *err);
/* The compartments that a device may read, separated by spaces; appended. */
void state_compartments(struct buf *out, const struct roster *r, const struct roster_device *d);

/* A borrowed cell's bytes as a text, "" for null. Short texts only. */
void state_copy(char *out, size_t size, const struct store_cell *cell);

/* Verify the stored statements again and build the roster (no statements: an empty one). */
int state_roster(struct roster *out, struct store *s, struct error *err);
/* Load and check; STATUS_NO_INPUT when there is no team. */
int state_roster_needed(struct roster *out, struct store *s, struct error *err);

/* The compartment keys, those of one compartment side by side, newest generation first. The
 * identities are in locked memory. Zero is valid. */
struct team_keys {
    size_t count;
    char (*compartments)[COMPARTMENT_SIZE];
    int64_t *generations;
    struct age_identity *identities;
};
int team_keys_load(struct team_keys *out, struct store *s, struct error *err);
void team_keys_clear(struct team_keys *k);
/* The identities of one compartment; NULL and 0 when none. */
const struct age_identity *team_keys_of(const struct team_keys *k, const char *compartment,
                                        size_t *count);
/* The identity of one generation, or NULL. */
const struct age_identity *team_keys_get(const struct team_keys *k, const char *compartment,
                                         int64_t generation);

/* Keep one key, checked against the recipient that the roster names. */
int team_key_keep(struct store *s, const struct roster_generation *g,
                  const struct age_identity *identity, struct error *err);
/* Open a key file of this device. STATUS_DATA or STATUS_REFUSED when it does not hold exactly the
 * identity of that recipient. `out` is locked memory. */
int team_key_unwrap(struct age_identity *out, const void *file, size_t n,
                    const struct roster_generation *g, const struct device_keys *keys,
                    struct error *err);
/* The identity as an age file to one device; appended. */
int team_key_wrap(struct buf *out, const struct age_identity *identity,
                  const struct device_public *to, struct error *err);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later
 * The roster: who belongs to the team, with which devices, keys and compartments (FORMAT 4, 5).
 *
 * A roster is a chain of signed statements. A struct roster holds what the statements added so far
 * come to; roster_add is the only way in, for our own statements as for hostile files. Knows
 * nothing of the store, git or names of people.
 */
#ifndef INWORK_TEAM_ROSTER_H
#define INWORK_TEAM_ROSTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "inwork/base/id.h"
#include "inwork/seal/age.h"
#include "inwork/seal/device.h"
#include "inwork/seal/hash.h"

struct buf;
struct error;

#define ROSTER_STATEMENT_MAX (64u * 1024u)
#define ROSTER_SIGNATURE_MAX 4096u
#define ROSTER_COUNT_MAX 100000
#define ROSTER_NAMESPACE "inwork-roster"
#define COMPARTMENT_SIZE 64 /* a name of at most 63 characters and a NUL */
#define EPOCH_SIZE 9        /* 8 hex digits and a NUL */

/* One path element of [a-z0-9-], not beginning or ending with '-'. */
bool compartment_valid(const char *name);
bool epoch_valid(const char *epoch);

/* The last counted segment of one feed of a removed device. */
struct roster_cut {
    char epoch[EPOCH_SIZE];
    char compartment[COMPARTMENT_SIZE];
    int64_t n;
    char sha256[HASH_HEX];
};

struct roster_device {
    char id[DEVICE_ID_TEXT];
    struct device_public public;
    char member[ID_SIZE];
    char (*compartments)[COMPARTMENT_SIZE]; /* of its newest admission; a lead has all */
    size_t compartment_count;
    bool lead;
    /* Every compartment any admission gave it: what it wrote there goes on counting. */
    char (*once)[COMPARTMENT_SIZE];
    size_t once_count;
    bool once_lead;
    bool removed;
    struct roster_cut *cuts; /* when removed */
    size_t cut_count;
};

struct roster_generation {
    char compartment[COMPARTMENT_SIZE];
    int64_t number; /* 1, 2, … */
    struct age_recipient recipient;
};

/* Zero is a valid roster without statements. Owns its memory. */
struct roster {
    char (*hashes)[HASH_HEX]; /* SHA-256 of each statement; the first is the team id */
    size_t count;
    struct roster_device *devices;
    size_t device_count;
    struct roster_generation *generations;
    size_t generation_count;
};
void roster_clear(struct roster *r);

/* Check the next statement against what the roster holds (number, chain, signer, rules) and take it
 * in. Errors: STATUS_DATA (malformed, unknown statement or member, breaks a rule), STATUS_REFUSED
 * (signature), STATUS_IO; the roster is then as it was. */
int roster_add(struct roster *r, const void *body, size_t n, const void *signature,
               size_t signature_len, struct error *err);

const char *roster_team(const struct roster *r);   /* 64 hex digits, "" without statements */
const char *roster_newest(const struct roster *r); /* hash of the newest statement, or "" */
/* NULL when it was never admitted. */
const struct roster_device *roster_device(const struct roster *r, const char *id);
/* NULL when the compartment has none; number 0 asks for the newest. */
const struct roster_generation *roster_generation(const struct roster *r, const char *compartment,
                                                  int64_t number);
/* May the device read and write the compartment now. */
bool roster_may(const struct roster_device *d, const char *compartment);
/* Was it ever: the part of FORMAT 3 rule 2 that cuts do not decide. */
bool roster_might(const struct roster_device *d, const char *compartment);
bool roster_is_lead(const struct roster *r, const char *device);
/* The cut of a feed of a removed device; NULL when none of it counts. */
const struct roster_cut *roster_cut(const struct roster_device *d, const char *epoch,
                                    const char *compartment);

/* Statements to write. */
enum roster_type { ROSTER_FOUND, ROSTER_ADMIT, ROSTER_GENERATION, ROSTER_REMOVE };
struct roster_change {
    enum roster_type type;
    struct device_public device; /* found, admit */
    const char *member;
    const char *const *compartments; /* admit */
    size_t compartment_count;
    bool lead;
    const char *compartment; /* generation: the next number is taken */
    struct age_recipient recipient;
};
/* Write and sign the statement that would follow `r`; body and signature are appended. It is not
 * added to the roster: the caller does that with roster_add. */
int roster_write(struct buf *body, struct buf *signature, const struct roster *r,
                 const struct roster_change *change, const struct device_keys *signer, int64_t now,
                 struct error *err);

/* The text of allowed_signers: a line for every device ever admitted, sorted by id. */
void roster_allowed_signers(struct buf *out, const struct roster *r);

#endif

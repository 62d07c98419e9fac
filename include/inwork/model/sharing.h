/* SPDX-License-Identifier: GPL-3.0-or-later
 * What leaves the program about a client: exports, prints, copies, texts for others' records.
 *
 * Every one of them calls sharing_leave before the first byte goes. It looks into the register of
 * consents (kind consent), says what speaks against the share, and writes the line of the sharing
 * log (kind info_share) itself: what, with whom, why, by which route, on which consent. It warns
 * and never refuses: sharing is the act of the person at the keyboard, who may have a ground the
 * program does not know, and who can be asked about it later because it is written down. Sources:
 * sharing information and its limits; a register of consents; consent asked again after a year.
 */
#ifndef INWORK_MODEL_SHARING_H
#define INWORK_MODEL_SHARING_H

#include <stdbool.h>
#include <stddef.h>

#include "inwork/base/date.h"
#include "inwork/store/entry.h"

struct buf;
struct error;
struct store;

#define SHARING_DAYS 365 /* after which a consent is to be asked about again; see below */

enum sharing_standing {
    SHARING_COVERED,   /* a consent in force names this recipient */
    SHARING_STALE,     /* the same, but given or reconfirmed too long ago */
    SHARING_NO_PARTY,  /* nobody was named as the recipient */
    SHARING_NONE,      /* no consent names this recipient */
    SHARING_REFUSED,   /* the person decided against it */
    SHARING_UNDECIDED, /* or has not decided */
    SHARING_EARLY,     /* the consent begins on a later day */
    SHARING_ENDED,     /* it ran out */
    SHARING_WITHDRAWN, /* it was taken back */
};

struct sharing_consent {
    enum sharing_standing standing;
    struct date on;          /* the day of that, where there is one; else zero */
    int days;                /* SHARING_STALE: how many are the limit */
    char id[RECORD_ID_TEXT]; /* of the consent it was judged by, or empty */
};

/* How things stand today between a client and a recipient. Of the consents of kind "share" that
 * name the recipient, the one decided last counts, and of those of one day the least permission.
 * A consent names a recipient when one of its parties (separated by ; , / "and" or a new line) has
 * all its words in `party`, or all words of `party`, at least two, in it; case and accents aside.
 * A consent is stale after as many days as the team's setting `consent_days` says (SHARING_DAYS).
 * `party` may be empty or NULL. */
int sharing_consent(struct sharing_consent *out, struct store *s, const char *client,
                    const char *party, struct date today, struct error *err);
/* Append the reason not to share as a sentence without a full stop ("No consent recorded to share
 * with Dr Test"); nothing when a consent covers it. */
void sharing_reason(struct buf *out, const struct sharing_consent *c, const char *party);

/* Append within which bounds a consent in force was given, as sentences without the last full stop:
 * what it covers, what for, and what was to stay private, in the words that were written down; and
 * that the last record of capacity leaves it in doubt whether the person can agree to sharing.
 * Whether a share keeps within them is for people to judge, so they are told each time. Nothing
 * where no consent is in force, or no bounds are written. */
void sharing_bounds(struct buf *out, struct store *s, const struct sharing_consent *c,
                    const char *party);

/* Whom records are about. */
struct sharing_clients {
    char (*ids)[RECORD_ID_TEXT];
    size_t count, room;
};
void sharing_clients_clear(struct sharing_clients *c);
/* Add the clients whom any record of this kind is about: themselves, and by reference, also through
 * a parent (a change of a job). Kinds outside casework are about nobody. */
int sharing_clients_of_kind(struct sharing_clients *c, struct store *s, const char *kind,
                            struct error *err);
int sharing_clients_of_record(struct sharing_clients *c, struct store *s, const char *record,
                              struct error *err);

/* One act of sharing. */
struct sharing {
    const struct sharing_clients *about;
    const char *what;    /* for the log: "Note of Mon 7 Sep 2026" */
    const char *party;   /* the recipient, or NULL: not said */
    const char *purpose; /* or NULL */
    const char *route;   /* a choice of info_share.route */
    bool nameless;       /* nobody can be recognised: no consent is needed, and none looked for */
};
/* Check and log. `warnings` receives sentences, each on a line of its own, for the person; several
 * clients with the same reason are told together. The same share of the same client on the same
 * day is logged once. Where nothing can be written (--read-only, another process) that is one of
 * the warnings. Fails only where the store cannot be read. */
int sharing_leave(struct store *s, const struct sharing *share, struct buf *warnings,
                  struct error *err);

#endif

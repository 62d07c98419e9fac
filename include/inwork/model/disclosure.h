/* SPDX-License-Identifier: GPL-3.0-or-later
 * What may be said about a client to an employer: the personal information plan, made of records
 * of kind disclosure_item, agreed line by line. No line means: keep private. A line to share counts
 * once it is agreed, with a date that has come; for one employer the lines for any employer count
 * too. Telling is neither a legal duty nor a condition of the service. Source: discussing
 * disclosure, the personal information plan.
 */
#ifndef INWORK_MODEL_DISCLOSURE_H
#define INWORK_MODEL_DISCLOSURE_H

#include <stdbool.h>
#include <stddef.h>

#include "inwork/store/entry.h"

struct buf;
struct catalogue_kind;
struct error;
struct record;
struct save_field;
struct store;

/* How an item stands. All but the last mean: keep private. */
enum disclosure_state {
    DISCLOSURE_NOT_TALKED, /* nothing is recorded about it */
    DISCLOSURE_UNDECIDED,  /* a line is there, with no decision or two that differ */
    DISCLOSURE_PRIVATE,
    DISCLOSURE_NOT_AGREED, /* to share, and not agreed with a day that has come */
    DISCLOSURE_SHARE,
};
/* "not_talked_about", "undecided", "private", "not_agreed", "share". */
const char *disclosure_state_name(enum disclosure_state state);

/* One line, in words for people; no pointer is NULL. */
struct disclosure_line {
    char id[RECORD_ID_TEXT];       /* empty: nothing is recorded about this item */
    char employer[RECORD_ID_TEXT]; /* empty: any employer */
    const char *value;             /* of the item: a choice of disclosure_item.item; borrowed */
    const char *item;              /* its label; borrowed from the catalogue, or "" */
    char *employer_name, *detail, *choice, *with_whom, *who_tells, *how, *when, *agreed;
    enum disclosure_state state;
    bool share;  /* the choice is to share */
    bool counts; /* and it is agreed: it may be told */
};
struct disclosure_plan {
    struct disclosure_line *lines;
    size_t count, room;
};
/* The whole plan, in the order of the items, each item at least once. `employer` (or NULL): only
 * the lines for this employer and for any. */
int disclosure_plan_read(struct disclosure_plan *out, struct store *s, const char *client,
                         const char *employer, struct error *err);
void disclosure_plan_clear(struct disclosure_plan *p);
/* Is anything agreed to be told? */
bool disclosure_plan_counts(const struct disclosure_plan *p);

/* Refuse (STATUS_DATA, with the reason) a contact for a client (kind employer_contact_for) in which
 * the client was named, or something about them said, though the plan agrees to nothing for that
 * employer; unless `why` says why. `now` is the record as it stands, NULL for a new one; `fields`
 * what is to be saved over it. Other kinds pass. */
int disclosure_check(struct store *s, const struct catalogue_kind *kind, const struct record *now,
                     const struct save_field *fields, size_t count, const char *why,
                     struct error *err);

/* Append the items that a record of kind disclosure_made says were told and the plan does not agree
 * to, as labels with commas between. */
int disclosure_told_too_much(struct buf *out, struct store *s, const struct record *made,
                             struct error *err);

#endif

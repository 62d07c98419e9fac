/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a lead's sync is about to write to `main`, shared by the files that decide about it.
 */
#ifndef INWORK_TEAM_LEAD_INT_H
#define INWORK_TEAM_LEAD_INT_H

#include "sync_int.h"

/* Statements gathered on top of those the store holds, and the commit that will carry them. They
 * are in the roster in memory at once; they exist when the push is confirmed. */
struct lead_round {
    struct sync *s;
    struct commit commit;
    struct statement_text *texts;
    size_t count;
};

/* Write, sign and take in one more statement. */
int lead_state(struct lead_round *l, const struct roster_change *change, struct error *err);

/* The compartment of a member's supervision (supervision.c). */
void supervision_name(char out[COMPARTMENT_SIZE], const char *member);
/* Its first key, unless there is one. */
int supervision_start(struct lead_round *l, const char *compartment, struct error *err);
/* Every key of supervision that is needed and lacking, and its owners' right to it. */
int supervision_keys(struct lead_round *l, struct error *err);
/* Keep the keys of the roster's generations from this one on: the push is confirmed. */
int supervision_keep(struct lead_round *l, size_t generations, struct error *err);

#endif

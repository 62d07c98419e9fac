/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where an adjustment at work or in study stands: to be asked for, asked, agreed, in place, gone
 * over, refused, ended; with whom, and since when. Source: negotiating reasonable adjustments.
 */
#ifndef INWORK_MODEL_ADJUSTMENT_H
#define INWORK_MODEL_ADJUSTMENT_H

#include <stdbool.h>

struct buf;
struct record;
struct store;

/* In the order in which pages show them. */
enum adjustment_state {
    ADJUSTMENT_TO_ASK,
    ADJUSTMENT_ASKED,
    ADJUSTMENT_AGREED,
    ADJUSTMENT_IN_PLACE,
    ADJUSTMENT_REVIEWED, /* in place, and looked at since */
    ADJUSTMENT_REFUSED,
    ADJUSTMENT_ENDED,
    ADJUSTMENT_STATES
};

/* By the answer to where it stands; without one by the days that are written. */
enum adjustment_state adjustment_state(const struct record *r);
/* "to ask", "asked", … "reviewed" */
const char *adjustment_state_title(enum adjustment_state state);

/* Append "Start at seven; asked of the manager, by the client; in place since 3 Nov 2026; look
 * again 3 Jan 2027". The day is the one written for the state, else the one on which the state was
 * written down. Restricted answers are left out unless `restricted`. */
void adjustment_describe(struct buf *out, struct store *s, const struct record *r, bool restricted);

#endif

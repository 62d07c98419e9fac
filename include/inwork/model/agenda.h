/* SPDX-License-Identifier: GPL-3.0-or-later
 * The agenda of a supervision session, made from what is recorded. First what was agreed last time,
 * then people: whoever is not safe, whoever is not moving, whoever has not been talked about; then
 * records with gaps, then the work and the learning of the colleague. It proposes; the two who meet
 * decide what they talk about.
 */
#ifndef INWORK_MODEL_AGENDA_H
#define INWORK_MODEL_AGENDA_H

#include <stdbool.h>
#include <stddef.h>

#include "inwork/base/date.h"
#include "inwork/base/id.h"

struct buf;
struct error;
struct store;

enum agenda_part {
    AGENDA_GOALS,   /* the last session's goals and expectations, and where they stand */
    AGENDA_SAFETY,  /* open concerns and complaints */
    AGENDA_STUCK,   /* no plan step done, employer contact or application for no_progress_days */
    AGENDA_REVIEW,  /* not talked about in supervision for client_review_days */
    AGENDA_RECORDS, /* unwritten notes, missing plans and profiles */
    AGENDA_WORK,    /* caseload, employer visits, field mentoring, training */
    AGENDA_PARTS
};

struct agenda_item {
    char record[ID_SIZE]; /* what to open; "" */
    char client[ID_SIZE]; /* "" where it is about the colleague */
    char *name;           /* the client's, or NULL */
    char *text;           /* one sentence without a full stop, without a name */
};

struct agenda {
    char member[ID_SIZE];
    char *name;
    char last[ID_SIZE]; /* the last session, "" when none is held here */
    struct date last_on, next_on;
    char *last_steps; /* what was to be done after it, or NULL */
    struct {
        struct agenda_item *items;
        size_t count;
    } parts[AGENDA_PARTS];
};
void agenda_clear(struct agenda *a);

/* STATUS_NO_INPUT, STATUS_DATA: `member` is no colleague. */
int agenda_read(struct agenda *out, struct store *s, const char *member, struct date today,
                struct error *err);
const char *agenda_part_name(enum agenda_part part);  /* "stuck" */
const char *agenda_part_title(enum agenda_part part); /* "People who are not moving" */
/* Append when the last session was: "Last session Mon 9 Nov 2026, 13 days ago". */
void agenda_describe_last(struct buf *out, const struct agenda *a, struct date today);

#endif

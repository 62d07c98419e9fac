/* SPDX-License-Identifier: GPL-3.0-or-later
 * What pathway.c gathers about a client before it decides where they stand: nothing of the store
 * in it, so that the rules can be read by themselves.
 */
#ifndef INWORK_MODEL_PATHWAY_INT_H
#define INWORK_MODEL_PATHWAY_INT_H

#include <stddef.h>

#include "inwork/model/pathway.h"

#define FACT_ANSWERS 16

/* The answers of one record that bear on the pathway. Borrowed texts. */
struct fact {
    const char *kind;
    const char *id;
    const char *written; /* day of its first entry, or "" */
    size_t count;
    struct {
        const char *field, *value, *written;
    } answer[FACT_ANSWERS];
};

/* Something that shows how far the work has come. */
struct mark {
    enum pathway_stage stage;
    struct date on;
    char id[ID_SIZE];
    char kind[32];
};
struct held_job {
    struct date started, ended;
    char id[ID_SIZE];
};
struct low_support {
    struct date on;
    char id[ID_SIZE];
    char job[ID_SIZE]; /* or "" */
};

struct gather {
    struct date today;
    struct mark *marks;
    size_t mark_count, mark_room;
    struct held_job *jobs;
    size_t job_count, job_room;
    struct low_support *low;
    size_t low_count, low_room;
    struct date left_on;      /* the last episode that ended, or the client's old answer */
    bool open_episode;        /* one without an end */
    struct date began;        /* the last referral or episode to begin */
    struct date old_stage_on; /* the client's own `stage`, and when it was written */
    char old_stage[24];
    struct date old_pause_review;
    char *old_pause_reason;
    bool any_pause;
};

/* Take one record in; then settle what it all comes to. */
int gather_take(struct gather *g, struct pathway *p, const struct fact *fact, struct error *err);
int gather_settle(struct gather *g, struct pathway *p, struct error *err);
void gather_clear(struct gather *g);

#endif

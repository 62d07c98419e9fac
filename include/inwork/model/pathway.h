/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where a client stands. The stage follows from what is recorded; a specialist may set another one
 * by hand, with a reason, and then the later of the two by its day is shown, with the other beside
 * it. A pause and having left are told beside the stage and change nothing in it. There is no stage
 * for people who may not have the service, and nothing here (or anywhere in the program) closes a
 * client: who left did so on a day somebody wrote down, and a new referral or episode brings them
 * back.
 */
#ifndef INWORK_MODEL_PATHWAY_H
#define INWORK_MODEL_PATHWAY_H

#include <stdbool.h>

#include "inwork/base/date.h"
#include "inwork/base/id.h"

struct buf;
struct error;
struct store;

/* In the order of the work, although people skip and repeat them. */
enum pathway_stage {
    PATHWAY_REFERRED,
    PATHWAY_ENGAGED, /* first met, or spoken with face to face */
    PATHWAY_PROFILE, /* a vocational profile begun */
    PATHWAY_PLAN,    /* an employment plan made */
    PATHWAY_SEARCH,  /* an employer met for them, an application, interview, or search agreed */
    PATHWAY_IN_WORK, /* a paid job started and not ended */
    PATHWAY_STEPPING_DOWN, /* in work, with support monthly or less */
    PATHWAY_STAGES
};

/* "in_work", as in stage_change.stage; "In work". */
const char *pathway_stage_name(enum pathway_stage stage);
const char *pathway_stage_title(enum pathway_stage stage);
/* The stage of that name; false if there is none. */
bool pathway_stage_parse(enum pathway_stage *out, const char *name);

/* Zero is valid. Days that are not known are zero. */
struct pathway {
    enum pathway_stage stage; /* the one to show */
    struct date since;
    bool by_hand; /* it was set by hand, later than anything recorded */

    enum pathway_stage recorded; /* by what is recorded alone */
    struct date recorded_since;
    char recorded_by[ID_SIZE]; /* the record it follows from, or "" */
    char recorded_kind[32];

    bool set; /* somebody set a stage by hand, whether or not it is the one to show */
    enum pathway_stage set_to;
    struct date set_on;
    char set_by[ID_SIZE]; /* the stage_change; the client's own id where its old answer counts */
    char *set_reason;     /* or NULL */

    bool paused;
    bool slowed; /* agreed to go slower: nothing waits */
    struct date paused_on, pause_review_on;
    char pause[ID_SIZE]; /* the pause record, "" for the client's old answer */
    char *pause_reason;  /* or NULL */

    bool left;
    struct date left_on;      /* the last day somebody wrote down, also when they came back since */
    struct date came_back_on; /* after having left */

    struct date last_contact; /* spoken with the client: note, appointment kept, check-in */
    char last_contact_by[ID_SIZE];
    struct date next; /* the next thing that has a day, from today on */
    char next_by[ID_SIZE];
    char next_kind[32];
    int steps_open, steps_past; /* plan steps not done; those whose day has passed */
};
void pathway_clear(struct pathway *p);

/* Read where a client stands on a day. STATUS_NO_INPUT: there is no such client. */
int pathway_read(struct pathway *out, struct store *s, const char *client, struct date today,
                 struct error *err);

/* Append why the recorded stage is what it is: "job started". */
void pathway_describe_record(struct buf *out, const struct pathway *p);
/* Append one sentence without a full stop: stage, since when, by hand or not, pause, having left.
 */
void pathway_describe(struct buf *out, const struct pathway *p, struct date today);
/* Append "Last contact 12 days ago", "No contact yet". */
void pathway_describe_contact(struct buf *out, const struct pathway *p, struct date today);
/* Append "Next: Interview Thu 3 Dec 2026, in 11 days", "Nothing with a day ahead". */
void pathway_describe_next(struct buf *out, struct store *s, const struct pathway *p,
                           struct date today);
/* Append the few words for a list: "In work", "In work, paused", "Left". */
void pathway_describe_short(struct buf *out, const struct pathway *p);
/* Append what fits a narrow column: "In work 11d", the days since the last contact; "Search,
 * paused 40d", "Referred -" where there was no contact yet, "Left". */
void pathway_describe_brief(struct buf *out, const struct pathway *p, struct date today);
/* Is the client at what `which` names: a stage, "active", "paused" or "left"? Those who left are at
 * no stage. */
bool pathway_is(const struct pathway *p, const char *which);

#endif

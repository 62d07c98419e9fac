/* SPDX-License-Identifier: GPL-3.0-or-later
 * A client's wishes beside openings and job settings, aspect by aspect, so that two people can look
 * at them together. What is compared is plain: a word of the wish (“quiet”, “by three”, “16 hours”)
 * against an answer with choices or numbers (Noise: Noisy). Whatever cannot be compared so is shown
 * with the words of both sides and never judged; what is not known becomes a question. Nothing here
 * counts anything about a person.
 */
#ifndef INWORK_MODEL_MATCH_H
#define INWORK_MODEL_MATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "inwork/base/id.h"

struct buf;
struct error;
struct store;

/* The six aspects of a job setting (framework: Profiling job settings), the work itself before
 * them, and the rest. */
enum match_aspect {
    MATCH_WORK,
    MATCH_PEOPLE,
    MATCH_SUPERVISION,
    MATCH_SCHEDULE,
    MATCH_SURROUNDINGS,
    MATCH_MONEY,
    MATCH_TRAVEL,
    MATCH_REST,
    MATCH_ASPECTS
};
/* As in preference.importance; MATCH_TOLD: an answer of the vocational profile, not weighed. */
enum match_weight { MATCH_MUST, MATCH_LIKE, MATCH_RATHER_NOT, MATCH_AVOID, MATCH_TOLD };
enum match_fit { MATCH_FITS, MATCH_FITS_NOT, MATCH_ASK, MATCH_TOGETHER, MATCH_FIT_COUNT };

/* One wish held against one opening. */
struct match_line {
    enum match_aspect aspect;
    enum match_weight weight;
    enum match_fit fit;
    char from[ID_SIZE]; /* the preference or vocational profile */
    char *wanted;       /* the client's words */
    char *reason;       /* why, in the client's words; or NULL */
    char *found;        /* the setting's words, "Noise: Noisy; Company: Crowded"; NULL: none */
    char *why;          /* one sentence without a full stop: which words met which */
    char *ask;          /* what to find out; NULL where it fits or does not */
};

/* An opening (kind lead) or a job setting. */
struct match_option {
    const char *kind;
    char id[ID_SIZE], employer[ID_SIZE]; /* "" when no employer is written */
    char *title;                         /* the job, and where */
    char *remark;             /* what was decided about it before, or when it closes; or NULL */
    struct match_line *lines; /* by aspect, the weightiest first */
    size_t line_count;
};

struct match {
    char client[ID_SIZE];
    char *name;
    size_t wishes;                /* preferences that are written */
    struct match_option *options; /* what breaks the fewest musts first, then what meets most */
    size_t count;
};
void match_clear(struct match *m);

/* Everything that is open to look at for a client; or only `option`, a lead or job setting (NULL:
 * all). STATUS_DATA: `client` is no client, `option` neither lead nor job setting. */
int match_read(struct match *out, struct store *s, const char *client, const char *option,
               struct error *err);

/* How many lines of a weight have this fit. */
size_t match_count(const struct match_option *o, enum match_weight weight, enum match_fit fit);
/* Append how the wishes stand, in words: "1 must does not fit; 2 fit; 3 to ask". */
void match_describe(struct buf *out, const struct match_option *o);
/* Append what fits, and what is doubtful, a line each: for a match_decision. */
void match_meets(struct buf *out, const struct match_option *o);
void match_doubts(struct buf *out, const struct match_option *o);

const char *match_aspect_title(enum match_aspect aspect); /* "Hours and leave" */
const char *match_weight_name(enum match_weight weight);  /* "must" */
const char *match_weight_title(enum match_weight weight); /* "Must" */
const char *match_fit_name(enum match_fit fit);           /* "fits_not" */
const char *match_fit_title(enum match_fit fit);          /* "does not fit" */
/* The aspect that a value of preference.aspect belongs to. */
enum match_aspect match_aspect_of(const char *preference_aspect);

/* One answer of a setting: as stored (several separated by spaces), and as people read it. */
struct match_fact {
    const char *field, *label, *value, *shown;
    enum match_aspect aspect;
};
/* Compare one wish: fills fit, found, why and ask of a line whose aspect, weight, wanted and reason
 * are set. */
int match_judge(struct match_line *line, const struct match_fact *facts, size_t count,
                struct error *err);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who works with how many people, at which stage, against the hours they work, and who covers for
 * whom. The limit is the team's setting caseload_most for full_time_hours, in proportion.
 */
#ifndef INWORK_MODEL_CASELOAD_H
#define INWORK_MODEL_CASELOAD_H

#include <stdbool.h>
#include <stddef.h>

#include "inwork/base/date.h"
#include "inwork/base/id.h"
#include "inwork/model/pathway.h"

struct buf;
struct error;
struct store;

/* Cover that is agreed or running. */
struct caseload_cover {
    char member[ID_SIZE];
    char *name; /* who covers, or who is covered */
    bool by;    /* this colleague is covered by them; else covers for them */
    struct date from, until;
};

struct caseload_row {
    char member[ID_SIZE]; /* "": nobody's */
    char *name;
    double hours;                /* a week; 0: not written, taken as full time */
    double most;                 /* people, in proportion */
    size_t people, paused, left; /* those who left are in no other number */
    size_t stages[PATHWAY_STAGES];
    struct caseload_cover *cover;
    size_t cover_count;
};

struct caseload {
    struct caseload_row *rows; /* by name; nobody's last */
    size_t count;
    double full_time_hours, full_most;
};
void caseload_clear(struct caseload *c);

/* Of one member, or (NULL) of all who have clients or a role that has. */
int caseload_read(struct caseload *out, struct store *s, const char *member, struct date today,
                  struct error *err);
bool caseload_full(const struct caseload_row *r);
/* Append "18 of 20 people; 30 hours a week" and the like. */
void caseload_describe(struct buf *out, const struct caseload_row *r);
/* Append "covered by Ben Example until Fri 4 Dec 2026; covers for …"; nothing without cover. */
void caseload_describe_cover(struct buf *out, const struct caseload_row *r);

#endif

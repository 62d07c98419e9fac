/* SPDX-License-Identifier: GPL-3.0-or-later
 * The hand-over sheet: what somebody who has never met a client needs to carry on tomorrow, in the
 * order in which they need it, and nothing else. Who it is and how to reach them, what makes
 * talking easier, strengths, goals in the person's own words, the open steps of the plan, what is
 * arranged, jobs and how their support came to be what it is, what may be told to whom, open
 * concerns, and what was tried.
 */
#ifndef INWORK_REPORT_HANDOVER_H
#define INWORK_REPORT_HANDOVER_H

#include <stdbool.h>

#include "inwork/base/date.h"

struct buf;
struct error;
struct store;

enum handover_type { HANDOVER_TITLE, HANDOVER_HEADING, HANDOVER_LINE };
/* Borrowed during the callback. */
struct handover_line {
    enum handover_type type;
    const char *text; /* one line */
    bool restricted;  /* something in it is marked as restricted */
};
typedef int (*handover_fn)(const struct handover_line *line, void *payload, struct error *err);

/* Hand out the sheet of a client, line by line. Without `restricted`, lines lose what is
 * restricted, and where nothing is left a line says so. STATUS_DATA: no client. */
int handover_read(struct store *s, const char *client, struct date today, bool restricted,
                  handover_fn line, void *payload, struct error *err);
/* The same as plain text; restricted lines begin with "[restricted]". Appended. */
int handover_text(struct buf *out, struct store *s, const char *client, struct date today,
                  bool restricted, struct error *err);

#endif

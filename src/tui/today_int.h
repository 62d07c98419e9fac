/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the files of the Today screen share.
 */
#ifndef INWORK_TUI_TODAY_INT_H
#define INWORK_TUI_TODAY_INT_H

#include <stdbool.h>
#include <stdint.h>

#include "inwork/model/due.h"
#include "rows_int.h"
#include "view_int.h"

enum today_tag {
    TODAY_HEADING,
    TODAY_DUE,  /* extra: its number in due.items */
    TODAY_MORE, /* extra: the clock's number in due.clocks; the rest of that clock */
    TODAY_RECORD,
    TODAY_DRAFT, /* extra: kind, a space, record */
    TODAY_CONFLICTS,
    TODAY_BURST, /* what an import wrote; extra: its kind */
};

struct today {
    struct view view;
    struct rows rows;
    struct due due;
    char *stamp;       /* of what `due` was computed from; NULL: not computed yet */
    struct date day;   /* and for which day */
    int64_t wanted;    /* monotonic ms at which to look whether it still holds; 0: not */
    bool moved;        /* the mark, by a person: until then it is on what comes first */
    bool everybody;    /* the whole team is shown */
    bool *unfolded;    /* a flag for each clock, or NULL */
    size_t unfinished; /* notes to finish or to write */
    char *header;      /* the caseload at a glance, or NULL */
};

/* today_due.c. Look whether what is due may have changed, and compute it then; true: it did. */
bool today_due_read(struct today *t, struct error *err);
/* Rows of what is due; or of what cannot be counted, since a date is missing. */
void today_due_rows(struct today *t, bool gaps);
/* The item a row stands for, or NULL. */
const struct due_item *today_due_item(const struct today *t, const struct rows_item *row);
/* Begin doing it, or open what it is about; open whose it is; say the rule. */
void today_due_begin(struct today *t, const struct due_item *item);
void today_due_open(struct today *t, const struct due_item *item);
void today_due_explain(struct today *t, const struct due_item *item);

/* today_rows.c: drafts; then conflicts, what is unsent, what was last written. */
int today_draft_rows(struct today *t, struct error *err);
int today_other_rows(struct today *t, struct error *err);
/* The form of a draft's row, or of the draft with that id. */
void today_open_draft(struct today *t, const char *draft);
/* Append what the draft with that id is of, and a colon; nothing if it is gone. */
void today_name_draft(struct today *t, struct buf *out, const char *draft);

#endif

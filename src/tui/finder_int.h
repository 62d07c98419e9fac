/* SPDX-License-Identifier: GPL-3.0-or-later
 * A popup with a line to type in and, below it, the records that it finds; while nothing is typed,
 * those that are likely to be meant. What is sought and where is its owner's.
 */
#ifndef INWORK_TUI_FINDER_INT_H
#define INWORK_TUI_FINDER_INT_H

#include <stdbool.h>
#include <stdint.h>

#include "line_int.h"
#include "list_int.h"
#include "view_int.h"

#define FINDER_MOST 100 /* records found by typing */

struct error;
struct title_row;

/* First member of its owner's struct, which lives on the stack of who asks. */
struct finder {
    struct view view;
    struct line line;
    struct list list;   /* fetch and payload are the owner's */
    struct list likely; /* held whole */
    /* The line is another now: say how many there are. */
    void (*find)(struct finder *f);
    bool taken; /* Enter, on a record */
};

void finder_clear(struct finder *f);
bool finder_typed(const struct finder *f);
/* The whole list anew: `count` rows, the first marked. Shows the error if there was one. */
void finder_show(struct finder *f, int64_t count, int status, const struct error *err);
/* For fetch: rows of `likely` from *offset on, at most *limit; both are moved on past them. */
int finder_add_likely(struct finder *f, struct list *l, int64_t *offset, int64_t *limit,
                      struct error *err);
/* For store_search and store_titles, with the list as payload. */
int finder_take_row(const struct title_row *row, void *payload, struct error *err);
/* Paint it: `note` (or NULL) above the list, `nothing` in its place when it is empty. */
void finder_draw(struct finder *f, const char *title, const char *note, const char *nothing);
/* For view_class. */
bool finder_key(struct view *v, const struct key *k);
/* For a command: the marked record, if there is one. */
void finder_take(struct view *v);
/* After it was closed: the id of what was taken (RECORD_ID_TEXT); false if nothing was. */
bool finder_taken(struct finder *f, char *out);

#endif

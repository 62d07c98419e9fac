/* SPDX-License-Identifier: GPL-3.0-or-later
 * The rows above a page that must be seen before anything is done: where a client stands, when they
 * were last spoken with, what comes next, what is due, and what makes talking easier. Above the
 * page of a visit or of anything else with a client, the last two of these: due there is what the
 * record itself, or the job it is about, has to have done.
 */
#ifndef INWORK_TUI_STANDING_INT_H
#define INWORK_TUI_STANDING_INT_H

#include <curses.h>
#include <stdbool.h>

#include "inwork/base/id.h"

struct catalogue_kind;
struct error;
struct ui;

/* Zero is valid and empty. */
struct standing {
    char *client;        /* whose record it is, for the title; NULL: it is the client's own page */
    char *stage;         /* each owned, or NULL: no such row */
    char *contact;       /* last contact and what comes next */
    char *due;           /* what is due, and why */
    char *communication; /* what helps to talk and read */
    bool copy_is_old;    /* of a note: changed since it was copied into the clinical record */
};
void standing_clear(struct standing *s);
/* Fill for a record of that kind (NULL: of a newer program). */
int standing_read(struct standing *s, struct ui *ui, const char *record,
                  const struct catalogue_kind *kind, struct error *err);
/* Draw from row 0 on; the number of rows used, a rule below them included. */
int standing_draw(const struct standing *s, struct ui *ui, WINDOW *w, int left, int rows,
                  int width);

#endif

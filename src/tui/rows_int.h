/* SPDX-License-Identifier: GPL-3.0-or-later
 * A short list held whole, with headings: Today, conflicts, the team. Long lists of records are
 * list_int.h's.
 */
#ifndef INWORK_TUI_ROWS_INT_H
#define INWORK_TUI_ROWS_INT_H

#include <stdbool.h>
#include <stddef.h>

#include <curses.h>

#include "inwork/base/id.h"

struct error;
struct key;
struct ui;

struct rows_item {
    int tag;      /* the owner's: what it is; 0: a heading, which is passed over */
    char *text;   /* what it says */
    char *detail; /* flush right, muted; may be NULL */
    char *extra;  /* the owner's, may be NULL */
    char id[ID_SIZE];
    bool name; /* a name that privacy hides */
    char mark; /* drawn before it, or a space */
};
/* Zero is valid and empty. */
struct rows {
    struct rows_item *items;
    size_t count, room, selected;
    int top, height;
    struct rows_item marked; /* before it was cleared; tag 0: nothing */
};
/* Also for filling anew: what was marked is marked again, or else what is in its place. */
void rows_clear(struct rows *r);
/* Texts are copied. NULL when memory ran out. */
struct rows_item *rows_add(struct rows *r, int tag, const char *text, const char *detail);
void rows_drop_last(struct rows *r); /* a heading with nothing under it */
/* After filling: the selection on a row that is none of the headings. */
void rows_settle(struct rows *r);
void rows_free(struct rows *r);
const struct rows_item *rows_selected(const struct rows *r); /* NULL: none */
bool rows_key(struct rows *r, const struct key *k);
void rows_draw(struct rows *r, struct ui *ui, WINDOW *w, int top, int left, int height, int width,
               int *row, int *column);
/* The list in all of a window, and below it, where there is room, the marked row whole: its text,
 * and its detail or, with `extra`, the lines of its extra, up to four rows. */
void rows_draw_whole(struct rows *r, struct ui *ui, WINDOW *w, int rows, int columns, bool extra,
                     int *row, int *column);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later
 * A list of any length of which only the visible part is held: rows are fetched by window from a
 * source. Whoever reads it anew has the mark stay on its record (list_remember, list_mark).
 */
#ifndef INWORK_TUI_LIST_INT_H
#define INWORK_TUI_LIST_INT_H

#include <stdbool.h>
#include <stdint.h>

#include <curses.h>

#include "inwork/base/id.h"

struct error;
struct key;
struct title_row;
struct ui;

struct list_row {
    char *id, *kind, *title, *detail;
    bool conflict, unsent;
    bool described;
};

struct list {
    /* Rows from `offset`, at most `limit`, through list_add. */
    int (*fetch)(struct list *l, int64_t offset, int64_t limit, struct error *err);
    /* What tells a row without a detail apart from others, when it is drawn first. May be NULL. */
    void (*describe)(struct list *l, struct list_row *row);
    int64_t count;
    void *payload;
    int64_t selected, top;
    int height; /* as last drawn */
    struct list_row *rows;
    int64_t first;
    size_t held, room;
};

void list_clear(struct list *l);
/* Forget what is held; the next use fetches anew. */
void list_stale(struct list *l);
/* The id of the row that is marked ("" when it is not held), before the rows are read anew; and the
 * mark back on it afterwards, unless it is gone or far away. */
void list_remember(const struct list *l, char id[ID_SIZE]);
void list_mark(struct list *l, const char *id);
/* For fetch: append a row. STATUS_IO when memory runs out. */
int list_add(struct list *l, const struct title_row *row, struct error *err);
/* NULL when there is none. */
const struct list_row *list_at(struct list *l, int64_t index);
const struct list_row *list_selected(struct list *l);
/* Arrows, pages, Home, End; true if it was one of them. */
bool list_key(struct list *l, const struct key *k);
/* Paint; where the cursor belongs goes to *row, *column. */
void list_draw(struct list *l, struct ui *ui, WINDOW *w, int top, int left, int height, int width,
               int *row, int *column);

#endif

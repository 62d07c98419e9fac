/* SPDX-License-Identifier: GPL-3.0-or-later
 * A view is one screen, pane or popup; the interface (ui_int.h) keeps a stack of them. What can be
 * done in a view is a table of commands, from which its keys, the hint row and the palette derive.
 */
#ifndef INWORK_TUI_VIEW_INT_H
#define INWORK_TUI_VIEW_INT_H

#include <stdbool.h>
#include <stdint.h>

#include <panel.h>

#include "input_int.h"

struct buf;
struct ui;
struct view;

struct view_command {
    const char *name; /* "save"; stable */
    int key, other;   /* input codes; 0: none */
    const char *hint; /* for the hint row; NULL: not there */
    const char *help; /* one sentence for the palette */
    /* Why it is not possible now, or NULL. May itself be NULL. */
    const char *(*refusal)(struct view *v);
    void (*run)(struct view *v);
};

struct view_class {
    const char *name;
    const struct view_command *commands; /* most important first; ends with name NULL */
    bool popup;
    /* Popups: how much room is wanted, of what there is. */
    void (*measure)(struct view *v, int *rows, int *columns);
    /* The row under the bar: what this is, and something flush right. */
    void (*title)(struct view *v, struct buf *left, struct buf *right);
    /* Something small for the message row while there is no message. NULL: nothing. */
    void (*aside)(const struct view *v, struct buf *out);
    /* Paint v->window (already erased) and set v->cursor_row and v->cursor_column. */
    void (*draw)(struct view *v);
    /* Letters are text now, no commands. NULL: never. */
    bool (*typing)(const struct view *v);
    /* A key before the commands see it; true if taken. NULL: none. */
    bool (*key)(struct view *v, const struct key *k);
    /* The window has a new size. NULL: nothing to do. */
    void (*resized)(struct view *v);
    /* What it shows may have changed: read it again. Called on becoming the top. */
    void (*resume)(struct view *v);
    /* The monotonic millisecond at which `tick` wants to run; 0: not. */
    int64_t (*due)(const struct view *v);
    void (*tick)(struct view *v);
    /* About to be left or covered by the lock: keep what is not kept yet. False, and said: it could
     * not be. */
    bool (*keep)(struct view *v);
    /* NULL: it lives on the stack of whoever opened it and cleans up. */
    void (*free)(struct view *v);
};

/* First member of every view's own struct. */
struct view {
    const struct view_class *class;
    struct ui *ui;
    struct view *below;
    WINDOW *window;
    PANEL *panel;
    int rows, columns;
    int cursor_row, cursor_column;
    bool done; /* to be closed */
};

#endif

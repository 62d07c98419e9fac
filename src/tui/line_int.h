/* SPDX-License-Identifier: GPL-3.0-or-later
 * A single line to type in, outside forms: filters, searches. The text model is text/edit.h.
 */
#ifndef INWORK_TUI_LINE_INT_H
#define INWORK_TUI_LINE_INT_H

#include <stdbool.h>

#include <curses.h>

#include "inwork/text/edit.h"
#include "style_int.h"

struct key;
struct ui;

struct line {
    struct text_edit edit;
    size_t first; /* of what is visible */
};
void line_clear(struct line *l);

/* Editing keys on any text model: typing, paste, moving, deleting, undo. True if taken; *changed
 * tells whether the text is another now. Errors are said on the message row. */
bool line_edit_key(struct ui *ui, struct text_edit *t, const struct key *k, bool *changed);
bool line_key(struct ui *ui, struct line *l, const struct key *k, bool *changed);
/* Paint; returns the cursor's column. */
int line_draw(const struct style *s, WINDOW *w, int row, int column, int width, struct line *l,
              enum role role);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Putting text into a window: clipped by columns, and harmless whatever it holds. All text reaches
 * the terminal through here.
 */
#ifndef INWORK_TUI_DRAW_INT_H
#define INWORK_TUI_DRAW_INT_H

#include <stddef.h>

#include "style_int.h"

struct buf;

/* Draw at most `width` columns of a text at a place, an ellipsis at the end when it does not fit;
 * returns the columns used. Control characters, line ends and direction overrides are shown as
 * marks. Nothing is drawn outside the window. */
int draw_text(const struct style *s, WINDOW *w, int row, int column, int width, enum role role,
              const char *text);
int draw_bytes(const struct style *s, WINDOW *w, int row, int column, int width, enum role role,
               const char *text, size_t n);
/* The same without an ellipsis: what does not fit is cut. */
int draw_slice(const struct style *s, WINDOW *w, int row, int column, int width, enum role role,
               const char *text, size_t n);
/* Append the text as it is drawn, what may not reach a terminal replaced: for the form library,
 * which draws its fields itself. */
void draw_safe(struct buf *out, const char *text, size_t n);
/* Flush right, ending before column + width; returns the columns used. */
int draw_right(const struct style *s, WINDOW *w, int row, int column, int width, enum role role,
               const char *text);
/* `width` columns of blanks in a role. */
void draw_blank(const struct style *s, WINDOW *w, int row, int column, int width, enum role role);
/* A rule across (a row of '-' in plain style). */
void draw_rule(const struct style *s, WINDOW *w, int row, int column, int width);
void draw_upright(const struct style *s, WINDOW *w, int row, int column, int height);
/* A border with a title in it; blanks in plain style. */
void draw_box(const struct style *s, WINDOW *w, const char *title);
/* Wrapped text over at most `height` rows; returns the rows used. */
int draw_wrapped(const struct style *s, WINDOW *w, int row, int column, int width, int height,
                 enum role role, const char *text);

#endif

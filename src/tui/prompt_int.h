/* SPDX-License-Identifier: GPL-3.0-or-later
 * One line of text asked for in a popup.
 */
#ifndef INWORK_TUI_PROMPT_INT_H
#define INWORK_TUI_PROMPT_INT_H

#include <stdbool.h>

struct buf;
struct ui;

/* `out` holds the text to begin with and receives what was typed; false when left with Esc. */
bool prompt_run(struct ui *ui, const char *title, const char *text, const char *verb,
                struct buf *out);

#endif

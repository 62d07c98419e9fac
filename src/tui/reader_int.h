/* SPDX-License-Identifier: GPL-3.0-or-later
 * A text of any length in a box, to be read and scrolled.
 */
#ifndef INWORK_TUI_READER_INT_H
#define INWORK_TUI_READER_INT_H

struct ui;

/* Show it until the person goes back. Lines keep their breaks; longer ones are wrapped. */
void reader_run(struct ui *ui, const char *title, const char *text);

#endif

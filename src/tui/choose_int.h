/* SPDX-License-Identifier: GPL-3.0-or-later
 * Choosing among fixed labels in a popup, with the menu library on a pad.
 */
#ifndef INWORK_TUI_CHOOSE_INT_H
#define INWORK_TUI_CHOOSE_INT_H

#include <stdbool.h>
#include <stddef.h>

struct ui;

/* One of `count` labels; *chosen is where it begins, and what was chosen. False when left. */
bool choose_run(struct ui *ui, const char *title, const char *const *labels, size_t count,
                size_t *chosen);
/* The same for a field of a form: Tab takes it too, and goes on to the next field. */
bool choose_answer(struct ui *ui, const char *title, const char *const *labels, size_t count,
                   size_t *chosen);
/* Any number of them: a flag each, in and out. False when left; the flags are as they were then. */
bool choose_several(struct ui *ui, const char *title, const char *const *labels, size_t count,
                    bool *flags);

#endif

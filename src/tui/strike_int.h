/* SPDX-License-Identifier: GPL-3.0-or-later
 * Striking a record that was entered by mistake, and taking that back.
 */
#ifndef INWORK_TUI_STRIKE_INT_H
#define INWORK_TUI_STRIKE_INT_H

#include <stdbool.h>

struct ui;

/* True if something was done. */
bool strike_run(struct ui *ui, const char *record, const char *title, bool struck);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later
 * A step of a plan is done.
 */
#ifndef INWORK_TUI_STEP_INT_H
#define INWORK_TUI_STEP_INT_H

#include <stdbool.h>

struct ui;

/* Ask what came of a plan step and save it as done today; false when left, or refused with the
 * reason on the message row. */
bool step_done(struct ui *ui, const char *step);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later
 * What surrounds every view: the bar with the places, the title row, the message row with the state
 * of sync, the hint row. And the notice where the terminal is too small for any of it.
 */
#ifndef INWORK_TUI_FRAME_INT_H
#define INWORK_TUI_FRAME_INT_H

#include <stdbool.h>

struct ui;

bool frame_too_small(void);
void frame_draw(struct ui *ui);
void frame_draw_notice(struct ui *ui);

#endif

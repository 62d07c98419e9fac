/* SPDX-License-Identifier: GPL-3.0-or-later
 * Recording what was decided about an opening.
 */
#ifndef INWORK_TUI_MATCH_DECIDE_INT_H
#define INWORK_TUI_MATCH_DECIDE_INT_H

struct match_option;
struct ui;

/* The form of a match_decision, with what fits and what is doubtful in it. */
void match_decide(struct ui *ui, const char *client, const struct match_option *o);

#endif

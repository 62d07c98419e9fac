/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a client's or a note's page offers that leads outside: a text to hand on, and what an
 * employer may be told.
 */
#ifndef INWORK_TUI_OUTSIDE_INT_H
#define INWORK_TUI_OUTSIDE_INT_H

struct ui;
struct view;

/* For the command table of a record's page. */
const char *outside_refusal(struct view *page);
void outside_open(struct view *page);
const char *disclosure_refusal(struct view *page);
void disclosure_open(struct view *page);

/* The personal information plan of a client. */
struct view *disclosure_new(struct ui *ui, const char *client);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Screens of supervision and matching, and forms that begin with words of the program.
 */
#ifndef INWORK_TUI_STAFF_INT_H
#define INWORK_TUI_STAFF_INT_H

#include <stddef.h>

struct ui;
struct view;

/* Who works with how many people; from there to a colleague's agenda. */
struct view *caseload_new(struct ui *ui);
/* What a colleague's next session could begin with. */
struct view *agenda_new(struct ui *ui, const char *member);
/* What is open beside a client's wishes, and one opening side by side. */
struct view *match_new(struct ui *ui, const char *client);
struct view *match_sides_new(struct ui *ui, const char *client, const char *option);

/* A new record's form in which some answers stand already, offered: Ctrl-S saves them as they are,
 * and leaving loses nothing that cannot be proposed again. A text of NULL: the focus is there. */
struct form_given {
    const char *field, *text;
};
struct view *form_new_given(struct ui *ui, const char *kind, const struct form_given *given,
                            size_t count);

#endif

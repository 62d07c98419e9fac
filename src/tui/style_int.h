/* SPDX-License-Identifier: GPL-3.0-or-later
 * What things look like, by the part they play. Screens name roles; only style.c names attributes
 * and colours. Colour never carries a meaning alone: bold, reverse, underline and marks do.
 */
#ifndef INWORK_TUI_STYLE_INT_H
#define INWORK_TUI_STYLE_INT_H

#include <stdbool.h>

#include <curses.h>

enum role {
    ROLE_TEXT,
    ROLE_TITLE,    /* a heading */
    ROLE_BAR,      /* the rows at the top and above the hints */
    ROLE_BAR_ON,   /* where one is, on the bar */
    ROLE_LABEL,    /* the name of a field */
    ROLE_KEY,      /* a key in the hints */
    ROLE_MUTED,    /* what may be overlooked */
    ROLE_SELECTED, /* the row with the focus */
    ROLE_FIELD,    /* room to write in */
    ROLE_FIELD_ON, /* the same, with the focus */
    ROLE_GOOD,
    ROLE_WARNING,
    ROLE_ERROR,
    ROLE_COUNT,
};

struct style {
    attr_t attributes[ROLE_COUNT];
    short pairs[ROLE_COUNT];
    bool plain; /* no borders, no decoration */
};

void style_init(struct style *s, bool color, bool plain);
void style_set(const struct style *s, WINDOW *w, enum role role);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later
 * The one table of attributes and colours. Colours are from the first eight over the terminal's own
 * background, so that light and dark both stay readable.
 */
#include "style_int.h"

static const struct {
    attr_t attributes;
    short color; /* -1: the terminal's own */
} roles[ROLE_COUNT] = {
    [ROLE_TEXT] = {A_NORMAL, -1},
    [ROLE_TITLE] = {A_BOLD, -1},
    [ROLE_BAR] = {A_REVERSE, -1},
    [ROLE_BAR_ON] = {A_BOLD, -1},
    [ROLE_LABEL] = {A_NORMAL, COLOR_CYAN},
    [ROLE_KEY] = {A_BOLD, -1},
    [ROLE_MUTED] = {A_DIM, -1},
    [ROLE_SELECTED] = {A_REVERSE, -1},
    [ROLE_FIELD] = {A_UNDERLINE, -1},
    [ROLE_FIELD_ON] = {A_UNDERLINE | A_BOLD, -1},
    [ROLE_GOOD] = {A_NORMAL, COLOR_GREEN},
    [ROLE_WARNING] = {A_BOLD, COLOR_YELLOW},
    [ROLE_ERROR] = {A_BOLD, COLOR_RED},
};

void style_init(struct style *s, bool color, bool plain)
{
    s->plain = plain;
    short pair = 1;
    for (int i = 0; i < ROLE_COUNT; i++) {
        s->attributes[i] = roles[i].attributes;
        s->pairs[i] = 0;
        if (color && roles[i].color >= 0 && init_pair(pair, roles[i].color, -1) == OK) {
            s->pairs[i] = pair++;
        }
    }
}

void style_set(const struct style *s, WINDOW *w, enum role role)
{
    (void)wattr_set(w, s->attributes[role], s->pairs[role], NULL);
}

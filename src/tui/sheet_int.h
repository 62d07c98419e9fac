/* SPDX-License-Identifier: GPL-3.0-or-later
 * A record on paper: its sections, answers and parts as a column of items, one of which has the
 * focus. Used by the record page, and unfocused as the preview beside lists.
 */
#ifndef INWORK_TUI_SHEET_INT_H
#define INWORK_TUI_SHEET_INT_H

#include <stdbool.h>

#include <curses.h>

#include "inwork/store/catalogue.h"
#include "inwork/store/entry.h"

struct error;
struct key;
struct ui;

enum sheet_type {
    SHEET_HEADING,
    SHEET_AREA,   /* a part of the work, above its headings */
    SHEET_FIELD,  /* an answer */
    SHEET_GAPS,   /* what a section does not answer yet */
    SHEET_PART,   /* a record that refers to this one */
    SHEET_ADD,    /* room for one more */
    SHEET_NONE,   /* the kinds of an area of which there is nothing yet */
    SHEET_MORE,   /* all of a kind, in a list of their own */
    SHEET_NOTICE, /* a sentence about the record */
};

struct sheet_item {
    enum sheet_type type;
    const char *label;                   /* borrowed from the catalogue, or a constant */
    char *text;                          /* owned, may be NULL */
    char *caption;                       /* PART: before it, where labels are; FIELD: who wrote it,
                                            when, from whom; owned or NULL */
    const struct catalogue_field *field; /* FIELD: the field (NULL: not in the catalogue); GAPS: the
                                            first; ADD, PART: the one that refers here */
    char *name;                          /* FIELD: its name */
    const struct catalogue_kind *kind;   /* ADD, PART, MORE */
    const struct catalogue_area *area;   /* AREA, NONE */
    size_t total;                        /* PART, MORE: how many of the kind there are */
    char id[RECORD_ID_TEXT];             /* PART: the record; FIELD of references: the target */
    bool conflict, unsent;
    bool beside; /* ADD, NONE, MORE: of the record beside, see struct sheet */
};

/* Zero is valid and empty. */
struct sheet {
    struct sheet_item *items;
    size_t count, room;
    char id[RECORD_ID_TEXT];
    char *title;
    const struct catalogue_kind *kind; /* NULL: not in the catalogue */
    bool struck, sent;
    size_t conflicts, answered;
    bool preview; /* only what is answered, no parts to add */
    bool areas;   /* parts are grouped by the areas of the work */
    /* A record whose parts are shown below the page's own, because the work is the same: on the
     * page of a way back to a job, that job. "", NULL: none. */
    char beside[RECORD_ID_TEXT];
    const struct catalogue_kind *beside_kind;
    size_t selected;
    int top;           /* first line shown */
    int height, lines; /* as last drawn */
    bool jumped;       /* to a heading: it goes to the top */
};

void sheet_clear(struct sheet *s);
/* Read the record. With `all`, unanswered fields are items too. The focus stays on what it was
 * on, or else in its place. */
int sheet_read(struct sheet *s, struct ui *ui, const char *id, bool all, struct error *err);
const struct sheet_item *sheet_selected(const struct sheet *s);
/* The mark goes to the part with that id, where it is shown. */
void sheet_find(struct sheet *s, const char *id);
/* Whether a record of that kind is shown among its parts. */
bool sheet_has(const struct sheet *s, const struct catalogue_kind *kind);
/* Go to the first item under a heading, which goes to the top of the window. */
void sheet_go(struct sheet *s, size_t heading);
/* The heading of the area the focus is in, or of the one `step` (1 or -1) away; false: none. */
bool sheet_area(const struct sheet *s, int step, size_t *heading);
/* Arrows, pages, Home, End, Tab for headings, [ and ] for areas; true if it was one of them. */
bool sheet_key(struct sheet *s, const struct key *k);
void sheet_draw(struct sheet *s, struct ui *ui, WINDOW *w, int top, int left, int height, int width,
                bool focus, int *row, int *column);

#endif

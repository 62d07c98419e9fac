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
    SHEET_FIELD,  /* an answer */
    SHEET_GAPS,   /* what a section does not answer yet */
    SHEET_PART,   /* a record that refers to this one */
    SHEET_ADD,    /* room for one more */
    SHEET_NOTICE, /* a sentence about the record */
};

struct sheet_item {
    enum sheet_type type;
    const char *label;                   /* borrowed from the catalogue, or a constant */
    char *text;                          /* owned, may be NULL */
    const struct catalogue_field *field; /* FIELD: the field (NULL: not in the catalogue); GAPS: the
                                            first; ADD, PART: the one that refers here */
    char *name;                          /* FIELD: its name */
    const struct catalogue_kind *kind;   /* ADD, PART */
    char id[RECORD_ID_TEXT];             /* PART: the record; FIELD of references: the target */
    bool conflict, unsent;
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
    size_t selected;
    int top;           /* first line shown */
    int height, lines; /* as last drawn */
};

void sheet_clear(struct sheet *s);
/* Read the record. With `all`, unanswered fields are items too. The focus stays where it was. */
int sheet_read(struct sheet *s, struct ui *ui, const char *id, bool all, struct error *err);
const struct sheet_item *sheet_selected(const struct sheet *s);
/* Arrows, pages, Home, End, Tab for sections; true if it was one of them. */
bool sheet_key(struct sheet *s, const struct key *k);
void sheet_draw(struct sheet *s, struct ui *ui, WINDOW *w, int top, int left, int height, int width,
                bool focus, int *row, int *column);

#endif

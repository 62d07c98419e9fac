/* SPDX-License-Identifier: GPL-3.0-or-later
 * Editing one value: UTF-8 bytes exactly as they will be saved, a cursor, undo. No screen in it.
 *
 * Invariants: the text is valid UTF-8 in NFC without control characters (long text: \n and \t); the
 * cursor and the mark are byte offsets on grapheme boundaries; at most TEXT_MAX bytes. An edit that
 * cannot be made changes nothing.
 */
#ifndef INWORK_TEXT_EDIT_H
#define INWORK_TEXT_EDIT_H

#include <stdbool.h>
#include <stddef.h>

#include "inwork/base/buf.h"

struct error;
struct text_change;

#define TEXT_MAX (256u * 1024u)

/* Zero is an empty single-line text. Release with text_edit_clear. Read `cursor` and `modified`;
 * set `multi_line` before the first text; the rest is for edit.c. */
struct text_edit {
    struct buf text;
    size_t cursor;
    bool multi_line;
    bool modified;               /* differs from what text_edit_set or text_edit_mark_saved saw */
    struct text_change *changes; /* `done` of `count` are applied, the others undone */
    size_t done, count, room;
    size_t undo_bytes;
    size_t saved; /* `done` at that time */
    int joining;  /* what kind of edit may join the last change */
};

enum text_move {
    TEXT_LEFT,
    TEXT_RIGHT,
    TEXT_WORD_LEFT,  /* to the start of the word before the cursor */
    TEXT_WORD_RIGHT, /* to the end of the word after it */
    TEXT_LINE_START, /* of the line between newlines; visual rows: text/wrap.h */
    TEXT_LINE_END,
    TEXT_START,
    TEXT_END,
};

void text_edit_clear(struct text_edit *t);
/* Replace the whole text and forget undo; cursor at the end. Cleans (utf8_clean). STATUS_DATA. */
int text_edit_set(struct text_edit *t, const char *text, size_t n, struct error *err);
/* The same as one edit that can be undone. */
int text_edit_replace_all(struct text_edit *t, const char *text, size_t n, struct error *err);
const char *text_edit_text(const struct text_edit *t); /* NUL-terminated, borrowed */
size_t text_edit_length(const struct text_edit *t);

/* Insert typed text at the cursor; runs of typing become one undo step, cut at a space after a
 * word, a newline, a movement or another edit. STATUS_DATA if it is unclean or TEXT_MAX is reached.
 */
int text_edit_type(struct text_edit *t, const char *text, size_t n, struct error *err);
/* Insert as one undo step of its own. In a single line, line ends and tabs become spaces, none at
 * the end; other control characters are dropped (and counted into *dropped, which may be NULL).
 * STATUS_DATA if it is not UTF-8 or too much. */
int text_edit_paste(struct text_edit *t, const char *text, size_t n, size_t *dropped,
                    struct error *err);
/* Delete from the cursor to where `move` would go. False if nothing was there. Single characters
 * deleted in a row are one undo step. */
bool text_edit_delete(struct text_edit *t, enum text_move move);
/* Delete a range of bytes; its start is taken down and its end up to a boundary. */
bool text_edit_delete_range(struct text_edit *t, size_t from, size_t to);

bool text_edit_move(struct text_edit *t, enum text_move move);
/* Put the cursor at the boundary at or before `offset`. */
void text_edit_place(struct text_edit *t, size_t offset);

/* The cursor goes where the change was. False if there is nothing to undo or redo. */
bool text_edit_undo(struct text_edit *t);
bool text_edit_redo(struct text_edit *t);
/* End the current run of typing (focus left, saved). */
void text_edit_pause(struct text_edit *t);
void text_edit_mark_saved(struct text_edit *t);

#endif

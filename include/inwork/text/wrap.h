/* SPDX-License-Identifier: GPL-3.0-or-later
 * From (text, width) to rows, and the visible slice of a single line. Pure functions.
 *
 * Rows tile the text exactly: each begins where the one before ended, the first at 0, the last ends
 * at the text's end. A row's bytes include the newline that ends it. Lines break after spaces and
 * beside wide characters, and inside a word only if it is wider than a row. One space may hang past
 * the width. The cursor after the last character of a full row stands at column `width`: to edit,
 * wrap to one column less than the window has.
 */
#ifndef INWORK_TEXT_WRAP_H
#define INWORK_TEXT_WRAP_H

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct error;

#define WRAP_TAB 8 /* a tab reaches to the next multiple of this column */

struct wrap_row {
    size_t start;   /* byte offset */
    size_t length;  /* bytes of the row, newline included */
    size_t visible; /* bytes to draw: without the newline and what reaches past the width */
};
/* Zero is valid and empty. After wrap_text there is at least one row. */
struct wrap {
    struct wrap_row *rows;
    size_t count, room;
    size_t width;
};

/* Fill `out` (reusing its memory). Widths below 2 are taken as 2. STATUS_IO if memory runs out. */
int wrap_text(struct wrap *out, const char *text, size_t n, size_t width, struct error *err);
void wrap_clear(struct wrap *w);

/* The row and column at which the cluster at `offset` is drawn. */
void wrap_locate(size_t *row, size_t *column, const struct wrap *w, const char *text, size_t n,
                 size_t offset);
/* The boundary in `row` nearest to `column`, not past it; rows past the end give the last. */
size_t wrap_offset(const struct wrap *w, const char *text, size_t n, size_t row, size_t column);
/* Append a row as it is drawn: tabs as spaces, other control characters as U+FFFD. Rows past the
 * end are empty. */
void wrap_draw(struct buf *out, const struct wrap *w, const char *text, size_t n, size_t row);

/* A single line `columns` wide, scrolled so that the cursor and the character under it are visible.
 * `*first` is the byte offset of the first cluster shown: kept as long as possible, changed as
 * little as needed. A cursor past the last character takes a column too. */
struct wrap_slice {
    size_t start, length; /* bytes to draw */
    size_t cursor_column; /* within the slice */
    bool more_left, more_right;
};
struct wrap_slice wrap_slice(size_t *first, const char *text, size_t n, size_t cursor,
                             size_t columns);
/* The boundary under a column of a slice, for the mouse. */
size_t wrap_slice_offset(const struct wrap_slice *slice, const char *text, size_t n, size_t column);
/* Append a slice as it is drawn: every control character as U+FFFD. */
void wrap_slice_draw(struct buf *out, const struct wrap_slice *slice, const char *text);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later
 * From (text, width) to rows, and the visible slice of a single line. Pure functions.
 *
 * Rows tile the text exactly: each begins where the one before ended, the first at 0, the last ends
 * at the text's end. A row's bytes include the newline that ends it. Spaces at a break stay at the
 * end of the row before and may reach past the width (they are drawn clipped).
 */
#ifndef INWORK_TEXT_WRAP_H
#define INWORK_TEXT_WRAP_H

#include <stdbool.h>
#include <stddef.h>

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
/* Append a row as it is drawn: tabs as spaces, other control characters as U+FFFD. */
struct buf;
void wrap_draw(struct buf *out, const struct wrap *w, const char *text, size_t n, size_t row);

/* A single line `columns` wide, scrolled so that the cursor is visible. `*first` is the byte offset
 * of the first cluster shown: kept as far as possible, changed as little as needed. */
struct wrap_slice {
    size_t start, length; /* bytes to draw */
    size_t cursor_column; /* within the slice; the end of the text may be `columns - 1` at most */
    bool more_left, more_right;
};
struct wrap_slice wrap_slice(size_t *first, const char *text, size_t n, size_t cursor,
                             size_t columns);

#endif

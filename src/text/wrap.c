/* SPDX-License-Identifier: GPL-3.0-or-later
 * From (text, width) to rows, and the visible slice of a single line.
 */
#include "inwork/text/wrap.h"

#include <stdint.h>
#include <stdlib.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/utf8.h"

/* utf8_next, sparing the call for plain ASCII. */
static inline size_t next_cluster(const char *text, size_t n, size_t at)
{
    unsigned char c = (unsigned char)text[at];
    if (c >= 0x20 && c < 0x7F && at + 1 < n && (unsigned char)text[at + 1] < 0x80)
        return at + 1;
    return utf8_next(text, n, at);
}

/* Columns of the cluster [at, next). Control characters are drawn as one U+FFFD. */
static inline size_t columns_of(const char *text, size_t at, size_t next, size_t column, bool tabs)
{
    unsigned char c = (unsigned char)text[at];
    if (c == '\t' && tabs)
        return WRAP_TAB - column % WRAP_TAB;
    if (c < 0x80 && next == at + 1)
        return 1;
    if (c < 0x20 || (c == 0xC2 && (unsigned char)text[at + 1] < 0xA0))
        return 1;
    return utf8_width(text + at, next - at);
}

static inline bool is_newline(const char *text, size_t at, size_t next)
{
    return text[next - 1] == '\n' && (next - at == 1 || text[at] == '\r');
}

static int add_row(struct wrap *w, size_t start, size_t end, size_t visible, struct error *err)
{
    if (w->count == w->room) {
        size_t room = w->room ? w->room * 2 : 16;
        struct wrap_row *rows = realloc(w->rows, room * sizeof *rows);
        if (!rows)
            return error_memory(err);
        w->rows = rows;
        w->room = room;
    }
    w->rows[w->count++] = (struct wrap_row){start, end - start, visible - start};
    return 0;
}

/* One row from `start`: where it ends, and how far it is drawn. */
static size_t take_row(size_t *visible, const char *text, size_t n, size_t start, size_t width)
{
    size_t column = 0;
    size_t breakable = start; /* the last place for a break; `start` for none */
    bool after_space = false;
    bool after_wide = false;
    size_t at = start;
    *visible = start;
    while (at < n) {
        size_t next = next_cluster(text, n, at);
        if (is_newline(text, at, next))
            return next;
        size_t columns = columns_of(text, at, next, column, true);
        bool space = text[at] == ' ' || text[at] == '\t';
        bool wide = columns >= 2 && !space;
        if (!space && at > start && (after_space || after_wide || wide))
            breakable = at;
        if (column + columns > width && at > start) {
            if (space && (column > width || text[at] == '\t'))
                return at;
            if (space) { /* hangs, and so does a newline after it */
                size_t beyond = next_cluster(text, n, next);
                return next < n && is_newline(text, next, beyond) ? beyond : next;
            }
            size_t end = breakable > start ? breakable : at;
            if (*visible > end)
                *visible = end;
            return end;
        }
        column += columns;
        if (column <= width)
            *visible = next;
        after_space = space;
        after_wide = wide;
        at = next;
    }
    return n;
}

int wrap_text(struct wrap *out, const char *text, size_t n, size_t width, struct error *err)
{
    out->count = 0;
    out->width = width < 2 ? 2 : width;
    bool open = true; /* the text is empty or ends in a newline: one more, empty row */
    for (size_t at = 0; at < n;) {
        size_t visible;
        size_t end = take_row(&visible, text, n, at, out->width);
        int status = add_row(out, at, end, visible, err);
        if (status < 0)
            return status;
        open = text[end - 1] == '\n';
        at = end;
    }
    return open ? add_row(out, n, n, n, err) : 0;
}

void wrap_clear(struct wrap *w)
{
    free(w->rows);
    *w = (struct wrap){0};
}

void wrap_locate(size_t *row, size_t *column, const struct wrap *w, const char *text, size_t n,
                 size_t offset)
{
    size_t low = 0;
    size_t high = w->count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (w->rows[middle].start <= offset)
            low = middle;
        else
            high = middle;
    }
    *row = low;
    *column = 0;
    if (w->count == 0)
        return;
    for (size_t at = w->rows[low].start; at < offset && at < n;) {
        size_t next = next_cluster(text, n, at);
        *column += columns_of(text, at, next, *column, true);
        at = next;
    }
    if (*column > w->width)
        *column = w->width;
}

size_t wrap_offset(const struct wrap *w, const char *text, size_t n, size_t row, size_t column)
{
    if (w->count == 0)
        return 0;
    if (row >= w->count)
        row = w->count - 1;
    size_t at = w->rows[row].start;
    size_t end = at + w->rows[row].length;
    size_t used = 0;
    while (at < end) {
        size_t next = next_cluster(text, n, at);
        used += columns_of(text, at, next, used, true);
        /* The end of a row that goes on below belongs to the row below. */
        if (used > column || is_newline(text, at, next) || (next == end && row + 1 < w->count))
            break;
        at = next;
    }
    return at;
}

static void draw(struct buf *out, const char *text, size_t start, size_t end, bool tabs)
{
    size_t column = 0;
    for (size_t at = start; at < end;) {
        size_t next = next_cluster(text, end, at);
        unsigned char c = (unsigned char)text[at];
        size_t columns = columns_of(text, at, next, column, tabs);
        if (c == '\t' && tabs) {
            for (size_t i = 0; i < columns; i++)
                buf_push(out, ' ');
        } else if (c < 0x20 || c == 0x7F || (c == 0xC2 && (unsigned char)text[at + 1] < 0xA0)) {
            buf_add(out, "\xEF\xBF\xBD");
        } else {
            buf_append(out, text + at, next - at);
        }
        column += columns;
        at = next;
    }
}

void wrap_draw(struct buf *out, const struct wrap *w, const char *text, size_t n, size_t row)
{
    if (row >= w->count)
        return;
    size_t start = w->rows[row].start;
    size_t end = start + w->rows[row].visible;
    draw(out, text, start, end < n ? end : n, true);
}

/* Columns from `from` to `to`, counting no further than past `enough`. */
static size_t span(const char *text, size_t n, size_t from, size_t to, size_t enough)
{
    size_t columns = 0;
    while (from < to && columns <= enough) {
        size_t next = next_cluster(text, n, from);
        columns += columns_of(text, from, next, 0, false);
        from = next;
    }
    return columns;
}

struct wrap_slice wrap_slice(size_t *first, const char *text, size_t n, size_t cursor,
                             size_t columns)
{
    if (columns < 1)
        columns = 1;
    size_t start = utf8_floor(text, n, *first);
    if (start > cursor)
        start = cursor;
    /* The cursor's own cell: the character under it, or one past the end. */
    size_t under = 1;
    if (cursor < n)
        under = columns_of(text, cursor, next_cluster(text, n, cursor), 0, false);
    if (under < 1 || under > columns)
        under = 1;
    size_t needed = cursor; /* the least scrolling that shows the cursor */
    for (size_t used = under; needed > start;) {
        size_t before = utf8_previous(text, n, needed);
        used += columns_of(text, before, needed, 0, false);
        if (used > columns)
            break;
        needed = before;
    }
    start = needed;
    /* No empty space at the right while text is hidden at the left. */
    while (start > 0) {
        size_t before = utf8_previous(text, n, start);
        if (span(text, n, before, n, columns) + 1 > columns)
            break;
        start = before;
    }
    *first = start;
    struct wrap_slice slice = {.start = start, .more_left = start > 0};
    size_t end = start;
    for (size_t used = 0; end < n;) {
        size_t next = next_cluster(text, n, end);
        used += columns_of(text, end, next, 0, false);
        if (used > columns)
            break;
        end = next;
    }
    slice.length = end - start;
    slice.more_right = end < n;
    slice.cursor_column = span(text, n, start, cursor, columns);
    return slice;
}

size_t wrap_slice_offset(const struct wrap_slice *slice, const char *text, size_t n, size_t column)
{
    size_t at = slice->start;
    size_t end = slice->start + slice->length;
    size_t used = 0;
    while (at < end) {
        size_t next = next_cluster(text, n, at);
        used += columns_of(text, at, next, 0, false);
        if (used > column)
            break;
        at = next;
    }
    return at;
}

void wrap_slice_draw(struct buf *out, const struct wrap_slice *slice, const char *text)
{
    draw(out, text, slice->start, slice->start + slice->length, false);
}

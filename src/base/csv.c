/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading CSV (RFC 4180) and plain lines out of text that csv_encoding.c has made UTF-8.
 */
#include "inwork/base/csv.h"

#include <stdlib.h>
#include <string.h>

#include "csv_int.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"

struct csv {
    const char *text; /* without BOM */
    size_t n;
    struct buf converted; /* owns `text` where the encoding had to change */
    const char *encoding;
    char separator;
    bool bare_returns; /* no \n anywhere: \r ends lines, as it once did on a Mac */
    size_t at;
    size_t line;
    struct csv_cell *cells;
    size_t count, room;
    /* Cells with doubled quotes, undoubled. Has room for a whole row from the start, so that cells
     * can point into it. */
    struct buf undoubled;
};

static int refuse(struct error *err, size_t line, const char *what)
{
    int status = error_set(err, STATUS_DATA, "line %zu: %s", line, what);
    (void)error_hint(err, "Repair that line, or save the file again as CSV in UTF-8");
    return status;
}

static int check_lines(const struct csv *c, struct error *err)
{
    size_t line = 1;
    char end = c->bare_returns ? '\r' : '\n';
    for (size_t at = 0; at < c->n; line++) {
        const char *found = memchr(c->text + at, end, c->n - at);
        size_t length = found ? (size_t)(found - c->text) - at : c->n - at;
        if (memchr(c->text + at, '\0', length))
            return refuse(err, line, "a NUL character; this is not a text file");
        if (length > CSV_LINE_MAX)
            return refuse(err, line, "longer than 1 MiB");
        at += length + 1;
    }
    return 0;
}

static char find_separator(const struct csv *c)
{
    static const char candidates[] = ",;\t";
    size_t counts[3] = {0};
    bool quoted = false;
    for (size_t i = 0; i < c->n; i++) {
        char x = c->text[i];
        if (x == '"')
            quoted = !quoted;
        else if (!quoted && (x == '\n' || x == '\r'))
            break;
        else if (!quoted && strchr(candidates, x) && x != '\0')
            counts[strchr(candidates, x) - candidates]++;
    }
    size_t best = 0;
    for (size_t i = 1; i < 3; i++)
        if (counts[i] > counts[best])
            best = i;
    return candidates[best];
}

int csv_open(struct csv **out, const char *bytes, size_t n, struct error *err)
{
    *out = NULL;
    struct csv *c = calloc(1, sizeof *c);
    if (!c)
        return error_memory(err);
    c->room = 16;
    c->cells = calloc(c->room, sizeof *c->cells);
    if (!c->cells) {
        csv_close(c);
        return error_memory(err);
    }
    int status = csv_decode(&c->converted, &c->encoding, bytes, n, err);
    if (status < 0) {
        csv_close(c);
        return status;
    }
    if (status == CSV_CONVERTED) {
        c->text = buf_text(&c->converted);
        c->n = c->converted.len;
    } else {
        size_t mark = csv_utf8_mark(bytes, n);
        c->text = bytes + mark;
        c->n = n - mark;
    }
    c->bare_returns = c->n > 0 && !memchr(c->text, '\n', c->n);
    status = check_lines(c, err);
    if (status < 0) {
        csv_close(c);
        return status;
    }
    c->separator = find_separator(c);
    csv_rewind(c);
    *out = c;
    return 0;
}

void csv_close(struct csv *c)
{
    if (!c)
        return;
    buf_free(&c->converted);
    buf_free(&c->undoubled);
    free(c->cells);
    free(c);
}

const char *csv_encoding(const struct csv *c)
{
    return c->encoding;
}

char csv_separator(const struct csv *c)
{
    return c->separator;
}

void csv_rewind(struct csv *c)
{
    c->at = 0;
    c->line = 1;
}

static int add_cell(struct csv *c, const char *text, size_t length, struct error *err)
{
    if (c->count == c->room) {
        if (c->room >= CSV_CELLS_MAX)
            return refuse(err, c->line, "more than 4,096 cells");
        size_t room = c->room * 2;
        struct csv_cell *cells = realloc(c->cells, room * sizeof *cells);
        if (!cells)
            return error_memory(err);
        c->cells = cells;
        c->room = room;
    }
    c->cells[c->count++] = (struct csv_cell){text, length};
    return 0;
}

/* The length of the line end at `at`: 0, 1 or 2. */
static size_t line_end(const struct csv *c, size_t at)
{
    if (at >= c->n)
        return 0;
    if (c->text[at] == '\n')
        return 1;
    if (c->text[at] != '\r')
        return 0;
    if (at + 1 < c->n && c->text[at + 1] == '\n')
        return 2;
    return c->bare_returns ? 1 : 0;
}

/* One quoted cell whose first quote is at c->at; leaves c->at after the closing one. */
static int quoted_cell(struct csv *c, size_t row_start, size_t row_line, struct error *err)
{
    size_t start = ++c->at;
    const char *text = NULL; /* in c->undoubled once a doubled quote was met */
    size_t opened = c->line;
    for (;;) {
        if (c->at - row_start > CSV_LINE_MAX)
            return refuse(err, row_line, "a row longer than 1 MiB; is a closing quote missing?");
        const char *found = c->at < c->n ? memchr(c->text + c->at, '"', c->n - c->at) : NULL;
        size_t end = found ? (size_t)(found - c->text) : c->n;
        if (!found || end - row_start > CSV_LINE_MAX)
            return refuse(err, opened, "a quote is never closed");
        for (const char *p = c->text + c->at; p < found; p++)
            if (*p == '\n' || (*p == '\r' && c->bare_returns))
                c->line++;
        bool doubled = end + 1 < c->n && c->text[end + 1] == '"';
        if (!doubled && !text) {
            c->at = end + 1;
            return add_cell(c, c->text + start, end - start, err);
        }
        if (!text) {
            if (c->undoubled.cap < CSV_LINE_MAX + 2) /* only ever while it is empty */
                buf_reserve(&c->undoubled, CSV_LINE_MAX + 2);
            if (c->undoubled.failed)
                return error_memory(err);
            text = c->undoubled.data + c->undoubled.len;
        }
        buf_append(&c->undoubled, c->text + c->at, end - c->at + (doubled ? 1 : 0));
        c->at = end + (doubled ? 2 : 1);
        if (!doubled)
            return add_cell(c, text, (size_t)(c->undoubled.data + c->undoubled.len - text), err);
    }
}

static int bare_cell(struct csv *c, struct error *err)
{
    size_t start = c->at;
    while (c->at < c->n && c->text[c->at] != c->separator && line_end(c, c->at) == 0) {
        if (c->text[c->at] == '"')
            return refuse(err, c->line, "a quote inside a cell that is not quoted");
        c->at++;
    }
    return add_cell(c, c->text + start, c->at - start, err);
}

int csv_next(struct csv_row *out, struct csv *c, struct error *err)
{
    size_t end;
    while ((end = line_end(c, c->at)) > 0) {
        c->at += end;
        c->line++;
    }
    if (c->at >= c->n)
        return 0;
    size_t row_start = c->at;
    size_t row_line = c->line;
    c->count = 0;
    buf_clear(&c->undoubled);
    for (;;) {
        bool quoted = c->at < c->n && c->text[c->at] == '"';
        int status = quoted ? quoted_cell(c, row_start, row_line, err) : bare_cell(c, err);
        if (status < 0)
            return status;
        if (c->at - row_start > CSV_LINE_MAX)
            return refuse(err, row_line, "a row longer than 1 MiB; is a closing quote missing?");
        if (c->at < c->n && c->text[c->at] == c->separator) {
            c->at++;
            continue;
        }
        end = line_end(c, c->at);
        if (c->at < c->n && end == 0)
            return refuse(err, c->line, "text after a closing quote");
        c->at += end;
        c->line += end > 0;
        break;
    }
    *out = (struct csv_row){c->cells, c->count, row_line};
    return 1;
}

int csv_next_line(struct csv_row *out, struct csv *c)
{
    char end = c->bare_returns ? '\r' : '\n';
    while (c->at < c->n) {
        const char *start = c->text + c->at;
        const char *found = memchr(start, end, c->n - c->at);
        size_t length = found ? (size_t)(found - start) : c->n - c->at;
        c->at += length + (found ? 1 : 0);
        size_t line = c->line++;
        if (length > 0 && start[length - 1] == '\r')
            length--;
        if (length == 0)
            continue;
        c->count = 0;
        c->cells[0] = (struct csv_cell){start, length};
        *out = (struct csv_row){c->cells, 1, line};
        return 1;
    }
    return 0;
}

int csv_check(size_t *rows, struct csv *c, struct error *err)
{
    struct csv_row row;
    int status;
    *rows = 0;
    csv_rewind(c);
    while ((status = csv_next(&row, c, err)) > 0)
        ++*rows;
    csv_rewind(c);
    return status;
}

void csv_write_cell(struct buf *out, const char *text, size_t n)
{
    bool plain = n == 0 || (text[0] != ' ' && text[n - 1] != ' ');
    for (size_t i = 0; i < n && plain; i++)
        plain = text[i] != '"' && text[i] != ',' && text[i] != '\n' && text[i] != '\r';
    if (plain) {
        buf_append(out, text, n);
        return;
    }
    buf_push(out, '"');
    for (size_t i = 0; i < n; i++) {
        if (text[i] == '"')
            buf_push(out, '"');
        buf_push(out, text[i]);
    }
    buf_push(out, '"');
}

void csv_write_row(struct buf *out, const char *const *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            buf_push(out, ',');
        if (cells[i])
            csv_write_cell(out, cells[i], strlen(cells[i]));
    }
    buf_add(out, "\r\n");
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading hostile CSV files, or plain lists of lines, and writing CSV (RFC 4180).
 *
 * The whole text is held in memory; cells are UTF-8, not normalised, and may still hold control
 * characters (see utf8_clean). Every refusal is STATUS_DATA and names the line.
 */
#ifndef INWORK_BASE_CSV_H
#define INWORK_BASE_CSV_H

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct csv;
struct error;

#define CSV_LINE_MAX (1024u * 1024u)        /* bytes of one line or row */
#define CSV_FILE_MAX (512u * 1024u * 1024u) /* what a caller should read at most */
#define CSV_CELLS_MAX 4096u                 /* cells of one row */

struct csv_cell {
    const char *text; /* not NUL-terminated; borrowed until the next row */
    size_t length;
};
struct csv_row {
    const struct csv_cell *cells;
    size_t count;
    size_t line; /* where it begins, from 1 */
};

/* Take a file's bytes (copied only where the encoding must change; otherwise borrowed, and they
 * must outlive the reader). UTF-8 with or without BOM, UTF-16 with BOM; otherwise each line that is
 * not valid UTF-8 is read as Windows-1252. What no encoding explains becomes U+FFFD. Refused here:
 * a NUL character, a line over CSV_LINE_MAX, half a UTF-16 character at the end. */
int csv_open(struct csv **out, const char *bytes, size_t n, struct error *err);
void csv_close(struct csv *c); /* NULL is accepted */

/* "UTF-8", "UTF-16", "Windows-1252", or "UTF-8 and Windows-1252" where a file mixes them. */
const char *csv_encoding(const struct csv *c);
/* ',', ';' or tab: the one most frequent in the first line outside quotes, a comma if none is. */
char csv_separator(const struct csv *c);

/* The next row: 1, or 0 at the end, or negative. Empty lines are skipped. Refused: a quote inside a
 * cell that is not quoted, text after a closing quote, a quote never closed, a row over
 * CSV_LINE_MAX or CSV_CELLS_MAX. After a refusal only csv_rewind helps. */
int csv_next(struct csv_row *out, struct csv *c, struct error *err);
/* The next line as it stands, quotes and commas included, without its end (\n or \r\n), as a row of
 * one cell; empty lines are skipped. 1 or 0. */
int csv_next_line(struct csv_row *out, struct csv *c);
/* Back to the first row. */
void csv_rewind(struct csv *c);
/* Read every row without using it: 0 and the number of rows, or the first refusal. Rewinds. */
int csv_check(size_t *rows, struct csv *c, struct error *err);

/* Append one cell, quoted only where RFC 4180 needs it; the bytes stay as they are. */
void csv_write_cell(struct buf *out, const char *text, size_t n);
/* Append a row of C strings (NULL is empty) with \r\n. */
void csv_write_row(struct buf *out, const char *const *cells, size_t count);

#endif

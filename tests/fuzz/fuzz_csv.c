/* SPDX-License-Identifier: GPL-3.0-or-later
 * Any bytes as a CSV file: no crash, and what was read and written again reads the same.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "inwork/base/buf.h"
#include "inwork/base/csv.h"
#include "inwork/base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void write_row(struct buf *out, const struct csv_row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        if (!utf8_valid(row->cells[i].text, row->cells[i].length))
            abort();
        if (i > 0)
            buf_push(out, ',');
        csv_write_cell(out, row->cells[i].text, row->cells[i].length);
    }
    /* An empty line would not be a row. */
    if (row->count == 1 && row->cells[0].length == 0)
        buf_add(out, "\"\"");
    buf_push(out, '\n');
}

static void read_all(struct buf *out, const char *bytes, size_t n)
{
    struct csv *c = NULL;
    if (csv_open(&c, bytes, n, NULL) != 0)
        return;
    struct csv_row row;
    int status;
    while ((status = csv_next(&row, c, NULL)) > 0)
        write_row(out, &row);
    if (status < 0)
        buf_clear(out);
    csv_rewind(c);
    while (csv_next_line(&row, c) > 0)
        if (!utf8_valid(row.cells[0].text, row.cells[0].length))
            abort();
    csv_close(c);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf first = BUF_ZERO;
    struct buf second = BUF_ZERO;
    read_all(&first, (const char *)data, size);
    /* The separator is guessed from the first line, so put one there that settles it. */
    struct buf headed = BUF_ZERO;
    for (int i = 0; i < 16; i++)
        buf_add(&headed, "h,");
    buf_add(&headed, "h\n");
    size_t head = headed.len;
    buf_append(&headed, buf_text(&first), first.len);
    read_all(&second, headed.data, headed.len);
    if (second.len != headed.len || memcmp(second.data + head, buf_text(&first), first.len) != 0)
        abort();
    buf_free(&first);
    buf_free(&second);
    buf_free(&headed);
    return 0;
}

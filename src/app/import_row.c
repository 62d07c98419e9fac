/* SPDX-License-Identifier: GPL-3.0-or-later
 * The cells of one row as answers.
 */
#include <stdlib.h>
#include <string.h>

#include "import_int.h"
#include "inwork/base/error.h"
#include "inwork/base/utf8.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"

int import_row_new(struct import_row *row, const struct catalogue_kind *kind, struct error *err)
{
    *row = (struct import_row){
        .fields = calloc(kind->field_count + 1, sizeof *row->fields),
        .gaps = calloc(kind->field_count + 1, sizeof *row->gaps),
    };
    return row->fields && row->gaps ? 0 : error_memory(err);
}

void import_row_clear(struct import_row *row)
{
    for (size_t i = 0; i < row->count; i++)
        value_clear(&row->fields[i].to);
    for (size_t i = 0; i < row->gap_count; i++)
        free(row->gaps[i].why);
    row->count = row->gap_count = 0;
    for (size_t i = 0; i < IMPORT_PARTS; i++)
        buf_clear(&row->parts[i]);
}

void import_row_free(struct import_row *row)
{
    import_row_clear(row);
    free(row->fields);
    free(row->gaps);
    for (size_t i = 0; i < IMPORT_PARTS; i++)
        buf_free(&row->parts[i]);
}

/* The cell as a field of this type has it. Exports put an apostrophe before what would be a
 * formula. */
static void cell_text(struct buf *out, enum field_type type, const struct csv_cell *cell)
{
    const char *from = cell->text;
    size_t n = cell->length;
    if (n > 1 && from[0] == '\'' && from[1] != '\0' && strchr("=@+-\t\r", from[1])) {
        from++;
        n--;
    }
    if (type == FIELD_LONG_TEXT)
        buf_append(out, from, n);
    else
        utf8_squeeze(out, from, n);
}

static int keep_gap(struct import_row *row, const struct catalogue_field *f,
                    const struct error *why, struct error *err)
{
    struct import_gap *gap = &row->gaps[row->gap_count];
    *gap = (struct import_gap){.field = f, .why = strdup(why->message)};
    if (!gap->why)
        return error_memory(err);
    row->gap_count++;
    return 0;
}

/* A name in place of an id. `*text` becomes the id, or empty with a gap. */
static int read_reference(struct import_row *row, const struct import_plan *plan,
                          const struct catalogue_field *f, const struct field_context *context,
                          struct import_targets *targets, struct buf *text, struct error *err)
{
    struct error why = {0};
    char id[RECORD_ID_TEXT];
    const struct catalogue_kind *kind = catalogue_kind(store_catalogue(context->store), f->target);
    if (text->len == 0 || !kind ||
        (text->len == RECORD_ID_TEXT - 1 &&
         store_record_id(context->store, buf_text(text), id, &why) == 0))
        return 0;
    struct buf found = BUF_ZERO;
    int status =
        import_target(&found, targets, context->store, kind, buf_text(text), text->len, &why);
    buf_clear(text);
    buf_append(text, buf_text(&found), found.len);
    buf_free(&found);
    if (status == 0)
        return buf_ok(text, err);
    bool parent = plan->kind->parent[0] != '\0' && f == &plan->kind->fields[0];
    if (status != -STATUS_DATA || parent)
        return error_set(err, (enum status) - status, "%s: %s", f->name, why.message);
    return keep_gap(row, f, &why, err);
}

static int put(struct import_row *row, const struct import_plan *plan,
               const struct catalogue_field *f, struct buf *text,
               const struct field_context *context, struct import_targets *targets,
               struct error *err)
{
    int status = buf_ok(text, err);
    if (status == 0 && f->type == FIELD_REFERENCE)
        status = read_reference(row, plan, f, context, targets, text, err);
    if (status < 0)
        return status;
    struct save_field *to = &row->fields[row->count++];
    *to = (struct save_field){.field = f->name};
    return field_parse(&to->to, f, buf_text(text), text->len, context, err);
}

static int put_cell(struct import_row *row, const struct import_plan *plan,
                    const struct catalogue_field *f, const struct csv_cell *cell,
                    const struct field_context *context, struct import_targets *targets,
                    struct error *err)
{
    struct buf text = BUF_ZERO;
    cell_text(&text, f->type, cell);
    int status = put(row, plan, f, &text, context, targets, err);
    buf_free(&text);
    return status;
}

/* A field made of several columns. */
static int put_parts(struct import_row *row, const struct import_plan *plan,
                     const struct field_context *context, struct import_targets *targets,
                     struct error *err)
{
    const struct catalogue_field *f = NULL;
    for (size_t i = 0; i < plan->column_count; i++)
        if (plan->columns[i].part > 0)
            f = plan->columns[i].field;
    if (!f)
        return 0;
    struct buf text = BUF_ZERO;
    for (size_t i = 0; i < IMPORT_PARTS; i++) {
        if (text.len > 0 && row->parts[i].len > 0)
            buf_push(&text, ' ');
        buf_append(&text, buf_text(&row->parts[i]), row->parts[i].len);
    }
    int status = put(row, plan, f, &text, context, targets, err);
    buf_free(&text);
    return status;
}

int import_row_read(struct import_row *row, const struct import_plan *plan,
                    const struct csv_row *cells, const struct field_context *context,
                    struct import_targets *targets, struct error *err)
{
    import_row_clear(row);
    if (!plan->csv)
        return put_cell(row, plan, catalogue_field(plan->kind, "name"), &cells->cells[0], context,
                        targets, err);
    if (cells->count > plan->column_count)
        return error_set(err, STATUS_DATA, "it has %zu cells, and the header %zu", cells->count,
                         plan->column_count);
    for (size_t i = 0; i < cells->count; i++) {
        const struct import_column *c = &plan->columns[i];
        int status = 0;
        if (c->field && c->part > 0)
            cell_text(&row->parts[c->part - 1], c->field->type, &cells->cells[i]);
        else if (c->field)
            status = put_cell(row, plan, c->field, &cells->cells[i], context, targets, err);
        if (status < 0)
            return status;
    }
    return put_parts(row, plan, context, targets, err);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the columns of an imported file mean.
 */
#include <stdlib.h>
#include <string.h>

#include "import_int.h"
#include "inwork/app/command.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/utf8.h"
#include "records_int.h"

static bool same(const char *a, size_t n, const char *b, size_t m)
{
    struct buf x = BUF_ZERO;
    struct buf y = BUF_ZERO;
    utf8_fold(&x, a, n);
    utf8_fold(&y, b, m);
    bool equal = !x.failed && !y.failed && strcmp(buf_text(&x), buf_text(&y)) == 0;
    buf_free(&x);
    buf_free(&y);
    return equal;
}

/* The FIELD of `--map COLUMN=FIELD`, or NULL if this column is not mapped. */
static const char *mapped(const struct command_args *args, const char *column, size_t n)
{
    for (size_t i = 0; i < args->given_count; i++) {
        const char *value = args->given[i].value;
        if (strcmp(args->given[i].option->name, "map") != 0)
            continue;
        const char *equals = strrchr(value, '=');
        if (equals && same(value, (size_t)(equals - value), column, n))
            return equals + 1;
    }
    return NULL;
}

static int check_maps(const struct catalogue_kind *kind, const struct command_args *args,
                      struct error *err)
{
    for (size_t i = 0; i < args->given_count; i++) {
        const char *value = args->given[i].value;
        if (strcmp(args->given[i].option->name, "map") != 0)
            continue;
        const char *equals = strrchr(value, '=');
        if (!equals || equals == value)
            return error_set(err, STATUS_USAGE, "--map takes COLUMN=FIELD, not “%s”", value);
        const struct catalogue_field *f = NULL;
        int status = equals[1] ? app_field(&f, kind, equals + 1, err) : 0;
        if (status < 0)
            return status;
    }
    return 0;
}

/* True if the cell names a column; `*out` is its field, or NULL to leave it out. */
static bool column_of(const struct catalogue_field **out, const struct catalogue_kind *kind,
                      const struct command_args *args, const char *name, size_t n)
{
    *out = NULL;
    const char *field = mapped(args, name, n);
    if (field) {
        *out = field[0] ? catalogue_field(kind, field) : NULL;
        return true;
    }
    for (size_t i = 0; i < kind->field_count; i++) {
        const struct catalogue_field *f = &kind->fields[i];
        if (same(f->name, strlen(f->name), name, n) || same(f->label, strlen(f->label), name, n)) {
            *out = f;
            return true;
        }
    }
    return false;
}

static int twice(const struct import_plan *plan, struct error *err)
{
    for (size_t i = 0; i < plan->column_count; i++)
        for (size_t j = 0; plan->columns[i].field && j < i; j++)
            if (plan->columns[i].field == plan->columns[j].field)
                return error_set(err, STATUS_DATA, "two columns are the field %s",
                                 plan->columns[i].field->name);
    return 0;
}

/* --map names a column that the first line does not have. */
static int map_without_column(const struct csv_row *first, const struct command_args *args,
                              struct error *err)
{
    for (size_t i = 0; i < args->given_count; i++) {
        const char *value = args->given[i].value;
        if (strcmp(args->given[i].option->name, "map") != 0)
            continue;
        size_t n = (size_t)(strrchr(value, '=') - value);
        bool there = false;
        for (size_t c = 0; c < first->count; c++) {
            struct buf cell = BUF_ZERO;
            utf8_squeeze(&cell, first->cells[c].text, first->cells[c].length);
            there |= same(value, n, buf_text(&cell), cell.len);
            buf_free(&cell);
        }
        if (!there) {
            (void)error_set(err, STATUS_DATA, "the first line has no column “%.*s”", (int)n, value);
            return error_hint(err, "--map takes the column's name as the first line has it.");
        }
    }
    return 0;
}

int import_plan_make(struct import_plan *out, const struct catalogue_kind *kind,
                     const struct csv_row *first, const struct command_args *args,
                     struct output *output, struct error *err)
{
    *out = (struct import_plan){.kind = kind};
    int status = check_maps(kind, args, err);
    if (status == 0)
        status = map_without_column(first, args, err);
    if (status < 0)
        return status;
    out->columns = calloc(first->count + 1, sizeof *out->columns);
    if (!out->columns)
        return error_memory(err);
    out->column_count = first->count;
    struct buf unknown = BUF_ZERO;
    size_t known = 0;
    bool id_column = false;
    for (size_t i = 0; i < first->count; i++) {
        struct buf cell = BUF_ZERO;
        utf8_squeeze(&cell, first->cells[i].text, first->cells[i].length);
        if (column_of(&out->columns[i].field, kind, args, buf_text(&cell), cell.len))
            known++;
        else if (strcmp(buf_text(&cell), "id") == 0 && first->count > 1)
            id_column = true;
        else
            buf_printf(&unknown, "%s“%s”", unknown.len > 0 ? ", " : "", buf_text(&cell));
        buf_free(&cell);
    }
    out->csv = known > 0 && unknown.len == 0;
    if (out->csv) {
        if (id_column)
            output_notef(output, "note: the column id is left out; new records get new ids.");
        status = twice(out, err);
    } else if (!catalogue_field(kind, "name")) {
        (void)error_set(err, STATUS_DATA, "the first line is no header: %s is unknown",
                        buf_text(&unknown));
        status = error_hint(err,
                            "Each column must be a field of %s (“inwork kinds %s”), or mapped with "
                            "--map COLUMN=FIELD; “--map COLUMN=” leaves one out.",
                            kind->name, kind->name);
    } else if (known > 0) {
        output_notef(output,
                     "note: the first line looks like a header, but %s is no field of %s: each "
                     "line is taken as one name. Use --map COLUMN=FIELD if that is wrong.",
                     buf_text(&unknown), kind->name);
    }
    buf_free(&unknown);
    return status;
}

void import_plan_clear(struct import_plan *plan)
{
    free(plan->columns);
    *plan = (struct import_plan){0};
}

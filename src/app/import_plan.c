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

bool import_same(const char *a, size_t n, const char *b, size_t m)
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
        if (equals && import_same(value, (size_t)(equals - value), column, n))
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

/* The field that a column is called after. */
static const struct catalogue_field *called(const struct catalogue_kind *kind, const char *name)
{
    size_t n = strlen(name);
    for (size_t i = 0; i < kind->field_count; i++) {
        const struct catalogue_field *f = &kind->fields[i];
        if (import_same(f->name, strlen(f->name), name, n) ||
            import_same(f->label, strlen(f->label), name, n))
            return f;
    }
    return NULL;
}

static int twice(const struct import_plan *plan, struct error *err)
{
    for (size_t i = 0; i < plan->column_count; i++)
        for (size_t j = 0; plan->columns[i].field && j < i; j++)
            if (plan->columns[i].field == plan->columns[j].field &&
                (plan->columns[i].part == 0 || plan->columns[i].part == plan->columns[j].part))
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
            there |= import_same(value, n, buf_text(&cell), cell.len);
            buf_free(&cell);
        }
        if (!there) {
            (void)error_set(err, STATUS_DATA, "the first line has no column “%.*s”", (int)n, value);
            return error_hint(err, "--map takes the column's name as the first line has it.");
        }
    }
    return 0;
}

static int take_columns(struct import_plan *plan, const struct csv_row *first, struct error *err)
{
    plan->columns = calloc(first->count + 1, sizeof *plan->columns);
    if (!plan->columns)
        return error_memory(err);
    plan->column_count = first->count;
    for (size_t i = 0; i < first->count; i++) {
        struct buf name = BUF_ZERO;
        utf8_squeeze(&name, first->cells[i].text, first->cells[i].length);
        buf_push(&name, '\0');
        plan->columns[i].name = buf_take(&name);
        if (!plan->columns[i].name)
            return error_memory(err);
    }
    return 0;
}

/* What the person says now comes first, then what they said of such a file before, then the names
 * of fields, then a guess. */
static int explain(struct import_plan *plan, const struct command_args *args, struct store *s,
                   struct error *err)
{
    for (size_t i = 0; i < plan->column_count; i++) {
        struct import_column *c = &plan->columns[i];
        const char *field = mapped(args, c->name, strlen(c->name));
        if (!field)
            continue;
        c->known = true;
        c->by = IMPORT_BY_PERSON;
        c->field = field[0] ? catalogue_field(plan->kind, field) : NULL;
    }
    int status = command_flag(args, "forget") ? 0 : import_recall(plan, s, err);
    for (size_t i = 0; status == 0 && i < plan->column_count; i++) {
        struct import_column *c = &plan->columns[i];
        c->field = c->known ? c->field : called(plan->kind, c->name);
        c->known = c->known || c->field;
    }
    return status == 0 ? import_guess(plan, s, err) : status;
}

/* A column `id` of an export is no answer; a kind without such a field leaves it out. */
static bool is_id(const struct import_plan *plan, const struct import_column *c)
{
    return strcmp(c->name, "id") == 0 && plan->column_count > 1;
}

/* A first line that gives no name, of a kind that needs one, is no header that may be guessed: it
 * is the first name of a list. */
static void unguess(struct import_plan *plan)
{
    const struct catalogue_field *name = catalogue_field(plan->kind, "name");
    bool given = !name || !name->required;
    for (size_t i = 0; i < plan->column_count; i++)
        given = given || plan->columns[i].field == name;
    for (size_t i = 0; !given && i < plan->column_count; i++)
        if (plan->columns[i].by == IMPORT_BY_GUESS)
            plan->columns[i] = (struct import_column){.name = plan->columns[i].name};
}

static void tell(const struct import_plan *plan, struct output *output)
{
    for (size_t i = 0; i < plan->column_count; i++) {
        const struct import_column *c = &plan->columns[i];
        const char *field = c->field ? c->field->name : "nothing (left out)";
        if (is_id(plan, c) && !c->field)
            output_notef(output, "note: the column id is left out; new records get new ids.");
        else if (c->by == IMPORT_BY_MEMORY)
            output_notef(output, "note: the column “%s” is %s, as it was before.", c->name, field);
        else if (c->by == IMPORT_BY_GUESS)
            output_notef(output, "note: the column “%s” is taken to be %s.", c->name, field);
    }
}

static int judge(struct import_plan *plan, const struct command_args *args, struct output *output,
                 struct error *err)
{
    struct buf unknown = BUF_ZERO;
    size_t known = 0;
    int status = 0;
    for (size_t i = 0; i < plan->column_count; i++) {
        struct import_column *c = &plan->columns[i];
        if (is_id(plan, c) && c->by == IMPORT_BY_GUESS)
            *c = (struct import_column){.name = c->name};
        known += c->known;
        if (!c->known && !is_id(plan, c))
            buf_printf(&unknown, "%s“%s”", unknown.len > 0 ? ", " : "", c->name);
    }
    plan->csv =
        known > 0 && (unknown.len == 0 || (known > 0 && command_flag(args, "leave-out-unknown")));
    if (plan->csv) {
        tell(plan, output);
        if (unknown.len > 0)
            output_notef(output, "note: left out: %s.", buf_text(&unknown));
        status = twice(plan, err);
    } else if (!catalogue_field(plan->kind, "name")) {
        (void)error_set(err, STATUS_DATA, "the first line is no header: %s is unknown",
                        buf_text(&unknown));
        status = error_hint(err,
                            "Each column must be a field of %s (“inwork kinds %s”), or mapped with "
                            "--map COLUMN=FIELD; “--map COLUMN=” leaves one out, "
                            "--leave-out-unknown all.",
                            plan->kind->name, plan->kind->name);
    } else if (known > 0) {
        output_notef(output,
                     "note: the first line looks like a header, but %s is no field of %s: each "
                     "line is taken as one name. Use --map COLUMN=FIELD or --leave-out-unknown if "
                     "that is wrong.",
                     buf_text(&unknown), plan->kind->name);
    }
    buf_free(&unknown);
    return status;
}

int import_plan_look(struct import_plan *out, const struct catalogue_kind *kind,
                     const struct csv_row *first, const struct command_args *args, struct store *s,
                     struct error *err)
{
    *out = (struct import_plan){.kind = kind};
    int status = check_maps(kind, args, err);
    if (status == 0)
        status = map_without_column(first, args, err);
    if (status == 0)
        status = take_columns(out, first, err);
    if (status == 0)
        status = explain(out, args, s, err);
    if (status == 0)
        unguess(out);
    return status;
}

int import_plan_make(struct import_plan *out, const struct catalogue_kind *kind,
                     const struct csv_row *first, const struct command_args *args, struct store *s,
                     struct output *output, struct error *err)
{
    int status = import_plan_look(out, kind, first, args, s, err);
    return status == 0 ? judge(out, args, output, err) : status;
}

void import_plan_clear(struct import_plan *plan)
{
    for (size_t i = 0; plan->columns && i < plan->column_count; i++)
        free(plan->columns[i].name);
    free(plan->columns);
    *plan = (struct import_plan){0};
}

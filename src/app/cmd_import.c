/* SPDX-License-Identifier: GPL-3.0-or-later
 * inwork import: a CSV file or a list of names into records, in one transaction. A row that cannot
 * be taken is left out and told; a file that cannot be read leaves nothing behind.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "commands_int.h"
#include "import_int.h"
#include "inwork/app/app.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/fs.h"
#include "inwork/base/json.h"
#include "inwork/base/utf8.h"
#include "inwork/model/client_names.h"
#include "inwork/store/store.h"
#include "records_int.h"

struct import {
    struct app *app;
    struct output *out;
    struct import_plan plan;
    struct field_context context;
    struct import_names names;
    const struct catalogue_field *name; /* where names are counted; NULL: nowhere */
    struct save_field *fields;
    struct client_names *clients; /* whom no record of the directory may name */
    bool dry_run;
    size_t rows, imported, left_out;
};

/* A cell as an answer. Exports put an apostrophe before what would be a formula. */
static int read_cell(struct save_field *to, const struct import *im,
                     const struct catalogue_field *f, const struct csv_cell *cell,
                     struct error *err)
{
    struct buf text = BUF_ZERO;
    const char *from = cell->text;
    size_t n = cell->length;
    if (n > 1 && from[0] == '\'' && from[1] != '\0' && strchr("=@+-\t\r", from[1])) {
        from++;
        n--;
    }
    if (f->type == FIELD_LONG_TEXT)
        buf_append(&text, from, n);
    else
        utf8_squeeze(&text, from, n);
    int status = buf_ok(&text, err);
    to->field = f->name;
    if (status == 0)
        status = field_parse(&to->to, f, buf_text(&text), text.len, &im->context, err);
    buf_free(&text);
    return status;
}

static int read_row(struct import *im, const struct csv_row *row, size_t *count, struct error *err)
{
    *count = 0;
    if (!im->plan.csv) {
        int status = read_cell(&im->fields[0], im, im->name, &row->cells[0], err);
        *count = 1;
        return status;
    }
    if (row->count > im->plan.column_count)
        return error_set(err, STATUS_DATA, "it has %zu cells, and the header %zu", row->count,
                         im->plan.column_count);
    for (size_t i = 0; i < row->count; i++) {
        if (!im->plan.columns[i].field)
            continue;
        int status =
            read_cell(&im->fields[(*count)++], im, im->plan.columns[i].field, &row->cells[i], err);
        if (status < 0)
            return status;
    }
    return 0;
}

static int tell_left_out(struct import *im, size_t line, const struct error *why, struct error *err)
{
    im->left_out++;
    if (!im->app->json)
        return output_linef(im->out, "line %zu was left out: %s", line, why->message);
    struct buf json = BUF_ZERO;
    json_begin_object(&json);
    json_put_int(&json, "line", (int64_t)line);
    json_put_string(&json, "reason", why->message);
    json_end_object(&json);
    int status = output_object(im->out, &json, err);
    buf_free(&json);
    return status;
}

/* What stops everything, as opposed to what is wrong with one row. */
static bool of_the_row(int status)
{
    return status == -STATUS_DATA || status == -STATUS_NO_INPUT || status == -STATUS_USAGE;
}

static int keep_name(struct import *im, size_t count, struct error *err)
{
    for (size_t i = 0; im->name && i < count; i++)
        if (strcmp(im->fields[i].field, im->name->name) == 0 && im->fields[i].to.type == VALUE_TEXT)
            return import_names_add(&im->names, im->fields[i].to.text,
                                    strlen(im->fields[i].to.text), false, err);
    return 0;
}

static int take_row(struct import *im, const struct csv_row *row, struct error *err)
{
    struct error why = {0};
    size_t count = 0;
    im->rows++;
    int status = read_row(im, row, &count, &why);
    if (status == 0)
        status = save_check_new(im->plan.kind, im->fields, count, &why);
    if (status == 0)
        status = directory_check(im->app->store, im->clients, im->plan.kind, im->fields, count,
                                 NULL, NULL, &why);
    if (status == 0 && !im->dry_run) {
        status = save_new(im->app->store, im->plan.kind, im->fields, count, NULL, NULL, NULL, err);
        if (status < 0)
            return status;
    }
    if (status == 0) {
        im->imported++;
        status = keep_name(im, count, err);
    } else if (of_the_row(status)) {
        status = tell_left_out(im, row->line, &why, err);
    } else {
        *err = why;
    }
    for (size_t i = 0; i < count; i++)
        value_clear(&im->fields[i].to);
    return status;
}

static int take_rows(struct import *im, struct csv *file, struct error *err)
{
    struct csv_row row = {0};
    bool header = im->plan.csv;
    for (;;) {
        int more = im->plan.csv ? csv_next(&row, file, err) : csv_next_line(&row, file);
        if (more <= 0)
            return more;
        int status = header ? 0 : take_row(im, &row, err);
        header = false;
        if (status < 0)
            return status;
    }
}

static int report(struct import *im, const struct csv *file, struct error *err)
{
    size_t twice = import_names_twice(&im->names);
    if (!im->app->json) {
        int status = output_linef(im->out, "%s %zu of %zu %s (%s).%s",
                                  im->dry_run ? "Would import" : "Imported", im->imported, im->rows,
                                  im->plan.csv ? "rows" : "lines", csv_encoding(file),
                                  im->dry_run ? " Nothing was saved." : "");
        if (status == 0 && im->left_out > 0)
            status = output_linef(im->out, "%zu left out.", im->left_out);
        if (status == 0 && twice > 0)
            status = output_linef(im->out, "%zu with a name that was there already.", twice);
        return status;
    }
    struct buf json = BUF_ZERO;
    json_begin_object(&json);
    json_put_int(&json, "rows", (int64_t)im->rows);
    json_put_int(&json, "imported", (int64_t)im->imported);
    json_put_int(&json, "left_out", (int64_t)im->left_out);
    json_put_int(&json, "duplicates", (int64_t)twice);
    json_put_string(&json, "encoding", csv_encoding(file));
    json_put_string(&json, "format", im->plan.csv ? "csv" : "lines");
    json_put_bool(&json, "dry_run", im->dry_run);
    json_end_object(&json);
    int status = output_object(im->out, &json, err);
    buf_free(&json);
    return status;
}

/* One transaction, unless nothing is to be saved. */
static int take_all(struct import *im, struct csv *file, struct error *err)
{
    if (im->dry_run)
        return take_rows(im, file, err);
    int status = store_bulk_begin(im->app->store, err);
    if (status < 0)
        return status;
    status = take_rows(im, file, err);
    if (status == 0)
        status = store_bulk_end(im->app->store, err);
    if (status < 0)
        store_rollback(im->app->store);
    return status;
}

static int plan(struct import *im, const struct catalogue_kind *kind, struct csv *file,
                const struct command_args *args, struct error *err)
{
    struct csv_row first = {0};
    struct error quotes = {0};
    int more = csv_next(&first, file, &quotes);
    if (more == 0)
        return error_set(err, STATUS_DATA, "%s is empty", args->words[1]);
    if (more < 0) { /* a line that is no CSV is no header either */
        csv_rewind(file);
        (void)csv_next_line(&first, file);
    }
    int status = import_plan_make(&im->plan, kind, &first, args, im->out, err);
    csv_rewind(file);
    size_t rows = 0;
    if (status == 0 && im->plan.csv)
        status = csv_check(&rows, file, err);
    return status;
}

static int import_file(struct import *im, const struct catalogue_kind *kind,
                       const struct buf *bytes, const struct command_args *args, struct error *err)
{
    struct csv *file = NULL;
    int status = csv_open(&file, buf_text(bytes), bytes->len, err);
    if (status == 0)
        status = plan(im, kind, file, args, err);
    if (status == 0) {
        im->name = catalogue_field(kind, "name");
        im->fields = calloc(kind->field_count + 1, sizeof *im->fields);
        if (!im->fields)
            status = error_memory(err);
    }
    if (status == 0 && im->name)
        status = import_names_load(&im->names, im->app, kind, err);
    if (status == 0)
        status = client_names_read(&im->clients, im->app->store, err);
    if (status == 0)
        status = take_all(im, file, err);
    if (status == 0)
        status = report(im, file, err);
    free(im->fields);
    client_names_free(im->clients);
    import_names_clear(&im->names);
    import_plan_clear(&im->plan);
    csv_close(file);
    return status;
}

static int run(struct app *app, const struct command_args *args, struct output *out,
               struct error *err)
{
    const struct catalogue_kind *kind = NULL;
    struct buf bytes = BUF_ZERO;
    struct import im = {
        .app = app,
        .out = out,
        .context = app_field_context(app),
        .dry_run = command_flag(args, "dry-run"),
    };
    int status = app_kind(&kind, app, args->words[0], err);
    if (status == 0)
        status = strcmp(args->words[1], "-") == 0
                     ? fs_read_fd(&bytes, STDIN_FILENO, "standard input", CSV_FILE_MAX, err)
                     : fs_read(&bytes, args->words[1], CSV_FILE_MAX, err);
    if (status == 0)
        status = import_file(&im, kind, &bytes, args, err);
    buf_free(&bytes);
    return status;
}

static const struct command_option options[] = {
    {"map", 0, "COLUMN=FIELD", "take this column as that field; COLUMN= leaves it out"},
    {"dry-run", 0, NULL, "only say what would be imported and what left out"},
};

const struct command command_import = {
    .name = "import",
    .group = "Records",
    .usage = "KIND FILE [--map COLUMN=FIELD]… [--dry-run]",
    .summary = "Take in a CSV file, or a list of names",
    .help =
        "The file is CSV if every cell of its first line is a field, by name or label, or a mapped "
        "column; otherwise each line is one name. UTF-8, UTF-16 and Windows-1252 are read. A row "
        "that cannot be taken is left out and told, the rest goes in; names that come twice are "
        "taken in and counted. A file that cannot be parsed is refused whole. FILE may be - for "
        "standard input.",
    COMMAND_OPTIONS(options),
    .least = 2,
    .most = 2,
    .flags = COMMAND_OPENS | COMMAND_WRITES,
    .run = run,
};

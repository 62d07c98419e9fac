/* SPDX-License-Identifier: GPL-3.0-or-later
 * inwork import: a CSV file or a list of names into records, in one transaction. A row that cannot
 * be taken is left out and told; a file that cannot be read leaves nothing behind.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "commands_int.h"
#include "import_int.h"
#include "inwork/app/app.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/fs.h"
#include "inwork/base/json.h"
#include "inwork/model/client_names.h"
#include "inwork/model/duplicate.h"
#include "inwork/store/store.h"
#include "records_int.h"

#define PROGRESS_ROWS 500
#define TOLD_MOST 20 /* likely duplicates told one by one, to people */

struct import {
    struct app *app;
    struct output *out;
    struct import_plan plan;
    struct field_context context;
    struct import_targets targets;
    struct import_row row;
    struct duplicates *known;
    struct client_names *clients; /* whom no record of the directory may name */
    bool dry_run, skip;
    size_t rows, imported, left_out, gaps, alike;
};

/* One line about a row: {"line", NAME: TEXT…}. */
static int tell_json(struct import *im, size_t line, const char *const pairs[][2], size_t count,
                     struct error *err)
{
    struct buf json = BUF_ZERO;
    json_begin_object(&json);
    json_put_int(&json, "line", (int64_t)line);
    for (size_t i = 0; i < count; i++)
        json_put_string(&json, pairs[i][0], pairs[i][1]);
    json_end_object(&json);
    int status = output_object(im->out, &json, err);
    buf_free(&json);
    return status;
}

/* "date_of_birth: why" as "Date of birth: why". */
static int tell_in_words(struct import *im, size_t line, const char *why)
{
    size_t n = strcspn(why, ":");
    for (size_t i = 0; im->out->spoken && why[n] != '\0' && i < im->plan.kind->field_count; i++) {
        const struct catalogue_field *f = &im->plan.kind->fields[i];
        if (strlen(f->name) == n && strncmp(f->name, why, n) == 0)
            return output_linef(im->out, "line %zu was left out: %s%s", line, f->label, why + n);
    }
    return output_linef(im->out, "line %zu was left out: %s", line, why);
}

static int tell_left_out(struct import *im, size_t line, const struct error *why, struct error *err)
{
    im->left_out++;
    if (!im->app->json)
        return tell_in_words(im, line, why->message);
    const char *const pairs[][2] = {{"reason", why->message}};
    return tell_json(im, line, pairs, 1, err);
}

static int tell_gaps(struct import *im, size_t line, struct error *err)
{
    int status = 0;
    for (size_t i = 0; status == 0 && i < im->row.gap_count; i++) {
        const struct import_gap *gap = &im->row.gaps[i];
        const char *const pairs[][2] = {{"left_empty", gap->field->name}, {"reason", gap->why}};
        im->gaps++;
        status = im->app->json     ? tell_json(im, line, pairs, 2, err)
                 : im->out->spoken ? output_linef(im->out, "line %zu goes in without “%s”: %s",
                                                  line, gap->field->label, gap->why)
                                   : output_linef(im->out, "line %zu goes in without %s: %s", line,
                                                  gap->field->name, gap->why);
    }
    return status;
}

static int tell_alike(struct import *im, size_t line, const struct alike *like, const char *why,
                      struct error *err)
{
    char where[32];
    (void)snprintf(where, sizeof where, "line %zu", like->line);
    const char *other = like->line ? where : like->id;
    if (im->app->json) {
        const char *const pairs[][2] = {
            {like->line ? "like_line" : "like", other}, {"title", like->title}, {"why", why}};
        return tell_json(im, line, pairs, 3, err);
    }
    if (im->out->spoken && !like->line && like->title[0] && im->alike <= TOLD_MOST)
        return output_linef(im->out, "line %zu looks like %s: %s", line, like->title, why);
    return im->alike > TOLD_MOST
               ? 0
               : output_linef(im->out, "line %zu looks like %s (%s): %s", line,
                              like->title[0] ? like->title : "another row", other, why);
}

/* What stops everything, as opposed to what is wrong with one row. */
static bool of_the_row(int status)
{
    return status == -STATUS_DATA || status == -STATUS_NO_INPUT || status == -STATUS_USAGE;
}

/* Is it there already? Told, and with --skip-duplicates a reason to leave it out. */
static int compare_row(struct import *im, size_t line, struct error *why, struct error *err)
{
    struct alike like = {0};
    const char *reason = NULL;
    int found = duplicates_row(im->known, im->row.fields, im->row.count, line, &like, &reason, err);
    if (found <= 0)
        return found;
    im->alike++;
    if (!im->skip && !im->plan.csv && !im->dry_run)
        return 0; /* a list of names: counted */
    if (!im->skip)
        return tell_alike(im, line, &like, reason, err);
    return error_set(why, STATUS_DATA, "it looks like %s: %s",
                     like.title[0] ? like.title : "an earlier row", reason);
}

/* What a dry run shows of the first row that could be taken: whether the columns were understood.
 */
static int show_first(struct import *im, size_t line, struct error *err)
{
    int status = output_linef(im->out, "line %zu would be:", line);
    for (size_t i = 0; status == 0 && i < im->row.count; i++) {
        const struct save_field *answer = &im->row.fields[i];
        const struct catalogue_field *f = catalogue_field(im->plan.kind, answer->field);
        struct buf text = BUF_ZERO;
        struct record to = {0};
        if (answer->to.type == VALUE_NULL || !f)
            continue;
        if (f->type == FIELD_REFERENCE &&
            store_record(im->app->store, answer->to.text, &to, NULL) == 0)
            buf_add(&text, to.title);
        else
            field_show(&text, f, &answer->to);
        status = buf_ok(&text, err);
        if (status == 0)
            status = output_linef(im->out, "  %s: %s", f->label, buf_text(&text));
        record_clear(&to);
        buf_free(&text);
    }
    return status;
}

/* Check a row that could be read, and save it. Negative with `why`: it is left out; with `err`:
 * nothing more can be done. */
static int settle_row(struct import *im, size_t line, struct error *why, struct error *err)
{
    const struct catalogue_kind *kind = im->plan.kind;
    int status = save_check_new(kind, im->row.fields, im->row.count, why);
    if (status == 0)
        status = directory_check(im->app->store, im->clients, kind, im->row.fields, im->row.count,
                                 NULL, NULL, why);
    if (status < 0)
        return status;
    status = compare_row(im, line, why, err);
    if (status < 0)
        return status;
    if (!im->dry_run)
        status =
            save_new(im->app->store, kind, im->row.fields, im->row.count, NULL, NULL, NULL, err);
    if (status == 0 && im->dry_run && im->plan.csv && !im->app->json && im->imported == 0)
        status = show_first(im, line, err);
    if (status == 0)
        status = tell_gaps(im, line, err);
    im->imported += status == 0;
    return status;
}

static int take_row(struct import *im, const struct csv_row *row, struct error *err)
{
    struct error why = {0};
    im->rows++;
    if (im->out->progress && im->rows % PROGRESS_ROWS == 0)
        im->out->progress(im->out, "rows", im->rows, 0);
    int status = import_row_read(&im->row, &im->plan, row, &im->context, &im->targets, &why);
    if (status == 0)
        status = settle_row(im, row->line, &why, err);
    if (status < 0 && why.message[0] == '\0')
        return status; /* in err */
    if (status < 0 && of_the_row(status))
        return tell_left_out(im, row->line, &why, err);
    if (status < 0)
        *err = why;
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
    if (!im->app->json) {
        int status = output_linef(im->out, "%s %zu of %zu %s (%s).%s",
                                  im->dry_run ? "Would import" : "Imported", im->imported, im->rows,
                                  im->plan.csv ? "rows" : "lines", csv_encoding(file),
                                  im->dry_run ? " Nothing was saved." : "");
        if (status == 0 && im->left_out > 0)
            status = output_linef(im->out, "%zu left out.", im->left_out);
        if (status == 0 && im->gaps > 0)
            status = output_linef(im->out, "%zu answers left empty.", im->gaps);
        if (status == 0 && im->alike > 0)
            status = output_linef(im->out, "%zu like one that was there already%s.", im->alike,
                                  im->skip ? ", left out" : "");
        if (status == 0 && im->alike > 0 && !im->skip)
            output_notef(im->out, "“inwork duplicates %s” lists pairs, “inwork merge” joins them.",
                         im->plan.kind->name);
        return status;
    }
    struct buf json = BUF_ZERO;
    json_begin_object(&json);
    json_put_int(&json, "rows", (int64_t)im->rows);
    json_put_int(&json, "imported", (int64_t)im->imported);
    json_put_int(&json, "left_out", (int64_t)im->left_out);
    json_put_int(&json, "left_empty", (int64_t)im->gaps);
    json_put_int(&json, "duplicates", (int64_t)im->alike);
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
    if (status == 0 && im->plan.csv)
        status = import_plan_remember(&im->plan, im->app->store, err);
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
    int status = import_plan_make(&im->plan, kind, &first, args, im->app->store, im->out, err);
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
    if (status == 0)
        status = import_row_new(&im->row, kind, err);
    if (status == 0)
        status = duplicates_open(&im->known, im->app->store, kind, err);
    if (status == 0)
        status = client_names_read(&im->clients, im->app->store, err);
    if (status == 0)
        status = take_all(im, file, err);
    if (status == 0)
        status = report(im, file, err);
    client_names_free(im->clients);
    duplicates_free(im->known);
    import_row_free(&im->row);
    import_targets_clear(&im->targets);
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
        .skip = command_flag(args, "skip-duplicates"),
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
    {"skip-duplicates", 0, NULL, "leave out rows that look like a record, or an earlier row"},
    {"leave-out-unknown", 0, NULL, "leave out columns that are no field, instead of asking"},
    {"forget", 0, NULL, "do not use what was said of such columns before"},
};

const struct command command_import = {
    .name = "import",
    .group = "Records",
    .usage = "KIND FILE [--map COLUMN=FIELD]… [--leave-out-unknown] [--forget] "
             "[--skip-duplicates] [--dry-run]",
    .summary = "Take in a CSV file, or a list of names",
    .help =
        "The file is CSV if every cell of its first line is a field, by name or label, a mapped "
        "column, or a name that can be guessed; otherwise each line is one name. What --map says "
        "is "
        "remembered for files with the same columns. UTF-8, UTF-16 and Windows-1252 are read. A "
        "row that cannot be taken is left out and told, the rest goes in; a file that cannot be "
        "parsed is refused whole. FILE may be - for standard input.\n"
        "A reference may be the name of a client, employer or colleague, or a client's local "
        "number. Where that names nobody, or several, a row about a client or of an employer is "
        "left out; any other such answer stays empty, and that is told.\n"
        "Rows that look like a record or an earlier row are told, counted and taken in all the "
        "same, unless --skip-duplicates is given; “inwork merge” joins them later.",
    COMMAND_OPTIONS(options),
    .least = 2,
    .most = 2,
    .flags = COMMAND_OPENS | COMMAND_WRITES,
    .run = run,
};

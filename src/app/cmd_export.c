/* SPDX-License-Identifier: GPL-3.0-or-later
 * inwork export: records in plain text, because somebody asked for exactly that.
 */
#include <stdlib.h>
#include <string.h>

#include "commands_int.h"
#include "inwork/app/app.h"
#include "inwork/base/buf.h"
#include "inwork/base/csv.h"
#include "inwork/base/error.h"
#include "inwork/base/fs.h"
#include "inwork/model/sharing.h"
#include "inwork/store/store.h"
#include "leave_int.h"
#include "records_int.h"

#define PIECE ((size_t)256 * 1024)

/* What somebody wrote for themselves leaves only when it is asked for by name. */
#define OWN_THOUGHTS "reflection"

struct export
{
    const struct catalogue_kind *kind;
    struct output *out;
    bool csv;
    bool file;    /* collect all: it becomes a file at the end */
    bool without; /* restricted answers are left out */
    struct buf text;
    size_t count;
};

static int hand_on(struct export *e, size_t above, struct error *err)
{
    int status = buf_ok(&e->text, err);
    if (status == 0 && !e->file && e->text.len > above) {
        status = e->out->bytes(e->out, buf_text(&e->text), e->text.len);
        buf_clear(&e->text);
    }
    return status;
}

/* A spreadsheet takes a cell that begins like this for a formula, and other people's answers must
 * not run in it: an apostrophe before it says that it is text. Numbers and telephone numbers stay
 * as they are. */
static bool looks_like_formula(const char *text)
{
    if (*text == '=' || *text == '@' || *text == '\t' || *text == '\r')
        return true;
    return (*text == '+' || *text == '-') && text[strspn(text, "+-0123456789 .,()/")] != '\0';
}

static void add_cell(struct buf *out, const char *text)
{
    if (!looks_like_formula(text)) {
        csv_write_cell(out, text, strlen(text));
        return;
    }
    struct buf safe = BUF_ZERO;
    buf_printf(&safe, "'%s", text);
    csv_write_cell(out, buf_text(&safe), safe.len);
    buf_free(&safe);
}

static void add_value(struct buf *out, const struct record_field *f)
{
    if (!f || f->head_count != 1)
        return;
    const struct value *v = &f->heads[0].value;
    struct buf text = BUF_ZERO;
    if (v->type == VALUE_TEXT)
        buf_add(&text, v->text);
    for (size_t i = 0; v->type == VALUE_LIST && i < v->count; i++)
        buf_printf(&text, "%s%s", i > 0 ? ";" : "", v->items[i]);
    add_cell(out, buf_text(&text));
    buf_free(&text);
}

static bool left_out(const struct export *e, const struct catalogue_field *f)
{
    return e->without && field_is_restricted(e->kind, f);
}

static void csv_row(struct export *e, const struct record *r)
{
    csv_write_cell(&e->text, r->id, strlen(r->id));
    for (size_t i = 0; i < e->kind->field_count; i++) {
        if (left_out(e, &e->kind->fields[i]))
            continue;
        buf_push(&e->text, ',');
        add_value(&e->text, record_field(r, e->kind->fields[i].name));
    }
    buf_add(&e->text, "\r\n");
}

static void csv_header(struct export *e)
{
    buf_add(&e->text, "id");
    for (size_t i = 0; i < e->kind->field_count; i++)
        if (!left_out(e, &e->kind->fields[i]))
            buf_printf(&e->text, ",%s", e->kind->fields[i].name);
    buf_add(&e->text, "\r\n");
}

static int row(const struct record *r, void *payload, struct error *err)
{
    struct export *e = payload;
    if (e->csv && e->count == 0)
        csv_header(e);
    e->count++;
    if (e->csv) {
        csv_row(e, r);
    } else {
        json_add_record(&e->text, r, e->without ? e->kind : NULL);
        buf_push(&e->text, '\n');
    }
    return hand_on(e, PIECE, err);
}

static int export_kind(struct app *app, struct export *e, const struct catalogue_kind *kind,
                       struct error *err)
{
    const struct list_request request = {.kind = kind->name};
    e->kind = kind;
    return store_list(app->store, &request, row, e, err);
}

static int note_left_out(struct app *app, struct output *out, struct error *err)
{
    int64_t count = 0;
    if (!catalogue_kind(store_catalogue(app->store), OWN_THOUGHTS))
        return 0;
    int status = store_count(app->store, OWN_THOUGHTS, &count, err);
    if (status == 0 && count > 0)
        output_notef(
            out, "Left out: %lld %s, written for oneself. “inwork export %s” writes only those.",
            (long long)count, count == 1 ? "reflection" : "reflections", OWN_THOUGHTS);
    return status;
}

static int write_all(struct app *app, struct export *e, const char *name, struct error *err)
{
    const struct catalogue_kind *kind = NULL;
    if (name) {
        int status = app_kind(&kind, app, name, err);
        return status < 0 ? status : export_kind(app, e, kind, err);
    }
    const struct catalogue *c = store_catalogue(app->store);
    int status = 0;
    for (size_t i = 0; status == 0 && i < c->kind_count; i++)
        if (strcmp(c->kinds[i].name, OWN_THOUGHTS) != 0)
            status = export_kind(app, e, &c->kinds[i], err);
    return status < 0 ? status : note_left_out(app, e->out, err);
}

/* Before the first byte leaves: whom it is about, and what the register of consents says. */
static int leave(struct app *app, const struct command_args *args, const struct export *e,
                 struct output *out, struct error *err)
{
    const struct catalogue *c = store_catalogue(app->store);
    struct sharing_clients about = {0};
    struct buf what = BUF_ZERO;
    const struct catalogue_kind *kind = NULL;
    int status = args->word_count > 0 ? app_kind(&kind, app, args->words[0], err) : 0;
    for (size_t i = 0; status == 0 && i < c->kind_count; i++)
        if (!kind || kind == &c->kinds[i])
            status = sharing_clients_of_kind(&about, app->store, c->kinds[i].name, err);
    buf_printf(&what, "Export: %s%s", kind ? kind->plural : "everything",
               e->without ? ", restricted answers left out" : "");
    if (status == 0)
        status = buf_ok(&what, err);
    if (status == 0)
        status = app_leave(
            app, args,
            &(struct sharing){.about = &about, .what = buf_text(&what), .route = "export"}, out,
            err);
    if (status == 0 && about.count > 0 && command_value(args, "to") && !e->without)
        output_notef(out, "hint: Restricted answers are in it; --without-restricted leaves them "
                          "out.");
    sharing_clients_clear(&about);
    buf_free(&what);
    return status;
}

static int run(struct app *app, const struct command_args *args, struct output *out,
               struct error *err)
{
    const char *format = command_value(args, "format");
    const char *file = command_value(args, "output");
    struct export e = {.out = out, .file = file != NULL};
    if (format && strcmp(format, "csv") == 0)
        e.csv = true;
    else if (format && strcmp(format, "json") != 0)
        return error_set(err, STATUS_USAGE, "--format is json or csv, not “%s”", format);
    e.without = command_flag(args, "without-restricted");
    int status = e.csv && args->word_count == 0
                     ? error_set(err, STATUS_USAGE, "a CSV file holds one kind of record: name it")
                     : leave(app, args, &e, out, err);
    if (status == 0)
        status = write_all(app, &e, args->word_count > 0 ? args->words[0] : NULL, err);
    if (status == 0 && e.count == 0)
        status = -STATUS_NO;
    if (status == 0 && file)
        status = fs_write(file, buf_text(&e.text), e.text.len, err);
    else if (status == 0)
        status = hand_on(&e, 0, err);
    if (status == 0)
        output_notef(out,
                     "%zu record%s exported as plain text: keep %s where only you can read it.",
                     e.count, e.count == 1 ? "" : "s", file ? file : "this");
    buf_free_wiped(&e.text);
    return status;
}

static const struct command_option options[] = {
    {"format", 0, "json|csv", "one JSON object a line (the default), or CSV with field names"},
    {"output", 'o', "FILE", "into this file (0600) instead of standard output"},
    {"to", 0, "PARTY", "who will receive it: consent is looked up, and the sharing log says so"},
    {"purpose", 0, "TEXT", "what for, for the sharing log"},
    {"without-restricted", 0, NULL, "leave out what is marked as restricted"},
};

const struct command command_export = {
    .name = "export",
    .group = "Records",
    .usage =
        "[KIND] [--format json|csv] [-o FILE] [--to PARTY] [--purpose TEXT] [--without-restricted]",
    .summary = "Write records out as plain text",
    .help = "Records that are struck are left out, and so are answers in conflict; reflections are "
            "left out unless the kind is named. In CSV several "
            "choices are separated by semicolons, and a cell that a spreadsheet would run as a "
            "formula begins with an apostrophe. Exits 1 when there is nothing to write.\n"
            "Exporting is your own act: nothing is asked and nothing refused. Where records are "
            "about clients, a warning says for whom no consent covers it, and the sharing log of "
            "each gets a line (kind info_share); with --read-only the warning says that it could "
            "not.",
    COMMAND_OPTIONS(options),
    .most = 1,
    .flags = COMMAND_OPENS,
    .run = run,
};

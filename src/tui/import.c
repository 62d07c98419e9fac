/* SPDX-License-Identifier: GPL-3.0-or-later
 * Bringing in a spreadsheet: what its columns are taken to be, to be put right, and what would
 * happen; then the import, and what did happen. All of it is the command `import`, as on the
 * command line.
 */
#include "inwork/app/import.h"
#include "choose_int.h"
#include "draw_int.h"
#include "inwork/app/app.h"
#include "inwork/app/command.h"
#include "inwork/base/error.h"
#include "inwork/base/path.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/store.h"
#include "prompt_int.h"
#include "reader_int.h"
#include "rows_int.h"
#include "screens_int.h"
#include "sync_int.h"
#include "ui_int.h"

#define MAPS_MOST 128
#define ROWS_MOST 500 /* of what would happen, shown; `r` has all */

enum tag { TAG_HEADING, TAG_COLUMN, TAG_TOLD };

struct import {
    struct view view;
    const struct catalogue_kind *kind;
    char *file;
    char *maps[MAPS_MOST]; /* COLUMN=FIELD, as the person said */
    size_t map_count;
    bool skip;    /* leave out what is there already */
    bool list;    /* no column is known: each line is a name */
    bool done;    /* imported */
    bool trouble; /* it cannot be imported as it stands */
    struct rows rows;
    struct buf told; /* what the command said, a line each */
    size_t lines;
};

/* ---- the command ---- */

static const struct command *the_command(void)
{
    static const char *const words[] = {"import"};
    size_t used = 0;
    return command_named(words, 1, &used);
}

static const struct command_option *option_named(const struct command *c, const char *name)
{
    for (size_t i = 0; i < c->option_count; i++) {
        if (strcmp(c->options[i].name, name) == 0) {
            return &c->options[i];
        }
    }
    return NULL;
}

struct asking {
    struct command_given given[MAPS_MOST + 3];
    const char *words[2];
    struct command_args args;
};

static void ask(struct asking *a, const struct import *im, const struct command *c, bool dry)
{
    size_t n = 0;
    for (size_t i = 0; i < im->map_count; i++) {
        a->given[n++] = (struct command_given){option_named(c, "map"), im->maps[i]};
    }
    if (!im->list) {
        a->given[n++] = (struct command_given){option_named(c, "leave-out-unknown"), NULL};
    }
    if (dry) {
        a->given[n++] = (struct command_given){option_named(c, "dry-run"), NULL};
    }
    if (im->skip) {
        a->given[n++] = (struct command_given){option_named(c, "skip-duplicates"), NULL};
    }
    a->words[0] = im->kind->name;
    a->words[1] = im->file;
    a->args = (struct command_args){
        .words = a->words, .word_count = 2, .given = a->given, .given_count = n};
}

static int on_line(struct output *o, const char *text, size_t n)
{
    struct import *im = o->payload;
    buf_append(&im->told, text, n);
    buf_push(&im->told, '\n');
    im->lines++;
    return im->told.failed ? -STATUS_IO : 0;
}

static void on_note(struct output *o, const char *text)
{
    (void)
        o; /* what the notes say of columns stands beside them; the rest is for the command line */
    (void)text;
}

static void on_progress(struct output *o, const char *what, uint64_t done, uint64_t total)
{
    struct import *im = o->payload;
    (void)total; /* a file is read once: nobody knows */
    ui_say(im->view.ui, ROLE_TEXT, "%llu %s…", (unsigned long long)done, what);
    ui_draw(im->view.ui);
}

/* Run it, its answer into `told`; an error becomes the answer. */
static void run_command(struct import *im, bool dry)
{
    const struct command *c = the_command();
    struct asking asking;
    struct error err = {0};
    struct output out = {
        .line = on_line, .note = on_note, .progress = on_progress, .spoken = true, .payload = im};
    buf_clear(&im->told);
    im->lines = 0;
    if (c == NULL) {
        return;
    }
    ask(&asking, im, c, dry);
    int status = command_run(c, im->view.ui->app, &asking.args, &out, &err);
    im->view.ui->message[0] = '\0';
    im->trouble = status != 0;
    if (status != 0) {
        buf_printf(&im->told, "%s\n", err.message);
        im->lines++;
        if (err.hint[0] != '\0') {
            buf_printf(&im->told, "%s\n", err.hint);
        }
    }
    im->done = !dry && status == 0;
}

/* ---- what is shown ---- */

static int add_column(const struct import_look *c, void *payload, struct error *err)
{
    struct import *im = payload;
    struct buf detail = BUF_ZERO;
    buf_add(&detail, c->field != NULL ? c->field->label : "left out");
    if (c->how[0] != '\0' && strcmp(c->how, "by its name") != 0) {
        buf_printf(&detail, " (%s)", c->how);
    } else if (!c->known) {
        buf_add(&detail, " (not known)");
    }
    struct rows_item *item = rows_add(&im->rows, TAG_COLUMN, c->name, buf_text(&detail));
    buf_free(&detail);
    if (item == NULL || (item->extra = strdup(c->field != NULL ? c->field->name : "")) == NULL) {
        return error_memory(err);
    }
    item->mark = c->known ? ' ' : '?';
    return 0;
}

static bool add_lines(struct import *im, const char *from, const char *to)
{
    for (const char *at = from; at < to && im->rows.count < ROWS_MOST;) {
        size_t length = strcspn(at, "\n");
        char *line = strndup(at, length);
        struct rows_item *item = line != NULL ? rows_add(&im->rows, TAG_TOLD, line, NULL) : NULL;
        free(line);
        if (item == NULL) {
            return false;
        }
        item->mark = ' ';
        at += length + (at[length] == '\n');
    }
    return true;
}

/* Where the command sums up; its end if it does not. */
static const char *summary(const struct import *im)
{
    const char *at = buf_text(&im->told);
    while (*at != '\0' && strncmp(at, "Would import ", 13) != 0 &&
           strncmp(at, "Imported ", 9) != 0) {
        at += strcspn(at, "\n");
        at += *at == '\n';
    }
    return at;
}

/* The sum first, then row by row. */
static bool add_told(struct import *im)
{
    const char *all = buf_text(&im->told);
    const char *sum = summary(im);
    return add_lines(im, sum, all + im->told.len) && add_lines(im, all, sum);
}

static void show(struct import *im)
{
    struct ui *ui = im->view.ui;
    struct asking asking;
    struct error err = {0};
    bool ok = true;
    rows_clear(&im->rows);
    if (!im->done) {
        ok = rows_add(&im->rows, TAG_HEADING, "Columns, and what they are taken to be", NULL) !=
             NULL;
        ask(&asking, im, the_command(), true);
        int status = import_look(ui->app, im->kind, im->file, &asking.args, add_column, im, &err);
        im->list = status == -STATUS_NO;
        if (im->list) {
            rows_drop_last(&im->rows);
            ok = rows_add(&im->rows, TAG_HEADING, "No column is known: each line is a name",
                          NULL) != NULL;
        } else if (status != 0) {
            rows_drop_last(&im->rows); /* the command says why, below */
        }
        ui_say(ui, ROLE_TEXT, "Reading…");
        ui_draw(ui);
        run_command(im, true);
    }
    ok = ok && rows_add(&im->rows, TAG_HEADING,
                        im->done      ? "What happened"
                        : im->trouble ? "It cannot be imported so"
                                      : "What would happen",
                        NULL) != NULL;
    if (!ok || !add_told(im)) {
        ui_say(ui, ROLE_ERROR, "Memory ran out");
    }
    rows_settle(&im->rows);
}

static void title(struct view *v, struct buf *left, struct buf *right)
{
    const struct import *im = (const struct import *)v;
    buf_printf(left, "%s: %s", im->done ? "Imported" : "Import", path_last(im->file));
    buf_add(right, im->kind->plural);
    if (im->skip && !im->done) {
        buf_add(right, ", without duplicates");
    }
}

static void draw(struct view *v)
{
    rows_draw_whole(&((struct import *)v)->rows, v->ui, v->window, v->rows, v->columns, false,
                    &v->cursor_row, &v->cursor_column);
}

static bool key(struct view *v, const struct key *k)
{
    return rows_key(&((struct import *)v)->rows, k);
}

/* ---- what can be done ---- */

static const char *no_column(struct view *v)
{
    const struct import *im = (const struct import *)v;
    const struct rows_item *item = rows_selected(&im->rows);
    return im->done                                  ? "It is imported"
           : item == NULL || item->tag != TAG_COLUMN ? "The mark is not on a column"
           : im->map_count == MAPS_MOST              ? "No more columns can be put right here"
                                                     : NULL;
}

/* What was said of this column before is replaced. */
static void map_column(struct import *im, const char *column, const char *field)
{
    struct buf map = BUF_ZERO;
    size_t n = strlen(column);
    buf_printf(&map, "%s=%s", column, field);
    char *text = buf_take(&map);
    buf_free(&map);
    if (text == NULL) {
        ui_say(im->view.ui, ROLE_ERROR, "Memory ran out");
        return;
    }
    for (size_t i = 0; i < im->map_count; i++) {
        if (strncmp(im->maps[i], column, n) == 0 &&
            strchr(im->maps[i] + n, '=') == im->maps[i] + n) {
            free(im->maps[i]);
            im->maps[i] = text;
            return;
        }
    }
    im->maps[im->map_count++] = text;
}

static void choose_field(struct view *v)
{
    struct import *im = (struct import *)v;
    const struct rows_item *item = rows_selected(&im->rows);
    const char **labels = calloc(im->kind->field_count + 1, sizeof *labels);
    size_t chosen = 0;
    if (labels == NULL) {
        ui_say(v->ui, ROLE_ERROR, "Memory ran out");
        return;
    }
    labels[0] = "(left out)";
    for (size_t i = 0; i < im->kind->field_count; i++) {
        labels[i + 1] = im->kind->fields[i].label;
        if (strcmp(im->kind->fields[i].name, item->extra) == 0) {
            chosen = i + 1;
        }
    }
    if (choose_run(v->ui, item->text, labels, im->kind->field_count + 1, &chosen)) {
        map_column(im, item->text, chosen == 0 ? "" : im->kind->fields[chosen - 1].name);
        show(im);
    }
    free(labels);
}

static const char *cannot_import(struct view *v)
{
    const struct import *im = (const struct import *)v;
    return im->done      ? "It is imported"
           : im->trouble ? "It cannot be imported so: see below the columns"
                         : ui_read_only(v->ui);
}

static void import_it(struct view *v)
{
    struct import *im = (struct import *)v;
    struct buf text = BUF_ZERO;
    const char *sum = summary(im);
    size_t n = strcspn(sum, "(\n");
    buf_printf(&text, "%.*s. All in one go; a sync sends them to the team.",
               (int)(n > 0 && sum[n - 1] == ' ' ? n - 1 : n), sum);
    if (ui_confirm(v->ui, "Import", buf_text(&text), 'y', "import")) {
        ui_say(v->ui, ROLE_TEXT, "Importing…");
        ui_draw(v->ui);
        run_command(im, false);
        sync_recount(v->ui);
        show(im);
        if (im->done) {
            ui_say(v->ui, ROLE_GOOD, "Imported; = shows those that may be there twice");
        }
    }
    buf_free(&text);
}

static const char *is_done(struct view *v)
{
    return ((struct import *)v)->done ? "It is imported" : NULL;
}

static void without_twins(struct view *v)
{
    struct import *im = (struct import *)v;
    im->skip = !im->skip;
    show(im);
}

static void read_all(struct view *v)
{
    struct import *im = (struct import *)v;
    reader_run(v->ui, im->done ? "What happened" : "What would happen", buf_text(&im->told));
}

static const char *not_done(struct view *v)
{
    return ((struct import *)v)->done ? NULL : "Nothing is imported yet";
}

static void pairs(struct view *v)
{
    ui_push(v->ui, pairs_new(v->ui, ((struct import *)v)->kind));
}

static void records(struct view *v)
{
    ui_push(v->ui, browse_new(v->ui, ((struct import *)v)->kind->name));
}

static void go_back(struct view *v)
{
    ui_close(v);
}

static void release(struct view *v)
{
    struct import *im = (struct import *)v;
    rows_free(&im->rows);
    buf_free(&im->told);
    for (size_t i = 0; i < im->map_count; i++) {
        free(im->maps[i]);
    }
    free(im->file);
    free(im);
}

static const struct view_command possible[] = {
    {"import", 'i', 0, "import", "Import the rows that can be taken.", cannot_import, import_it},
    {"column", INPUT_ENTER, 0, "what a column is", "Say which answer the marked column is.",
     no_column, choose_field},
    {"twins", 'd', 0, "duplicates", "Leave out rows that look like a record, or take them.",
     is_done, without_twins},
    {"read", 'r', 0, "in full", "Read all that is told of the rows.", NULL, read_all},
    {"pairs", '=', 0, "who may be there twice", "Duplicates: records that may be the same.",
     not_done, pairs},
    {"records", 'v', 0, "the list", "The list of these records.", not_done, records},
    {"back", INPUT_ESCAPE, INPUT_BACKSPACE, "back", "Go back; nothing more is imported.", NULL,
     go_back},
    {0},
};
static const struct view_class class = {
    .name = "import",
    .commands = possible,
    .title = title,
    .draw = draw,
    .key = key,
    .free = release,
};

/* ---- beginning ---- */

/* Those that spreadsheets are kept of come first. */
static const struct catalogue_kind *choose_kind(struct ui *ui)
{
    static const char *const first[] = {"client", "employer", "employer_person", "employer_contact",
                                        "note",   "job",      "holiday"};
    const struct catalogue *c = store_catalogue(ui->store);
    const struct catalogue_kind **kinds = calloc(c->kind_count + 8, sizeof *kinds);
    const char **labels = calloc(c->kind_count + 8, sizeof *labels);
    size_t n = 0;
    size_t chosen = 0;
    for (size_t i = 0; kinds != NULL && i < sizeof first / sizeof *first; i++) {
        kinds[n] = catalogue_kind(c, first[i]);
        n += kinds[n] != NULL;
    }
    size_t before = n;
    for (size_t i = 0; kinds != NULL && i < c->kind_count; i++) {
        bool there = false;
        for (size_t j = 0; j < before; j++) {
            there = there || kinds[j] == &c->kinds[i];
        }
        if (!there) {
            kinds[n++] = &c->kinds[i];
        }
    }
    for (size_t i = 0; labels != NULL && i < n; i++) {
        labels[i] = kinds[i]->plural;
    }
    const struct catalogue_kind *kind = NULL;
    if (kinds == NULL || labels == NULL) {
        ui_say(ui, ROLE_ERROR, "Memory ran out");
    } else if (choose_run(ui, "A list of what?", labels, n, &chosen)) {
        kind = kinds[chosen];
    }
    free(kinds);
    free(labels);
    return kind;
}

/* Where it is: `~` is the home folder, as people write it. */
static char *ask_file(struct ui *ui)
{
    struct buf typed = BUF_ZERO;
    struct buf file = BUF_ZERO;
    char *path = NULL;
    if (prompt_run(ui, "Bring in a spreadsheet",
                   "Save it as CSV first. Where is the file? ~ is your home folder.", "look at it",
                   &typed) &&
        typed.len > 0) {
        const char *home = getenv("HOME");
        const char *text = buf_text(&typed);
        if (strncmp(text, "~/", 2) == 0 && home != NULL) {
            path_join(&file, home, text + 2);
        } else {
            buf_add(&file, text);
        }
        buf_push(&file, '\0');
        path = buf_take(&file);
    }
    buf_free(&typed);
    buf_free(&file);
    return path;
}

struct view *import_new(struct ui *ui, const struct catalogue_kind *kind)
{
    kind = kind != NULL ? kind : choose_kind(ui);
    char *file = kind != NULL ? ask_file(ui) : NULL;
    struct import *im = file != NULL ? calloc(1, sizeof *im) : NULL;
    if (im == NULL) {
        free(file);
        return NULL;
    }
    im->view.class = &class;
    im->view.ui = ui;
    im->kind = kind;
    im->file = file;
    show(im);
    return &im->view;
}

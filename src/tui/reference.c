/* SPDX-License-Identifier: GPL-3.0-or-later
 * Another record, chosen by typing; where none is called that, one is made with that name.
 */
#include "finder_int.h"
#include "form_int.h"
#include "inwork/base/error.h"
#include "inwork/model/save.h"
#include "inwork/store/record.h"
#include "inwork/store/search.h"
#include "inwork/store/store.h"
#include "screens_int.h"
#include "show_int.h"
#include "ui_int.h"

#define LIKELY_MOST 8
#define LIKELY_BACK 400 /* entries */

struct reference {
    struct finder finder;
    const struct form *form; /* what it is for */
    const struct catalogue_field *field;
    const struct catalogue_kind *kind;
    char made[RECORD_ID_TEXT];
    bool fresh; /* one with what is typed as its name is to be made */
};

static bool is_likely(const struct reference *r, const char *id)
{
    for (size_t i = 0; i < r->finder.likely.held; i++) {
        if (strcmp(r->finder.likely.rows[i].id, id) == 0) {
            return true;
        }
    }
    return false;
}

static int add_likely(const struct title_row *row, void *payload, struct error *err)
{
    struct reference *r = payload;
    if (r->finder.likely.held >= LIKELY_MOST || is_likely(r, row->id)) {
        return 0;
    }
    return list_add(&r->finder.likely, row, err);
}

static int likely_row(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    struct title_row row = {.id = c[0].bytes,
                            .title = c[1].type == STORE_TEXT ? c[1].bytes : "",
                            .detail = c[2].type == STORE_TEXT ? c[2].bytes : "",
                            .conflict = c[3].integer > 0};
    (void)count;
    return add_likely(&row, payload, err);
}

/* Records that belong to what the form refers to already: the jobs of its client. */
static int find_related(struct reference *r, struct error *err)
{
    const struct form *f = r->form;
    int status = 0;
    for (size_t i = 0; i < f->answer_count && status == 0; i++) {
        const struct form_field *field = &f->fields[i];
        const char *id = text_edit_text(&field->edit);
        if (field->field->type != FIELD_REFERENCE || field->field == r->field || id[0] == '\0') {
            continue;
        }
        const struct catalogue_field *theirs = catalogue_field(r->kind, field->field->name);
        if (theirs == NULL || theirs->type != FIELD_REFERENCE ||
            strcmp(theirs->target, field->field->target) != 0) {
            continue;
        }
        struct list_filter filter = {.field = theirs->name, .value = id};
        struct list_request request = {
            .kind = r->kind->name, .filters = &filter, .filter_count = 1, .limit = LIKELY_MOST};
        status = store_titles(f->view.ui->store, &request, add_likely, r, err);
        status = status == -STATUS_NO ? 0 : status;
    }
    return status;
}

/* What belongs to the same, then what work is being done with. */
static void find_likely(struct reference *r)
{
    struct error err = {0};
    struct store_cell about[] = {store_text(r->field->target), store_integer(LIKELY_BACK),
                                 store_integer(LIKELY_MOST)};
    if (r->kind == NULL || find_related(r, &err) != 0 ||
        store_query(r->finder.view.ui->store, "tui_likely", about, 3, likely_row, r, &err) != 0) {
        ui_error(r->finder.view.ui, &err);
    }
}

/* The likely ones among what was found come first, in the order of what was found. */
static void raise_likely(struct reference *r, struct list *l)
{
    size_t to = 0;
    for (size_t i = 0; i < l->held; i++) {
        if (is_likely(r, l->rows[i].id)) {
            struct list_row row = l->rows[i];
            memmove(&l->rows[to + 1], &l->rows[to], (i - to) * sizeof *l->rows);
            l->rows[to++] = row;
        }
    }
}

/* Untyped: the likely ones, then all by name. */
static int fetch(struct list *l, int64_t offset, int64_t limit, struct error *err)
{
    struct reference *r = l->payload;
    struct store *store = r->finder.view.ui->store;
    int status = 0;
    if (finder_typed(&r->finder)) {
        struct search_request request = {.words = text_edit_text(&r->finder.line.edit),
                                         .kind = r->field->target,
                                         .limit = FINDER_MOST};
        l->first = 0;
        status = store_search(store, &request, NULL, finder_take_row, l, err);
        raise_likely(r, l);
        return status == -STATUS_NO ? 0 : status;
    }
    status = finder_add_likely(&r->finder, l, &offset, &limit, err);
    struct list_request request = {.kind = r->field->target, .limit = limit, .offset = offset};
    if (status == 0 && limit > 0) {
        status = store_titles(store, &request, finder_take_row, l, err);
    }
    return status == -STATUS_NO ? 0 : status;
}

static void find(struct finder *f)
{
    struct reference *r = (struct reference *)f;
    struct error err = {0};
    int64_t count = 0;
    int status = 0;
    list_stale(&f->list);
    if (finder_typed(f)) {
        status = fetch(&f->list, 0, FINDER_MOST, &err);
        count = (int64_t)f->list.held;
    } else {
        status = store_count(f->view.ui->store, r->field->target, &count, &err);
        count += count > 0 ? (int64_t)f->likely.held : 0;
    }
    finder_show(f, count, status, &err);
}

/* What people tell two of one name apart by; else the first short answers beside the title. */
static const char *const telling[][4] = {
    {"employer", "town", "postcode", "address"},
    {"client", "team_reference", "preferred_name", "clinical_team"},
    {"member", "role", "base", NULL},
    {"service", "service_kind", "phone", NULL},
};

static void add_telling(struct ui *ui, struct buf *out, const struct catalogue_field *field,
                        const struct record *r)
{
    const struct record_field *answer = field != NULL ? record_field(r, field->name) : NULL;
    if (answer == NULL || answer->head_count != 1 || out->len > 60) {
        return;
    }
    struct buf text = BUF_ZERO;
    show_value(ui, &text, field, &answer->heads[0].value);
    buf_printf(out, "%s%s", out->len > 0 && text.len > 0 ? ", " : "", buf_text(&text));
    buf_free(&text);
}

static void describe(struct list *l, struct list_row *row)
{
    struct reference *r = l->payload;
    struct record record = {0};
    struct buf text = BUF_ZERO;
    bool listed = false;
    if (row->detail[0] != '\0' || r->kind == NULL ||
        store_record(r->finder.view.ui->store, row->id, &record, NULL) != 0) {
        record_clear(&record);
        return;
    }
    for (size_t i = 0; i < sizeof telling / sizeof telling[0]; i++) {
        if (strcmp(telling[i][0], r->kind->name) == 0) {
            listed = true;
            for (size_t n = 1; n < 4 && telling[i][n] != NULL; n++) {
                add_telling(r->finder.view.ui, &text, catalogue_field(r->kind, telling[i][n]),
                            &record);
            }
        }
    }
    for (size_t i = 0; !listed && i < r->kind->field_count && text.len < 24; i++) {
        const struct catalogue_field *field = &r->kind->fields[i];
        bool in_title = strstr(r->kind->title_fields, field->name) != NULL;
        bool is_short =
            field->type == FIELD_DATE || field->type == FIELD_ONE_OF || field->type == FIELD_TEXT;
        if (is_short && !in_title && !field->sensitive) {
            add_telling(r->finder.view.ui, &text, field, &record);
        }
    }
    if (text.len > 0) {
        free(row->detail);
        row->detail = buf_take(&text);
    }
    buf_free(&text);
    record_clear(&record);
}

/* Is a name all it takes? */
static bool has_name(const struct reference *r)
{
    return r->kind != NULL && catalogue_field(r->kind, "name") != NULL;
}

static void measure(struct view *v, int *rows, int *columns)
{
    (void)v;
    *columns = *columns < 70 ? *columns : 70;
    *rows = *rows < 18 ? *rows : 18;
}

static void draw(struct view *v)
{
    struct reference *r = (struct reference *)v;
    struct finder *f = &r->finder;
    struct buf note = BUF_ZERO;
    if (!finder_typed(f) && f->likely.held > 0) {
        buf_printf(&note, "the first %zu are the likeliest; below them all, by name",
                   f->likely.held);
    }
    finder_draw(f, r->field->label, note.len > 0 ? buf_text(&note) : NULL,
                !has_name(r)      ? "There is none here. Ctrl-N writes one and comes back."
                : finder_typed(f) ? "None is called that. Ctrl-N makes one with this name."
                                  : "There is none yet. Type a name; Ctrl-N makes it.");
    buf_free(&note);
}

static const char *cannot_make(struct view *v)
{
    const struct reference *r = (const struct reference *)v;
    if (r->kind == NULL) {
        return "This program does not know that kind of record";
    }
    return !finder_typed(&r->finder) && has_name(r) ? "Type the name first" : ui_read_only(v->ui);
}

/* What has a name needs no more than that; anything else has a form of its own, above this, and
 * comes back chosen. */
static void make(struct view *v)
{
    struct reference *r = (struct reference *)v;
    if (has_name(r)) {
        r->fresh = true;
        ui_close(v);
    } else {
        ui_push(v->ui, form_new_for(r->form, r->kind->name, r->made));
    }
}

/* Back from that form. */
static void resume(struct view *v)
{
    struct reference *r = (struct reference *)v;
    if (r->made[0] != '\0') {
        ui_close(v);
    }
}

/* The form sees the key again, and goes on. */
static void take_on(struct view *v)
{
    finder_take(v);
    if (((struct reference *)v)->finder.taken) {
        v->ui->ahead = (struct key){.code = INPUT_TAB};
    }
}

static const struct view_command commands[] = {
    {"take", INPUT_ENTER, 0, "take it", "Take what is marked.", NULL, finder_take},
    {"onward", INPUT_TAB, 0, "and go on", "Take it, and go to the next field.", NULL, take_on},
    {"make", INPUT_CONTROL('n'), 0, "new", "Make one: with this name, or in a form of its own.",
     cannot_make, make},
    {"leave", INPUT_ESCAPE, 0, "as it was", "Leave it as it was.", NULL, ui_close},
    {0},
};
static const struct view_class class = {.name = "reference",
                                        .commands = commands,
                                        .popup = true,
                                        .measure = measure,
                                        .draw = draw,
                                        .typing = ui_text_only,
                                        .key = finder_key,
                                        .resume = resume};

static bool make_record(struct reference *r, char out[RECORD_ID_TEXT])
{
    struct error err = {0};
    struct save_field name = {.field = "name"};
    char entry[ENTRY_ID_TEXT];
    const char *text = text_edit_text(&r->finder.line.edit);
    int status = value_set_text(&name.to, text, strlen(text), &err);
    if (status == 0) {
        status = save_new(r->finder.view.ui->store, r->kind, &name, 1, NULL, out, entry, &err);
    }
    value_clear(&name.to);
    if (status != 0) {
        ui_error(r->finder.view.ui, &err);
        return false;
    }
    ui_say(r->finder.view.ui, ROLE_GOOD, "Made: %s", text);
    return true;
}

bool reference_run(struct form *f, const struct catalogue_field *field, const char *text,
                   char out[RECORD_ID_TEXT])
{
    struct ui *ui = f->view.ui;
    struct reference r = {
        .finder = {.view = {.class = &class, .ui = ui}, .find = find}, .form = f, .field = field};
    struct error err = {0};
    bool done = false;
    r.kind = catalogue_kind(store_catalogue(ui->store), field->target);
    r.finder.list.fetch = fetch;
    r.finder.list.describe = describe;
    r.finder.list.payload = &r;
    if (text_edit_paste(&r.finder.line.edit, text, strlen(text), NULL, &err) != 0) {
        ui_error(ui, &err);
    }
    find_likely(&r);
    find(&r.finder);
    if (ui_modal(ui, &r.finder.view)) {
        if (r.made[0] != '\0') {
            memcpy(out, r.made, RECORD_ID_TEXT);
            done = true;
        } else {
            done = r.fresh ? make_record(&r, out) : finder_taken(&r.finder, out);
        }
    }
    finder_clear(&r.finder);
    return done;
}

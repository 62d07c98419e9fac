/* SPDX-License-Identifier: GPL-3.0-or-later
 * Another record, chosen by typing; where none is called that, one is made with that name.
 */
#include "draw_int.h"
#include "form_int.h"
#include "inwork/base/error.h"
#include "inwork/model/save.h"
#include "inwork/store/record.h"
#include "inwork/store/search.h"
#include "inwork/store/store.h"
#include "line_int.h"
#include "list_int.h"
#include "ui_int.h"

#define FOUND_MOST 100

struct reference {
    struct view view;
    const struct catalogue_field *field;
    const struct catalogue_kind *kind;
    struct line line;
    struct list list;
    bool taken, fresh;
};

static int take_row(const struct title_row *row, void *payload, struct error *err)
{
    return list_add(payload, row, err);
}

static bool typed(const struct reference *r)
{
    return text_edit_length(&r->line.edit) > 0;
}

static int fetch(struct list *l, int64_t offset, int64_t limit, struct error *err)
{
    struct reference *r = l->payload;
    struct store *store = r->view.ui->store;
    int status = 0;
    if (typed(r)) {
        struct search_request request = {
            .words = text_edit_text(&r->line.edit), .kind = r->field->target, .limit = FOUND_MOST};
        l->first = 0;
        status = store_search(store, &request, NULL, take_row, l, err);
    } else {
        struct list_request request = {.kind = r->field->target, .limit = limit, .offset = offset};
        status = store_titles(store, &request, take_row, l, err);
    }
    return status == -STATUS_NO ? 0 : status;
}

static void find(struct reference *r)
{
    struct error err = {0};
    list_stale(&r->list);
    r->list.selected = r->list.top = 0;
    int status = typed(r) ? fetch(&r->list, 0, FOUND_MOST, &err)
                          : store_count(r->view.ui->store, r->field->target, &r->list.count, &err);
    if (typed(r)) {
        r->list.count = (int64_t)r->list.held;
    }
    if (status != 0) {
        ui_error(r->view.ui, &err);
    }
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
    const struct style *s = &v->ui->style;
    int row = 0;
    int column = 0;
    draw_box(s, v->window, r->field->label);
    v->cursor_column = line_draw(s, v->window, 1, 2, v->columns - 4, &r->line, ROLE_FIELD_ON);
    v->cursor_row = 1;
    if (r->list.count > 0) {
        list_draw(&r->list, v->ui, v->window, 3, 1, v->rows - 4, v->columns - 2, &row, &column);
    } else {
        (void)draw_wrapped(s, v->window, 3, 2, v->columns - 4, v->rows - 4, ROLE_MUTED,
                           typed(r) ? "None is called that. Ctrl-N makes one with this name."
                                    : "There is none yet. Type a name; Ctrl-N makes it.");
    }
}

static bool typing(const struct view *v)
{
    (void)v;
    return true;
}

static bool key(struct view *v, const struct key *k)
{
    struct reference *r = (struct reference *)v;
    if (k->code != INPUT_HOME && k->code != INPUT_END && list_key(&r->list, k)) {
        return true;
    }
    bool changed = false;
    bool taken = line_key(v->ui, &r->line, k, &changed);
    if (changed) {
        find(r);
    }
    return taken;
}

static void take(struct view *v)
{
    struct reference *r = (struct reference *)v;
    if (r->list.count > 0) {
        r->taken = true;
        ui_close(v);
    }
}

static const char *cannot_make(struct view *v)
{
    const struct reference *r = (const struct reference *)v;
    if (!typed(r)) {
        return "Type the name first";
    }
    return r->kind == NULL || catalogue_field(r->kind, "name") == NULL
               ? "This is written on a page of its own"
               : NULL;
}

static void make(struct view *v)
{
    struct reference *r = (struct reference *)v;
    r->fresh = true;
    ui_close(v);
}

static void leave(struct view *v)
{
    ui_close(v);
}

static void no_free(struct view *v)
{
    (void)v; /* lives on reference_run's stack */
}

static const struct view_command commands[] = {
    {"take", INPUT_ENTER, 0, "take it", "Take what is marked.", NULL, take},
    {"make", INPUT_CONTROL('n'), 0, "new with this name", "Make a record with this name.",
     cannot_make, make},
    {"leave", INPUT_ESCAPE, 0, "as it was", "Leave it as it was.", NULL, leave},
    {0},
};
static const struct view_class class = {.name = "reference",
                                        .commands = commands,
                                        .popup = true,
                                        .measure = measure,
                                        .draw = draw,
                                        .typing = typing,
                                        .key = key,
                                        .free = no_free};

static bool make_record(struct reference *r, char out[RECORD_ID_TEXT])
{
    struct error err = {0};
    struct save_field name = {.field = "name"};
    char entry[ENTRY_ID_TEXT];
    const char *text = text_edit_text(&r->line.edit);
    int status = value_set_text(&name.to, text, strlen(text), &err);
    if (status == 0) {
        status = save_new(r->view.ui->store, r->kind, &name, 1, NULL, out, entry, &err);
    }
    value_clear(&name.to);
    if (status != 0) {
        ui_error(r->view.ui, &err);
        return false;
    }
    ui_say(r->view.ui, ROLE_GOOD, "Made: %s", text);
    return true;
}

bool reference_run(struct ui *ui, const struct catalogue_field *field, const char *text,
                   char out[RECORD_ID_TEXT])
{
    struct reference r = {.view = {.class = &class, .ui = ui}, .field = field};
    struct error err = {0};
    bool done = false;
    r.kind = catalogue_kind(store_catalogue(ui->store), field->target);
    r.list.fetch = fetch;
    r.list.payload = &r;
    if (text_edit_paste(&r.line.edit, text, strlen(text), NULL, &err) != 0) {
        ui_error(ui, &err);
    }
    find(&r);
    if (ui_modal(ui, &r.view)) {
        const struct list_row *row = r.taken ? list_selected(&r.list) : NULL;
        if (row != NULL && strlen(row->id) < RECORD_ID_TEXT) {
            memcpy(out, row->id, strlen(row->id) + 1);
            done = true;
        } else if (r.fresh) {
            done = make_record(&r, out);
        }
    }
    line_clear(&r.line);
    list_clear(&r.list);
    return done;
}

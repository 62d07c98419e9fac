/* SPDX-License-Identifier: GPL-3.0-or-later
 * Everything that is on no client's and no employer's page: leads, benefits, colleagues and what
 * concerns them, the directory of services, documents, targets. A list of kinds by the part of the
 * work, from the catalogue; it knows none by name but the two that have a place of their own.
 */
#include "draw_int.h"
#include "inwork/base/error.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "room_int.h"
#include "rows_int.h"
#include "screens_int.h"
#include "ui_int.h"

enum tag { TAG_HEADING, TAG_KIND };

struct more {
    struct view view;
    struct rows rows;
};

/* Has the kind a page of others to be on? Those of a colleague do, but nobody looks for them there
 * alone. */
static bool belongs_here(const struct catalogue_kind *k)
{
    if (k->parent[0] == '\0') {
        return strcmp(k->name, "client") != 0 && strcmp(k->name, "employer") != 0;
    }
    return strcmp(k->parent, "member") == 0;
}

static bool add_kind(struct more *m, const struct catalogue_kind *k, struct error *err)
{
    int64_t count = 0;
    char number[32] = "none yet";
    if (store_count(m->view.ui->store, k->name, &count, err) != 0) {
        return false;
    }
    if (count > 0) {
        (void)snprintf(number, sizeof number, "%lld", (long long)count);
    }
    struct rows_item *item = rows_add(&m->rows, TAG_KIND, k->plural, number);
    if (item == NULL || (item->extra = strdup(k->name)) == NULL) {
        (void)error_memory(err);
        return false;
    }
    item->mark = ' ';
    return true;
}

static bool add_area(struct more *m, const struct catalogue *c, const struct catalogue_area *a,
                     struct error *err)
{
    bool any = false;
    for (size_t i = 0; i < c->kind_count; i++) {
        const struct catalogue_kind *k = &c->kinds[i];
        if (!belongs_here(k) || strcmp(k->area, a->name) != 0) {
            continue;
        }
        if (!any && rows_add(&m->rows, TAG_HEADING, a->title, NULL) == NULL) {
            (void)error_memory(err);
            return false;
        }
        any = true;
        if (!add_kind(m, k, err)) {
            return false;
        }
    }
    return true;
}

static void resume(struct view *v)
{
    struct more *m = (struct more *)v;
    const struct catalogue *c = store_catalogue(v->ui->store);
    struct error err = {0};
    bool ok = true;
    rows_clear(&m->rows);
    for (size_t i = 0; ok && i < c->area_count; i++) {
        ok = add_area(m, c, &c->areas[i], &err);
    }
    rows_settle(&m->rows);
    if (!ok) {
        ui_error(v->ui, &err);
    }
}

static const struct catalogue_kind *selected(struct view *v)
{
    const struct rows_item *item = rows_selected(&((struct more *)v)->rows);
    return item != NULL && item->extra != NULL
               ? catalogue_kind(store_catalogue(v->ui->store), item->extra)
               : NULL;
}

static void title(struct view *v, struct buf *left, struct buf *right)
{
    (void)v;
    (void)right;
    buf_add(left, "Everything else");
}

/* The list, and below it what the marked kind is for. */
static void draw(struct view *v)
{
    struct more *m = (struct more *)v;
    const struct catalogue_kind *k = selected(v);
    int help = v->rows > 12 ? ROOM_HELP_ROWS + 1 : 0;
    rows_draw(&m->rows, v->ui, v->window, 0, 0, v->rows - help, v->columns, &v->cursor_row,
              &v->cursor_column);
    if (k != NULL && help > 0) {
        draw_rule(&v->ui->style, v->window, v->rows - help, 0, v->columns);
        (void)draw_wrapped(&v->ui->style, v->window, v->rows - help + 1, 1,
                           v->columns - ROOM_KIND_EDGE, help - 1, ROLE_MUTED, k->help);
    }
}

static bool key(struct view *v, const struct key *k)
{
    return rows_key(&((struct more *)v)->rows, k);
}

static const char *nothing(struct view *v)
{
    return selected(v) == NULL ? "Nothing is marked" : NULL;
}

static const char *cannot_write(struct view *v)
{
    const char *why = nothing(v);
    return why != NULL ? why : ui_read_only(v->ui);
}

static void open_list(struct view *v)
{
    const struct catalogue_kind *k = selected(v);
    if (k != NULL) {
        ui_push(v->ui, browse_new(v->ui, k->name));
    }
}

static void open_numbers(struct view *v)
{
    ui_push(v->ui, numbers_new(v->ui));
}

static void import_kind(struct view *v)
{
    ui_push(v->ui, import_new(v->ui, NULL));
}

static void new_record(struct view *v)
{
    const struct catalogue_kind *k = selected(v);
    if (k != NULL) {
        ui_push(v->ui, form_new(v->ui, k->name, NULL, NULL));
    }
}

static void go_back(struct view *v)
{
    ui_go(v->ui, UI_TODAY);
}

static void release(struct view *v)
{
    rows_free(&((struct more *)v)->rows);
    free(v);
}

static const struct view_command commands[] = {
    {"open", INPUT_ENTER, 0, "open", "Open the list of these records.", nothing, open_list},
    {"new", 'n', 0, "new", "Write a new record of this kind.", cannot_write, new_record},
    {"numbers", 't', 0, "team numbers",
     "The thresholds, deadlines and other settings of what is due: change one for everybody.", NULL,
     open_numbers},
    {"import", 'i', 0, "import", "Bring in a spreadsheet (CSV).", cannot_write, import_kind},
    {"back", INPUT_ESCAPE, 0, NULL, "Go to Today.", NULL, go_back},
    {0},
};
static const struct view_class class = {
    .name = "more",
    .commands = commands,
    .title = title,
    .draw = draw,
    .key = key,
    .resume = resume,
    .free = release,
};

struct view *more_new(struct ui *ui)
{
    return ui_make(ui, &class, sizeof(struct more));
}

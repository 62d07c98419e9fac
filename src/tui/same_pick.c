/* SPDX-License-Identifier: GPL-3.0-or-later
 * The other record that this one may be the same as. While nothing is typed, those that look like
 * it, with the reason; in a kind of very many records, a search for its own first word instead.
 */
#include "draw_int.h"
#include "inwork/base/error.h"
#include "inwork/model/duplicate.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/record.h"
#include "inwork/store/search.h"
#include "inwork/store/store.h"
#include "line_int.h"
#include "list_int.h"
#include "same_int.h"
#include "ui_int.h"

#define FOUND_MOST 100
#define COMPARED_MOST 20000 /* records that are compared while somebody waits */

struct pick {
    struct view view;
    const struct catalogue_kind *kind;
    const char *id;
    struct line line;
    struct list list, alike; /* alike is held whole */
    bool taken;
};

static bool typed(const struct pick *p)
{
    return text_edit_length(&p->line.edit) > 0;
}

static int take_row(const struct title_row *row, void *payload, struct error *err)
{
    struct pick *p = payload;
    return strcmp(row->id, p->id) == 0 ? 0 : list_add(&p->list, row, err);
}

static int fetch(struct list *l, int64_t offset, int64_t limit, struct error *err)
{
    struct pick *p = l->payload;
    (void)offset;
    (void)limit;
    l->first = 0;
    if (typed(p)) {
        struct search_request request = {
            .words = text_edit_text(&p->line.edit), .kind = p->kind->name, .limit = FOUND_MOST};
        int status = store_search(p->view.ui->store, &request, NULL, take_row, p, err);
        return status == -STATUS_NO ? 0 : status;
    }
    for (size_t i = 0; i < p->alike.held; i++) {
        const struct list_row *row = &p->alike.rows[i];
        const struct title_row again = {.id = row->id, .title = row->title, .detail = row->detail};
        int status = list_add(l, &again, err);
        if (status != 0) {
            return status;
        }
    }
    return 0;
}

static void find(struct pick *p)
{
    struct error err = {0};
    list_stale(&p->list);
    p->list.selected = p->list.top = 0;
    if (fetch(&p->list, 0, FOUND_MOST, &err) != 0) {
        ui_error(p->view.ui, &err);
    }
    p->list.count = (int64_t)p->list.held;
}

static int take_pair(const struct alike *one, const struct alike *other, const char *why,
                     void *payload, struct error *err)
{
    struct pick *p = payload;
    const struct alike *there = strcmp(one->id, p->id) == 0 ? other : one;
    const struct title_row row = {.id = there->id, .title = there->title, .detail = why};
    return list_add(&p->alike, &row, err);
}

static void find_alike(struct pick *p)
{
    struct error err = {0};
    struct duplicates *d = NULL;
    int status = duplicates_open(&d, p->view.ui->store, p->kind, &err);
    if (status == 0) {
        status = duplicates_pairs(d, p->id, take_pair, p, &err);
    }
    if (status != 0) {
        ui_error(p->view.ui, &err);
    }
    duplicates_free(d);
}

static void measure(struct view *v, int *rows, int *columns)
{
    (void)v;
    *columns = *columns < 76 ? *columns : 76;
    *rows = *rows < 18 ? *rows : 18;
}

static void draw(struct view *v)
{
    struct pick *p = (struct pick *)v;
    const struct style *s = &v->ui->style;
    int row = 0;
    int column = 0;
    draw_box(s, v->window, "The same as");
    v->cursor_column = line_draw(s, v->window, 1, 2, v->columns - 4, &p->line, ROLE_FIELD_ON);
    v->cursor_row = 1;
    if (p->list.count > 0) {
        list_draw(&p->list, v->ui, v->window, 3, 1, v->rows - 4, v->columns - 2, &row, &column);
    } else {
        (void)draw_wrapped(s, v->window, 3, 2, v->columns - 4, v->rows - 4, ROLE_MUTED,
                           typed(p) ? "No other is called that."
                                    : "None looks like this one. Type the name of the other.");
    }
}

static bool typing(const struct view *v)
{
    (void)v;
    return true;
}

static bool key(struct view *v, const struct key *k)
{
    struct pick *p = (struct pick *)v;
    if (k->code != INPUT_HOME && k->code != INPUT_END && list_key(&p->list, k)) {
        return true;
    }
    bool changed = false;
    bool taken = line_key(v->ui, &p->line, k, &changed);
    if (changed) {
        find(p);
    }
    return taken;
}

static void take(struct view *v)
{
    struct pick *p = (struct pick *)v;
    if (p->list.count > 0) {
        p->taken = true;
        ui_close(v);
    }
}

static void leave(struct view *v)
{
    ui_close(v);
}

static void no_free(struct view *v)
{
    (void)v; /* lives on same_pick_run's stack */
}

static const struct view_command commands[] = {
    {"take", INPUT_ENTER, 0, "look at both", "Put the two side by side.", NULL, take},
    {"leave", INPUT_ESCAPE, 0, "as it was", "Leave it as it was.", NULL, leave},
    {0},
};
static const struct view_class class = {.name = "same",
                                        .commands = commands,
                                        .popup = true,
                                        .measure = measure,
                                        .draw = draw,
                                        .typing = typing,
                                        .key = key,
                                        .free = no_free};

bool same_pick_run(struct ui *ui, const struct catalogue_kind *kind, const char *id,
                   const char *title, char out[RECORD_ID_TEXT])
{
    struct pick p = {.view = {.class = &class, .ui = ui}, .kind = kind, .id = id};
    struct error err = {0};
    int64_t count = 0;
    bool done = false;
    p.list.fetch = fetch;
    p.list.payload = &p;
    if (store_count(ui->store, kind->name, &count, &err) != 0) {
        ui_error(ui, &err);
    } else if (count <= COMPARED_MOST) {
        find_alike(&p);
    } else if (text_edit_paste(&p.line.edit, title, strcspn(title, " "), NULL, &err) != 0) {
        ui_error(ui, &err);
    }
    find(&p);
    if (ui_modal(ui, &p.view) && p.taken) {
        const struct list_row *row = list_selected(&p.list);
        if (row != NULL && strlen(row->id) < RECORD_ID_TEXT) {
            memcpy(out, row->id, strlen(row->id) + 1);
            done = true;
        }
    }
    line_clear(&p.line);
    list_clear(&p.list);
    list_clear(&p.alike);
    return done;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * All answers that two people gave differently.
 */
#include "draw_int.h"
#include "inwork/base/error.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "rows_int.h"
#include "screens_int.h"
#include "ui_int.h"

struct conflicts {
    struct view view;
    struct rows rows;
};

static int add_row(const struct record *r, const struct record_field *f, void *payload,
                   struct error *err)
{
    struct conflicts *c = payload;
    const struct catalogue_kind *k = catalogue_kind(store_catalogue(c->view.ui->store), r->kind);
    const struct catalogue_field *shape = k != NULL ? catalogue_field(k, f->name) : NULL;
    struct buf detail = BUF_ZERO;
    buf_printf(&detail, "%s: ", shape != NULL ? shape->label : f->name);
    for (size_t i = 0; i < f->head_count; i++) {
        buf_printf(&detail, "%s%s", i > 0 ? ", " : "", f->heads[i].by);
    }
    bool named = r->title != NULL && r->title[0] != '\0';
    struct rows_item *item = rows_add(&c->rows, 1,
                                      named       ? r->title
                                      : k != NULL ? k->title
                                                  : r->kind,
                                      buf_text(&detail));
    buf_free(&detail);
    if (item == NULL || (item->extra = strdup(f->name)) == NULL) {
        return error_memory(err);
    }
    item->name = true;
    item->mark = '!';
    memcpy(item->id, r->id, sizeof item->id);
    return 0;
}

static void resume(struct view *v)
{
    struct conflicts *c = (struct conflicts *)v;
    struct error err = {0};
    rows_clear(&c->rows);
    int status = store_conflicts(v->ui->store, add_row, c, &err);
    rows_settle(&c->rows);
    if (status != 0 && status != -STATUS_NO) {
        ui_error(v->ui, &err);
    }
}

static void title(struct view *v, struct buf *left, struct buf *right)
{
    buf_add(left, "Conflicts");
    size_t n = ((struct conflicts *)v)->rows.count;
    if (n > 0) {
        buf_printf(right, "%zu", n);
    }
}

static void draw(struct view *v)
{
    struct conflicts *c = (struct conflicts *)v;
    if (c->rows.count == 0) {
        (void)draw_wrapped(&v->ui->style, v->window, 1, 3, v->columns - 6, v->rows - 1, ROLE_TEXT,
                           "Nobody contradicts anybody.\n\nWhen two of you change the same answer "
                           "without a network, both answers are kept and shown here until one of "
                           "you settles it.");
        v->cursor_row = 1;
        v->cursor_column = 3;
        return;
    }
    rows_draw(&c->rows, v->ui, v->window, 0, 0, v->rows, v->columns, &v->cursor_row,
              &v->cursor_column);
}

static bool key(struct view *v, const struct key *k)
{
    return rows_key(&((struct conflicts *)v)->rows, k);
}

static const char *none(struct view *v)
{
    return ((struct conflicts *)v)->rows.count == 0 ? "Nothing is in conflict" : NULL;
}

static void settle(struct view *v)
{
    const struct rows_item *item = rows_selected(&((struct conflicts *)v)->rows);
    if (item != NULL) {
        ui_push(v->ui, conflict_new(v->ui, item->id, item->extra));
    }
}

static void open_record(struct view *v)
{
    const struct rows_item *item = rows_selected(&((struct conflicts *)v)->rows);
    if (item != NULL) {
        ui_push(v->ui, page_new(v->ui, item->id));
    }
}

static void release(struct view *v)
{
    rows_free(&((struct conflicts *)v)->rows);
    free(v);
}

static const struct view_command commands[] = {
    {"settle", INPUT_ENTER, 0, "settle", "See both answers and settle it.", none, settle},
    {"page", 'o', 0, "its page", "Open the record it is about.", none, open_record},
    {"back", INPUT_ESCAPE, INPUT_BACKSPACE, "back", "Go back.", NULL, ui_close},
    {0},
};
static const struct view_class class = {
    .name = "conflicts",
    .commands = commands,
    .title = title,
    .draw = draw,
    .key = key,
    .resume = resume,
    .free = release,
};

struct view *conflicts_new(struct ui *ui)
{
    return ui_make(ui, &class, sizeof(struct conflicts));
}

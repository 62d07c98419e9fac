/* SPDX-License-Identifier: GPL-3.0-or-later
 * The other record that this one may be the same as. While nothing is typed, those that look like
 * it, with the reason; in a kind of very many records, a search for its own first word instead.
 */
#include "finder_int.h"
#include "inwork/base/error.h"
#include "inwork/model/duplicate.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/record.h"
#include "inwork/store/search.h"
#include "inwork/store/store.h"
#include "same_int.h"
#include "ui_int.h"

#define COMPARED_MOST 20000 /* records that are compared while somebody waits */

struct pick {
    struct finder finder;
    const struct catalogue_kind *kind;
    const char *id;
};

static int take_row(const struct title_row *row, void *payload, struct error *err)
{
    struct pick *p = payload;
    return strcmp(row->id, p->id) == 0 ? 0 : list_add(&p->finder.list, row, err);
}

static int fetch(struct list *l, int64_t offset, int64_t limit, struct error *err)
{
    struct pick *p = l->payload;
    l->first = 0;
    if (!finder_typed(&p->finder)) {
        offset = 0;
        limit = FINDER_MOST;
        return finder_add_likely(&p->finder, l, &offset, &limit, err);
    }
    struct search_request request = {
        .words = text_edit_text(&p->finder.line.edit), .kind = p->kind->name, .limit = FINDER_MOST};
    int status = store_search(p->finder.view.ui->store, &request, NULL, take_row, p, err);
    return status == -STATUS_NO ? 0 : status;
}

static void find(struct finder *f)
{
    struct error err = {0};
    list_stale(&f->list);
    int status = fetch(&f->list, 0, FINDER_MOST, &err);
    finder_show(f, (int64_t)f->list.held, status, &err);
}

static int take_pair(const struct alike *one, const struct alike *other, const char *why,
                     void *payload, struct error *err)
{
    struct pick *p = payload;
    const struct alike *there = strcmp(one->id, p->id) == 0 ? other : one;
    const struct title_row row = {.id = there->id, .title = there->title, .detail = why};
    return list_add(&p->finder.likely, &row, err);
}

static void find_alike(struct pick *p)
{
    struct error err = {0};
    struct duplicates *d = NULL;
    int status = duplicates_open(&d, p->finder.view.ui->store, p->kind, &err);
    if (status == 0) {
        status = duplicates_pairs(d, p->id, take_pair, p, &err);
    }
    if (status != 0) {
        ui_error(p->finder.view.ui, &err);
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
    struct finder *f = (struct finder *)v;
    finder_draw(f, "The same as", NULL,
                finder_typed(f) ? "No other is called that."
                                : "None looks like this one. Type the name of the other.");
}

static const struct view_command commands[] = {
    {"take", INPUT_ENTER, 0, "look at both", "Put the two side by side.", NULL, finder_take},
    {"leave", INPUT_ESCAPE, 0, "as it was", "Leave it as it was.", NULL, ui_close},
    {0},
};
static const struct view_class class = {.name = "same",
                                        .commands = commands,
                                        .popup = true,
                                        .measure = measure,
                                        .draw = draw,
                                        .typing = ui_text_only,
                                        .key = finder_key};

bool same_pick_run(struct ui *ui, const struct catalogue_kind *kind, const char *id,
                   const char *title, char out[RECORD_ID_TEXT])
{
    struct pick p = {
        .finder = {.view = {.class = &class, .ui = ui}, .find = find}, .kind = kind, .id = id};
    struct error err = {0};
    int64_t count = 0;
    p.finder.list.fetch = fetch;
    p.finder.list.payload = &p;
    if (store_count(ui->store, kind->name, &count, &err) != 0) {
        ui_error(ui, &err);
    } else if (count <= COMPARED_MOST) {
        find_alike(&p);
    } else if (text_edit_paste(&p.finder.line.edit, title, strcspn(title, " "), NULL, &err) != 0) {
        ui_error(ui, &err);
    }
    find(&p.finder);
    bool done = ui_modal(ui, &p.finder.view) && finder_taken(&p.finder, out);
    finder_clear(&p.finder);
    return done;
}

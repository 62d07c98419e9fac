/* SPDX-License-Identifier: GPL-3.0-or-later
 * Typing goes to the line, arrows and pages to the list. The list is fetched by its owner: by
 * search while something is typed, else the likely ones first.
 */
#include "finder_int.h"

#include "draw_int.h"
#include "inwork/base/error.h"
#include "inwork/store/record.h"
#include "ui_int.h"

void finder_clear(struct finder *f)
{
    line_clear(&f->line);
    list_clear(&f->list);
    list_clear(&f->likely);
}

bool finder_typed(const struct finder *f)
{
    return text_edit_length(&f->line.edit) > 0;
}

void finder_show(struct finder *f, int64_t count, int status, const struct error *err)
{
    f->list.selected = f->list.top = 0;
    f->list.count = count;
    if (status != 0) {
        ui_error(f->view.ui, err);
    }
}

int finder_add_likely(struct finder *f, struct list *l, int64_t *offset, int64_t *limit,
                      struct error *err)
{
    int64_t likely = (int64_t)f->likely.held;
    int status = 0;
    for (; status == 0 && *offset<likely && * limit> 0; ++*offset, --*limit) {
        const struct list_row *row = &f->likely.rows[*offset];
        const struct title_row again = {
            .id = row->id, .title = row->title, .detail = row->detail, .conflict = row->conflict};
        status = list_add(l, &again, err);
    }
    *offset -= likely;
    return status;
}

int finder_take_row(const struct title_row *row, void *payload, struct error *err)
{
    return list_add(payload, row, err);
}

void finder_draw(struct finder *f, const char *title, const char *note, const char *nothing)
{
    struct view *v = &f->view;
    const struct style *s = &v->ui->style;
    int row = 0;
    int column = 0;
    draw_box(s, v->window, title);
    v->cursor_column = line_draw(s, v->window, 1, 2, v->columns - 4, &f->line, ROLE_FIELD_ON);
    v->cursor_row = 1;
    if (note != NULL) {
        (void)draw_text(s, v->window, 2, 2, v->columns - 4, ROLE_MUTED, note);
    }
    if (f->list.count > 0) {
        list_draw(&f->list, v->ui, v->window, 3, 1, v->rows - 4, v->columns - 2, &row, &column);
    } else {
        (void)draw_wrapped(s, v->window, 3, 2, v->columns - 4, v->rows - 4, ROLE_MUTED, nothing);
    }
}

bool finder_key(struct view *v, const struct key *k)
{
    struct finder *f = (struct finder *)v;
    if (k->code != INPUT_HOME && k->code != INPUT_END && list_key(&f->list, k)) {
        return true;
    }
    bool changed = false;
    bool taken = line_key(v->ui, &f->line, k, &changed);
    if (changed) {
        f->find(f);
    }
    return taken;
}

void finder_take(struct view *v)
{
    struct finder *f = (struct finder *)v;
    if (f->list.count > 0) {
        f->taken = true;
        ui_close(v);
    }
}

bool finder_taken(struct finder *f, char *out)
{
    const struct list_row *row = f->taken ? list_selected(&f->list) : NULL;
    if (row == NULL || strlen(row->id) >= RECORD_ID_TEXT) {
        return false;
    }
    memcpy(out, row->id, strlen(row->id) + 1);
    return true;
}

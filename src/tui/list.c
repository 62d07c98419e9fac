/* SPDX-License-Identifier: GPL-3.0-or-later
 * Fetches three windows' worth at a time, so that moving a row costs no query.
 */
#include "list_int.h"

#include "draw_int.h"
#include "input_int.h"
#include "inwork/base/error.h"
#include "inwork/base/utf8.h"
#include "inwork/store/record.h"
#include "move_int.h"
#include "sync_int.h"
#include "ui_int.h"

#define MARK_FAR 1000 /* rows: how far what is marked is looked for when the list was read anew */

static void drop_rows(struct list *l)
{
    for (size_t i = 0; i < l->held; i++) {
        free(l->rows[i].id);
        free(l->rows[i].kind);
        free(l->rows[i].title);
        free(l->rows[i].detail);
    }
    l->held = 0;
}

void list_clear(struct list *l)
{
    drop_rows(l);
    free(l->rows);
    l->rows = NULL;
    l->room = 0;
}

void list_stale(struct list *l)
{
    drop_rows(l);
}

int list_add(struct list *l, const struct title_row *row, struct error *err)
{
    if (l->held == l->room) {
        size_t room = l->room > 0 ? l->room * 2 : 64;
        struct list_row *rows = realloc(l->rows, room * sizeof *rows);
        if (rows == NULL) {
            return error_memory(err);
        }
        l->rows = rows;
        l->room = room;
    }
    struct list_row *r = &l->rows[l->held];
    *r = (struct list_row){
        .id = strdup(row->id != NULL ? row->id : ""),
        .kind = strdup(row->kind != NULL ? row->kind : ""),
        .title = strdup(row->title != NULL ? row->title : ""),
        .detail = strdup(row->detail != NULL ? row->detail : ""),
        .conflict = row->conflict,
        .unsent = row->unsent,
    };
    l->held++;
    if (r->id == NULL || r->kind == NULL || r->title == NULL || r->detail == NULL) {
        return error_memory(err);
    }
    return 0;
}

const struct list_row *list_at(struct list *l, int64_t index)
{
    if (index < 0 || index >= l->count) {
        return NULL;
    }
    if (l->held == 0 || index < l->first || index >= l->first + (int64_t)l->held) {
        int64_t height = l->height > 0 ? l->height : 20;
        drop_rows(l);
        l->first = index > height ? index - height : 0;
        struct error err = {0};
        if (l->fetch(l, l->first, 3 * height, &err) != 0) {
            return NULL;
        }
        if (l->first + (int64_t)l->held <= index) { /* fewer than were counted */
            l->count = l->first + (int64_t)l->held;
            return NULL;
        }
    }
    return &l->rows[index - l->first];
}

void list_remember(const struct list *l, char id[ID_SIZE])
{
    int64_t at = l->selected - l->first;
    ui_copy(id, ID_SIZE, at >= 0 && at < (int64_t)l->held ? l->rows[at].id : "");
}

/* Look among the rows held; true if it is there, and has the mark. */
static bool mark_held(struct list *l, const char *id)
{
    for (size_t i = 0; i < l->held; i++) {
        if (strcmp(l->rows[i].id, id) == 0) {
            int64_t to = l->first + (int64_t)i;
            l->top += to - l->selected; /* it stays where it is on the screen */
            l->top = l->top > 0 ? l->top : 0;
            l->selected = to;
            return true;
        }
    }
    return false;
}

void list_mark(struct list *l, const char *id)
{
    int64_t from = move_within(l->selected, l->count - 1);
    if (id[0] == '\0' || list_at(l, from) == NULL || mark_held(l, id)) {
        return;
    }
    /* most that is new comes before it; then what went away before it */
    for (int64_t i = l->first + (int64_t)l->held; i < from + MARK_FAR && list_at(l, i) != NULL;
         i = l->first + (int64_t)l->held) {
        if (mark_held(l, id)) {
            return;
        }
    }
    (void)list_at(l, from);
    for (int64_t i = l->first - 1; i > from - MARK_FAR && list_at(l, i) != NULL; i = l->first - 1) {
        if (mark_held(l, id)) {
            return;
        }
    }
}

const struct list_row *list_selected(struct list *l)
{
    if (l->selected >= l->count) {
        l->selected = l->count > 0 ? l->count - 1 : 0;
    }
    return list_at(l, l->selected);
}

bool list_key(struct list *l, const struct key *k)
{
    return move_by_key(&l->selected, k, l->height > 1 ? l->height - 1 : 1, l->count - 1);
}

static void keep_in_sight(struct list *l, int height)
{
    l->height = height;
    if (l->selected >= l->count) {
        l->selected = l->count > 0 ? l->count - 1 : 0;
    }
    if (l->selected < l->top) {
        l->top = l->selected;
    }
    if (l->selected >= l->top + height) {
        l->top = l->selected - height + 1;
    }
    if (l->top > 0 && l->top + height > l->count) {
        l->top = l->count > height ? l->count - height : 0;
    }
}

static void draw_row(struct ui *ui, WINDOW *w, const struct list_row *r, int row, int left,
                     int width, bool on)
{
    const struct style *s = &ui->style;
    enum role role = on ? ROLE_SELECTED : ROLE_TEXT;
    draw_blank(s, w, row, left, width, role);
    (void)draw_text(s, w, row, left, 1, role, on ? ">" : " ");
    const char *mark = r->conflict ? "!" : r->unsent && sync_has_team(ui->sync) ? "*" : " ";
    (void)draw_text(s, w, row, left + 1, 1,
                    on            ? role
                    : r->conflict ? ROLE_ERROR
                                  : ROLE_MUTED,
                    mark);
    struct buf title = BUF_ZERO;
    ui_name(ui, &title, r->title[0] != '\0' ? r->title : "(no name)");
    int room = width - 3;
    int detail = (int)utf8_width(r->detail, strlen(r->detail));
    int wide = (int)utf8_width(buf_text(&title), title.len);
    /* the title comes first, but leaves a third for what tells two of one name apart */
    int most = room - wide - 2 > room / 3 ? room - wide - 2 : room / 3;
    detail = detail > most ? most : detail;
    int used = draw_text(s, w, row, left + 3, room - (detail > 0 ? detail + 2 : 0), role,
                         buf_text(&title));
    (void)used;
    if (detail > 0 && !ui->private) {
        (void)draw_right(s, w, row, left + width - detail - 1, detail, on ? role : ROLE_MUTED,
                         r->detail);
    }
    buf_free(&title);
}

void list_draw(struct list *l, struct ui *ui, WINDOW *w, int top, int left, int height, int width,
               int *row, int *column)
{
    keep_in_sight(l, height);
    for (int i = 0; i < height && l->top + i < l->count; i++) {
        const struct list_row *r = list_at(l, l->top + i);
        if (r == NULL) {
            break;
        }
        struct list_row *held = &l->rows[l->top + i - l->first];
        if (l->describe != NULL && !held->described) {
            held->described = true;
            l->describe(l, held);
        }
        draw_row(ui, w, r, top + i, left, width, l->top + i == l->selected);
    }
    *row = top + (int)(l->selected - l->top);
    *column = left;
}

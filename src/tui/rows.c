/* SPDX-License-Identifier: GPL-3.0-or-later
 * Filling, moving and painting a short list with headings.
 */
#include "rows_int.h"

#include "draw_int.h"
#include "input_int.h"
#include "inwork/base/utf8.h"
#include "ui_int.h"

static void clear_item(struct rows_item *item)
{
    free(item->text);
    free(item->detail);
    free(item->extra);
    *item = (struct rows_item){0};
}

void rows_clear(struct rows *r)
{
    if (r->count > 0) {
        clear_item(&r->marked);
        if (r->selected < r->count) { /* it is the list's no longer */
            r->marked = r->items[r->selected];
            r->items[r->selected] = (struct rows_item){0};
        }
    }
    for (size_t i = 0; i < r->count; i++) {
        clear_item(&r->items[i]);
    }
    r->count = 0;
}

void rows_drop_last(struct rows *r)
{
    if (r->count > 0) {
        clear_item(&r->items[--r->count]);
    }
}

void rows_free(struct rows *r)
{
    rows_clear(r);
    clear_item(&r->marked);
    free(r->items);
    *r = (struct rows){0};
}

struct rows_item *rows_add(struct rows *r, int tag, const char *text, const char *detail)
{
    if (r->count == r->room) {
        size_t room = r->room > 0 ? r->room * 2 : 32;
        struct rows_item *items = realloc(r->items, room * sizeof *items);
        if (items == NULL) {
            return NULL;
        }
        r->items = items;
        r->room = room;
    }
    struct rows_item *item = &r->items[r->count];
    *item = (struct rows_item){.tag = tag, .mark = ' ', .text = strdup(text)};
    item->detail = detail != NULL ? strdup(detail) : NULL;
    if (item->text == NULL) {
        free(item->detail);
        return NULL;
    }
    r->count++;
    return item;
}

/* How sure it is that a row stands for what was marked: 0 (not) to 2. */
static int likeness(const struct rows_item *was, const struct rows_item *item)
{
    if (item->tag != was->tag || strcmp(item->id, was->id) != 0) {
        return 0;
    }
    bool extra = item->extra != NULL && was->extra != NULL && strcmp(item->extra, was->extra) == 0;
    return (strcmp(item->text, was->text) == 0) + extra;
}

/* The mark goes back to what it was on. */
static void mark_again(struct rows *r)
{
    int best = 0;
    for (size_t i = 0; r->marked.tag != 0 && i < r->count; i++) {
        int like = likeness(&r->marked, &r->items[i]);
        if (like > best) {
            best = like;
            r->selected = i;
        }
    }
    clear_item(&r->marked);
}

void rows_settle(struct rows *r)
{
    mark_again(r);
    if (r->selected >= r->count) {
        r->selected = r->count > 0 ? r->count - 1 : 0;
    }
    size_t i = r->selected;
    while (i < r->count && r->items[i].tag == 0) {
        i++;
    }
    if (i >= r->count) {
        for (i = r->selected; i > 0 && r->items[i].tag == 0; i--) {
        }
    }
    r->selected = i;
}

const struct rows_item *rows_selected(const struct rows *r)
{
    return r->selected < r->count && r->items[r->selected].tag != 0 ? &r->items[r->selected] : NULL;
}

static void step(struct rows *r, int by)
{
    for (size_t i = r->selected; by < 0 ? i-- > 0 : ++i < r->count;) {
        if (r->items[i].tag != 0) {
            r->selected = i;
            return;
        }
    }
    if (by < 0) {
        r->top = 0; /* show the heading above the first */
    }
}

bool rows_key(struct rows *r, const struct key *k)
{
    int page = r->height > 1 ? r->height - 1 : 1;
    switch (k->code) {
    case INPUT_UP:
        step(r, -1);
        return true;
    case INPUT_DOWN:
        step(r, 1);
        return true;
    case INPUT_PAGE_UP:
        while (page-- > 0) {
            step(r, -1);
        }
        return true;
    case INPUT_PAGE_DOWN:
        while (page-- > 0) {
            step(r, 1);
        }
        return true;
    case INPUT_HOME:
        r->selected = 0;
        r->top = 0;
        rows_settle(r);
        return true;
    case INPUT_END:
        r->selected = r->count > 0 ? r->count - 1 : 0;
        rows_settle(r);
        return true;
    default:
        return false;
    }
}

static void draw_item(struct ui *ui, WINDOW *w, const struct rows_item *item, int row, int left,
                      int width, bool on)
{
    const struct style *s = &ui->style;
    if (item->tag == 0) {
        int used = draw_text(s, w, row, left + 1, width - 2, ROLE_TITLE, item->text);
        if (item->detail != NULL) {
            (void)draw_text(s, w, row, left + used + 3, width - used - 4, ROLE_MUTED, item->detail);
        }
        return;
    }
    enum role role = on ? ROLE_SELECTED : ROLE_TEXT;
    char mark[] = {item->mark, '\0'};
    struct buf text = BUF_ZERO;
    if (item->name) {
        ui_name(ui, &text, item->text);
    } else {
        buf_add(&text, item->text);
    }
    draw_blank(s, w, row, left, width, role);
    (void)draw_text(s, w, row, left, 1, role, on ? ">" : " ");
    (void)draw_text(s, w, row, left + 1, 1, on ? role : ROLE_WARNING, mark);
    const char *detail = item->detail != NULL ? item->detail : "";
    int wide = (int)utf8_width(detail, strlen(detail));
    int room = width - 4;
    int rest = room - 2 - (int)utf8_width(buf_text(&text), text.len); /* beside a short text */
    int most = rest > room / 2 ? rest : room / 2;
    wide = wide > most ? most : wide;
    (void)draw_text(s, w, row, left + 3, room - (wide > 0 ? wide + 2 : 0), role, buf_text(&text));
    if (wide > 0) {
        (void)draw_right(s, w, row, left + width - 1 - wide, wide, on ? role : ROLE_MUTED, detail);
    }
    buf_free(&text);
}

void rows_draw(struct rows *r, struct ui *ui, WINDOW *w, int top, int left, int height, int width,
               int *row, int *column)
{
    rows_settle(r);
    r->height = height;
    if ((int)r->selected < r->top) {
        r->top = (int)r->selected;
    }
    if ((int)r->selected >= r->top + height) {
        r->top = (int)r->selected - height + 1;
    }
    if (r->top == 1 && r->count > 0 && r->items[0].tag == 0 && (int)r->selected < height) {
        r->top = 0;
    }
    for (int i = 0; i < height && r->top + i < (int)r->count; i++) {
        size_t which = (size_t)r->top + (size_t)i;
        draw_item(ui, w, &r->items[which], top + i, left, width, which == r->selected);
    }
    *row = top + (int)r->selected - r->top;
    *column = left;
}

#define WHOLE_ROWS 4   /* of the marked row below the list, its rule aside */
#define WHOLE_LEAST 12 /* rows of the window from which it is shown */

static void add_whole(struct ui *ui, struct buf *out, const struct rows_item *item, bool extra)
{
    const char *more = extra ? item->extra : item->detail;
    if (item->name) {
        ui_name(ui, out, item->text);
    } else {
        buf_add(out, item->text);
    }
    if (more == NULL || more[0] == '\0' || strcmp(more, item->text) == 0) {
        return;
    }
    buf_add(out, ": ");
    for (const char *at = more; *at != '\0'; at++) {
        if (*at != '\n') {
            buf_push(out, *at);
        } else if (at[1] != '\0' && at[1] != '\n') {
            buf_add(out, "; ");
        }
    }
}

void rows_draw_whole(struct rows *r, struct ui *ui, WINDOW *w, int rows, int columns, bool extra,
                     int *row, int *column)
{
    rows_settle(r);
    const struct rows_item *item = rows_selected(r);
    if (item == NULL || rows < WHOLE_LEAST) {
        rows_draw(r, ui, w, 0, 0, rows, columns, row, column);
        return;
    }
    struct buf whole = BUF_ZERO;
    add_whole(ui, &whole, item, extra);
    int list = rows - WHOLE_ROWS - 1;
    draw_rule(&ui->style, w, list, 0, columns);
    (void)draw_wrapped(&ui->style, w, list + 1, 1, columns - 2, WHOLE_ROWS, ROLE_MUTED,
                       buf_text(&whole));
    buf_free(&whole);
    rows_draw(r, ui, w, 0, 0, list, columns, row, column);
}

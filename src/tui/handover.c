/* SPDX-License-Identifier: GPL-3.0-or-later
 * The hand-over sheet on the screen: read, scrolled, with or without what is restricted. Nothing
 * leaves the program here; `inwork handover` prints.
 */
#include "inwork/report/handover.h"
#include "draw_int.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "inwork/text/wrap.h"
#include "move_int.h"
#include "screens_int.h"
#include "ui_int.h"

struct sheet_line {
    enum handover_type type;
    char *text;
    bool restricted;
};

struct handover {
    struct view view;
    char client[RECORD_ID_TEXT];
    bool restricted; /* shown */
    struct sheet_line *lines;
    size_t count, room;
    int top, rows; /* first row shown; rows there are at this width */
};

static void drop_lines(struct handover *h)
{
    for (size_t i = 0; i < h->count; i++) {
        free(h->lines[i].text);
    }
    h->count = 0;
}

static int take_line(const struct handover_line *l, void *payload, struct error *err)
{
    struct handover *h = payload;
    if (h->count == h->room) {
        size_t room = h->room > 0 ? h->room * 2 : 64;
        struct sheet_line *lines = realloc(h->lines, room * sizeof *lines);
        if (lines == NULL) {
            return error_memory(err);
        }
        h->lines = lines;
        h->room = room;
    }
    struct sheet_line *line = &h->lines[h->count];
    *line = (struct sheet_line){l->type, strdup(l->text), l->restricted};
    if (line->text == NULL) {
        return error_memory(err);
    }
    h->count++;
    return 0;
}

static void resume(struct view *v)
{
    struct handover *h = (struct handover *)v;
    struct error err = {0};
    drop_lines(h);
    struct date today = date_of_moment(store_now(v->ui->store));
    if (handover_read(v->ui->store, h->client, today, h->restricted && !v->ui->private, take_line,
                      h, &err) != 0) {
        ui_error(v->ui, &err);
    }
}

static void title(struct view *v, struct buf *left, struct buf *right)
{
    const struct handover *h = (const struct handover *)v;
    if (h->count > 0) {
        ui_name(v->ui, left, h->lines[0].text);
    }
    if (!h->restricted || v->ui->private) {
        buf_add(right, "without what is restricted");
    }
}

/* A line wrapped, painted where it is in sight; the rows it takes. */
static int paint(struct handover *h, const struct sheet_line *l, int row)
{
    struct view *v = &h->view;
    struct wrap rows = {0};
    struct buf text = BUF_ZERO;
    struct buf drawn = BUF_ZERO;
    int indent = l->type == HANDOVER_LINE ? 3 : 1;
    int width = v->columns - indent - 2;
    int used = 0;
    buf_printf(&text, "%s%s", l->restricted ? "[restricted] " : "", l->text);
    enum role role = l->type == HANDOVER_HEADING ? ROLE_TITLE
                     : l->restricted             ? ROLE_WARNING
                                                 : ROLE_TEXT;
    if (width > 4 && wrap_text(&rows, buf_text(&text), text.len, (size_t)width, NULL) == 0) {
        for (size_t i = 0; i < rows.count; i++, used++) {
            int at = row + used - h->top;
            buf_clear(&drawn);
            wrap_draw(&drawn, &rows, buf_text(&text), text.len, i);
            if (at >= 0 && at < v->rows) {
                (void)draw_slice(&v->ui->style, v->window, at, indent, width, role,
                                 buf_text(&drawn), drawn.len);
            }
        }
    }
    wrap_clear(&rows);
    buf_free(&text);
    buf_free(&drawn);
    return used > 0 ? used : 1;
}

static void draw(struct view *v)
{
    struct handover *h = (struct handover *)v;
    int last = h->rows > v->rows ? h->rows - v->rows : 0;
    h->top = h->rows > 0 && h->top > last ? last : h->top;
    int row = 0;
    for (size_t i = 1; i < h->count; i++) { /* the first is the title */
        row += h->lines[i].type == HANDOVER_HEADING && row > 0;
        row += paint(h, &h->lines[i], row);
    }
    h->rows = row;
    if (h->top + v->rows < row) {
        (void)draw_right(&v->ui->style, v->window, v->rows - 1, v->columns - 7, 6, ROLE_MUTED,
                         v->ui->style.plain ? "more" : "more ↓");
    }
    v->cursor_row = 0;
    v->cursor_column = 0;
}

static bool key(struct view *v, const struct key *k)
{
    struct handover *h = (struct handover *)v;
    int64_t top = h->top;
    bool taken = move_by_key(&top, k, v->rows > 2 ? v->rows - 1 : 1, h->rows - v->rows);
    h->top = (int)top;
    return taken;
}

static const char *is_private(struct view *v)
{
    return v->ui->private ? "Names are hidden: F12 shows everything again" : NULL;
}

static void toggle(struct view *v)
{
    struct handover *h = (struct handover *)v;
    h->restricted = !h->restricted;
    resume(v);
}

static void release(struct view *v)
{
    struct handover *h = (struct handover *)v;
    drop_lines(h);
    free(h->lines);
    free(h);
}

static const struct view_command commands[] = {
    {"restricted", 'r', 0, "restricted", "Show or leave out what is marked as restricted.",
     is_private, toggle},
    {"back", INPUT_ESCAPE, INPUT_BACKSPACE, "back", "Go back.", NULL, ui_close},
    {0},
};
static const struct view_class class = {
    .name = "handover",
    .commands = commands,
    .title = title,
    .draw = draw,
    .key = key,
    .resume = resume,
    .free = release,
};

struct view *handover_new(struct ui *ui, const char *client)
{
    struct handover *h = ui_make(ui, &class, sizeof *h);
    if (h == NULL) {
        return NULL;
    }
    h->restricted = true;
    ui_copy(h->client, sizeof h->client, client);
    return &h->view;
}

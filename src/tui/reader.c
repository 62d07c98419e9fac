/* SPDX-License-Identifier: GPL-3.0-or-later
 * Scrolling through a text. The text is wrapped anew for each width; nothing else is kept.
 */
#include "move_int.h"
#include "reader_int.h"

#include "draw_int.h"
#include "inwork/text/wrap.h"
#include "ui_int.h"

#define WIDE 84

struct reader {
    struct view view;
    const char *title, *text;
    struct wrap wrap;
    int top;
};

static void measure(struct view *v, int *rows, int *columns)
{
    struct reader *r = (struct reader *)v;
    int most = *rows;
    *columns = *columns < WIDE ? *columns : WIDE;
    int width = *columns - 4 > 2 ? *columns - 4 : 2;
    if (wrap_text(&r->wrap, r->text, strlen(r->text), (size_t)width, NULL) != 0) {
        wrap_clear(&r->wrap);
    }
    int want = (int)r->wrap.count + 2;
    *rows = want < most ? want : most;
}

static int height(const struct reader *r)
{
    return r->view.rows > 2 ? r->view.rows - 2 : 1;
}

static void draw(struct view *v)
{
    struct reader *r = (struct reader *)v;
    const struct style *s = &v->ui->style;
    struct buf line = BUF_ZERO;
    r->top = (int)move_within(r->top, (int64_t)r->wrap.count - height(r));
    draw_box(s, v->window, r->title);
    for (int i = 0; i < height(r) && r->top + i < (int)r->wrap.count; i++) {
        buf_clear(&line);
        wrap_draw(&line, &r->wrap, r->text, strlen(r->text), (size_t)r->top + (size_t)i);
        (void)draw_slice(s, v->window, 1 + i, 2, v->columns - 4, ROLE_TEXT, buf_text(&line),
                         line.len);
    }
    if (r->top + height(r) < (int)r->wrap.count) {
        (void)draw_text(s, v->window, v->rows - 1, v->columns - 9, 6, ROLE_KEY, " more ");
    }
    buf_free(&line);
    v->cursor_row = 1;
    v->cursor_column = 2;
}

static bool key(struct view *v, const struct key *k)
{
    struct reader *r = (struct reader *)v;
    const struct key page_down = {.code = INPUT_PAGE_DOWN};
    int64_t top = r->top;
    int64_t page = height(r) > 1 ? height(r) - 1 : 1;
    bool taken = move_by_key(&top, k->code == ' ' ? &page_down : k, page,
                             (int64_t)r->wrap.count - height(r));
    r->top = (int)top;
    return taken;
}

static const struct view_command commands[] = {
    {"close", INPUT_ESCAPE, INPUT_ENTER, "close", "Close this box.", NULL, ui_close},
    {"close", INPUT_F1, 'q', NULL, "Close this box.", NULL, ui_close},
    {0},
};
static const struct view_class class = {.name = "reader",
                                        .commands = commands,
                                        .popup = true,
                                        .measure = measure,
                                        .draw = draw,
                                        .key = key};

void reader_run(struct ui *ui, const char *title, const char *text)
{
    struct reader r = {.view = {.class = &class}, .title = title, .text = text};
    r.view.ui = ui;
    (void)ui_modal(ui, &r.view);
    wrap_clear(&r.wrap);
}

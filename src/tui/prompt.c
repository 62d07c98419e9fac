/* SPDX-License-Identifier: GPL-3.0-or-later
 * A popup with a sentence and a line to type in.
 */
#include "prompt_int.h"

#include "draw_int.h"
#include "line_int.h"
#include "ui_int.h"

struct prompt {
    struct view view;
    const char *title, *text;
    struct line line;
    bool taken;
};

static void measure(struct view *v, int *rows, int *columns)
{
    (void)v;
    *columns = *columns < 70 ? *columns : 70;
    *rows = *rows < 8 ? *rows : 8;
}

static void draw(struct view *v)
{
    struct prompt *p = (struct prompt *)v;
    const struct style *s = &v->ui->style;
    draw_box(s, v->window, p->title);
    int used = draw_wrapped(s, v->window, 1, 2, v->columns - 4, v->rows - 4, ROLE_TEXT, p->text);
    v->cursor_row = used + 2 < v->rows - 1 ? used + 2 : v->rows - 2;
    v->cursor_column =
        line_draw(s, v->window, v->cursor_row, 2, v->columns - 4, &p->line, ROLE_FIELD_ON);
}

static bool key(struct view *v, const struct key *k)
{
    bool changed = false;
    return line_key(v->ui, &((struct prompt *)v)->line, k, &changed);
}

static void take(struct view *v)
{
    ((struct prompt *)v)->taken = true;
    ui_close(v);
}

bool prompt_run(struct ui *ui, const char *title, const char *text, const char *verb,
                struct buf *out)
{
    const struct view_command commands[] = {
        {"take", INPUT_ENTER, INPUT_CONTROL('s'), verb, "Take what is written here.", NULL, take},
        {"leave", INPUT_ESCAPE, 0, "go back", "Leave everything as it is.", NULL, ui_close},
        {0},
    };
    const struct view_class class = {.name = "prompt",
                                     .commands = commands,
                                     .popup = true,
                                     .measure = measure,
                                     .draw = draw,
                                     .typing = ui_text_only,
                                     .key = key};
    struct prompt p = {.view = {.class = &class}, .title = title, .text = text};
    struct error err = {0};
    bool taken = false;
    if (text_edit_set(&p.line.edit, buf_text(out), out->len, &err) != 0) {
        ui_error(ui, &err);
    } else if (ui_modal(ui, &p.view) && p.taken) {
        buf_clear(out);
        buf_add(out, text_edit_text(&p.line.edit));
        taken = true;
    }
    line_clear(&p.line);
    return taken;
}

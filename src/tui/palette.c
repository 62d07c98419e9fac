/* SPDX-License-Identifier: GPL-3.0-or-later
 * `?`: everything that is possible on the screen below, each with its key, and with the reason
 * where something is not possible now. Typing narrows it at once; Enter does it. Made from the same
 * tables the keys come from.
 */
#include "draw_int.h"
#include "inwork/base/utf8.h"
#include "line_int.h"
#include "screens_int.h"
#include "ui_int.h"

#define MOST 96

struct palette {
    struct view view;
    struct view *about; /* the view whose commands these are */
    struct line line;
    const struct view_command *all[MOST];
    size_t count;
    const struct view_command *shown[MOST];
    size_t shown_count;
    int selected, top;
    const struct view_command *chosen;
};

static bool refused(const struct palette *p, const struct view_command *c)
{
    return c->refusal != NULL && c->refusal(p->about) != NULL;
}

/* Each key once: the nearer command has it, unless that is not possible now and the other is. */
static void gather(struct palette *p, const struct view_command *table)
{
    for (const struct view_command *c = table; c != NULL && c->name != NULL; c++) {
        size_t same = 0;
        while (same < p->count && (c->key == 0 || p->all[same]->key != c->key)) {
            same++;
        }
        if (same < p->count && (!refused(p, p->all[same]) || refused(p, c))) {
            continue;
        }
        if (same < MOST) {
            p->all[same] = c;
            p->count += same == p->count;
        }
    }
}

/* Every word typed begins or lies within name, key or help. */
static bool fits(const struct view_command *c, const char *words)
{
    struct buf hay = BUF_ZERO;
    struct buf text = BUF_ZERO;
    buf_printf(&text, "%s %s ", c->name, c->help);
    input_name(&text, c->key);
    utf8_fold(&hay, buf_text(&text), text.len);
    struct buf folded = BUF_ZERO;
    utf8_fold(&folded, words, strlen(words));
    bool all = true;
    char *save = NULL;
    char *word = folded.data != NULL ? strtok_r(folded.data, " ", &save) : NULL;
    for (; word != NULL && all; word = strtok_r(NULL, " ", &save)) {
        all = strstr(buf_text(&hay), word) != NULL;
    }
    buf_free(&hay);
    buf_free(&text);
    buf_free(&folded);
    return all;
}

static void narrow(struct palette *p)
{
    p->shown_count = 0;
    for (size_t i = 0; i < p->count; i++) {
        if (fits(p->all[i], text_edit_text(&p->line.edit))) {
            p->shown[p->shown_count++] = p->all[i];
        }
    }
    p->selected = 0;
    p->top = 0;
}

#define AROUND 7 /* rows: border, line, blank, blank, two of help, border */

static void measure(struct view *v, int *rows, int *columns)
{
    const struct palette *p = (const struct palette *)v;
    *columns = *columns < 76 ? *columns : 76;
    int want = (int)p->count + AROUND;
    *rows = *rows < want ? *rows : want;
}

/* The key that works on the view below: letters do not where they are text. */
static void key_of(const struct palette *p, const struct view_command *c, struct buf *out)
{
    const int keys[] = {c->key, c->other};
    for (size_t i = 0; i < 2; i++) {
        bool letter = keys[i] >= 0x20 && keys[i] < 0x110000;
        if (keys[i] != 0 && !(letter && ui_typing(p->about))) {
            input_name(out, keys[i]);
            return;
        }
    }
}

static void draw_row(struct palette *p, int row, int which)
{
    const struct style *s = &p->view.ui->style;
    WINDOW *w = p->view.window;
    const struct view_command *c = p->shown[which];
    bool on = which == p->selected;
    enum role role = on ? ROLE_SELECTED : refused(p, c) ? ROLE_MUTED : ROLE_TEXT;
    struct buf key = BUF_ZERO;
    key_of(p, c, &key);
    draw_blank(s, w, row, 1, p->view.columns - 2, role);
    (void)draw_text(s, w, row, 1, 1, role, on ? ">" : " ");
    (void)draw_text(s, w, row, 3, 10, on ? role : ROLE_KEY, buf_text(&key));
    (void)draw_text(s, w, row, 14, p->view.columns - 16, role, c->help);
    buf_free(&key);
}

/* What the marked one does, in full, and why it is not possible now. */
static void draw_about(struct palette *p, int row)
{
    const struct view_command *c = p->shown[p->selected];
    struct buf text = BUF_ZERO;
    const char *why = c->refusal != NULL ? c->refusal(p->about) : NULL;
    if (why != NULL) {
        buf_printf(&text, "Not now: %s", why);
    } else {
        buf_add(&text, c->help);
    }
    (void)draw_wrapped(&p->view.ui->style, p->view.window, row, 3, p->view.columns - 6, 2,
                       why != NULL ? ROLE_WARNING : ROLE_MUTED, buf_text(&text));
    buf_free(&text);
}

static void draw(struct view *v)
{
    struct palette *p = (struct palette *)v;
    const struct style *s = &v->ui->style;
    draw_box(s, v->window, "What is possible here");
    (void)draw_text(s, v->window, 1, 2, 2, ROLE_KEY, "?");
    v->cursor_column = line_draw(s, v->window, 1, 4, v->columns - 6, &p->line, ROLE_FIELD_ON);
    v->cursor_row = 1;
    bool about = v->rows >= AROUND + 3;
    int height = v->rows - (about ? AROUND : 4);
    if (p->selected < p->top) {
        p->top = p->selected;
    }
    if (p->selected >= p->top + height) {
        p->top = p->selected - height + 1;
    }
    for (int i = 0; i < height && p->top + i < (int)p->shown_count; i++) {
        draw_row(p, 3 + i, p->top + i);
    }
    if (p->shown_count == 0) {
        (void)draw_wrapped(s, v->window, 3, 3, v->columns - 5, 2, ROLE_MUTED,
                           "Nothing here is called that. Backspace widens the search.");
    } else if (about) {
        draw_about(p, v->rows - 3);
    }
}

static bool key(struct view *v, const struct key *k)
{
    struct palette *p = (struct palette *)v;
    int page = v->rows > 5 ? v->rows - 5 : 1;
    int step = k->code == INPUT_UP          ? -1
               : k->code == INPUT_DOWN      ? 1
               : k->code == INPUT_PAGE_UP   ? -page
               : k->code == INPUT_PAGE_DOWN ? page
                                            : 0;
    if (step != 0) {
        int to = p->selected + step;
        int last = (int)p->shown_count - 1;
        p->selected = to > last ? last : to;
        p->selected = p->selected < 0 ? 0 : p->selected;
        return true;
    }
    bool changed = false;
    bool taken = line_key(v->ui, &p->line, k, &changed);
    if (changed) {
        narrow(p);
    }
    return taken;
}

static void choose(struct view *v)
{
    struct palette *p = (struct palette *)v;
    if (p->selected < (int)p->shown_count) {
        p->chosen = p->shown[p->selected];
        ui_close(v);
    }
}

static const struct view_command commands[] = {
    {"do", INPUT_ENTER, 0, "do it", "Do what is marked.", NULL, choose},
    {"close", INPUT_ESCAPE, INPUT_F2, "close", "Close this list.", NULL, ui_close},
    {0},
};
static const struct view_class class = {.name = "palette",
                                        .commands = commands,
                                        .popup = true,
                                        .measure = measure,
                                        .draw = draw,
                                        .typing = ui_text_only,
                                        .key = key};

void palette_run(struct ui *ui)
{
    struct palette p = {.view = {.class = &class}, .about = ui->top};
    gather(&p, ui->top->class->commands);
    gather(&p, ui_commands);
    narrow(&p);
    bool finished = ui_modal(ui, &p.view);
    line_clear(&p.line);
    if (finished && p.chosen != NULL && ui->top == p.about) {
        ui_run(p.about, p.chosen);
    }
}

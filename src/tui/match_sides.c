/* SPDX-License-Identifier: GPL-3.0-or-later
 * One opening side by side with a client's wishes: on the left what the client said, on the right
 * what is said of the place, under them what follows from the two, or what to ask. Where there is
 * no room for two columns the place stands under the wish.
 */
#include "draw_int.h"
#include "inwork/base/error.h"
#include "inwork/model/match.h"
#include "inwork/store/store.h"
#include "inwork/text/wrap.h"
#include "match_decide_int.h"
#include "move_int.h"
#include "screens_int.h"
#include "staff_int.h"
#include "ui_int.h"

struct sides {
    struct view view;
    char client[ID_SIZE], option[ID_SIZE];
    struct match match;
    size_t selected; /* line */
    int top;
};

static const struct match_option *option(const struct sides *s)
{
    return s->match.count > 0 ? &s->match.options[0] : NULL;
}

static void resume(struct view *v)
{
    struct sides *s = (struct sides *)v;
    struct error err = {0};
    match_clear(&s->match);
    (void)match_read(&s->match, v->ui->store, s->client, s->option, &err);
    const struct match_option *o = option(s);
    if (o != NULL && s->selected >= o->line_count) {
        s->selected = o->line_count > 0 ? o->line_count - 1 : 0;
    }
    ui_error(v->ui, &err);
}

static void title(struct view *v, struct buf *left, struct buf *right)
{
    const struct sides *s = (const struct sides *)v;
    const struct match_option *o = option(s);
    ui_name(v->ui, left, s->match.name != NULL ? s->match.name : "");
    buf_printf(left, " and %s", o != NULL ? o->title : "");
    if (o != NULL && o->remark != NULL) {
        buf_add(right, o->remark);
    }
}

/* A pen that moves down a column as long as the text is, and draws what is in the window. */
struct pen {
    struct view *view;
    bool draw;
    int top;
};

static int put(struct pen *p, int y, int column, int width, enum role role, const char *text)
{
    struct wrap w = {0};
    size_t n = strlen(text);
    int used = 0;
    if (width > 1 && wrap_text(&w, text, n, (size_t)width, NULL) == 0) {
        for (size_t i = 0; i < w.count; i++, used++) {
            int row = y + used - p->top;
            if (p->draw && row >= 0 && row < p->view->rows) {
                (void)draw_bytes(&p->view->ui->style, p->view->window, row, column, width, role,
                                 text + w.rows[i].start, w.rows[i].visible);
            }
        }
    }
    wrap_clear(&w);
    return used;
}

static void mark(struct pen *p, int y, bool on, enum match_fit fit)
{
    static const char *const marks[MATCH_FIT_COUNT] = {"+", "!", "?", "="};
    static const enum role roles[MATCH_FIT_COUNT] = {ROLE_GOOD, ROLE_ERROR, ROLE_WARNING,
                                                     ROLE_TEXT};
    int row = y - p->top;
    if (p->draw && row >= 0 && row < p->view->rows) {
        struct style *style = &p->view->ui->style;
        (void)draw_text(style, p->view->window, row, 0, 1, on ? ROLE_SELECTED : ROLE_TEXT,
                        on ? ">" : " ");
        (void)draw_text(style, p->view->window, row, 1, 1, roles[fit], marks[fit]);
    }
}

/* One wish; how many rows it takes. */
static int draw_line(struct pen *p, int y, const struct match_line *l, bool on)
{
    int columns = p->view->columns;
    bool two = columns >= UI_TWO_PANES;
    int half = two ? (columns - 6) / 2 : columns - 4;
    struct buf text = BUF_ZERO;
    buf_printf(&text, "%s: %s", match_weight_title(l->weight), l->wanted);
    if (l->reason != NULL) {
        buf_printf(&text, " (%s)", l->reason);
    }
    mark(p, y, on, l->fit);
    int left = put(p, y, 3, half, on ? ROLE_SELECTED : ROLE_TEXT, buf_text(&text));
    const char *found = l->found != NULL ? l->found : "not known";
    int right = put(p, two ? y : y + left, two ? half + 5 : 5, two ? half : half - 2,
                    l->found != NULL ? ROLE_TEXT : ROLE_MUTED, found);
    int height = two ? (left > right ? left : right) : left + right;
    buf_clear(&text);
    buf_add(&text, match_fit_title(l->fit));
    if (l->ask != NULL) {
        buf_printf(&text, ": %s", l->ask);
    }
    height += put(p, y + height, 5, columns - 7, ROLE_MUTED, buf_text(&text));
    buf_free(&text);
    return height;
}

/* All of it from row 0 on; where the line with the focus is. */
static int draw_all(struct sides *s, struct pen *p, int *at, int *height)
{
    const struct match_option *o = option(s);
    int y = 0;
    for (size_t i = 0; o != NULL && i < o->line_count; i++) {
        if (i == 0 || o->lines[i].aspect != o->lines[i - 1].aspect) {
            y += put(p, y, 1, s->view.columns - 2, ROLE_TITLE,
                     match_aspect_title(o->lines[i].aspect));
        }
        int rows = draw_line(p, y, &o->lines[i], i == s->selected);
        if (i == s->selected) {
            *at = y;
            *height = rows;
        }
        y += rows;
    }
    return y;
}

static void draw(struct view *v)
{
    struct sides *s = (struct sides *)v;
    struct pen pen = {.view = v};
    int at = 0, height = 1;
    int total = draw_all(s, &pen, &at, &height);
    if (at + height > s->top + v->rows) {
        s->top = at + height - v->rows;
    }
    if (at - 1 < s->top) {
        s->top = at > 0 ? at - 1 : 0; /* with its heading, or the end of the one before */
    }
    if (s->top > total - v->rows) {
        s->top = total > v->rows ? total - v->rows : 0;
    }
    pen.draw = true;
    pen.top = s->top;
    (void)draw_all(s, &pen, &at, &height);
    if (total == 0) {
        (void)draw_wrapped(&v->ui->style, v->window, 1, 3, v->columns - 6, v->rows - 1, ROLE_TEXT,
                           "No preference is written, and the vocational profile says nothing of "
                           "the kind of work. Ask what a job must have, should have and must not "
                           "have.");
    }
    v->cursor_row = total > 0 ? at - s->top : 1;
    v->cursor_column = total > 0 ? 0 : 3;
}

static bool key(struct view *v, const struct key *k)
{
    struct sides *s = (struct sides *)v;
    const struct match_option *o = option(s);
    int64_t at = (int64_t)s->selected;
    int64_t last = o != NULL ? (int64_t)o->line_count - 1 : 0;
    if (!move_by_key(&at, k, v->rows > 8 ? v->rows / 4 : 2, last)) {
        return false;
    }
    s->selected = (size_t)at;
    s->top = k->code == INPUT_HOME ? 0 : s->top;
    return true;
}

static const char *no_line(struct view *v)
{
    const struct match_option *o = option((struct sides *)v);
    return o == NULL || o->line_count == 0 ? "There is no wish to read" : NULL;
}

static void read_line(struct view *v)
{
    struct sides *s = (struct sides *)v;
    const struct match_line *l = &option(s)->lines[s->selected];
    struct buf all = BUF_ZERO;
    buf_printf(&all, "%s: “%s”\n", match_weight_title(l->weight), l->wanted);
    if (l->reason != NULL) {
        buf_printf(&all, "because: %s\n", l->reason);
    }
    buf_printf(&all, "\n%s\n\n", l->found != NULL ? l->found : "Nothing is written of this place");
    buf_printf(&all, "%s.%s%s", l->why != NULL ? l->why : "", l->ask != NULL ? "\nAsk: " : "",
               l->ask != NULL ? l->ask : "");
    ui_tell(v->ui, match_aspect_title(l->aspect), buf_text(&all));
    buf_free(&all);
}

static void open_wish(struct view *v)
{
    struct sides *s = (struct sides *)v;
    ui_push(v->ui, page_new(v->ui, option(s)->lines[s->selected].from));
}

static const char *cannot_write(struct view *v)
{
    return option((struct sides *)v) == NULL ? "The opening is not here" : ui_read_only(v->ui);
}

static void decide(struct view *v)
{
    struct sides *s = (struct sides *)v;
    match_decide(v->ui, s->match.client, option(s));
}

static void fill_in(struct view *v)
{
    ui_push(v->ui, form_new(v->ui, NULL, ((struct sides *)v)->option, NULL));
}

static void open_page(struct view *v)
{
    ui_push(v->ui, page_new(v->ui, ((struct sides *)v)->option));
}

static void release(struct view *v)
{
    match_clear(&((struct sides *)v)->match);
    free(v);
}

static const struct view_command commands[] = {
    {"read", INPUT_ENTER, 0, "why", "Why it is so: the words of both sides.", no_line, read_line},
    {"decide", 'a', 0, "decide", "Record what the two of you decided about this opening.",
     cannot_write, decide},
    {"edit", 'e', 0, "fill in", "Write down what you learned about this place.", cannot_write,
     fill_in},
    {"wish", 'w', 0, "the wish", "Open the wish, or the profile it stands in.", no_line, open_wish},
    {"page", 'o', 0, "its page", "Open the page of this opening.", NULL, open_page},
    {"back", INPUT_ESCAPE, INPUT_BACKSPACE, "back", "Go back.", NULL, ui_close},
    {0},
};
static const struct view_class class = {
    .name = "match sides",
    .commands = commands,
    .title = title,
    .draw = draw,
    .key = key,
    .resume = resume,
    .free = release,
};

struct view *match_sides_new(struct ui *ui, const char *client, const char *opening)
{
    struct sides *s = ui_make(ui, &class, sizeof *s);
    if (s == NULL) {
        return NULL;
    }
    (void)snprintf(s->client, sizeof s->client, "%s", client);
    (void)snprintf(s->option, sizeof s->option, "%s", opening);
    return &s->view;
}

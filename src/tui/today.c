/* SPDX-License-Identifier: GPL-3.0-or-later
 * Today: what is due first, then words not saved yet, answers in conflict, what is unsent, what was
 * last written. What is due is computed after the screen has been drawn, so that no key waits.
 */
#include "draw_int.h"
#include "inwork/base/clock.h"
#include "inwork/base/date.h"
#include "inwork/base/error.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/store.h"
#include "screens_int.h"
#include "today_int.h"
#include "ui_int.h"

#define WHY_ROWS 2
#define WHY_LEAST 12 /* rows from which there is room for the reason below the list */

static void fill(struct today *t, struct error *err)
{
    if (!t->moved) {
        t->rows.selected = 0;
    }
    rows_clear(&t->rows);
    today_due_rows(t, false);
    if (today_draft_rows(t, err) == 0) {
        today_due_rows(t, true);
        (void)today_other_rows(t, err);
    }
    rows_settle(&t->rows);
}

static void resume(struct view *v)
{
    struct today *t = (struct today *)v;
    struct error err = {0};
    fill(t, &err);
    t->wanted = clock_monotonic_ms();
    ui_error(v->ui, &err);
}

static int64_t due(const struct view *v)
{
    return ((const struct today *)v)->wanted;
}

static void tick(struct view *v)
{
    struct today *t = (struct today *)v;
    struct error err = {0};
    t->wanted = 0;
    if (today_due_read(t, &err)) {
        fill(t, &err);
    }
    ui_error(v->ui, &err);
}

static void title(struct view *v, struct buf *left, struct buf *right)
{
    struct date today = date_of_moment(store_now(v->ui->store));
    buf_printf(left, "Today, %s %d %s %d", date_weekday_name(date_weekday(today)), today.day,
               date_month_name(today.month), today.year);
    if (((struct today *)v)->everybody) {
        buf_add(right, "everybody's");
    }
}

static const char welcome[] =
    "Nothing is written yet.\n\n"
    "2  goes to the clients; n adds the first. Only the name is needed.\n"
    "3  goes to the employers.\n"
    "/  finds anything as you type.\n"
    "?  shows everything that is possible, anywhere.\n\n"
    "What you type is kept as you type it, encrypted, on this machine. Ctrl-S saves it.";

/* Why the marked row is due. The reason may name anybody: while names are hidden, what the rule is
 * for stands there. */
static void draw_why(struct today *t, int row)
{
    const struct due_item *item = today_due_item(t, rows_selected(&t->rows));
    const struct style *s = &t->view.ui->style;
    draw_rule(s, t->view.window, row, 0, t->view.columns);
    if (item == NULL) {
        return;
    }
    (void)draw_wrapped(s, t->view.window, row + 1, 1, t->view.columns - 2, WHY_ROWS, ROLE_TEXT,
                       t->view.ui->private ? item->clock->help : item->why);
}

static void draw(struct view *v)
{
    struct today *t = (struct today *)v;
    int top = 0;
    int height = v->rows;
    if (t->rows.count == 0) {
        (void)draw_wrapped(&v->ui->style, v->window, 1, 3, v->columns - 6, v->rows - 1, ROLE_TEXT,
                           welcome);
        v->cursor_row = 1;
        v->cursor_column = 3;
        return;
    }
    if (t->header != NULL && v->rows >= WHY_LEAST) {
        top =
            draw_wrapped(&v->ui->style, v->window, 0, 1, v->columns - 2, 2, ROLE_MUTED, t->header);
        height -= top;
    }
    if (t->due.count > 0 && v->rows >= WHY_LEAST) {
        height -= WHY_ROWS + 1;
        draw_why(t, top + height);
    }
    rows_draw(&t->rows, v->ui, v->window, top, 0, height, v->columns, &v->cursor_row,
              &v->cursor_column);
}

static bool key(struct view *v, const struct key *k)
{
    struct today *t = (struct today *)v;
    bool taken = rows_key(&t->rows, k);
    t->moved = t->moved || taken;
    return taken;
}

static const char *none(struct view *v)
{
    return rows_selected(&((struct today *)v)->rows) == NULL ? "There is nothing here yet" : NULL;
}

static const struct due_item *marked(struct view *v)
{
    const struct today *t = (const struct today *)v;
    return today_due_item(t, rows_selected(&t->rows));
}

static const char *not_due(struct view *v)
{
    return marked(v) == NULL ? "What is marked has no rule" : NULL;
}

static const char *nobody(struct view *v)
{
    const struct due_item *item = marked(v);
    return item == NULL || (item->client[0] == '\0' && item->record[0] == '\0')
               ? "What is marked belongs to no record"
               : NULL;
}

static void open_item(struct view *v)
{
    struct today *t = (struct today *)v;
    const struct rows_item *row = rows_selected(&t->rows);
    const struct due_item *item = today_due_item(t, row);
    struct error err = {0};
    if (item != NULL) {
        today_due_begin(t, item);
        return;
    }
    switch (row != NULL ? (enum today_tag)row->tag : TODAY_HEADING) {
    case TODAY_RECORD:
        ui_push(v->ui, page_new(v->ui, row->id));
        break;
    case TODAY_CONFLICTS:
        ui_push(v->ui, conflicts_new(v->ui));
        break;
    case TODAY_DRAFT:
        today_open_draft(t, row->id);
        break;
    case TODAY_BURST:
        ui_push(v->ui, browse_new(v->ui, row->extra));
        break;
    case TODAY_MORE:
        t->unfolded[strtoul(row->extra, NULL, 10)] = true;
        fill(t, &err);
        ui_error(v->ui, &err);
        break;
    case TODAY_DUE:
    case TODAY_HEADING:
    default:
        break;
    }
}

static void explain(struct view *v)
{
    today_due_explain((struct today *)v, marked(v));
}

static void open_whose(struct view *v)
{
    today_due_open((struct today *)v, marked(v));
}

static void whose(struct view *v)
{
    struct today *t = (struct today *)v;
    struct error err = {0};
    t->everybody = !t->everybody;
    ui_say(v->ui, ROLE_TEXT, t->everybody ? "Looking at everybody's…" : "Looking at yours…");
    ui_draw(v->ui);
    v->ui->message[0] = '\0';
    free(t->stamp);
    t->stamp = NULL;
    if (today_due_read(t, &err)) {
        fill(t, &err);
    }
    ui_error(v->ui, &err);
}

static const char *cannot_write(struct view *v)
{
    return ui_read_only(v->ui);
}

static void new_client(struct view *v)
{
    ui_push(v->ui, form_new(v->ui, "client", NULL, NULL));
}

static void release(struct view *v)
{
    struct today *t = (struct today *)v;
    rows_free(&t->rows);
    due_clear(&t->due);
    free(t->stamp);
    free(t->unfolded);
    free(t->header);
    free(t);
}

static const struct view_command commands[] = {
    {"open", INPUT_ENTER, 0, "begin", "Begin what is due, or open what is marked.", none,
     open_item},
    {"why", 'x', 0, "why", "Say why it is due: the rule, its numbers, which settings change them.",
     not_due, explain},
    {"whose", 'o', 0, "open", "Open the page of the person it is about.", nobody, open_whose},
    {"everybody", 'a', 0, "all", "Show what is due for everybody, or for you again.", NULL, whose},
    {"new", 'n', 0, "new client", "Write a new client.", cannot_write, new_client},
    {0},
};
static const struct view_class class = {
    .name = "today",
    .commands = commands,
    .title = title,
    .draw = draw,
    .key = key,
    .resume = resume,
    .due = due,
    .tick = tick,
    .free = release,
};

struct view *today_new(struct ui *ui)
{
    return ui_make(ui, &class, sizeof(struct today));
}

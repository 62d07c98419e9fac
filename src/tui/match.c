/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is open beside a client's wishes, as a list: openings that break no must first, then those
 * that meet most. Enter puts one side by side with the wishes.
 */
#include "inwork/model/match.h"
#include "inwork/base/date.h"
#include "inwork/base/error.h"
#include "inwork/store/store.h"
#include "match_decide_int.h"
#include "rows_int.h"
#include "screens_int.h"
#include "staff_int.h"
#include "ui_int.h"

enum tag { TAG_HEADING, TAG_OPENING, TAG_WISH };

struct match_view {
    struct view view;
    char client[ID_SIZE];
    struct match match;
    struct rows rows;
};

static bool breaks(const struct match_option *o)
{
    return match_count(o, MATCH_MUST, MATCH_FITS_NOT) +
               match_count(o, MATCH_AVOID, MATCH_FITS_NOT) >
           0;
}

static int add_option(struct match_view *m, const struct match_option *o, struct error *err)
{
    struct buf detail = BUF_ZERO;
    match_describe(&detail, o);
    if (o->remark != NULL) {
        buf_printf(&detail, "; %s", o->remark);
    }
    struct rows_item *item = rows_add(&m->rows, TAG_OPENING, o->title, buf_text(&detail));
    if (item != NULL) {
        memcpy(item->id, o->id, sizeof item->id);
        item->mark = breaks(o) ? '!' : ' ';
    }
    buf_free(&detail);
    return item != NULL ? 0 : error_memory(err);
}

static void resume(struct view *v)
{
    struct match_view *m = (struct match_view *)v;
    struct error err = {0};
    rows_clear(&m->rows);
    match_clear(&m->match);
    int status = match_read(&m->match, v->ui->store, m->client, NULL, &err);
    if (status == 0 && m->match.wishes == 0) {
        (void)rows_add(&m->rows, TAG_HEADING, "No preference is written yet", NULL);
        (void)rows_add(&m->rows, TAG_WISH, "Ask what a job must have, and write it down",
                       "Enter or n");
    }
    for (size_t i = 0; i < m->match.count && status == 0; i++) {
        const struct match_option *o = &m->match.options[i];
        bool first = i == 0 || breaks(o) != breaks(&m->match.options[i - 1]);
        if (first && m->match.wishes > 0) {
            (void)rows_add(&m->rows, TAG_HEADING,
                           breaks(o) ? "A must does not fit" : "No must is broken", NULL);
        }
        status = add_option(m, o, &err);
    }
    if (status == 0 && m->match.count == 0) {
        (void)rows_add(&m->rows, TAG_HEADING, "No lead is open and no job setting is written",
                       NULL);
    }
    rows_settle(&m->rows);
    ui_error(v->ui, &err);
}

static void title(struct view *v, struct buf *left, struct buf *right)
{
    const struct match_view *m = (const struct match_view *)v;
    buf_add(left, "What would suit ");
    ui_name(v->ui, left, m->match.name != NULL ? m->match.name : "");
    buf_printf(right, "%zu %s, %zu open", m->match.wishes, m->match.wishes == 1 ? "wish" : "wishes",
               m->match.count);
}

static void draw(struct view *v)
{
    struct match_view *m = (struct match_view *)v;
    rows_draw_whole(&m->rows, v->ui, v->window, v->rows, v->columns, false, &v->cursor_row,
                    &v->cursor_column);
}

static bool key(struct view *v, const struct key *k)
{
    return rows_key(&((struct match_view *)v)->rows, k);
}

static const struct match_option *selected(struct view *v)
{
    struct match_view *m = (struct match_view *)v;
    const struct rows_item *item = rows_selected(&m->rows);
    for (size_t i = 0; item != NULL && item->tag == TAG_OPENING && i < m->match.count; i++) {
        if (strcmp(m->match.options[i].id, item->id) == 0) {
            return &m->match.options[i];
        }
    }
    return NULL;
}

static const char *cannot_write(struct view *v)
{
    return ui_read_only(v->ui);
}

static void new_wish(struct view *v)
{
    struct match_view *m = (struct match_view *)v;
    ui_push(v->ui, form_new_part(v->ui, "preference", "client", m->match.client));
}

static const char *no_row(struct view *v)
{
    return rows_selected(&((struct match_view *)v)->rows) == NULL ? "There is nothing to open"
                                                                  : NULL;
}

static void open_sides(struct view *v)
{
    const struct match_option *o = selected(v);
    if (o != NULL) {
        ui_push(v->ui, match_sides_new(v->ui, ((struct match_view *)v)->match.client, o->id));
    } else if (cannot_write(v) == NULL) {
        new_wish(v);
    }
}

static const char *no_opening(struct view *v)
{
    return selected(v) == NULL ? "The mark is not on an opening" : NULL;
}

static const char *cannot_decide(struct view *v)
{
    const char *why = no_opening(v);
    return why != NULL ? why : ui_read_only(v->ui);
}

static void decide(struct view *v)
{
    match_decide(v->ui, ((struct match_view *)v)->match.client, selected(v));
}

static void open_page(struct view *v)
{
    ui_push(v->ui, page_new(v->ui, selected(v)->id));
}

static void release(struct view *v)
{
    struct match_view *m = (struct match_view *)v;
    rows_free(&m->rows);
    match_clear(&m->match);
    free(m);
}

static const struct view_command commands[] = {
    {"sides", INPUT_ENTER, 0, "side by side", "Put this opening beside the client's wishes.",
     no_row, open_sides},
    {"decide", 'a', 0, "decide", "Record what the two of you decided about this opening.",
     cannot_decide, decide},
    {"wish", 'n', 0, "new wish", "Write down one more preference.", cannot_write, new_wish},
    {"page", 'o', 0, "its page", "Open the page of this opening.", no_opening, open_page},
    {"back", INPUT_ESCAPE, INPUT_BACKSPACE, "back", "Go back.", NULL, ui_close},
    {0},
};
static const struct view_class class = {
    .name = "match",
    .commands = commands,
    .title = title,
    .draw = draw,
    .key = key,
    .resume = resume,
    .free = release,
};

struct view *match_new(struct ui *ui, const char *client)
{
    struct match_view *m = ui_make(ui, &class, sizeof *m);
    if (m == NULL) {
        return NULL;
    }
    (void)snprintf(m->client, sizeof m->client, "%s", client);
    return &m->view;
}

void match_decide(struct ui *ui, const char *client, const struct match_option *o)
{
    struct error err = {0};
    struct buf meets = BUF_ZERO, doubts = BUF_ZERO;
    char day[DATE_SIZE];
    date_format(day, date_of_moment(store_now(ui->store)));
    match_meets(&meets, o);
    match_doubts(&doubts, o);
    int status = buf_ok(&meets, &err);
    status = status == 0 ? buf_ok(&doubts, &err) : status;
    if (status == 0) {
        const struct form_given given[] = {
            {"client", client},
            {strcmp(o->kind, "lead") == 0 ? "lead" : "job_setting", o->id},
            {"employer", o->employer},
            {"meets", buf_text(&meets)},
            {"doubts", buf_text(&doubts)},
            {"decided_on", day},
            {"client_view", NULL},
        };
        ui_push(ui, form_new_given(ui, "match_decision", given, sizeof given / sizeof given[0]));
    } else {
        ui_error(ui, &err);
    }
    buf_free(&meets);
    buf_free(&doubts);
}

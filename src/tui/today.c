/* SPDX-License-Identifier: GPL-3.0-or-later
 * Today: words not saved yet, answers in conflict, what is unsent, what was last written.
 */
#include "draw_int.h"
#include "inwork/base/date.h"
#include "inwork/base/error.h"
#include "inwork/store/draft.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "rows_int.h"
#include "screens_int.h"
#include "show_int.h"
#include "sync_int.h"
#include "ui_int.h"

#define LOOK_BACK 400 /* entries */
#define RECENT_MOST 30
#define UNSENT_MOST 8

enum tag { TAG_HEADING, TAG_RECORD, TAG_DRAFT, TAG_CONFLICTS };

struct today {
    struct view view;
    struct rows rows;
};

static const struct catalogue_kind *kind_named(struct today *t, const char *name)
{
    return catalogue_kind(store_catalogue(t->view.ui->store), name);
}

static int add_draft(const struct draft *d, void *payload, struct error *err)
{
    struct today *t = payload;
    struct ui *ui = t->view.ui;
    const struct catalogue_kind *k = kind_named(t, d->kind);
    struct buf text = BUF_ZERO;
    struct buf when = BUF_ZERO;
    struct record r = {0};
    if (d->record != NULL && store_record(ui->store, d->record, &r, NULL) == 0) {
        buf_add(&text, r.title != NULL && r.title[0] != '\0' ? r.title : d->kind);
    } else {
        buf_printf(&text, "New: %s", k != NULL ? k->title : d->kind);
        for (size_t i = 0; i < d->count; i++) {
            if (strcmp(d->fields[i].field, "name") == 0) {
                buf_printf(&text, ", %s", d->fields[i].text);
            }
        }
    }
    buf_printf(&when, "%s, ", k != NULL ? k->title : d->kind);
    time_describe(&when, d->at);
    if (t->rows.count == 0 && rows_add(&t->rows, TAG_HEADING, "Not saved yet", NULL) == NULL) {
        (void)error_memory(err);
    }
    struct rows_item *item = rows_add(&t->rows, TAG_DRAFT, buf_text(&text), buf_text(&when));
    if (item != NULL && strlen(d->id) < sizeof item->id) {
        struct buf extra = BUF_ZERO; /* kind and record, for opening it */
        buf_printf(&extra, "%s %s", d->kind, d->record != NULL ? d->record : "");
        memcpy(item->id, d->id, strlen(d->id) + 1);
        item->extra = buf_take(&extra);
        item->name = true;
        item->mark = '+';
    }
    buf_free(&text);
    buf_free(&when);
    record_clear(&r);
    return 0;
}

static int count_conflict(const struct record *r, const struct record_field *f, void *payload,
                          struct error *err)
{
    (void)r;
    (void)f;
    (void)err;
    (*(size_t *)payload)++;
    return 0;
}

static void add_conflicts(struct today *t)
{
    size_t n = 0;
    if (store_conflicts(t->view.ui->store, count_conflict, &n, NULL) != 0 || n == 0) {
        return;
    }
    struct buf text = BUF_ZERO;
    buf_printf(&text, "%zu %s to settle", n, n == 1 ? "answer" : "answers");
    (void)rows_add(&t->rows, TAG_HEADING, "In conflict", NULL);
    struct rows_item *item = rows_add(&t->rows, TAG_CONFLICTS, buf_text(&text), "Enter or c");
    if (item != NULL) {
        item->mark = '!';
    }
    buf_free(&text);
}

static int add_record(struct today *t, const struct store_cell *c, const char *detail, char mark,
                      struct error *err)
{
    const struct catalogue_kind *k = kind_named(t, c[1].bytes);
    const char *kind = k != NULL ? k->title : c[1].bytes;
    const char *title = c[2].type == STORE_TEXT && c[2].length > 0 ? c[2].bytes : kind;
    struct rows_item *item = rows_add(&t->rows, TAG_RECORD, title, detail);
    if (item == NULL) {
        return error_memory(err);
    }
    (void)snprintf(item->id, sizeof item->id, "%s", c[0].bytes);
    item->name = title != kind;
    item->mark = mark;
    return 0;
}

static const char *kind_title(struct today *t, const struct store_cell *c)
{
    const struct catalogue_kind *k = kind_named(t, c->bytes);
    return k != NULL ? k->title : c->bytes;
}

static int unsent_row(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    struct today *t = payload;
    (void)count;
    struct buf detail = BUF_ZERO;
    buf_printf(&detail, "%s, %lld %s since ", kind_title(t, &c[1]), (long long)c[4].integer,
               c[4].integer == 1 ? "save" : "saves");
    show_when(&detail, store_now(t->view.ui->store), c[3].bytes);
    int status = add_record(t, c, buf_text(&detail), '*', err);
    buf_free(&detail);
    return status;
}

static int recent_row(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    struct today *t = payload;
    (void)count;
    struct buf detail = BUF_ZERO;
    buf_printf(&detail, "%s, ", kind_title(t, &c[1]));
    if (c[4].type == STORE_TEXT) {
        buf_printf(&detail, "%s, ", c[4].bytes);
    }
    show_when(&detail, store_now(t->view.ui->store), c[3].bytes);
    int status = add_record(t, c, buf_text(&detail), ' ', err);
    buf_free(&detail);
    return status;
}

static void read_rows(struct today *t, struct error *err)
{
    struct store *s = t->view.ui->store;
    rows_clear(&t->rows);
    int status = store_drafts(s, NULL, add_draft, t, err);
    if (status != 0 && status != -STATUS_NO) {
        return;
    }
    add_conflicts(t);
    size_t before = t->rows.count;
    (void)rows_add(&t->rows, TAG_HEADING, "Not sent yet", NULL);
    struct store_cell most[] = {store_integer(LOOK_BACK), store_integer(UNSENT_MOST)};
    if (sync_has_team(t->view.ui->sync) && /* alone, nothing is meant to be sent */
        store_query(s, "tui_unsent", most, 2, unsent_row, t, err) != 0) {
        return;
    }
    if (t->rows.count == before + 1) {
        rows_drop_last(&t->rows);
    }
    before = t->rows.count;
    (void)rows_add(&t->rows, TAG_HEADING, "Last written", NULL);
    struct store_cell recent[] = {store_integer(LOOK_BACK), store_integer(RECENT_MOST)};
    if (store_query(s, "tui_recent", recent, 2, recent_row, t, err) != 0) {
        return;
    }
    if (t->rows.count == before + 1) {
        rows_drop_last(&t->rows);
    }
}

static void resume(struct view *v)
{
    struct error err = {0};
    read_rows((struct today *)v, &err);
    rows_settle(&((struct today *)v)->rows);
    ui_error(v->ui, &err);
}

static void title(struct view *v, struct buf *left, struct buf *right)
{
    struct date today = date_of_moment(store_now(v->ui->store));
    buf_printf(left, "Today, %s %d %s %d", date_weekday_name(date_weekday(today)), today.day,
               date_month_name(today.month), today.year);
    (void)right;
}

static const char welcome[] =
    "Nothing is written yet.\n\n"
    "2  goes to the clients; n adds the first. Only the name is needed.\n"
    "3  goes to the employers.\n"
    "/  finds anything as you type.\n"
    "?  shows everything that is possible, anywhere.\n\n"
    "What you type is kept as you type it, encrypted, on this machine. Ctrl-S saves it.";

static void draw(struct view *v)
{
    struct today *t = (struct today *)v;
    if (t->rows.count == 0) {
        (void)draw_wrapped(&v->ui->style, v->window, 1, 3, v->columns - 6, v->rows - 1, ROLE_TEXT,
                           welcome);
        v->cursor_row = 1;
        v->cursor_column = 3;
        return;
    }
    rows_draw(&t->rows, v->ui, v->window, 0, 0, v->rows, v->columns, &v->cursor_row,
              &v->cursor_column);
}

static bool key(struct view *v, const struct key *k)
{
    return rows_key(&((struct today *)v)->rows, k);
}

static const char *none(struct view *v)
{
    return rows_selected(&((struct today *)v)->rows) == NULL ? "There is nothing here yet" : NULL;
}

static void open_draft(struct ui *ui, const struct rows_item *item)
{
    char kind[64];
    const char *space = strchr(item->extra, ' ');
    size_t n = space != NULL ? (size_t)(space - item->extra) : 0;
    if (n == 0 || n >= sizeof kind) {
        return;
    }
    memcpy(kind, item->extra, n);
    kind[n] = '\0';
    ui_push(ui, form_from_draft(ui, item->id, kind, space[1] != '\0' ? space + 1 : NULL));
}

static void open_item(struct view *v)
{
    const struct rows_item *item = rows_selected(&((struct today *)v)->rows);
    if (item == NULL) {
        return;
    }
    if (item->tag == TAG_RECORD) {
        ui_push(v->ui, page_new(v->ui, item->id));
    } else if (item->tag == TAG_CONFLICTS) {
        ui_push(v->ui, conflicts_new(v->ui));
    } else if (item->extra != NULL) {
        open_draft(v->ui, item);
    }
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
    rows_free(&((struct today *)v)->rows);
    free(v);
}

static const struct view_command commands[] = {
    {"open", INPUT_ENTER, 0, "open", "Open what is marked.", none, open_item},
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
    .free = release,
};

struct view *today_new(struct ui *ui)
{
    struct today *t = calloc(1, sizeof *t);
    if (t == NULL) {
        ui_say(ui, ROLE_ERROR, "Memory ran out");
        return NULL;
    }
    t->view.class = &class;
    t->view.ui = ui;
    return &t->view;
}

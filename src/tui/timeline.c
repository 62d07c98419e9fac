/* SPDX-License-Identifier: GPL-3.0-or-later
 * Everything of a client that has a day, newest first: notes, appointments, check-ins, interviews,
 * changes of a job. Read by windows, so that five years are as quick as a week.
 */
#include "draw_int.h"
#include "inwork/base/buf.h"
#include "inwork/base/date.h"
#include "inwork/base/error.h"
#include "inwork/base/utf8.h"
#include "inwork/model/part.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "move_int.h"
#include "screens_int.h"
#include "sync_int.h"
#include "ui_int.h"

#define WINDOW_ROWS 120 /* read at a time */

struct moment {
    char id[RECORD_ID_TEXT];
    const struct catalogue_kind *kind;
    char *title;
    char *words; /* read when first drawn */
    char day[DATE_SIZE];
    char time[TIME_SIZE];
    bool conflict, unsent;
};

struct timeline {
    struct view view;
    char client[RECORD_ID_TEXT];
    char *name;
    char *days; /* which field of which kind */
    bool notes; /* notes alone */
    struct moment rows[WINDOW_ROWS];
    int64_t first, held, count;
    int64_t selected, top;
};

static void drop_rows(struct timeline *t)
{
    for (int64_t i = 0; i < t->held; i++) {
        free(t->rows[i].title);
        free(t->rows[i].words);
    }
    t->held = 0;
}

static void copy_cell(char *out, size_t size, const struct store_cell *c)
{
    ui_copy(out, size, c->type == STORE_TEXT ? c->bytes : "");
}

static int take_row(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    struct timeline *t = payload;
    (void)count;
    if (t->held >= WINDOW_ROWS) {
        return 0;
    }
    struct moment *m = &t->rows[t->held];
    *m = (struct moment){.kind = catalogue_kind(store_catalogue(t->view.ui->store), c[1].bytes)};
    copy_cell(m->id, sizeof m->id, &c[0]);
    copy_cell(m->day, sizeof m->day, &c[3]);
    copy_cell(m->time, sizeof m->time, &c[4]);
    m->title = strdup(c[2].type == STORE_TEXT ? c[2].bytes : "");
    m->conflict = c[5].integer != 0;
    m->unsent = c[6].integer != 0;
    t->count = c[7].integer;
    t->held++;
    return m->title != NULL ? 0 : error_memory(err);
}

static void read_window(struct timeline *t, int64_t from)
{
    struct error err = {0};
    drop_rows(t);
    t->first = from > 0 ? from : 0;
    struct store_cell parameters[] = {store_text(t->client), store_text(t->days),
                                      store_integer(WINDOW_ROWS), store_integer(t->first),
                                      store_text(t->notes ? "note" : "")};
    if (t->first == 0) {
        t->count = 0;
    }
    if (store_query(t->view.ui->store, "timeline", parameters, 5, take_row, t, &err) != 0) {
        ui_error(t->view.ui, &err);
    }
}

static struct moment *moment_at(struct timeline *t, int64_t i)
{
    if (i < 0 || i >= t->count) {
        return NULL;
    }
    if (i < t->first || i >= t->first + t->held) {
        read_window(t, i - WINDOW_ROWS / 3);
        if (i >= t->first + t->held) { /* fewer than there were */
            read_window(t, 0);
        }
    }
    return i >= t->first && i < t->first + t->held ? &t->rows[i - t->first] : NULL;
}

static void resume(struct view *v)
{
    struct timeline *t = (struct timeline *)v;
    char marked[RECORD_ID_TEXT] = "";
    if (t->selected >= t->first && t->selected < t->first + t->held) {
        ui_copy(marked, sizeof marked, t->rows[t->selected - t->first].id);
    }
    read_window(t, t->selected - WINDOW_ROWS / 3);
    for (int64_t i = 0; i < t->held; i++) { /* the mark stays on its moment */
        if (strcmp(t->rows[i].id, marked) == 0) {
            t->selected = t->first + i;
        }
    }
    if (t->selected >= t->count) {
        t->selected = t->count > 0 ? t->count - 1 : 0;
    }
}

static void title(struct view *v, struct buf *left, struct buf *right)
{
    struct timeline *t = (struct timeline *)v;
    ui_name(v->ui, left, t->name);
    buf_add(left, t->notes ? ": notes" : ": timeline");
    if (t->count > 0) {
        buf_printf(right, "%lld of %lld", (long long)t->selected + 1, (long long)t->count);
    }
}

/* What happened, without the day and the kind, which stand before it. */
static const char *words_of(struct timeline *t, struct moment *m)
{
    if (m->words != NULL) {
        return m->words;
    }
    struct store *s = t->view.ui->store;
    struct record r = {0};
    struct buf text = BUF_ZERO;
    if (store_record(s, m->id, &r, NULL) == 0) {
        part_words(&text, s, &r, 400, !t->view.ui->private);
        if (text.len == 0) {
            part_describe(&text, s, &r, !t->view.ui->private);
        }
    } else {
        buf_add(&text, m->title);
    }
    record_clear(&r);
    buf_reserve(&text, 1);
    m->words = buf_take(&text);
    return m->words != NULL ? m->words : "";
}

static void describe_day(struct buf *out, const struct moment *m)
{
    struct date d;
    if (date_parse(&d, m->day)) {
        date_describe_day(out, d);
    } else {
        buf_add(out, m->day);
    }
    if (m->time[0] != '\0') {
        buf_printf(out, " %s", m->time);
    }
}

/* Two rows each: when and what it is, then its words. */
static void draw_moment(struct timeline *t, struct moment *m, int row, bool on)
{
    struct view *v = &t->view;
    const struct style *s = &v->ui->style;
    enum role role = on ? ROLE_SELECTED : ROLE_TEXT;
    const char *mark = m->conflict ? "!" : m->unsent && sync_has_team(v->ui->sync) ? "*" : " ";
    struct buf text = BUF_ZERO;
    draw_blank(s, v->window, row, 0, v->columns, role);
    (void)draw_text(s, v->window, row, 0, 1, role, on ? ">" : " ");
    (void)draw_text(s, v->window, row, 1, 1, role, mark);
    describe_day(&text, m);
    int used =
        draw_text(s, v->window, row, 3, v->columns - 4, on ? role : ROLE_TITLE, buf_text(&text));
    const char *kind = m->kind != NULL ? m->kind->title : "";
    if (used + 6 < v->columns) {
        (void)draw_text(s, v->window, row, 3 + used + 2, v->columns - used - 6,
                        on ? role : ROLE_LABEL, kind);
    }
    buf_clear(&text);
    if (row + 1 < v->rows) {
        ui_name(v->ui, &text, words_of(t, m));
        (void)draw_text(s, v->window, row + 1, 5, v->columns - 6, ROLE_TEXT, buf_text(&text));
    }
    buf_free(&text);
}

static void draw(struct view *v)
{
    struct timeline *t = (struct timeline *)v;
    int64_t height = v->rows / 2 > 0 ? v->rows / 2 : 1;
    if (t->count == 0) {
        (void)draw_wrapped(&v->ui->style, v->window, 1, 3, v->columns - 6, v->rows - 1, ROLE_MUTED,
                           "Nothing here has a day yet. Notes, appointments, interviews and "
                           "everything else with a date will be listed, newest first.");
        v->cursor_row = 1;
        v->cursor_column = 3;
        return;
    }
    if (t->selected < t->top) {
        t->top = t->selected;
    }
    if (t->selected >= t->top + height) {
        t->top = t->selected - height + 1;
    }
    for (int64_t i = 0; i < height; i++) {
        struct moment *m = moment_at(t, t->top + i);
        if (m != NULL) {
            draw_moment(t, m, (int)(2 * i), t->top + i == t->selected);
        }
    }
    v->cursor_row = (int)(2 * (t->selected - t->top));
    v->cursor_column = 0;
}

static bool key(struct view *v, const struct key *k)
{
    struct timeline *t = (struct timeline *)v;
    return move_by_key(&t->selected, k, v->rows > 3 ? v->rows / 2 - 1 : 1, t->count - 1);
}

static const char *nothing(struct view *v)
{
    return ((struct timeline *)v)->count == 0 ? "Nothing here has a day yet" : NULL;
}

static void open_moment(struct view *v)
{
    struct timeline *t = (struct timeline *)v;
    const struct moment *m = moment_at(t, t->selected);
    if (m != NULL) {
        ui_push(v->ui, page_new(v->ui, m->id));
    }
}

static const char *cannot_write(struct view *v)
{
    return ui_read_only(v->ui);
}

static void new_note(struct view *v)
{
    ui_push(v->ui, form_new_part(v->ui, "note", "client", ((struct timeline *)v)->client));
}

static void only_notes(struct view *v)
{
    struct timeline *t = (struct timeline *)v;
    t->notes = !t->notes;
    t->selected = t->top = 0;
    read_window(t, 0);
}

static void release(struct view *v)
{
    struct timeline *t = (struct timeline *)v;
    drop_rows(t);
    free(t->name);
    free(t->days);
    free(t);
}

static const struct view_command commands[] = {
    {"open", INPUT_ENTER, 0, "open", "Open what is marked.", nothing, open_moment},
    {"new", 'n', 0, "new note", "Write a note about this client.", cannot_write, new_note},
    {"notes", 't', 0, "notes only", "Show the notes alone, or everything again.", NULL, only_notes},
    {"back", INPUT_ESCAPE, INPUT_BACKSPACE, "back", "Go back.", NULL, ui_close},
    {0},
};
static const struct view_class class = {
    .name = "timeline",
    .commands = commands,
    .title = title,
    .draw = draw,
    .key = key,
    .resume = resume,
    .free = release,
};

struct view *timeline_new(struct ui *ui, const char *client)
{
    struct timeline *t = calloc(1, sizeof *t);
    struct buf days = BUF_ZERO;
    struct record r = {0};
    struct error err = {0};
    part_days(&days, store_catalogue(ui->store));
    int status = t != NULL ? store_record(ui->store, client, &r, &err) : error_memory(&err);
    if (status == 0) {
        t->view.class = &class;
        t->view.ui = ui;
        ui_copy(t->client, sizeof t->client, r.id);
        t->name = strdup(r.title != NULL ? r.title : "");
        t->days = buf_take(&days);
        status = t->name != NULL && t->days != NULL ? 0 : error_memory(&err);
    }
    record_clear(&r);
    buf_free(&days);
    if (status != 0) {
        ui_error(ui, &err);
        if (t != NULL) {
            release(&t->view);
        }
        return NULL;
    }
    return &t->view;
}

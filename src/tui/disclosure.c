/* SPDX-License-Identifier: GPL-3.0-or-later
 * The personal information plan as a matrix: a row for each item, a column for each question. What
 * was never talked about has a row too, and is private.
 */
#include "inwork/model/disclosure.h"
#include "draw_int.h"
#include "inwork/base/error.h"
#include "inwork/store/record.h"
#include "move_int.h"
#include "outside_int.h"
#include "page_int.h"
#include "screens_int.h"
#include "show_int.h"
#include "step_int.h"
#include "ui_int.h"

#define MIDDLE 80     /* columns from which there are more than two */
#define DETAIL_ROWS 5 /* what the marked row says in full, and the rule above it */

struct matrix {
    struct view view;
    char client[RECORD_ID_TEXT];
    struct disclosure_plan plan;
    size_t selected;
    int top;
};

enum column { ITEM, SHARE, WITH, TELLS, HOW, WHEN, AGREED, COLUMNS };
static const char *const headings[COLUMNS] = {"What",           "Share?", "With whom", "Who tells",
                                              "In these words", "When",   "Agreed"};

/* Widths for so much room: the narrower, the fewer columns (0: not shown). */
static void widths(int room, int out[COLUMNS])
{
    static const int wide[COLUMNS] = {29, 12, 18, 16, 0, 18, 12};
    static const int middle[COLUMNS] = {22, 10, 13, 14, 0, 12, 7};
    for (int i = 0; i < COLUMNS; i++) {
        out[i] = room >= 130 ? wide[i] : room >= MIDDLE ? middle[i] : 0;
    }
    if (room >= 130) {
        out[HOW] = room - 2 - (29 + 12 + 18 + 16 + 18 + 12);
    } else if (room < MIDDLE) {
        out[SHARE] = room >= 40 ? 18 : room / 2;
        out[ITEM] = room - 2 - out[SHARE];
    }
}

static const struct disclosure_line *marked(const struct matrix *m)
{
    return m->selected < m->plan.count ? &m->plan.lines[m->selected] : NULL;
}

static const char *share_word(const struct disclosure_line *l)
{
    switch (l->state) {
    case DISCLOSURE_SHARE:
        return "Share";
    case DISCLOSURE_NOT_AGREED:
        return "Not yet"; /* agreed, with its day */
    case DISCLOSURE_UNDECIDED:
        return "Undecided"; /* the marked row says what that means */
    case DISCLOSURE_NOT_TALKED:
    case DISCLOSURE_PRIVATE:
        break;
    }
    return "Private";
}

/* A day without that of the week; where there is little room, without the year. */
static void add_day(struct buf *out, const char *day, int room)
{
    const char *text = strlen(day) > 4 ? day + 4 : "";
    const char *year = strrchr(text, ' ');
    size_t n = year != NULL && (size_t)room <= strlen(text) ? (size_t)(year - text) : strlen(text);
    buf_append(out, text, n);
}

/* A cell of a row; texts in a person's own words are hidden where names are. */
static void cell(const struct matrix *m, struct buf *out, const struct disclosure_line *l,
                 enum column c, int room)
{
    struct ui *ui = m->view.ui;
    switch (c) {
    case ITEM:
        buf_add(out, l->item[0] != '\0' ? l->item : "(no item)");
        if (l->employer_name[0] != '\0') {
            buf_printf(out, ", %s", l->employer_name);
        }
        break;
    case SHARE:
        buf_add(out, share_word(l));
        break;
    case WITH:
        buf_add(out, l->with_whom);
        break;
    case TELLS:
        buf_add(out, l->who_tells);
        break;
    case HOW:
        ui_name(ui, out, l->how);
        break;
    case WHEN:
        buf_add(out, l->when);
        break;
    default:
        add_day(out, l->agreed, room);
        break;
    }
    for (size_t i = 0; i < out->len; i++) {
        out->data[i] = out->data[i] == '\n' ? ' ' : out->data[i];
    }
}

static void draw_row(struct matrix *m, size_t which, int row, const int wide[COLUMNS])
{
    const struct style *s = &m->view.ui->style;
    const struct disclosure_line *l = &m->plan.lines[which];
    bool on = which == m->selected;
    enum role role = on ? ROLE_SELECTED : l->id[0] == '\0' ? ROLE_MUTED : ROLE_TEXT;
    int column = 2;
    draw_blank(s, m->view.window, row, 0, m->view.columns, role);
    (void)draw_text(s, m->view.window, row, 0, 1, role, on ? ">" : l->counts ? "*" : " ");
    for (enum column c = ITEM; c < COLUMNS; c++) {
        struct buf text = BUF_ZERO;
        if (wide[c] == 0) {
            continue;
        }
        cell(m, &text, l, c, wide[c]);
        (void)draw_text(s, m->view.window, row, column, wide[c] - 1, role, buf_text(&text));
        column += wide[c];
        buf_free(&text);
    }
}

static void add(struct buf *out, const char *label, const char *text)
{
    if (text[0] != '\0') {
        buf_printf(out, "%s%s: %s", out->len > 0 ? "; " : "", label, text);
    }
}

/* All that the marked row says. */
static void draw_detail(struct matrix *m, int row, int rows)
{
    const struct disclosure_line *l = marked(m);
    struct buf text = BUF_ZERO;
    struct buf words = BUF_ZERO;
    if (l == NULL || rows < 2) {
        return;
    }
    draw_rule(&m->view.ui->style, m->view.window, row, 0, m->view.columns);
    if (l->id[0] == '\0') {
        buf_add(&text,
                "Not talked about yet, so it stays private. Enter writes down what the person "
                "wants.");
    } else {
        if (l->state == DISCLOSURE_UNDECIDED) {
            buf_add(&text, "Nothing decided yet: keep private");
        }
        ui_name(m->view.ui, &words, l->detail);
        add(&text, "What exactly", buf_text(&words));
        add(&text, "employer", l->employer[0] != '\0' ? l->employer_name : "any");
        add(&text, "with", l->with_whom);
        add(&text, "told by", l->who_tells);
        add(&text, "when", l->when);
        buf_clear(&words);
        ui_name(m->view.ui, &words, l->how);
        add(&text, "words", buf_text(&words));
        add(&text, "agreed", l->agreed);
        if (l->share && !l->counts) {
            buf_add(&text, "; it counts once it is agreed, with the day");
        }
    }
    (void)draw_wrapped(&m->view.ui->style, m->view.window, row + 1, 1, m->view.columns - 2,
                       rows - 1, ROLE_TEXT, buf_text(&text));
    buf_free(&words);
    buf_free(&text);
}

static void draw(struct view *v)
{
    struct matrix *m = (struct matrix *)v;
    int wide[COLUMNS];
    int detail = v->rows > 12 ? DETAIL_ROWS : v->rows > 7 ? 3 : 0;
    int height = v->rows - 1 - detail;
    int column = 2;
    widths(v->columns, wide);
    for (enum column c = ITEM; c < COLUMNS; c++) {
        if (wide[c] > 0) {
            (void)draw_text(&v->ui->style, v->window, 0, column, wide[c] - 1, ROLE_TITLE,
                            headings[c]);
            column += wide[c];
        }
    }
    if ((int)m->selected < m->top) {
        m->top = (int)m->selected;
    }
    if ((int)m->selected >= m->top + height) {
        m->top = (int)m->selected - height + 1;
    }
    for (int i = 0; i < height && m->top + i < (int)m->plan.count; i++) {
        draw_row(m, (size_t)m->top + (size_t)i, 1 + i, wide);
    }
    draw_detail(m, v->rows - detail, detail);
    v->cursor_row = 1 + (int)m->selected - m->top;
    v->cursor_column = 0;
}

static void title(struct view *v, struct buf *left, struct buf *right)
{
    const struct matrix *m = (const struct matrix *)v;
    size_t counts = 0;
    buf_add(left, "Personal information plan: ");
    show_title(v->ui, left, m->client);
    for (size_t i = 0; i < m->plan.count; i++) {
        counts += m->plan.lines[i].counts ? 1 : 0;
    }
    if (counts == 0) {
        buf_add(right, "all is private");
    } else {
        buf_printf(right, "%zu may be told (*)", counts);
    }
}

static bool key(struct view *v, const struct key *k)
{
    struct matrix *m = (struct matrix *)v;
    int64_t at = (int64_t)m->selected;
    bool taken = move_by_key(&at, k, v->rows, (int64_t)m->plan.count - 1);
    m->selected = (size_t)at;
    return taken;
}

static int read_plan(struct matrix *m, struct error *err)
{
    struct disclosure_plan plan = {0};
    char keep[RECORD_ID_TEXT] = "";
    const char *item = "";
    const struct disclosure_line *l = marked(m);
    if (l != NULL) {
        ui_copy(keep, sizeof keep, l->id);
        item = l->value;
    }
    int status = disclosure_plan_read(&plan, m->view.ui->store, m->client, NULL, err);
    if (status != 0) {
        return status;
    }
    disclosure_plan_clear(&m->plan);
    m->plan = plan;
    for (size_t i = 0; i < plan.count; i++) { /* the mark stays with its line, or its item */
        if (keep[0] != '\0' ? strcmp(plan.lines[i].id, keep) == 0 : plan.lines[i].value == item) {
            m->selected = i;
        }
    }
    if (m->selected >= plan.count) {
        m->selected = 0;
    }
    return 0;
}

static void resume(struct view *v)
{
    struct error err = {0};
    if (read_plan((struct matrix *)v, &err) != 0) {
        ui_error(v->ui, &err);
    }
}

static const char *cannot_write(struct view *v)
{
    return ui_read_only(v->ui);
}

/* A new line about the marked item. */
static void add_line(struct view *v)
{
    struct matrix *m = (struct matrix *)v;
    const struct disclosure_line *l = marked(m);
    struct view *form = form_new_part(v->ui, "disclosure_item", "client", m->client);
    if (form != NULL && l != NULL) {
        form_preset(form, "item", l->value);
    }
    ui_push(v->ui, form);
}

static void open_line(struct view *v)
{
    struct matrix *m = (struct matrix *)v;
    const struct disclosure_line *l = marked(m);
    if (l == NULL || l->id[0] == '\0') {
        add_line(v);
    } else {
        ui_push(v->ui, form_new(v->ui, NULL, l->id, "choice"));
    }
}

static void history(struct view *v)
{
    const struct disclosure_line *l = marked((struct matrix *)v);
    if (l != NULL && l->id[0] != '\0') {
        ui_push(v->ui, history_new(v->ui, l->id, NULL));
    }
}

static const char *no_history(struct view *v)
{
    const struct disclosure_line *l = marked((struct matrix *)v);
    return l == NULL || l->id[0] == '\0' ? "Nothing is recorded about this yet" : NULL;
}

/* A line counts once it is agreed, with the day. */
static const char *no_line(struct view *v)
{
    const struct disclosure_line *l = marked((struct matrix *)v);
    return l == NULL || l->id[0] == '\0' ? "Nothing is written about this yet; Enter begins it"
                                         : ui_read_only(v->ui);
}

static void agree(struct view *v)
{
    if (step_agreed(v->ui, marked((struct matrix *)v)->id)) {
        resume(v);
    }
}

static void release(struct view *v)
{
    struct matrix *m = (struct matrix *)v;
    disclosure_plan_clear(&m->plan);
    free(m);
}

static const struct view_command commands[] = {
    {"edit", INPUT_ENTER, 'e', "write down", "Write down what the person wants for this item.",
     cannot_write, open_line},
    {"new", 'n', 0, "another line", "Another line for this item: for one employer, say.",
     cannot_write, add_line},
    {"agreed", 'a', 0, "agreed today",
     "The person agreed to this line today: from now on it counts.", no_line, agree},
    {"history", 'h', 0, "history", "Who wrote what in this line, and when.", no_history, history},
    {"back", INPUT_ESCAPE, INPUT_BACKSPACE, "back", "Go back.", NULL, ui_close},
    {0},
};
static const struct view_class class = {.name = "disclosure",
                                        .commands = commands,
                                        .title = title,
                                        .draw = draw,
                                        .key = key,
                                        .resume = resume,
                                        .free = release};

struct view *disclosure_new(struct ui *ui, const char *client)
{
    struct error err = {0};
    struct matrix *m = ui_make(ui, &class, sizeof *m);
    if (m == NULL) {
        return NULL;
    }
    ui_copy(m->client, sizeof m->client, client);
    if (read_plan(m, &err) != 0) {
        ui_error(ui, &err);
        release(&m->view);
        return NULL;
    }
    return &m->view;
}

const char *disclosure_refusal(struct view *page)
{
    struct record r = {0};
    const char *id = page_record(page);
    bool client = id != NULL && store_record(page->ui->store, id, &r, NULL) == 0 &&
                  strcmp(r.kind, "client") == 0;
    record_clear(&r);
    return client ? NULL : "A client has a personal information plan";
}

void disclosure_open(struct view *page)
{
    ui_push(page->ui, disclosure_new(page->ui, page_record(page)));
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * The team's numbers: every threshold of every clock, what is in force and what the program brings.
 * Enter changes one for everybody; what it means stands below; `f` narrows by typing.
 */
#include "draw_int.h"
#include "inwork/base/error.h"
#include "inwork/base/utf8.h"
#include "inwork/model/due.h"
#include "inwork/store/store.h"
#include "line_int.h"
#include "prompt_int.h"
#include "rows_int.h"
#include "screens_int.h"
#include "sync_int.h"
#include "ui_int.h"

#define HELP_ROWS 4

enum tag { TAG_HEADING, TAG_NUMBER };

struct numbers {
    struct view view;
    struct rows rows;
    struct due due; /* the clocks alone */
    size_t changed, shown;
    struct line filter;
    bool filtering; /* the filter line is open */
};

/* The clock and the number a row stands for: "3 1" in its extra. */
static const struct due_setting *setting_of(const struct numbers *n, const struct rows_item *item,
                                            const struct due_clock **clock)
{
    if (item == NULL || item->extra == NULL) {
        return NULL;
    }
    char *end = NULL;
    size_t c = strtoul(item->extra, &end, 10);
    size_t s = strtoul(end, NULL, 10);
    if (c >= n->due.clock_count || s >= n->due.clocks[c].setting_count) {
        return NULL;
    }
    if (clock != NULL) {
        *clock = &n->due.clocks[c];
    }
    return &n->due.clocks[c].settings[s];
}

/* A number that two clocks share is told at the first. */
static bool told_before(const struct due *d, size_t clock, const char *name)
{
    for (size_t c = 0; c < clock; c++) {
        for (size_t s = 0; s < d->clocks[c].setting_count; s++) {
            if (strcmp(d->clocks[c].settings[s].name, name) == 0) {
                return true;
            }
        }
    }
    return false;
}

static bool is_changed(const struct due_setting *s)
{
    return s->refused != NULL || strcmp(s->value, s->standard) != 0;
}

static bool add_number(struct numbers *n, size_t clock, size_t setting)
{
    const struct due_setting *s = &n->due.clocks[clock].settings[setting];
    char at[48];
    struct buf value = BUF_ZERO;
    buf_printf(&value, "%s %s", s->value, s->unit);
    if (s->refused != NULL) {
        buf_printf(&value, " (“%s” is no number)", s->refused);
    } else if (is_changed(s)) {
        buf_printf(&value, " (else %s)", s->standard);
    }
    struct rows_item *item = rows_add(&n->rows, TAG_NUMBER, s->help, buf_text(&value));
    buf_free(&value);
    (void)snprintf(at, sizeof at, "%zu %zu", clock, setting);
    if (item == NULL || (item->extra = strdup(at)) == NULL) {
        return false;
    }
    item->mark = is_changed(s) ? '*' : ' ';
    return true;
}

static bool narrowed(const struct numbers *n)
{
    return text_edit_length(&n->filter.edit) > 0;
}

/* Does all that is told of a number, together, have each of the words? */
static bool is_meant(const struct numbers *n, const struct due_clock *c,
                     const struct due_setting *s)
{
    struct buf about = BUF_ZERO;
    struct buf all = BUF_ZERO;
    struct buf words = BUF_ZERO;
    const char *typed = text_edit_text(&n->filter.edit);
    bool meant = true;
    buf_printf(&about, "%s %s %s %s %s %s", c->title, c->number, c->help, s->help, s->name,
               is_changed(s) ? "changed" : "");
    utf8_fold(&all, buf_text(&about), about.len);
    utf8_fold(&words, typed, strlen(typed));
    for (const char *at = buf_text(&words); *at != '\0' && meant;) {
        char word[64];
        size_t length = strcspn(at, " ");
        (void)snprintf(word, sizeof word, "%.*s", (int)length, at);
        meant = strstr(buf_text(&all), word) != NULL;
        at += length + strspn(at + length, " ");
    }
    buf_free(&about);
    buf_free(&all);
    buf_free(&words);
    return meant;
}

static bool add_clock(struct numbers *n, size_t clock)
{
    const struct due_clock *c = &n->due.clocks[clock];
    bool headed = false;
    bool ok = true;
    for (size_t s = 0; ok && s < c->setting_count; s++) {
        if (told_before(&n->due, clock, c->settings[s].name)) {
            continue;
        }
        n->changed += is_changed(&c->settings[s]);
        if (narrowed(n) && !is_meant(n, c, &c->settings[s])) {
            continue;
        }
        n->shown++;
        ok = headed || rows_add(&n->rows, TAG_HEADING, c->title, NULL) != NULL;
        headed = true;
        ok = ok && add_number(n, clock, s);
    }
    return ok;
}

static void fill(struct numbers *n, int status, struct error *err)
{
    rows_clear(&n->rows);
    n->changed = n->shown = 0;
    for (size_t i = 0; status == 0 && i < n->due.clock_count; i++) {
        status = add_clock(n, i) ? 0 : error_memory(err);
    }
    rows_settle(&n->rows);
    if (status != 0) {
        ui_error(n->view.ui, err);
    }
}

static void resume(struct view *v)
{
    struct numbers *n = (struct numbers *)v;
    struct error err = {0};
    rows_clear(&n->rows);
    due_clear(&n->due);
    fill(n, due_read_clocks(&n->due, v->ui->store, &err), &err);
}

static void title(struct view *v, struct buf *left, struct buf *right)
{
    const struct numbers *n = (const struct numbers *)v;
    buf_add(left, "Team numbers");
    if (narrowed(n)) {
        buf_printf(right, "%zu found", n->shown);
    } else if (n->changed > 0) {
        buf_printf(right, "%zu changed by the team", n->changed);
    }
}

static void draw(struct view *v)
{
    struct numbers *n = (struct numbers *)v;
    const struct due_clock *clock = NULL;
    const struct due_setting *s = setting_of(n, rows_selected(&n->rows), &clock);
    int help = v->rows > HELP_ROWS + 6 ? HELP_ROWS : 0;
    int top = n->filtering || narrowed(n) ? 1 : 0;
    int row = top;
    int column = 0;
    rows_draw(&n->rows, v->ui, v->window, top, 0, v->rows - help - top, v->columns, &row, &column);
    if (narrowed(n) && n->shown == 0) {
        (void)draw_text(&v->ui->style, v->window, top + 1, 3, v->columns - 4, ROLE_TEXT,
                        "No number is about that. Esc shows all again.");
    }
    v->cursor_row = row;
    v->cursor_column = column;
    if (top > 0) {
        (void)draw_text(&v->ui->style, v->window, 0, 1, 1, ROLE_KEY, "f");
        column = line_draw(&v->ui->style, v->window, 0, 3, v->columns - 4, &n->filter,
                           n->filtering ? ROLE_FIELD_ON : ROLE_FIELD);
    }
    if (n->filtering) {
        v->cursor_row = 0;
        v->cursor_column = column;
    }
    if (s == NULL || help == 0) {
        return;
    }
    struct buf text = BUF_ZERO;
    buf_printf(&text, "%s: %s Counted from %s. The program brings %s %s; its name is %s.",
               clock->title, s->help, clock->counts_from, s->standard, s->unit, s->name);
    draw_rule(&v->ui->style, v->window, v->rows - help, 0, v->columns);
    (void)draw_wrapped(&v->ui->style, v->window, v->rows - help + 1, 1, v->columns - 2, help - 1,
                       ROLE_MUTED, buf_text(&text));
    buf_free(&text);
}

static bool typing(const struct view *v)
{
    return ((const struct numbers *)v)->filtering;
}

static bool key(struct view *v, const struct key *k)
{
    struct numbers *n = (struct numbers *)v;
    struct error err = {0};
    bool changed = false;
    if (!(n->filtering && (k->code == INPUT_HOME || k->code == INPUT_END)) &&
        rows_key(&n->rows, k)) {
        return true;
    }
    bool taken = n->filtering && line_key(v->ui, &n->filter, k, &changed);
    if (changed) {
        n->rows.selected = 0;
        n->rows.top = 0;
        fill(n, 0, &err);
    }
    return taken;
}

static void open_filter(struct view *v)
{
    ((struct numbers *)v)->filtering = true;
}

static const char *not_narrowed(struct view *v)
{
    const struct numbers *n = (const struct numbers *)v;
    return n->filtering || narrowed(n) ? NULL : "All numbers are shown already";
}

static const char *shows_part(struct view *v)
{
    return not_narrowed(v) == NULL ? "Esc shows all numbers first" : NULL;
}

/* All again, the mark on the same number. */
static void show_all(struct view *v)
{
    struct numbers *n = (struct numbers *)v;
    struct error err = {0};
    const struct rows_item *item = rows_selected(&n->rows);
    char *at = item != NULL && item->extra != NULL ? strdup(item->extra) : NULL;
    n->filtering = false;
    line_clear(&n->filter);
    fill(n, 0, &err);
    for (size_t i = 0; at != NULL && i < n->rows.count; i++) {
        if (n->rows.items[i].extra != NULL && strcmp(n->rows.items[i].extra, at) == 0) {
            n->rows.selected = i;
        }
    }
    free(at);
}

static const struct due_setting *marked(struct view *v)
{
    const struct numbers *n = (const struct numbers *)v;
    return setting_of(n, rows_selected(&n->rows), NULL);
}

static const char *cannot_change(struct view *v)
{
    return marked(v) == NULL ? "The mark is not on a number" : ui_read_only(v->ui);
}

static const char *cannot_restore(struct view *v)
{
    const char *why = cannot_change(v);
    return why != NULL             ? why
           : is_changed(marked(v)) ? NULL
                                   : "The team has not changed this number";
}

static void set(struct view *v, const char *name, const char *number)
{
    struct error err = {0};
    if (due_set(v->ui->store, name, number, NULL, &err) != 0) {
        ui_error(v->ui, &err);
        return;
    }
    sync_recount(v->ui);
    resume(v);
    ui_say(v->ui, ROLE_GOOD,
           number[0] != '\0' ? "Changed for the whole team, with the next sync"
                             : "Back to what the program brings");
}

static void change(struct view *v)
{
    const struct due_setting *s = marked(v);
    struct buf number = BUF_ZERO;
    struct buf text = BUF_ZERO;
    buf_printf(&text, "%s In %s; the program brings %s. It changes for the whole team.", s->help,
               s->unit, s->standard);
    buf_add(&number, s->refused != NULL ? s->refused : s->value);
    char *name = strdup(s->name); /* the numbers may be read anew while one is typed */
    ((struct numbers *)v)->filtering = false;
    if (name != NULL && prompt_run(v->ui, "Team number", buf_text(&text), "change", &number)) {
        set(v, name, buf_text(&number));
    }
    free(name);
    buf_free(&number);
    buf_free(&text);
}

static void restore(struct view *v)
{
    char *name = strdup(marked(v)->name);
    if (name != NULL) {
        set(v, name, "");
    }
    free(name);
}

static void show_records(struct view *v)
{
    ui_push(v->ui, browse_new(v->ui, "setting"));
}

static void go_back(struct view *v)
{
    ui_close(v);
}

static void release(struct view *v)
{
    struct numbers *n = (struct numbers *)v;
    rows_free(&n->rows);
    line_clear(&n->filter);
    due_clear(&n->due);
    free(n);
}

static const struct view_command commands[] = {
    {"change", INPUT_ENTER, 0, "change", "Change this number for the whole team.", cannot_change,
     change},
    {"restore", 'd', 0, "as it was", "Go back to the number that the program brings.",
     cannot_restore, restore},
    {"filter", 'f', 0, "filter", "Narrow the numbers by typing: a clock, a word.", NULL,
     open_filter},
    {"records", 'v', 0, NULL, "The records behind it: who changed what, and when.", NULL,
     show_records},
    {"show all", INPUT_ESCAPE, 0, "show all", "Show all numbers again.", not_narrowed, show_all},
    {"back", INPUT_ESCAPE, INPUT_BACKSPACE, "back", "Go back.", shows_part, go_back},
    {0},
};
static const struct view_class class = {
    .name = "numbers",
    .commands = commands,
    .title = title,
    .draw = draw,
    .typing = typing,
    .key = key,
    .resume = resume,
    .free = release,
};

struct view *numbers_new(struct ui *ui)
{
    return ui_make(ui, &class, sizeof(struct numbers));
}

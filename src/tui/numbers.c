/* SPDX-License-Identifier: GPL-3.0-or-later
 * The team's numbers: every threshold of every clock, what is in force and what the program brings.
 * Enter changes one for everybody; what it means stands below.
 */
#include "draw_int.h"
#include "inwork/base/error.h"
#include "inwork/model/due.h"
#include "inwork/store/store.h"
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
    size_t changed;
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
    n->changed += is_changed(s);
    return true;
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
        ok = headed || rows_add(&n->rows, TAG_HEADING, c->title, NULL) != NULL;
        headed = true;
        ok = ok && add_number(n, clock, s);
    }
    return ok;
}

static void resume(struct view *v)
{
    struct numbers *n = (struct numbers *)v;
    struct error err = {0};
    rows_clear(&n->rows);
    due_clear(&n->due);
    n->changed = 0;
    int status = due_read_clocks(&n->due, v->ui->store, &err);
    for (size_t i = 0; status == 0 && i < n->due.clock_count; i++) {
        status = add_clock(n, i) ? 0 : error_memory(&err);
    }
    rows_settle(&n->rows);
    if (status != 0) {
        ui_error(v->ui, &err);
    }
}

static void title(struct view *v, struct buf *left, struct buf *right)
{
    const struct numbers *n = (const struct numbers *)v;
    buf_add(left, "Team numbers");
    if (n->changed > 0) {
        buf_printf(right, "%zu changed by the team", n->changed);
    }
}

static void draw(struct view *v)
{
    struct numbers *n = (struct numbers *)v;
    const struct due_clock *clock = NULL;
    const struct due_setting *s = setting_of(n, rows_selected(&n->rows), &clock);
    int help = v->rows > HELP_ROWS + 6 ? HELP_ROWS : 0;
    rows_draw(&n->rows, v->ui, v->window, 0, 0, v->rows - help, v->columns, &v->cursor_row,
              &v->cursor_column);
    if (s == NULL || help == 0) {
        return;
    }
    struct buf text = BUF_ZERO;
    buf_printf(&text, "%s: %s Rule %s, counted from %s. The program brings %s %s; its name is %s.",
               clock->title, s->help, clock->number, clock->counts_from, s->standard, s->unit,
               s->name);
    draw_rule(&v->ui->style, v->window, v->rows - help, 0, v->columns);
    (void)draw_wrapped(&v->ui->style, v->window, v->rows - help + 1, 1, v->columns - 2, help - 1,
                       ROLE_MUTED, buf_text(&text));
    buf_free(&text);
}

static bool key(struct view *v, const struct key *k)
{
    return rows_key(&((struct numbers *)v)->rows, k);
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

static void set(struct view *v, const struct due_setting *s, const char *number)
{
    struct error err = {0};
    if (due_set(v->ui->store, s->name, number, NULL, &err) != 0) {
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
    if (prompt_run(v->ui, "Team number", buf_text(&text), "change", &number)) {
        set(v, s, buf_text(&number));
    }
    buf_free(&number);
    buf_free(&text);
}

static void restore(struct view *v)
{
    set(v, marked(v), "");
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
    due_clear(&n->due);
    free(n);
}

static const struct view_command commands[] = {
    {"change", INPUT_ENTER, 0, "change", "Change this number for the whole team.", cannot_change,
     change},
    {"restore", 'd', 0, "as it was", "Go back to the number that the program brings.",
     cannot_restore, restore},
    {"records", 'v', 0, NULL, "The records behind it: who changed what, and when.", NULL,
     show_records},
    {"back", INPUT_ESCAPE, INPUT_BACKSPACE, "back", "Go back.", NULL, go_back},
    {0},
};
static const struct view_class class = {
    .name = "numbers",
    .commands = commands,
    .title = title,
    .draw = draw,
    .key = key,
    .resume = resume,
    .free = release,
};

struct view *numbers_new(struct ui *ui)
{
    return ui_make(ui, &class, sizeof(struct numbers));
}

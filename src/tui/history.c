/* SPDX-License-Identifier: GPL-3.0-or-later
 * How a record, or one of its answers, came about: every save, newest first, with who, when and
 * why.
 */
#include "draw_int.h"
#include "inwork/base/date.h"
#include "inwork/base/error.h"
#include "inwork/base/utf8.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "reader_int.h"
#include "screens_int.h"
#include "show_int.h"
#include "ui_int.h"

struct step {
    char *head; /* when, who */
    char *why;  /* or NULL */
    char *body; /* "Label: value" lines */
    bool counted;
};

struct history {
    struct view view;
    char record[RECORD_ID_TEXT];
    char *field; /* or NULL: all */
    char *title;
    const struct catalogue_kind *kind;
    struct step *steps; /* oldest first, shown newest first */
    size_t count, room;
    int selected;
    int top, lines;
};

static void drop_steps(struct history *h)
{
    for (size_t i = 0; i < h->count; i++) {
        free(h->steps[i].head);
        free(h->steps[i].why);
        free(h->steps[i].body);
    }
    h->count = 0;
}

static void describe_set(struct history *h, struct buf *out, const struct history_set *set)
{
    const struct catalogue_field *f = h->kind != NULL ? catalogue_field(h->kind, set->field) : NULL;
    const char *label = f != NULL ? f->label : set->field;
    if (strcmp(set->field, "_struck") == 0) {
        bool on = set->to->type == VALUE_TEXT;
        buf_printf(out, "%s%s", out->len > 0 ? "\n" : "", on ? "Struck" : "Striking taken back");
        return;
    }
    buf_printf(out, "%s%s: ", out->len > 0 ? "\n" : "", label);
    size_t before = out->len;
    show_value(h->view.ui, out, f, set->to);
    if (out->len == before) {
        buf_add(out, "(emptied)");
    }
    if (set->over_count > 1) {
        buf_printf(out, "  (settles %zu answers)", set->over_count);
    }
}

static int add_step(const struct history_step *s, void *payload, struct error *err)
{
    struct history *h = payload;
    if (h->count == h->room) {
        size_t room = h->room > 0 ? h->room * 2 : 16;
        struct step *steps = realloc(h->steps, room * sizeof *steps);
        if (steps == NULL) {
            return error_memory(err);
        }
        h->steps = steps;
        h->room = room;
    }
    struct step *step = &h->steps[h->count++];
    *step = (struct step){.counted = s->counted};
    struct buf head = BUF_ZERO;
    struct buf body = BUF_ZERO;
    show_moment(&head, s->at);
    buf_printf(&head, "  %s", s->by);
    int64_t claimed = 0;
    if (s->arrived > 0 && time_parse_rfc3339(&claimed, s->at) && s->arrived - claimed > 86400) {
        buf_add(&head, ", arrived ");
        time_describe(&head, s->arrived);
    }
    if (!s->counted) {
        buf_add(&head, "  (does not count: its device was not admitted then)");
    }
    for (size_t i = 0; i < s->count; i++) {
        if (h->field == NULL || strcmp(h->field, s->set[i].field) == 0) {
            describe_set(h, &body, &s->set[i]);
        }
    }
    step->why = s->why != NULL && s->why[0] != '\0' ? strdup(s->why) : NULL;
    buf_reserve(&body, 1);
    step->head = buf_take(&head);
    step->body = buf_take(&body);
    return step->head != NULL && step->body != NULL ? 0 : error_memory(err);
}

static int read_history(struct history *h, struct error *err)
{
    struct record r = {0};
    int status = store_record(h->view.ui->store, h->record, &r, err);
    drop_steps(h);
    if (status == 0) {
        h->kind = catalogue_kind(store_catalogue(h->view.ui->store), r.kind);
        free(h->title);
        h->title = strdup(r.title != NULL ? r.title : "");
        status = store_history(h->view.ui->store, h->record, h->field, add_step, h, err);
    }
    if (h->selected >= (int)h->count) {
        h->selected = h->count > 0 ? (int)h->count - 1 : 0;
    }
    record_clear(&r);
    return status;
}

static void resume(struct view *v)
{
    struct error err = {0};
    if (read_history((struct history *)v, &err) != 0) {
        ui_error(v->ui, &err);
    }
}

static void title(struct view *v, struct buf *left, struct buf *right)
{
    struct history *h = (struct history *)v;
    buf_add(left, "History: ");
    ui_name(v->ui, left, h->title != NULL && h->title[0] != '\0' ? h->title : "(no name)");
    if (h->field != NULL) {
        const struct catalogue_field *f =
            h->kind != NULL ? catalogue_field(h->kind, h->field) : NULL;
        buf_printf(left, ", %s", f != NULL ? f->label : h->field);
    }
    buf_printf(right, "%zu %s", h->count, h->count == 1 ? "save" : "saves");
}

static int count_lines(const char *text, int width)
{
    int lines = 1;
    int at = 0;
    size_t n = strlen(text);
    for (size_t i = 0; i < n;) { /* an upper bound is enough: rows that stay blank do no harm */
        size_t next = utf8_next(text, n, i);
        at += utf8_cluster_width(text + i, next - i);
        if (text[i] == '\n' || at > width - 12) {
            lines++;
            at = 0;
        }
        i = next;
    }
    return lines;
}

static void draw(struct view *v)
{
    struct history *h = (struct history *)v;
    const struct style *s = &v->ui->style;
    int width = v->columns - 6;
    if (h->count == 0) {
        (void)draw_text(s, v->window, 1, 3, width, ROLE_MUTED, "Nothing was ever saved here.");
        v->cursor_row = 1;
        v->cursor_column = 3;
        return;
    }
    /* the selected step on the screen, with as much before it as was there */
    int row = 0;
    if (h->selected < h->top) {
        h->top = h->selected;
    }
    for (;;) {
        row = 0;
        for (int i = h->top; i <= h->selected; i++) {
            const struct step *step = &h->steps[h->count - 1 - (size_t)i];
            row += 2 + count_lines(step->body, width) + (step->why != NULL);
        }
        if (row <= v->rows || h->top == h->selected) {
            break;
        }
        h->top++;
    }
    row = 0;
    for (int i = h->top; i < (int)h->count && row < v->rows; i++) {
        const struct step *step = &h->steps[h->count - 1 - (size_t)i];
        bool on = i == h->selected;
        draw_blank(s, v->window, row, 0, v->columns, on ? ROLE_SELECTED : ROLE_TEXT);
        (void)draw_text(s, v->window, row, 0, 1, on ? ROLE_SELECTED : ROLE_TEXT, on ? ">" : " ");
        (void)draw_text(s, v->window, row, 2, v->columns - 3, on ? ROLE_SELECTED : ROLE_TITLE,
                        step->head);
        if (on) {
            v->cursor_row = row;
            v->cursor_column = 0;
        }
        row++;
        if (step->why != NULL && row < v->rows) {
            struct buf why = BUF_ZERO;
            buf_printf(&why, "Why: %s", step->why);
            (void)draw_text(s, v->window, row++, 4, width, ROLE_MUTED, buf_text(&why));
            buf_free(&why);
        }
        row += draw_wrapped(s, v->window, row, 4, width, v->rows - row,
                            step->counted ? ROLE_TEXT : ROLE_MUTED, step->body);
        row++;
    }
}

static bool key(struct view *v, const struct key *k)
{
    struct history *h = (struct history *)v;
    int step = k->code == INPUT_UP          ? -1
               : k->code == INPUT_DOWN      ? 1
               : k->code == INPUT_PAGE_UP   ? -5
               : k->code == INPUT_PAGE_DOWN ? 5
               : k->code == INPUT_HOME      ? -(int)h->count
               : k->code == INPUT_END       ? (int)h->count
                                            : 0;
    if (step == 0) {
        return false;
    }
    int last = (int)h->count - 1;
    h->selected = h->selected + step > last ? last : h->selected + step;
    h->selected = h->selected < 0 ? 0 : h->selected;
    return true;
}

static const char *nothing(struct view *v)
{
    return ((struct history *)v)->count == 0 ? "Nothing was ever saved here" : NULL;
}

/* All of a save: the screen has room for the beginning of a long answer. */
static void read_step(struct view *v)
{
    const struct history *h = (const struct history *)v;
    const struct step *step = &h->steps[h->count - 1 - (size_t)h->selected];
    struct buf head = BUF_ZERO;
    struct buf all = BUF_ZERO;
    buf_add(&head, step->head); /* a sync may have it read anew below */
    if (step->why != NULL) {
        buf_printf(&all, "Why: %s\n\n", step->why);
    }
    buf_add(&all, step->body);
    reader_run(v->ui, buf_text(&head), buf_text(&all));
    buf_free(&head);
    buf_free(&all);
}

static const char *is_whole(struct view *v)
{
    return ((struct history *)v)->field == NULL ? "This is the whole record already" : NULL;
}

static void whole(struct view *v)
{
    struct history *h = (struct history *)v;
    free(h->field);
    h->field = NULL;
    h->selected = h->top = 0;
    resume(v);
}

static void release(struct view *v)
{
    struct history *h = (struct history *)v;
    drop_steps(h);
    free(h->steps);
    free(h->field);
    free(h->title);
    free(h);
}

static const struct view_command commands[] = {
    {"back", INPUT_ESCAPE, INPUT_BACKSPACE, "back", "Go back.", NULL, ui_close},
    {"read", INPUT_ENTER, 'r', "in full", "Read all of the save that is marked.", nothing,
     read_step},
    {"whole", 'h', 0, "the whole record", "Show the history of all answers.", is_whole, whole},
    {0},
};
static const struct view_class class = {
    .name = "history",
    .commands = commands,
    .title = title,
    .draw = draw,
    .key = key,
    .resume = resume,
    .free = release,
};

struct view *history_new(struct ui *ui, const char *record, const char *field)
{
    struct history *h = ui_make(ui, &class, sizeof *h);
    if (h == NULL) {
        return NULL;
    }
    (void)snprintf(h->record, sizeof h->record, "%s", record);
    h->field = field != NULL ? strdup(field) : NULL;
    struct error err = {0};
    if (read_history(h, &err) != 0) {
        ui_error(ui, &err);
        release(&h->view);
        return NULL;
    }
    return &h->view;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Two people gave different answers: both side by side, who and when. Take one, or write a third.
 * Where there is no room side by side, one above the other.
 */
#include "draw_int.h"
#include "inwork/base/error.h"
#include "inwork/base/utf8.h"
#include "inwork/model/save.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "prompt_int.h"
#include "reader_int.h"
#include "screens_int.h"
#include "show_int.h"
#include "sync_int.h"
#include "ui_int.h"

#define BOTH_ROWS 5 /* of a version, where two are shown one above the other */

struct conflict {
    struct view view;
    char id[RECORD_ID_TEXT];
    char *field;
    struct record record;
    const struct record_field *heads; /* within record; NULL: no conflict any more */
    const struct catalogue_kind *kind;
    const struct catalogue_field *shape;
    size_t selected;
};

static int read_conflict(struct conflict *c, struct error *err)
{
    struct store *s = c->view.ui->store;
    record_clear(&c->record);
    c->record = (struct record){0};
    c->heads = NULL;
    int status = store_record(s, c->id, &c->record, err);
    if (status == 0) {
        const struct record_field *f = record_field(&c->record, c->field);
        c->kind = catalogue_kind(store_catalogue(s), c->record.kind);
        c->shape = c->kind != NULL ? catalogue_field(c->kind, c->field) : NULL;
        c->heads = f != NULL && f->head_count > 1 ? f : NULL;
    }
    if (c->heads != NULL && c->selected >= c->heads->head_count) {
        c->selected = 0;
    }
    return status;
}

static void resume(struct view *v)
{
    struct conflict *c = (struct conflict *)v;
    struct error err = {0};
    if (read_conflict(c, &err) != 0) {
        ui_error(v->ui, &err);
    } else if (c->heads == NULL) {
        ui_close(v); /* settled: here, or by a colleague */
    }
}

static void title(struct view *v, struct buf *left, struct buf *right)
{
    struct conflict *c = (struct conflict *)v;
    buf_add(left, "Conflict: ");
    ui_name(v->ui, left, c->record.title != NULL ? c->record.title : "");
    buf_printf(left, ", %s", c->shape != NULL ? c->shape->label : c->field);
    buf_add(right, c->kind != NULL ? c->kind->title : "");
}

/* One version; returns the rows used. */
static int draw_version(struct conflict *c, size_t i, int row, int column, int width, int height)
{
    const struct style *s = &c->view.ui->style;
    WINDOW *w = c->view.window;
    const struct head *h = &c->heads->heads[i];
    bool on = i == c->selected;
    struct buf text = BUF_ZERO;
    buf_printf(&text, "%c  %s", (char)('A' + (int)(i % 26)), h->by != NULL ? h->by : "");
    draw_blank(s, w, row, column, width, on ? ROLE_SELECTED : ROLE_TEXT);
    (void)draw_text(s, w, row, column, 1, on ? ROLE_SELECTED : ROLE_TEXT, on ? ">" : " ");
    (void)draw_text(s, w, row, column + 2, width - 3, on ? ROLE_SELECTED : ROLE_TITLE,
                    buf_text(&text));
    if (on) {
        c->view.cursor_row = row;
        c->view.cursor_column = column;
    }
    buf_clear(&text);
    show_moment(&text, h->at);
    if (h->gap) {
        buf_add(&text, " (an earlier version has not arrived)");
    }
    (void)draw_text(s, w, row + 1, column + 2, width - 3, ROLE_MUTED, buf_text(&text));
    buf_clear(&text);
    show_value(c->view.ui, &text, c->shape, &h->value);
    bool empty = text.len == 0;
    int used = draw_wrapped(s, w, row + 3, column + 2, width - 3, height - 3,
                            empty ? ROLE_MUTED : ROLE_TEXT, empty ? "(emptied)" : buf_text(&text));
    buf_free(&text);
    return used + 4;
}

static void draw(struct view *v)
{
    struct conflict *c = (struct conflict *)v;
    if (c->heads == NULL) {
        return;
    }
    int n = (int)c->heads->head_count;
    (void)draw_text(&v->ui->style, v->window, 0, 1, v->columns - 2, ROLE_TEXT,
                    n == 2 ? "Both answers are kept. Which one stands from now on?"
                           : "All answers are kept. Which one stands from now on?");
    int width = v->columns / n;
    if (v->columns >= UI_TWO_PANES && width >= 26) {
        for (int i = 0; i < n; i++) {
            (void)draw_version(c, (size_t)i, 2, i * width, width - 1, v->rows - 2);
            if (i > 0) {
                draw_upright(&v->ui->style, v->window, 2, i * width - 1, v->rows - 2);
            }
        }
        return;
    }
    int row = 2;
    int share = (v->rows - 2) / 2;
    bool both = share >= BOTH_ROWS;
    size_t first = both && c->selected > 0 ? c->selected - 1 : c->selected;
    for (size_t i = first; i < (size_t)n && row < v->rows; i++) {
        int height = v->rows - row < share || i + 1 == (size_t)n ? v->rows - row : share;
        row += draw_version(c, i, row, 0, v->columns, height);
    }
}

static bool key(struct view *v, const struct key *k)
{
    struct conflict *c = (struct conflict *)v;
    size_t n = c->heads != NULL ? c->heads->head_count : 0;
    if (n == 0) {
        return false;
    }
    switch (k->code) {
    case INPUT_LEFT:
    case INPUT_UP:
    case INPUT_BACK_TAB:
        c->selected = c->selected > 0 ? c->selected - 1 : n - 1;
        return true;
    case INPUT_RIGHT:
    case INPUT_DOWN:
    case INPUT_TAB:
        c->selected = (c->selected + 1) % n;
        return true;
    default:
        return false;
    }
}

static const char *cannot_write(struct view *v)
{
    return ui_read_only(v->ui);
}

/* The marked answer as one that replaces those that are shown, and no other. free() `over`. */
static int chosen_answer(struct save_field *out, const char ***over, struct conflict *c,
                         char (**ids)[ENTRY_ID_TEXT], struct error *err)
{
    size_t n = c->heads->entry_count;
    *ids = calloc(n, sizeof **ids);
    *over = calloc(n, sizeof **over);
    if (*ids == NULL || *over == NULL) {
        return error_memory(err);
    }
    memcpy(*ids, c->heads->entries, n * sizeof **ids);
    for (size_t i = 0; i < n; i++) {
        (*over)[i] = (*ids)[i];
    }
    *out = (struct save_field){.field = c->field, .over = *over, .over_count = n};
    return value_copy(&out->to, &c->heads->heads[c->selected].value, err);
}

static void say_settled(struct conflict *c)
{
    struct ui *ui = c->view.ui;
    struct error err = {0};
    sync_recount(ui);
    if (read_conflict(c, &err) != 0) {
        ui_error(ui, &err);
    } else if (c->heads == NULL) {
        ui_close(&c->view);
        ui_say(ui, ROLE_GOOD, "Settled");
    } else {
        ui_say(ui, ROLE_WARNING, "Another answer came in meanwhile: here it is beside yours");
    }
}

static void take(struct view *v)
{
    struct conflict *c = (struct conflict *)v;
    if (c->heads == NULL) {
        return;
    }
    struct buf why = BUF_ZERO;
    struct buf text = BUF_ZERO;
    struct error err = {0};
    char entry[ENTRY_ID_TEXT];
    struct save_field chosen = {0};
    const char **over = NULL;
    char(*ids)[ENTRY_ID_TEXT] = NULL;
    const struct head *h = &c->heads->heads[c->selected];
    buf_printf(&text,
               "The answer of %s will stand, for everybody. The other stays in the history. "
               "A word on why (may stay empty):",
               h->by != NULL ? h->by : "");
    if (chosen_answer(&chosen, &over, c, &ids, &err) != 0) {
        ui_error(v->ui, &err);
    } else if (prompt_run(v->ui, "Take this answer", buf_text(&text), "take it", &why)) {
        if (save_resolved(v->ui->store, c->id, &chosen, why.len > 0 ? buf_text(&why) : NULL, entry,
                          &err) == 0) {
            say_settled(c);
        } else {
            ui_error(v->ui, &err);
        }
    }
    value_clear(&chosen.to);
    free(over);
    free(ids);
    buf_free(&why);
    buf_free(&text);
}

/* All of the marked answer: what differs may be at its end. */
static void read_answer(struct view *v)
{
    struct conflict *c = (struct conflict *)v;
    struct buf head = BUF_ZERO;
    struct buf text = BUF_ZERO;
    if (c->heads != NULL) {
        const struct head *h = &c->heads->heads[c->selected];
        buf_printf(&head, "%c  %s, ", (char)('A' + (int)(c->selected % 26)),
                   h->by != NULL ? h->by : "");
        show_moment(&head, h->at);
        show_value(v->ui, &text, c->shape, &h->value);
        reader_run(v->ui, buf_text(&head), text.len > 0 ? buf_text(&text) : "(emptied)");
    }
    buf_free(&head);
    buf_free(&text);
}

static const char *cannot_compose(struct view *v)
{
    const char *why = ui_read_only(v->ui);
    return why != NULL ? why
           : ((struct conflict *)v)->shape == NULL
               ? "This field was made by a newer version of the program; take one of the answers"
               : NULL;
}

static void compose(struct view *v)
{
    struct conflict *c = (struct conflict *)v;
    if (c->heads != NULL) {
        ui_push(v->ui,
                form_new_answer(v->ui, c->id, c->field, &c->heads->heads[c->selected].value));
    }
}

static void history(struct view *v)
{
    struct conflict *c = (struct conflict *)v;
    ui_push(v->ui, history_new(v->ui, c->id, c->field));
}

static void release(struct view *v)
{
    struct conflict *c = (struct conflict *)v;
    record_clear(&c->record);
    free(c->field);
    free(c);
}

static const struct view_command commands[] = {
    {"take", INPUT_ENTER, 't', "take this one", "Let the marked answer stand.", cannot_write, take},
    {"write", 'w', 'e', "write a third", "Write a third answer, beginning from the marked one.",
     cannot_compose, compose},
    {"read", 'r', 0, "in full", "Read all of the marked answer.", NULL, read_answer},
    {"history", 'h', 0, "history", "How the answers came about.", NULL, history},
    {"back", INPUT_ESCAPE, INPUT_BACKSPACE, "back", "Go back; both answers stay.", NULL, ui_close},
    {0},
};
static const struct view_class class = {
    .name = "conflict",
    .commands = commands,
    .title = title,
    .draw = draw,
    .key = key,
    .resume = resume,
    .free = release,
};

struct view *conflict_new(struct ui *ui, const char *record, const char *field)
{
    struct conflict *c = calloc(1, sizeof *c);
    if (c == NULL || (c->field = strdup(field)) == NULL) {
        free(c);
        ui_say(ui, ROLE_ERROR, "Memory ran out");
        return NULL;
    }
    c->view.class = &class;
    c->view.ui = ui;
    (void)snprintf(c->id, sizeof c->id, "%s", record);
    struct error err = {0};
    if (read_conflict(c, &err) != 0) {
        ui_error(ui, &err);
        release(&c->view);
        return NULL;
    }
    if (c->heads == NULL) {
        ui_say(ui, ROLE_TEXT, "There is one answer here; nothing to settle");
        release(&c->view);
        return NULL;
    }
    return &c->view;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * The stack of views, and which of them gets a key. What surrounds them on the screen is in
 * frame.c, waiting in loop.c.
 */
#include "ui_int.h"

#include "frame_int.h"
#include "inwork/app/app.h"
#include "inwork/base/clock.h"
#include "inwork/store/store.h"
#include "loop_int.h"
#include "sync_int.h"

#define LOCK_AGAIN_MS 30000

static void place_window(struct view *v)
{
    int row = 1;
    int column = 0;
    int rows = LINES - 3;
    int columns = COLS;
    if (v->class->popup) {
        int most_rows = LINES - 3; /* the bar and the hints stay in sight */
        int most_columns = COLS - 2;
        rows = most_rows;
        columns = most_columns;
        v->class->measure(v, &rows, &columns);
        rows = rows > most_rows ? most_rows : rows;
        columns = columns > most_columns ? most_columns : columns;
        row = 1 + (LINES - 3 - rows) / 2;
        column = (COLS - columns) / 2;
    } else if (v->class->title != NULL) {
        row++;
        rows--;
    }
    rows = rows < 1 ? 1 : rows;
    columns = columns < 1 ? 1 : columns;
    row = row + rows > LINES ? 0 : row;
    column = column < 0 || column + columns > COLS ? 0 : column;
    bool same = v->window != NULL && v->rows == rows && v->columns == columns &&
                getbegy(v->window) == row && getbegx(v->window) == column;
    if (same) {
        return;
    }
    /* The new window first, so that the panel never points at a freed one. */
    WINDOW *fresh = newwin(rows, columns, row, column);
    if (fresh == NULL) {
        return;
    }
    WINDOW *old = v->window;
    v->window = fresh;
    if (v->panel == NULL) {
        v->panel = new_panel(fresh);
    } else {
        (void)replace_panel(v->panel, fresh);
    }
    if (old != NULL) {
        (void)delwin(old);
    }
    v->rows = rows;
    v->columns = columns;
    if (v->class->resized != NULL) {
        v->class->resized(v);
    }
}

static void unplace(struct view *v)
{
    if (v->panel != NULL) {
        (void)del_panel(v->panel);
    }
    if (v->window != NULL) {
        (void)delwin(v->window);
    }
    v->panel = NULL;
    v->window = NULL;
}

static void attach(struct ui *ui, struct view *v)
{
    v->ui = ui;
    v->below = ui->top;
    v->done = false;
    ui->top = v;
    place_window(v);
    if (v->panel != NULL) {
        (void)top_panel(v->panel);
    }
    if (v->class->resume != NULL) {
        v->class->resume(v);
    }
}

void ui_push(struct ui *ui, struct view *v)
{
    if (v != NULL) {
        attach(ui, v);
    }
}

void ui_close(struct view *v)
{
    v->done = true;
}

static void pop(struct ui *ui)
{
    struct view *v = ui->top;
    if (v == NULL) {
        return;
    }
    if (v->class->keep != NULL) {
        (void)v->class->keep(v); /* whoever could wait for it has asked before */
    }
    ui->top = v->below;
    unplace(v);
}

static void release(struct view *v)
{
    if (v->class->free != NULL) {
        v->class->free(v);
    }
}

void *ui_make(struct ui *ui, const struct view_class *class, size_t size)
{
    struct view *v = calloc(1, size);
    if (v == NULL) {
        ui_say(ui, ROLE_ERROR, "Memory ran out");
        return NULL;
    }
    v->class = class;
    v->ui = ui;
    return v;
}

bool ui_text_only(const struct view *v)
{
    (void)v;
    return true;
}

/* Take away views that are done, down to `floor` (which stays). What comes to light reads itself
 * anew, and may find that it is done too. */
static void drop_done(struct ui *ui, const struct view *floor)
{
    while (ui->top != NULL && ui->top != floor && ui->top->done) {
        struct view *v = ui->top;
        pop(ui);
        release(v);
        if (ui->top != NULL && !ui->top->done && ui->top->class->resume != NULL) {
            ui->top->class->resume(ui->top);
        }
    }
}

void ui_clear(struct ui *ui)
{
    while (ui->top != NULL) {
        struct view *v = ui->top;
        pop(ui);
        release(v);
    }
}

void ui_refresh_views(struct ui *ui)
{
    for (struct view *v = ui->top; v != NULL; v = v->below) {
        if (v->class->resume != NULL) {
            v->class->resume(v);
        }
    }
}

void ui_layout(struct ui *ui)
{
    for (struct view *v = ui->top; v != NULL; v = v->below) {
        place_window(v);
    }
}

/* Panels stack as views do: the oldest first. */
static void draw_views(struct view *v)
{
    if (v == NULL) {
        return;
    }
    draw_views(v->below);
    if (v->window != NULL) {
        (void)werase(v->window);
        style_set(&v->ui->style, v->window, ROLE_TEXT);
        v->class->draw(v);
    }
}

void ui_draw(struct ui *ui)
{
    if (frame_too_small()) {
        frame_draw_notice(ui);
        return;
    }
    frame_draw(ui);
    draw_views(ui->top);
    update_panels();
    struct view *v = ui->top;
    if (v != NULL && v->window != NULL) {
        int row = v->cursor_row < 0 ? 0 : v->cursor_row >= v->rows ? v->rows - 1 : v->cursor_row;
        int column = v->cursor_column < 0             ? 0
                     : v->cursor_column >= v->columns ? v->columns - 1
                                                      : v->cursor_column;
        (void)wmove(v->window, row, column);
        (void)wnoutrefresh(v->window);
        /* wnoutrefresh puts the cursor where the window has it; of a window nothing changed in, too
         */
        (void)wmove(newscr, getbegy(v->window) + row, getbegx(v->window) + column);
    }
    (void)doupdate();
}

bool ui_typing(const struct view *v)
{
    return v != NULL && v->class->typing != NULL && v->class->typing(v);
}

static bool matches(const struct view_command *c, const struct key *k)
{
    return (c->key != 0 && c->key == k->code) || (c->other != 0 && c->other == k->code);
}

static bool is_letter(const struct key *k)
{
    return k->code >= 0x20 && k->code < 0x110000;
}

void ui_run(struct view *v, const struct view_command *c)
{
    const char *why = c->refusal != NULL ? c->refusal(v) : NULL;
    if (why != NULL) {
        ui_explain(v->ui, "Not now", why);
        return;
    }
    c->run(v);
}

static bool run_from(struct view *v, const struct view_command *table, const struct key *k)
{
    const struct view_command *found = NULL;
    for (const struct view_command *c = table; c != NULL && c->name != NULL; c++) {
        if (!matches(c, k) || (is_letter(k) && ui_typing(v))) {
            continue;
        }
        /* two may share a key, each possible at its own time */
        bool possible = c->refusal == NULL || c->refusal(v) == NULL;
        if (found == NULL || possible) {
            found = c;
        }
        if (possible) {
            break;
        }
    }
    if (found != NULL) {
        ui_run(v, found);
    }
    return found != NULL;
}

static bool offer(struct ui *ui, const struct key *k)
{
    struct view *v = ui->top;
    if (v->class->key != NULL && v->class->key(v, k)) {
        return true;
    }
    if (k->modifiers & INPUT_ALT) {
        return false;
    }
    return run_from(v, v->class->commands, k) || (!v->class->popup && run_from(v, ui_commands, k));
}

static void dispatch(struct ui *ui, const struct key *k)
{
    ui->last_key = clock_monotonic_ms();
    ui->message[0] = '\0';
    if (ui->top == NULL) {
        return;
    }
    if (frame_too_small() && (!ui_typing(ui->top) || k->code == INPUT_ESCAPE)) {
        return; /* nobody steers what cannot be seen; typing goes on into its field */
    }
    if (k->code == INPUT_INVALID) {
        ui_say(ui, ROLE_WARNING,
               "That key sent bytes that are no UTF-8; set the terminal to UTF-8 to type it");
        return;
    }
    if (offer(ui, k)) {
        return;
    }
    if (k->modifiers & INPUT_ALT) { /* Esc and a letter in one go */
        struct key escape = {.code = INPUT_ESCAPE};
        struct key rest = *k;
        rest.modifiers &= ~(unsigned)INPUT_ALT;
        (void)offer(ui, &escape);
        ui->ahead = rest;
        return;
    }
    if (is_letter(k) && !ui_typing(ui->top)) {
        ui_say(ui, ROLE_MUTED, "Nothing is bound to %s here; ? shows what is", k->text);
    }
}

/* When nothing has been typed for so long, what a save left for later is done: long enough that
 * it falls between words. */
#define REST_AFTER_MS 250

static bool earlier(int64_t due, int64_t than)
{
    return due > 0 && (than == 0 || due < than);
}

static int64_t next_due(const struct ui *ui)
{
    int64_t least = ui->idle_limit > 0 && ui->store != NULL ? ui->last_key + ui->idle_limit : 0;
    if (ui->store != NULL && store_restless(ui->store) &&
        earlier(ui->last_key + REST_AFTER_MS, least)) {
        least = ui->last_key + REST_AFTER_MS;
    }
    for (const struct view *v = ui->top; v != NULL; v = v->below) {
        int64_t due = v->class->due != NULL ? v->class->due(v) : 0;
        if (earlier(due, least)) {
            least = due;
        }
    }
    int64_t due = sync_due(ui->sync);
    return earlier(due, least) ? due : least;
}

static void run_timers(struct ui *ui)
{
    int64_t now = clock_monotonic_ms();
    for (struct view *v = ui->top; v != NULL; v = v->below) {
        int64_t due = v->class->due != NULL ? v->class->due(v) : 0;
        if (due > 0 && due <= now) {
            v->class->tick(v);
        }
    }
    if (ui->idle_limit > 0 && ui->store != NULL && now - ui->last_key >= ui->idle_limit) {
        ui->lock = true;
    }
    if (ui->store != NULL && store_restless(ui->store) && now - ui->last_key >= REST_AFTER_MS) {
        store_rest(ui->store);
    }
    sync_tick(ui);
}

bool ui_keep(struct ui *ui)
{
    bool all = true;
    for (struct view *v = ui->top; v != NULL; v = v->below) {
        all = (v->class->keep == NULL || v->class->keep(v)) && all;
    }
    return all;
}

int ui_step(struct ui *ui, struct error *err)
{
    struct key k = ui->ahead;
    int event = LOOP_KEY;
    if (k.code != INPUT_NONE) {
        ui->ahead = (struct key){0};
    } else {
        if (!loop_ready(ui)) {
            ui_draw(ui);
        }
        event = loop_wait(ui, &k, next_due(ui), err);
    }
    switch (event) {
    case LOOP_KEY:
        dispatch(ui, &k);
        break;
    case LOOP_RESIZED:
    case LOOP_REDRAW:
        if (event == LOOP_REDRAW) {
            terminal_continue(&ui->terminal);
        }
        if (terminal_resize(&ui->terminal)) {
            ui_layout(ui);
        }
        break;
    case LOOP_LEAVE:
        ui->leave = true;
        break;
    case LOOP_SYNC:
        sync_read(ui);
        break;
    case LOOP_TIMER:
        break;
    default:
        ui->leave = true;
        (void)ui_keep(ui);
        return event;
    }
    run_timers(ui);
    if (ui->leave || ui->lock) {
        bool kept = ui_keep(ui);
        if (ui->lock && !kept) { /* words are not given up for it: it is tried again */
            ui->lock = false;
            ui->last_key = clock_monotonic_ms() - ui->idle_limit + LOCK_AGAIN_MS;
        }
    }
    return 0;
}

bool ui_modal(struct ui *ui, struct view *v)
{
    attach(ui, v);
    struct error err = {0};
    while (!v->done && !ui->leave && !ui->lock) {
        if (ui_step(ui, &err) != 0) {
            break;
        }
        drop_done(ui, v);
    }
    /* Views that were opened above it go with it. */
    while (ui->top != NULL && ui->top != v) {
        struct view *above = ui->top;
        pop(ui);
        release(above);
    }
    pop(ui);
    return v->done && !ui->leave && !ui->lock;
}

int ui_serve(struct ui *ui, struct error *err)
{
    while (!ui->leave && !ui->lock && ui->top != NULL) {
        int status = ui_step(ui, err);
        if (status != 0) {
            return status;
        }
        drop_done(ui, NULL);
    }
    return 0;
}

const char *ui_read_only(const struct ui *ui)
{
    return ui->app->read_only ? "This is read-only: started with --read-only" : NULL;
}

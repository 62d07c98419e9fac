/* SPDX-License-Identifier: GPL-3.0-or-later
 * Drawn into stdscr, below all panels. The hint row is made from the commands of the view that has
 * the focus, most important first, as many as fit.
 */
#include "frame_int.h"

#include "draw_int.h"
#include "inwork/base/utf8.h"
#include "sync_int.h"
#include "ui_int.h"

static const char *const places[UI_PLACES] = {"Today", "Clients", "Employers", "Team", "More"};

bool frame_too_small(void)
{
    return LINES < UI_ROWS_MIN || COLS < UI_COLUMNS_MIN;
}

void frame_draw_notice(struct ui *ui)
{
    struct buf text = BUF_ZERO;
    buf_printf(&text, "%dx%d is too small: make it %dx%d or more; nothing is lost", COLS, LINES,
               UI_COLUMNS_MIN, UI_ROWS_MIN);
    (void)werase(stdscr);
    int row = LINES / 2;
    if (buf_ok(&text, NULL) == 0) {
        (void)draw_text(&ui->style, stdscr, row, 0, COLS, ROLE_TEXT, text.data);
    }
    (void)redrawwin(stdscr); /* panels lie above it otherwise */
    (void)wmove(stdscr, row, 0);
    (void)wnoutrefresh(stdscr);
    (void)doupdate();
    buf_free(&text);
}

static void draw_bar(struct ui *ui)
{
    draw_blank(&ui->style, stdscr, 0, 0, COLS, ROLE_BAR);
    int column = 1;
    if (COLS >= UI_TWO_PANES) {
        column += draw_text(&ui->style, stdscr, 0, column, COLS, ROLE_BAR, "inwork") + 2;
    }
    for (int i = 0; i < UI_PLACES; i++) {
        struct buf label = BUF_ZERO;
        buf_printf(&label, COLS >= UI_TWO_PANES ? " %d %s " : "%d %s ", i + 1, places[i]);
        if (COLS < UI_TWO_PANES && column + (int)label.len >= COLS) {
            buf_clear(&label); /* the key at least, and the bar goes on behind it */
            buf_printf(&label, "%d", i + 1);
        }
        bool on = ui->store != NULL && ui->place == (enum ui_place)i;
        if (ui->store != NULL && buf_ok(&label, NULL) == 0) {
            column += draw_text(&ui->style, stdscr, 0, column, COLS - column,
                                on ? ROLE_BAR_ON : ROLE_BAR, label.data);
        }
        buf_free(&label);
    }
    if (ui->private && COLS >= UI_TWO_PANES) {
        (void)draw_right(&ui->style, stdscr, 0, column, COLS - column - 1, ROLE_BAR,
                         "names hidden (F12)");
    }
}

static void draw_title(struct ui *ui)
{
    struct view *v = ui->top;
    while (v != NULL && v->class->popup) {
        v = v->below;
    }
    if (v == NULL || v->class->title == NULL) {
        return;
    }
    struct buf left = BUF_ZERO;
    struct buf right = BUF_ZERO;
    v->class->title(v, &left, &right);
    size_t wide = utf8_width(buf_text(&right), right.len);
    int room = COLS - 2 - (wide > 0 ? (int)wide + 2 : 0);
    if (room < 12) {
        room = COLS - 2;
        wide = 0;
    }
    (void)draw_text(&ui->style, stdscr, 1, 1, room, ROLE_TITLE, buf_text(&left));
    if (wide > 0) {
        (void)draw_right(&ui->style, stdscr, 1, COLS - 1 - (int)wide, (int)wide, ROLE_MUTED,
                         buf_text(&right));
    }
    buf_free(&left);
    buf_free(&right);
}

#define ASIDE_LEAST 24 /* columns; with fewer it says nothing */

static void draw_message(struct ui *ui)
{
    int row = LINES - 2;
    struct buf cell = BUF_ZERO;
    enum role role = ROLE_MUTED;
    sync_describe(ui, &cell, &role);
    int wide = (int)utf8_width(buf_text(&cell), cell.len);
    struct buf aside = BUF_ZERO;
    bool room = COLS - wide - 4 >= ASIDE_LEAST;
    if (room && ui->message[0] == '\0' && ui->top != NULL && ui->top->class->aside != NULL) {
        ui->top->class->aside(ui->top, &aside);
        (void)draw_text(&ui->style, stdscr, row, 1, COLS - wide - 4, ROLE_MUTED, buf_text(&aside));
        (void)draw_right(&ui->style, stdscr, row, COLS - wide - 1, wide, role, buf_text(&cell));
        buf_free(&aside);
        buf_free(&cell);
        return;
    }
    int said = (int)utf8_width(ui->message, strlen(ui->message));
    /* what just happened comes first; the state of sync keeps what room is left */
    if (said > 0 && said + wide + 4 > COLS) {
        (void)draw_text(&ui->style, stdscr, row, 1, COLS - 2, ui->message_role, ui->message);
    } else {
        (void)draw_text(&ui->style, stdscr, row, 1, COLS - 2, ui->message_role, ui->message);
        (void)draw_right(&ui->style, stdscr, row, said + 2, COLS - said - 3, role, buf_text(&cell));
    }
    buf_free(&cell);
}

static bool is_letter(int code)
{
    return code >= 0x20 && code < 0x110000;
}

/* The key to name: not a letter where letters are text. 0: none. */
static int key_now(const struct ui *ui, const struct view_command *c)
{
    if (!ui_typing(ui->top) || !is_letter(c->key)) {
        return c->key;
    }
    return is_letter(c->other) ? 0 : c->other;
}

static int hint_width(const struct ui *ui, const struct view_command *c)
{
    struct buf key = BUF_ZERO;
    input_name(&key, key_now(ui, c));
    int wide =
        (int)utf8_width(buf_text(&key), key.len) + 1 + (int)utf8_width(c->hint, strlen(c->hint));
    buf_free(&key);
    return wide;
}

/* Draw "Key word" if it fits before `limit`; the new column, or the old one. */
static int draw_hint(struct ui *ui, const struct view_command *c, int column, int limit)
{
    struct buf key = BUF_ZERO;
    input_name(&key, key_now(ui, c));
    int wide = hint_width(ui, c);
    if (column + wide <= limit) {
        int used = draw_text(&ui->style, stdscr, LINES - 1, column, limit - column, ROLE_KEY,
                             buf_text(&key));
        (void)draw_text(&ui->style, stdscr, LINES - 1, column + used + 1, limit - column - used - 1,
                        ROLE_TEXT, c->hint);
        column += wide + 2;
    }
    buf_free(&key);
    return column;
}

/* `kept` has its room in any case, at the end if need be. */
static int draw_hints_of(struct ui *ui, const struct view_command *table, int column,
                         const struct view_command *kept)
{
    int limit = COLS - 1;
    int room = kept != NULL ? hint_width(ui, kept) + 2 : 0;
    for (const struct view_command *c = table; c != NULL && c->name != NULL; c++) {
        bool refused = c->refusal != NULL && c->refusal(ui->top) != NULL;
        room = c == kept ? 0 : room;
        if (c->hint != NULL && key_now(ui, c) != 0 && !refused) {
            column = draw_hint(ui, c, column, limit - room);
        }
    }
    return column;
}

/* However narrow the terminal, the key that shows all others is named. */
static const struct view_command *help_command(void)
{
    const struct view_command *c = ui_commands;
    while (c->name != NULL && strcmp(c->name, "palette") != 0) {
        c++;
    }
    return c->name != NULL && c->hint != NULL ? c : NULL;
}

static void draw_hints(struct ui *ui)
{
    if (ui->top == NULL) {
        return;
    }
    bool popup = ui->top->class->popup || ui->store == NULL;
    const struct view_command *kept = popup ? NULL : help_command();
    int column = draw_hints_of(ui, ui->top->class->commands, 1, kept);
    if (!popup) {
        (void)draw_hints_of(ui, ui_commands, column, kept);
    }
}

void frame_draw(struct ui *ui)
{
    (void)werase(stdscr);
    draw_bar(ui);
    draw_title(ui);
    draw_message(ui);
    draw_hints(ui);
    (void)wnoutrefresh(stdscr);
}

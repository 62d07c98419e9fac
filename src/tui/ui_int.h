/* SPDX-License-Identifier: GPL-3.0-or-later
 * The running interface: the terminal, the stack of views, the loop, the message row. One per
 * process, made by tui_run and reached from every view.
 */
#ifndef INWORK_TUI_UI_INT_H
#define INWORK_TUI_UI_INT_H

#include <stdbool.h>
#include <stdint.h>

#include "inwork/base/error.h"
#include "style_int.h"
#include "terminal_int.h"
#include "view_int.h"

struct app;
struct store;
struct sync_job;

#define UI_ROWS_MIN 10
#define UI_COLUMNS_MIN 40
#define UI_TWO_PANES 60 /* columns from which there is room for two panes */

enum ui_place { UI_TODAY, UI_CLIENTS, UI_EMPLOYERS, UI_TEAM, UI_MORE, UI_PLACES };

struct ui {
    struct app *app;
    struct store *store; /* NULL while locked */
    struct terminal terminal;
    struct input *input; /* in locked memory */
    struct style style;
    struct view *top;
    enum ui_place place;
    bool leave;       /* end as soon as possible */
    bool private;     /* names hidden */
    bool lock;        /* close everything and ask for the passphrase */
    struct key ahead; /* a key to be seen again by the next view */
    char message[640];
    enum role message_role;
    int64_t last_key;   /* monotonic ms */
    int64_t idle_limit; /* ms; 0: never lock */
    struct sync_job *sync;
};

/* The stack. ui_push takes the view over; ui_close marks it to go after the present key. */
void ui_push(struct ui *ui, struct view *v);
void ui_close(struct view *v);
/* For the functions that make views: `size` zeroed bytes that begin with a view of this class;
 * NULL, which has been said, when memory runs out. */
void *ui_make(struct ui *ui, const struct view_class *class, size_t size);
/* For view_class.typing, where letters are always text. */
bool ui_text_only(const struct view *v);
/* Show a popup and serve it until it is done; the caller still owns it and frees it. False when the
 * interface is about to end. */
bool ui_modal(struct ui *ui, struct view *v);
/* Close every view and start at a place (places.c); not while one cannot keep what was typed. */
void ui_go(struct ui *ui, enum ui_place place);
void ui_clear(struct ui *ui);
/* Serve until ui->leave, ui->lock or the stack is empty. One event: ui_step. */
int ui_step(struct ui *ui, struct error *err);
int ui_serve(struct ui *ui, struct error *err);
/* Draw everything now: before work that takes a moment. */
void ui_draw(struct ui *ui);
/* Windows anew for the size the terminal has. */
void ui_layout(struct ui *ui);
/* Have every view keep what it has not kept yet. False: one could not; nobody should leave then. */
bool ui_keep(struct ui *ui);
/* Are letters text in this view now? Run a command, or say why not. */
bool ui_typing(const struct view *v);
void ui_run(struct view *v, const struct view_command *c);
/* What the views show may have changed. */
void ui_refresh_views(struct ui *ui);

/* The message row: until the next key. */
void ui_say(struct ui *ui, enum role role, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Copy a text, cut at a character where it does not fit. */
void ui_copy(char *out, size_t size, const char *text);
/* An error with its hint: on the message row where it fits, else in a box. */
void ui_error(struct ui *ui, const struct error *err);
/* A sentence: on the message row where it fits, else in a box. */
void ui_explain(struct ui *ui, const char *title, const char *text);
/* A box with a text, left with Enter or Esc; scrolled where it is too long for the screen. */
void ui_tell(struct ui *ui, const char *title, const char *text);
/* A question whose answer is No unless `yes` (a letter) is pressed. `verb` names what it does. */
bool ui_confirm(struct ui *ui, const char *title, const char *text, char yes, const char *verb);

/* Why nothing can be written in this run of the program, or NULL. */
const char *ui_read_only(const struct ui *ui);

/* Commands valid everywhere. */
extern const struct view_command ui_commands[];

/* A name, or blocks of the same width where names are hidden. Appended. */
void ui_name(const struct ui *ui, struct buf *out, const char *name);

#endif

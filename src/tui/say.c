/* SPDX-License-Identifier: GPL-3.0-or-later
 * Telling and asking: the message row, a box with a text, a question.
 */
#include <stdarg.h>
#include <stdio.h>

#include "draw_int.h"
#include "inwork/base/utf8.h"
#include "inwork/text/wrap.h"
#include "reader_int.h"
#include "ui_int.h"

void ui_say(struct ui *ui, enum role role, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    (void)vsnprintf(ui->message, sizeof ui->message, format, args);
    va_end(args);
    size_t n = strlen(ui->message);
    ui->message[utf8_valid_length(ui->message, n)] = '\0'; /* cut at a character */
    ui->message_role = role;
}

void ui_copy(char *out, size_t size, const char *text)
{
    size_t n = strlen(text);
    n = n < size ? n : utf8_floor(text, n, size - 1);
    memcpy(out, text, n);
    out[n] = '\0';
}

#define TELL_WIDE 66

struct box {
    struct view view;
    const char *title;
    const char *text;
    char yes; /* 0: nothing is asked */
    bool agreed;
};

static void measure(struct view *v, int *rows, int *columns)
{
    const struct box *b = (const struct box *)v;
    int width = *columns < TELL_WIDE ? *columns : TELL_WIDE;
    int lines = 1;
    int at = 0;
    for (const char *c = b->text; *c != '\0'; c++) { /* no more than this many rows */
        at = *c == '\n' ? 0 : at + 1;
        if (*c == '\n' || at > width - 14) {
            lines++;
            at = 0;
        }
    }
    *columns = width;
    *rows = lines + 4 < *rows ? lines + 4 : *rows;
}

static void draw(struct view *v)
{
    struct box *b = (struct box *)v;
    const struct style *s = &v->ui->style;
    draw_box(s, v->window, b->title);
    int used = draw_wrapped(s, v->window, 1, 2, v->columns - 4, v->rows - 2, ROLE_TEXT, b->text);
    v->cursor_row = used < v->rows - 2 ? 1 : v->rows - 2;
    v->cursor_column = 2;
}

static bool answer_key(struct view *v, const struct key *k)
{
    struct box *b = (struct box *)v;
    if (b->yes != '\0' && k->code == b->yes && k->modifiers == 0) {
        b->agreed = true;
        ui_close(v);
        return true;
    }
    return false;
}

static const struct view_command tell_commands[] = {
    {"close", INPUT_ENTER, INPUT_ESCAPE, "close", "Close this box.", NULL, ui_close},
    {0},
};
static const struct view_command ask_commands[] = {
    {"no", INPUT_ENTER, INPUT_ESCAPE, "no, go back", "Leave everything as it is.", NULL, ui_close},
    {0},
};
static const struct view_class tell_class = {
    .name = "notice", .commands = tell_commands, .popup = true, .measure = measure, .draw = draw};
static const struct view_class ask_class = {.name = "question",
                                            .commands = ask_commands,
                                            .popup = true,
                                            .measure = measure,
                                            .draw = draw,
                                            .key = answer_key};

/* In a box of its own, all of it at once? */
static bool fits(const char *text)
{
    struct wrap rows = {0};
    int width = (COLS - 2 < TELL_WIDE ? COLS - 2 : TELL_WIDE) - 4;
    bool all = width > 2 && wrap_text(&rows, text, strlen(text), (size_t)width, NULL) == 0 &&
               (int)rows.count <= LINES - 5;
    wrap_clear(&rows);
    return all;
}

void ui_tell(struct ui *ui, const char *title, const char *text)
{
    /* what they are from may be read anew below it, by a sync that ends or by the clock */
    char *own_title = strdup(title);
    char *own_text = strdup(text);
    if (own_title != NULL && own_text != NULL && !fits(own_text)) {
        reader_run(ui, own_title, own_text);
    } else if (own_title != NULL && own_text != NULL) {
        struct box b = {.view = {.class = &tell_class}, .title = own_title, .text = own_text};
        (void)ui_modal(ui, &b.view);
    } else {
        ui_say(ui, ROLE_ERROR, "Memory ran out");
    }
    free(own_title);
    free(own_text);
}

void ui_explain(struct ui *ui, const char *title, const char *text)
{
    size_t n = strlen(text);
    n -= n > 0 && text[n - 1] == '\n'; /* each of several sentences ends its line */
    if (memchr(text, '\n', n) == NULL && (int)utf8_width(text, n) <= COLS - 2) {
        ui_say(ui, ROLE_WARNING, "%.*s", (int)n, text);
    } else {
        ui_tell(ui, title, text);
    }
}

bool ui_confirm(struct ui *ui, const char *title, const char *text, char yes, const char *verb)
{
    struct buf all = BUF_ZERO;
    buf_printf(&all, "%s\n\n%c  %s\nEnter or Esc  no, go back", text, yes, verb);
    struct box b = {
        .view = {.class = &ask_class}, .title = title, .text = buf_text(&all), .yes = yes};
    bool agreed = ui_modal(ui, &b.view) && b.agreed;
    buf_free(&all);
    return agreed;
}

/* Errors begin small, to stand behind "inwork:" on the command line; here they stand alone. */
static void add_begun(struct buf *out, const char *text)
{
    if (text[0] == '\0') {
        return;
    }
    bool small = text[0] >= 'a' && text[0] <= 'z' && strncmp(text, "inwork", 6) != 0;
    buf_push(out, small ? (char)(text[0] - 'a' + 'A') : text[0]);
    buf_add(out, text + 1);
}

/* With a full stop, if it has none. */
static void add_sentence(struct buf *out, const char *text)
{
    size_t n = strlen(text);
    add_begun(out, text);
    if (n > 0 && strchr(".?!", text[n - 1]) == NULL) {
        buf_push(out, '.');
    }
}

void ui_error(struct ui *ui, const struct error *err)
{
    struct buf all = BUF_ZERO;
    if (err->status == STATUS_OK && err->message[0] == '\0') {
        return;
    }
    add_begun(&all, err->message);
    if (err->hint[0] != '\0') {
        buf_printf(&all, ": %s", err->hint);
    }
    if ((int)utf8_width(buf_text(&all), all.len) <= COLS - 2 && all.len < sizeof ui->message) {
        ui_say(ui, ROLE_ERROR, "%s", buf_text(&all));
    } else {
        buf_clear(&all);
        add_sentence(&all, err->message);
        if (err->hint[0] != '\0') {
            buf_add(&all, "\n\n");
            add_sentence(&all, err->hint);
        }
        struct buf said = BUF_ZERO;
        add_begun(&said, err->message);
        ui_say(ui, ROLE_ERROR, "%s", buf_text(&said));
        buf_free(&said);
        ui_tell(ui, "Not done", buf_text(&all));
    }
    buf_free(&all);
}

/* Initials stay, so that the person at the keyboard still knows whom they are with. */
void ui_name(const struct ui *ui, struct buf *out, const char *name)
{
    if (!ui->private) {
        buf_add(out, name);
        return;
    }
    bool start = true;
    for (const char *at = name; *at != '\0';) {
        size_t n = utf8_next(at, strlen(at), 0);
        if (*at == ' ') {
            buf_push(out, ' ');
            start = true;
        } else if (start) {
            buf_append(out, at, n);
            buf_add(out, "...");
            start = false;
        }
        at += n;
    }
}

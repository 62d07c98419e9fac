/* SPDX-License-Identifier: GPL-3.0-or-later
 * Painting a form: short values are put into the form library's fields as the slice that is
 * visible; long text is painted over its inert field. Then what fits of the pad goes into the
 * window, with the focused field in sight and the cursor where the next letter will be.
 */
#include "form_int.h"

#include "draw_int.h"
#include "inwork/base/error.h"
#include "inwork/base/utf8.h"
#include "room_int.h"
#include "show_int.h"
#include "ui_int.h"

#define NOT_ASKED "(not asked yet)" /* no answer is not an answer of no */

/* How far along a section is stands beside its name; then what it is for, there or below. */
static void paint_heading(struct form *f, const struct form_heading *h)
{
    const struct style *s = &f->view.ui->style;
    struct buf progress = BUF_ZERO;
    draw_blank(s, f->pad, h->row, 0, f->width, ROLE_TEXT);
    int used = draw_text(s, f->pad, h->row, 0, f->width, ROLE_TITLE, h->title);
    form_progress(&progress, f, h);
    if (progress.len > 0 && f->width - used > 6) {
        used += 2 + draw_text(s, f->pad, h->row, used + 2, f->width - used - 3, ROLE_LABEL,
                              buf_text(&progress));
    }
    if (h->help_below > 0) {
        (void)draw_wrapped(s, f->pad, h->row + 1, 2, f->width - ROOM_SECTION_EDGE, h->help_below,
                           ROLE_MUTED, h->help);
    } else if (h->help[0] != '\0') {
        (void)draw_text(s, f->pad, h->row, used + 2, f->width - used - 3, ROLE_MUTED, h->help);
    }
    buf_free(&progress);
}

static void paint_headings(struct form *f)
{
    struct buf names = BUF_ZERO;
    for (size_t i = 0; i < f->heading_count; i++) {
        const struct form_heading *h = &f->headings[i];
        paint_heading(f, h);
        if (form_has_head(f, h)) {
            buf_clear(&names);
            form_parts_row(&names, f, &f->tables[h->table], NULL, f->width - 3);
            (void)draw_text(&f->view.ui->style, f->pad, h->row + 1 + h->help_below, 2, f->width - 3,
                            ROLE_MUTED, buf_text(&names));
        }
    }
    buf_free(&names);
}

/* A row of a table, or room for one: the whole line, with a mark before it. */
static void paint_part(struct form *f, size_t i)
{
    struct form_field *field = &f->fields[i];
    const struct style *s = &f->view.ui->style;
    const struct form_table *t = field->table < f->table_count ? &f->tables[field->table] : NULL;
    struct buf text = BUF_ZERO;
    struct buf safe = BUF_ZERO;
    bool on = i == f->current;
    if (t == NULL) {
        buf_add(&text, f->table_count > 0 ? "+ Something else" : "+ What belongs to it");
    } else if (field->what == FORM_PART) {
        form_parts_row(&text, f, t, field, field->width);
    } else if (field->what == FORM_MORE) {
        buf_printf(&text, "all %zu are on the page", t->count);
    } else {
        buf_printf(&text, "+ %s", t->kind->title);
    }
    (void)draw_text(s, f->pad, field->row, 0, 1, on ? ROLE_KEY : ROLE_ERROR,
                    on                ? ">"
                    : field->conflict ? "!"
                                      : " ");
    draw_safe(&safe, text.data != NULL ? text.data : "",
              utf8_fit(buf_text(&text), text.len, (size_t)field->width));
    (void)set_field_back(field->shape, s->attributes[on                         ? ROLE_SELECTED
                                                     : field->what == FORM_PART ? ROLE_TEXT
                                                                                : ROLE_MUTED]);
    if (set_field_buffer(field->shape, 0, buf_text(&safe)) != E_OK) {
        ui_say(f->view.ui, ROLE_ERROR, "A row cannot be shown; it is kept as it is");
    }
    buf_free(&text);
    buf_free(&safe);
}

static void paint_label(struct form *f, size_t i)
{
    const struct form_field *field = &f->fields[i];
    const struct style *s = &f->view.ui->style;
    bool on = i == f->current;
    int row = f->label > 0 ? field->row : field->row - 1;
    int width = f->label > 0 ? f->label : f->width - 2;
    struct buf text = BUF_ZERO;
    buf_add(&text, field->field != NULL ? field->field->label : "Why this change");
    if (field->field != NULL && field->field->required) {
        buf_add(&text, " (needed)");
    }
    /* of what is saved already, an answer brought along is a change as well */
    bool changed = field->touched || (field->offered && f->record[0] != '\0');
    draw_blank(s, f->pad, row, 0, width + 2, ROLE_TEXT);
    (void)draw_text(s, f->pad, row, 0, 1, ROLE_KEY, on ? ">" : changed ? "*" : " ");
    (void)draw_text(s, f->pad, row, 2, width - 1, on ? ROLE_TITLE : ROLE_LABEL, buf_text(&text));
    buf_free(&text);
}

static void paint_beside(struct form *f, size_t i)
{
    const struct form_field *field = &f->fields[i];
    const struct style *s = &f->view.ui->style;
    const char *text = field->problem[0] != '\0' ? field->problem : field->echo;
    enum role role = field->problem[0] != '\0' ? ROLE_ERROR : ROLE_MUTED;
    int row = field->beside ? field->row : field->row + field->rows;
    int column = field->beside ? field->column + field->width + 2 : field->column;
    int rows = field->beside ? 1 : field->below;
    for (int r = 0; r < rows; r++) {
        draw_blank(s, f->pad, row + r, column, f->width - column, ROLE_TEXT);
    }
    if (text[0] != '\0' && rows > 0) {
        (void)draw_wrapped(s, f->pad, row, column, f->width - column - 1, rows, role, text);
    }
}

/* What a field shows where the text is no words: choices, references, yes and no. */
static void describe(struct form *f, const struct form_field *field, struct buf *out)
{
    const char *text = text_edit_text(&field->edit);
    switch (field->field->type) {
    case FIELD_YES_NO:
        buf_printf(out, "%s Yes  %s No  %s not asked", strcmp(text, "yes") == 0 ? "(x)" : "( )",
                   strcmp(text, "no") == 0 ? "(x)" : "( )", text[0] == '\0' ? "(x)" : "( )");
        break;
    case FIELD_ONE_OF:
        buf_add(out, text[0] != '\0' ? show_choice(field->field, text) : NOT_ASKED);
        break;
    case FIELD_SEVERAL_OF:
        buf_add(out, text[0] != '\0' ? "" : NOT_ASKED);
        for (const char *at = text; *at != '\0';) {
            size_t n = strcspn(at, ",");
            char code[128];
            (void)snprintf(code, sizeof code, "%.*s", (int)(n < 127 ? n : 127), at);
            buf_printf(out, "%s%s", at == text ? "" : ", ", show_choice(field->field, code));
            at += at[n] == ',' ? n + 1 : n;
        }
        break;
    case FIELD_REFERENCE:
        if (text[0] != '\0') {
            show_title(f->view.ui, out, text);
        }
        break;
    default:
        buf_add(out, text);
        break;
    }
}

/* The library shows this slice and nothing else; the model is never read back from it. Returns the
 * cursor's column within the field. */
static int paint_short(struct form *f, size_t i)
{
    struct form_field *field = &f->fields[i];
    struct buf shown = BUF_ZERO;
    struct buf safe = BUF_ZERO;
    const char *text = text_edit_text(&field->edit);
    size_t n = text_edit_length(&field->edit);
    size_t cursor = field->edit.cursor;
    size_t *first = &field->first;
    size_t start = 0;
    bool picked =
        form_is_picked(field) || (field->field != NULL && field->field->type == FIELD_YES_NO);
    if (field->conflict) {
        buf_add(&shown, "two answers stand: F4 settles it");
    } else if (picked) {
        describe(f, field, &shown);
    } else if (i != f->current && show_hides(f->view.ui, field->field)) {
        ui_name(f->view.ui, &shown, text);
    }
    if (shown.len > 0 || picked || field->conflict) {
        text = buf_text(&shown);
        n = shown.len;
        cursor = 0;
        first = &start;
    } else if (i != f->current) {
        cursor = 0; /* left: read from its beginning again */
        first = &start;
    }
    struct wrap_slice slice = wrap_slice(first, text, n, cursor, (size_t)field->width);
    draw_safe(&safe, text + slice.start, slice.length);
    if (set_field_buffer(field->shape, 0, buf_text(&safe)) != E_OK) {
        ui_say(f->view.ui, ROLE_ERROR, "A value cannot be shown; it is kept as it is");
    }
    buf_free(&shown);
    buf_free(&safe);
    if (!field->beside) {
        const char *more = !slice.more_right ? " " : f->view.ui->style.plain ? "~" : "…";
        (void)draw_text(&f->view.ui->style, f->pad, field->row, field->column + field->width, 1,
                        ROLE_MUTED, more);
    }
    int column = (int)slice.cursor_column;
    if (field->field != NULL && field->field->type == FIELD_YES_NO) {
        const char *value = text_edit_text(&field->edit);
        column = strcmp(value, "yes") == 0 ? 1 : strcmp(value, "no") == 0 ? 10 : 18;
    }
    return column;
}

static void paint_long(struct form *f, size_t i, int *row, int *column)
{
    struct form_field *field = &f->fields[i];
    const struct style *s = &f->view.ui->style;
    const char *text = text_edit_text(&field->edit);
    size_t n = text_edit_length(&field->edit);
    size_t at_row = 0;
    size_t at_column = 0;
    wrap_locate(&at_row, &at_column, &field->wrap, text, n, field->edit.cursor);
    if (at_row < field->wrap_top) {
        field->wrap_top = at_row;
    }
    if (at_row >= field->wrap_top + (size_t)field->rows) {
        field->wrap_top = at_row - (size_t)field->rows + 1;
    }
    bool hide = i != f->current && show_hides(f->view.ui, field->field);
    enum role role = i == f->current ? ROLE_FIELD_ON : ROLE_FIELD;
    struct buf line = BUF_ZERO;
    for (int r = 0; r < field->rows; r++) {
        draw_blank(s, f->pad, field->row + r, field->column, field->width, role);
        size_t which = field->wrap_top + (size_t)r;
        if (which < field->wrap.count) {
            buf_clear(&line);
            if (field->conflict) {
                buf_add(&line, r == 0 ? "two answers stand: F4 settles it" : "");
            } else {
                wrap_draw(&line, &field->wrap, text, n, which);
            }
            struct buf hidden = BUF_ZERO;
            if (hide) {
                ui_name(f->view.ui, &hidden, buf_text(&line));
            }
            (void)draw_slice(s, f->pad, field->row + r, field->column, field->width, role,
                             hide ? buf_text(&hidden) : buf_text(&line),
                             hide ? hidden.len : line.len);
            buf_free(&hidden);
        }
    }
    buf_free(&line);
    size_t below = field->wrap.count > field->wrap_top + (size_t)field->rows;
    if (below > 0) {
        (void)draw_text(s, f->pad, field->row + field->rows - 1, field->column + field->width, 1,
                        ROLE_MUTED, s->plain ? "v" : "↓");
    }
    if (field->wrap_top > 0) {
        (void)draw_text(s, f->pad, field->row, field->column + field->width, 1, ROLE_MUTED,
                        s->plain ? "^" : "↑");
    }
    *row = field->row + (int)(at_row - field->wrap_top);
    *column = field->column +
              (int)(at_column < (size_t)field->width ? at_column : (size_t)field->width - 1);
}

/* Long fields grow with their text, and echoes come and go: then the geometry is another. */
static bool outgrown(struct form *f)
{
    struct form_field *field = &f->fields[f->current];
    if (form_is_long(field)) {
        form_wrap(field);
        if (field->wrap.count > (size_t)field->rows && field->rows < FORM_LONG_ROWS_MAX) {
            return true;
        }
    }
    return f->stale;
}

static void scroll_to(struct form *f, int row, int rows)
{
    const struct form_field *field = &f->fields[f->current];
    int first = f->label > 0 || field->what >= FORM_PART ? field->row : field->row - 1;
    int last = field->row + field->rows;
    const struct form_heading *h = f->heading_count > 0 ? &f->headings[form_section(f)] : NULL;
    if (h != NULL && h->first == f->current) {
        first = h->row;
        if (f->jumped) {
            f->top = first; /* a section one went to begins at the top */
        }
    }
    f->jumped = false;
    if (last + 1 - f->top > rows) {
        f->top = last + 1 - rows; /* and a row of what comes next */
    }
    if (first < f->top) {
        f->top = first;
    }
    if (row < f->top) { /* a field taller than the window: the cursor decides */
        f->top = row;
    }
    if (row >= f->top + rows) {
        f->top = row - rows + 1;
    }
    if (f->top + rows > f->height) {
        f->top = f->height > rows ? f->height - rows : 0;
    }
}

static void paint_help(struct form *f, int row, int rows)
{
    const struct view *v = &f->view;
    const struct form_field *field = &f->fields[f->current];
    const char *help = "A word on why, for whoever reads the history. May stay empty.";
    if (field->what == FORM_ANSWER) {
        help = field->field->help;
    } else if (field->what >= FORM_PART) {
        help = field->what == FORM_PART ? "Enter opens it, n adds another; what you typed stays."
               : field->what == FORM_MORE
                   ? "Enter opens the page with all of them; what you typed stays."
                   : "Enter adds one; what you typed stays, and you come back here.";
    }
    (void)draw_wrapped(&v->ui->style, v->window, row, 2, v->columns - ROOM_FIELD_EDGE, rows,
                       ROLE_MUTED, help);
}

void form_paint(struct form *f)
{
    struct view *v = &f->view;
    struct error err = {0};
    if (f->pad == NULL || outgrown(f)) {
        f->stale = false;
        if (form_lay_out(f, v->columns - ROOM_FORM_EDGE, &err) != 0) {
            ui_error(v->ui, &err);
            return;
        }
    }
    int row = f->fields[f->current].row;
    int column = f->fields[f->current].column;
    paint_headings(f);
    for (size_t i = 0; i < f->count; i++) {
        struct form_field *field = &f->fields[i];
        if (field->what >= FORM_PART) {
            paint_part(f, i);
            column = i == f->current ? 0 : column;
            continue;
        }
        paint_label(f, i);
        if (form_is_long(field)) {
            int at_row = 0;
            int at_column = 0;
            paint_long(f, i, &at_row, &at_column);
            if (i == f->current) {
                row = at_row;
                column = at_column;
            }
        } else {
            (void)set_field_back(
                field->shape,
                v->ui->style.attributes[i == f->current ? ROLE_FIELD_ON : ROLE_FIELD]);
            int at = paint_short(f, i);
            column = i == f->current ? field->column + at : column;
        }
        paint_beside(f, i);
    }
    int help = v->rows >= 14 ? ROOM_HELP_ROWS : v->rows > 4 ? 1 : 0;
    int rows = v->rows - help;
    scroll_to(f, row, rows);
    int last = f->height - f->top < rows ? f->height - f->top : rows;
    int wide = f->width < v->columns - 1 ? f->width : v->columns - 1;
    (void)copywin(f->pad, v->window, f->top, 0, 0, 1, last - 1, wide, FALSE);
    if (f->top > 0) {
        (void)draw_text(&v->ui->style, v->window, 0, v->columns - 1, 1, ROLE_MUTED,
                        v->ui->style.plain ? "^" : "↑");
    }
    if (f->top + rows < f->height) {
        (void)draw_text(&v->ui->style, v->window, rows - 1, v->columns - 1, 1, ROLE_MUTED,
                        v->ui->style.plain ? "v" : "↓");
    }
    paint_help(f, rows, help);
    v->cursor_row = row - f->top;
    v->cursor_column = column + 1;
}

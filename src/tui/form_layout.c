/* SPDX-License-Identifier: GPL-3.0-or-later
 * Geometry: headings, labels and fields down a pad as tall as they need, whatever the window's
 * height. The form library is given inert fields (nothing is ever typed into them) in that geometry
 * and keeps the order of the focus.
 */
#include "form_int.h"

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/utf8.h"
#include "room_int.h"
#include "ui_int.h"

#define LABEL_WIDE 26
#define LABEL_MOST 30 /* tests/house/test_catalogue.sh: no label needs more */
#define BELOW_ROWS 3
#define LONG_ROWS_MIN 3   /* with the focus */
#define LONG_ROWS_APART 4 /* at most, without it */

void form_take_down(struct form *f)
{
    if (f->library != NULL) {
        (void)unpost_form(f->library);
        (void)free_form(f->library);
        f->library = NULL;
    }
    for (size_t i = 0; f->shapes != NULL && f->shapes[i] != NULL; i++) {
        (void)free_field(f->shapes[i]);
    }
    for (size_t i = 0; i < f->count; i++) {
        f->fields[i].shape = NULL;
    }
    free(f->shapes);
    f->shapes = NULL;
    if (f->pad != NULL) {
        (void)delwin(f->pad);
        f->pad = NULL;
    }
}

void form_wrap(struct form_field *field)
{
    const char *text = text_edit_text(&field->edit);
    int width = field->width > 2 ? field->width : 2;
    if (wrap_text(&field->wrap, text, text_edit_length(&field->edit), (size_t)width, NULL) != 0) {
        wrap_clear(&field->wrap);
    }
}

static int short_width(const struct form_field *field, int room)
{
    int want = room;
    switch (field->field != NULL ? field->field->type : FIELD_TEXT) {
    case FIELD_DATE:
        want = 16;
        break;
    case FIELD_PHONE:
        want = 22;
        break;
    case FIELD_TIME:
    case FIELD_NUMBER:
    case FIELD_MONEY:
        want = 12;
        break;
    case FIELD_YES_NO:
        want = 30;
        break;
    default:
        break;
    }
    return want < room ? want : room;
}

/* Labels are never cut: as wide as the longest here needs. */
static int label_width(const struct form *f)
{
    size_t wide = LABEL_WIDE;
    for (size_t i = 0; i < f->answer_count; i++) {
        const char *label = f->fields[i].field->label;
        size_t n = utf8_width(label, strlen(label)) + 1;
        wide = n > wide ? n : wide;
    }
    return wide < LABEL_MOST ? (int)wide : LABEL_MOST;
}

/* A row of a table has the whole width and no label. */
static void place_part(const struct form *f, struct form_field *field, int *row)
{
    field->row = (*row)++;
    field->column = 2;
    field->rows = 1;
    field->width = f->width - 3;
    field->beside = false;
}

/* Columns from a field's first to the edge. */
static int room_of(const struct form *f)
{
    int room = f->width - (f->label > 0 ? f->label + 2 : 4) - 1;
    return room < 4 ? 4 : room;
}

/* What was understood, or why not, is never cut beside a field: there is room, or it goes below. */
static void place_said(const struct form *f, struct form_field *field)
{
    const char *said = field->problem[0] != '\0' ? field->problem : field->echo;
    size_t wide = utf8_width(said, strlen(said));
    size_t room = (size_t)room_of(f);
    size_t left = room > (size_t)field->width ? room - (size_t)field->width : 0;
    field->beside = !form_is_long(field) && left >= 20 && wide + 2 <= left;
    field->below = 0;
    if (said[0] != '\0' && !field->beside) {
        size_t rows = (wide + room - 1) / room + (wide > room); /* words leave gaps */
        field->below = rows > BELOW_ROWS ? BELOW_ROWS : (int)rows;
    }
}

bool form_said_moved(const struct form *f, const struct form_field *field)
{
    struct form_field now = *field;
    if (f->library != NULL && field->what <= FORM_WHY) {
        place_said(f, &now);
    }
    return now.beside != field->beside || now.below != field->below;
}

static void place_field(struct form *f, struct form_field *field, int *row)
{
    if (field->what >= FORM_PART) {
        place_part(f, field, row);
        return;
    }
    if (f->label == 0) {
        (*row)++; /* the label's own row */
    }
    field->row = *row;
    field->column = f->label > 0 ? f->label + 2 : 4;
    field->rows = 1;
    field->width = short_width(field, room_of(f));
    if (form_is_long(field)) {
        form_wrap(field);
        /* room to write in where one writes; elsewhere as much as is there, within reason */
        bool on = field == &f->fields[f->current];
        size_t most = on ? FORM_LONG_ROWS_MAX : LONG_ROWS_APART;
        size_t least = on ? LONG_ROWS_MIN : 1;
        size_t rows = field->wrap.count < most ? field->wrap.count : most;
        field->rows = (int)(rows < least ? least : rows);
    }
    place_said(f, field);
    *row += field->rows + field->below;
}

bool form_has_head(const struct form *f, const struct form_heading *h)
{
    return h->table < f->table_count && f->fields[h->first].what == FORM_PART;
}

/* What a section is for stands beside its name where that is not cut, else on rows of its own. */
static int help_below(const struct form *f, const struct form_heading *h)
{
    struct buf progress = BUF_ZERO;
    form_progress(&progress, f, h);
    size_t help = utf8_width(h->help, strlen(h->help));
    size_t wide = utf8_width(h->title, strlen(h->title)) + 2 + progress.len + 2 + help;
    buf_free(&progress);
    if (h->help[0] == '\0' || wide + 2 <= (size_t)f->width) { /* a number may become longer */
        return 0;
    }
    return help > (size_t)f->width - ROOM_SECTION_EDGE ? ROOM_HELP_ROWS : 1;
}

static int measure(struct form *f)
{
    int row = 0;
    size_t heading = 0;
    for (size_t i = 0; i < f->count; i++) {
        if (heading < f->heading_count && f->headings[heading].first == i) {
            row += i > 0 ? 1 : 0;
            struct form_heading *h = &f->headings[heading++];
            h->row = row++;
            h->help_below = help_below(f, h);
            row += h->help_below;
            row += form_has_head(f, h); /* of the table's columns */
        }
        place_field(f, &f->fields[i], &row);
    }
    return row + 1;
}

static int build(struct form *f, struct error *err)
{
    f->pad = newpad(f->height, f->width);
    f->shapes = calloc(f->count + 1, sizeof(void *)); /* NULL ends it */
    if (f->pad == NULL || f->shapes == NULL) {
        return error_memory(err);
    }
    for (size_t i = 0; i < f->count; i++) {
        struct form_field *field = &f->fields[i];
        FIELD *shape = new_field(field->rows, field->width, field->row, field->column, 0, 0);
        if (shape == NULL) {
            return error_memory(err);
        }
        /* Inert: shown and in the order of the focus, never written to by the library. */
        (void)set_field_opts(shape, O_VISIBLE | O_ACTIVE | O_PUBLIC | O_STATIC);
        (void)set_field_back(shape, f->view.ui->style.attributes[ROLE_FIELD]);
        f->shapes[i] = field->shape = shape;
    }
    f->library = new_form(f->shapes);
    if (f->library == NULL) {
        return error_memory(err);
    }
    (void)set_form_win(f->library, f->pad);
    (void)set_form_sub(f->library, f->pad);
    if (post_form(f->library) != E_OK) {
        return error_set(err, STATUS_SOFTWARE, "the form could not be drawn at %dx%d", f->width,
                         f->height);
    }
    return 0;
}

int form_lay_out(struct form *f, int width, struct error *err)
{
    f->width = width < 20 ? 20 : width;
    f->label = f->width >= UI_TWO_PANES - 2 ? label_width(f) : 0;
    int height = measure(f);
    form_take_down(f);
    f->height = height;
    int status = build(f, err);
    if (status != 0) {
        form_take_down(f);
        return status;
    }
    (void)form_focus(f, f->current);
    return 0;
}

static size_t focused(const struct form *f)
{
    const FIELD *now = f->library != NULL ? current_field(f->library) : NULL;
    for (size_t i = 0; f->shapes != NULL && i < f->count; i++) {
        if (f->shapes[i] == now) {
            return i;
        }
    }
    return f->current;
}

/* Long fields have another height with the focus than without. */
static void focus_moved(struct form *f, size_t from)
{
    if (from != f->current && from < f->count &&
        (form_is_long(&f->fields[from]) || form_is_long(&f->fields[f->current]))) {
        f->fields[from].wrap_top = 0;
        f->stale = true;
    }
}

size_t form_focus(struct form *f, size_t to)
{
    size_t from = f->current;
    if (f->library != NULL && to < f->count) {
        (void)set_current_field(f->library, f->shapes[to]);
    } else if (to < f->count) {
        f->current = to;
    }
    f->current = focused(f);
    focus_moved(f, from);
    return f->current;
}

size_t form_step(struct form *f, int request)
{
    size_t from = f->current;
    if (f->library != NULL) {
        (void)form_driver(f->library, request);
    } else if (request == REQ_SNEXT_FIELD || request == REQ_SPREV_FIELD) { /* not drawn yet */
        size_t step = request == REQ_SNEXT_FIELD ? 1 : f->count - 1;
        f->current = (f->current + step) % f->count;
    }
    f->current = focused(f);
    focus_moved(f, from);
    return f->current;
}

size_t form_section(const struct form *f)
{
    size_t at = 0;
    for (size_t i = 0; i < f->heading_count; i++) {
        if (f->headings[i].first <= f->current) {
            at = i;
        }
    }
    return at;
}

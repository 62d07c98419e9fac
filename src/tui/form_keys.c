/* SPDX-License-Identifier: GPL-3.0-or-later
 * What keys do inside a form. Letters go into the text model; the form library only hears where the
 * focus shall go.
 */
#include "form_int.h"

#include "inwork/base/error.h"
#include "inwork/base/utf8.h"
#include "line_int.h"
#include "ui_int.h"

bool form_leave_field(struct form *f)
{
    struct form_field *field = &f->fields[f->current];
    text_edit_pause(&field->edit);
    field->wrap_column = SIZE_MAX;
    form_check(f, f->current);
    return form_keep(f);
}

static bool step(struct form *f, int request)
{
    (void)form_leave_field(f);
    (void)form_step(f, request);
    return true;
}

static bool section(struct form *f, int by)
{
    size_t at = form_section(f);
    (void)form_leave_field(f);
    if (by < 0 && f->current == f->headings[at].first && at > 0) {
        at--;
    } else if (by > 0 && at + 1 < f->heading_count) {
        at++;
    } else if (by > 0) {
        (void)form_focus(f, f->count - 1);
        return true;
    }
    (void)form_focus(f, f->headings[at].first);
    f->jumped = true;
    return true;
}

/* Up and Down in long text: by rows as drawn, keeping the column; out of it at its ends. */
static bool row_key(struct form_field *field, int by)
{
    const char *text = text_edit_text(&field->edit);
    size_t n = text_edit_length(&field->edit);
    size_t row = 0;
    size_t column = 0;
    form_wrap(field); /* keys may come faster than the screen is drawn */
    wrap_locate(&row, &column, &field->wrap, text, n, field->edit.cursor);
    if ((by < 0 && row == 0) || (by > 0 && row + 1 >= field->wrap.count)) {
        return false;
    }
    if (field->wrap_column == SIZE_MAX) {
        field->wrap_column = column;
    }
    column = field->wrap_column;
    text_edit_place(&field->edit,
                    wrap_offset(&field->wrap, text, n, by < 0 ? row - 1 : row + 1, column));
    return true;
}

static bool set(struct form *f, const char *text)
{
    struct error err = {0};
    if (form_set(f, f->current, text, &err) != 0) {
        ui_error(f->view.ui, &err);
    }
    return true;
}

static bool yes_no_key(struct form *f, struct form_field *field, const struct key *k)
{
    static const char *const order[] = {"yes", "no", ""};
    const char *now = text_edit_text(&field->edit);
    int at = strcmp(now, "yes") == 0 ? 0 : strcmp(now, "no") == 0 ? 1 : 2;
    switch (k->code) {
    case 'y':
    case 'Y':
        return set(f, "yes");
    case 'n':
    case 'N':
        return set(f, "no");
    case '-':
    case '0':
    case INPUT_DELETE:
    case INPUT_BACKSPACE:
        return set(f, "");
    case INPUT_LEFT:
        return at > 0 ? set(f, order[at - 1]) : true;
    case INPUT_RIGHT:
        return at < 2 ? set(f, order[at + 1]) : true;
    case ' ':
        return set(f, order[(at + 1) % 3]);
    case INPUT_CONTROL('z'):
    case INPUT_CONTROL('y'):
        return false;
    default:
        return k->code >= 0x20 && k->code < 0x110000;
    }
}

static bool chosen_has(const char *list, const char *code)
{
    size_t n = strlen(code);
    for (const char *at = list; *at != '\0';) {
        size_t length = strcspn(at, ",");
        if (length == n && memcmp(at, code, n) == 0) {
            return true;
        }
        at += at[length] == ',' ? length + 1 : length;
    }
    return false;
}

/* The box is closed: what was not chosen shows what stands now. */
static void asked(struct form *f, size_t which)
{
    struct error err = {0};
    f->fields[which].asked = false;
    if (!f->fields[which].touched && form_reload(f, &err) != 0) {
        ui_error(f->view.ui, &err);
    }
}

static void pick_choice(struct form *f, struct form_field *field)
{
    const struct catalogue_field *c = field->field;
    bool several = c->type == FIELD_SEVERAL_OF;
    bool *chosen = calloc(c->choice_count + 1, sizeof *chosen);
    if (chosen == NULL) {
        return;
    }
    for (size_t i = 0; i < c->choice_count; i++) {
        chosen[i] = chosen_has(text_edit_text(&field->edit), c->choices[i].value);
    }
    size_t which = f->current;
    field->asked = true; /* what is replaced is what was displayed when the box opened */
    bool taken = choice_run(f->view.ui, c, several, chosen);
    field = &f->fields[which]; /* a sync may have made them anew meanwhile */
    if (taken) {
        struct buf text = BUF_ZERO;
        for (size_t i = 0; i < c->choice_count; i++) {
            if (chosen[i]) {
                buf_printf(&text, "%s%s", text.len > 0 ? "," : "", c->choices[i].value);
            }
        }
        /* Codes this program does not know stay. */
        for (const char *at = text_edit_text(&field->edit); several && *at != '\0';) {
            size_t n = strcspn(at, ",");
            char code[128];
            (void)snprintf(code, sizeof code, "%.*s", (int)(n < 127 ? n : 127), at);
            bool known = false;
            for (size_t i = 0; i < c->choice_count; i++) {
                known = known || strcmp(c->choices[i].value, code) == 0;
            }
            if (!known && n > 0) {
                buf_printf(&text, "%s%s", text.len > 0 ? "," : "", code);
            }
            at += at[n] == ',' ? n + 1 : n;
        }
        if (strcmp(buf_text(&text), text_edit_text(&field->edit)) != 0 && f->current == which) {
            (void)set(f, buf_text(&text));
        }
        buf_free(&text);
    }
    asked(f, which);
    free(chosen);
}

/* A letter opens the choices at what begins with it; one that none begins with opens nothing. */
static void begin_choice(struct form *f, struct form_field *field, const struct key *k)
{
    struct buf want = BUF_ZERO;
    struct buf have = BUF_ZERO;
    bool any = false;
    utf8_fold(&want, k->text, strlen(k->text));
    for (size_t i = 0; i < field->field->choice_count && !any; i++) {
        const char *label = field->field->choices[i].label;
        buf_clear(&have);
        utf8_fold(&have, label, strlen(label));
        any = want.len > 0 && have.len >= want.len && memcmp(have.data, want.data, want.len) == 0;
    }
    buf_free(&want);
    buf_free(&have);
    if (!any) {
        ui_say(f->view.ui, ROLE_WARNING, "No choice here begins with %s; Enter shows them",
               k->text);
        return;
    }
    f->view.ui->ahead = *k;
    pick_choice(f, field);
}

static void pick_reference(struct form *f, struct form_field *field, const char *typed)
{
    char id[RECORD_ID_TEXT] = "";
    size_t which = f->current;
    field->asked = true;
    if (reference_run(f, field->field, typed, id) && f->current == which &&
        strcmp(id, text_edit_text(&f->fields[which].edit)) != 0) {
        (void)set(f, id);
        form_take_over(f, id);
    }
    asked(f, which);
}

static bool picked_key(struct form *f, struct form_field *field, const struct key *k)
{
    if (field->field == NULL) {
        return false;
    }
    bool reference = field->field->type == FIELD_REFERENCE;
    if (k->code == INPUT_ENTER || k->code == ' ') {
        if (reference) {
            pick_reference(f, field, "");
        } else {
            pick_choice(f, field);
        }
        return true;
    }
    if (k->code == INPUT_DELETE || k->code == INPUT_BACKSPACE) {
        return text_edit_length(&field->edit) > 0 ? set(f, "") : true;
    }
    if (k->code == INPUT_PASTE && reference) {
        pick_reference(f, field, buf_text(&f->view.ui->input->paste));
        return true;
    }
    if (k->code > 0x20 && k->code < 0x110000 && k->modifiers == 0) {
        if (reference) {
            pick_reference(f, field, k->text);
        } else {
            begin_choice(f, field, k);
        }
        return true;
    }
    return k->code == INPUT_PASTE || k->code == INPUT_LEFT || k->code == INPUT_RIGHT;
}

static bool text_key(struct form *f, struct form_field *field, const struct key *k)
{
    bool changed = false;
    if (form_is_long(field) && k->code == INPUT_ENTER) {
        struct key newline = {.code = ' ', .text = "\n"};
        (void)line_edit_key(f->view.ui, &field->edit, &newline, &changed);
        if (changed) {
            form_changed(f, f->current);
        }
        return true;
    }
    if (form_is_long(field) && (k->code == INPUT_HOME || k->code == INPUT_END)) {
        /* of the row as it is drawn */
        const char *text = text_edit_text(&field->edit);
        size_t n = text_edit_length(&field->edit);
        size_t row = 0;
        size_t column = 0;
        form_wrap(field);
        wrap_locate(&row, &column, &field->wrap, text, n, field->edit.cursor);
        text_edit_place(&field->edit, wrap_offset(&field->wrap, text, n, row,
                                                  k->code == INPUT_HOME ? 0 : SIZE_MAX));
        return true;
    }
    bool letter =
        (k->code >= 0x20 && k->code < 0x110000 && k->modifiers == 0) || k->code == INPUT_PASTE;
    if (field->offered && letter && !form_is_long(field)) {
        /* nobody wrote it: what is typed takes its place (Ctrl-Z brings it back) */
        struct error err = {0};
        if (text_edit_replace_all(&field->edit, "", 0, &err) != 0) {
            ui_error(f->view.ui, &err);
            return true;
        }
    }
    bool taken = line_edit_key(f->view.ui, &field->edit, k, &changed);
    if (changed) {
        form_changed(f, f->current);
    } else if (taken) {
        field->wrap_column = SIZE_MAX;
    }
    return taken;
}

static bool field_key(struct form *f, const struct key *k)
{
    struct form_field *field = &f->fields[f->current];
    enum field_type type = field->field != NULL ? field->field->type : FIELD_TEXT;
    bool letters = (k->code >= 0x20 && k->code < 0x110000) || k->code == INPUT_PASTE ||
                   k->code == INPUT_BACKSPACE || k->code == INPUT_DELETE;
    const char *why = ui_read_only(f->view.ui);
    if (letters && why != NULL) {
        ui_say(f->view.ui, ROLE_WARNING, "%s", why);
        return true;
    }
    if (field->conflict && (letters || k->code == INPUT_ENTER)) {
        ui_say(f->view.ui, ROLE_WARNING, "Two people answered this differently; F4 settles it");
        return true;
    }
    if (type == FIELD_YES_NO && yes_no_key(f, field, k)) {
        return true;
    }
    if (form_is_picked(field) && picked_key(f, field, k)) {
        return true;
    }
    bool undo = k->code == INPUT_CONTROL('z') || k->code == INPUT_CONTROL('y');
    if ((form_is_picked(field) || type == FIELD_YES_NO) && !undo) {
        return false;
    }
    if (k->code == INPUT_ENTER && !form_is_long(field)) {
        return step(f, REQ_SNEXT_FIELD);
    }
    return text_key(f, field, k);
}

/* Letters are no text on the row of a table. */
static bool part_key(struct form *f, const struct key *k)
{
    if (k->code == INPUT_ENTER || k->code == ' ') {
        form_parts_open(f);
        return true;
    }
    if (k->code == 'n' || k->code == '+' || k->code == INPUT_INSERT) {
        form_parts_add(f);
        return true;
    }
    return (k->code >= 0x20 && k->code < 0x110000) || k->code == INPUT_PASTE;
}

bool form_key(struct view *v, const struct key *k)
{
    struct form *f = (struct form *)v;
    struct form_field *field = &f->fields[f->current];
    switch (k->code) {
    case INPUT_TAB:
        return step(f, REQ_SNEXT_FIELD);
    case INPUT_BACK_TAB:
        return step(f, REQ_SPREV_FIELD);
    case INPUT_DOWN:
        return (form_is_long(field) && row_key(field, 1)) || f->current + 1 >= f->count ||
               step(f, REQ_SNEXT_FIELD);
    case INPUT_UP:
        return (form_is_long(field) && row_key(field, -1)) || f->current == 0 ||
               step(f, REQ_SPREV_FIELD);
    case INPUT_PAGE_DOWN:
        return section(f, 1);
    case INPUT_PAGE_UP:
        return section(f, -1);
    default:
        break;
    }
    if (field->what >= FORM_PART) {
        return part_key(f, k);
    }
    if (k->code == INPUT_ENTER && (field->field == NULL || field->field->type == FIELD_YES_NO) &&
        !field->conflict) {
        return step(f, REQ_SNEXT_FIELD);
    }
    return field_key(f, k);
}

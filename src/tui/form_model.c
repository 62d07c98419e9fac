/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is in a form: every field's words, what stood there before, what was displayed when it was
 * first touched. A field changes with each key; there is no step in which that could be forgotten.
 */
#include "form_int.h"

#include "inwork/base/clock.h"
#include "inwork/base/error.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "show_int.h"
#include "ui_int.h"

bool form_is_long(const struct form_field *field)
{
    return field->field != NULL && field->field->type == FIELD_LONG_TEXT;
}

bool form_is_picked(const struct form_field *field)
{
    return field->field != NULL &&
           (field->field->type == FIELD_ONE_OF || field->field->type == FIELD_SEVERAL_OF ||
            field->field->type == FIELD_REFERENCE);
}

size_t form_touched(const struct form *f)
{
    size_t n = 0;
    for (size_t i = 0; i < f->count; i++) {
        n += f->fields[i].touched;
    }
    return n;
}

static int take_over(struct form_field *field, const struct record_field *answer, struct error *err)
{
    free(field->over);
    field->over = NULL;
    field->over_count = 0;
    if (answer == NULL || answer->entry_count == 0) {
        return 0;
    }
    field->over = calloc(answer->entry_count, sizeof *field->over);
    if (field->over == NULL) {
        return error_memory(err);
    }
    field->over_count = answer->entry_count;
    memcpy(field->over, answer->entries, answer->entry_count * sizeof *field->over);
    return 0;
}

/* What the store says, into a field nobody touched. */
static int show_answer(struct form *f, size_t i, const struct record_field *answer,
                       struct error *err)
{
    struct form_field *field = &f->fields[i];
    int status = take_over(field, answer, err);
    if (status != 0) {
        return status;
    }
    field->conflict = answer != NULL && answer->head_count > 1;
    struct buf text = BUF_ZERO;
    if (answer != NULL && answer->head_count == 1) {
        form_text(&text, field->field, &answer->heads[0].value);
    }
    status = buf_ok(&text, err);
    bool same = field->before != NULL && strcmp(field->before, buf_text(&text)) == 0;
    if (status == 0 && !same) {
        free(field->before);
        field->before = strdup(buf_text(&text));
        status = field->before != NULL ? text_edit_set(&field->edit, buf_text(&text), text.len, err)
                                       : error_memory(err);
        if (!form_is_long(field)) {
            text_edit_place(&field->edit, text.len);
        } else {
            text_edit_place(&field->edit, 0);
        }
    }
    buf_free(&text);
    form_check(f, i);
    return status;
}

int form_reload(struct form *f, struct error *err)
{
    struct record r = {0};
    int status = 0;
    if (f->record[0] != '\0') {
        status = store_record(f->view.ui->store, f->record, &r, err);
    }
    for (size_t i = 0; i < f->count && status == 0; i++) {
        const struct form_field *field = &f->fields[i];
        if (!field->touched && field->field != NULL) {
            status = show_answer(f, i, record_field(&r, field->field->name), err);
        }
    }
    if (status == 0 && f->record[0] != '\0') {
        free(f->title);
        f->title = strdup(r.title != NULL ? r.title : "");
        status = f->title != NULL ? 0 : error_memory(err);
    }
    f->stale = true;
    record_clear(&r);
    return status;
}

/* Fields in the order of their sections, so that a heading stands over each. */
static void order_fields(struct form *f)
{
    const struct catalogue_kind *k = f->kind;
    size_t n = 0;
    for (size_t s = 0; s <= k->section_count; s++) {
        const char *name = s == 0 ? "" : k->sections[s - 1].name;
        size_t first = n;
        for (size_t i = 0; i < k->field_count; i++) {
            bool wanted = f->only == NULL || strcmp(f->only, k->fields[i].name) == 0;
            if (wanted && strcmp(k->fields[i].section, name) == 0) {
                f->fields[n++].field = &k->fields[i];
            }
        }
        if (n > first) {
            f->headings[f->heading_count++] = (struct form_heading){
                .title = s == 0 ? k->title : k->sections[s - 1].title,
                .help = s == 0 ? "" : k->sections[s - 1].help,
                .first = first,
            };
        }
    }
    if (f->record[0] != '\0') { /* why: for changes only */
        f->headings[f->heading_count++] =
            (struct form_heading){.title = "The change", .help = "", .first = n};
        f->fields[n++].field = NULL;
    }
    f->count = n;
}

int form_load(struct form *f, struct ui *ui, struct error *err)
{
    f->view.ui = ui;
    f->today = date_of_moment(store_now(ui->store));
    f->fields = calloc(f->kind->field_count + 1, sizeof *f->fields);
    f->headings = calloc(f->kind->section_count + 2, sizeof *f->headings);
    if (f->fields == NULL || f->headings == NULL) {
        return error_memory(err);
    }
    order_fields(f);
    for (size_t i = 0; i < f->count; i++) {
        f->fields[i].edit.multi_line = form_is_long(&f->fields[i]);
        f->fields[i].wrap_column = SIZE_MAX;
    }
    return form_reload(f, err);
}

void form_changed(struct form *f, size_t i)
{
    struct form_field *field = &f->fields[i];
    field->touched = true;
    field->wrap_column = SIZE_MAX;
    if (f->unkept_since == 0) {
        f->unkept_since = clock_monotonic_ms();
    }
    bool below = field->echo[0] != '\0' || field->problem[0] != '\0';
    field->problem[0] = '\0'; /* not while it is being typed; on leaving */
    field->echo[0] = '\0';
    enum field_type type = field->field != NULL ? field->field->type : FIELD_TEXT;
    if (type == FIELD_DATE || type == FIELD_TIME) {
        form_check(f, i);
        field->problem[0] = '\0';
    }
    f->stale = f->stale || below != (field->echo[0] != '\0');
}

int form_set(struct form *f, size_t i, const char *text, struct error *err)
{
    struct form_field *field = &f->fields[i];
    int status = text_edit_replace_all(&field->edit, text, strlen(text), err);
    if (status == 0) {
        form_changed(f, i);
        form_check(f, i);
    }
    return status;
}

void form_check(struct form *f, size_t i)
{
    struct form_field *field = &f->fields[i];
    bool below = field->echo[0] != '\0' || field->problem[0] != '\0';
    field->echo[0] = '\0';
    field->problem[0] = '\0';
    const char *text = text_edit_text(&field->edit);
    if (field->field != NULL && text[0] != '\0') {
        struct value v = {0};
        struct error err = {0};
        struct date d;
        if (form_value(f, i, &v, &err) != 0) {
            ui_copy(field->problem, sizeof field->problem, err.message);
        } else if (field->field->type == FIELD_DATE && v.type == VALUE_TEXT &&
                   date_parse(&d, v.text)) {
            struct buf echo = BUF_ZERO;
            date_describe(&echo, d, f->today);
            ui_copy(field->echo, sizeof field->echo, buf_text(&echo));
            buf_free(&echo);
        } else if (field->field->type == FIELD_TIME && v.type == VALUE_TEXT &&
                   strcmp(v.text, text) != 0) {
            ui_copy(field->echo, sizeof field->echo, v.text);
        }
        value_clear(&v);
    }
    f->stale = f->stale || below != (field->echo[0] != '\0' || field->problem[0] != '\0');
}

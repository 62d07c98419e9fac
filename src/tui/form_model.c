/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is in a form: every field's words, what stood there before, what was displayed when it was
 * first touched. A field changes with each key; there is no step in which that could be forgotten.
 */
#include "form_int.h"

#include "inwork/base/clock.h"
#include "inwork/base/error.h"
#include "inwork/model/field.h"
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
        if (!field->touched && !field->offered && !field->asked && field->field != NULL) {
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
    return status == 0 ? form_parts_read(f, err) : status;
}

static void put(struct form *f, const struct catalogue_field *field)
{
    f->fields[f->answer_count++] = (struct form_field){.what = FORM_ANSWER, .field = field};
}

/* Fields in the order of their sections, so that a heading stands over each; or those that were
 * asked for, in the order asked for. */
static void order_fields(struct form *f)
{
    const struct catalogue_kind *k = f->kind;
    for (size_t i = 0; f->only != NULL && f->only[i] != NULL; i++) {
        const struct catalogue_field *field = catalogue_field(k, f->only[i]);
        if (field != NULL && f->answer_count < k->field_count) {
            put(f, field);
        }
    }
    for (size_t s = 0; f->only == NULL && s <= k->section_count; s++) {
        const char *name = s == 0 ? "" : k->sections[s - 1].name;
        for (size_t i = 0; i < k->field_count; i++) {
            if (strcmp(k->fields[i].section, name) == 0) {
                put(f, &k->fields[i]);
            }
        }
    }
    f->count = f->answer_count;
    if (f->record[0] != '\0') { /* why: for changes only */
        f->fields[f->count++] = (struct form_field){.what = FORM_WHY};
    }
}

int form_load(struct form *f, struct ui *ui, struct error *err)
{
    f->view.ui = ui;
    f->today = date_of_moment(store_now(ui->store));
    f->fields = calloc(f->kind->field_count + 1, sizeof *f->fields);
    if (f->fields == NULL) {
        return error_memory(err);
    }
    order_fields(f);
    for (size_t i = 0; i < f->count; i++) {
        f->fields[i].edit.multi_line = form_is_long(&f->fields[i]);
        f->fields[i].wrap_column = SIZE_MAX;
    }
    return form_reload(f, err);
}

size_t form_answered(const struct form *f, size_t first, size_t end)
{
    size_t n = 0;
    for (size_t i = first; i < end && i < f->answer_count; i++) {
        const struct form_field *field = &f->fields[i];
        const char *text = text_edit_text(&field->edit);
        n += field->conflict || text[strspn(text, " \n")] != '\0'; /* an empty line is no answer */
    }
    return n;
}

void form_progress(struct buf *out, const struct form *f, const struct form_heading *h)
{
    if (h->table < f->table_count) {
        size_t n = f->tables[h->table].count;
        if (n > 0) {
            buf_printf(out, "%zu", n);
        } else {
            buf_add(out, "none yet");
        }
    } else if (h->first < f->answer_count) {
        const char *section = f->only == NULL ? f->fields[h->first].field->section : "";
        buf_printf(out, "%zu of %zu answered%s", form_answered(f, h->first, h->end),
                   h->end - h->first,
                   field_section_is_restricted(f->kind, section) ? ", restricted" : "");
    }
}

int form_give(struct form *f, size_t i, const char *text, struct error *err)
{
    struct form_field *to = &f->fields[i];
    int status = text_edit_set(&to->edit, text, strlen(text), err);
    to->offered = status == 0;
    form_check(f, i);
    return status;
}

int form_offer_one(struct form *f, const char *field, const char *text, struct error *err)
{
    int status = 0;
    for (size_t i = 0; i < f->answer_count && status == 0; i++) {
        const struct form_field *to = &f->fields[i];
        if (strcmp(to->field->name, field) == 0 && text_edit_length(&to->edit) == 0 &&
            !to->conflict && text[0] != '\0') {
            status = form_give(f, i, text, err);
        }
    }
    return status;
}

static int take_text(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    (void)count;
    (void)err;
    buf_clear(payload);
    buf_append(payload, c[0].bytes, c[0].type == STORE_TEXT ? c[0].length : 0);
    return 0;
}

/* The text of what the catalogue calls `initial`; nothing where it is not known. */
static int initial_text(struct buf *out, const struct form *f, const char *initial,
                        struct error *err)
{
    struct store *s = f->view.ui->store;
    if (strcmp(initial, "today") == 0) {
        buf_printf(out, "%d %.3s %04d", f->today.day, date_month_name(f->today.month),
                   f->today.year);
    } else if (strcmp(initial, "now") == 0) {
        struct buf moment = BUF_ZERO; /* "7 Sep 2026, 14:03" */
        time_describe(&moment, store_now(s));
        const char *comma = strchr(buf_text(&moment), ',');
        buf_add(out, comma != NULL ? comma + 2 : "");
        buf_free(&moment);
    } else if (strcmp(initial, "me") == 0) {
        struct store_cell device = store_text(store_device_id(s));
        return store_query(s, "tui_me", &device, 1, take_text, out, err);
    }
    return 0;
}

int form_offer(struct form *f, struct error *err)
{
    int status = 0;
    for (size_t i = 0; i < f->answer_count && status == 0; i++) {
        const struct catalogue_field *c = f->fields[i].field;
        if (c->initial[0] != '\0') {
            struct buf text = BUF_ZERO;
            status = initial_text(&text, f, c->initial, err);
            if (status == 0) {
                status = form_offer_one(f, c->name, buf_text(&text), err);
            }
            buf_free(&text);
        }
    }
    return status == 0 ? form_offer_place(f, err) : status;
}

void form_changed(struct form *f, size_t i)
{
    struct form_field *field = &f->fields[i];
    field->touched = true;
    field->offered = false;
    field->wrap_column = SIZE_MAX;
    if (f->unkept_since == 0) {
        f->unkept_since = clock_monotonic_ms();
    }
    field->problem[0] = '\0'; /* not while it is being typed; on leaving */
    field->echo[0] = '\0';
    enum field_type type = field->field != NULL ? field->field->type : FIELD_TEXT;
    if (type == FIELD_DATE || type == FIELD_TIME) {
        form_check(f, i);
        field->problem[0] = '\0';
    }
    f->stale = f->stale || form_said_moved(f, field);
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

const char *form_reason(const struct form_field *field, const struct error *err)
{
    size_t n = strlen(field->field->name);
    bool named = strncmp(err->message, field->field->name, n) == 0 &&
                 strncmp(err->message + n, ": ", 2) == 0;
    return err->message + (named ? n + 2 : 0);
}

void form_check(struct form *f, size_t i)
{
    struct form_field *field = &f->fields[i];
    field->echo[0] = '\0';
    field->problem[0] = '\0';
    const char *text = text_edit_text(&field->edit);
    if (field->field != NULL && text[0] != '\0') {
        struct value v = {0};
        struct error err = {0};
        struct date d;
        if (form_value(f, i, &v, &err) != 0) {
            ui_copy(field->problem, sizeof field->problem, form_reason(field, &err));
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
    f->stale = f->stale || form_said_moved(f, field);
}

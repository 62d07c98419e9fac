/* SPDX-License-Identifier: GPL-3.0-or-later
 * The ways in which a form comes about: of a record, of a new one, of a part, of one answer in
 * conflict, of a draft, of a note in a hurry.
 */
#include "form_int.h"

#include "inwork/base/error.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "page_int.h"
#include "screens_int.h"
#include "ui_int.h"

const char *form_draft_of(const struct view *v)
{
    return v->class == &form_class ? ((const struct form *)v)->draft : NULL;
}

/* `only`: a form of these answers. */
static struct form *make(struct ui *ui, const char *kind, const char *record,
                         const char *const *only, struct error *err)
{
    struct form *f = calloc(1, sizeof *f);
    if (f == NULL) {
        (void)error_memory(err);
        return NULL;
    }
    f->view.class = &form_class;
    f->view.ui = ui;
    f->only = only;
    struct record r = {0};
    int status = 0;
    if (record != NULL) {
        status = store_record(ui->store, record, &r, err);
        if (status == 0) {
            memcpy(f->record, r.id, sizeof f->record);
            kind = r.kind;
        }
    }
    f->kind = status == 0 ? catalogue_kind(store_catalogue(ui->store), kind) : NULL;
    if (status == 0 && f->kind == NULL) {
        status = error_set(err, STATUS_DATA, "this program does not know records of kind %s", kind);
        (void)error_hint(err, "a newer version wrote it; it is kept as it is");
    }
    f->answer = record != NULL && only != NULL;
    f->quick = record == NULL && only != NULL;
    status = status != 0 ? status : form_load(f, ui, err);
    f->only = NULL; /* the caller's */
    record_clear(&r);
    if (status != 0) {
        form_release(&f->view);
        return NULL;
    }
    return f;
}

static void focus_field(struct form *f, const char *field)
{
    for (size_t i = 0; field != NULL && i < f->answer_count; i++) {
        if (strcmp(f->fields[i].field->name, field) == 0) {
            f->current = i;
        }
    }
}

/* The first line nobody has answered. */
static void focus_empty(struct form *f)
{
    f->current = 0;
    while (f->current + 1 < f->answer_count && text_edit_length(&f->fields[f->current].edit) > 0) {
        f->current++;
    }
}

static struct view *finish(struct ui *ui, struct form *f, int status, const struct error *err)
{
    if (f == NULL || status != 0) {
        ui_error(ui, err);
        if (f != NULL) {
            form_release(&f->view);
        }
        return NULL;
    }
    return &f->view;
}

struct view *form_new(struct ui *ui, const char *kind, const char *record, const char *field)
{
    struct error err = {0};
    struct form *f = make(ui, kind, record, NULL, &err);
    int status = 0;
    if (f != NULL) {
        status = record != NULL ? form_draft_take(f, NULL, &err) : form_offer(f, &err);
        focus_field(f, field);
    }
    return finish(ui, f, status, &err);
}

struct view *form_new_append(struct ui *ui, const char *record, const char *field, const char *text)
{
    struct error err = {0};
    struct form *f = make(ui, NULL, record, NULL, &err);
    int status = 0;
    if (f != NULL) {
        status = form_draft_take(f, NULL, &err);
        focus_field(f, field);
        struct form_field *to = &f->fields[f->current];
        const char *now = text_edit_text(&to->edit);
        if (status == 0 && to->conflict) {
            ui_say(ui, ROLE_WARNING, "Two answers stand here: settle them first, with c");
        } else if (status == 0 && strstr(now, text) != NULL) {
            ui_say(ui, ROLE_GOOD, "That is in the answer already");
        } else if (status == 0) {
            struct buf longer = BUF_ZERO;
            buf_printf(&longer, "%s%s%s", now, now[0] != '\0' ? "\n" : "", text);
            status = buf_ok(&longer, &err);
            status = status == 0 ? form_set(f, f->current, buf_text(&longer), &err) : status;
            buf_free(&longer);
        }
    }
    return finish(ui, f, status, &err);
}

/* What the two have in common: a check-in of a job is about the job's client. */
static int offer_shared(struct form *f, const char *parent, struct error *err)
{
    struct record r = {0};
    int status = store_record(f->view.ui->store, parent, &r, err);
    const struct catalogue_kind *k =
        status == 0 ? catalogue_kind(store_catalogue(f->view.ui->store), r.kind) : NULL;
    for (size_t i = 0; k != NULL && i < k->field_count && status == 0; i++) {
        const struct catalogue_field *theirs = &k->fields[i];
        const struct catalogue_field *ours = catalogue_field(f->kind, theirs->name);
        if (theirs->type == FIELD_REFERENCE && ours != NULL && ours->type == FIELD_REFERENCE &&
            strcmp(theirs->target, ours->target) == 0 && strcmp(ours->target, "member") != 0) {
            status = form_offer_one(f, ours->name, record_text(&r, theirs->name), err);
        }
    }
    record_clear(&r);
    return status;
}

struct view *form_new_part(struct ui *ui, const char *kind, const char *by, const char *parent)
{
    struct error err = {0};
    struct form *f = make(ui, kind, NULL, NULL, &err);
    int status = 0;
    if (f != NULL) {
        status = form_offer_one(f, by, parent, &err);
        status = status == 0 ? offer_shared(f, parent, &err) : status;
        status = status == 0 ? form_offer(f, &err) : status;
        focus_empty(f);
        f->begun = true;
        f->part = true;
    }
    return finish(ui, f, status, &err);
}

void form_tell_made(struct view *form, char *made)
{
    if (form != NULL && form->class == &form_class) {
        ((struct form *)form)->made = made;
    }
}

/* The form's first reference to a record of that kind. */
static const char *field_for(const struct form *f, const char *kind)
{
    for (size_t i = 0; i < f->answer_count; i++) {
        const struct catalogue_field *c = f->fields[i].field;
        if (c->type == FIELD_REFERENCE && strcmp(c->target, kind) == 0) {
            return c->name;
        }
    }
    return NULL;
}

/* The form refers to a record, where it has a field for that. */
static int offer_record(struct form *f, const char *id, struct error *err)
{
    struct record r = {0};
    int status = id[0] != '\0' ? store_record(f->view.ui->store, id, &r, err) : 0;
    const char *field = status == 0 && r.kind != NULL ? field_for(f, r.kind) : NULL;
    if (field != NULL) {
        status = form_offer_one(f, field, id, err);
    }
    record_clear(&r);
    return status;
}

struct view *form_new_about(struct ui *ui, const char *kind, const char *whose, const char *record)
{
    struct error err = {0};
    struct form *f = make(ui, kind, NULL, NULL, &err);
    int status = 0;
    if (f != NULL) {
        status = offer_record(f, whose, &err);
        status = status == 0 ? offer_record(f, record, &err) : status;
        status = status == 0 && record[0] != '\0' ? offer_shared(f, record, &err) : status;
        status = status == 0 ? form_offer(f, &err) : status;
        focus_empty(f);
        f->begun = whose[0] != '\0' || record[0] != '\0';
        f->part = true; /* back to where one was */
    }
    return finish(ui, f, status, &err);
}

void form_preset(struct view *form, const char *field, const char *text)
{
    struct error err = {0};
    struct form *f = (struct form *)form;
    if (form->class == &form_class && form_offer_one(f, field, text, &err) != 0) {
        ui_error(form->ui, &err);
    }
    focus_empty(f);
}

struct view *form_new_for(const struct form *about, const char *kind, char made[RECORD_ID_TEXT])
{
    struct ui *ui = about->view.ui;
    struct error err = {0};
    struct form *f = make(ui, kind, NULL, NULL, &err);
    int status = 0;
    for (size_t i = 0; f != NULL && i < about->answer_count && status == 0; i++) {
        const struct form_field *theirs = &about->fields[i];
        const struct catalogue_field *ours = catalogue_field(f->kind, theirs->field->name);
        if (theirs->field->type == FIELD_REFERENCE && ours != NULL &&
            ours->type == FIELD_REFERENCE && strcmp(ours->target, theirs->field->target) == 0) {
            status = form_offer_one(f, ours->name, text_edit_text(&theirs->edit), &err);
        }
    }
    status = f != NULL && status == 0 ? form_offer(f, &err) : status;
    if (f != NULL) {
        focus_empty(f);
        f->part = true;
        f->made = made;
    }
    return finish(ui, f, status, &err);
}

struct view *form_new_answer(struct ui *ui, const char *record, const char *field,
                             const struct value *from)
{
    struct error err = {0};
    const char *const only[] = {field, NULL};
    struct form *f = make(ui, NULL, record, only, &err);
    int status = 0;
    if (f != NULL && f->answer_count > 0) {
        struct buf text = BUF_ZERO;
        f->fields[0].conflict = false;
        f->fields[0].touched = true; /* over all that stand: what it replaces */
        form_text(&text, f->fields[0].field, from);
        status = text_edit_set(&f->fields[0].edit, buf_text(&text), text.len, &err);
        form_check(f, 0);
        buf_free(&text);
    }
    return finish(ui, f, status, &err);
}

struct view *form_from_draft(struct ui *ui, const char *draft, const char *kind, const char *record)
{
    struct error err = {0};
    struct form *f = make(ui, kind, record, NULL, &err);
    return finish(ui, f, f != NULL ? form_draft_take(f, draft, &err) : 0, &err);
}

/* What a note needs after a visit; the rest of it is asked for later. */
static const char *const quick_fields[] = {
    "date", "client", "kind_of_contact", "place", "minutes", "activities", "quick", NULL,
};

/* The client a record is, or belongs to; "" when there is none. */
static void client_of(struct ui *ui, const char *record, char out[RECORD_ID_TEXT])
{
    struct record r = {0};
    out[0] = '\0';
    if (record != NULL && store_record(ui->store, record, &r, NULL) == 0) {
        const char *id = strcmp(r.kind, "client") == 0 ? r.id : record_text(&r, "client");
        ui_copy(out, RECORD_ID_TEXT, id);
    }
    record_clear(&r);
}

/* The record the person is with: of the nearest page or form that has one. */
static const char *record_here(const struct ui *ui)
{
    for (const struct view *v = ui->top; v != NULL; v = v->below) {
        const char *page = page_record(v);
        if (page != NULL) {
            return page;
        }
        const struct form *f = v->class == &form_class ? (const struct form *)v : NULL;
        if (f != NULL && f->record[0] != '\0') {
            return f->record;
        }
    }
    return NULL;
}

bool form_is_quick(const struct view *v)
{
    return v->class == &form_class && ((const struct form *)v)->quick;
}

struct view *form_new_quick(struct ui *ui)
{
    struct error err = {0};
    char client[RECORD_ID_TEXT];
    client_of(ui, record_here(ui), client);
    struct form *f = make(ui, "note", NULL, quick_fields, &err);
    int status = 0;
    if (f != NULL) {
        f->part = true; /* back to where one was */
        status = form_offer(f, &err);
        status = status == 0 ? form_offer_one(f, "client", client, &err) : status;
        status = status == 0 ? form_offer_one(f, "quick", "yes", &err) : status;
        focus_empty(f);
    }
    return finish(ui, f, status, &err);
}

void form_widen(struct form *f)
{
    struct ui *ui = f->view.ui;
    struct error err = {0};
    (void)form_leave_field(f);
    f->unkept_since = f->unkept_since == 0 ? 1 : f->unkept_since;
    if (form_touched(f) == 0) {
        ui_say(ui, ROLE_WARNING, "Type something first; then all of the note can be opened");
        return;
    }
    if (form_draft_keep(f, &err) != 0) {
        ui_error(ui, &err);
        return;
    }
    char draft[ID_SIZE];
    memcpy(draft, f->draft, sizeof draft);
    f->discarded = true; /* the draft is the other form's now */
    ui_close(&f->view);
    ui_push(ui, form_from_draft(ui, draft, f->kind->name, NULL));
}

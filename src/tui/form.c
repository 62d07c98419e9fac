/* SPDX-License-Identifier: GPL-3.0-or-later
 * The form as a view: its commands, and what happens when it is left.
 */
#include "form_int.h"

#include "choose_int.h"
#include "inwork/base/clock.h"
#include "inwork/base/error.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "screens_int.h"
#include "sync_int.h"
#include "ui_int.h"

static void title(struct view *v, struct buf *left, struct buf *right)
{
    struct form *f = (struct form *)v;
    if (f->record[0] == '\0') {
        buf_printf(left, "New: %s", f->kind->title);
    } else {
        buf_printf(left, f->answer ? "An answer for all, %s: " : "%s: ", f->kind->title);
        ui_name(v->ui, left, f->title != NULL && f->title[0] != '\0' ? f->title : "(no name)");
    }
    size_t touched = form_touched(f);
    if (touched == 0) {
        buf_add(right, "nothing changed");
    } else {
        buf_printf(right, "%zu changed, ", touched);
        if (f->unkept_since != 0 || f->kept_at[0] == '\0') {
            buf_add(right, f->kept_at[0] == '\0' && f->unkept_since == 0 ? "draft" : "typing");
        } else {
            buf_printf(right, "draft kept %s", f->kept_at);
        }
    }
}

static void draw(struct view *v)
{
    form_paint((struct form *)v);
}

static void resized(struct view *v)
{
    struct error err = {0};
    if (form_lay_out((struct form *)v, v->columns - 2, &err) != 0) {
        ui_error(v->ui, &err);
    }
}

static void resume(struct view *v)
{
    struct form *f = (struct form *)v;
    struct error err = {0};
    if (form_reload(f, &err) != 0) {
        ui_error(v->ui, &err);
    }
}

static int64_t due(const struct view *v)
{
    const struct form *f = (const struct form *)v;
    return f->unkept_since != 0 ? f->unkept_since + FORM_DRAFT_MS : 0;
}

static void keep(struct view *v)
{
    struct form *f = (struct form *)v;
    struct error err = {0};
    if (form_draft_keep(f, &err) != 0) {
        f->unkept_since = clock_monotonic_ms(); /* try again in a while */
        ui_error(v->ui, &err);
    }
}

static bool typing(const struct view *v)
{
    (void)v;
    return true;
}

static const char *cannot_write(struct view *v)
{
    return ui_read_only(v->ui);
}

static const char *no_conflict(struct view *v)
{
    const struct form *f = (const struct form *)v;
    return f->fields[f->current].conflict ? NULL : "This answer is not in conflict";
}

static const char *nothing_changed(struct view *v)
{
    return form_touched((struct form *)v) == 0 ? "Nothing was changed" : NULL;
}

static const char *no_history(struct view *v)
{
    const struct form *f = (const struct form *)v;
    return f->record[0] == '\0' || f->fields[f->current].field == NULL ? "It is not saved yet"
                                                                       : NULL;
}

/* Did an answer of this form meet one that was given meanwhile? */
static bool conflicts_in(const struct form *f, const struct record *r)
{
    for (size_t i = 0; i < f->count; i++) {
        const struct form_field *field = &f->fields[i];
        const struct record_field *now =
            field->touched && field->field != NULL ? record_field(r, field->field->name) : NULL;
        if (now != NULL && now->head_count > 1) {
            return true;
        }
    }
    return false;
}

static void save(struct view *v)
{
    struct form *f = (struct form *)v;
    struct ui *ui = v->ui;
    form_leave_field(f);
    bool was_new = f->record[0] == '\0';
    size_t touched = form_touched(f);
    if (!was_new && touched == 0) {
        ui_close(v);
        ui_say(ui, ROLE_TEXT, "Nothing was changed");
        return;
    }
    char record[RECORD_ID_TEXT] = "";
    struct error err = {0};
    if (form_save(f, record, &err) != 0) {
        ui_error(ui, &err);
        return;
    }
    struct record r = {0};
    struct buf name = BUF_ZERO;
    if (store_record(ui->store, record, &r, NULL) == 0 && r.title != NULL) {
        ui_name(ui, &name, r.title);
    }
    ui_close(v);
    if (was_new && !f->part) {
        ui_push(ui, page_new(ui, record));
    }
    sync_recount(ui);
    const char *shown = name.len > 0 ? buf_text(&name) : f->kind->title;
    if (conflicts_in(f, &r)) {
        ui_say(ui, ROLE_WARNING, "Saved: %s; somebody answered the same meanwhile: c settles it",
               shown);
    } else {
        ui_say(ui, ROLE_GOOD, "Saved: %s", shown);
    }
    buf_free(&name);
    record_clear(&r);
}

static void leave(struct view *v)
{
    struct form *f = (struct form *)v;
    form_leave_field(f);
    ui_close(v);
    if (form_touched(f) > 0) {
        ui_say(v->ui, ROLE_TEXT, "Not saved; the draft is kept%s",
               f->record[0] != '\0' ? " and waits here (e)" : " and waits under Today");
    }
}

static void discard(struct view *v)
{
    struct form *f = (struct form *)v;
    if (!ui_confirm(v->ui, "Throw the draft away?",
                    "What you typed here since the last save will be gone.", 'd',
                    "throw it away")) {
        return;
    }
    struct error err = {0};
    if (form_draft_drop(f, &err) != 0) {
        ui_error(v->ui, &err);
        return;
    }
    f->discarded = true;
    ui_close(v);
    ui_say(v->ui, ROLE_TEXT, "The draft is gone");
}

static void help(struct view *v)
{
    struct form *f = (struct form *)v;
    const struct catalogue_field *c = f->fields[f->current].field;
    struct buf text = BUF_ZERO;
    if (c == NULL) {
        buf_add(&text, "A word on why, for whoever reads the history. It may stay empty.");
    } else {
        buf_printf(&text, "%s\n", c->help);
        static const char *const how[] = {
            [FIELD_TEXT] = "One line.",
            [FIELD_LONG_TEXT] = "As much as you like; Enter begins a new line, Tab goes on.",
            [FIELD_DATE] = "today, tomorrow, fri, +2w, -3d, 25/12, 25 Dec 2026.",
            [FIELD_TIME] = "9:30, 2pm, 14:00, noon.",
            [FIELD_YES_NO] = "y, n, or Delete for not asked; the arrows and Space choose too.",
            [FIELD_ONE_OF] = "Enter shows the choices; Delete empties it.",
            [FIELD_SEVERAL_OF] = "Enter shows the choices, Space marks each that fits.",
            [FIELD_NUMBER] = "A number.",
            [FIELD_MONEY] = "An amount in pounds, such as 11.44.",
            [FIELD_PHONE] = "A telephone number as you would write it.",
            [FIELD_EMAIL] = "An email address.",
            [FIELD_REFERENCE] = "Type a few letters of the name and choose.",
        };
        buf_printf(&text, "\n%s", how[c->type]);
        if (c->required) {
            buf_add(&text, " This one is needed.");
        }
        if (c->sensitive) {
            buf_add(&text, "\n\nLeft out when something is shared, unless you ask for it.");
        }
    }
    ui_tell(v->ui, c != NULL ? c->label : "Why this change", buf_text(&text));
    buf_free(&text);
}

static void go_section(struct view *v)
{
    struct form *f = (struct form *)v;
    const char **titles = calloc(f->heading_count + 1, sizeof *titles);
    if (titles == NULL) {
        return;
    }
    for (size_t i = 0; i < f->heading_count; i++) {
        titles[i] = f->headings[i].title;
    }
    size_t chosen = form_section(f);
    form_leave_field(f);
    if (choose_run(v->ui, "Go to", titles, f->heading_count, &chosen)) {
        (void)form_focus(f, f->headings[chosen].first);
        f->jumped = true;
    }
    free(titles);
}

static void settle(struct view *v)
{
    struct form *f = (struct form *)v;
    ui_push(v->ui, conflict_new(v->ui, f->record, f->fields[f->current].field->name));
}

static void history(struct view *v)
{
    struct form *f = (struct form *)v;
    form_leave_field(f);
    ui_push(v->ui, history_new(v->ui, f->record, f->fields[f->current].field->name));
}

static void release(struct view *v)
{
    struct form *f = (struct form *)v;
    form_take_down(f);
    for (size_t i = 0; f->fields != NULL && i < f->count; i++) {
        struct form_field *field = &f->fields[i];
        text_edit_clear(&field->edit);
        wrap_clear(&field->wrap);
        free(field->over);
        free(field->before);
    }
    free(f->fields);
    free(f->headings);
    free(f->title);
    free(f);
}

/* Up to Ctrl-Y these are handled in the fields themselves; here they are named for the palette. */
static const struct view_command commands[] = {
    {"save", INPUT_CONTROL('s'), 0, "save", "Save what was changed.", cannot_write, save},
    {"leave", INPUT_ESCAPE, 0, "back, draft kept", "Go back; the draft is kept.", NULL, leave},
    {"help", INPUT_F1, 0, "this field", "What this field is for.", NULL, help},
    {"section", INPUT_CONTROL('g'), 0, "sections", "Go to another section of the form.", NULL,
     go_section},
    {"settle", INPUT_F1 + 3, 0, "settle", "Settle two answers that differ.", no_conflict, settle},
    {"field history", INPUT_F1 + 2, 0, NULL, "How this one answer came about.", no_history,
     history},
    {"discard", INPUT_CONTROL('x'), 0, NULL, "Throw away what was typed since the last save.",
     nothing_changed, discard},
    {0},
};
static const struct view_class class = {
    .name = "form",
    .commands = commands,
    .title = title,
    .draw = draw,
    .typing = typing,
    .key = form_key,
    .resized = resized,
    .resume = resume,
    .due = due,
    .tick = keep,
    .keep = keep,
    .free = release,
};

const char *form_draft_of(const struct view *v)
{
    return v->class == &class ? ((const struct form *)v)->draft : NULL;
}

/* `only`: a form of this one answer. */
static struct form *make(struct ui *ui, const char *kind, const char *record, const char *only,
                         struct error *err)
{
    struct form *f = calloc(1, sizeof *f);
    if (f == NULL) {
        (void)error_memory(err);
        return NULL;
    }
    f->view.class = &class;
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
    status = status != 0 ? status : form_load(f, ui, err);
    f->only = NULL; /* the caller's */
    f->answer = only != NULL;
    record_clear(&r);
    if (status != 0) {
        release(&f->view);
        return NULL;
    }
    return f;
}

static void focus_field(struct form *f, const char *field)
{
    for (size_t i = 0; field != NULL && i < f->count; i++) {
        if (f->fields[i].field != NULL && strcmp(f->fields[i].field->name, field) == 0) {
            f->current = i;
        }
    }
}

static struct view *finish(struct ui *ui, struct form *f, int status, const struct error *err)
{
    if (f == NULL || status != 0) {
        ui_error(ui, err);
        if (f != NULL) {
            release(&f->view);
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
        status = record != NULL ? form_draft_take(f, NULL, &err) : 0;
        focus_field(f, field);
    }
    return finish(ui, f, status, &err);
}

struct view *form_new_part(struct ui *ui, const char *kind, const char *by, const char *parent)
{
    struct error err = {0};
    struct form *f = make(ui, kind, NULL, NULL, &err);
    int status = 0;
    for (size_t i = 0; f != NULL && i < f->count && status == 0; i++) {
        if (f->fields[i].field != NULL && strcmp(f->fields[i].field->name, by) == 0) {
            status = form_set(f, i, parent, &err);
            f->unkept_since = 0; /* worth keeping once something is typed */
            f->current = i == 0 && f->count > 1 ? 1 : 0;
        }
    }
    if (f != NULL) {
        f->part = true;
    }
    return finish(ui, f, status, &err);
}

struct view *form_new_answer(struct ui *ui, const char *record, const char *field,
                             const struct value *from)
{
    struct error err = {0};
    struct form *f = make(ui, NULL, record, field, &err);
    int status = 0;
    if (f != NULL && f->count > 0) {
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

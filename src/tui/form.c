/* SPDX-License-Identifier: GPL-3.0-or-later
 * The form as a view: its commands, and what happens when it is left.
 */
#include "form_int.h"

#include "choose_int.h"
#include "inwork/base/clock.h"
#include "inwork/base/error.h"
#include "inwork/model/advice.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "room_int.h"
#include "screens_int.h"
#include "sync_int.h"
#include "ui_int.h"

/* An answer taken up to settle two that differ is nothing to keep before a word is typed. */
static bool typed(const struct form *f)
{
    return form_touched(f) > 0 && (f->unkept_since != 0 || f->draft[0] != '\0');
}

static void title(struct view *v, struct buf *left, struct buf *right)
{
    struct form *f = (struct form *)v;
    if (f->quick) {
        buf_add(left, "A quick note");
    } else if (f->record[0] == '\0') {
        buf_printf(left, "New: %s", f->kind->title);
    } else {
        buf_printf(left, f->answer ? "An answer for all, %s: " : "%s: ", f->kind->title);
        ui_name(v->ui, left, f->title != NULL && f->title[0] != '\0' ? f->title : "(no name)");
    }
    size_t touched = form_touched(f);
    if (!typed(f)) {
        buf_add(right, f->record[0] != '\0' ? "nothing changed" : "nothing typed yet");
    } else {
        buf_printf(right, "%zu changed, ", touched);
        if (f->unkept_since != 0 || f->kept_at[0] == '\0') {
            buf_add(right, f->unkept_since == 0 ? "draft" : "typing");
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
    if (form_lay_out((struct form *)v, v->columns - ROOM_FORM_EDGE, &err) != 0) {
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

/* Said on the message row: boxes would pile up, since it is tried again and again. */
bool form_keep(struct form *f)
{
    struct error err = {0};
    if (form_draft_keep(f, &err) != 0) {
        f->unkept_since = clock_monotonic_ms(); /* try again in a while */
        ui_say(f->view.ui, ROLE_ERROR, "What you typed is not kept yet: %s", err.message);
        return false;
    }
    return true;
}

static bool keep(struct view *v)
{
    return form_keep((struct form *)v);
}

static void tick(struct view *v)
{
    (void)keep(v);
}

static const char *cannot_write(struct view *v)
{
    return ui_read_only(v->ui);
}

static const char *no_conflict(struct view *v)
{
    const struct form *f = (const struct form *)v;
    const struct form_field *field = &f->fields[f->current];
    return !field->conflict       ? "This answer is not in conflict"
           : field->field == NULL ? "Enter opens this row: settle it there"
                                  : NULL;
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

/* A word after saving: whom to tell, whom to ask. It takes the place of "Saved". */
static void advise(struct ui *ui, const char *record)
{
    struct buf advice = BUF_ZERO;
    if (save_advice(&advice, ui->store, record, NULL) == 0 && advice.len > 0) {
        buf_truncate(&advice, advice.len - 1); /* the last line end */
        ui_explain(ui, "Saved", buf_text(&advice));
    }
    buf_free(&advice);
}

/* Written in a hurry: whose note it became is said, not only its day. */
static void name_client(struct ui *ui, struct buf *name, const char *client)
{
    struct record r = {0};
    if (client[0] != '\0' && store_record(ui->store, client, &r, NULL) == 0 && r.title != NULL) {
        struct buf whose = BUF_ZERO;
        ui_name(ui, &whose, r.title);
        buf_add(&whose, name->len > 0 ? ", " : "");
        buf_splice(name, 0, 0, buf_text(&whose), whose.len);
        buf_free(&whose);
    }
    record_clear(&r);
}

static void save(struct view *v)
{
    struct form *f = (struct form *)v;
    struct ui *ui = v->ui;
    (void)form_leave_field(f);
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
        bool day = r.title[0] >= '0' && r.title[0] <= '9'; /* alone it does not say what it is */
        buf_printf(&name, "%s%s", day ? f->kind->title : "", day ? ", " : "");
        ui_name(ui, &name, r.title);
    }
    ui_close(v);
    if (f->made != NULL) {
        memcpy(f->made, record, RECORD_ID_TEXT);
    }
    if (was_new && !f->part) {
        ui_push(ui, page_new(ui, record));
    }
    sync_recount(ui);
    const char *shown = name.len > 0 ? buf_text(&name) : f->kind->title;
    bool rest = f->quick && strcmp(record_text(&r, "quick"), "yes") == 0;
    if (f->quick) {
        name_client(ui, &name, record_text(&r, "client"));
        shown = buf_text(&name);
    }
    if (conflicts_in(f, &r)) {
        ui_say(ui, ROLE_WARNING, "Saved: %s; somebody answered the same meanwhile: c settles it",
               shown);
    } else {
        ui_say(ui, ROLE_GOOD, rest ? "Saved, the rest can be written later: %s" : "Saved: %s",
               shown);
    }
    advise(ui, record);
    buf_free(&name);
    record_clear(&r);
}

static void leave(struct view *v)
{
    struct form *f = (struct form *)v;
    bool any = typed(f);
    if (!form_leave_field(f)) {
        return; /* said; Ctrl-X throws it away */
    }
    bool kept = f->draft[0] != '\0' && f->unkept_since == 0;
    ui_close(v);
    if (any && kept) {
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
    form_help((struct form *)v);
}

/* Each section with how far along it is. */
static void go_section(struct view *v)
{
    struct form *f = (struct form *)v;
    char **titles = calloc(f->heading_count + 1, sizeof *titles);
    bool ok = titles != NULL;
    for (size_t i = 0; ok && i < f->heading_count; i++) {
        struct buf title = BUF_ZERO;
        struct buf progress = BUF_ZERO;
        form_progress(&progress, f, &f->headings[i]);
        buf_printf(&title, progress.len > 0 ? "%s, %s" : "%s", f->headings[i].title,
                   buf_text(&progress));
        titles[i] = buf_take(&title);
        ok = titles[i] != NULL;
        buf_free(&progress);
    }
    size_t count = f->heading_count;
    size_t chosen = form_section(f);
    (void)form_leave_field(f);
    if (ok && choose_run(v->ui, "Go to", (const char *const *)titles, count, &chosen) &&
        chosen < f->heading_count) {
        (void)form_focus(f, f->headings[chosen].first);
        f->jumped = true;
    }
    for (size_t i = 0; titles != NULL && i < count; i++) {
        free(titles[i]);
    }
    free(titles);
}

static void on_paper(struct view *v)
{
    struct form *f = (struct form *)v;
    paper_run(v->ui, f->kind);
}

static void settle(struct view *v)
{
    struct form *f = (struct form *)v;
    ui_push(v->ui, conflict_new(v->ui, f->record, f->fields[f->current].field->name));
}

static void history(struct view *v)
{
    struct form *f = (struct form *)v;
    (void)form_leave_field(f);
    ui_push(v->ui, history_new(v->ui, f->record, f->fields[f->current].field->name));
}

void form_release(struct view *v)
{
    struct form *f = (struct form *)v;
    form_take_down(f);
    form_parts_clear(f);
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

static const char *not_quick(struct view *v)
{
    return form_is_quick(v) ? NULL : "All fields are here already";
}

static void widen(struct view *v)
{
    form_widen((struct form *)v);
}

/* Up to Ctrl-Y these are handled in the fields themselves; here they are named for the palette. */
static const struct view_command commands[] = {
    {"save", INPUT_CONTROL('s'), 0, "save", "Save what was changed.", cannot_write, save},
    {"leave", INPUT_ESCAPE, 0, "back, draft kept", "Go back; the draft is kept.", NULL, leave},
    {"help", INPUT_F1, 0, "this field", "What this field is for.", NULL, help},
    {"section", INPUT_CONTROL('g'), 0, "sections", "Go to another section of the form.", NULL,
     go_section},
    {"all fields", INPUT_F1 + 5, 0, "all fields", "Open the whole form with what is typed here.",
     not_quick, widen},
    {"settle", INPUT_F1 + 3, 0, "settle", "Settle two answers that differ.", no_conflict, settle},
    {"field history", INPUT_F1 + 2, 0, NULL, "How this one answer came about.", no_history,
     history},
    {"paper form", INPUT_F1 + 6, 0, NULL, "Show this form blank, as it prints for paper.", NULL,
     on_paper},
    {"discard", INPUT_CONTROL('x'), 0, NULL, "Throw away what was typed since the last save.",
     nothing_changed, discard},
    {0},
};
const struct view_class form_class = {
    .name = "form",
    .commands = commands,
    .title = title,
    .draw = draw,
    .typing = ui_text_only,
    .key = form_key,
    .resized = resized,
    .resume = resume,
    .due = due,
    .tick = tick,
    .keep = keep,
    .free = form_release,
};

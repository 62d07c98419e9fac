/* SPDX-License-Identifier: GPL-3.0-or-later
 * Saving a form: only what was changed, each answer over the entries that were displayed when it
 * was first touched, so that what a colleague wrote meanwhile is not overwritten but stands beside
 * it.
 */
#include "form_int.h"

#include "inwork/base/error.h"
#include "inwork/model/client_names.h"
#include "inwork/model/disclosure.h"
#include "inwork/model/save.h"
#include "inwork/store/record.h"
#include "prompt_int.h"
#include "ui_int.h"

/* All touched answers as values, and with them what was offered; the first that cannot be read gets
 * the focus. What the catalogue alone offers is nothing to save. */
static int read_all(struct form *f, struct save_field *out, const char **over, size_t *count,
                    struct error *err)
{
    size_t wrong = f->count;
    size_t at = 0;
    bool any = form_touched(f) > 0 || f->begun;
    for (size_t i = 0; i < f->answer_count; i++) {
        struct form_field *field = &f->fields[i];
        if (!field->touched && !(field->offered && any)) {
            continue;
        }
        struct error problem = {0};
        struct save_field *s = &out[*count];
        if (form_value(f, i, &s->to, &problem) != 0) {
            form_check(f, i);
            if (wrong == f->count) {
                wrong = i;
                (void)error_set(err, problem.status, "%s: %s", field->field->label,
                                form_reason(field, &problem));
                if (problem.hint[0] != '\0') {
                    (void)error_hint(err, "%s", problem.hint);
                }
            }
            continue;
        }
        s->field = field->field->name;
        s->over = over + at;
        s->over_count = field->over_count;
        for (size_t o = 0; o < field->over_count; o++) {
            over[at++] = field->over[o];
        }
        (*count)++;
    }
    if (wrong < f->count) {
        (void)form_focus(f, wrong);
        return -(int)err->status;
    }
    return 0;
}

static const char *reason(const struct form *f)
{
    const struct form_field *last = &f->fields[f->count - 1];
    const char *text = last->what == FORM_WHY ? text_edit_text(&last->edit) : "";
    return text[0] != '\0' ? text : NULL;
}

/* A needed answer that is missing: said beside its field. */
static int check_required(struct form *f, struct error *err)
{
    for (size_t i = 0; i < f->count; i++) {
        struct form_field *field = &f->fields[i];
        if (field->what == FORM_ANSWER && field->field->required && !field->conflict &&
            text_edit_length(&field->edit) == 0) {
            (void)snprintf(field->problem, sizeof field->problem, "needed to save");
            f->stale = true;
            (void)form_focus(f, i);
            (void)error_set(err, STATUS_DATA, "%s is needed; everything else may wait",
                            field->field->label);
            return -STATUS_DATA;
        }
    }
    return 0;
}

/* On the command line an error begins with the field's name; here people know its label. */
static void by_label(struct error *err, const struct catalogue_field *field)
{
    size_t n = strlen(field->name);
    char rest[sizeof err->message];
    if (strncmp(err->message, field->name, n) == 0 && err->message[n] == ':') {
        ui_copy(rest, sizeof rest, err->message + n);
        (void)snprintf(err->message, sizeof err->message, "%.100s%.400s", field->label, rest);
    }
}

/* What was refused because it would name a client in the directory: said beside its field. */
static void show_named(struct form *f, const struct save_field *fields, size_t count,
                       struct error *err)
{
    size_t which = count;
    if (directory_check(f->view.ui->store, NULL, f->kind, fields, count, NULL, &which, NULL) !=
            -STATUS_DATA ||
        which >= count) {
        return;
    }
    for (size_t i = 0; i < f->count; i++) {
        struct form_field *field = &f->fields[i];
        if (field->field != NULL && strcmp(field->field->name, fields[which].field) == 0) {
            (void)snprintf(field->problem, sizeof field->problem, "names a client");
            by_label(err, field->field);
            f->stale = true;
            (void)form_focus(f, i);
        }
    }
}

/* Nothing is agreed about what this employer may be told: it can be saved with a reason. `why`
 * holds the one there is, or receives one. */
static int ask_why(struct form *f, const struct save_field *fields, size_t count, struct buf *why,
                   struct error *err)
{
    struct ui *ui = f->view.ui;
    struct record now = {0};
    struct buf text = BUF_ZERO;
    bool old = f->record[0] != '\0' && store_record(ui->store, f->record, &now, NULL) == 0;
    int status = disclosure_check(ui->store, f->kind, old ? &now : NULL, fields, count,
                                  why->len > 0 ? buf_text(why) : NULL, err);
    record_clear(&now);
    if (status == -STATUS_DATA) {
        char first = err->message[0]; /* small on the command line; here it begins a sentence */
        buf_push(&text, first >= 'a' && first <= 'z' ? (char)(first - 'a' + 'A') : first);
        buf_printf(&text, "%s.\nWhy is it right all the same?",
                   err->message[0] != '\0' ? err->message + 1 : "");
        if (prompt_run(ui, "Something was said about the client", buf_text(&text),
                       "save with this reason", why) &&
            why->len > 0) {
            error_clear(err);
            status = 0;
        } else {
            (void)error_hint(err, "Agree it first: i on the client's page shows the plan");
        }
    }
    buf_free(&text);
    return status;
}

int form_save(struct form *f, char record[RECORD_ID_TEXT], struct error *err)
{
    struct store *store = f->view.ui->store;
    size_t overs = 0;
    for (size_t i = 0; i < f->count; i++) {
        overs += f->fields[i].over_count;
    }
    struct save_field *fields = calloc(f->count + 1, sizeof *fields);
    const char **over = calloc(overs + 1, sizeof *over);
    struct buf why = BUF_ZERO;
    size_t count = 0;
    int status = 0;
    if (fields == NULL || over == NULL) {
        status = error_memory(err);
        goto out;
    }
    status = read_all(f, fields, over, &count, err);
    status = status != 0 ? status : check_required(f, err);
    if (status != 0) {
        goto out;
    }
    buf_add(&why, reason(f) != NULL ? reason(f) : "");
    status = ask_why(f, fields, count, &why, err);
    if (status != 0) {
        goto out;
    }
    const char *because = why.len > 0 ? buf_text(&why) : NULL;
    char entry[ENTRY_ID_TEXT];
    if (f->answer && count == 1) {
        memcpy(record, f->record, RECORD_ID_TEXT);
        status = save_resolved(store, f->record, &fields[0], because, entry, err);
    } else if (f->record[0] == '\0') {
        status = save_new(store, f->kind, fields, count, because, record, entry, err);
    } else {
        bool changed = false;
        memcpy(record, f->record, RECORD_ID_TEXT);
        if (count > 0) {
            status = save_changes(store, f->record, fields, count, because, &changed, entry, err);
        }
    }
    if (status == 0) {
        f->saved = true;
        struct error dropped = {0};
        if (form_draft_drop(f, &dropped) != 0) {
            ui_error(f->view.ui, &dropped);
        }
    }
    if (status == -STATUS_DATA) {
        show_named(f, fields, count, err);
    }
out:
    for (size_t i = 0; fields != NULL && i < count; i++) {
        value_clear(&fields[i].to);
    }
    free(fields);
    free(over);
    buf_free(&why);
    return status;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Drafts: what was typed is in the encrypted store within two seconds, with what was displayed when
 * it was begun, and comes back after a crash, a lock or a change of mind.
 */
#include "form_int.h"

#include "inwork/base/clock.h"
#include "inwork/base/error.h"
#include "inwork/store/draft.h"
#include "inwork/store/store.h"
#include "ui_int.h"

/* Among the fields of a draft. */
#define WHY "_why"         /* the reason for the change */
#define OFFERED "_offered" /* the names of those that nobody typed, each with a comma behind */

static const char *name_of(const struct form_field *field)
{
    return field->field != NULL ? field->field->name : field->what == FORM_WHY ? WHY : "";
}

/* What was offered and left as it is goes with what was typed. */
static bool is_kept(const struct form_field *field)
{
    return field->touched || field->offered;
}

int form_draft_keep(struct form *f, struct error *err)
{
    struct ui *ui = f->view.ui;
    if (f->unkept_since == 0 || f->saved || f->discarded || ui->store == NULL ||
        ui_read_only(ui) != NULL) {
        return 0;
    }
    size_t touched = form_touched(f);
    if (touched == 0) {
        f->unkept_since = 0;
        return form_draft_drop(f, err);
    }
    int status = 0;
    if (f->draft[0] == '\0') {
        status = id_new(f->draft, clock_ms(), err);
        if (status != 0) {
            return status;
        }
    }
    size_t overs = 0;
    for (size_t i = 0; i < f->count; i++) {
        overs += is_kept(&f->fields[i]) ? f->fields[i].over_count : 0;
    }
    struct draft_field *fields = calloc(f->count + 1, sizeof *fields); /* one more: OFFERED */
    const char **over = calloc(overs + 1, sizeof *over);
    struct buf offered = BUF_ZERO;
    if (fields == NULL || over == NULL) {
        status = error_memory(err);
        goto out;
    }
    size_t n = 0;
    size_t at = 0;
    for (size_t i = 0; i < f->count; i++) {
        const struct form_field *field = &f->fields[i];
        if (!is_kept(field)) {
            continue;
        }
        fields[n++] = (struct draft_field){.field = name_of(field),
                                           .text = text_edit_text(&field->edit),
                                           .over = over + at,
                                           .over_count = field->over_count};
        for (size_t o = 0; o < field->over_count; o++) {
            over[at++] = field->over[o];
        }
        if (field->offered) {
            buf_printf(&offered, "%s,", name_of(field));
        }
    }
    status = buf_ok(&offered, err);
    if (status != 0) {
        goto out;
    }
    if (offered.len > 0) { /* last: it is about those before it */
        fields[n++] = (struct draft_field){.field = OFFERED, .text = buf_text(&offered)};
    }
    struct draft d = {.id = f->draft,
                      .record = f->record[0] != '\0' ? f->record : NULL,
                      .kind = f->kind->name,
                      .fields = fields,
                      .count = n};
    status = store_draft_put(ui->store, &d, err);
    if (status == 0) {
        f->unkept_since = 0;
        struct buf now = BUF_ZERO;
        time_rfc3339(&now, clock_seconds());
        if (now.len >= 19) { /* the time of day in it */
            memcpy(f->kept_at, now.data + 11, 8);
            f->kept_at[8] = '\0';
        }
        buf_free(&now);
    }
out:
    buf_free(&offered);
    free(fields);
    free(over);
    return status;
}

int form_draft_drop(struct form *f, struct error *err)
{
    f->unkept_since = 0;
    f->kept_at[0] = '\0';
    if (f->draft[0] == '\0' || f->view.ui->store == NULL) {
        return 0;
    }
    int status = store_draft_remove(f->view.ui->store, f->draft, err);
    status = status == -STATUS_NO || status == -STATUS_NO_INPUT ? 0 : status;
    if (status == 0) {
        f->draft[0] = '\0';
    }
    return status;
}

struct wanted {
    struct form *form;
    const char *id; /* or NULL: the newest that fits */
    bool taken;
};

static int take_field(struct form_field *field, const struct draft_field *d, struct error *err)
{
    char(*over)[ENTRY_ID_TEXT] = calloc(d->over_count + 1, sizeof *over);
    if (over == NULL) {
        return error_memory(err);
    }
    for (size_t i = 0; i < d->over_count; i++) {
        (void)snprintf(over[i], ENTRY_ID_TEXT, "%s", d->over[i]);
    }
    free(field->over);
    field->over = over;
    field->over_count = d->over_count;
    field->touched = true;
    field->offered = false;
    field->conflict = false;
    return text_edit_set(&field->edit, d->text, strlen(d->text), err);
}

/* What nobody had typed is offered again, and is not among the person's changes. */
static void take_offered(struct form *f, const char *names)
{
    for (const char *at = names; *at != '\0';) {
        size_t n = strcspn(at, ",");
        for (size_t i = 0; i < f->answer_count; i++) {
            struct form_field *field = &f->fields[i];
            if (field->touched && strlen(name_of(field)) == n &&
                memcmp(name_of(field), at, n) == 0) {
                field->touched = false;
                field->offered = true;
            }
        }
        at += at[n] == ',' ? n + 1 : n;
    }
}

static int take(const struct draft *d, void *payload, struct error *err)
{
    struct wanted *w = payload;
    struct form *f = w->form;
    bool mine = w->id != NULL ? strcmp(d->id, w->id) == 0
                              : f->record[0] != '\0' && d->record != NULL &&
                                    strcmp(d->record, f->record) == 0;
    if (w->taken || !mine || strlen(d->id) >= sizeof f->draft) {
        return 0;
    }
    w->taken = true;
    memcpy(f->draft, d->id, strlen(d->id) + 1);
    for (size_t i = 0; i < d->count; i++) {
        if (strcmp(d->fields[i].field, OFFERED) == 0) {
            take_offered(f, d->fields[i].text);
        }
        for (size_t n = 0; n < f->count; n++) {
            if (strcmp(name_of(&f->fields[n]), d->fields[i].field) == 0) {
                int status = take_field(&f->fields[n], &d->fields[i], err);
                if (status != 0) {
                    return status;
                }
                form_check(f, n);
            }
        }
    }
    struct buf at = BUF_ZERO;
    time_describe(&at, d->at);
    ui_say(f->view.ui, ROLE_GOOD, "Your draft of %s is back; Ctrl-X throws it away", buf_text(&at));
    buf_free(&at);
    return 0;
}

int form_draft_take(struct form *f, const char *id, struct error *err)
{
    struct wanted w = {.form = f, .id = id};
    return store_drafts(f->view.ui->store, f->record[0] != '\0' ? f->record : NULL, take, &w, err);
}

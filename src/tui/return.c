/* SPDX-License-Identifier: GPL-3.0-or-later
 * Remembering where a person was, across a lock.
 */
#include "return_int.h"

#include "inwork/store/draft.h"
#include "inwork/store/store.h"
#include "page_int.h"
#include "screens_int.h"

void return_remember(struct return_to *out, const struct ui *ui)
{
    *out = (struct return_to){.place = ui->place};
    for (const struct view *v = ui->top; v != NULL; v = v->below) {
        const char *page = page_record(v);
        const char *draft = form_draft_of(v);
        if (page != NULL && out->page[0] == '\0') {
            ui_copy(out->page, sizeof out->page, page);
        }
        if (draft != NULL && out->draft[0] == '\0') {
            ui_copy(out->draft, sizeof out->draft, draft);
        }
    }
}

struct found {
    const char *id;
    struct ui *ui;
    size_t count;
    char kind[64];
    char record[ID_SIZE];
    bool there;
};

static int find_draft(const struct draft *d, void *payload, struct error *err)
{
    struct found *f = payload;
    (void)err;
    f->count++;
    if (strcmp(d->id, f->id) == 0) {
        ui_copy(f->kind, sizeof f->kind, d->kind);
        ui_copy(f->record, sizeof f->record, d->record != NULL ? d->record : "");
        f->there = true;
    }
    return 0;
}

void return_restore(struct ui *ui, const struct return_to *back)
{
    struct found f = {.id = back->draft, .ui = ui};
    int status = store_drafts(ui->store, NULL, find_draft, &f, NULL);
    if (back->page[0] != '\0') {
        ui_push(ui, page_new(ui, back->page));
    }
    if (status == 0 && f.there) {
        ui_push(ui,
                form_from_draft(ui, back->draft, f.kind, f.record[0] != '\0' ? f.record : NULL));
    } else if (status == 0 && f.count > 0 && back->draft[0] == '\0') {
        ui_say(ui, ROLE_GOOD, "%zu %s kept of what was typed and not saved: see Today", f.count,
               f.count == 1 ? "draft was" : "drafts were");
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Marking a step of a plan as done today, with what came of it, and what is looked at again and
 * again (an adjustment, a way back to work) as gone over today, with the next time; a line of the
 * personal information plan as agreed today.
 */
#include "step_int.h"

#include "inwork/base/buf.h"
#include "inwork/base/date.h"
#include "inwork/base/error.h"
#include "inwork/model/field.h"
#include "inwork/model/save.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "prompt_int.h"
#include "ui_int.h"

struct given {
    const char *field, *text;
};

static int save(struct ui *ui, const char *kind, const char *record, const struct given *given,
                size_t count, struct error *err)
{
    struct save_field fields[3] = {{0}};
    struct field_context context = {.today = date_of_moment(store_now(ui->store)),
                                    .store = ui->store};
    const struct catalogue_kind *k = catalogue_kind(store_catalogue(ui->store), kind);
    bool changed = false;
    int status = 0;
    for (size_t i = 0; status == 0 && i < count; i++) {
        const struct catalogue_field *f = catalogue_field(k, given[i].field);
        fields[i].field = given[i].field;
        status = field_parse(&fields[i].to, f, given[i].text, strlen(given[i].text), &context, err);
    }
    if (status == 0) {
        status = save_changes(ui->store, record, fields, count, NULL, &changed, NULL, err);
    }
    for (size_t i = 0; i < count; i++) {
        value_clear(&fields[i].to);
    }
    return status;
}

bool step_done(struct ui *ui, const char *step)
{
    struct record r = {0};
    struct buf result = BUF_ZERO;
    struct error err = {0};
    int status = store_record(ui->store, step, &r, &err);
    bool done = false;
    if (status == 0 && record_text(&r, "done_on")[0] != '\0') {
        ui_say(ui, ROLE_WARNING, "This step was done already: e changes it");
    } else if (status == 0) {
        buf_add(&result, record_text(&r, "result"));
        if (prompt_run(ui, "Done today", "What came of it (may stay empty):", "save it as done",
                       &result)) {
            const struct given given[] = {
                {"done_on", "today"}, {"state", "done"}, {"result", buf_text(&result)}};
            /* no words leave the ones there are */
            status = save(ui, r.kind, r.id, given, result.len > 0 ? 3 : 2, &err);
            done = status == 0;
        }
    }
    if (status != 0) {
        ui_error(ui, &err);
    } else if (done) {
        ui_say(ui, ROLE_GOOD, "Done: %s", r.title != NULL ? r.title : "");
    }
    buf_free(&result);
    record_clear(&r);
    return done;
}

bool step_agreed(struct ui *ui, const char *record)
{
    struct record r = {0};
    struct error err = {0};
    int status = store_record(ui->store, record, &r, &err);
    bool done = false;
    if (status == 0 && record_text(&r, "choice")[0] == '\0') {
        ui_say(ui, ROLE_WARNING, "Share, or keep private? Enter writes that down first");
    } else if (status == 0 && record_text(&r, "agreed_on")[0] != '\0') {
        ui_say(ui, ROLE_WARNING, "This line has a day of agreement already: Enter changes it");
    } else if (status == 0) {
        const struct given given[] = {{"agreed_on", "today"}};
        status = save(ui, r.kind, r.id, given, 1, &err);
        done = status == 0;
    }
    if (status != 0) {
        ui_error(ui, &err);
    } else if (done) {
        ui_say(ui, ROLE_GOOD, "Agreed today: %s", r.title != NULL ? r.title : "");
    }
    record_clear(&r);
    return done;
}

bool step_reviewed_kind(const struct catalogue_kind *k)
{
    return k != NULL && catalogue_field(k, "reviewed_on") != NULL &&
           catalogue_field(k, "review_on") != NULL;
}

bool step_reviewed(struct ui *ui, const char *record)
{
    struct record r = {0};
    struct buf next = BUF_ZERO;
    struct error err = {0};
    int status = store_record(ui->store, record, &r, &err);
    bool done = false;
    const struct catalogue_kind *k =
        status == 0 ? catalogue_kind(store_catalogue(ui->store), r.kind) : NULL;
    struct buf title = BUF_ZERO;
    buf_printf(&title, "%s gone over today", k != NULL ? k->title : "");
    if (status == 0 && prompt_run(ui, buf_text(&title),
                                  "When again? A day, or words like +2w; empty leaves it open:",
                                  "save it", &next)) {
        const struct given given[] = {{"reviewed_on", "today"}, {"review_on", buf_text(&next)}};
        status = save(ui, r.kind, r.id, given, next.len > 0 ? 2 : 1, &err);
        done = status == 0;
    }
    if (status != 0) {
        ui_error(ui, &err);
    } else if (done) {
        ui_say(ui, ROLE_GOOD, "Gone over today");
    }
    buf_free(&title);
    buf_free(&next);
    record_clear(&r);
    return done;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Marking a step of a plan as done today, with what came of it.
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

static int save(struct ui *ui, const char *step, const char *result, struct error *err)
{
    struct save_field fields[] = {{.field = "done_on"}, {.field = "state"}, {.field = "result"}};
    const char *texts[] = {"today", "done", result};
    struct field_context context = {.today = date_of_moment(store_now(ui->store)),
                                    .store = ui->store};
    const struct catalogue_kind *k = catalogue_kind(store_catalogue(ui->store), "plan_step");
    size_t count = result[0] != '\0' ? 3 : 2; /* no words leave the ones there are */
    bool changed = false;
    int status = 0;
    for (size_t i = 0; status == 0 && i < count; i++) {
        const struct catalogue_field *f = catalogue_field(k, fields[i].field);
        status = field_parse(&fields[i].to, f, texts[i], strlen(texts[i]), &context, err);
    }
    if (status == 0) {
        status = save_changes(ui->store, step, fields, count, NULL, &changed, NULL, err);
    }
    for (size_t i = 0; i < 3; i++) {
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
            status = save(ui, r.id, buf_text(&result), &err);
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

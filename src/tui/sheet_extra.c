/* SPDX-License-Identifier: GPL-3.0-or-later
 * What stands on a page beside the record's own answers and parts, because it belongs to the same
 * work: steps of a client that stand without a plan, what was learned from each job on the page of
 * the profile, the people who help anyway on the page of a job.
 */
#include "inwork/base/error.h"
#include "inwork/model/lessons.h"
#include "inwork/model/part.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "sheet_make_int.h"
#include "ui_int.h"

struct extra {
    struct sheet *sheet;
    struct ui *ui;
    const char *heading;
    bool begun;
};

static int begin(struct extra *x, struct error *err)
{
    if (!x->begun && sheet_add(x->sheet, SHEET_HEADING, x->heading, err) == NULL) {
        return error_memory(err);
    }
    x->begun = true;
    return 0;
}

static int add_record(const struct record *r, void *payload, struct error *err)
{
    struct extra *x = payload;
    const struct catalogue_kind *k = catalogue_kind(store_catalogue(x->ui->store), r->kind);
    struct buf text = BUF_ZERO;
    part_describe(&text, x->ui->store, r, !x->ui->private);
    int status = buf_ok(&text, err);
    if (status == 0) {
        status = begin(x, err);
    }
    if (status == 0 && k != NULL) {
        status = sheet_add_part(x->sheet, k, part_refers(k, "client"), r->id, buf_text(&text), NULL,
                                err);
    }
    buf_free(&text);
    return status;
}

static int add_lesson(const struct lesson *l, void *payload, struct error *err)
{
    struct extra *x = payload;
    const struct catalogue_kind *k = catalogue_kind(store_catalogue(x->ui->store), l->kind);
    int status = begin(x, err);
    return status != 0 ? status
                       : sheet_add_part(x->sheet, k, part_refers(k, "client"), l->record, l->text,
                                        NULL, err);
}

/* Records of a kind of the client, of which one answer is `value` ("": not given). */
static int add_of_client(struct extra *x, const char *kind, const char *client, const char *field,
                         const char *value, const char *sort, struct error *err)
{
    struct list_filter filters[] = {{"client", client}, {field, value}};
    struct list_request request = {
        .kind = kind, .filters = filters, .filter_count = 2, .sort = sort};
    int status = store_list(x->ui->store, &request, add_record, x, err);
    return status == -STATUS_NO ? 0 : status;
}

int sheet_add_extra(struct sheet *s, struct ui *ui, const struct record *r, struct error *err)
{
    const char *client = record_text(r, "client");
    struct extra x = {.sheet = s, .ui = ui};
    if (client[0] == '\0') {
        return 0;
    }
    if (strcmp(r->kind, "employment_plan") == 0) {
        x.heading = "Steps outside any plan";
        return add_of_client(&x, "plan_step", client, "employment_plan", "", "order_number", err);
    }
    if (strcmp(r->kind, "vocational_profile") == 0) {
        x.heading = "What each job taught (l takes it over)";
        return lessons_each(ui->store, client, add_lesson, &x, err);
    }
    if (strcmp(r->kind, "job") == 0) {
        x.heading = "People who help anyway";
        return add_of_client(&x, "network_contact", client, "contact_kind", "support", NULL, err);
    }
    return 0;
}

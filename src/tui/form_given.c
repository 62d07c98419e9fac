/* SPDX-License-Identifier: GPL-3.0-or-later
 * A form that begins with answers the program proposes, and those that a lead which was chosen
 * brings along: its employer need not be chosen once more; and the place of a new step in its plan.
 * They are offered, not typed.
 */
#include "form_int.h"
#include "inwork/base/error.h"
#include "inwork/model/plan_order.h"
#include "inwork/store/record.h"
#include "screens_int.h"
#include "staff_int.h"
#include "ui_int.h"

static struct form_field *answer_to(struct form *f, const char *name)
{
    for (size_t i = 0; i < f->answer_count; i++) {
        if (strcmp(f->fields[i].field->name, name) == 0) {
            return &f->fields[i];
        }
    }
    return NULL;
}

static int give(struct form *f, const struct form_given *given, struct error *err)
{
    struct form_field *to = answer_to(f, given->field);
    if (to == NULL) {
        return 0;
    }
    int status = form_give(f, (size_t)(to - f->fields), given->text, err);
    text_edit_place(&to->edit, 0); /* to be read from its beginning */
    return status;
}

int form_offer_place(struct form *f, struct error *err)
{
    struct form_field *order = answer_to(f, "order_number");
    const struct form_field *client = answer_to(f, "client");
    const struct form_field *plan = answer_to(f, "employment_plan");
    int64_t next = 0;
    char text[24];
    if (strcmp(f->kind->name, "plan_step") != 0 || f->record[0] != '\0' || order == NULL ||
        client == NULL || plan == NULL || order->touched || text_edit_length(&client->edit) == 0) {
        return 0;
    }
    int status = plan_order_next(&next, f->view.ui->store, text_edit_text(&client->edit),
                                 text_edit_text(&plan->edit), err);
    if (status != 0) {
        return status;
    }
    (void)snprintf(text, sizeof text, "%lld", (long long)next);
    return form_give(f, (size_t)(order - f->fields), text, err);
}

void form_take_over(struct form *f, const char *id)
{
    static const char *const kinds[] = {"lead", "application", "job_setting"};
    static const char *const names[] = {"employer", "job_title", "closes_on"};
    struct error err = {0};
    struct record r = {0};
    int status = store_record(f->view.ui->store, id, &r, &err);
    bool known = false;
    for (size_t i = 0; status == 0 && i < sizeof kinds / sizeof *kinds; i++) {
        known = known || strcmp(r.kind, kinds[i]) == 0;
    }
    for (size_t i = 0; known && status == 0 && i < sizeof names / sizeof *names; i++) {
        status = form_offer_one(f, names[i], record_text(&r, names[i]), &err);
    }
    status = status == 0 ? form_offer_place(f, &err) : status;
    if (status != 0) {
        ui_error(f->view.ui, &err);
    }
    record_clear(&r);
}

struct view *form_new_given(struct ui *ui, const char *kind, const struct form_given *given,
                            size_t count)
{
    struct error err = {0};
    struct view *v = form_new(ui, kind, NULL, NULL);
    struct form *f = (struct form *)v;
    int status = 0;
    if (v == NULL) {
        return NULL;
    }
    const char *focus = NULL;
    for (size_t i = 0; i < count && status == 0; i++) {
        if (given[i].text == NULL) {
            focus = given[i].field;
        } else if (given[i].text[0] != '\0') {
            status = give(f, &given[i], &err);
        }
    }
    if (status != 0) {
        ui_error(ui, &err);
    }
    f->begun = true;
    f->part = true; /* back to where one was */
    f->current = 0;
    for (size_t i = 0; focus != NULL && i < f->answer_count; i++) {
        if (strcmp(f->fields[i].field->name, focus) == 0) {
            f->current = i;
        }
    }
    return v;
}

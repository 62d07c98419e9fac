/* SPDX-License-Identifier: GPL-3.0-or-later
 * A form that begins with answers the program proposes, and those that a lead which was chosen
 * brings along: its employer need not be chosen once more. They are offered, not typed.
 */
#include "form_int.h"
#include "inwork/base/error.h"
#include "inwork/store/record.h"
#include "screens_int.h"
#include "staff_int.h"
#include "ui_int.h"

static int give(struct form *f, const struct form_given *given, struct error *err)
{
    for (size_t i = 0; i < f->answer_count; i++) {
        if (strcmp(f->fields[i].field->name, given->field) == 0) {
            int status = form_give(f, i, given->text, err);
            text_edit_place(&f->fields[i].edit, 0); /* to be read from its beginning */
            return status;
        }
    }
    return 0;
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

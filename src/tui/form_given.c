/* SPDX-License-Identifier: GPL-3.0-or-later
 * A form that begins with answers the program proposes: they are as if typed, so that they are kept
 * in a draft and can be changed or thrown away like any words.
 */
#include "form_int.h"
#include "inwork/base/error.h"
#include "screens_int.h"
#include "staff_int.h"
#include "ui_int.h"

static int give(struct form *f, const struct form_given *given, struct error *err)
{
    for (size_t i = 0; i < f->answer_count; i++) {
        if (strcmp(f->fields[i].field->name, given->field) == 0) {
            int status = form_set(f, i, given->text, err);
            text_edit_place(&f->fields[i].edit, 0); /* to be read from its beginning */
            return status;
        }
    }
    return 0;
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
    f->part = true; /* back to where one was */
    f->current = 0;
    for (size_t i = 0; focus != NULL && i < f->answer_count; i++) {
        if (strcmp(f->fields[i].field->name, focus) == 0) {
            f->current = i;
        }
    }
    return v;
}

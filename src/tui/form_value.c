/* SPDX-License-Identifier: GPL-3.0-or-later
 * Between the text in a form's field and the value in an entry. The rules are model/field.h's, the
 * same as on the command line.
 */
#include "form_int.h"

#include "inwork/model/field.h"
#include "inwork/store/store.h"
#include "ui_int.h"

int form_value(const struct form *f, size_t i, struct value *out, struct error *err)
{
    const struct form_field *field = &f->fields[i];
    struct field_context context = {.today = f->today, .store = f->view.ui->store};
    return field_parse(out, field->field, text_edit_text(&field->edit),
                       text_edit_length(&field->edit), &context, err);
}

void form_text(struct buf *out, const struct catalogue_field *field, const struct value *v)
{
    struct date d;
    if (v->type == VALUE_LIST) {
        for (size_t i = 0; i < v->count; i++) {
            buf_printf(out, "%s%s", i > 0 ? "," : "", v->items[i]);
        }
    } else if (v->type == VALUE_TEXT && field != NULL && field->type == FIELD_DATE &&
               date_parse(&d, v->text)) {
        buf_printf(out, "%d %.3s %04d", d.day, date_month_name(d.month), d.year);
    } else if (v->type == VALUE_TEXT) {
        buf_add(out, v->text);
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Answers for any field of the catalogue.
 */
#include "answers.h"

#include "inwork/base/buf.h"
#include "inwork/store/catalogue.h"

unsigned answer_count(const struct catalogue_field *f)
{
    switch (f->type) {
    case FIELD_REFERENCE:
        return 0;
    case FIELD_YES_NO:
        return 2;
    case FIELD_ONE_OF:
        return f->choice_count < 3 ? (unsigned)f->choice_count : 3;
    default:
        return 3;
    }
}

void answer_text(struct buf *out, const struct catalogue_kind *k, const struct catalogue_field *f,
                 unsigned which)
{
    switch (f->type) {
    case FIELD_TEXT:
        buf_printf(out, "Zoë's %s of %s no. %u", f->name, k->name, which);
        break;
    case FIELD_LONG_TEXT:
        buf_printf(out, "About %s of %s:\n“%u” – naïve, 你好.\n\n\tIndented.", f->name, k->name,
                   which);
        break;
    case FIELD_DATE:
        buf_printf(out, "2026-0%u-1%u", which + 1, which);
        break;
    case FIELD_TIME:
        buf_printf(out, "1%u:05", which);
        break;
    case FIELD_YES_NO:
        buf_add(out, which == 0 ? "yes" : "no");
        break;
    case FIELD_ONE_OF:
        buf_add(out, f->choices[which].value);
        break;
    case FIELD_SEVERAL_OF:
        if (which == 2)
            buf_printf(out, "%s; %s", f->choices[1].value, f->choices[0].value);
        else
            buf_add(out, f->choices[which].value);
        break;
    case FIELD_NUMBER:
        buf_printf(out, "%u", 10 + which);
        break;
    case FIELD_MONEY:
        buf_printf(out, "1%u.50", which);
        break;
    case FIELD_PHONE:
        buf_printf(out, "01632 96010%u", which);
        break;
    case FIELD_EMAIL:
        buf_printf(out, "ada.%u@example.org", which);
        break;
    case FIELD_REFERENCE:
        break;
    }
}

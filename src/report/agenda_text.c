/* SPDX-License-Identifier: GPL-3.0-or-later
 * The agenda as text for the record of the session.
 */
#include "inwork/report/agenda_text.h"

#include <string.h>

#include "inwork/base/buf.h"
#include "inwork/model/agenda.h"
#include "inwork/report/initials.h"

void agenda_text(struct buf *out, const struct agenda *a)
{
    size_t number = 0;
    for (size_t p = 0; p < AGENDA_PARTS; p++) {
        if (a->parts[p].count == 0)
            continue;
        buf_printf(out, "%s%zu. %s\n", number > 0 ? "\n" : "", number + 1,
                   agenda_part_title((enum agenda_part)p));
        number++;
        for (size_t i = 0; i < a->parts[p].count; i++) {
            const struct agenda_item *item = &a->parts[p].items[i];
            buf_add(out, "- ");
            if (item->name) {
                const char *const names[] = {item->name, NULL};
                initials_of(out, item->name);
                buf_add(out, " ");
                initials_replace(out, item->text, names);
            } else {
                buf_add(out, item->text);
            }
            buf_push(out, '\n');
        }
    }
}

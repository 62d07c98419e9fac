/* SPDX-License-Identifier: GPL-3.0-or-later
 * When a note is whole.
 */
#include "inwork/model/note.h"

#include <string.h>

#include "inwork/model/save.h"
#include "inwork/store/record.h"

const char *const note_headings[NOTE_HEADINGS] = {"activities", "plan_progress", "wellbeing",
                                                  "concerns"};

static bool written(const char *heading, const struct record *now, const struct save_field *fields,
                    size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(fields[i].field, heading) == 0)
            return fields[i].to.type == VALUE_TEXT && fields[i].to.text[0] != '\0';
    const struct record_field *current = now ? record_field(now, heading) : NULL;
    if (!current || current->head_count == 0)
        return false;
    return current->head_count > 1 ||
           (current->heads[0].value.type == VALUE_TEXT && current->heads[0].value.text[0] != '\0');
}

bool note_whole(const struct record *now, const struct save_field *fields, size_t count)
{
    for (size_t i = 0; i < NOTE_HEADINGS; i++)
        if (!written(note_headings[i], now, fields, count))
            return false;
    return true;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * The choices of a field, to pick one or several from.
 */
#include "choose_int.h"
#include "form_int.h"

bool choice_run(struct ui *ui, const struct catalogue_field *field, bool several, bool *chosen)
{
    const char **labels = calloc(field->choice_count + 1, sizeof *labels);
    if (labels == NULL) {
        return false;
    }
    size_t at = 0;
    for (size_t i = 0; i < field->choice_count; i++) {
        labels[i] = field->choices[i].label;
        at = chosen[i] ? i : at;
    }
    bool taken = false;
    if (several) {
        taken = choose_several(ui, field->label, labels, field->choice_count, chosen);
    } else if (choose_answer(ui, field->label, labels, field->choice_count, &at)) {
        taken = true;
        for (size_t i = 0; i < field->choice_count; i++) {
            chosen[i] = i == at;
        }
    }
    free(labels);
    return taken;
}

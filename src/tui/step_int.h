/* SPDX-License-Identifier: GPL-3.0-or-later
 * A step of a plan is done; something that is looked at again and again was gone over; what an
 * employer may hear was agreed.
 */
#ifndef INWORK_TUI_STEP_INT_H
#define INWORK_TUI_STEP_INT_H

#include <stdbool.h>

struct catalogue_kind;
struct ui;

/* Ask what came of a plan step and save it as done today; false when left, or refused with the
 * reason on the message row. */
bool step_done(struct ui *ui, const char *step);

/* Save that the person agreed today to a line of the personal information plan; false as above. */
bool step_agreed(struct ui *ui, const char *record);

/* Does the kind have a day on which it was gone over, and one for the next time? */
bool step_reviewed_kind(const struct catalogue_kind *k);
/* Ask for the next time and save that it was gone over today; false as above. */
bool step_reviewed(struct ui *ui, const char *record);

#endif

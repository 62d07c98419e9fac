/* SPDX-License-Identifier: GPL-3.0-or-later
 * For many clients at once: the team's number is read once.
 */
#ifndef INWORK_MODEL_SHARING_INT_H
#define INWORK_MODEL_SHARING_INT_H

#include "inwork/model/sharing.h"

/* The days after which a consent is to be asked about again: the team's setting. */
int sharing_days(int *out, struct store *s, struct error *err);
/* sharing_consent with that number. */
int sharing_consent_within(struct sharing_consent *out, struct store *s, const char *client,
                           const char *party, struct date today, int days, struct error *err);

#endif

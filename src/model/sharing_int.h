/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the files of sharing share. For many clients at once the team's number is read once.
 */
#ifndef INWORK_MODEL_SHARING_INT_H
#define INWORK_MODEL_SHARING_INT_H

#include "inwork/model/sharing.h"

struct buf;

/* Is a party of a consent, or somebody in the directory, the recipient? Both folded to words. */
bool sharing_same_party(const char *party, const char *recipient);
/* Where the recipient is an employer of the directory, or a person there: append for each client,
 * the first `most` of them, what the personal information plan agrees that they may be told. */
int sharing_with_employer(struct buf *warnings, struct store *s, const struct sharing *share,
                          size_t most, struct error *err);

/* The days after which a consent is to be asked about again: the team's setting. */
int sharing_days(int *out, struct store *s, struct error *err);
/* sharing_consent with that number. */
int sharing_consent_within(struct sharing_consent *out, struct store *s, const char *client,
                           const char *party, struct date today, int days, struct error *err);

#endif

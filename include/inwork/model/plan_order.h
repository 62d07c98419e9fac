/* SPDX-License-Identifier: GPL-3.0-or-later
 * The order of the steps of a plan.
 */
#ifndef INWORK_MODEL_PLAN_ORDER_H
#define INWORK_MODEL_PLAN_ORDER_H

#include <stdint.h>

struct error;
struct store;

/* The number that a new step of the client's would have: one more than the highest of those in that
 * plan and of those in none; of all the client's steps where `plan` is "". */
int plan_order_next(int64_t *out, struct store *s, const char *client, const char *plan,
                    struct error *err);

#endif

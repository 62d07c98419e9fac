/* SPDX-License-Identifier: GPL-3.0-or-later
 * Looking through the steps of one client: they are few.
 */
#include "inwork/model/plan_order.h"

#include <string.h>

#include "inwork/store/record.h"
#include "inwork/store/store.h"

#define MOST 99999999 /* a number beyond is no place in a plan */

struct looking {
    const char *plan;
    int64_t highest;
};

static int take_step(const struct record *r, void *payload, struct error *err)
{
    (void)err;
    struct looking *l = payload;
    const char *in = record_text(r, "employment_plan");
    const char *digit = record_text(r, "order_number");
    int64_t number = 0;
    if (l->plan[0] != '\0' && in[0] != '\0' && strcmp(in, l->plan) != 0)
        return 0;
    for (; *digit >= '0' && *digit <= '9' && number <= MOST; digit++) /* of 2.5 the 2 */
        number = number * 10 + (*digit - '0');
    if (number <= MOST && number > l->highest)
        l->highest = number;
    return 0;
}

int plan_order_next(int64_t *out, struct store *s, const char *client, const char *plan,
                    struct error *err)
{
    struct looking l = {.plan = plan};
    const struct list_filter of = {"client", client};
    const struct list_request request = {.kind = "plan_step", .filters = &of, .filter_count = 1};
    int status = store_list(s, &request, take_step, &l, err);
    *out = l.highest + 1;
    return status;
}

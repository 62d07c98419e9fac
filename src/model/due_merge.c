/* SPDX-License-Identifier: GPL-3.0-or-later
 * Several reasons for one and the same thing to do are one line: somebody to talk about in
 * supervision because it is long ago and because nothing moves is one person to talk about.
 */
#include <stdlib.h>
#include <string.h>

#include "due_int.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"

void due_drop_item(struct due_item *item)
{
    free(item->name);
    free(item->title);
    free(item->why);
    free(item->starts);
}

/* By what they are about; of one matter those with a day first, the earliest before the others. */
static int compare(const void *a, const void *b)
{
    const struct due_item *x = a;
    const struct due_item *y = b;
    int order = strcmp(x->record, y->record);
    order = order != 0 ? order : strcmp(x->client, y->client);
    order = order != 0 ? order : strcmp(x->member, y->member);
    order = order != 0 ? order : strcmp(x->starts, y->starts);
    order = order != 0 ? order : strcmp(x->title, y->title);
    if (order != 0)
        return order;
    if ((x->on.year == 0) != (y->on.year == 0))
        return x->on.year == 0 ? 1 : -1;
    order = (x->days > y->days) - (x->days < y->days);
    return order != 0 ? order : strcmp(x->why, y->why);
}

static bool same_matter(const struct due_item *x, const struct due_item *y)
{
    return x->record[0] != '\0' && strcmp(x->record, y->record) == 0 &&
           strcmp(x->client, y->client) == 0 && strcmp(x->member, y->member) == 0 &&
           strcmp(x->starts, y->starts) == 0 && strcmp(x->title, y->title) == 0;
}

/* One reason after the other. */
static int add_reason(struct due_item *item, const struct due_item *other, struct error *err)
{
    struct buf why = BUF_ZERO;
    if (strstr(item->why, other->why))
        return 0;
    buf_printf(&why, "%s. %s", item->why, other->why);
    int status = buf_ok(&why, err);
    if (status == 0) {
        free(item->why);
        item->why = buf_take(&why);
    }
    buf_free(&why);
    return status;
}

int due_merge(struct due *d, size_t from, struct error *err)
{
    int status = 0;
    size_t kept = from;
    if (d->count - from < 2)
        return 0;
    qsort(d->items + from, d->count - from, sizeof *d->items, compare);
    for (size_t i = from; i < d->count; i++) {
        struct due_item *last = kept > from ? &d->items[kept - 1] : NULL;
        if (last && same_matter(last, &d->items[i])) {
            if (status == 0)
                status = add_reason(last, &d->items[i], err);
            due_drop_item(&d->items[i]);
        } else {
            d->items[kept++] = d->items[i];
        }
    }
    d->count = kept;
    return status;
}

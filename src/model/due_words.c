/* SPDX-License-Identifier: GPL-3.0-or-later
 * How what is due is said, and in which order.
 */
#include <stdlib.h>
#include <string.h>

#include "due_int.h"
#include "inwork/base/buf.h"

static void short_day(struct buf *out, struct date d, struct date today)
{
    char month[4] = "";
    (void)snprintf(month, sizeof month, "%.3s", date_month_name(d.month));
    if (d.year == today.year)
        buf_printf(out, "%d %s", d.day, month);
    else
        buf_printf(out, "%d %s %d", d.day, month, d.year);
}

void due_sentence(struct buf *out, const char *text, struct date today)
{
    const char *at = text;
    for (const char *open; (open = strchr(at, '{')) != NULL;) {
        char day[DATE_SIZE] = "";
        struct date d;
        buf_append(out, at, (size_t)(open - at));
        size_t n = strcspn(open + 1, "}");
        if (n == DATE_SIZE - 1 && open[1 + n] == '}')
            memcpy(day, open + 1, n);
        if (date_parse(&d, day)) {
            short_day(out, d, today);
            at = open + n + 2;
        } else {
            buf_push(out, '{');
            at = open + 1;
        }
    }
    buf_add(out, at);
}

void due_describe_days(struct buf *out, const struct due_item *item)
{
    int days = item->days < 0 ? -item->days : item->days;
    if (item->on.year == 0)
        buf_add(out, "no date");
    else if (item->days == 0)
        buf_add(out, "today");
    else if (item->days == 1)
        buf_add(out, "tomorrow");
    else if (item->days > 0)
        buf_printf(out, "in %d days", days);
    else
        buf_printf(out, "%d %s late", days, days == 1 ? "day" : "days");
}

static int compare(const void *a, const void *b)
{
    const struct due_item *x = a;
    const struct due_item *y = b;
    if (x->state != y->state)
        return (x->state > y->state) - (x->state < y->state);
    if (x->state == DUE_SOON && x->days != y->days)
        return (x->days > y->days) - (x->days < y->days);
    if (x->clock != y->clock) /* the catalogue's order is what to do first */
        return (x->clock > y->clock) - (x->clock < y->clock);
    if (x->days != y->days)
        return (x->days > y->days) - (x->days < y->days);
    int names = strcmp(x->name ? x->name : "", y->name ? y->name : "");
    return names != 0 ? names : strcmp(x->record, y->record);
}

void due_sort(struct due *d)
{
    if (d->count > 1)
        qsort(d->items, d->count, sizeof *d->items, compare);
}

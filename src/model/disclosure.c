/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading the personal information plan.
 */
#include "inwork/model/disclosure.h"

#include <stdlib.h>
#include <string.h>

#include "inwork/base/buf.h"
#include "inwork/base/date.h"
#include "inwork/base/error.h"
#include "inwork/model/field.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"

const char *disclosure_state_name(enum disclosure_state state)
{
    static const char *const names[] = {"not_talked_about", "undecided", "private", "not_agreed",
                                        "share"};
    return names[state];
}

static void line_clear(struct disclosure_line *l)
{
    free(l->employer_name);
    free(l->detail);
    free(l->choice);
    free(l->with_whom);
    free(l->who_tells);
    free(l->how);
    free(l->when);
    free(l->agreed);
}

void disclosure_plan_clear(struct disclosure_plan *p)
{
    for (size_t i = 0; i < p->count; i++)
        line_clear(&p->lines[i]);
    free(p->lines);
    *p = (struct disclosure_plan){0};
}

bool disclosure_plan_counts(const struct disclosure_plan *p)
{
    bool any = false;
    for (size_t i = 0; i < p->count; i++)
        any |= p->lines[i].counts;
    return any;
}

static struct disclosure_line *add_line(struct disclosure_plan *p, struct error *err)
{
    if (p->count == p->room) {
        size_t room = p->room ? p->room * 2 : 16;
        void *more = realloc(p->lines, room * sizeof *p->lines);
        if (!more) {
            (void)error_memory(err);
            return NULL;
        }
        p->lines = more;
        p->room = room;
    }
    p->lines[p->count] = (struct disclosure_line){.value = "", .item = ""};
    return &p->lines[p->count++];
}

struct reading {
    struct store *store;
    struct disclosure_plan *plan;
    const struct catalogue_kind *kind;
    const char *employer;
    struct date today;
};

/* An answer for people; NULL only when memory ran out. */
static char *answer(const struct reading *rd, const struct record *r, const char *field)
{
    struct buf text = BUF_ZERO;
    const struct record_field *f = record_field(r, field);
    for (size_t i = 0; f && i < f->head_count; i++) {
        if (i > 0)
            buf_add(&text, " / "); /* in conflict */
        field_show(&text, catalogue_field(rd->kind, field), &f->heads[i].value);
    }
    return buf_take(&text);
}

static char *title_of(struct store *s, const char *id)
{
    struct record r = {0};
    char *title = NULL;
    if (id[0] == '\0')
        return strdup("");
    if (store_record(s, id, &r, NULL) == 0)
        title = strdup(r.title);
    else
        title = strdup("not held here");
    record_clear(&r);
    return title;
}

static int take(const struct record *r, void *payload, struct error *err)
{
    struct reading *rd = payload;
    const char *employer = record_text(r, "employer");
    const char *item = record_text(r, "item");
    const struct catalogue_field *items = catalogue_field(rd->kind, "item");
    struct date agreed = {0};
    if (rd->employer && employer[0] != '\0' && strcmp(employer, rd->employer) != 0)
        return 0;
    struct disclosure_line *l = add_line(rd->plan, err);
    if (!l)
        return -STATUS_IO;
    (void)snprintf(l->id, sizeof l->id, "%s", r->id);
    (void)snprintf(l->employer, sizeof l->employer, "%s", employer);
    for (size_t i = 0; items && i < items->choice_count; i++)
        if (strcmp(items->choices[i].value, item) == 0) {
            l->value = items->choices[i].value;
            l->item = items->choices[i].label;
        }
    l->detail = answer(rd, r, "detail");
    l->choice = answer(rd, r, "choice");
    l->with_whom = answer(rd, r, "with_whom");
    l->who_tells = answer(rd, r, "who_tells");
    l->how = answer(rd, r, "how");
    l->when = answer(rd, r, "when_to_tell");
    l->agreed = answer(rd, r, "agreed_on");
    l->employer_name = title_of(rd->store, employer);
    l->share = strcmp(record_text(r, "choice"), "share") == 0;
    l->counts = l->share && date_parse(&agreed, record_text(r, "agreed_on")) &&
                date_compare(agreed, rd->today) <= 0;
    if (l->share)
        l->state = l->counts ? DISCLOSURE_SHARE : DISCLOSURE_NOT_AGREED;
    else if (strcmp(record_text(r, "choice"), "keep_private") == 0)
        l->state = DISCLOSURE_PRIVATE;
    else
        l->state = DISCLOSURE_UNDECIDED;
    if (!l->detail || !l->choice || !l->with_whom || !l->who_tells || !l->how || !l->when ||
        !l->agreed || !l->employer_name)
        return error_memory(err);
    return 0;
}

/* What is not talked about yet stays private. */
static int add_missing(struct reading *rd, struct error *err)
{
    const struct catalogue_field *items = catalogue_field(rd->kind, "item");
    for (size_t i = 0; items && i < items->choice_count; i++) {
        bool there = false;
        for (size_t j = 0; j < rd->plan->count; j++)
            there |= strcmp(rd->plan->lines[j].value, items->choices[i].value) == 0;
        struct disclosure_line *l = there ? NULL : add_line(rd->plan, err);
        if (there)
            continue;
        if (!l)
            return -STATUS_IO;
        l->value = items->choices[i].value;
        l->item = items->choices[i].label;
        l->choice = strdup("");
        l->detail = strdup("");
        l->with_whom = strdup("");
        l->who_tells = strdup("");
        l->how = strdup("");
        l->when = strdup("");
        l->agreed = strdup("");
        l->employer_name = strdup("");
        if (!l->detail || !l->choice || !l->with_whom || !l->who_tells || !l->how || !l->when ||
            !l->agreed || !l->employer_name)
            return error_memory(err);
    }
    return 0;
}

static size_t rank(const struct catalogue_field *items, const char *value)
{
    size_t i = 0;
    while (items && i < items->choice_count && strcmp(items->choices[i].value, value) != 0)
        i++;
    return i;
}

/* In the order of the items; of one item, any employer first, then by name. Few lines: insertion.
 */
static void sort_lines(struct disclosure_plan *p, const struct catalogue_field *items)
{
    for (size_t i = 1; i < p->count; i++) {
        struct disclosure_line l = p->lines[i];
        size_t at = i;
        for (; at > 0; at--) {
            const struct disclosure_line *before = &p->lines[at - 1];
            size_t a = rank(items, before->value), b = rank(items, l.value);
            if (a < b || (a == b && strcmp(before->employer_name, l.employer_name) <= 0))
                break;
            p->lines[at] = p->lines[at - 1];
        }
        p->lines[at] = l;
    }
}

int disclosure_plan_read(struct disclosure_plan *out, struct store *s, const char *client,
                         const char *employer, struct error *err)
{
    *out = (struct disclosure_plan){0};
    const struct list_filter filter = {"client", client};
    const struct list_request q = {
        .kind = "disclosure_item", .filters = &filter, .filter_count = 1};
    struct reading rd = {.store = s,
                         .plan = out,
                         .kind = catalogue_kind(store_catalogue(s), "disclosure_item"),
                         .employer = employer,
                         .today = date_of_moment(store_now(s))};
    if (!rd.kind)
        return error_set(err, STATUS_SOFTWARE, "the catalogue has no personal information plan");
    int status = store_list(s, &q, take, &rd, err);
    if (status == 0)
        status = add_missing(&rd, err);
    if (status == 0)
        sort_lines(out, catalogue_field(rd.kind, "item"));
    else
        disclosure_plan_clear(out);
    return status;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Computing what is due: facts about the clients meant are gathered once into temporary tables,
 * then each clock asks its query about them.
 */
#include "inwork/model/due.h"

#include <stdlib.h>
#include <string.h>

#include "due_int.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"

#define SETTINGS_MOST 8

/* In this order: later ones build on earlier ones. */
static const struct {
    const char *query;
    bool today, member, client;
    enum { ALWAYS, OF_ALL, OF_ONE } when; /* about everybody meant, or about one client */
} facts[] = {
    {"due_facts_holiday", true, false, false, ALWAYS},
    {"due_facts_scope", false, true, false, OF_ALL},
    {"due_facts_cover", true, false, false, OF_ALL},
    {"due_facts_client", true, false, false, OF_ALL},
    {"due_facts_one", true, false, true, OF_ONE},
    {"due_facts_left", true, false, false, ALWAYS},
    {"due_facts_alias", false, false, false, ALWAYS},
    {"due_facts_part", false, false, false, ALWAYS},
    {"due_facts_gone", false, false, true, ALWAYS},
    {"due_facts_dated", false, false, false, ALWAYS},
    {"due_facts_contact", true, false, false, ALWAYS},
    {"due_facts_check_in", true, false, false, ALWAYS},
    {"due_facts_appointment", true, false, false, ALWAYS},
    {"due_facts_referral", false, false, false, ALWAYS},
    {"due_facts_episode", true, false, false, ALWAYS},
    {"due_facts_pause", true, false, false, ALWAYS},
    {"due_facts_met", false, false, false, ALWAYS},
    {"due_facts_work", true, false, false, ALWAYS},
    {"due_facts_staff", true, true, false, OF_ALL},
    {"due_facts_visit", true, false, false, OF_ALL},
};

struct person {
    char id[ID_SIZE], owner[ID_SIZE];
    char *name;
    bool paused;
};

struct reading {
    struct due *due;
    const struct due_request *request;
    const struct due_clock *clock;
    struct person *people; /* by id */
    size_t person_count;
    size_t room;
};

static int gather(struct reading *r, struct store *s, const char *today, struct error *err)
{
    int status = store_script(s, "due_begin", err);
    for (size_t i = 0; status == 0 && i < sizeof facts / sizeof facts[0]; i++) {
        struct store_cell cells[2];
        size_t n = 0;
        bool meant =
            facts[i].when == ALWAYS || (facts[i].when == OF_ONE) == (r->request->client != NULL);
        if (!meant || !store_query_known(s, facts[i].query))
            continue;
        if (facts[i].today)
            cells[n++] = store_text(today);
        if (facts[i].member)
            cells[n++] = store_text(r->request->member);
        if (facts[i].client)
            cells[n++] = store_text(r->request->client);
        status = store_query(s, facts[i].query, cells, n, NULL, NULL, err);
    }
    return status;
}

static int person_row(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    struct reading *r = payload;
    if (count != 4)
        return error_set(err, STATUS_SOFTWARE, "the query due_people has changed");
    if (r->person_count == r->room) {
        size_t room = r->room ? r->room * 2 : 64;
        struct person *people = realloc(r->people, room * sizeof *people);
        if (!people)
            return error_memory(err);
        r->people = people;
        r->room = room;
    }
    struct person *p = &r->people[r->person_count++];
    *p = (struct person){.name = due_copy(due_text(&c[1]), err), .paused = c[3].integer != 0};
    (void)snprintf(p->id, sizeof p->id, "%s", due_text(&c[0]));
    (void)snprintf(p->owner, sizeof p->owner, "%s", due_text(&c[2]));
    return p->name ? 0 : -STATUS_IO;
}

static int by_id(const void *id, const void *person)
{
    return strcmp(id, ((const struct person *)person)->id);
}

static const struct person *find_person(const struct reading *r, const char *id)
{
    return id[0] && r->person_count > 0
               ? bsearch(id, r->people, r->person_count, sizeof *r->people, by_id)
               : NULL;
}

static int add_item(struct due *d, struct due_item *item, struct error *err)
{
    if ((d->count & (d->count - 1)) == 0) { /* full at powers of two */
        struct due_item *items = realloc(d->items, (d->count ? d->count * 2 : 1) * sizeof *items);
        if (!items)
            return error_memory(err);
        d->items = items;
    }
    d->items[d->count++] = *item;
    return 0;
}

/* Where a day stands; false: too far off to be told. */
static bool place(struct due_item *item, const struct reading *r, const char *shown_from)
{
    const struct due_request *q = r->request;
    struct date from;
    if (item->on.year == 0) {
        item->state = r->clock->safety ? DUE_SAFETY : DUE_GAP;
        return true;
    }
    item->days = date_days(item->on) - date_days(q->today);
    item->state = r->clock->safety ? DUE_SAFETY
                  : item->days < 0 ? DUE_OVER
                  : item->days > 0 ? DUE_SOON
                                   : DUE_TODAY;
    if (item->state != DUE_SOON || item->days <= q->days)
        return true;
    return date_parse(&from, shown_from) && date_compare(from, q->today) <= 0;
}

static int due_row(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    struct reading *r = payload;
    if (count < 6 || count > 8)
        return error_set(err, STATUS_SOFTWARE, "the query of clock %s has %zu columns",
                         r->clock->name, count);
    struct due_item item = {.clock = r->clock};
    const struct person *p = find_person(r, due_text(&c[1]));
    if (p && p->paused && r->clock->stops_when_paused)
        return 0;
    if (p == NULL && r->request->client)
        return 0; /* no longer with the service */
    if (!date_parse(&item.on, due_text(&c[3])))
        item.on = (struct date){0};
    if (!place(&item, r, due_text(&c[4])))
        return 0;
    (void)snprintf(item.record, sizeof item.record, "%s", due_text(&c[0]));
    (void)snprintf(item.client, sizeof item.client, "%s", due_text(&c[1]));
    (void)snprintf(item.member, sizeof item.member, "%s", p ? p->owner : due_text(&c[2]));
    if (!p && (!r->request->member || strcmp(item.member, r->request->member) != 0))
        p = find_person(r, item.member); /* whose it is needs saying only of others */
    struct buf why = BUF_ZERO;
    due_sentence(&why, due_text(&c[5]), r->request->today);
    item.why = buf_take(&why);
    bool own = count >= 7 && c[6].type == STORE_TEXT;
    bool titled = count == 8 && c[7].type == STORE_TEXT;
    item.starts = strdup(own ? c[6].bytes : r->clock->starts);
    item.title = strdup(titled ? c[7].bytes : r->clock->title);
    item.name = p ? strdup(p->name) : NULL;
    bool whole = item.why && item.starts && item.title && (!p || item.name);
    int status = whole ? add_item(r->due, &item, err) : error_memory(err);
    if (status < 0)
        due_drop_item(&item);
    return status;
}

static struct store_cell number_cell(const char *value)
{
    return strchr(value, '.') ? store_text(value) : store_integer(strtoll(value, NULL, 10));
}

static int run_clock(struct reading *r, struct store *s, const char *today, struct error *err)
{
    char query[80];
    struct store_cell cells[SETTINGS_MOST + 1] = {store_text(today)};
    const struct due_clock *k = r->clock;
    (void)snprintf(query, sizeof query, "due_%s", k->name);
    if ((r->request->client && !k->of_client) || !store_query_known(s, query))
        return 0;
    if (k->setting_count > SETTINGS_MOST)
        return error_set(err, STATUS_SOFTWARE, "clock %s has too many settings", k->name);
    for (size_t i = 0; i < k->setting_count; i++)
        cells[i + 1] = number_cell(k->settings[i].value);
    return store_query(s, query, cells, k->setting_count + 1, due_row, r, err);
}

static int caseload_row(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    struct due_caseload *l = payload;
    if (count != 6)
        return error_set(err, STATUS_SOFTWARE, "the query due_header has changed");
    l->people = c[0].integer;
    l->paused = c[1].integer;
    l->waiting = c[2].integer;
    l->active = c[3].integer;
    l->quiet = l->people - l->paused - l->waiting - l->active;
    l->in_work = c[4].integer;
    l->hours = strtod(due_text(&c[5]), NULL);
    return 0;
}

static int read_caseload(struct due *d, struct store *s, const char *today, struct error *err)
{
    struct store_cell cells[] = {store_text(today),
                                 store_integer((int64_t)due_number(d, "not_seen_days", 28))};
    d->caseload.full_time_hours = due_number(d, "full_time_hours", 37.5);
    int status = store_query(s, "due_header", cells, 2, caseload_row, &d->caseload, err);
    double hours = d->caseload.hours > 0 ? d->caseload.hours : d->caseload.full_time_hours;
    d->caseload.most = due_number(d, "caseload_most", 20);
    if (d->caseload.full_time_hours > 0)
        d->caseload.most *= hours / d->caseload.full_time_hours;
    return status;
}

int due_read(struct due *out, struct store *s, const struct due_request *request, struct error *err)
{
    *out = (struct due){0};
    struct reading r = {.due = out, .request = request};
    char today[DATE_SIZE];
    date_format(today, request->today);
    int status = due_read_clocks(out, s, err);
    if (status == 0)
        status = gather(&r, s, today, err);
    if (status == 0)
        status = store_query(s, "due_people", NULL, 0, person_row, &r, err);
    for (size_t i = 0; status == 0 && i < out->clock_count; i++) {
        size_t from = out->count;
        r.clock = &out->clocks[i];
        status = run_clock(&r, s, today, err);
        if (status == 0)
            status = due_merge(out, from, err);
    }
    if (status == 0 && !request->client)
        status = read_caseload(out, s, today, err);
    for (size_t i = 0; i < r.person_count; i++)
        free(r.people[i].name);
    free(r.people);
    if (status < 0)
        due_clear(out);
    else
        due_sort(out);
    return status;
}

static int stamp_row(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    for (size_t i = 0; i < count; i++) {
        if (c[i].type == STORE_INTEGER)
            buf_printf(payload, "%lld ", (long long)c[i].integer);
        else
            buf_printf(payload, "%s ", due_text(&c[i]));
    }
    return buf_ok(payload, err);
}

int due_stamp(struct buf *out, struct store *s, struct error *err)
{
    return store_query(s, "due_stamp", NULL, 0, stamp_row, out, err);
}

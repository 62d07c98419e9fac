/* SPDX-License-Identifier: GPL-3.0-or-later
 * Counting caseloads: clients by their specialist and stage, and cover between colleagues.
 */
#include "inwork/model/caseload.h"

#include <stdlib.h>
#include <string.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/model/due.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"

struct reading {
    struct store *store;
    struct caseload *out;
    struct date today;
    const char *only; /* the one member meant, or NULL */
    size_t room;
};

static struct caseload_row *find_row(struct caseload *c, const char *member)
{
    for (size_t i = 0; i < c->count; i++)
        if (strcmp(c->rows[i].member, member) == 0)
            return &c->rows[i];
    return NULL;
}

static int add_row(struct reading *r, const char *member, const char *name, double hours,
                   struct error *err)
{
    struct caseload *c = r->out;
    if (c->count == r->room) {
        size_t room = r->room > 0 ? r->room * 2 : 16;
        struct caseload_row *grown = realloc(c->rows, room * sizeof *grown);
        if (!grown)
            return error_memory(err);
        c->rows = grown;
        r->room = room;
    }
    struct caseload_row *row = &c->rows[c->count++];
    *row = (struct caseload_row){.name = strdup(name), .hours = hours};
    (void)snprintf(row->member, sizeof row->member, "%s", member);
    row->most = member[0]
                    ? c->full_most * (hours > 0 ? hours : c->full_time_hours) / c->full_time_hours
                    : 0;
    return row->name ? 0 : error_memory(err);
}

/* "37.5", whatever the locale writes for a point. */
static double plain_number(const char *text)
{
    double value = 0, place = 0.1;
    for (; *text >= '0' && *text <= '9'; text++)
        value = value * 10 + (*text - '0');
    if (*text == '.')
        for (text++; *text >= '0' && *text <= '9'; text++, place /= 10)
            value += place * (*text - '0');
    return *text == '\0' ? value : 0;
}

static int read_limits(struct caseload *out, struct store *s, struct error *err)
{
    struct due clocks = {0};
    int status = due_read_clocks(&clocks, s, err);
    out->full_most = 20;
    out->full_time_hours = 37.5;
    for (size_t i = 0; status == 0 && i < clocks.clock_count; i++) {
        const struct due_clock *clock = &clocks.clocks[i];
        for (size_t k = 0; strcmp(clock->name, "caseload") == 0 && k < clock->setting_count; k++) {
            double n = plain_number(clock->settings[k].value);
            if (n > 0 && strcmp(clock->settings[k].name, "caseload_most") == 0)
                out->full_most = n;
            if (n > 0 && strcmp(clock->settings[k].name, "full_time_hours") == 0)
                out->full_time_hours = n;
        }
    }
    due_clear(&clocks);
    return status;
}

/* Is it a role that has clients? */
static bool has_clients(const char *role)
{
    static const char *const roles[] = {"specialist", "senior_specialist", "retention_specialist",
                                        "peer_worker", "student"};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (strcmp(roles[i], role) == 0)
            return true;
    return false;
}

static int take_member(const struct record *m, void *payload, struct error *err)
{
    struct reading *r = payload;
    struct date left;
    bool gone = date_parse(&left, record_text(m, "left_on")) && date_compare(left, r->today) <= 0;
    bool wanted =
        r->only ? strcmp(r->only, m->id) == 0 : !gone && has_clients(record_text(m, "role"));
    return wanted ? add_row(r, m->id, m->title, plain_number(record_text(m, "hours_per_week")), err)
                  : 0;
}

static int count_client(struct reading *r, struct caseload_row *row, const char *client,
                        struct error *err)
{
    struct pathway p;
    int status = pathway_read(&p, r->store, client, r->today, err);
    if (status < 0)
        return status;
    if (p.left) {
        row->left++;
    } else {
        row->people++;
        row->paused += p.paused;
        row->stages[p.stage]++;
    }
    pathway_clear(&p);
    return 0;
}

/* The clients first, then each by itself: a list borrows the store. */
struct clients {
    struct reading *reading;
    char (*ids)[ID_SIZE], (*owners)[ID_SIZE];
    size_t count, room;
};

static int take_client(const struct record *c, void *payload, struct error *err)
{
    struct clients *l = payload;
    const char *owner = record_text(c, "employment_specialist");
    if (l->count == l->room) {
        size_t room = l->room > 0 ? l->room * 2 : 64;
        void *ids = realloc(l->ids, room * sizeof *l->ids);
        if (!ids)
            return error_memory(err);
        l->ids = ids;
        void *owners = realloc(l->owners, room * sizeof *l->owners);
        if (!owners)
            return error_memory(err);
        l->owners = owners;
        l->room = room;
    }
    (void)snprintf(l->ids[l->count], ID_SIZE, "%s", c->id);
    (void)snprintf(l->owners[l->count++], ID_SIZE, "%s", owner);
    return 0;
}

/* A colleague written down twice is named by either id: the one that both show under. */
static int shown_id(char id[ID_SIZE], struct store *s, struct error *err)
{
    struct record m = {0};
    if (id[0] == '\0')
        return 0;
    int status = store_record(s, id, &m, err);
    if (status == 0)
        (void)snprintf(id, ID_SIZE, "%s", m.id);
    else if (status == -STATUS_NO_INPUT) { /* not held here */
        error_clear(err);
        status = 0;
    }
    record_clear(&m);
    return status;
}

/* Somebody with clients is told of whatever their role is; clients of nobody at the end. */
static int need_row(struct reading *r, const char *owner, struct error *err)
{
    struct record m = {0};
    if (find_row(r->out, owner))
        return 0;
    if (owner[0] == '\0')
        return add_row(r, "", "Nobody yet", 0, err);
    int status = store_record(r->store, owner, &m, err);
    if (status == -STATUS_NO_INPUT) {
        error_clear(err);
        return add_row(r, owner, "(not held here)", 0, err);
    }
    if (status == 0)
        status = add_row(r, owner, m.title, plain_number(record_text(&m, "hours_per_week")), err);
    record_clear(&m);
    return status;
}

static int count_clients(struct reading *r, struct error *err)
{
    struct clients l = {.reading = r};
    struct list_filter own = {"employment_specialist", r->only};
    const struct list_request request = {
        .kind = "client", .filters = &own, .filter_count = r->only ? 1 : 0};
    int status = store_list(r->store, &request, take_client, &l, err);
    for (size_t i = 0; status == 0 && i < l.count; i++) {
        status = shown_id(l.owners[i], r->store, err);
        if (status == 0 && r->only && strcmp(l.owners[i], r->only) != 0)
            continue; /* two answers stand, and the other one is in the filter */
        if (status == 0)
            status = need_row(r, l.owners[i], err);
        if (status == 0)
            status = count_client(r, find_row(r->out, l.owners[i]), l.ids[i], err);
    }
    free(l.ids);
    free(l.owners);
    return status;
}

static int add_cover(struct reading *r, const char *whose, const char *other, bool by,
                     const struct record *c, struct error *err)
{
    struct caseload_row *row = find_row(r->out, whose);
    struct record m = {0};
    if (!row || !other[0])
        return 0;
    struct caseload_cover *grown = realloc(row->cover, (row->cover_count + 1) * sizeof *row->cover);
    if (!grown)
        return error_memory(err);
    row->cover = grown;
    struct caseload_cover *x = &grown[row->cover_count++];
    *x = (struct caseload_cover){.by = by};
    (void)snprintf(x->member, sizeof x->member, "%s", other);
    (void)date_parse(&x->from, record_text(c, "from_on"));
    (void)date_parse(&x->until, record_text(c, "until_on"));
    int status = store_record(r->store, other, &m, NULL);
    x->name = strdup(status == 0 ? m.title : "(not held here)");
    record_clear(&m);
    return x->name ? 0 : error_memory(err);
}

static int take_cover(const struct record *c, void *payload, struct error *err)
{
    struct reading *r = payload;
    struct date day;
    const char *state = record_text(c, "state");
    if (strcmp(state, "done") == 0 || strcmp(state, "declined") == 0 ||
        strcmp(state, "asked") == 0 ||
        (date_parse(&day, record_text(c, "from_on")) && date_compare(day, r->today) > 0) ||
        (date_parse(&day, record_text(c, "until_on")) && date_compare(day, r->today) < 0))
        return 0;
    char absent[ID_SIZE], covering[ID_SIZE];
    (void)snprintf(absent, sizeof absent, "%s", record_text(c, "member"));
    (void)snprintf(covering, sizeof covering, "%s", record_text(c, "covered_by"));
    int status = shown_id(absent, r->store, err);
    if (status == 0)
        status = shown_id(covering, r->store, err);
    if (status == 0)
        status = add_cover(r, absent, covering, true, c, err);
    return status < 0 ? status : add_cover(r, covering, absent, false, c, err);
}

static int by_name(const void *a, const void *b)
{
    const struct caseload_row *x = a, *y = b;
    if ((x->member[0] == '\0') != (y->member[0] == '\0'))
        return x->member[0] == '\0' ? 1 : -1;
    int named = strcmp(x->name, y->name);
    return named != 0 ? named : strcmp(x->member, y->member);
}

int caseload_read(struct caseload *out, struct store *s, const char *member, struct date today,
                  struct error *err)
{
    char only[ID_SIZE] = "";
    (void)snprintf(only, sizeof only, "%s", member ? member : "");
    struct reading r = {.store = s, .out = out, .today = today, .only = member ? only : NULL};
    const struct list_request members = {.kind = "member"}, cover = {.kind = "cover"};
    *out = (struct caseload){0};
    int status = read_limits(out, s, err);
    if (status == 0)
        status = shown_id(only, s, err);
    if (status == 0)
        status = store_list(s, &members, take_member, &r, err);
    if (status == 0)
        status = count_clients(&r, err);
    if (status == 0)
        status = store_list(s, &cover, take_cover, &r, err);
    if (status == 0 && out->count > 1)
        qsort(out->rows, out->count, sizeof *out->rows, by_name);
    if (status < 0)
        caseload_clear(out);
    return status;
}

void caseload_clear(struct caseload *c)
{
    for (size_t i = 0; i < c->count; i++) {
        for (size_t k = 0; k < c->rows[i].cover_count; k++)
            free(c->rows[i].cover[k].name);
        free(c->rows[i].cover);
        free(c->rows[i].name);
    }
    free(c->rows);
    *c = (struct caseload){0};
}

bool caseload_full(const struct caseload_row *r)
{
    return r->member[0] != '\0' && (double)r->people >= r->most;
}

void caseload_describe(struct buf *out, const struct caseload_row *r)
{
    if (r->member[0] == '\0') {
        buf_printf(out, "%zu %s", r->people, r->people == 1 ? "person" : "people");
        return;
    }
    buf_printf(out, "%zu of %d people", r->people, (int)(r->most + 0.5));
    if ((double)r->people > r->most)
        buf_add(out, ", too many");
    if (r->hours > 0)
        buf_printf(out, "; %g hours a week", r->hours);
    else
        buf_add(out, "; hours a week are not written");
    if (r->paused > 0)
        buf_printf(out, "; %zu paused", r->paused);
}

void caseload_describe_cover(struct buf *out, const struct caseload_row *r)
{
    for (size_t i = 0; i < r->cover_count; i++) {
        const struct caseload_cover *c = &r->cover[i];
        buf_printf(out, "%s%s %s", i > 0 ? "; " : "", c->by ? "covered by" : "covers for", c->name);
        if (c->until.year != 0) {
            buf_add(out, " until ");
            date_describe_day(out, c->until);
        }
    }
}

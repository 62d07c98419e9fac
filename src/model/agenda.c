/* SPDX-License-Identifier: GPL-3.0-or-later
 * Making the agenda: goals and expectations from the colleague's supervision, people from their
 * caseload, the rest from what is due.
 */
#include "inwork/model/agenda.h"

#include <stdlib.h>
#include <string.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/model/caseload.h"
#include "inwork/model/due.h"
#include "inwork/model/pathway.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"

static const struct {
    const char *name, *title;
} parts[AGENDA_PARTS] = {
    {"goals", "What was agreed last time, and what to bring"},
    {"safety", "Before anything else: people's safety"},
    {"stuck", "People who are not moving"},
    {"review", "People not talked about for long"},
    {"records", "Records with gaps"},
    {"work", "The work and its size"},
};

const char *agenda_part_name(enum agenda_part part)
{
    return parts[part].name;
}

const char *agenda_part_title(enum agenda_part part)
{
    return parts[part].title;
}

struct making {
    struct store *store;
    struct agenda *out;
    struct date today;
    int stuck_days, review_days;
    struct buf seen; /* of the last observation that found something */
    struct date seen_on;
    char seen_in[RECORD_ID_TEXT];
};

static int add(struct agenda *a, enum agenda_part part, const char *record, const char *client,
               const char *name, const char *text, struct error *err)
{
    size_t count = a->parts[part].count;
    struct agenda_item *grown = realloc(a->parts[part].items, (count + 1) * sizeof *grown);
    if (!grown)
        return error_memory(err);
    a->parts[part].items = grown;
    struct agenda_item *item = &grown[count];
    *item = (struct agenda_item){.name = name ? strdup(name) : NULL, .text = strdup(text)};
    (void)snprintf(item->record, sizeof item->record, "%s", record);
    (void)snprintf(item->client, sizeof item->client, "%s", client);
    a->parts[part].count++;
    return item->text && (item->name || !name) ? 0 : error_memory(err);
}

static int add_text(struct making *m, enum agenda_part part, const char *record, const char *client,
                    const char *name, struct buf *text, struct error *err)
{
    int status = buf_ok(text, err);
    if (status == 0)
        status = add(m->out, part, record, client, name, buf_text(text), err);
    buf_free(text);
    return status;
}

/* ---- the last session, and what was agreed in it ---- */

static int take_session(const struct record *r, void *payload, struct error *err)
{
    struct making *m = payload;
    struct agenda *a = m->out;
    struct date held;
    const char *kind = record_text(r, "supervision_kind");
    if ((kind[0] && strcmp(kind, "individual") != 0) ||
        !date_parse(&held, record_text(r, "held_on")) || date_compare(held, m->today) > 0 ||
        (a->last[0] && date_compare(held, a->last_on) <= 0))
        return 0;
    (void)snprintf(a->last, sizeof a->last, "%s", r->id);
    a->last_on = held;
    a->next_on = (struct date){0};
    (void)date_parse(&a->next_on, record_text(r, "next_on"));
    free(a->last_steps);
    const char *steps = record_text(r, "next_steps");
    a->last_steps = steps[0] ? strdup(steps) : NULL;
    return a->last_steps || !steps[0] ? 0 : error_memory(err);
}

static void add_due(struct buf *out, const char *label, struct date on, struct date today)
{
    if (on.year == 0)
        return;
    buf_printf(out, "%s ", label);
    date_describe(out, on, today);
}

/* Open goals, and those met since the last session: they are worth a word, too. */
static int take_goal(const struct record *r, void *payload, struct error *err)
{
    struct making *m = payload;
    struct date due = {0}, met = {0};
    const char *outcome = record_text(r, "outcome"), *goal = record_text(r, "goal");
    (void)date_parse(&due, record_text(r, "due_on"));
    (void)date_parse(&met, record_text(r, "met_on"));
    bool done = met.year != 0 || strcmp(outcome, "met") == 0;
    if (strcmp(outcome, "dropped") == 0 || strcmp(outcome, "changed") == 0 ||
        (done && (met.year == 0 || date_compare(met, m->out->last_on) < 0)))
        return 0;
    struct buf text = BUF_ZERO;
    buf_printf(&text, "Goal: %s", goal[0] ? goal : r->title);
    if (done) {
        buf_add(&text, "; met ");
        date_describe_day(&text, met);
    } else {
        buf_add(&text, strcmp(outcome, "partly") == 0 ? "; partly met" : "; open");
        add_due(&text, ", by", due, m->today);
    }
    return add_text(m, AGENDA_GOALS, r->id, "", NULL, &text, err);
}

static int take_expectation(const struct record *r, void *payload, struct error *err)
{
    struct making *m = payload;
    struct date due = {0};
    const char *words = record_text(r, "expectation");
    if (record_text(r, "checked_on")[0] || record_text(r, "met")[0])
        return 0;
    (void)date_parse(&due, record_text(r, "due_on"));
    struct buf text = BUF_ZERO;
    buf_printf(&text, "Expectation: %s; not checked yet", words[0] ? words : r->title);
    add_due(&text, ", to check", due, m->today);
    return add_text(m, AGENDA_GOALS, r->id, "", NULL, &text, err);
}

/* What a colleague put down to talk about since the last session. */
static int take_reflection(const struct record *r, void *payload, struct error *err)
{
    struct making *m = payload;
    struct date on = {0};
    (void)date_parse(&on, record_text(r, "reflected_on"));
    if (strcmp(record_text(r, "take_to_supervision"), "yes") != 0 ||
        (on.year != 0 && date_compare(on, m->out->last_on) < 0))
        return 0;
    const char *about = record_text(r, "about");
    struct buf text = BUF_ZERO;
    buf_printf(&text, "To bring: %s", about[0] ? about : "a reflection");
    add_due(&text, ",", on, m->today);
    return add_text(m, AGENDA_GOALS, r->id, "", NULL, &text, err);
}

/* The one thing to change, of the last time somebody went along. */
static int take_observation(const struct record *r, void *payload, struct error *err)
{
    struct making *m = payload;
    struct date on = {0};
    const char *step = record_text(r, "next_step");
    if (!step[0] || !date_parse(&on, record_text(r, "observed_on")) ||
        date_compare(on, m->today) > 0 || date_compare(on, m->seen_on) < 0)
        return 0;
    buf_clear(&m->seen);
    buf_printf(&m->seen, "To change, from going along: %s", step);
    add_due(&m->seen, ",", on, m->today);
    m->seen_on = on;
    (void)snprintf(m->seen_in, sizeof m->seen_in, "%s", r->id);
    return buf_ok(&m->seen, err);
}

static int list_of(struct making *m, const char *kind, const char *sort, record_fn row,
                   struct error *err)
{
    const struct list_filter whose = {"member", m->out->member};
    const struct list_request request = {
        .kind = kind, .filters = &whose, .filter_count = 1, .sort = sort};
    return store_list(m->store, &request, row, m, err);
}

static int add_agreed(struct making *m, struct error *err)
{
    int status = list_of(m, "supervision", NULL, take_session, err);
    if (status == 0 && m->out->last_steps) {
        struct buf text = BUF_ZERO;
        buf_printf(&text, "Next steps of the last session: %s", m->out->last_steps);
        status = add_text(m, AGENDA_GOALS, m->out->last, "", NULL, &text, err);
    }
    if (status == 0)
        status = list_of(m, "supervision_goal", "due_on", take_goal, err);
    if (status == 0)
        status = list_of(m, "expectation", "due_on", take_expectation, err);
    if (status == 0)
        status = list_of(m, "observation", NULL, take_observation, err);
    if (status == 0 && m->seen.len > 0)
        status = add_text(m, AGENDA_GOALS, m->seen_in, "", NULL, &m->seen, err);
    return status < 0 ? status : list_of(m, "reflection", "reflected_on", take_reflection, err);
}

/* ---- people ---- */

struct person {
    char id[ID_SIZE];
    char *name;
    struct date reviewed, moved, since;
};
struct people {
    struct person *items;
    size_t count;
};

static void keep_day(struct date *out, const struct store_cell *c)
{
    *out = (struct date){0};
    if (c->type == STORE_TEXT)
        (void)date_parse(out, c->bytes);
}

static int take_person(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    struct people *l = payload;
    (void)count;
    struct person *grown = realloc(l->items, (l->count + 1) * sizeof *grown);
    if (!grown)
        return error_memory(err);
    l->items = grown;
    struct person *p = &grown[l->count++];
    *p = (struct person){.name = strdup(c[1].bytes)};
    (void)snprintf(p->id, sizeof p->id, "%s", c[0].bytes);
    keep_day(&p->reviewed, &c[2]);
    keep_day(&p->moved, &c[3]);
    keep_day(&p->since, &c[4]);
    return p->name ? 0 : error_memory(err);
}

static int days_ago(struct date d, struct date today)
{
    return date_days(today) - date_days(d);
}

static int add_person(struct making *m, const struct person *p, const struct pathway *where,
                      struct error *err)
{
    struct date moved = p->moved.year != 0 ? p->moved : p->since;
    struct date talked = p->reviewed.year != 0 ? p->reviewed : p->since;
    int status = 0;
    if (where->stage < PATHWAY_IN_WORK && moved.year != 0 &&
        days_ago(moved, m->today) >= m->stuck_days) {
        struct buf text = BUF_ZERO;
        if (p->moved.year != 0)
            buf_printf(&text, "No plan step done, employer contact or application for %d days",
                       days_ago(moved, m->today));
        else
            buf_printf(&text,
                       "No plan step done, employer contact or application yet, in %d days here",
                       days_ago(moved, m->today));
        buf_printf(&text, "; %s", pathway_stage_title(where->stage));
        status = add_text(m, AGENDA_STUCK, p->id, p->id, p->name, &text, err);
    }
    if (status == 0 && talked.year != 0 && days_ago(talked, m->today) >= m->review_days) {
        struct buf text = BUF_ZERO;
        buf_add(&text, p->reviewed.year != 0 ? "Last talked about "
                                             : "Not talked about yet; on the caseload since ");
        date_describe(&text, talked, m->today);
        status = add_text(m, AGENDA_REVIEW, p->id, p->id, p->name, &text, err);
    }
    return status;
}

static int add_people(struct making *m, struct error *err)
{
    struct people l = {0};
    char today[DATE_SIZE];
    date_format(today, m->today);
    const struct store_cell cells[] = {store_text(m->out->member), store_text(today)};
    int status = store_query(m->store, "agenda_clients", cells, 2, take_person, &l, err);
    for (size_t i = 0; status == 0 && i < l.count; i++) {
        struct pathway where;
        status = pathway_read(&where, m->store, l.items[i].id, m->today, err);
        if (status < 0)
            break;
        if (!where.left && !where.paused)
            status = add_person(m, &l.items[i], &where, err);
        pathway_clear(&where);
    }
    for (size_t i = 0; i < l.count; i++)
        free(l.items[i].name);
    free(l.items);
    return status;
}

/* ---- what is due ---- */

static const struct {
    const char *clock;
    enum agenda_part part;
} taken[] = {
    {"concern_alerted", AGENDA_SAFETY},   {"complaint_acknowledged", AGENDA_SAFETY},
    {"note_finished", AGENDA_RECORDS},    {"note_for_contact", AGENDA_RECORDS},
    {"profile_begun", AGENDA_RECORDS},    {"profile_usable", AGENDA_RECORDS},
    {"plan_made", AGENDA_RECORDS},        {"plan_review", AGENDA_RECORDS},
    {"support_plan", AGENDA_RECORDS},     {"consent_reconfirm", AGENDA_RECORDS},
    {"information_plan", AGENDA_RECORDS}, {"employer_visits", AGENDA_WORK},
    {"field_mentoring", AGENDA_WORK},     {"training_due", AGENDA_WORK},
    {"group_supervision", AGENDA_WORK},   {"time_in_community", AGENDA_WORK},
    {"time_on_employment", AGENDA_WORK},  {"annual_target", AGENDA_WORK},
};

static int add_caseload(struct making *m, struct error *err)
{
    struct caseload load;
    int status = caseload_read(&load, m->store, m->out->member, m->today, err);
    if (status == 0 && load.count > 0) {
        struct buf text = BUF_ZERO;
        buf_add(&text, "Caseload: ");
        caseload_describe(&text, &load.rows[0]);
        if (load.rows[0].cover_count > 0) {
            buf_add(&text, "; ");
            caseload_describe_cover(&text, &load.rows[0]);
        }
        status = add_text(m, AGENDA_WORK, m->out->member, "", NULL, &text, err);
    }
    if (status == 0)
        caseload_clear(&load);
    return status;
}

static int add_due_item(struct making *m, const struct due_item *d, struct error *err)
{
    if (strcmp(d->member, m->out->member) != 0 || d->state == DUE_SOON)
        return 0;
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++) {
        if (strcmp(taken[i].clock, d->clock->name) != 0)
            continue;
        struct buf text = BUF_ZERO;
        buf_printf(&text, "%s: %s", d->title, d->why);
        return add_text(m, taken[i].part, d->record, d->client, d->client[0] ? d->name : NULL,
                        &text, err);
    }
    return 0;
}

static void read_days(struct making *m, const struct due *due)
{
    m->stuck_days = 30;
    m->review_days = 56;
    for (size_t i = 0; i < due->clock_count; i++)
        for (size_t k = 0; k < due->clocks[i].setting_count; k++) {
            const struct due_setting *s = &due->clocks[i].settings[k];
            long n = strtol(s->value, NULL, 10);
            if (n > 0 && n < 3660 && strcmp(s->name, "no_progress_days") == 0)
                m->stuck_days = (int)n;
            if (n > 0 && n < 3660 && strcmp(s->name, "client_review_days") == 0)
                m->review_days = (int)n;
        }
}

static int need_member(struct agenda *out, struct store *s, const char *member, struct error *err)
{
    struct record r = {0};
    int status = store_record(s, member, &r, err);
    if (status == 0 && strcmp(r.kind, "member") != 0)
        status = error_set(err, STATUS_DATA, "“%s” is not a colleague", r.title);
    if (status == 0) {
        memcpy(out->member, r.id, sizeof out->member);
        out->name = strdup(r.title);
        status = out->name ? 0 : error_memory(err);
    }
    record_clear(&r);
    return status;
}

int agenda_read(struct agenda *out, struct store *s, const char *member, struct date today,
                struct error *err)
{
    struct making m = {.store = s, .out = out, .today = today};
    struct due due = {0};
    *out = (struct agenda){0};
    int status = need_member(out, s, member, err);
    const struct due_request request = {.today = today, .member = out->member};
    if (status == 0)
        status = due_read(&due, s, &request, err);
    read_days(&m, &due);
    if (status == 0)
        status = add_agreed(&m, err);
    if (status == 0)
        status = add_people(&m, err);
    if (status == 0)
        status = add_caseload(&m, err);
    for (size_t i = 0; status == 0 && i < due.count; i++)
        status = add_due_item(&m, &due.items[i], err);
    buf_free(&m.seen);
    due_clear(&due);
    if (status < 0)
        agenda_clear(out);
    return status;
}

void agenda_clear(struct agenda *a)
{
    for (size_t p = 0; p < AGENDA_PARTS; p++) {
        for (size_t i = 0; i < a->parts[p].count; i++) {
            free(a->parts[p].items[i].name);
            free(a->parts[p].items[i].text);
        }
        free(a->parts[p].items);
    }
    free(a->name);
    free(a->last_steps);
    *a = (struct agenda){0};
}

void agenda_describe_last(struct buf *out, const struct agenda *a, struct date today)
{
    if (a->last[0] == '\0') {
        buf_add(out, "No earlier session is held here");
        return;
    }
    buf_add(out, "Last session ");
    date_describe(out, a->last_on, today);
}

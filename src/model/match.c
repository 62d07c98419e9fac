/* SPDX-License-Identifier: GPL-3.0-or-later
 * Gathering a client's wishes and everything open to look at, and putting the openings in order:
 * what breaks the fewest musts first, then what meets most of what is liked. That something is to
 * be had at once moves it nowhere. A setting profiled with another client tells of the place, never
 * of that client: its restricted answers, its journey and its fit are left out.
 */
#include "inwork/model/match.h"

#include <stdlib.h>
#include <string.h>

#include "inwork/base/buf.h"
#include "inwork/base/date.h"
#include "inwork/base/error.h"
#include "inwork/model/field.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"

static const char *const aspect_titles[MATCH_ASPECTS] = {
    "The work",     "People",           "Support and supervision", "Hours and leave",
    "Surroundings", "Contract and pay", "Getting there",           "Anything else",
};
static const struct {
    const char *name, *title;
} weights[] = {{"must", "Must"},
               {"would_like", "Would like"},
               {"would_rather_not", "Rather not"},
               {"avoid", "Avoid"},
               {"told", "Profile"}};
static const struct {
    const char *name, *title;
} fits[MATCH_FIT_COUNT] = {{"fits", "fits"},
                           {"fits_not", "does not fit"},
                           {"ask", "to ask"},
                           {"together", "look at together"}};

const char *match_aspect_title(enum match_aspect aspect)
{
    return aspect_titles[aspect];
}

const char *match_weight_name(enum match_weight weight)
{
    return weights[weight].name;
}

const char *match_weight_title(enum match_weight weight)
{
    return weights[weight].title;
}

const char *match_fit_name(enum match_fit fit)
{
    return fits[fit].name;
}

const char *match_fit_title(enum match_fit fit)
{
    return fits[fit].title;
}

/* By a name, the aspect it belongs to. */
struct place {
    const char *name;
    enum match_aspect aspect;
};

static enum match_aspect find_place(const struct place *places, size_t count, const char *name,
                                    enum match_aspect otherwise)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(places[i].name, name) == 0)
            return places[i].aspect;
    return otherwise;
}
#define FIND(places, name, otherwise)                                                              \
    find_place(places, sizeof(places) / sizeof(places)[0], name, otherwise)

enum match_aspect match_aspect_of(const char *preference_aspect)
{
    static const struct place places[] = {
        {"kind_of_work", MATCH_WORK},
        {"tasks", MATCH_WORK},
        {"hours", MATCH_SCHEDULE},
        {"place", MATCH_TRAVEL},
        {"surroundings", MATCH_SURROUNDINGS},
        {"people", MATCH_PEOPLE},
        {"supervision", MATCH_SUPERVISION},
        {"support", MATCH_SUPERVISION},
        {"pay", MATCH_MONEY},
        {"contract", MATCH_MONEY},
    };
    return FIND(places, preference_aspect, MATCH_REST);
}

/* Of job_setting.sections, and of the fields of a lead, which has no sections of this kind. */
static enum match_aspect aspect_of_field(const struct catalogue_field *f)
{
    static const struct place sections[] = {
        {"people", MATCH_PEOPLE},          {"supervision", MATCH_SUPERVISION},
        {"schedule", MATCH_SCHEDULE},      {"surroundings", MATCH_SURROUNDINGS},
        {"pressures", MATCH_SURROUNDINGS}, {"money", MATCH_MONEY},
        {"travel", MATCH_TRAVEL},          {"position", MATCH_WORK},
        {"opening", MATCH_WORK},
    };
    static const struct place fields[] = {
        {"hours_per_week", MATCH_SCHEDULE},
        {"working_pattern", MATCH_SCHEDULE},
        {"pay", MATCH_MONEY},
        {"pay_per", MATCH_MONEY},
        {"place", MATCH_TRAVEL},
        {"requirements", MATCH_WORK},
        {"tasks", MATCH_WORK},
        {"sector", MATCH_WORK},
        {"note", MATCH_REST},
    };
    return FIND(fields, f->name, FIND(sections, f->section, MATCH_ASPECTS));
}

/* ---- what the client wishes ---- */

struct wish {
    enum match_aspect aspect;
    enum match_weight weight;
    char from[ID_SIZE];
    char *wanted, *reason;
};

struct gathering {
    struct store *store;
    struct match *out;
    struct wish *wishes;
    size_t wish_count, wish_room;
    size_t option_room;
};

static void gathering_clear(struct gathering *g)
{
    for (size_t i = 0; i < g->wish_count; i++) {
        free(g->wishes[i].wanted);
        free(g->wishes[i].reason);
    }
    free(g->wishes);
}

static int add_wish(struct gathering *g, const struct wish *like, const char *wanted,
                    const char *reason, struct error *err)
{
    if (g->wish_count == g->wish_room) {
        size_t room = g->wish_room > 0 ? g->wish_room * 2 : 16;
        struct wish *grown = realloc(g->wishes, room * sizeof *grown);
        if (!grown)
            return error_memory(err);
        g->wishes = grown;
        g->wish_room = room;
    }
    struct wish *w = &g->wishes[g->wish_count++];
    *w = *like;
    w->wanted = strdup(wanted);
    w->reason = reason[0] ? strdup(reason) : NULL;
    return w->wanted && (w->reason || !reason[0]) ? 0 : error_memory(err);
}

static int take_preference(const struct record *r, void *payload, struct error *err)
{
    struct gathering *g = payload;
    struct wish w = {.aspect = match_aspect_of(record_text(r, "aspect")), .weight = MATCH_LIKE};
    const char *importance = record_text(r, "importance");
    for (size_t i = MATCH_MUST; i < MATCH_TOLD; i++)
        if (strcmp(weights[i].name, importance) == 0)
            w.weight = (enum match_weight)i;
    (void)snprintf(w.from, sizeof w.from, "%s", r->id);
    if (record_text(r, "wish")[0] == '\0')
        return 0;
    g->out->wishes++;
    return add_wish(g, &w, record_text(r, "wish"), record_text(r, "reason"), err);
}

/* Answers of the vocational profile that speak of a place to work. None of them is weighed: what
 * matters how much is said by preferences. */
static int take_profile(const struct record *r, void *payload, struct error *err)
{
    static const struct place answers[] = {
        {"type_of_work", MATCH_WORK},
        {"work_tasks", MATCH_WORK},
        {"support_needs", MATCH_SUPERVISION},
        {"hours_wanted", MATCH_SCHEDULE},
        {"work_environment", MATCH_SURROUNDINGS},
        {"pay_wanted", MATCH_MONEY},
        {"area_wanted", MATCH_TRAVEL},
        {"transport_available", MATCH_TRAVEL},
    };
    struct gathering *g = payload;
    int status = 0;
    for (size_t i = 0; status == 0 && i < sizeof answers / sizeof *answers; i++) {
        struct wish w = {.aspect = answers[i].aspect, .weight = MATCH_TOLD};
        const char *text = record_text(r, answers[i].name);
        (void)snprintf(w.from, sizeof w.from, "%s", r->id);
        if (text[0])
            status = add_wish(g, &w, text, "", err);
    }
    return status;
}

/* ---- what a setting says ---- */

struct facts {
    struct match_fact *items;
    size_t count;
    char **texts; /* owned, two a fact */
};

static void facts_clear(struct facts *f)
{
    for (size_t i = 0; i < 2 * f->count; i++)
        free(f->texts[i]);
    free(f->texts);
    free(f->items);
}

static int add_fact(struct facts *out, const struct catalogue_field *f, const struct value *v,
                    enum match_aspect aspect, struct error *err)
{
    struct buf value = BUF_ZERO, shown = BUF_ZERO;
    for (size_t i = 0; v->type == VALUE_LIST && i < v->count; i++)
        buf_printf(&value, "%s%s", i > 0 ? " " : "", v->items[i]);
    if (v->type == VALUE_TEXT)
        buf_add(&value, v->text);
    field_show(&shown, f, v);
    char **texts = &out->texts[2 * out->count];
    texts[0] = strdup(buf_text(&value));
    texts[1] = strdup(buf_text(&shown));
    out->items[out->count++] = (struct match_fact){f->name, f->label, texts[0], texts[1], aspect};
    buf_free(&value);
    buf_free(&shown);
    return texts[0] && texts[1] ? 0 : error_memory(err);
}

/* `theirs`: profiled with another client. */
static int read_facts(struct facts *out, const struct record *r, const struct catalogue_kind *kind,
                      bool theirs, struct error *err)
{
    out->items = calloc(kind->field_count + 1, sizeof *out->items);
    out->texts = calloc(2 * kind->field_count + 1, sizeof *out->texts);
    int status = out->items && out->texts ? 0 : error_memory(err);
    for (size_t i = 0; status == 0 && i < kind->field_count; i++) {
        const struct catalogue_field *f = &kind->fields[i];
        const struct record_field *held = record_field(r, f->name);
        enum match_aspect aspect = aspect_of_field(f);
        bool told = held && held->head_count == 1 && held->heads[0].value.type != VALUE_NULL &&
                    !(held->heads[0].value.type == VALUE_LIST && held->heads[0].value.count == 0);
        if (!told || aspect == MATCH_ASPECTS || f->type == FIELD_REFERENCE || f->sensitive ||
            f->type == FIELD_DATE || strcmp(f->name, "sources") == 0 ||
            strcmp(f->name, "source") == 0 || strcmp(f->name, "source_kind") == 0 ||
            (theirs && strcmp(f->section, "travel") == 0))
            continue;
        status = add_fact(out, f, &held->heads[0].value, aspect, err);
    }
    return status;
}

/* ---- openings ---- */

static int add_lines(struct match_option *o, const struct gathering *g, const struct facts *facts,
                     struct error *err)
{
    o->lines = calloc(g->wish_count + 1, sizeof *o->lines);
    int status = o->lines ? 0 : error_memory(err);
    for (int aspect = 0; status == 0 && aspect < MATCH_ASPECTS; aspect++)
        for (int weight = 0; status == 0 && weight <= MATCH_TOLD; weight++)
            for (size_t i = 0; status == 0 && i < g->wish_count; i++) {
                const struct wish *w = &g->wishes[i];
                if ((int)w->aspect != aspect || (int)w->weight != weight)
                    continue;
                struct match_line *l = &o->lines[o->line_count++];
                *l = (struct match_line){.aspect = w->aspect, .weight = w->weight};
                memcpy(l->from, w->from, sizeof l->from);
                l->wanted = strdup(w->wanted);
                l->reason = w->reason ? strdup(w->reason) : NULL;
                status = l->wanted && (l->reason || !w->reason)
                             ? match_judge(l, facts->items, facts->count, err)
                             : error_memory(err);
            }
    return status;
}

static int set_title(struct match_option *o, struct store *s, const struct record *r,
                     struct error *err)
{
    struct buf title = BUF_ZERO;
    struct record employer = {0};
    const char *job = record_text(r, "job_title");
    const char *at = record_text(r, "employer");
    if (at[0] && store_record(s, at, &employer, NULL) == 0)
        (void)snprintf(o->employer, sizeof o->employer, "%s", employer.id);
    buf_add(&title, job[0] ? job : r->title);
    if (employer.title && employer.title[0] && !strstr(buf_text(&title), employer.title))
        buf_printf(&title, "%s%s", title.len > 0 ? ", " : "", employer.title);
    if (title.len == 0)
        buf_add(&title, "(no name)");
    int status = buf_ok(&title, err);
    o->title = status == 0 ? strdup(buf_text(&title)) : NULL;
    if (status == 0 && !o->title)
        status = error_memory(err);
    buf_free(&title);
    record_clear(&employer);
    return status;
}

static int take_option(const struct record *r, void *payload, struct error *err)
{
    struct gathering *g = payload;
    struct match *m = g->out;
    const struct catalogue_kind *kind = catalogue_kind(store_catalogue(g->store), r->kind);
    const char *client = record_text(r, "client");
    struct facts facts = {0};
    if (m->count == g->option_room) {
        size_t room = g->option_room > 0 ? g->option_room * 2 : 16;
        struct match_option *grown = realloc(m->options, room * sizeof *grown);
        if (!grown)
            return error_memory(err);
        m->options = grown;
        g->option_room = room;
    }
    struct match_option *o = &m->options[m->count++];
    *o = (struct match_option){.kind = kind->name};
    memcpy(o->id, r->id, sizeof o->id);
    bool theirs = client[0] && strcmp(client, m->client) != 0;
    int status = set_title(o, g->store, r, err);
    if (status == 0)
        status = read_facts(&facts, r, kind, theirs, err);
    if (status == 0)
        status = add_lines(o, g, &facts, err);
    facts_clear(&facts);
    const char *closes = record_text(r, "closes_on");
    struct date day;
    if (status == 0 && date_parse(&day, closes)) {
        struct buf remark = BUF_ZERO;
        buf_add(&remark, "closes ");
        date_describe_day(&remark, day);
        o->remark = strdup(buf_text(&remark));
        buf_free(&remark);
    }
    return status;
}

/* What was decided about an opening with this client stands beside it, the newest last. */
static int take_decision(const struct record *r, void *payload, struct error *err)
{
    struct gathering *g = payload;
    const struct catalogue_kind *kind = catalogue_kind(store_catalogue(g->store), r->kind);
    const struct catalogue_field *f = catalogue_field(kind, "decision");
    const char *choice = record_text(r, "decision");
    const char *label = f ? field_choice_label(f, choice) : NULL;
    struct date day;
    if (choice[0] == '\0')
        return 0;
    for (size_t i = 0; i < g->out->count; i++) {
        struct match_option *o = &g->out->options[i];
        if (strcmp(record_text(r, "job_setting"), o->id) != 0 &&
            strcmp(record_text(r, "lead"), o->id) != 0)
            continue;
        struct buf remark = BUF_ZERO;
        buf_printf(&remark, "decided: %s", label ? label : choice);
        if (date_parse(&day, record_text(r, "decided_on"))) {
            buf_push(&remark, ' ');
            date_describe_day(&remark, day);
        }
        free(o->remark);
        o->remark = strdup(buf_text(&remark));
        buf_free(&remark);
        if (!o->remark)
            return error_memory(err);
    }
    return 0;
}

size_t match_count(const struct match_option *o, enum match_weight weight, enum match_fit fit)
{
    size_t n = 0;
    for (size_t i = 0; i < o->line_count; i++)
        n += o->lines[i].weight == weight && o->lines[i].fit == fit;
    return n;
}

static size_t broken(const struct match_option *o)
{
    return match_count(o, MATCH_MUST, MATCH_FITS_NOT) + match_count(o, MATCH_AVOID, MATCH_FITS_NOT);
}

static size_t liked(const struct match_option *o)
{
    return match_count(o, MATCH_LIKE, MATCH_FITS) + match_count(o, MATCH_RATHER_NOT, MATCH_FITS);
}

static size_t firm(const struct match_option *o)
{
    return match_count(o, MATCH_MUST, MATCH_FITS) + match_count(o, MATCH_AVOID, MATCH_FITS);
}

static int by_fit(const void *a, const void *b)
{
    const struct match_option *x = a, *y = b;
    if (broken(x) != broken(y))
        return broken(x) < broken(y) ? -1 : 1;
    if (liked(x) != liked(y))
        return liked(x) > liked(y) ? -1 : 1;
    if (firm(x) != firm(y))
        return firm(x) > firm(y) ? -1 : 1;
    int named = strcmp(x->title, y->title);
    return named != 0 ? named : strcmp(x->id, y->id);
}

/* ---- the whole ---- */

static int need_client(struct match *out, struct store *s, const char *client, struct error *err)
{
    struct record r = {0};
    int status = store_record(s, client, &r, err);
    if (status == 0 && strcmp(r.kind, "client") != 0)
        status = error_set(err, STATUS_DATA, "“%s” is not a client", r.title);
    if (status == 0) {
        memcpy(out->client, r.id, sizeof out->client);
        out->name = strdup(r.title);
        status = out->name ? 0 : error_memory(err);
    }
    record_clear(&r);
    return status;
}

static int list(struct gathering *g, const char *kind, const struct list_filter *filter,
                record_fn row, struct error *err)
{
    const struct list_request request = {
        .kind = kind, .filters = filter, .filter_count = filter ? 1 : 0};
    return store_list(g->store, &request, row, g, err);
}

static int read_options(struct gathering *g, const char *option, struct error *err)
{
    /* noted in passing, and not said yet how it stands, it is open too */
    static const struct list_filter open[] = {
        {"state", "open"}, {"state", "followed"}, {"state", ""}};
    if (!option) {
        int status = 0;
        for (size_t i = 0; status >= 0 && i < sizeof open / sizeof *open; i++)
            status = list(g, "lead", &open[i], take_option, err);
        return status < 0 ? status : list(g, "job_setting", NULL, take_option, err);
    }
    struct record r = {0};
    int status = store_record(g->store, option, &r, err);
    if (status == 0 && strcmp(r.kind, "lead") != 0 && strcmp(r.kind, "job_setting") != 0)
        status = error_set(err, STATUS_DATA, "“%s” is neither a lead nor a job setting", r.title);
    if (status == 0)
        status = take_option(&r, g, err);
    record_clear(&r);
    return status;
}

int match_read(struct match *out, struct store *s, const char *client, const char *option,
               struct error *err)
{
    struct gathering g = {.store = s, .out = out};
    *out = (struct match){0};
    int status = need_client(out, s, client, err);
    const struct list_filter own = {"client", out->client};
    if (status == 0)
        status = list(&g, "preference", &own, take_preference, err);
    if (status == 0)
        status = list(&g, "vocational_profile", &own, take_profile, err);
    if (status == 0)
        status = read_options(&g, option, err);
    if (status == 0)
        status = list(&g, "match_decision", &own, take_decision, err);
    if (status == 0 && out->count > 1)
        qsort(out->options, out->count, sizeof *out->options, by_fit);
    gathering_clear(&g);
    if (status < 0)
        match_clear(out);
    return status;
}

void match_clear(struct match *m)
{
    for (size_t i = 0; i < m->count; i++) {
        struct match_option *o = &m->options[i];
        for (size_t k = 0; k < o->line_count; k++) {
            free(o->lines[k].wanted);
            free(o->lines[k].reason);
            free(o->lines[k].found);
            free(o->lines[k].why);
            free(o->lines[k].ask);
        }
        free(o->lines);
        free(o->title);
        free(o->remark);
    }
    free(m->options);
    free(m->name);
    *m = (struct match){0};
}

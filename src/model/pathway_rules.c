/* SPDX-License-Identifier: GPL-3.0-or-later
 * The rules of the pathway: what each record shows about how far the work has come, and what all of
 * it together comes to. Knows nothing of the store.
 */
#include <stdlib.h>
#include <string.h>

#include "inwork/base/error.h"
#include "pathway_int.h"

static const char *text_of(const struct fact *f, const char *field)
{
    for (size_t i = 0; i < f->count; i++)
        if (strcmp(f->answer[i].field, field) == 0)
            return f->answer[i].value;
    return "";
}

static struct date date_of(const struct fact *f, const char *field)
{
    struct date d = {0};
    return date_parse(&d, text_of(f, field)) ? d : (struct date){0};
}

static struct date written(const struct fact *f)
{
    struct date d = {0};
    return date_parse(&d, f->written) ? d : (struct date){0};
}

static bool known(struct date d)
{
    return d.year != 0;
}

/* The answer, or where there is none the day the record was written. */
static struct date date_or_written(const struct fact *f, const char *field)
{
    struct date d = date_of(f, field);
    return known(d) ? d : written(f);
}

static bool by_today(const struct gather *g, struct date d)
{
    return known(d) && date_compare(d, g->today) <= 0;
}

static bool is(const struct fact *f, const char *field, const char *value)
{
    return strcmp(text_of(f, field), value) == 0;
}

static void copy(char *out, size_t size, const char *text)
{
    size_t n = strlen(text);
    if (n >= size)
        n = 0; /* no id and no kind is that long */
    memcpy(out, text, n);
    out[n] = '\0';
}

/* Room for one more of `size` bytes. */
static void *grow(void *items, size_t count, size_t *room, size_t size)
{
    if (count < *room)
        return items;
    size_t more = *room > 0 ? *room * 2 : 16;
    void *bigger = realloc(items, more * size);
    if (bigger)
        *room = more;
    return bigger;
}

static int add_mark(struct gather *g, const struct fact *f, enum pathway_stage stage,
                    struct date on, struct error *err)
{
    if (!by_today(g, on))
        return 0;
    void *items = grow(g->marks, g->mark_count, &g->mark_room, sizeof *g->marks);
    if (!items)
        return error_memory(err);
    g->marks = items;
    struct mark *m = &g->marks[g->mark_count++];
    *m = (struct mark){.stage = stage, .on = on};
    copy(m->id, sizeof m->id, f->id);
    copy(m->kind, sizeof m->kind, f->kind);
    return 0;
}

static void began(struct gather *g, struct date on)
{
    if (by_today(g, on) && (!known(g->began) || date_compare(on, g->began) > 0))
        g->began = on;
}

static void ended(struct gather *g, struct date on)
{
    if (by_today(g, on) && (!known(g->left_on) || date_compare(on, g->left_on) > 0))
        g->left_on = on;
}

static void spoke(struct gather *g, struct pathway *p, const struct fact *f, const char *field)
{
    struct date on = date_of(f, field);
    const char *with = text_of(f, "with_whom");
    if (!by_today(g, on) || (with[0] != '\0' && strcmp(with, "[]") != 0 && !strstr(with, "client")))
        return;
    if (!known(p->last_contact) || date_compare(on, p->last_contact) >= 0) {
        p->last_contact = on;
        copy(p->last_contact_by, sizeof p->last_contact_by, f->id);
    }
}

static void ahead(const struct gather *g, struct pathway *p, const struct fact *f, struct date on)
{
    if (!known(on) || date_compare(on, g->today) < 0 ||
        (known(p->next) && date_compare(on, p->next) >= 0))
        return;
    p->next = on;
    copy(p->next_by, sizeof p->next_by, f->id);
    copy(p->next_kind, sizeof p->next_kind, f->kind);
}

static int keep_text(char **out, const char *text, struct error *err)
{
    free(*out);
    *out = text[0] != '\0' ? strdup(text) : NULL;
    return text[0] == '\0' || *out ? 0 : error_memory(err);
}

static int take_client(struct gather *g, struct pathway *p, const struct fact *f, struct error *err)
{
    (void)p;
    for (size_t i = 0; i < f->count; i++)
        if (strcmp(f->answer[i].field, "stage") == 0) {
            copy(g->old_stage, sizeof g->old_stage, f->answer[i].value);
            (void)date_parse(&g->old_stage_on, f->answer[i].written);
        }
    g->old_pause_review = date_of(f, "pause_review_on");
    began(g, date_of(f, "referred_on"));
    began(g, date_of(f, "accepted_on"));
    ended(g, date_of(f, "left_on"));
    struct date on = date_of(f, "referred_on");
    int status = keep_text(&g->old_pause_reason, text_of(f, "pause_reason"), err);
    if (status == 0)
        status = add_mark(g, f, PATHWAY_REFERRED, known(on) ? on : written(f), err);
    if (status == 0)
        status = add_mark(g, f, PATHWAY_ENGAGED, date_of(f, "first_met_on"), err);
    if (status == 0)
        status = add_mark(g, f, PATHWAY_SEARCH, date_of(f, "first_employer_contact_on"), err);
    return status;
}

static int take_referral(struct gather *g, struct pathway *p, const struct fact *f,
                         struct error *err)
{
    (void)p;
    struct date on = date_or_written(f, "received_on");
    began(g, on);
    int status = add_mark(g, f, PATHWAY_REFERRED, on, err);
    return status < 0 ? status : add_mark(g, f, PATHWAY_ENGAGED, date_of(f, "first_met_on"), err);
}

static int take_episode(struct gather *g, struct pathway *p, const struct fact *f,
                        struct error *err)
{
    (void)p;
    struct date end = date_of(f, "ended_on");
    /* Only its end was written: it began on some day before, and not when that was written down. */
    struct date on = known(end) ? date_of(f, "started_on") : date_or_written(f, "started_on");
    began(g, on);
    ended(g, end);
    g->open_episode |= !by_today(g, end);
    return add_mark(g, f, PATHWAY_REFERRED, on, err);
}

static int take_stage(struct gather *g, struct pathway *p, const struct fact *f, struct error *err)
{
    struct date on = date_or_written(f, "set_on");
    enum pathway_stage stage;
    if (!by_today(g, on) || !pathway_stage_parse(&stage, text_of(f, "stage")) ||
        (p->set && date_compare(on, p->set_on) < 0))
        return 0;
    p->set = true;
    p->set_to = stage;
    p->set_on = on;
    copy(p->set_by, sizeof p->set_by, f->id);
    return keep_text(&p->set_reason, text_of(f, "reason"), err);
}

static int take_pause(struct gather *g, struct pathway *p, const struct fact *f, struct error *err)
{
    struct date on = date_or_written(f, "decided_on");
    g->any_pause = true;
    if (!by_today(g, on) || by_today(g, date_of(f, "resumed_on")))
        return 0;
    if (is(f, "pause_kind", "slow_down")) {
        p->slowed = true;
        return 0;
    }
    if (p->paused && date_compare(on, p->paused_on) < 0)
        return 0;
    p->paused = true;
    p->paused_on = on;
    p->pause_review_on = date_of(f, "review_on");
    copy(p->pause, sizeof p->pause, f->id);
    ahead(g, p, f, p->pause_review_on);
    return keep_text(&p->pause_reason, text_of(f, "reason"), err);
}

static int take_note(struct gather *g, struct pathway *p, const struct fact *f, struct error *err)
{
    if (!is(f, "kind_of_contact", "not_reached") && !is(f, "kind_of_contact", "missed"))
        spoke(g, p, f, "date");
    ahead(g, p, f, date_of(f, "next_meeting_on"));
    ahead(g, p, f, date_of(f, "next_step_on"));
    const char *with = text_of(f, "with_whom");
    /* nobody said how: as the clocks of Today do, a meeting */
    bool met = (is(f, "kind_of_contact", "face_to_face") || is(f, "kind_of_contact", "")) &&
               (with[0] == '\0' || strcmp(with, "[]") == 0 || strstr(with, "client"));
    return met ? add_mark(g, f, PATHWAY_ENGAGED, date_of(f, "date"), err) : 0;
}

static int take_appointment(struct gather *g, struct pathway *p, const struct fact *f,
                            struct error *err)
{
    (void)err;
    if (is(f, "state", "kept"))
        spoke(g, p, f, "date");
    else if (is(f, "state", "planned") || is(f, "state", ""))
        ahead(g, p, f, date_of(f, "date"));
    return 0;
}

static int take_profile(struct gather *g, struct pathway *p, const struct fact *f,
                        struct error *err)
{
    (void)p;
    int status = add_mark(g, f, PATHWAY_PROFILE, date_or_written(f, "started_on"), err);
    return status < 0 ? status : add_mark(g, f, PATHWAY_PROFILE, date_of(f, "reviewed_on"), err);
}

static int take_plan(struct gather *g, struct pathway *p, const struct fact *f, struct error *err)
{
    ahead(g, p, f, date_of(f, "review_on"));
    return add_mark(g, f, PATHWAY_PLAN, date_or_written(f, "made_on"), err);
}

static int take_review(struct gather *g, struct pathway *p, const struct fact *f, struct error *err)
{
    ahead(g, p, f, date_of(f, "next_review_on"));
    return add_mark(g, f, PATHWAY_PLAN, date_of(f, "reviewed_on"), err);
}

static int take_step(struct gather *g, struct pathway *p, const struct fact *f, struct error *err)
{
    (void)err;
    struct date by = date_of(f, "by_when");
    if (known(date_of(f, "done_on")) || is(f, "state", "done") || is(f, "state", "dropped"))
        return 0;
    p->steps_open++;
    p->steps_past += known(by) && date_compare(by, g->today) < 0;
    ahead(g, p, f, by);
    return 0;
}

static int take_agreement(struct gather *g, struct pathway *p, const struct fact *f,
                          struct error *err)
{
    (void)p;
    return add_mark(g, f, PATHWAY_SEARCH, date_or_written(f, "agreed_on"), err);
}

static int take_employer(struct gather *g, struct pathway *p, const struct fact *f,
                         struct error *err)
{
    (void)p;
    return add_mark(g, f, PATHWAY_SEARCH, date_or_written(f, "date"), err);
}

static int take_application(struct gather *g, struct pathway *p, const struct fact *f,
                            struct error *err)
{
    (void)p;
    return add_mark(g, f, PATHWAY_SEARCH, date_or_written(f, "sent_on"), err);
}

static int take_interview(struct gather *g, struct pathway *p, const struct fact *f,
                          struct error *err)
{
    struct date on = date_of(f, "held_on");
    ahead(g, p, f, on);
    return add_mark(g, f, PATHWAY_SEARCH, by_today(g, on) ? on : written(f), err);
}

static int take_match(struct gather *g, struct pathway *p, const struct fact *f, struct error *err)
{
    (void)p;
    if (!is(f, "decision", "approach"))
        return 0;
    struct date on = date_of(f, "decided_on");
    return add_mark(g, f, PATHWAY_SEARCH, known(on) ? on : date_or_written(f, "approach_made_on"),
                    err);
}

/* A course is no stage of its own; its first day is one to know of. */
static int take_study(struct gather *g, struct pathway *p, const struct fact *f, struct error *err)
{
    (void)err;
    if (!known(date_of(f, "started_on")) && !known(date_of(f, "ended_on")))
        ahead(g, p, f, date_of(f, "planned_start_on"));
    return 0;
}

static int take_advice(struct gather *g, struct pathway *p, const struct fact *f, struct error *err)
{
    (void)err;
    if (!known(date_of(f, "attended_on")) && !known(date_of(f, "closed_on")))
        ahead(g, p, f, date_of(f, "appointment_on"));
    return 0;
}

static int take_job(struct gather *g, struct pathway *p, const struct fact *f, struct error *err)
{
    struct date on = date_of(f, "started_on");
    if (!known(on))
        ahead(g, p, f, date_of(f, "planned_start_on"));
    if (!by_today(g, on) || is(f, "job_kind", "voluntary") || is(f, "job_kind", "work_trial"))
        return 0;
    void *items = grow(g->jobs, g->job_count, &g->job_room, sizeof *g->jobs);
    if (!items)
        return error_memory(err);
    g->jobs = items;
    struct held_job *j = &g->jobs[g->job_count++];
    *j = (struct held_job){.started = on, .ended = date_of(f, "ended_on")};
    copy(j->id, sizeof j->id, f->id);
    return 0;
}

static int take_check_in(struct gather *g, struct pathway *p, const struct fact *f,
                         struct error *err)
{
    (void)err;
    spoke(g, p, f, "checked_on");
    ahead(g, p, f, date_of(f, "next_on"));
    return 0;
}

static int take_return(struct gather *g, struct pathway *p, const struct fact *f, struct error *err)
{
    (void)err;
    if (!known(date_of(f, "closed_on"))) {
        ahead(g, p, f, date_of(f, "return_on"));
        ahead(g, p, f, date_of(f, "review_on"));
    }
    return 0;
}

static int take_support(struct gather *g, struct pathway *p, const struct fact *f,
                        struct error *err)
{
    static const char *const low[] = {"monthly", "on_request", "none_now"};
    struct date on = {0};
    bool is_low = false;
    ahead(g, p, f, date_of(f, "review_on"));
    for (size_t i = 0; i < sizeof low / sizeof low[0]; i++)
        is_low |= is(f, "intensity", low[i]);
    for (size_t i = 0; i < f->count; i++)
        if (strcmp(f->answer[i].field, "intensity") == 0)
            (void)date_parse(&on, f->answer[i].written);
    if (!is_low)
        return 0;
    void *items = grow(g->low, g->low_count, &g->low_room, sizeof *g->low);
    if (!items)
        return error_memory(err);
    g->low = items;
    struct low_support *l = &g->low[g->low_count++];
    *l = (struct low_support){.on = on};
    copy(l->id, sizeof l->id, f->id);
    copy(l->job, sizeof l->job, text_of(f, "job"));
    return 0;
}

static const struct {
    const char *kind;
    int (*take)(struct gather *g, struct pathway *p, const struct fact *f, struct error *err);
} takers[] = {
    {"client", take_client},
    {"referral", take_referral},
    {"episode", take_episode},
    {"stage_change", take_stage},
    {"pause", take_pause},
    {"note", take_note},
    {"appointment", take_appointment},
    {"vocational_profile", take_profile},
    {"employment_plan", take_plan},
    {"plan_review", take_review},
    {"plan_step", take_step},
    {"search_agreement", take_agreement},
    {"employer_contact_for", take_employer},
    {"application", take_application},
    {"interview", take_interview},
    {"match_decision", take_match},
    {"job", take_job},
    {"job_check_in", take_check_in},
    {"return_to_work_plan", take_return},
    {"support_plan", take_support},
    {"education", take_study},
    {"benefits_advice", take_advice},
};

int gather_take(struct gather *g, struct pathway *p, const struct fact *fact, struct error *err)
{
    for (size_t i = 0; i < sizeof takers / sizeof takers[0]; i++)
        if (strcmp(takers[i].kind, fact->kind) == 0)
            return takers[i].take(g, p, fact, err);
    return 0;
}

/* What the client's own `stage` said before stages were records: a stage set by hand on the day it
 * was written, a pause, or having left. Records made since say more. */
static void settle_old_answer(struct gather *g, struct pathway *p)
{
    static const struct {
        const char *old;
        enum pathway_stage stage;
    } stages[] = {
        {"referred", PATHWAY_REFERRED}, {"getting_to_know", PATHWAY_ENGAGED},
        {"profile", PATHWAY_PROFILE},   {"searching", PATHWAY_SEARCH},
        {"in_work", PATHWAY_IN_WORK},   {"stepping_down", PATHWAY_STEPPING_DOWN},
    };
    if (strcmp(g->old_stage, "paused") == 0 && !g->any_pause) {
        p->paused = true;
        p->paused_on = g->old_stage_on;
        p->pause_review_on = g->old_pause_review;
        p->pause_reason = g->old_pause_reason;
        g->old_pause_reason = NULL;
    }
    if (strcmp(g->old_stage, "left") == 0 && !known(g->left_on))
        ended(g, g->old_stage_on);
    for (size_t i = 0; i < sizeof stages / sizeof stages[0] && !p->set; i++)
        if (strcmp(g->old_stage, stages[i].old) == 0) {
            p->set = true;
            p->set_to = stages[i].stage;
            p->set_on = g->old_stage_on;
        }
}

/* Left, and perhaps come back. Nothing before the return counts for the stage then, except a job
 * that is still held. */
static struct date settle_leaving(const struct gather *g, struct pathway *p)
{
    p->left_on = g->left_on;
    if (!known(g->left_on))
        return (struct date){0};
    if (known(g->began) && date_compare(g->began, g->left_on) > 0) {
        p->came_back_on = g->began;
        return g->began;
    }
    p->left = !g->open_episode;
    return (struct date){0};
}

static void settle_work(const struct gather *g, struct pathway *p, struct date *last_end)
{
    const struct held_job *held = NULL;
    for (size_t i = 0; i < g->job_count; i++) {
        const struct held_job *j = &g->jobs[i];
        if (by_today(g, j->ended)) {
            if (!known(*last_end) || date_compare(j->ended, *last_end) > 0)
                *last_end = j->ended;
        } else if (!held || date_compare(j->started, held->started) < 0) {
            held = j;
        }
    }
    if (!held)
        return;
    p->recorded = PATHWAY_IN_WORK;
    p->recorded_since = held->started;
    copy(p->recorded_by, sizeof p->recorded_by, held->id);
    copy(p->recorded_kind, sizeof p->recorded_kind, "job");
    for (size_t i = 0; i < g->low_count; i++) {
        const struct low_support *l = &g->low[i];
        bool ours = l->job[0] == '\0';
        for (size_t n = 0; n < g->job_count && !ours; n++)
            ours = strcmp(g->jobs[n].id, l->job) == 0 && !by_today(g, g->jobs[n].ended);
        if (!ours)
            continue;
        p->recorded = PATHWAY_STEPPING_DOWN;
        p->recorded_since = date_compare(l->on, held->started) > 0 ? l->on : held->started;
        copy(p->recorded_by, sizeof p->recorded_by, l->id);
        copy(p->recorded_kind, sizeof p->recorded_kind, "support_plan");
    }
}

static void settle_marks(const struct gather *g, struct pathway *p, struct date from,
                         struct date last_end)
{
    const struct mark *best = NULL;
    for (size_t i = 0; i < g->mark_count; i++) {
        const struct mark *m = &g->marks[i];
        if (known(from) && date_compare(m->on, from) < 0)
            continue;
        if (!best || m->stage > best->stage ||
            (m->stage == best->stage && date_compare(m->on, best->on) < 0))
            best = m;
    }
    if (!best)
        return;
    p->recorded = best->stage;
    /* after a job has ended, the search goes on from that day */
    bool after = known(last_end) && date_compare(last_end, best->on) > 0 &&
                 (!known(from) || date_compare(last_end, from) >= 0);
    p->recorded_since = after ? last_end : best->on;
    copy(p->recorded_by, sizeof p->recorded_by, best->id);
    copy(p->recorded_kind, sizeof p->recorded_kind, best->kind);
}

int gather_settle(struct gather *g, struct pathway *p, struct error *err)
{
    (void)err;
    struct date last_end = {0};
    settle_old_answer(g, p);
    struct date from = settle_leaving(g, p);
    settle_work(g, p, &last_end);
    if (p->recorded < PATHWAY_IN_WORK)
        settle_marks(g, p, from, last_end);
    if (p->set && known(from) && date_compare(p->set_on, from) < 0)
        p->set = false; /* that was before they came back */
    p->stage = p->recorded;
    p->since = p->recorded_since;
    if (p->set && (!known(p->recorded_since) || date_compare(p->set_on, p->recorded_since) >= 0)) {
        p->by_hand = true;
        p->stage = p->set_to;
        p->since = p->set_on;
    }
    if (p->left)
        p->paused = p->slowed = false;
    return 0;
}

void gather_clear(struct gather *g)
{
    free(g->marks);
    free(g->jobs);
    free(g->low);
    free(g->old_pause_reason);
    *g = (struct gather){0};
}

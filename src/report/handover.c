/* SPDX-License-Identifier: GPL-3.0-or-later
 * The sections of the hand-over sheet, each from the records that answer its question.
 */
#include "inwork/report/handover.h"

#include <stdlib.h>
#include <string.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/model/disclosure.h"
#include "inwork/model/field.h"
#include "inwork/model/intensity.h"
#include "inwork/model/part.h"
#include "inwork/model/pathway.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"

#define TRIED_MOST 8 /* of each kind: what was tried last tells most */
#define NOTES_MOST 3

struct sheet {
    struct store *store;
    const char *client;
    struct date today;
    char now[DATE_SIZE];
    bool restricted;
    handover_fn line;
    void *payload;
    size_t said; /* lines since the last heading */
    bool held;   /* something was held back since then */
};

static int say(struct sheet *h, enum handover_type type, const char *text, bool restricted,
               struct error *err)
{
    struct handover_line line = {type, text, restricted};
    h->said += type == HANDOVER_LINE;
    return h->line(&line, h->payload, err);
}

static int heading(struct sheet *h, const char *text, struct error *err)
{
    h->said = 0;
    h->held = false;
    return say(h, HANDOVER_HEADING, text, false, err);
}

/* Nothing under a heading is an answer too: it must not look forgotten. */
static int or_nothing(struct sheet *h, const char *text, struct error *err)
{
    if (h->said > 0)
        return 0;
    return say(h, HANDOVER_LINE, h->held ? "Left out here: it is restricted." : text, false, err);
}

static void one_line(struct buf *out, const char *text)
{
    for (; *text != '\0'; text++)
        buf_push(out, *text == '\n' || *text == '\t' ? ' ' : *text);
}

/* "Label: answer" of a record, when there is one. */
static int answer(struct sheet *h, const struct record *r, const char *field, const char *label,
                  struct error *err)
{
    const struct catalogue_kind *k = catalogue_kind(store_catalogue(h->store), r->kind);
    const struct catalogue_field *f = k ? catalogue_field(k, field) : NULL;
    const struct record_field *a = record_field(r, field);
    if (!f || !a || a->head_count == 0 || a->heads[0].value.type == VALUE_NULL)
        return 0;
    bool restricted = field_is_restricted(k, f);
    if (restricted && !h->restricted) {
        h->held = true;
        return 0;
    }
    struct buf value = BUF_ZERO;
    struct buf text = BUF_ZERO;
    struct record target = {0};
    for (size_t i = 0; i < a->head_count; i++) {
        const struct value *v = &a->heads[i].value;
        buf_add(&value, i > 0 ? " / " : "");
        if (f->type == FIELD_REFERENCE && v->type == VALUE_TEXT) {
            bool held = store_record(h->store, v->text, &target, NULL) == 0;
            buf_add(&value, held ? target.title : "not held here");
            record_clear(&target);
        } else {
            field_show(&value, f, v);
        }
    }
    buf_printf(&text, "%s: ", label ? label : f->label);
    one_line(&text, buf_text(&value));
    int status = buf_ok(&text, err);
    if (status == 0 && value.len > 0)
        status = say(h, HANDOVER_LINE, buf_text(&text), restricted, err);
    buf_free(&value);
    buf_free(&text);
    return status;
}

static int answers(struct sheet *h, const struct record *r, const char *const *fields,
                   struct error *err)
{
    int status = 0;
    for (; status == 0 && *fields; fields++)
        status = answer(h, r, *fields, NULL, err);
    return status;
}

/* A record as a line; marked when a restricted answer is in it. */
static int part(struct sheet *h, const struct record *r, const char *before, const char *after,
                struct error *err)
{
    struct buf open = BUF_ZERO;
    struct buf all = BUF_ZERO;
    part_describe(&open, h->store, r, false);
    part_describe(&all, h->store, r, true);
    bool differ = strcmp(buf_text(&open), buf_text(&all)) != 0;
    struct buf text = BUF_ZERO;
    buf_printf(&text, "%s%s%s", before, buf_text(h->restricted ? &all : &open), after);
    int status = buf_ok(&text, err);
    if (differ && !h->restricted)
        h->held = true;
    if (status == 0)
        status = say(h, HANDOVER_LINE, buf_text(&text), differ && h->restricted, err);
    buf_free(&open);
    buf_free(&all);
    buf_free(&text);
    return status;
}

/* The client's records of a kind. */
struct parts {
    struct sheet *sheet;
    bool (*wanted)(const struct sheet *h, const struct record *r); /* NULL: all */
    int (*tell)(struct sheet *h, const struct record *r, struct error *err);
    size_t most, told; /* 0: no limit */
};

static int take_part(const struct record *r, void *payload, struct error *err)
{
    struct parts *p = payload;
    if ((p->wanted && !p->wanted(p->sheet, r)) || (p->most > 0 && p->told >= p->most))
        return 0;
    p->told++;
    return p->tell(p->sheet, r, err);
}

static int each_of(struct sheet *h, const char *kind, const char *by, const char *parent,
                   const char *sort, struct parts *p, struct error *err)
{
    struct list_filter filter = {.field = by, .value = parent};
    struct list_request request = {
        .kind = kind, .filters = &filter, .filter_count = 1, .sort = sort};
    p->sheet = h;
    int status = store_list(h->store, &request, take_part, p, err);
    return status == -STATUS_NO ? 0 : status;
}

static int tell(struct sheet *h, const struct record *r, struct error *err)
{
    return part(h, r, "", "", err);
}

static int parts(struct sheet *h, const char *kind, const char *sort,
                 bool (*wanted)(const struct sheet *h, const struct record *r), size_t most,
                 struct error *err)
{
    struct parts p = {.wanted = wanted, .tell = tell, .most = most};
    return each_of(h, kind, "client", h->client, sort, &p, err);
}

static bool empty(const struct record *r, const char *field)
{
    return record_text(r, field)[0] == '\0';
}

/* A day that has come; days compare as texts. */
static bool past(const struct sheet *h, const struct record *r, const char *field)
{
    return !empty(r, field) && strcmp(record_text(r, field), h->now) <= 0;
}

static bool ahead(const struct sheet *h, const struct record *r, const char *field)
{
    return strcmp(record_text(r, field), h->now) >= 0;
}

static bool is(const struct record *r, const char *field, const char *value)
{
    return strcmp(record_text(r, field), value) == 0;
}

static bool still_there(const struct sheet *h, const struct record *r)
{
    return !past(h, r, "until_on");
}

static bool open_goal(const struct sheet *h, const struct record *r)
{
    (void)h;
    return empty(r, "reached_on") && empty(r, "dropped_on");
}

static bool open_step(const struct sheet *h, const struct record *r)
{
    (void)h;
    return empty(r, "done_on") && !is(r, "state", "done") && !is(r, "state", "dropped");
}

static bool tried_step(const struct sheet *h, const struct record *r)
{
    return !open_step(h, r) && !empty(r, "result");
}

static bool planned(const struct sheet *h, const struct record *r)
{
    return ahead(h, r, "date") && (empty(r, "state") || is(r, "state", "planned"));
}

static bool interview_ahead(const struct sheet *h, const struct record *r)
{
    return ahead(h, r, "held_on");
}

static bool meeting_ahead(const struct sheet *h, const struct record *r)
{
    return ahead(h, r, "next_meeting_on");
}

static bool step_ahead(const struct sheet *h, const struct record *r)
{
    return !empty(r, "next_step") && (empty(r, "next_step_on") || ahead(h, r, "next_step_on"));
}

static bool job_held(const struct sheet *h, const struct record *r)
{
    return !past(h, r, "ended_on");
}

static bool job_over(const struct sheet *h, const struct record *r)
{
    return past(h, r, "ended_on");
}

static bool support_goes_on(const struct sheet *h, const struct record *r)
{
    return !past(h, r, "ends_on") && !is(r, "state", "ended") && !is(r, "state", "replaced");
}

static bool adjustment_open(const struct sheet *h, const struct record *r)
{
    (void)h;
    return !is(r, "outcome", "ended");
}

static bool concern_open(const struct sheet *h, const struct record *r)
{
    return !past(h, r, "closed_on");
}

static bool still_paused(const struct sheet *h, const struct record *r)
{
    return !past(h, r, "resumed_on");
}

static bool heard_back(const struct sheet *h, const struct record *r)
{
    (void)h;
    return !empty(r, "outcome") && !is(r, "outcome", "waiting");
}

static bool has_result(const struct sheet *h, const struct record *r)
{
    (void)h;
    return !empty(r, "result");
}

static int who(struct sheet *h, const struct record *client, struct error *err)
{
    static const char *const fields[] = {
        "preferred_name", "pronouns",         "employment_specialist",  "covering_specialist",
        "clinical_team",  "care_coordinator", "care_coordinator_phone", NULL};
    struct pathway p;
    struct buf text = BUF_ZERO;
    int status = heading(h, "Who", err);
    if (status == 0)
        status = answers(h, client, fields, err);
    if (status == 0)
        status = pathway_read(&p, h->store, h->client, h->today, err);
    if (status < 0)
        return status;
    buf_add(&text, "Stage: ");
    pathway_describe(&text, &p, h->today);
    buf_add(&text, ". ");
    pathway_describe_contact(&text, &p, h->today);
    pathway_clear(&p);
    status = buf_ok(&text, err);
    if (status == 0)
        status = say(h, HANDOVER_LINE, buf_text(&text), false, err);
    buf_free(&text);
    if (status == 0)
        status = parts(h, "pause", "-decided_on", still_paused, 1, err);
    if (status == 0)
        status = parts(h, "care_contact", NULL, still_there, 0, err);
    return status < 0 ? status : parts(h, "supporter", NULL, NULL, 0, err);
}

static int reaching(struct sheet *h, const struct record *client, struct error *err)
{
    static const char *const reach[] = {"phone",
                                        "other_phone",
                                        "email",
                                        "best_way_to_reach",
                                        "messages_allowed",
                                        "meeting_places",
                                        "address",
                                        "emergency_contact",
                                        "visiting_arrangements",
                                        NULL};
    static const char *const talk[] = {"language",        "interpreter",     "communication_needs",
                                       "preferred_words", "access_barriers", NULL};
    int status = heading(h, "How to reach them", err);
    if (status == 0)
        status = answers(h, client, reach, err);
    if (status == 0)
        status = or_nothing(h, "Nothing is written about that.", err);
    if (status == 0)
        status = heading(h, "What makes talking and reading easier", err);
    if (status == 0)
        status = answers(h, client, talk, err);
    return status < 0 ? status : or_nothing(h, "Nothing was asked for yet: ask.", err);
}

static int tell_strengths(struct sheet *h, const struct record *r, struct error *err)
{
    static const char *const fields[] = {"strengths", "resources", "gone_well", NULL};
    return answers(h, r, fields, err);
}

static int tell_profile_goals(struct sheet *h, const struct record *r, struct error *err)
{
    static const char *const fields[] = {"short_term_goal", "long_term_goal", "type_of_work", NULL};
    return answers(h, r, fields, err);
}

static int tell_plan_goals(struct sheet *h, const struct record *r, struct error *err)
{
    static const char *const fields[] = {"short_term_goal",
                                         "long_term_goal",
                                         "contact_agreed",
                                         "treatment_goals",
                                         "what_else",
                                         "review_on",
                                         NULL};
    return answers(h, r, fields, err);
}

static bool is_must(const struct sheet *h, const struct record *r)
{
    (void)h;
    return is(r, "importance", "must") || is(r, "importance", "avoid");
}

static int direction(struct sheet *h, const struct record *client, struct error *err)
{
    struct parts strengths = {.tell = tell_strengths, .most = 1};
    struct parts profile = {.tell = tell_profile_goals, .most = 1};
    struct parts plan = {.tell = tell_plan_goals, .most = 1};
    int status = heading(h, "Strengths", err);
    if (status == 0)
        status = answer(h, client, "strengths_summary", "In short", err);
    if (status == 0)
        status =
            each_of(h, "vocational_profile", "client", h->client, "-started_on", &strengths, err);
    if (status == 0)
        status = or_nothing(h, "Not written yet: begin there.", err);
    if (status == 0)
        status = heading(h, "Goals, in their own words", err);
    if (status == 0)
        status = parts(h, "goal", "-set_on", open_goal, 0, err);
    if (status == 0)
        status = each_of(h, "employment_plan", "client", h->client, "-made_on", &plan, err);
    if (status == 0 && plan.told == 0)
        status =
            each_of(h, "vocational_profile", "client", h->client, "-started_on", &profile, err);
    if (status == 0)
        status = answer(h, client, "why_work_now", NULL, err);
    if (status == 0)
        status = parts(h, "preference", NULL, is_must, 0, err);
    return status < 0 ? status : or_nothing(h, "No goal is written yet.", err);
}

static int steps(struct sheet *h, struct error *err)
{
    int status = heading(h, "Steps of the plan that are open", err);
    if (status == 0)
        status = parts(h, "plan_step", "order_number", open_step, 0, err);
    return status < 0 ? status : or_nothing(h, "None.", err);
}

static int tell_next(struct sheet *h, const struct record *r, struct error *err)
{
    int status = 0;
    if (ahead(h, r, "next_meeting_on") && !empty(r, "next_meeting_on"))
        status = answer(h, r, "next_meeting_on", NULL, err);
    if (status == 0 && step_ahead(h, r))
        status = answer(h, r, "next_step", NULL, err);
    return status;
}

static bool next_known(const struct sheet *h, const struct record *r)
{
    return (!empty(r, "next_meeting_on") && meeting_ahead(h, r)) || step_ahead(h, r);
}

static int tell_appointment(struct sheet *h, const struct record *r, struct error *err)
{
    return part(h, r, "Appointment: ", "", err);
}

static int tell_interview(struct sheet *h, const struct record *r, struct error *err)
{
    return part(h, r, "Interview: ", "", err);
}

static int arranged(struct sheet *h, struct error *err)
{
    struct parts appointments = {.wanted = planned, .tell = tell_appointment};
    struct parts interviews = {.wanted = interview_ahead, .tell = tell_interview};
    struct parts next = {.wanted = next_known, .tell = tell_next, .most = NOTES_MOST};
    int status = heading(h, "What is arranged", err);
    if (status == 0)
        status = each_of(h, "appointment", "client", h->client, "date", &appointments, err);
    if (status == 0)
        status = each_of(h, "interview", "client", h->client, "held_on", &interviews, err);
    if (status == 0)
        status = each_of(h, "note", "client", h->client, "-date", &next, err);
    return status < 0 ? status : or_nothing(h, "Nothing is arranged.", err);
}

static int tell_support_line(struct sheet *h, const struct record *r, struct error *err)
{
    struct buf over_time = BUF_ZERO;
    struct buf after = BUF_ZERO;
    int status = intensity_describe(&over_time, h->store, r->id, "how_often", "starts_on", err);
    if (status == 0 && over_time.len > 0)
        buf_printf(&after, " (%s)", buf_text(&over_time));
    if (status == 0)
        status = part(h, r, "  ", buf_text(&after), err);
    buf_free(&over_time);
    buf_free(&after);
    return status;
}

static int tell_support(struct sheet *h, const struct record *r, struct error *err)
{
    struct parts lines = {.wanted = support_goes_on, .tell = tell_support_line};
    struct buf over_time = BUF_ZERO;
    struct buf after = BUF_ZERO;
    int status = intensity_describe(&over_time, h->store, r->id, "intensity", "prepared_on", err);
    if (status == 0 && over_time.len > 0)
        buf_printf(&after, " (%s)", buf_text(&over_time));
    if (status == 0)
        status = part(h, r, "Support plan: ", buf_text(&after), err);
    if (status == 0)
        status = answer(h, r, "manages_alone", "  Does alone", err);
    if (status == 0)
        status = answer(h, r, "more_support_when", "  More support when", err);
    buf_free(&over_time);
    buf_free(&after);
    return status < 0 ? status
                      : each_of(h, "support_line", "support_plan", r->id, NULL, &lines, err);
}

static int tell_adjustment(struct sheet *h, const struct record *r, struct error *err)
{
    return part(h, r, "Adjustment: ", "", err);
}

static bool return_open(const struct sheet *h, const struct record *r)
{
    (void)h;
    return empty(r, "closed_on");
}

static int tell_return(struct sheet *h, const struct record *r, struct error *err)
{
    return part(h, r, "Return-to-work plan: ", "", err);
}

static int tell_change(struct sheet *h, const struct record *r, struct error *err)
{
    return part(h, r, "  Changed ", "", err);
}

static int tell_job(struct sheet *h, const struct record *r, struct error *err)
{
    int status = part(h, r, "", "", err);
    struct parts changes = {.tell = tell_change, .most = NOTES_MOST};
    if (status == 0)
        status = each_of(h, "job_change", "job", r->id, "-changed_on", &changes, err);
    if (status == 0)
        status = answer(h, r, "employer_person", "  Manager", err);
    if (status == 0)
        status = answer(h, r, "may_contact_employer", "  May you contact the employer", err);
    return status;
}

static int work(struct sheet *h, struct error *err)
{
    struct parts jobs = {.wanted = job_held, .tell = tell_job};
    struct parts plans = {.tell = tell_support, .most = TRIED_MOST};
    struct parts adjustments = {.wanted = adjustment_open, .tell = tell_adjustment};
    struct parts returns = {.wanted = return_open, .tell = tell_return, .most = 1};
    int status = heading(h, "Jobs and support", err);
    if (status == 0)
        status = each_of(h, "job", "client", h->client, "-started_on", &jobs, err);
    if (status == 0)
        status = each_of(h, "support_plan", "client", h->client, "-prepared_on", &plans, err);
    if (status == 0)
        status = each_of(h, "adjustment", "client", h->client, "-asked_on", &adjustments, err);
    if (status == 0)
        status = each_of(h, "return_to_work_plan", "client", h->client, "-made_on", &returns, err);
    return status < 0 ? status : or_nothing(h, "No job now, and no support plan.", err);
}

static int disclosure_line(struct sheet *h, const struct disclosure_line *l, struct error *err)
{
    struct buf text = BUF_ZERO;
    if (l->state == DISCLOSURE_SHARE)
        buf_printf(&text, "May be told: %s%s%s", l->item, l->detail[0] ? ", " : "", l->detail);
    else if (l->state == DISCLOSURE_NOT_AGREED)
        buf_printf(&text, "Not agreed yet, keep private: %s", l->item);
    else if (l->state == DISCLOSURE_UNDECIDED)
        buf_printf(&text, "Nothing decided yet, keep private: %s", l->item);
    else
        buf_printf(&text, "Keep private: %s", l->item);
    if (l->share && l->with_whom[0])
        buf_printf(&text, "; to %s", l->with_whom);
    if (l->employer_name[0])
        buf_printf(&text, " at %s", l->employer_name);
    if (l->share && l->who_tells[0])
        buf_printf(&text, "; told by %s", l->who_tells);
    if (l->share && l->when[0])
        buf_printf(&text, "; when: %s", l->when);
    if (l->share && l->how[0])
        buf_printf(&text, "; words: %s", l->how);
    struct buf line = BUF_ZERO;
    one_line(&line, buf_text(&text));
    int status = buf_ok(&line, err);
    if (status == 0)
        status = say(h, HANDOVER_LINE, buf_text(&line), true, err);
    buf_free(&text);
    buf_free(&line);
    return status;
}

static int disclosure(struct sheet *h, struct error *err)
{
    struct disclosure_plan plan = {0};
    int status = heading(h, "What an employer may be told", err);
    if (status == 0)
        status = disclosure_plan_read(&plan, h->store, h->client, NULL, err);
    for (size_t i = 0; status == 0 && i < plan.count; i++) {
        if (plan.lines[i].id[0] == '\0')
            continue; /* nothing agreed: keep private, said below for all of these at once */
        if (h->restricted)
            status = disclosure_line(h, &plan.lines[i], err);
        else
            h->held = true;
    }
    disclosure_plan_clear(&plan);
    if (status == 0 && (h->said > 0 || h->held))
        status = say(h, HANDOVER_LINE, "Everything else: keep private.", false, err);
    return status < 0 ? status : or_nothing(h, "Nothing is agreed: keep everything private.", err);
}

static int tell_concern(struct sheet *h, const struct record *r, struct error *err)
{
    static const char *const fields[] = {"what_seen", "steps", NULL};
    int status = part(h, r, "", "", err);
    return status < 0 ? status : answers(h, r, fields, err);
}

static int concerns(struct sheet *h, struct error *err)
{
    struct parts open = {.wanted = concern_open, .tell = tell_concern};
    int status = heading(h, "Concerns that are open", err);
    if (status == 0)
        status = each_of(h, "concern", "client", h->client, "-noticed_on", &open, err);
    return status < 0 ? status : or_nothing(h, "None.", err);
}

static int tell_over(struct sheet *h, const struct record *r, struct error *err)
{
    int status = part(h, r, "", "", err);
    return status < 0 ? status : answer(h, r, "lessons", "  Learned", err);
}

static int tell_strategy(struct sheet *h, const struct record *r, struct error *err)
{
    static const char *const fields[] = {"approach", "result", NULL};
    return answers(h, r, fields, err);
}

static int tried(struct sheet *h, struct error *err)
{
    struct parts jobs = {.wanted = job_over, .tell = tell_over, .most = TRIED_MOST};
    struct parts strategies = {.wanted = has_result, .tell = tell_strategy, .most = TRIED_MOST};
    int status = heading(h, "What was tried, and what came of it", err);
    if (status == 0)
        status = each_of(h, "job", "client", h->client, "-ended_on", &jobs, err);
    if (status == 0)
        status = parts(h, "plan_step", "-done_on", tried_step, TRIED_MOST, err);
    if (status == 0)
        status = parts(h, "application", "-sent_on", heard_back, TRIED_MOST, err);
    if (status == 0)
        status = each_of(h, "strategy", "client", h->client, "-tried_on", &strategies, err);
    if (status == 0)
        status = or_nothing(h, "Nothing is written about that.", err);
    if (status == 0)
        status = heading(h, "Last notes", err);
    if (status == 0)
        status = parts(h, "note", "-date", NULL, NOTES_MOST, err);
    return status < 0 ? status : or_nothing(h, "None yet.", err);
}

static int sheet(struct sheet *h, const struct record *client, struct error *err)
{
    struct buf title = BUF_ZERO;
    buf_printf(&title, "Hand-over: %s, as of ", client->title);
    date_describe_day(&title, h->today);
    int status = buf_ok(&title, err);
    if (status == 0)
        status = say(h, HANDOVER_TITLE, buf_text(&title), false, err);
    buf_free(&title);
    if (status == 0)
        status = who(h, client, err);
    if (status == 0)
        status = reaching(h, client, err);
    if (status == 0)
        status = direction(h, client, err);
    if (status == 0)
        status = steps(h, err);
    if (status == 0)
        status = arranged(h, err);
    if (status == 0)
        status = work(h, err);
    if (status == 0)
        status = disclosure(h, err);
    if (status == 0)
        status = concerns(h, err);
    return status < 0 ? status : tried(h, err);
}

int handover_read(struct store *s, const char *client, struct date today, bool restricted,
                  handover_fn line, void *payload, struct error *err)
{
    struct record r = {0};
    int status = store_record(s, client, &r, err);
    if (status == 0 && strcmp(r.kind, "client") != 0)
        status = error_set(err, STATUS_DATA, "“%s” is not a client", r.title);
    struct sheet h = {.store = s,
                      .client = r.id,
                      .today = today,
                      .restricted = restricted,
                      .line = line,
                      .payload = payload};
    date_format(h.now, today);
    if (status == 0)
        status = sheet(&h, &r, err);
    record_clear(&r);
    return status;
}

static int add_line(const struct handover_line *l, void *payload, struct error *err)
{
    struct buf *out = payload;
    if (l->type == HANDOVER_TITLE)
        buf_printf(out, "%s\n", l->text);
    else if (l->type == HANDOVER_HEADING)
        buf_printf(out, "\n%s\n", l->text);
    else
        buf_printf(out, "  %s%s\n", l->restricted ? "[restricted] " : "", l->text);
    return buf_ok(out, err);
}

int handover_text(struct buf *out, struct store *s, const char *client, struct date today,
                  bool restricted, struct error *err)
{
    return handover_read(s, client, today, restricted, add_line, out, err);
}

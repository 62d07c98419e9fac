/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading where a client stands from the store, and saying it in words.
 */
#include "inwork/model/pathway.h"

#include <stdlib.h>
#include <string.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/store.h"
#include "pathway_int.h"

static const struct {
    const char *name, *title, *brief;
} stages[PATHWAY_STAGES] = {
    {"referred", "Referred", "Referred"},
    {"engaged", "Getting to know each other", "Engaged"},
    {"profile", "Building the profile", "Profile"},
    {"plan", "Planning", "Plan"},
    {"search", "Looking for work", "Search"},
    {"in_work", "In work", "In work"},
    {"stepping_down", "Support stepping down", "Stepping down"},
};

const char *pathway_stage_name(enum pathway_stage stage)
{
    return stages[stage].name;
}

const char *pathway_stage_title(enum pathway_stage stage)
{
    return stages[stage].title;
}

bool pathway_stage_parse(enum pathway_stage *out, const char *name)
{
    for (size_t i = 0; i < PATHWAY_STAGES; i++)
        if (strcmp(stages[i].name, name) == 0) {
            *out = (enum pathway_stage)i;
            return true;
        }
    return false;
}

void pathway_clear(struct pathway *p)
{
    free(p->set_reason);
    free(p->pause_reason);
    *p = (struct pathway){0};
}

/* Rows of one record come together; they are kept until the next record's first. */
struct reading {
    struct gather gather;
    struct pathway *out;
    struct fact fact;
    char kind[40], id[ID_SIZE], written[DATE_SIZE];
    struct buf texts;
    size_t at[FACT_ANSWERS][3]; /* where each answer's field, value and day begin in `texts` */
    bool any;
};

static int finish(struct reading *r, struct error *err)
{
    if (r->id[0] == '\0')
        return 0;
    int status = buf_ok(&r->texts, err);
    if (status < 0)
        return status;
    r->fact.kind = r->kind;
    r->fact.id = r->id;
    r->fact.written = r->written;
    for (size_t i = 0; i < r->fact.count; i++) {
        r->fact.answer[i].field = r->texts.data + r->at[i][0];
        r->fact.answer[i].value = r->texts.data + r->at[i][1];
        r->fact.answer[i].written = r->texts.data + r->at[i][2];
    }
    return gather_take(&r->gather, r->out, &r->fact, err);
}

static void keep(char *out, size_t size, const struct store_cell *c)
{
    size_t n = c->type == STORE_TEXT && c->length < size ? c->length : 0;
    memcpy(out, n > 0 ? c->bytes : "", n);
    out[n] = '\0';
}

static size_t add_text(struct buf *texts, const struct store_cell *c)
{
    size_t at = texts->len;
    if (c->type == STORE_TEXT)
        buf_append(texts, c->bytes, c->length);
    buf_push(texts, '\0');
    return at;
}

static int take_row(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    struct reading *r = payload;
    (void)count;
    r->any = true;
    if (c[1].type == STORE_TEXT && strcmp(r->id, c[1].bytes) != 0) {
        int status = finish(r, err);
        if (status < 0)
            return status;
        keep(r->kind, sizeof r->kind, &c[0]);
        keep(r->id, sizeof r->id, &c[1]);
        keep(r->written, sizeof r->written, &c[2]);
        r->fact.count = 0;
        buf_clear(&r->texts);
    }
    if (c[3].type == STORE_TEXT && r->fact.count < FACT_ANSWERS) {
        size_t i = r->fact.count++;
        r->at[i][0] = add_text(&r->texts, &c[3]);
        r->at[i][1] = add_text(&r->texts, &c[4]);
        r->at[i][2] = add_text(&r->texts, &c[5]);
    }
    return 0;
}

int pathway_read(struct pathway *out, struct store *s, const char *client, struct date today,
                 struct error *err)
{
    struct reading r = {.gather = {.today = today}, .out = out};
    struct store_cell id = store_text(client);
    *out = (struct pathway){0};
    int status = store_query(s, "pathway_facts", &id, 1, take_row, &r, err);
    if (status == 0)
        status = finish(&r, err);
    if (status == 0 && !r.any)
        status = error_set(err, STATUS_NO_INPUT, "there is no client %s", client);
    if (status == 0)
        status = gather_settle(&r.gather, out, err);
    if (status == 0 && out->set && out->set_by[0] == '\0')
        (void)snprintf(out->set_by, sizeof out->set_by, "%s", client);
    gather_clear(&r.gather);
    buf_free(&r.texts);
    if (status < 0)
        pathway_clear(out);
    return status;
}

void pathway_describe_record(struct buf *out, const struct pathway *p)
{
    static const struct {
        const char *kind;
        enum pathway_stage stage; /* where a kind speaks for more than one */
        const char *words;
    } words[] = {
        {"client", PATHWAY_REFERRED, "not met yet"},
        {"client", PATHWAY_ENGAGED, "first met"},
        {"client", PATHWAY_SEARCH, "first employer contact"},
        {"referral", PATHWAY_REFERRED, "referral received"},
        {"referral", PATHWAY_ENGAGED, "first met"},
        {"episode", PATHWAY_REFERRED, "episode begun"},
        {"note", PATHWAY_ENGAGED, "met face to face"},
        {"vocational_profile", PATHWAY_PROFILE, "profile begun"},
        {"employment_plan", PATHWAY_PLAN, "plan made"},
        {"plan_review", PATHWAY_PLAN, "plan gone over"},
        {"search_agreement", PATHWAY_SEARCH, "search agreed"},
        {"employer_contact_for", PATHWAY_SEARCH, "employer contact"},
        {"application", PATHWAY_SEARCH, "application"},
        {"interview", PATHWAY_SEARCH, "interview"},
        {"match_decision", PATHWAY_SEARCH, "approach agreed"},
        {"job", PATHWAY_IN_WORK, "job started"},
        {"support_plan", PATHWAY_STEPPING_DOWN, "support monthly or less"},
    };
    const char *found = "nothing recorded yet";
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (words[i].stage == p->recorded && strcmp(words[i].kind, p->recorded_kind) == 0)
            found = words[i].words;
    buf_add(out, found);
}

static void since(struct buf *out, struct date d)
{
    if (d.year != 0) {
        buf_add(out, " since ");
        date_describe_day(out, d);
    }
}

void pathway_describe(struct buf *out, const struct pathway *p, struct date today)
{
    if (p->left) {
        buf_add(out, "Left");
        if (p->left_on.year != 0) {
            buf_push(out, ' ');
            date_describe_day(out, p->left_on);
        }
        buf_add(out, "; welcome back at any time. Before that: ");
    }
    buf_add(out, stages[p->stage].title);
    since(out, p->since);
    if (p->by_hand) {
        buf_printf(out, ", set by hand; by the record: %s", stages[p->recorded].title);
        since(out, p->recorded_since);
    } else {
        buf_add(out, " (");
        pathway_describe_record(out, p);
        buf_push(out, ')');
    }
    if (p->came_back_on.year != 0) {
        buf_add(out, "; came back ");
        date_describe_day(out, p->came_back_on);
    }
    if (p->paused) {
        buf_add(out, ". Paused");
        since(out, p->paused_on);
        if (p->pause_review_on.year != 0) {
            buf_add(out, ", to look at again ");
            date_describe(out, p->pause_review_on, today);
        } else {
            buf_add(out, ", no day to look at it again");
        }
    } else if (p->slowed) {
        buf_add(out, ". Going slower, as agreed");
    }
    if (p->by_hand && p->set_reason) /* last: it may be long, and the rest must be seen */
        buf_printf(out, ". Set by hand because: %s", p->set_reason);
    else if (p->by_hand)
        buf_add(out, ". Why is not written");
}

void pathway_describe_contact(struct buf *out, const struct pathway *p, struct date today)
{
    if (p->last_contact.year == 0) {
        buf_add(out, "No contact yet");
        return;
    }
    int days = date_days(today) - date_days(p->last_contact);
    if (days > 1)
        buf_printf(out, "Last contact %d days ago", days);
    else
        buf_add(out, days == 1 ? "Last contact yesterday" : "Last contact today");
}

void pathway_describe_next(struct buf *out, struct store *s, const struct pathway *p,
                           struct date today)
{
    if (p->next.year == 0) {
        buf_add(out, "Nothing with a day ahead");
    } else {
        const struct catalogue_kind *k = catalogue_kind(store_catalogue(s), p->next_kind);
        buf_printf(out, "Next: %s ", k ? k->title : p->next_kind);
        date_describe(out, p->next, today);
    }
    if (p->steps_past > 0)
        buf_printf(out, "; %d %s past %s day", p->steps_past, p->steps_past == 1 ? "step" : "steps",
                   p->steps_past == 1 ? "its" : "their");
}

void pathway_describe_short(struct buf *out, const struct pathway *p)
{
    buf_add(out, p->left ? "Left" : stages[p->stage].title);
    if (p->paused)
        buf_add(out, ", paused");
}

void pathway_describe_brief(struct buf *out, const struct pathway *p, struct date today)
{
    if (p->left) {
        buf_add(out, "Left");
        return;
    }
    buf_printf(out, "%s%s, ", stages[p->stage].brief, p->paused ? ", paused" : "");
    int days = p->last_contact.year != 0 ? date_days(today) - date_days(p->last_contact) : -1;
    if (days > 1)
        buf_printf(out, "%d days ago", days);
    else
        buf_add(out, days == 1 ? "yesterday" : days == 0 ? "today" : "no contact");
}

bool pathway_is(const struct pathway *p, const char *which)
{
    enum pathway_stage stage;
    if (strcmp(which, "left") == 0)
        return p->left;
    if (strcmp(which, "paused") == 0)
        return p->paused;
    if (strcmp(which, "active") == 0)
        return !p->left && !p->paused;
    return pathway_stage_parse(&stage, which) && p->stage == stage && !p->left;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * The lines are patterns: each group in brackets is told when the answer it names is there, or,
 * after a !, when it is not. The words between are ours, the answers the person's.
 */
#include "inwork/model/part.h"

#include <stdio.h>
#include <string.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/json.h"
#include "inwork/model/adjustment.h"
#include "inwork/model/field.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"

static bool begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

const struct catalogue_field *part_day(const struct catalogue_kind *kind)
{
    static const char *const first[] = {"date", "started_on"};
    static const char *const not_yet[] = {"planned", "next_", "review_on", "by_when", "until",
                                          "closes",  "due_",  "valid",     "revisit"};
    for (size_t i = 0; i < sizeof first / sizeof first[0]; i++) {
        const struct catalogue_field *f = catalogue_field(kind, first[i]);
        if (f && f->type == FIELD_DATE)
            return f;
    }
    for (size_t i = 0; i < kind->field_count; i++) {
        const struct catalogue_field *f = &kind->fields[i];
        bool later = f->type != FIELD_DATE;
        for (size_t n = 0; n < sizeof not_yet / sizeof not_yet[0] && !later; n++)
            later = begins(f->name, not_yet[n]);
        if (!later)
            return f;
    }
    return NULL;
}

void part_days(struct buf *out, const struct catalogue *c)
{
    json_begin_object(out);
    for (size_t i = 0; i < c->kind_count; i++) {
        const struct catalogue_field *f = part_day(&c->kinds[i]);
        if (f)
            json_put_string(out, c->kinds[i].name, f->name);
    }
    json_end_object(out);
}

static const struct catalogue_field *first_reference(const struct catalogue_kind *kind,
                                                     const char *target)
{
    for (size_t i = 0; i < kind->field_count; i++)
        if (kind->fields[i].type == FIELD_REFERENCE && strcmp(kind->fields[i].target, target) == 0)
            return &kind->fields[i];
    return NULL;
}

const struct catalogue_field *part_refers(const struct catalogue_kind *kind, const char *target)
{
    return strcmp(target, "member") == 0 ? NULL : first_reference(kind, target);
}

const struct catalogue_field *part_of(const struct catalogue_kind *kind)
{
    return kind->parent && kind->parent[0] != '\0' ? first_reference(kind, kind->parent) : NULL;
}

/* [text $field text]: the group is left out when the field has no answer; $a|b takes the first of
 * them that has one; $a+b takes a where b has an answer too. */
struct pattern {
    const char *kind, *line;
};

static const struct pattern lines[] = {
    {"plan_step",
     "[$order_number. ][$objective|action][: $action+objective][; $who_kind][, with $who]"
     "[ ($service)][, by $by_when][; done $done_on]"
     "[; $state#dropped][: $result]"},
    {"plan_review", "[$reviewed_on][, with $who][: $what_changed][; next $next_review_on]"},
    {"employment_plan", "[made $made_on][: $short_term_goal][; look again $review_on]"},
    {"vocational_profile", "[begun $started_on][, gone over $reviewed_on][: $strengths]"},
    {"goal", "[$goal][ ($horizon)][; reached $reached_on][; given up $dropped_on]"},
    {"preference", "[$importance: ][$wish]"},
    {"referral", "[$received_on][, from $referrer|source][; first met $first_met_on]"},
    {"episode", "[$episode_kind][, from $started_on][ to $ended_on][: $end_reason]"},
    {"stage_change", "[$set_on][: $stage][; $reason]"},
    {"pause", "[$pause_kind][ from $decided_on][, look again $review_on][; resumed $resumed_on]"
              "[: $reason]"},
    {"supporter", "[$name][, $relationship][; may speak with them: $permission]"},
    {"care_contact", "[$name][, $role][, $team][, $phone][, $email]"},
    {"job", "[$job_title][ at $employer][, from $started_on|planned_start_on][, ended $ended_on]"
            "[, $hours_per_week hours a week]"},
    {"education", "[$course][ at $provider][, from $started_on|planned_start_on][, ended $ended_on]"
                  "[; $result|offer]"},
    {"benefits_review", "[$talked_on][: $prompt][; go over it $next_review_on]"},
    {"benefit_held", "[$called|benefit][, $amount][ a $per][, until $until_on]"},
    {"benefits_advice",
     "[$adviser_name|adviser][, asked for $referred_on][, booked for $appointment_on]"
     "[; attended $attended_on][; talked through $discussed_on]"
     "[; no longer wanted $closed_on]"},
    {"support_plan", "[$plan_kind][, prepared $prepared_on][, support $intensity]"
                     "[, look again $review_on]"},
    {"work_history", "[$job_title][ at $employer_name][, from $started][ to $ended]"},
    {"job_change", "[$changed_on][: $change_kind][, from $from_what][ to $to_what]"
                   "[, $hours_per_week hours a week][, $pay][ $pay_per][; $note]"},
    {"job_check_in", "[$checked_on][: $how_it_goes][; trouble: $issues][; next: $action]"},
    {"job_feedback", "[$given_on][, $from_whom][: $positive][; to work on: $to_work_on]"
                     "[; told $told_client_on]"},
    {"placement_issue", "[$raised_on][: $problem|employer_view|client_view][; agreed: $agreed]"
                        "[; settled $settled_on]"},
    {"return_to_work_plan", "[made $made_on][; off since $absent_since][; back $return_on]"
                            "[; goal: $goal][; look again $review_on]"},
    {"job_end", "[$ended_on][, by $ended_by][: $reason][; learned: $lessons]"},
    {"support_line", "[$area: ][$support|need][, $given_by_name|given_by][, $how_often]"
                     "[; $state]"},
    {"appointment", "[$date][ $time][, $place][, with $with_whom][; $state]"},
    {"interview", "[$held_on][ $time][, $place][; $outcome]"},
    {"application", "[$job_title][ at $employer][, sent $sent_on][; $outcome]"},
    {"employer_contact",
     "[$date][, $kind_of_contact][, with $employer_person]"
     "[: $learned|roles_discussed|concern][; next: $next_step][, $next_step_on]"},
    {"employer_contact_for", "[$date][, $employer][: $about|result]"},
    {"employer_concern",
     "[$raised_on][, $concern_kind][: $concern][; $state][; again $revisit_on]"},
    {"engagement_plan", "[$aim|approach|to_learn][; next contact $next_contact_on]"
                        "[; closed $closed_on]"},
    {"job_carving", "[$proposal|unmet_need][, $hours_per_week hours a week][; $state]"
                    "[; proposed $proposed_on][: $reply][; ask again $ask_again_on]"},
    {"lead", "[$job_title][ at $employer][, found $found_on][; closes $closes_on][; $state]"},
    {"search_agreement", "[$agreed_on][; leads: $who_leads][; help: $help_wanted]"
                         "[; look again $review_on]"},
    {"cv", "[$version|target_role][, for $target_role+version][, made $made_on]"},
    {"labour_market_note", "[$found_on][: $finding][ ($source)]"},
    {"network_contact", "[$name][, $relation][: $can_help_with]"},
    {"consent", "[$consent_kind][: $decision][!decision: not decided yet][, $party][ from "
                "$given_on][ until $until_on]"
                "[; withdrawn $withdrawn_on]"},
    {"employer_person", "[$name][, $job_title][, $phone|mobile|email][; gone since $left_on]"},
    {"disclosure_item", "[$item][: $choice#share|choice#keep_private]"
                        "[!choice#share|choice#keep_private: nothing decided, keep private]"
                        "[; with $with_whom][; told by $who_tells]"
                        "[; when: $when_to_tell]"},
    {"info_share", "[$shared_on][, with $with_whom][: $purpose|what][; ground: $ground]"},
    {"safety_share", "[$shared_on][, told $told_whom][; ground: $ground]"},
    {"capacity", "[$assessed_on][: $decision|capacity_kind][; $conclusion]"
                 "[; look again $next_look_on]"},
    {"complaint", "[$received_on][: $about][; acknowledged $acknowledged_on]"
                  "[; answered $answered_on][; closed $closed_on]"},
    {"disclosure_talk", "[$talked_on][, $stage][: $decision][; again $talk_again_on]"},
    {"disclosure_made", "[$told_on][, $told_whom][ at $employer][: $items]"},
    {"concern", "[$noticed_on][: $concern_kind][; told $alerted_name $alerted_on]"
                "[; closed $closed_on]"},
    {"note", "[$date][, $kind_of_contact][: $went_well|activities]"},
};

/* Beside the title in a list. */
static const struct pattern beside[] = {
    {"lead", "[$member][, $source_kind|source_contact|source][, $employer]"
             "[; $state#filled|state#gone]"},
    {"disclosure_item", "[!choice#share|choice#keep_private: nothing decided, keep private]"},
};

static bool has_answer(const struct record_field *f)
{
    return f && f->head_count > 0 &&
           ((f->heads[0].value.type == VALUE_TEXT && f->heads[0].value.text[0] != '\0') ||
            (f->heads[0].value.type == VALUE_LIST && f->heads[0].value.count > 0));
}

/* One answer in one line. */
static void add_value(struct buf *out, struct store *s, const struct catalogue_field *f,
                      const struct value *v)
{
    struct buf text = BUF_ZERO;
    struct record target = {0};
    if (f->type == FIELD_REFERENCE && v->type == VALUE_TEXT) {
        bool held = store_record(s, v->text, &target, NULL) == 0;
        buf_add(&text, held ? target.title : "not held here");
    } else {
        field_show(&text, f, v);
    }
    for (const char *c = buf_text(&text); *c != '\0'; c++)
        buf_push(out, *c == '\n' || *c == '\t' ? ' ' : *c);
    buf_free(&text);
    record_clear(&target);
}

struct line {
    struct store *store;
    const struct record *record;
    const struct catalogue_kind *kind;
    bool restricted;
};

static bool names_one(const struct line *l, const char *field, size_t n)
{
    char name[64];
    (void)snprintf(name, sizeof name, "%.*s", (int)n, field);
    const struct catalogue_field *known = catalogue_field(l->kind, name);
    return known && has_answer(record_field(l->record, name)) &&
           (l->restricted || !field_is_restricted(l->kind, known));
}

/* "a|b": the first field of them that has an answer; "a#v": a, if its answer is v; "a+b": a, if b
 * has an answer. */
static const struct record_field *find(const struct line *l, const char *names, size_t n,
                                       const struct catalogue_field **known)
{
    while (n > 0) {
        char name[64];
        size_t part = strcspn(names, "|");
        part = part < n ? part : n;
        const char *hash = memchr(names, '#', part);
        const char *plus = memchr(names, '+', part);
        size_t length = hash ? (size_t)(hash - names) : plus ? (size_t)(plus - names) : part;
        if (length >= sizeof name)
            return NULL;
        memcpy(name, names, length);
        name[length] = '\0';
        const struct record_field *f = record_field(l->record, name);
        *known = catalogue_field(l->kind, name);
        bool is = !hash || (f && f->head_count > 0 && f->heads[0].value.type == VALUE_TEXT &&
                            strlen(f->heads[0].value.text) == part - length - 1 &&
                            strncmp(f->heads[0].value.text, hash + 1, part - length - 1) == 0);
        is = is && (!plus || names_one(l, plus + 1, part - length - 1));
        if (*known && is && has_answer(f) &&
            (l->restricted || !field_is_restricted(l->kind, *known)))
            return f;
        names += part < n ? part + 1 : part;
        n -= part < n ? part + 1 : part;
    }
    return NULL;
}

/* The characters of which the names of answers in a pattern are made. */
#define NAMES "abcdefghijklmnopqrstuvwxyz0123456789_|#+"

/* That an answer is missing: nothing where it is only not to be seen here. */
static void add_missing(struct buf *out, const struct line *l, const char *group, size_t n)
{
    size_t names = strspn(group, NAMES);
    const struct catalogue_field *known = NULL;
    if (names < n && !find(l, group, names, &known) && known &&
        (l->restricted || !field_is_restricted(l->kind, known)))
        buf_append(out, group + names, n - names);
}

static void add_group(struct buf *out, const struct line *l, const char *group, size_t n)
{
    if (n > 0 && group[0] == '!') {
        add_missing(out, l, group + 1, n - 1);
        return;
    }
    const char *dollar = memchr(group, '$', n);
    if (!dollar)
        return;
    size_t before = (size_t)(dollar - group);
    size_t name = strspn(dollar + 1, NAMES);
    const struct catalogue_field *known = NULL;
    const struct record_field *f = find(l, dollar + 1, name, &known);
    if (!f)
        return;
    buf_append(out, group, before);
    add_value(out, l->store, known, &f->heads[0].value);
    if (f->head_count > 1)
        buf_add(out, " (in conflict)");
    buf_append(out, dollar + 1 + name, n - before - 1 - name);
}

/* Is nothing of what a title is made of restricted? */
static bool title_is_open(const struct catalogue_kind *kind)
{
    for (size_t i = 0; kind && i < kind->field_count; i++) {
        const struct catalogue_field *f = &kind->fields[i];
        const char *at = field_is_restricted(kind, f) ? strstr(kind->title_fields, f->name) : NULL;
        size_t n = strlen(f->name);
        if (at && (at == kind->title_fields || at[-1] == ',') && (at[n] == ',' || at[n] == '\0'))
            return false;
    }
    return kind != NULL;
}

static void drop_leading(struct buf *out, size_t from)
{
    const char *text = buf_text(out);
    size_t n = from;
    while (n < out->len && (text[n] == ' ' || text[n] == ',' || text[n] == ';' || text[n] == ':'))
        n++;
    buf_splice(out, from, n - from, "", 0);
}

/* What of the patterns is about the record's kind. */
static void tell(struct buf *out, const struct line *l, const struct pattern *patterns,
                 size_t count)
{
    size_t from = out->len;
    for (size_t i = 0; l->kind && i < count; i++) {
        if (strcmp(patterns[i].kind, l->record->kind) != 0)
            continue;
        for (const char *at = patterns[i].line; *at == '[';) {
            const char *end = strchr(at, ']');
            add_group(out, l, at + 1, (size_t)(end - at - 1));
            at = end + 1;
        }
        drop_leading(out, from);
    }
}

bool part_has_beside(const char *kind)
{
    for (size_t i = 0; i < sizeof beside / sizeof beside[0]; i++)
        if (strcmp(beside[i].kind, kind) == 0)
            return true;
    return false;
}

void part_beside(struct buf *out, struct store *s, const struct record *r)
{
    struct line l = {s, r, catalogue_kind(store_catalogue(s), r->kind), true};
    tell(out, &l, beside, sizeof beside / sizeof beside[0]);
}

void part_describe(struct buf *out, struct store *s, const struct record *r, bool restricted)
{
    const struct catalogue_kind *kind = catalogue_kind(store_catalogue(s), r->kind);
    struct line l = {s, r, kind, restricted};
    size_t from = out->len;
    if (kind && strcmp(r->kind, "adjustment") == 0) {
        adjustment_describe(out, s, r, restricted);
        return;
    }
    tell(out, &l, lines, sizeof lines / sizeof lines[0]);
    if (out->len > from)
        return;
    bool titled = r->title && r->title[0] != '\0' && (restricted || title_is_open(kind));
    buf_add(out, titled ? r->title : kind ? kind->title : r->kind);
}

void part_words(struct buf *out, struct store *s, const struct record *r, size_t most,
                bool restricted)
{
    const struct catalogue_kind *kind = catalogue_kind(store_catalogue(s), r->kind);
    for (size_t i = 0; kind && i < kind->field_count; i++) {
        const struct catalogue_field *f = &kind->fields[i];
        const struct record_field *answer = record_field(r, f->name);
        if (f->type != FIELD_LONG_TEXT || !has_answer(answer) ||
            (!restricted && field_is_restricted(kind, f)))
            continue;
        struct buf text = BUF_ZERO;
        add_value(&text, s, f, &answer->heads[0].value);
        size_t n = text.len <= most ? text.len : most;
        while (n > 0 && n < text.len && ((unsigned char)buf_text(&text)[n] & 0xC0) == 0x80)
            n--;
        buf_append(out, buf_text(&text), n);
        if (n < text.len)
            buf_add(out, "…");
        buf_free(&text);
        return;
    }
}

/* The names in one pattern that its kind does not have. */
static void check_line(struct buf *out, const struct catalogue *c, const struct pattern *p)
{
    const struct catalogue_kind *kind = catalogue_kind(c, p->kind);
    for (const char *at = strpbrk(p->line, "$!"); at; at = strpbrk(at + 1, "$!")) {
        size_t n = strspn(at + 1, "abcdefghijklmnopqrstuvwxyz0123456789_|+");
        for (size_t from = 0; from < n;) {
            char name[64];
            size_t length = strcspn(at + 1 + from, "|+]# ,;:().");
            length = length < n - from ? length : n - from;
            length = length < sizeof name - 1 ? length : sizeof name - 1;
            memcpy(name, at + 1 + from, length);
            name[length] = '\0';
            if (!kind || !catalogue_field(kind, name))
                buf_printf(out, "%s.%s\n", p->kind, name);
            from += length + 1;
        }
    }
}

int part_check(struct buf *out, const struct catalogue *c, struct error *err)
{
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        check_line(out, c, &lines[i]);
    for (size_t i = 0; i < sizeof beside / sizeof beside[0]; i++)
        check_line(out, c, &beside[i]);
    return buf_ok(out, err);
}

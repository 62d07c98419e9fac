/* SPDX-License-Identifier: GPL-3.0-or-later
 * model: every clock by examples (due_examples.h), all in one store, before and after the team
 * changed the settings; whose clocks are told to whom; in which order; what is no record of a
 * client.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/model/due.h"
#include "inwork/model/field.h"
#include "inwork/model/save.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/draft.h"
#include "inwork/store/record.h"
#include "store_fixture.h"

#define NONE 99999
#define GAP 88888
#define FAR 3660

struct example {
    const char *clock, *what, *records;
    int days, changed;
};
static const struct example examples[] = {
#include "due_days_examples.h"
#include "due_examples.h"
};
#define EXAMPLES (sizeof examples / sizeof examples[0])

/* What the team sets instead. */
static const char *const settings[][2] = {
    {"first_meeting_days", "10"},
    {"note_working_days", "3"},
    {"note_look_back_days", "3"},
    {"profile_begun_days", "5"},
    {"profile_usable_days", "35"},
    {"profile_usable_answers", "2"},
    {"profile_refresh_days", "60"},
    {"benefits_talk_days", "35"},
    {"benefits_change_days", "14"},
    {"benefits_advice_days", "28"},
    {"benefits_advice_ask_days", "14"},
    {"plan_made_days", "35"},
    {"plan_review_days", "28"},
    {"plan_step_days", "2"},
    {"first_employer_contact_days", "45"},
    {"interview_follow_up_days", "2"},
    {"disclosure_talk_days", "28"},
    {"disclosure_again_days", "80"},
    {"before_start_days", "14"},
    {"after_start_days", "6"},
    {"weekly_contact_days", "10"},
    {"monthly_contact_days", "45"},
    {"support_plan_first_weeks", "6"},
    {"support_plan_second_weeks", "14"},
    {"support_plan_days", "120"},
    {"adjustment_days", "60"},
    {"adjustment_most_days", "150"},
    {"job_lost_days", "6"},
    {"job_lessons_days", "20"},
    {"job_counts_days", "14"},
    {"sustained_first_weeks", "14"},
    {"sustained_counted_weeks", "12"},
    {"return_to_work_days", "21"},
    {"consent_days", "730"},
    {"complaint_working_days", "5"},
    {"team_told_days", "21"},
    {"team_meeting_days", "14"},
    {"not_seen_days", "45"},
    {"missed_appointments", "3"},
    {"client_review_days", "70"},
    {"no_progress_days", "40"},
    {"supervision_days", "14"},
    {"group_supervision_days", "14"},
    {"field_mentoring_days", "60"},
    {"field_mentoring_usual_days", "120"},
    {"caseload_most", "25"},
    {"employer_visits_week", "2"},
    {"employer_revisit_days", "45"},
    {"employer_dormant_days", "60"},
    {"community_percent", "40"},
    {"employment_percent", "40"},
    {"variety_percent", "40"},
    {"competitive_percent", "0"},
    {"retention_percent", "60"},
    {"target_access", "1"},
    {"directory_days", "365"},
    {"answer_days", "20"},
};

static struct date today(const struct store_fixture *f)
{
    return date_of_moment(f->now);
}

/* --- making records from a line of words --------------------------------------------------- */

struct writing {
    struct store *store;
    struct date today;
    char *kinds[32];
    char ids[32][ID_SIZE]; /* of the records so far, by kind: "@job" */
    size_t count;
    unsigned unique;
};

static const char *made(const struct writing *w, const char *kind)
{
    for (size_t i = w->count; i-- > 0;)
        if (strcmp(w->kinds[i], kind) == 0)
            return w->ids[i];
    return NULL;
}

static void remember(struct writing *w, const char *kind, const char *id)
{
    if (w->count == 32) { /* only the newest of many alike is asked for */
        free(w->kinds[--w->count]);
    }
    w->kinds[w->count] = strdup(kind);
    (void)snprintf(w->ids[w->count++], ID_SIZE, "%s", id);
}

static void forget(struct writing *w)
{
    while (w->count > 0)
        free(w->kinds[--w->count]);
}

static void put(struct writing *w, const struct catalogue_kind *kind, struct save_field *out,
                const char *field, const char *text)
{
    struct error err = {0};
    struct buf words = BUF_ZERO;
    char day[DATE_SIZE];
    const struct catalogue_field *f = catalogue_field(kind, field);
    if (!f)
        fail_msg("%s has no field %s", kind->name, field);
    if (f->type == FIELD_DATE) {
        date_format(day, date_add_days(w->today, (int)strtol(text, NULL, 10)));
        buf_add(&words, day);
    } else if (strcmp(text, "@unique") == 0) {
        buf_printf(&words, "Unlike%u", ++w->unique);
    } else if (text[0] == '@') {
        const char *id = made(w, text + 1);
        if (!id)
            fail_msg("there is no %s before %s", text, kind->name);
        buf_add(&words, id);
    } else {
        buf_add(&words, text);
    }
    const struct field_context context = {.today = w->today, .store = w->store};
    out->field = f->name;
    if (field_parse(&out->to, f, buf_text(&words), words.len, &context, &err) < 0)
        fail_msg("%s.%s=%s: %s", kind->name, field, buf_text(&words), err.message);
    buf_free(&words);
}

static void save(struct writing *w, const char *kind_name, const char *const *pairs, size_t count)
{
    struct error err = {0};
    struct save_field fields[24] = {{0}};
    char id[ID_SIZE];
    size_t n = 0;
    const struct catalogue_kind *kind = catalogue_kind(store_catalogue(w->store), kind_name);
    if (!kind)
        fail_msg("there is no kind %s", kind_name);
    bool named = false, owned = false;
    for (size_t i = 0; i < count; i++) {
        char field[64];
        size_t length = strcspn(pairs[i], "=");
        (void)snprintf(field, sizeof field, "%.*s", (int)length, pairs[i]);
        named = named || strcmp(field, "name") == 0;
        owned = owned || strcmp(field, "role") == 0;
        put(w, kind, &fields[n++], field, pairs[i] + length + 1);
    }
    bool client = strcmp(kind_name, "client") == 0;
    const char *parent = made(w, "client");
    if (!named &&
        (client || strcmp(kind_name, "employer") == 0 || strcmp(kind_name, "member") == 0))
        put(w, kind, &fields[n++], "name", "@unique");
    if (client && made(w, "member"))
        put(w, kind, &fields[n++], "employment_specialist", "@member");
    if (strcmp(kind_name, "member") == 0 && !owned)
        put(w, kind, &fields[n++], "role", "specialist");
    const struct catalogue_field *to_client = catalogue_field(kind, "client");
    if (!client && parent && to_client)
        put(w, kind, &fields[n++], "client", "@client");
    if (!client && !to_client && made(w, "member") && strcmp(kind->compartment, "supervision") == 0)
        put(w, kind, &fields[n++], "member", "@member");
    if (save_new(w->store, kind, fields, n, NULL, id, NULL, &err) < 0)
        fail_msg("%s: %s", kind_name, err.message);
    for (size_t i = 0; i < n; i++)
        value_clear(&fields[i].to);
    remember(w, kind_name, id);
}

/* One record: "kind*3 field=value …"; the kind may be given. */
static void write_one(struct writing *w, const char *kind, char *words)
{
    const char *pairs[24];
    size_t count = 0;
    char *rest = NULL;
    char name[64] = "";
    int times = 1;
    for (char *word = strtok_r(words, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
        if (strchr(word, '=')) {
            assert_true(count < 20);
            pairs[count++] = word;
        } else {
            size_t length = strcspn(word, "*");
            (void)snprintf(name, sizeof name, "%.*s", (int)length, word);
            times = word[length] ? (int)strtol(word + length + 1, NULL, 10) : 1;
        }
    }
    for (int i = 0; i < times; i++)
        save(w, kind ? kind : name, pairs, count);
}

/* All records of an example; the id of whom it is about. */
static void write_example(struct writing *w, const char *records, char id[ID_SIZE])
{
    const char *first = "client";
    const char *at = records;
    forget(w);
    if (strncmp(records, "m:", 2) == 0 || strncmp(records, "t:", 2) == 0) {
        first = records[0] == 'm' ? "member" : NULL;
        at += 2;
    }
    for (bool begun = false; *at || !begun; begun = true) {
        size_t n = strcspn(at, "|");
        char *words = strndup(at, n);
        assert_non_null(words);
        write_one(w, begun ? NULL : first, words);
        free(words);
        if (!begun)
            memcpy(id, w->ids[0], ID_SIZE);
        at += n + (at[n] == '|');
    }
}

/* --- comparing ----------------------------------------------------------------------------- */

/* The first of a clock's days for a client, a colleague or a record. */
static int days_of(const struct due *d, const char *clock, const char *id)
{
    int found = NONE;
    for (size_t i = 0; i < d->count; i++) {
        const struct due_item *item = &d->items[i];
        bool about = strcmp(item->client, id) == 0 || strcmp(item->record, id) == 0 ||
                     (item->client[0] == '\0' && strcmp(item->member, id) == 0);
        if (strcmp(item->clock->name, clock) != 0 || !about)
            continue;
        int days = item->on.year == 0 ? GAP : item->days;
        if (days < found)
            found = days;
    }
    return found;
}

static void read_due(struct due *out, const struct store_fixture *f, const char *member, int days)
{
    struct error err = {0};
    struct due_request request = {.today = today(f), .days = days, .member = member};
    if (due_read(out, f->store, &request, &err) < 0)
        fail_msg("%s", err.message);
}

static void compare(const struct due *d, char (*ids)[ID_SIZE], bool changed)
{
    size_t wrong = 0;
    for (size_t i = 0; i < EXAMPLES; i++) {
        int expected = changed ? examples[i].changed : examples[i].days;
        int got = days_of(d, examples[i].clock, ids[i]);
        if (got != expected) {
            print_error("%s, %s%s: in %d days instead of %d\n", examples[i].clock, examples[i].what,
                        changed ? ", settings changed" : "", got, expected);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

static void check_sentences(const struct due *d)
{
    for (size_t i = 0; i < d->count; i++) {
        const struct due_item *item = &d->items[i];
        size_t n = strlen(item->why);
        if (n == 0 || item->why[n - 1] == '.' || strpbrk(item->why, "{}\n"))
            fail_msg("%s says “%s”", item->clock->name, item->why);
        if (i > 0)
            assert_true(d->items[i - 1].state <= item->state);
    }
}

static void test_examples(void **state)
{
    struct store_fixture *f = *state;
    struct error err = {0};
    static char ids[EXAMPLES][ID_SIZE];
    struct writing w = {.store = f->store, .today = today(f)};
    struct due d = {0};
    assert_int_equal(store_begin(f->store, &err), 0);
    for (size_t i = 0; i < EXAMPLES; i++)
        write_example(&w, examples[i].records, ids[i]);
    assert_int_equal(store_commit(f->store, &err), 0);
    read_due(&d, f, NULL, FAR);
    check_sentences(&d);
    compare(&d, ids, false);
    due_clear(&d);
    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++) {
        struct saved s =
            store_fixture_save(f->store, NULL, "setting", "name", settings[i][0], NULL);
        (void)store_fixture_save(f->store, s.record, "setting", "value", settings[i][1], NULL);
    }
    read_due(&d, f, NULL, FAR);
    compare(&d, ids, true);
    for (size_t i = 0; i < d.clock_count; i++) /* each setting that was set is known */
        for (size_t j = 0; j < d.clocks[i].setting_count; j++)
            assert_null(d.clocks[i].settings[j].refused);
    due_clear(&d);
    forget(&w);
}

/* Every clock has an example of being due, and each that stops of standing still. */
static void test_every_clock_has_examples(void **state)
{
    struct store_fixture *f = *state;
    struct error err = {0};
    struct due d = {0};
    static const char *const apart[] = {"draft_old", "sync_age", "jobcentre_contact",
                                        "fidelity_check", "holidays_entered"};
    assert_int_equal(due_read_clocks(&d, f->store, &err), 0);
    assert_true(d.clock_count >= 54);
    for (size_t i = 0; i < d.clock_count; i++) {
        bool due = false, not_due = false, paused = !d.clocks[i].stops_when_paused;
        for (size_t j = 0; j < sizeof apart / sizeof apart[0]; j++)
            due = due || strcmp(apart[j], d.clocks[i].name) == 0;
        not_due = due;
        for (size_t j = 0; j < EXAMPLES; j++) {
            if (strcmp(examples[j].clock, d.clocks[i].name) != 0)
                continue;
            due = due || examples[j].days < GAP;
            not_due = not_due || examples[j].days == NONE || examples[j].days > 0;
            paused =
                paused || (strcmp(examples[j].what, "paused") == 0 && examples[j].days == NONE);
        }
        if (!due || !not_due || !paused)
            fail_msg("%s lacks examples", d.clocks[i].name);
    }
    due_clear(&d);
}

/* --- clocks of the whole team, one after another -------------------------------------------- */

static int only(const struct store_fixture *f, const char *clock)
{
    struct due d = {0};
    int found = NONE;
    read_due(&d, f, NULL, FAR);
    for (size_t i = 0; i < d.count; i++)
        if (strcmp(d.items[i].clock->name, clock) == 0) {
            assert_int_equal(found, NONE);
            found = d.items[i].on.year == 0 ? GAP : d.items[i].days;
        }
    due_clear(&d);
    return found;
}

static void write_line(struct store_fixture *f, const char *line)
{
    struct writing w = {.store = f->store, .today = today(f)};
    char id[ID_SIZE];
    write_example(&w, line, id);
    forget(&w);
}

static void set_number(struct store_fixture *f, const char *name, const char *value)
{
    struct saved s = store_fixture_save(f->store, NULL, "setting", "name", name, NULL);
    (void)store_fixture_save(f->store, s.record, "setting", "value", value, NULL);
}

static void test_holidays(void **state)
{
    struct store_fixture *f = *state; /* a Monday */
    write_line(f, "| complaint received_on=-3");
    assert_int_equal(only(f, "complaint_acknowledged"), 2); /* Friday, and Monday to Wednesday */
    write_line(f, "t: holiday date=1 name=Invented");
    assert_int_equal(only(f, "complaint_acknowledged"), 3);
    write_line(f, "t: holiday date=-1 until_on=3 name=Closed");
    assert_int_equal(only(f, "complaint_acknowledged"), 8);
    write_line(f, "t: holiday name=Sometime");
    write_line(f, "t: holiday date=40 until_on=30");
    assert_int_equal(only(f, "complaint_acknowledged"), 8);
}

/* From a month before the year begins, and on until some are written; never where none ever were.
 */
static void test_holidays_entered(void **state)
{
    struct store_fixture *f = *state;
    struct date day = {today(f).year + 1, 1, 1};
    char first[64];
    int days = date_days(day) - date_days(today(f));
    assert_in_range(days, 32, 300);
    assert_int_equal(only(f, "holidays_entered"), NONE);
    write_line(f, "t: holiday date=-3 name=Invented");
    assert_int_equal(only(f, "holidays_entered"), NONE); /* this year's are written */
    char number[8];
    (void)snprintf(number, sizeof number, "%d", days);
    set_number(f, "holiday_warn_days", number);
    assert_int_equal(only(f, "holidays_entered"), days);
    (void)snprintf(first, sizeof first, "t: holiday date=%d name=Invented", days);
    write_line(f, first);
    assert_int_equal(only(f, "holidays_entered"), NONE);
}

/* The year has begun, and only last year's are written. */
static void test_holidays_late(void **state)
{
    struct store_fixture *f = *state;
    int begun = date_days((struct date){today(f).year, 1, 1}) - date_days(today(f));
    char last[64];
    (void)snprintf(last, sizeof last, "t: holiday date=%d name=Invented", begun - 1);
    write_line(f, last);
    assert_int_equal(only(f, "holidays_entered"), begun);
}

static void test_fidelity(void **state)
{
    struct store_fixture *f = *state;
    assert_int_equal(only(f, "fidelity_check"), NONE);
    write_line(f, "t: fidelity_review report_kept=x");
    assert_int_equal(only(f, "fidelity_check"), GAP);
    write_line(f, "t: fidelity_review reviewed_on=-190 total=90");
    assert_int_equal(only(f, "fidelity_check"), -7);
    set_number(f, "fidelity_days", "200");
    assert_int_equal(only(f, "fidelity_check"), 10);
    write_line(f, "t: fidelity_review reviewed_on=-180 total=105");
    assert_int_equal(only(f, "fidelity_check"), 185);
    write_line(f, "t: fidelity_review reviewed_on=-2 total=90 next_on=300");
    assert_int_equal(only(f, "fidelity_check"), 300);
}

static void test_jobcentre(void **state)
{
    struct store_fixture *f = *state;
    assert_int_equal(only(f, "jobcentre_contact"), NONE);
    write_line(f, "t: team_meeting meeting_kind=jobcentre held_on=-10 attended=yes");
    assert_int_equal(only(f, "jobcentre_contact"), -3);
    set_number(f, "jobcentre_days", "14");
    assert_int_equal(only(f, "jobcentre_contact"), 4);
    write_line(f, "t: team_meeting meeting_kind=jobcentre held_on=-1 attended=no");
    assert_int_equal(only(f, "jobcentre_contact"), 13);
}

static void test_exchange(void **state)
{
    struct store_fixture *f = *state;
    struct error err = {0};
    assert_int_equal(only(f, "sync_age"), NONE);
    assert_int_equal(store_setting_put(f->store, "team", "abc", &err), 0);
    assert_int_equal(only(f, "sync_age"), GAP);
    assert_int_equal(store_setting_put(f->store, "last_sync", "2026-08-28T10:00:00+01:00", &err),
                     0);
    assert_int_equal(only(f, "sync_age"), -3);
    set_number(f, "sync_days", "14");
    assert_int_equal(only(f, "sync_age"), 4);
}

static void test_draft(void **state)
{
    struct store_fixture *f = *state;
    struct error err = {0};
    struct draft_field field = {.field = "name", .text = "Ada Example"};
    struct draft draft = {
        .id = "01K4G0000000000000000000A1", .kind = "client", .fields = &field, .count = 1};
    assert_int_equal(only(f, "draft_old"), NONE);
    assert_int_equal(store_draft_put(f->store, &draft, &err), 0);
    assert_int_equal(only(f, "draft_old"), 3);
    f->now += INT64_C(86400) * 5;
    assert_int_equal(only(f, "draft_old"), -2);
    set_number(f, "draft_days", "6");
    assert_int_equal(only(f, "draft_old"), 1);
    assert_int_equal(store_draft_remove(f->store, draft.id, &err), 0);
    assert_int_equal(only(f, "draft_old"), NONE);
}

/* --- whose, when, in which order ------------------------------------------------------------ */

static void test_whose(void **state)
{
    struct store_fixture *f = *state;
    struct error err = {0};
    struct writing w = {.store = f->store, .today = today(f)};
    char me[ID_SIZE], other[ID_SIZE], mine[ID_SIZE], theirs[ID_SIZE], nobodys[ID_SIZE];
    char found[ID_SIZE];
    struct due d = {0};
    write_example(&w, "client referred_on=-20", nobodys);
    write_example(&w, "m: name=Wendy | client referred_on=-20", me);
    memcpy(mine, made(&w, "client"), ID_SIZE);
    write_example(&w, "m: name=Walter | client referred_on=-20", other);
    memcpy(theirs, made(&w, "client"), ID_SIZE);
    read_due(&d, f, me, 7);
    assert_int_equal(days_of(&d, "first_meeting", mine), -13);
    assert_int_equal(days_of(&d, "first_meeting", nobodys), -13);
    assert_int_equal(days_of(&d, "first_meeting", theirs), NONE);
    assert_int_equal(days_of(&d, "supervision_held", me), GAP);
    assert_int_equal(days_of(&d, "supervision_held", other), NONE);
    assert_int_equal(d.caseload.people, 2);
    assert_int_equal(d.caseload.waiting, 2);
    due_clear(&d);
    /* Covering brings the clients, not the colleague's own supervision. */
    struct saved cover = store_fixture_save(f->store, NULL, "cover", "member", other, NULL);
    (void)store_fixture_save(f->store, cover.record, "cover", "covered_by", me, NULL);
    (void)store_fixture_save(f->store, cover.record, "cover", "from_on", "2026-09-01", NULL);
    struct saved until =
        store_fixture_save(f->store, cover.record, "cover", "until_on", "2026-09-08", NULL);
    read_due(&d, f, me, 7);
    assert_int_equal(days_of(&d, "first_meeting", theirs), -13);
    assert_int_equal(days_of(&d, "supervision_held", other), NONE);
    due_clear(&d);
    (void)store_fixture_save(f->store, cover.record, "cover", "until_on", "2026-09-06",
                             until.entry);
    read_due(&d, f, me, 7);
    assert_int_equal(days_of(&d, "first_meeting", theirs), NONE);
    due_clear(&d);
    /* Whoever leads a colleague sees what falls to that colleague. */
    (void)store_fixture_save(f->store, other, "member", "lead_member", me, NULL);
    read_due(&d, f, me, 7);
    assert_int_equal(days_of(&d, "supervision_held", other), GAP);
    assert_int_equal(days_of(&d, "first_meeting", theirs), NONE);
    due_clear(&d);
    read_due(&d, f, NULL, 7);
    assert_int_equal(days_of(&d, "first_meeting", theirs), -13);
    due_clear(&d);
    assert_int_equal(due_find_member(found, f->store, "wend", &err), 0);
    assert_string_equal(found, me);
    assert_int_equal(due_find_member(found, f->store, "WALTER", &err), 0);
    assert_string_equal(found, other);
    assert_int_equal(due_find_member(found, f->store, "w", &err), -STATUS_USAGE);
    assert_int_equal(due_find_member(found, f->store, "zelda", &err), -STATUS_NO_INPUT);
    assert_int_equal(due_find_member(found, f->store, "", &err), -STATUS_NO_INPUT);
    assert_int_equal(due_find_member(found, f->store, me, &err), 0);
    assert_string_equal(found, me);
    forget(&w);
}

/* A day about no client is told to whoever has it in hand; supervision to the colleague and the
 * lead; what nobody who is still here has, to all but supervision. */
static void test_whose_days(void **state)
{
    struct store_fixture *f = *state;
    struct writing w = {.store = f->store, .today = today(f)};
    static const char *const what[] = {"lead", "audit", "employer", "employer_contact",
                                       "supervision_agreement"};
    enum { KINDS = sizeof what / sizeof what[0], SUPERVISION = KINDS - 1 };
    char lead[ID_SIZE], other[ID_SIZE], third[ID_SIZE], ids[KINDS][ID_SIZE];
    write_example(&w, "m: name=Wendy", lead);
    write_example(&w, "m: name=Wilma", third);
    write_example(&w,
                  "m: name=Walter | lead job_title=x member=@member next_contact_on=-1"
                  " | audit standard=x audited_on=-9 action_by=@member action_on=-1"
                  " | employer lead_specialist=@member next_step_on=-1"
                  " | employer | employer_contact employer=@employer member=@member date=-9"
                  " kind_of_contact=visit next_step_on=-1"
                  " | supervision_agreement agreed_on=-20 review_on=-1",
                  other);
    for (size_t i = 0; i < KINDS; i++) {
        for (size_t j = w.count; j-- > 0;) /* the first of that kind */
            if (strcmp(w.kinds[j], what[i]) == 0)
                memcpy(ids[i], w.ids[j], ID_SIZE);
    }
    (void)store_fixture_save(f->store, other, "member", "lead_member", lead, NULL);
    for (int gone = 0; gone < 2; gone++) {
        for (size_t i = 0; i < KINDS; i++) {
            const struct {
                const char *member;
                bool told;
            } whom[] = {{other, !gone}, {lead, true}, {third, gone}, {NULL, true}};
            for (size_t j = 0; j < sizeof whom / sizeof whom[0]; j++) {
                struct due d = {0};
                if (gone && (i == SUPERVISION || i == 3 || j == 0))
                    continue; /* below; a contact's step goes with its writer; who has left */
                read_due(&d, f, whom[j].member, 7);
                int days = days_of(&d, "day_noted", ids[i]);
                if (days != (whom[j].told ? -1 : NONE))
                    fail_msg("%s, whom %zu, gone %d: %d", what[i], j, gone, days);
                due_clear(&d);
            }
        }
        if (!gone)
            (void)store_fixture_save(f->store, other, "member", "left_on", "2026-09-01", NULL);
    }
    struct due d = {0};
    read_due(&d, f, NULL, 7);
    assert_int_equal(days_of(&d, "day_noted", ids[SUPERVISION]), NONE);
    due_clear(&d);
    forget(&w);
}

static void test_order_and_horizon(void **state)
{
    struct store_fixture *f = *state;
    struct due d = {0};
    write_line(f,
               "name=Ada referred_on=-20 | concern noticed_on=-1 | plan_step action=x by_when=5 | "
               "plan_step action=y by_when=0 | plan_step action=z | interview held_on=-30 | "
               "disclosure_item item=mental_health");
    read_due(&d, f, NULL, 7);
    static const char *const order[] = {"concern_alerted", "first_meeting", "interview_follow_up",
                                        "plan_step",       "plan_step",     "plan_step"};
    static const enum due_state states[] = {DUE_SAFETY, DUE_OVER, DUE_OVER,
                                            DUE_TODAY,  DUE_SOON, DUE_GAP};
    assert_int_equal(d.count, 6);
    for (size_t i = 0; i < 6; i++) {
        assert_string_equal(d.items[i].clock->name, order[i]);
        assert_int_equal(d.items[i].state, states[i]);
        assert_string_equal(d.items[i].name, "Ada");
    }
    assert_string_equal(d.items[1].why, "Referred on 18 Aug and not met yet");
    due_clear(&d);
    read_due(&d, f, NULL, 4);
    assert_int_equal(d.count, 5);
    due_clear(&d);
    /* Nine days before the end of the month that the scale allows, the first reminder comes. */
    write_line(f, "name=Bea accepted_on=-21 first_met_on=-21");
    read_due(&d, f, NULL, 0);
    bool shown = false;
    for (size_t i = 0; i < d.count; i++)
        shown = shown || (strcmp(d.items[i].clock->name, "first_employer_contact") == 0 &&
                          d.items[i].days == 9 && d.items[i].state == DUE_SOON);
    assert_true(shown);
    due_clear(&d);
}

/* Once it is written that a job began, nobody is asked whether it did. */
static void test_what_a_job_is_asked(void **state)
{
    struct store_fixture *f = *state;
    static const char *const titles[] = {"Did the job begin?", "The day of the first 4 paid hours"};
    static const char *const jobs[] = {"name=Ada | job planned_start_on=-3",
                                       "name=Bea | job started_on=-10"};
    for (size_t i = 0; i < 2; i++) {
        struct due d = {0};
        size_t asked = 0;
        write_line(f, jobs[i]);
        read_due(&d, f, NULL, 7);
        for (size_t k = 0; k < d.count; k++)
            if (strcmp(d.items[k].clock->name, "job_counts") == 0)
                asked += strcmp(d.items[k].title, titles[i]) == 0;
        assert_int_equal(asked, 1);
        due_clear(&d);
    }
}

static void test_settings_that_are_no_numbers(void **state)
{
    struct store_fixture *f = *state;
    struct error err = {0};
    struct due d = {0};
    static const char *const wrong[] = {"soon", "-3", "1e9", "3.", "999999999", "'); DROP"};
    write_line(f, "referred_on=-20");
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        set_number(f, "first_meeting_days", wrong[i]);
        assert_int_equal(only(f, "first_meeting"), -13);
        assert_int_equal(due_read_clocks(&d, f->store, &err), 0);
        bool told = false;
        struct buf text = BUF_ZERO;
        for (size_t k = 0; k < d.clock_count; k++) {
            if (strcmp(d.clocks[k].name, "first_meeting") != 0)
                continue;
            assert_string_equal(d.clocks[k].settings[0].refused, wrong[i]);
            due_explain(&text, &d.clocks[k]);
            told = strstr(buf_text(&text), "which is no number") != NULL;
        }
        assert_true(told);
        buf_free(&text);
        due_clear(&d);
    }
    set_number(f, "first_meeting_days", "8.5");
    assert_int_equal(only(f, "first_meeting"), -12);
}

/* Duplicates show as one: what is written about either is about the person. */
static void check_number(const struct store_fixture *f, const char *name, const char *number)
{
    struct due d = {0};
    struct error err = {0};
    bool found = false;
    assert_int_equal(due_read_clocks(&d, f->store, &err), 0);
    for (size_t i = 0; i < d.clock_count; i++)
        for (size_t j = 0; j < d.clocks[i].setting_count; j++)
            if (strcmp(d.clocks[i].settings[j].name, name) == 0) {
                assert_string_equal(d.clocks[i].settings[j].value, number);
                found = true;
            }
    assert_true(found);
    due_clear(&d);
}

static void test_a_number_for_the_team(void **state)
{
    struct store_fixture *f = *state;
    struct error err = {0};
    assert_int_equal(due_set(f->store, "not_seen_days", "21", "agreed in May", &err), 0);
    check_number(f, "not_seen_days", "21");
    assert_int_equal(due_set(f->store, "not_seen_days", "three", NULL, &err), -STATUS_DATA);
    check_number(f, "not_seen_days", "21");
    assert_int_equal(due_set(f->store, "not_seen_days", "", NULL, &err), 0);
    check_number(f, "not_seen_days", "28");

    /* two devices set it apart: one change is for both records, also a return to the standard */
    set_number(f, "first_meeting_days", "10");
    set_number(f, "first_meeting_days", "11");
    assert_int_equal(due_set(f->store, "first_meeting_days", "12.5", NULL, &err), 0);
    check_number(f, "first_meeting_days", "12.5");
    assert_int_equal(due_set(f->store, "first_meeting_days", "", NULL, &err), 0);
    check_number(f, "first_meeting_days", "7");
    assert_int_equal(due_set(f->store, "first_meeting_days", "", NULL, &err), 0);
    check_number(f, "first_meeting_days", "7");
}

static void test_duplicates(void **state)
{
    struct store_fixture *f = *state;
    struct saved a = store_fixture_save(f->store, NULL, "client", "name", "Ada Example", NULL);
    struct saved b = store_fixture_save(f->store, NULL, "client", "name", "Ada Example", NULL);
    (void)store_fixture_save(f->store, b.record, "client", "referred_on", "2026-08-18", NULL);
    (void)store_fixture_save(f->store, b.record, "client", "_same_as", a.record, NULL);
    assert_int_equal(only(f, "first_meeting"), -13);
    struct saved n = store_fixture_save(f->store, NULL, "note", "client", b.record, NULL);
    (void)store_fixture_save(f->store, n.record, "note", "date", "2026-08-20", NULL);
    assert_int_equal(only(f, "first_meeting"), NONE);
    (void)store_fixture_save(f->store, n.record, "note", "_struck", "yes", NULL);
    assert_int_equal(only(f, "first_meeting"), -13);
}

#define WITH_STORE(test)                                                                           \
    cmocka_unit_test_setup_teardown(test, store_fixture_new, store_fixture_free)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_STORE(test_examples),
        WITH_STORE(test_every_clock_has_examples),
        WITH_STORE(test_holidays),
        WITH_STORE(test_holidays_entered),
        WITH_STORE(test_holidays_late),
        WITH_STORE(test_fidelity),
        WITH_STORE(test_jobcentre),
        WITH_STORE(test_exchange),
        WITH_STORE(test_draft),
        WITH_STORE(test_whose),
        WITH_STORE(test_whose_days),
        WITH_STORE(test_order_and_horizon),
        WITH_STORE(test_what_a_job_is_asked),
        WITH_STORE(test_settings_that_are_no_numbers),
        WITH_STORE(test_a_number_for_the_team),
        WITH_STORE(test_duplicates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is due, on five years of a team of twenty: 2,000 clients of whom 400 are with the service
 * now, 100,000 notes, visits, appointments, time, plans and jobs; half a million entries.
 *
 *   bench_due [PART]      the store is $INWORK_STORE; PART of a full team, 1 by default
 *
 * A store without the marker of an earlier run is filled first, which takes a few minutes. Then due
 * is computed for one specialist and for everybody, each time on a new connection, so that every
 * page is read and decrypted again; and once more on the same connection, as the screen does. For
 * one client alone, as their pages do, too.
 */
#include "bench.h"

#include "inwork/base/buf.h"
#include "inwork/base/date.h"
#include "inwork/base/error.h"
#include "inwork/model/due.h"
#include "inwork/store/entry.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "inwork/vault/vault.h"

#define MARKER "bench_due"
#define MEMBERS 20
#define SLOTS 20 /* clients of a specialist at a time */
#define YEARS 5  /* each slot is taken by one client a year */
#define WORKING_DAYS 1300
#define NOTES_A_DAY 77
#define BATCH 60000
#define ROUNDS 7

struct team {
    struct store *store;
    struct date today;
    double part;
    char members[MEMBERS][RECORD_ID_TEXT];
    char clients[MEMBERS][SLOTS][YEARS][RECORD_ID_TEXT];
    char jobs[MEMBERS][SLOTS][YEARS][RECORD_ID_TEXT];
    char employers[400][RECORD_ID_TEXT];
    int saved;
    uint64_t seed;
};

static unsigned pick(struct team *t, unsigned below)
{
    t->seed = t->seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)((t->seed >> 33) % below);
}

/* A record from pairs of field and text, the last NULL; `id` may be NULL. */
static int add(struct team *t, const char *kind, const char *const *pairs, char id[RECORD_ID_TEXT],
               struct error *err)
{
    struct value values[16] = {{0}};
    struct assignment set[16];
    size_t n = 0;
    int code = 0;
    for (; code == 0 && pairs[n * 2] && n < 16; n++) {
        const char *text = pairs[n * 2 + 1];
        code = value_set_text(&values[n], text, strlen(text), err);
        set[n] = (struct assignment){.field = pairs[n * 2], .to = &values[n]};
    }
    struct change change = {.kind = kind, .set = set, .count = n};
    if (code == 0)
        code = store_save(t->store, &change, id, NULL, err);
    for (size_t i = 0; i < n; i++)
        value_clear(&values[i]);
    if (code == 0 && ++t->saved % BATCH == 0) {
        code = store_bulk_end(t->store, err);
        if (code == 0)
            code = store_bulk_begin(t->store, err);
    }
    return code;
}
#define ADD(t, kind, id, err, ...) add(t, kind, (const char *const[]){__VA_ARGS__, NULL}, id, err)

static void day_text(char out[DATE_SIZE], const struct team *t, int ago)
{
    date_format(out, date_add_days(t->today, -ago));
}

static int add_people(struct team *t, struct error *err)
{
    int code = 0;
    char name[64], day[DATE_SIZE], later[DATE_SIZE], left[DATE_SIZE];
    for (int m = 0; code == 0 && m < MEMBERS; m++) {
        (void)snprintf(name, sizeof name, "Specialist Invented %d", m);
        code = ADD(t, "member", t->members[m], err, "name", name, "role", "specialist",
                   "started_on", "2020-04-01", "hours_per_week", "37.5");
    }
    for (int e = 0; code == 0 && e < 400; e++) {
        (void)snprintf(name, sizeof name, "Invented Employer %d Ltd", e);
        code = ADD(t, "employer", t->employers[e], err, "name", name);
    }
    for (int y = 0; code == 0 && y < YEARS; y++) {
        for (int c = 0; code == 0 && c < MEMBERS * SLOTS; c++) {
            int m = c / SLOTS, s = c % SLOTS;
            int began = 365 * (YEARS - y) - (int)pick(t, 200);
            char *id = t->clients[m][s][y];
            (void)snprintf(name, sizeof name, "Client Invented %d %d %d", m, s, y);
            day_text(day, t, began);
            day_text(later, t, began - 5);
            day_text(left, t, began - 340);
            code = ADD(t, "client", id, err, "name", name, "employment_specialist", t->members[m],
                       "referred_on", day, "accepted_on", day, "first_met_on", later,
                       "consent_take_part", "yes", "service", "new_job",
                       y < YEARS - 1 ? "left_on" : "clinical_team",
                       y < YEARS - 1 ? left : "Invented Team");
            if (code == 0)
                code = ADD(t, "vocational_profile", NULL, err, "client", id, "started_on", later,
                           "physical_health", "Invented words about it", "transport_use", "Bus 7");
            if (code == 0)
                code = ADD(t, "employment_plan", NULL, err, "client", id, "made_on", later);
            for (int i = 0; code == 0 && i < 10; i++)
                code =
                    ADD(t, "plan_step", NULL, err, "client", id, "action", "Ring the garden centre",
                        "by_when", later, "state", i < 8 ? "done" : "open");
            day_text(later, t, began - 120);
            if (code == 0 && pick(t, 10) < 5)
                code = ADD(t, "job", t->jobs[m][s][y], err, "client", id, "job_title", "Baker",
                           "started_on", later, "employer", t->employers[pick(t, 400)]);
        }
    }
    return code;
}

static int add_day(struct team *t, int ago, struct error *err)
{
    static const char words[] =
        "We met at the library and went over the advertisement again. An invented sentence follows "
        "that is about as long as what people write when they come back from a visit, with one "
        "more "
        "clause at the end, so that a page holds about as many notes as it would.";
    char day[DATE_SIZE];
    int code = 0;
    int year = YEARS - 1 - ago / 365;
    day_text(day, t, ago);
    for (int i = 0; code == 0 && i < (int)(NOTES_A_DAY * t->part); i++) {
        unsigned m = pick(t, MEMBERS), s = pick(t, SLOTS);
        const char *id = t->clients[m][s][year < 0 ? 0 : year];
        code = ADD(t, "note", NULL, err, "client", id, "date", day, "kind_of_contact",
                   pick(t, 10) ? "face_to_face" : "missed", "place", "community", "minutes", "45",
                   "activities", words, "plan_progress", words, "wellbeing", "As last time",
                   "next_step", "Ring back");
        if (code == 0 && i % 2 == 0)
            code = ADD(t, "appointment", NULL, err, "client", id, "date", day, "time", "10:00",
                       "state", "kept", "member", t->members[m], "place", "Library");
        if (code == 0 && i % 4 == 0)
            code =
                ADD(t, "team_update", NULL, err, "client", id, "told_on", day, "progress", "Well");
        if (code == 0 && i % 5 == 0 && t->jobs[m][s][year < 0 ? 0 : year][0])
            code = ADD(t, "job_check_in", NULL, err, "client", id, "checked_on", day, "job",
                       t->jobs[m][s][year < 0 ? 0 : year]);
    }
    for (int m = 0; code == 0 && m < (int)(MEMBERS * t->part); m++) {
        for (int i = 0; code == 0 && i < 5; i++)
            code = ADD(t, "time_log", NULL, err, "member", t->members[m], "date", day, "minutes",
                       "90", "place", i ? "community" : "office", "activity", "client");
        code = code < 0 ? code
                        : ADD(t, "employer_contact", NULL, err, "member", t->members[m], "date",
                              day, "employer", t->employers[pick(t, 400)], "kind_of_contact",
                              "visit", "learned", words);
    }
    return code;
}

static int fill(struct team *t, struct error *err)
{
    double began = bench_ms();
    int code = store_bulk_begin(t->store, err);
    if (code == 0)
        code = add_people(t, err);
    for (int i = WORKING_DAYS; code == 0 && i > 0; i--)
        code = add_day(t, i * 7 / 5, err);
    if (code == 0)
        code = store_bulk_end(t->store, err);
    if (code == 0)
        code = store_setting_put(t->store, MARKER, t->members[7], err);
    if (code == 0)
        code = store_checkpoint(t->store, err);
    (void)fprintf(stderr, "(%d entries written in %.0f s)\n", t->saved, (bench_ms() - began) / 1e3);
    return code;
}

static int measure_once(struct bench *b, const struct due_request *request, double *first,
                        double *again, size_t *items, struct error *err)
{
    struct due due = {0};
    double began = bench_ms();
    int code = store_open(&b->store, b->vault, &(struct store_options){.read_only = true}, err);
    if (code == 0)
        code = due_read(&due, b->store, request, err);
    *first = bench_ms() - began;
    *items = due.count;
    due_clear(&due);
    began = bench_ms();
    if (code == 0)
        code = due_read(&due, b->store, request, err);
    *again = bench_ms() - began;
    due_clear(&due);
    store_close(b->store);
    b->store = NULL;
    return code;
}

static int measure(struct bench *b, const char *what, const struct due_request *request, int goal,
                   struct error *err)
{
    double first[ROUNDS], again[ROUNDS];
    size_t items = 0;
    int code = 0;
    for (int i = 0; code == 0 && i < ROUNDS; i++)
        code = measure_once(b, request, &first[i], &again[i], &items, err);
    if (code < 0)
        return code;
    bench_sort(first, ROUNDS);
    bench_sort(again, ROUNDS);
    printf("%-34s %12.1fms %14s %8s   < %d ms; again on the screen %.1f ms; %zu due\n", what,
           first[ROUNDS / 2], "-", "-", goal, again[ROUNDS / 2], items);
    return 0;
}

static int take_id(const struct title_row *row, void *payload, struct error *err)
{
    (void)err;
    (void)snprintf(payload, RECORD_ID_TEXT, "%s", row->id);
    return 0;
}

int main(int argc, char **argv)
{
    struct error err = {0};
    struct bench b = {0};
    struct buf marker = BUF_ZERO;
    struct team *t = calloc(1, sizeof *t);
    int code = t ? bench_open(&b, &err) : error_memory(&err);
    if (code == 0) {
        t->store = b.store;
        t->today = date_of_moment(store_now(b.store));
        t->part = argc > 1 ? strtod(argv[1], NULL) : 1;
        t->seed = 7;
        code = store_setting_get(b.store, MARKER, &marker, &err);
        if (code == -STATUS_NO)
            code = fill(t, &err);
        if (code == 0 && marker.len == 0)
            code = store_setting_get(b.store, MARKER, &marker, &err);
    }
    if (code == 0) {
        char client[RECORD_ID_TEXT] = "";
        struct list_request whom = {.kind = "client", .limit = 1};
        struct due_request one = {.today = t->today, .days = 7, .member = buf_text(&marker)};
        struct due_request all = {.today = t->today, .days = 7};
        struct due_request alone = {.today = t->today, .days = 7, .client = client};
        code = store_titles(b.store, &whom, take_id, client, &err);
        store_close(b.store);
        b.store = NULL;
        if (code == 0)
            code = measure(&b, "due, one client", &alone, 20, &err);
        if (code == 0)
            code = measure(&b, "due, one specialist's 20 clients", &one, 100, &err);
        if (code == 0)
            code = measure(&b, "due, a team of 20", &all, 500, &err);
    }
    if (code < 0)
        (void)fprintf(stderr, "bench_due: %s\n", err.message);
    buf_free(&marker);
    free(t);
    bench_close(&b);
    return code == 0 ? 0 : 1;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who reads supervision: the colleague it is about and the leads, on all their devices; no other
 * colleague, no laptop of an office, nobody who can write to the remote.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "inwork/base/buf.h"
#include "inwork/courier/courier.h"
#include "inwork/seal/age.h"
#include "inwork/store/entry.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "inwork/team/segment.h"
#include "inwork/team/team.h"
#include "laptops.h"
#include "run_program.h"

/* Ada leads, Ben and Cleo are specialists, the office reads the directory alone. */
struct team {
    struct trio *trio;
    struct laptop *ada, *ben, *office, cleo;
    char ben_id[RECORD_ID_TEXT], cleo_id[RECORD_ID_TEXT];
    char of_ben[COMPARTMENT_SIZE], of_ada[COMPARTMENT_SIZE], of_cleo[COMPARTMENT_SIZE];
    struct error err;
};

/* The record of a laptop's own person, and the compartment of their supervision. */
static void person(struct laptop *l, char member[RECORD_ID_TEXT], char out[COMPARTMENT_SIZE])
{
    struct buf text = {0};
    assert_int_equal(store_setting_get(l->store, "member", &text, &l->err), 0);
    (void)snprintf(member, RECORD_ID_TEXT, "%s", buf_text(&text));
    (void)snprintf(out, COMPARTMENT_SIZE, "supervision-%s", member);
    for (char *p = out; *p != 0; p++)
        *p = (char)(*p >= 'A' && *p <= 'Z' ? *p - 'A' + 'a' : *p);
    buf_free(&text);
}

static int set_up(void **state)
{
    struct team *t = calloc(1, sizeof *t);
    char ada_id[RECORD_ID_TEXT];
    (void)trio_put_back(state);
    t->trio = *state;
    t->ada = &t->trio->a;
    t->ben = &t->trio->b;
    t->office = &t->trio->c;
    laptop_new(&t->cleo, t->trio->folder, "Cleo");
    laptop_join(&t->cleo, t->ada, t->trio->remote, true, false);
    person(t->ada, ada_id, t->of_ada);
    person(t->ben, t->ben_id, t->of_ben);
    person(&t->cleo, t->cleo_id, t->of_cleo);
    *state = t;
    return 0;
}

static int tear_down(void **state)
{
    struct team *t = *state;
    void *trio = t->trio;
    laptop_close(&t->cleo);
    free(t);
    return trio_close(&trio);
}

static void everybody_syncs(struct team *t)
{
    for (int i = 0; i < 2; i++) {
        SYNCED(t->ada);
        SYNCED(t->ben);
        SYNCED(&t->cleo);
        SYNCED(t->office);
    }
}

static int count_key(int64_t generation, const char *identity, void *payload, struct error *err)
{
    (void)generation;
    (void)identity;
    (void)err;
    (*(int *)payload)++;
    return 0;
}

static int keys_of(struct laptop *l, const char *compartment)
{
    int count = 0;
    int r = team_export_key(l->store, compartment, count_key, &count, &l->err);
    assert_int_equal(r, count > 0 ? 0 : -STATUS_NO);
    return count;
}

/* The devices that main holds a key file of a compartment for, one a line, sorted. */
static void sealed_to(struct team *t, const char *compartment, struct buf *out)
{
    char under[COMPARTMENT_SIZE + 8];
    (void)snprintf(under, sizeof under, "keys/%s/", compartment);
    const char *const argv[] = {"git",  "-C",          t->trio->remote, "ls-tree", "-r",
                                "main", "--name-only", under,           NULL};
    assert_int_equal(run_program(argv, NULL, 0, out, false), 0);
}

static int take_unsent(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    (void)count;
    (void)err;
    *(int64_t *)payload = c[2].integer;
    return 0;
}

static int64_t unsent(struct laptop *l)
{
    int64_t n = -1;
    assert_int_equal(store_query(l->store, "status", NULL, 0, take_unsent, &n, &l->err), 0);
    return n;
}

static bool holds(struct laptop *l, const char *record)
{
    struct record r = {0};
    bool held = store_record(l->store, record, &r, &l->err) == 0;
    record_clear(&r);
    return held;
}

static void a_session(struct laptop *l, const char *member, const char *words,
                      char record[RECORD_ID_TEXT])
{
    laptop_save(l, NULL, "supervision", "member", member, record);
    laptop_save(l, record, "supervision", "agenda", words, NULL);
}

static void the_two_and_nobody_else(void **state)
{
    struct team *t = *state;
    char ours[RECORD_ID_TEXT], theirs[RECORD_ID_TEXT];
    a_session(t->ben, t->ben_id, "What I find hard", ours);
    a_session(t->ada, t->ben_id, "Going out with him", theirs);
    laptop_save(t->ada, theirs, "supervision", "next_steps", "Three visits", NULL);
    everybody_syncs(t);
    laptop_save(t->ben, theirs, "supervision", "next_steps", "Four visits", NULL);
    laptop_save(t->ada, ours, "supervision", "next_steps", "Talk on Friday", NULL);
    everybody_syncs(t);
    struct laptop *const readers[] = {t->ada, t->ben};
    for (size_t i = 0; i < 2; i++) {
        assert_string_equal(laptop_text(readers[i], ours, "agenda"), "What I find hard");
        assert_string_equal(laptop_text(readers[i], ours, "next_steps"), "Talk on Friday");
        assert_string_equal(laptop_text(readers[i], theirs, "agenda"), "Going out with him");
        assert_string_equal(laptop_text(readers[i], theirs, "next_steps"), "Four visits");
        assert_int_equal(keys_of(readers[i], t->of_ben), 1);
    }
    struct laptop *const others[] = {&t->cleo, t->office};
    for (size_t i = 0; i < 2; i++) {
        assert_false(holds(others[i], ours));
        assert_false(holds(others[i], theirs));
        assert_int_equal(keys_of(others[i], t->of_ben), 0);
        assert_int_equal(others[i]->report.quarantined, 0);
        struct buf entries = {0};
        laptop_entries(others[i], &entries);
        assert_null(strstr(buf_text(&entries), "does not count"));
        buf_free(&entries);
    }
}

static void keys_are_sealed_to_those_two(void **state)
{
    struct team *t = *state;
    struct buf files = {0};
    char wanted[200];
    sealed_to(t, t->of_ben, &files);
    /* Ben's laptop, Ada's, and the lead on paper. */
    size_t lines = 0;
    for (const char *p = buf_text(&files); (p = strchr(p, '\n')) != NULL; p++)
        lines++;
    assert_int_equal(lines, 3);
    (void)snprintf(wanted, sizeof wanted, "keys/%s/1/%s.age\n", t->of_ben, t->ben->device);
    assert_non_null(strstr(buf_text(&files), wanted));
    (void)snprintf(wanted, sizeof wanted, "keys/%s/1/%s.age\n", t->of_ben, t->ada->device);
    assert_non_null(strstr(buf_text(&files), wanted));
    assert_null(strstr(buf_text(&files), t->cleo.device));
    assert_null(strstr(buf_text(&files), t->office->device));
    /* Nobody keeps supervision of an office; a lead's own begins when something is written. */
    buf_clear(&files);
    sealed_to(t, t->of_ada, &files);
    assert_int_equal(files.len, 0);
    buf_free(&files);
}

static void a_leads_own(void **state)
{
    struct team *t = *state;
    char member[RECORD_ID_TEXT], name[COMPARTMENT_SIZE], record[RECORD_ID_TEXT];
    struct buf files = {0};
    person(t->ada, member, name);
    a_session(t->ada, member, "Leading a team", record);
    SYNCED(t->ada);
    assert_int_equal(unsent(t->ada), 0);
    everybody_syncs(t);
    assert_int_equal(keys_of(t->ada, t->of_ada), 1);
    sealed_to(t, t->of_ada, &files);
    assert_null(strstr(buf_text(&files), t->ben->device));
    assert_false(holds(t->ben, record));
    buf_free(&files);
}

/* A second laptop of Ben's, and a second lead, get what is there. */
static void devices_that_come_later(void **state)
{
    struct team *t = *state;
    struct laptop lead;
    char record[RECORD_ID_TEXT];
    a_session(t->ben, t->ben_id, "A year in the job", record);
    everybody_syncs(t);
    laptop_new(&lead, t->trio->folder, "Dora");
    laptop_join(&lead, t->ada, t->trio->remote, true, true);
    assert_string_equal(laptop_text(&lead, record, "agenda"), "A year in the job");
    assert_int_equal(keys_of(&lead, t->of_cleo), 1);
    /* What the new lead writes about Cleo reaches Cleo. */
    char about[RECORD_ID_TEXT];
    a_session(&lead, t->cleo_id, "Settling in", about);
    SYNCED(&lead);
    SYNCED(&t->cleo);
    assert_string_equal(laptop_text(&t->cleo, about, "agenda"), "Settling in");
    assert_false(holds(t->ben, about));
    laptop_close(&lead);
}

/* What may not be sent yet is kept, said, and goes when it may. */
static void what_waits_is_kept(void **state)
{
    struct team *t = *state;
    char record[RECORD_ID_TEXT], device[DEVICE_ID_TEXT];
    char fingerprint[DEVICE_FINGERPRINT_TEXT];
    struct buf notices = {0};
    a_session(&t->cleo, t->ben_id, "What Ben does well", record);
    SYNCED(&t->cleo);
    laptop_notices(&t->cleo, &notices);
    assert_non_null(strstr(buf_text(&notices), t->of_ben));
    assert_non_null(strstr(buf_text(&notices), "waits on this laptop"));
    assert_int_equal(unsent(&t->cleo), 2);
    SYNCED(t->ada);
    assert_false(holds(t->ada, record));
    device_fingerprint(fingerprint, t->cleo.device);
    const struct team_approval approval = {
        .device = t->cleo.device, .fingerprint = fingerprint, .lead = true};
    assert_int_equal(team_approve(t->ada->store, &approval, device, &t->err), 0);
    SYNCED(t->ada);
    SYNCED(&t->cleo);
    assert_int_equal(unsent(&t->cleo), 0);
    SYNCED(t->ada);
    SYNCED(t->ben);
    assert_string_equal(laptop_text(t->ada, record, "agenda"), "What Ben does well");
    assert_string_equal(laptop_text(t->ben, record, "agenda"), "What Ben does well");
    buf_free(&notices);
}

/* Of two leads who both need a key, the first to sync makes it and the other takes it over. */
static void two_leads_and_one_key(void **state)
{
    struct team *t = *state;
    struct laptop lead;
    char member[RECORD_ID_TEXT], name[COMPARTMENT_SIZE], one[RECORD_ID_TEXT], two[RECORD_ID_TEXT];
    laptop_new(&lead, t->trio->folder, "Dora");
    laptop_join(&lead, t->ada, t->trio->remote, true, true);
    person(t->ada, member, name);
    a_session(t->ada, member, "From Ada", one);
    a_session(&lead, member, "From Dora", two);
    SYNCED(&lead);
    SYNCED(t->ada);
    SYNCED(&lead);
    assert_string_equal(laptop_text(&lead, one, "agenda"), "From Ada");
    assert_string_equal(laptop_text(t->ada, two, "agenda"), "From Dora");
    assert_int_equal(keys_of(t->ada, t->of_ada), 1);
    assert_int_equal(keys_of(&lead, t->of_ada), 1);
    laptop_close(&lead);
}

struct race {
    struct laptop *other;
    bool run;
};

/* While one lead reads main, the other writes to it. */
static void other_is_first(enum sync_phase phase, uint64_t done, uint64_t total, void *payload)
{
    struct race *race = payload;
    (void)done;
    (void)total;
    if (phase == SYNC_FETCHING && !race->run) {
        race->run = true;
        SYNCED(race->other);
    }
}

/* Two leads make the key of one compartment at the same time: the roster has one, both hold it, and
 * what each wrote is read by the other. */
static void two_leads_at_once(void **state)
{
    struct team *t = *state;
    struct laptop lead;
    struct race race = {.other = &lead};
    char ada[RECORD_ID_TEXT], dora[RECORD_ID_TEXT], name[COMPARTMENT_SIZE];
    char one[RECORD_ID_TEXT], two[RECORD_ID_TEXT], own[RECORD_ID_TEXT];
    laptop_new(&lead, t->trio->folder, "Dora");
    laptop_join(&lead, t->ada, t->trio->remote, true, true);
    person(t->ada, ada, name);
    person(&lead, dora, name);
    a_session(&lead, dora, "So that main has something new", own);
    SYNCED(&lead);
    a_session(t->ada, ada, "From Ada", one);
    a_session(&lead, ada, "From Dora", two);
    const struct sync_options options = {.store_path = t->ada->path,
                                         .has_umask = true,
                                         .umask = 022,
                                         .progress = other_is_first,
                                         .payload = &race};
    t->ada->now += 60;
    if (team_sync(t->ada->store, &options, &t->ada->report, &t->ada->err) != 0)
        fail_msg("%s", t->ada->err.message);
    assert_true(race.run);
    SYNCED(&lead);
    SYNCED(t->ada);
    assert_string_equal(laptop_text(&lead, one, "agenda"), "From Ada");
    assert_string_equal(laptop_text(t->ada, two, "agenda"), "From Dora");
    assert_int_equal(keys_of(t->ada, t->of_ada), 1);
    assert_int_equal(keys_of(&lead, t->of_ada), 1);
    assert_int_equal(t->ada->report.quarantined + lead.report.quarantined, 0);
    assert_int_equal(unsent(t->ada) + unsent(&lead), 0);
    laptop_close(&lead);
}

/* ---- a colleague who means ill ---- */

static void take_recipient(struct team *t, const char *compartment, struct age_recipient *out)
{
    /* Who can read the remote knows to whom a compartment is sealed. */
    struct buf log = {0};
    const char *const argv[] = {"sh", "-c",
                                "for n in $(git -C \"$0\" ls-tree -r --name-only main roster/ | "
                                "grep 'json$'); do git -C \"$0\" show main:$n; done",
                                t->trio->remote, NULL};
    assert_int_equal(run_program(argv, NULL, 0, &log, false), 0);
    const char *at = strstr(buf_text(&log), compartment);
    while (at != NULL && strncmp(strchr(at, '"'), "\",\"generation\"", 14) != 0)
        at = strstr(at + 1, compartment);
    assert_non_null(at);
    at = strstr(at, "age1");
    assert_non_null(at);
    assert_int_equal(age_recipient_parse(out, at, strcspn(at, "\""), &t->err), 0);
    buf_free(&log);
}

/* One entry of a supervision session of Ben's, signed by Cleo. */
static void a_forged_line(struct team *t, const char *compartment, struct buf *out)
{
    struct value to = {0};
    char id[ENTRY_ID_TEXT];
    assert_int_equal(value_set_text(&to, t->ben_id, strlen(t->ben_id), &t->err), 0);
    const struct assignment set = {.field = "member", .to = &to};
    const struct entry_draft draft = {.record = "01K4Q8YF3M7T2V9C5XW6A00001",
                                      .kind = "supervision",
                                      .compartment = compartment,
                                      .device = t->cleo.device,
                                      .at = "2026-09-07T12:00:00+01:00",
                                      .clock = 5,
                                      .set = &set,
                                      .count = 1};
    assert_int_equal(entry_write(out, id, &draft, store_device(t->cleo.store), &t->err), 0);
    buf_push(out, '\n');
    value_clear(&to);
}

static void plant(struct team *t, const char *compartment, const char *line_compartment,
                  char path[SEGMENT_PATH_SIZE])
{
    struct team_info info;
    struct age_recipient to;
    struct segment_header header = {.generation = 1, .count = 1};
    struct buf lines = {0}, file = {0}, signature = {0};
    char git_dir[300], ref[80], tip[COURIER_OID_TEXT], commit[COURIER_OID_TEXT], beside[200];
    struct courier *c = NULL;
    assert_int_equal(team_info_read(&info, t->ada->store, &t->err), 0);
    memcpy(header.team, info.team, sizeof header.team);
    team_info_clear(&info);
    memcpy(header.place.device, t->cleo.device, sizeof header.place.device);
    (void)snprintf(header.place.epoch, EPOCH_SIZE, "deadbeef");
    (void)snprintf(header.place.compartment, COMPARTMENT_SIZE, "%s", compartment);
    header.place.n = 1;
    a_forged_line(t, line_compartment, &lines);
    take_recipient(t, compartment, &to);
    assert_int_equal(segment_seal(&file, &signature, &header, lines.data, lines.len, &to,
                                  store_device(t->cleo.store), &t->err),
                     0);
    segment_path(path, &header.place);
    (void)snprintf(beside, sizeof beside, "%s.sig", path);
    const struct courier_put puts[] = {
        {.path = path, .bytes = file.data, .n = file.len},
        {.path = beside, .bytes = signature.data, .n = signature.len}};
    (void)snprintf(git_dir, sizeof git_dir, "%s/stranger.git", t->trio->folder);
    (void)snprintf(ref, sizeof ref, "refs/heads/device/%s", t->cleo.device);
    const struct courier_options options = {
        .git_dir = git_dir, .remote = t->trio->remote, .has_umask = true, .umask = 022};
    const char *refs = ref;
    assert_int_equal(courier_start(&c, &options, &t->err), 0);
    assert_int_equal(courier_fetch(c, &refs, 1, 0, &t->err), 0);
    assert_int_equal(courier_tip(c, ref, tip, &t->err), 0);
    assert_int_equal(courier_commit(c, tip, tip, puts, 2, commit, &t->err), 0);
    assert_int_equal(courier_push(c, ref, commit, &t->err), 0);
    courier_stop(c);
    buf_free(&lines);
    buf_free(&file);
    buf_free(&signature);
}

static void a_colleague_writes_into_it(void **state)
{
    struct team *t = *state;
    char path[SEGMENT_PATH_SIZE];
    everybody_syncs(t);
    plant(t, t->of_ben, t->of_ben, path);
    struct laptop *const readers[] = {t->ada, t->ben};
    for (size_t i = 0; i < 2; i++) {
        struct buf out = {0}, wanted = {0};
        SYNCED(readers[i]);
        laptop_quarantine(readers[i], &out);
        buf_printf(&wanted, "%s: its device may not write in this compartment\n", path);
        assert_string_equal(buf_text(&out), buf_text(&wanted));
        assert_int_equal(readers[i]->report.received, 0);
        assert_false(holds(readers[i], "01K4Q8YF3M7T2V9C5XW6A00001"));
        buf_free(&out);
        buf_free(&wanted);
    }
}

/* Supervision among casework, where all can read it, does not count. */
static void it_is_put_among_casework(void **state)
{
    struct team *t = *state;
    char path[SEGMENT_PATH_SIZE];
    struct buf notices = {0};
    everybody_syncs(t);
    plant(t, "casework", "casework", path);
    SYNCED(t->ada);
    laptop_notices(t->ada, &notices);
    assert_non_null(strstr(buf_text(&notices), "1 entries in casework do not count"));
    assert_false(holds(t->ada, "01K4Q8YF3M7T2V9C5XW6A00001"));
    buf_free(&notices);
}

#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(int argc, char **argv)
{
    laptops_main(argc, argv);
    const struct CMUnitTest tests[] = {
        T(the_two_and_nobody_else), T(keys_are_sealed_to_those_two), T(a_leads_own),
        T(devices_that_come_later), T(what_waits_is_kept),           T(two_leads_and_one_key),
        T(two_leads_at_once),       T(a_colleague_writes_into_it),   T(it_is_put_among_casework),
    };
    return cmocka_run_group_tests(tests, trio_make, trio_remove);
}

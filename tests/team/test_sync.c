/* SPDX-License-Identifier: GPL-3.0-or-later
 * Laptops that share a remote: founding, joining, approving, and coming to the same state from
 * different offline work, in whatever order they sync.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <ctype.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "inwork/base/buf.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "inwork/team/team.h"
#include "laptops.h"
#include "run_program.h"
#include "store_fixture.h"

struct team {
    char *folder;
    char remote[260];
    struct laptop a, b, c;
};

static int set_up(void **state)
{
    struct team *t = calloc(1, sizeof *t);
    t->folder = scratch_make();
    (void)snprintf(t->remote, sizeof t->remote, "%s/team.git", t->folder);
    laptop_new(&t->a, t->folder, "Ada Example");
    laptop_new(&t->b, t->folder, "Ben Example");
    laptop_found(&t->a, t->remote);
    *state = t;
    return 0;
}

static int tear_down(void **state)
{
    struct team *t = *state;
    laptop_close(&t->a);
    laptop_close(&t->b);
    if (t->c.vault != NULL)
        laptop_close(&t->c);
    scratch_remove(t->folder);
    free(t->folder);
    free(t);
    return 0;
}

static void assert_same(struct laptop *x, struct laptop *y)
{
    struct buf one = {0}, two = {0};
    laptop_entries(x, &one);
    laptop_entries(y, &two);
    assert_string_equal(buf_text(&one), buf_text(&two));
    buf_clear(&one);
    buf_clear(&two);
    store_fixture_dump(x->store, &one);
    store_fixture_dump(y->store, &two);
    assert_string_equal(buf_text(&one), buf_text(&two));
    buf_free(&one);
    buf_free(&two);
}

static void a_newcomer_gets_everything(void **state)
{
    struct team *t = *state;
    char client[RECORD_ID_TEXT];
    laptop_save(&t->a, NULL, "client", "name", "Testy McTestface", client);
    SYNCED(&t->a);
    assert_int_equal(t->a.report.sent, 1);
    laptop_join(&t->b, &t->a, t->remote, true, false);
    assert_string_equal(laptop_text(&t->b, client, "name"), "Testy McTestface");
    /* One more exchange, for the record the newcomer brought along. */
    SYNCED(&t->a);
    assert_same(&t->a, &t->b);
    SYNCED(&t->a);
    SYNCED(&t->b);
    assert_int_equal(t->a.report.sent + t->a.report.received, 0);
    assert_int_equal(t->b.report.sent + t->b.report.received, 0);
    assert_int_equal(t->b.report.quarantined, 0);
    assert_int_equal(t->b.report.notices, 0);
}

static int count_member(const struct team_member *m, void *payload, struct error *err)
{
    struct buf *out = payload;
    (void)err;
    buf_printf(out, "%s %s%s%s%s\n", m->name, m->compartments, m->lead ? " lead" : "",
               m->paper ? " paper" : "", m->self ? " self" : "");
    return 0;
}

static void members_have_names(void **state)
{
    struct team *t = *state;
    struct buf out = {0}, wanted = {0}, self = {0};
    laptop_join(&t->b, &t->a, t->remote, true, false);
    assert_int_equal(team_members(t->a.store, count_member, &out, &t->a.err), 0);
    assert_int_equal(store_setting_get(t->b.store, "member", &self, &t->b.err), 0);
    for (size_t i = 0; i < self.len; i++)
        self.data[i] = (char)tolower((unsigned char)self.data[i]);
    buf_printf(&wanted,
               "Ada Example directory casework supervision-%s lead self\n"
               "Ada Example directory casework supervision-%s lead paper\n"
               "Ben Example directory casework supervision-%s\n",
               buf_text(&self), buf_text(&self), buf_text(&self));
    assert_string_equal(buf_text(&out), buf_text(&wanted));
    buf_clear(&out);
    buf_clear(&wanted);
    assert_int_equal(team_members(t->b.store, count_member, &out, &t->b.err), 0);
    buf_printf(&wanted,
               "Ada Example directory casework supervision-%s lead\n"
               "Ada Example directory casework supervision-%s lead\n"
               "Ben Example directory casework supervision-%s self\n",
               buf_text(&self), buf_text(&self), buf_text(&self));
    assert_string_equal(buf_text(&out), buf_text(&wanted));
    buf_clear(&out);
    team_compartments_show(&out, "directory casework");
    assert_string_equal(buf_text(&out), "directory casework");
    buf_clear(&out);
    team_compartments_show(&out, "directory supervision-a casework");
    assert_string_equal(buf_text(&out), "directory casework supervision");
    buf_clear(&out);
    team_compartments_show(&out, "supervision-a supervision-b");
    assert_string_equal(buf_text(&out), "supervision of 2");
    buf_free(&out);
    buf_free(&wanted);
    buf_free(&self);
}

/*
 * Nothing in the repository tells a name, an answer or what kind of record there is. The words are
 * of five letters and more: three would turn up in so much ciphertext by chance.
 */
static void the_remote_learns_nothing(void **state)
{
    struct team *t = *state;
    struct buf out = {0};
    laptop_save(&t->a, NULL, "client", "name", "Testy McTestface", NULL);
    laptop_join(&t->b, &t->a, t->remote, true, false);
    const char *const all[] = {"git", "-C",     t->remote,           "log", "--all",
                               "-p",  "--text", "--format=%an%ae%B", NULL};
    assert_int_equal(run_program(all, NULL, 0, &out, false), 0);
    assert_true(out.len > 4000);
    static const char *const words[] = {"Testy",        "McTestface", "Ada Example", "Ben Example",
                                        "Example Team", "\"kind\"",   "client"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        assert_null(memmem(out.data, out.len, words[i], strlen(words[i])));
    buf_free(&out);
}

static void converge(struct team *t, struct laptop *first, struct laptop *second)
{
    char client[RECORD_ID_TEXT];
    laptop_save(&t->a, NULL, "client", "name", "Testy McTestface", client);
    SYNCED(&t->a);
    laptop_join(&t->b, &t->a, t->remote, true, false);
    SYNCED(&t->a);
    /* Offline: both change one field, and each another one. */
    laptop_save(&t->a, client, "client", "phone", "01632 960111", NULL);
    laptop_save(&t->b, client, "client", "phone", "01632 960222", NULL);
    laptop_save(&t->a, client, "client", "email", "a@example.org", NULL);
    laptop_save(&t->b, client, "client", "name", "Testy M. McTestface", NULL);
    SYNCED(first);
    SYNCED(second);
    SYNCED(first);
    assert_same(&t->a, &t->b);
    assert_int_equal(t->a.report.conflicts, 1);
    assert_int_equal(t->b.report.conflicts, 1);
    assert_int_equal(laptop_answers(&t->a, client, "phone"), 2);
    assert_int_equal(laptop_answers(&t->b, client, "phone"), 2);
    assert_string_equal(laptop_text(&t->a, client, "name"), "Testy M. McTestface");
    assert_string_equal(laptop_text(&t->b, client, "email"), "a@example.org");
    /* One of them settles it; it is settled everywhere. */
    laptop_save(second, client, "client", "phone", "01632 960333", NULL);
    SYNCED(second);
    SYNCED(first);
    assert_int_equal(first->report.conflicts, 0);
    assert_string_equal(laptop_text(first, client, "phone"), "01632 960333");
    assert_same(&t->a, &t->b);
}

static void converges_one_way(void **state)
{
    struct team *t = *state;
    converge(t, &t->a, &t->b);
}

static void converges_the_other_way(void **state)
{
    struct team *t = *state;
    converge(t, &t->b, &t->a);
}

static int no_key(int64_t generation, const char *identity, void *payload, struct error *err)
{
    (void)generation;
    (void)identity;
    (void)payload;
    (void)err;
    return 0;
}

static void an_office_host_sees_no_client(void **state)
{
    struct team *t = *state;
    char client[RECORD_ID_TEXT], employer[RECORD_ID_TEXT];
    laptop_new(&t->c, t->folder, "Office");
    laptop_save(&t->a, NULL, "client", "name", "Testy McTestface", client);
    laptop_save(&t->a, NULL, "employer", "name", "Example Bakery", employer);
    laptop_join(&t->c, &t->a, t->remote, false, false);
    assert_string_equal(laptop_text(&t->c, employer, "name"), "Example Bakery");
    struct record r = {0};
    assert_int_equal(store_record(t->c.store, client, &r, &t->c.err), -STATUS_NO_INPUT);
    assert_int_equal(team_export_key(t->c.store, "casework", no_key, NULL, &t->c.err), -STATUS_NO);
    assert_int_equal(team_export_key(t->c.store, "directory", no_key, NULL, &t->c.err), 0);
    assert_int_equal(t->c.report.quarantined, 0);
    assert_int_equal(t->c.report.notices, 0);
    /* It may write in the directory; what it writes about clients stays where it is. */
    laptop_save(&t->c, employer, "employer", "phone", "01632 960001", NULL);
    laptop_save(&t->c, NULL, "client", "name", "Stays Here", NULL);
    SYNCED(&t->c);
    assert_int_equal(t->c.report.sent, 1);
    SYNCED(&t->a);
    assert_string_equal(laptop_text(&t->a, employer, "phone"), "01632 960001");
    assert_int_equal(t->a.report.quarantined, 0);
}

static void wider_admission_brings_the_past(void **state)
{
    struct team *t = *state;
    char client[RECORD_ID_TEXT], device[DEVICE_ID_TEXT];
    char fingerprint[DEVICE_FINGERPRINT_TEXT];
    laptop_save(&t->a, NULL, "client", "name", "Testy McTestface", client);
    laptop_join(&t->b, &t->a, t->remote, false, false);
    assert_string_equal(laptop_text(&t->b, client, "name"), "");
    device_fingerprint(fingerprint, t->b.device);
    /* The request was answered; it takes a decision about a known device. */
    const struct team_approval approval = {.device = t->b.device, .fingerprint = fingerprint};
    assert_int_equal(team_approve(t->a.store, &approval, device, &t->a.err), 0);
    SYNCED(&t->a);
    SYNCED(&t->b);
    assert_string_equal(laptop_text(&t->b, client, "name"), "Testy McTestface");
}

/* What others wrote while a device might not read it comes with the right to read it again. */
static void a_right_given_back_brings_what_it_missed(void **state)
{
    struct team *t = *state;
    static const char *const narrow[] = {"directory"};
    char before[RECORD_ID_TEXT], meanwhile[RECORD_ID_TEXT], device[DEVICE_ID_TEXT];
    char fingerprint[DEVICE_FINGERPRINT_TEXT];
    laptop_join(&t->b, &t->a, t->remote, true, false);
    laptop_save(&t->a, NULL, "client", "name", "Testy McTestface", before);
    SYNCED(&t->a);
    SYNCED(&t->b);
    assert_string_equal(laptop_text(&t->b, before, "name"), "Testy McTestface");
    device_fingerprint(fingerprint, t->b.device);
    struct team_approval approval = {.device = t->b.device,
                                     .fingerprint = fingerprint,
                                     .compartments = narrow,
                                     .compartment_count = 1};
    assert_int_equal(team_approve(t->a.store, &approval, device, &t->a.err), 0);
    SYNCED(&t->a);
    laptop_save(&t->a, NULL, "client", "name", "Ada Example", meanwhile);
    SYNCED(&t->a);
    SYNCED(&t->b);
    assert_string_equal(laptop_text(&t->b, meanwhile, "name"), "");
    approval.compartment_count = 0;
    assert_int_equal(team_approve(t->a.store, &approval, device, &t->a.err), 0);
    SYNCED(&t->a);
    SYNCED(&t->b);
    assert_string_equal(laptop_text(&t->b, meanwhile, "name"), "Ada Example");
    SYNCED(&t->b);
    assert_int_equal(t->b.report.notices, 0);
}

/* Whose supervision begins with that: a lead has a key of it already, and gets it as its person. */
static void a_lead_becomes_a_colleague(void **state)
{
    struct team *t = *state;
    char device[DEVICE_ID_TEXT], fingerprint[DEVICE_FINGERPRINT_TEXT];
    laptop_join(&t->b, &t->a, t->remote, true, true);
    device_fingerprint(fingerprint, t->b.device);
    const struct team_approval approval = {.device = t->b.device, .fingerprint = fingerprint};
    assert_int_equal(team_approve(t->a.store, &approval, device, &t->a.err), 0);
    SYNCED(&t->a);
    SYNCED(&t->b);
    struct team_info info;
    assert_int_equal(team_info_read(&info, t->b.store, &t->b.err), 0);
    assert_false(info.lead);
    assert_non_null(strstr(info.compartments, "supervision-"));
    team_info_clear(&info);
    assert_int_equal(t->b.report.quarantined, 0);
}

static void approval_is_strict(void **state)
{
    struct team *t = *state;
    char code[JOINCODE_TEXT], device[DEVICE_ID_TEXT], fingerprint[DEVICE_FINGERPRINT_TEXT];
    struct team_approval approval = {.device = t->b.device, .fingerprint = fingerprint};
    device_fingerprint(fingerprint, t->b.device);
    assert_int_equal(team_approve(t->a.store, &approval, device, &t->a.err), -STATUS_NO_INPUT);
    assert_int_equal(team_code(t->a.store, code, &t->a.err), 0);
    assert_int_equal(team_join(t->b.store, code, t->remote, &t->b.err), 0);
    SYNCED(&t->b);
    SYNCED(&t->a);
    for (size_t i = 0; fingerprint[i] != 0; i++) {
        char kept = fingerprint[i];
        if (kept == '-')
            continue;
        fingerprint[i] = kept == 'a' ? 'b' : 'a';
        assert_int_equal(team_approve(t->a.store, &approval, device, &t->a.err), -STATUS_REFUSED);
        fingerprint[i] = kept;
    }
    fingerprint[28] = 0;
    assert_int_equal(team_approve(t->a.store, &approval, device, &t->a.err), -STATUS_REFUSED);
    device_fingerprint(fingerprint, t->b.device);
    static const char *const strange[] = {"nonesuch"};
    approval.compartments = strange;
    approval.compartment_count = 1;
    assert_int_equal(team_approve(t->a.store, &approval, device, &t->a.err), -STATUS_USAGE);
    approval.compartment_count = 0;
    approval.member = "0";
    assert_true(team_approve(t->a.store, &approval, device, &t->a.err) < 0);
    approval.member = NULL;
    SYNCED(&t->a);
    SYNCED(&t->b);
    assert_int_equal(t->b.report.state, SYNC_WAITING);
    /* Only a lead approves. */
    assert_int_equal(team_approve(t->b.store, &approval, device, &t->b.err), -STATUS_REFUSED);
    assert_int_equal(team_approve(t->a.store, &approval, device, &t->a.err), 0);
    assert_string_equal(device, t->b.device);
    SYNCED(&t->a);
    SYNCED(&t->b);
    assert_int_equal(t->b.report.state, SYNC_SYNCED);
}

static void a_second_lead_can_admit(void **state)
{
    struct team *t = *state;
    char client[RECORD_ID_TEXT];
    laptop_new(&t->c, t->folder, "Cem");
    laptop_save(&t->a, NULL, "client", "name", "Testy McTestface", client);
    laptop_join(&t->b, &t->a, t->remote, false, true);
    assert_string_equal(laptop_text(&t->b, client, "name"), "Testy McTestface");
    laptop_join(&t->c, &t->b, t->remote, true, false);
    assert_string_equal(laptop_text(&t->c, client, "name"), "Testy McTestface");
}

/* Two leads admit at the same time: one push of main wins, the other is signed anew. */
static void leads_race(void **state)
{
    struct team *t = *state;
    struct laptop d;
    char code[JOINCODE_TEXT], device[DEVICE_ID_TEXT], fingerprint[DEVICE_FINGERPRINT_TEXT];
    laptop_new(&t->c, t->folder, "Cem");
    laptop_new(&d, t->folder, "Dot");
    laptop_join(&t->b, &t->a, t->remote, true, true);
    assert_int_equal(team_code(t->a.store, code, &t->a.err), 0);
    assert_int_equal(team_join(t->c.store, code, t->remote, &t->c.err), 0);
    assert_int_equal(team_join(d.store, code, t->remote, &d.err), 0);
    SYNCED(&t->c);
    SYNCED(&d);
    SYNCED(&t->a);
    SYNCED(&t->b);
    struct team_approval approval = {.fingerprint = fingerprint};
    approval.device = t->c.device;
    device_fingerprint(fingerprint, t->c.device);
    assert_int_equal(team_approve(t->a.store, &approval, device, &t->a.err), 0);
    approval.device = d.device;
    device_fingerprint(fingerprint, d.device);
    assert_int_equal(team_approve(t->b.store, &approval, device, &t->b.err), 0);
    SYNCED(&t->a);
    SYNCED(&t->b);
    SYNCED(&t->c);
    SYNCED(&d);
    assert_int_equal(t->c.report.state, SYNC_SYNCED);
    assert_int_equal(d.report.state, SYNC_SYNCED);
    SYNCED(&t->a);
    SYNCED(&t->b);
    SYNCED(&t->c);
    SYNCED(&d);
    assert_same(&t->a, &d);
    assert_same(&t->b, &t->c);
    laptop_close(&d);
}

static void refuses_wrong_remotes(void **state)
{
    struct team *t = *state;
    struct stat st;
    char code[JOINCODE_TEXT], empty[300], folder[300];
    /* A team stands there already. */
    assert_int_equal(team_create(t->b.store, "Another", t->remote, &t->b.err), 0);
    assert_int_equal(laptop_sync(&t->b), -STATUS_DATA);
    assert_string_equal(t->b.err.message, "the repository already holds a team");
    assert_int_equal(team_abandon(t->b.store, &t->b.err), 0);
    /* Nothing there, and a repository without a team. */
    assert_int_equal(team_code(t->a.store, code, &t->a.err), 0);
    (void)snprintf(empty, sizeof empty, "%s/empty.git", t->folder);
    assert_int_equal(team_join(t->b.store, code, empty, &t->b.err), 0);
    assert_int_equal(laptop_sync(&t->b), -STATUS_UNAVAILABLE);
    assert_int_equal(stat(empty, &st), -1);
    const char *const init[] = {"git", "init", "-q", "--bare", empty, NULL};
    assert_int_equal(run_program(init, NULL, 0, NULL, true), 0);
    assert_int_equal(laptop_sync(&t->b), -STATUS_DATA);
    assert_string_equal(t->b.err.message, "the remote holds no team");
    assert_int_equal(team_abandon(t->b.store, &t->b.err), 0);
    /* A folder that is no repository. */
    (void)snprintf(folder, sizeof folder, "%s/Ada Example", t->folder);
    assert_int_equal(team_join(t->b.store, code, folder, &t->b.err), 0);
    assert_true(laptop_sync(&t->b) < 0);
    assert_int_equal(team_abandon(t->b.store, &t->b.err), 0);
    /* Another team than the code's. */
    (void)snprintf(empty, sizeof empty, "%s/other.git", t->folder);
    laptop_new(&t->c, t->folder, "Cem");
    laptop_found(&t->c, empty);
    assert_int_equal(team_join(t->b.store, code, empty, &t->b.err), 0);
    assert_int_equal(laptop_sync(&t->b), -STATUS_REFUSED);
    assert_string_equal(t->b.err.message, "the repository holds another team than the code names");
    assert_int_equal(team_abandon(t->b.store, &t->b.err), 0);
    /* After all that, the right one. */
    laptop_join(&t->b, &t->a, t->remote, true, false);
}

static void a_remote_that_is_away(void **state)
{
    struct team *t = *state;
    struct buf before = {0}, after = {0};
    char aside[300], client[RECORD_ID_TEXT];
    laptop_join(&t->b, &t->a, t->remote, true, false);
    SYNCED(&t->a);
    laptop_save(&t->a, NULL, "client", "name", "Testy McTestface", client);
    (void)snprintf(aside, sizeof aside, "%s.away", t->remote);
    assert_int_equal(rename(t->remote, aside), 0);
    laptop_entries(&t->a, &before);
    assert_int_equal(laptop_sync(&t->a), -STATUS_UNAVAILABLE);
    assert_int_equal(t->a.report.state, SYNC_OFFLINE);
    laptop_entries(&t->a, &after);
    assert_string_equal(buf_text(&before), buf_text(&after));
    buf_clear(&after);
    assert_int_equal(store_setting_get(t->a.store, "last_error", &after, &t->a.err), 0);
    assert_true(after.len > 0);
    assert_int_equal(rename(aside, t->remote), 0);
    SYNCED(&t->a);
    assert_int_equal(t->a.report.sent, 1);
    buf_clear(&after);
    assert_int_equal(store_setting_get(t->a.store, "last_error", &after, &t->a.err), 0);
    assert_int_equal(after.len, 0);
    SYNCED(&t->b);
    assert_same(&t->a, &t->b);
    buf_free(&before);
    buf_free(&after);
}

static void founding_waits_for_the_network(void **state)
{
    struct team *t = *state;
    char remote[300], folder[280];
    (void)snprintf(folder, sizeof folder, "%s/later", t->folder);
    (void)snprintf(remote, sizeof remote, "%s/team.git", folder);
    assert_int_equal(mkdir(folder, 0700), 0);
    assert_int_equal(chmod(t->remote, 0700), 0);
    /* A host that answers nobody stands in for having no network. */
    assert_int_equal(
        team_create(t->b.store, "Another", "ssh://nobody@127.0.0.1:1/team.git", &t->b.err), 0);
    assert_int_equal(laptop_sync(&t->b), -STATUS_UNAVAILABLE);
    struct team_info info;
    assert_int_equal(team_info_read(&info, t->b.store, &t->b.err), 0);
    assert_int_equal(info.state, TEAM_FOUNDING);
    team_info_clear(&info);
    assert_int_equal(store_setting_put(t->b.store, "team_remote", remote, &t->b.err), 0);
    SYNCED(&t->b);
    assert_int_equal(team_info_read(&info, t->b.store, &t->b.err), 0);
    assert_int_equal(info.state, TEAM_MEMBER);
    assert_true(info.lead);
    assert_string_equal(info.compartments, "directory casework");
    team_info_clear(&info);
}

static void one_sync_at_a_time(void **state)
{
    struct team *t = *state;
    int pipes[2];
    char git_dir[300], byte;
    (void)snprintf(git_dir, sizeof git_dir, "%s.git", t->a.path);
    assert_int_equal(pipe(pipes), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        const char *const hold[] = {"flock", git_dir, "-c", "echo x; exec sleep 600", NULL};
        (void)setpgid(0, 0);
        (void)dup2(pipes[1], 1);
        (void)execvp("flock", (char *const *)(uintptr_t)hold);
        _exit(127);
    }
    assert_int_equal(read(pipes[0], &byte, 1), 1);
    assert_int_equal(laptop_sync(&t->a), -STATUS_BUSY);
    (void)kill(-child, SIGKILL);
    (void)waitpid(child, NULL, 0);
    (void)close(pipes[0]);
    (void)close(pipes[1]);
    /* What flock started may hold the lock a little longer. */
    for (int i = 0; i < 600 && laptop_sync(&t->a) == -STATUS_BUSY; i++)
        (void)usleep(100000);
    SYNCED(&t->a);
}

static int collect(const char *about, const char *text, void *payload, struct error *err)
{
    (void)err;
    buf_printf(payload, "%.4s %s;", about, text);
    return 0;
}

static void delivery_is_known(void **state)
{
    struct team *t = *state;
    struct team_delivery d;
    struct buf who = {0};
    char client[RECORD_ID_TEXT];
    laptop_join(&t->b, &t->a, t->remote, true, false);
    laptop_save(&t->a, NULL, "client", "name", "Testy McTestface", client);
    assert_int_equal(team_delivery(t->a.store, client, &d, &t->a.err), 0);
    assert_int_equal(d.entries, 1);
    assert_int_equal(d.confirmed, 0);
    SYNCED(&t->a);
    assert_int_equal(team_delivery(t->a.store, client, &d, &t->a.err), 0);
    assert_int_equal(d.confirmed, 1);
    assert_int_equal(d.acknowledged, 0);
    assert_int_equal(d.readers, 2); /* Ben, and the recovery key on paper */
    SYNCED(&t->b);
    SYNCED(&t->a);
    assert_int_equal(team_delivery(t->a.store, client, &d, &t->a.err), 0);
    assert_int_equal(d.acknowledged, 1);
    assert_int_equal(team_acknowledged(t->a.store, client, collect, &who, &t->a.err), 0);
    assert_non_null(strstr(buf_text(&who), " Ben Example;"));
    /* Something newer is not acknowledged by that. */
    laptop_save(&t->a, client, "client", "phone", "01632 960111", NULL);
    SYNCED(&t->a);
    assert_int_equal(team_delivery(t->a.store, client, &d, &t->a.err), 0);
    assert_int_equal(d.acknowledged, 0);
    buf_free(&who);
}

/* Acknowledgements call forth no acknowledgements: a quiet team pushes nothing. */
static void a_quiet_team_is_quiet(void **state)
{
    struct team *t = *state;
    struct buf before = {0}, after = {0};
    const char *const refs[] = {"git", "-C", t->remote, "for-each-ref", NULL};
    laptop_join(&t->b, &t->a, t->remote, true, false);
    for (int i = 0; i < 3; i++) {
        SYNCED(&t->a);
        SYNCED(&t->b);
    }
    assert_int_equal(run_program(refs, NULL, 0, &before, false), 0);
    SYNCED(&t->a);
    SYNCED(&t->b);
    SYNCED(&t->a);
    assert_int_equal(run_program(refs, NULL, 0, &after, false), 0);
    assert_string_equal(buf_text(&before), buf_text(&after));
    buf_free(&before);
    buf_free(&after);
}

/* A stick carries what the network does not. */
static void a_stick_carries_work(void **state)
{
    struct team *t = *state;
    char stick[300], client[RECORD_ID_TEXT];
    (void)snprintf(stick, sizeof stick, "%s/stick.git", t->folder);
    laptop_join(&t->b, &t->a, t->remote, true, false);
    SYNCED(&t->a);
    laptop_save(&t->a, NULL, "client", "name", "Testy McTestface", client);
    assert_int_equal(laptop_sync_with(&t->a, stick), 0);
    assert_int_equal(laptop_sync_with(&t->b, stick), 0);
    assert_string_equal(laptop_text(&t->b, client, "name"), "Testy McTestface");
    assert_int_equal(t->b.report.quarantined, 0);
    laptop_save(&t->b, client, "client", "phone", "01632 960222", NULL);
    assert_int_equal(laptop_sync_with(&t->b, stick), 0);
    assert_int_equal(laptop_sync_with(&t->a, stick), 0);
    assert_string_equal(laptop_text(&t->a, client, "phone"), "01632 960222");
    /* The team's own remote gets everything when it is there again. */
    SYNCED(&t->a);
    SYNCED(&t->b);
    SYNCED(&t->a);
    assert_int_equal(t->a.report.notices, 0);
    laptop_new(&t->c, t->folder, "Cem");
    laptop_join(&t->c, &t->a, t->remote, true, false);
    assert_string_equal(laptop_text(&t->c, client, "phone"), "01632 960222");
}

int main(int argc, char **argv)
{
    laptops_main(argc, argv);
#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        T(a_newcomer_gets_everything),
        T(members_have_names),
        T(the_remote_learns_nothing),
        T(converges_one_way),
        T(converges_the_other_way),
        T(an_office_host_sees_no_client),
        T(wider_admission_brings_the_past),
        T(a_lead_becomes_a_colleague),
        T(a_right_given_back_brings_what_it_missed),
        T(approval_is_strict),
        T(a_second_lead_can_admit),
        T(leads_race),
        T(refuses_wrong_remotes),
        T(a_remote_that_is_away),
        T(founding_waits_for_the_network),
        T(one_sync_at_a_time),
        T(delivery_is_known),
        T(a_quiet_team_is_quiet),
        T(a_stick_carries_work),
    };
    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}

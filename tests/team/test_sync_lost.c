/* SPDX-License-Identifier: GPL-3.0-or-later
 * Things that get lost: refs, histories, whole remotes, clones, and the recent past of a restored
 * laptop. Nothing that another place still has is lost for good, and what is noticed is said.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "inwork/base/buf.h"
#include "inwork/base/fs.h"
#include "inwork/courier/courier.h"
#include "inwork/seal/sshsig.h"
#include "inwork/store/store.h"
#include "inwork/team/roster.h"
#include "inwork/team/team.h"
#include "laptops.h"
#include "run_program.h"
#include "store_fixture.h"

static void git(const struct trio *t, struct buf *out, const char *one, const char *two,
                const char *three)
{
    const char *const argv[] = {"git", "-C", t->remote, one, two, three, NULL};
    assert_int_equal(run_program(argv, NULL, 0, out, false), 0);
}

static const char *ref_of(const struct laptop *l)
{
    static char ref[80];
    (void)snprintf(ref, sizeof ref, "refs/heads/device/%s", l->device);
    return ref;
}

static void tip_of(const struct trio *t, const char *ref, char out[64])
{
    struct buf text = {0};
    git(t, &text, "rev-parse", ref, NULL);
    (void)snprintf(out, 64, "%.40s", buf_text(&text));
    buf_free(&text);
}

static void assert_noticed(struct laptop *l, const char *words)
{
    struct buf out = {0};
    laptop_notices(l, &out);
    if (strstr(buf_text(&out), words) == NULL)
        fail_msg("“%s” is not among the notices: %s", words, buf_text(&out));
    buf_free(&out);
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

static char client[RECORD_ID_TEXT];

/* b wrote something, and everybody has it. */
static void share_work(struct trio *t)
{
    laptop_save(&t->b, NULL, "client", "name", "Testy McTestface", client);
    SYNCED(&t->b);
    SYNCED(&t->a);
    SYNCED(&t->b);
    SYNCED(&t->a);
}

static void anothers_ref_is_put_back(void **state)
{
    struct trio *t = *state;
    char before[64], after[64];
    share_work(t);
    tip_of(t, ref_of(&t->b), before);
    git(t, NULL, "update-ref", "-d", ref_of(&t->b));
    SYNCED(&t->a);
    assert_noticed(&t->a, "it was put back");
    tip_of(t, ref_of(&t->b), after);
    assert_string_equal(before, after);
    SYNCED(&t->a);
    assert_int_equal(t->a.report.notices, 0);
    SYNCED(&t->b);
    assert_int_equal(t->b.report.notices, 0);
}

static void a_rewound_ref_is_wound_on(void **state)
{
    struct trio *t = *state;
    char old[64], before[64], after[64];
    tip_of(t, ref_of(&t->b), old);
    share_work(t);
    tip_of(t, ref_of(&t->b), before);
    git(t, NULL, "update-ref", ref_of(&t->b), old);
    SYNCED(&t->a);
    assert_noticed(&t->a, "it was put back");
    assert_noticed(&t->a, "an older state of this device");
    tip_of(t, ref_of(&t->b), after);
    assert_string_equal(before, after);
}

static void the_own_ref_is_sent_again(void **state)
{
    struct trio *t = *state;
    char before[64], after[64];
    share_work(t);
    tip_of(t, ref_of(&t->b), before);
    git(t, NULL, "update-ref", "-d", ref_of(&t->b));
    SYNCED(&t->b);
    assert_noticed(&t->b, "it is sent again");
    tip_of(t, ref_of(&t->b), after);
    assert_string_equal(before, after);
    SYNCED(&t->a);
    assert_same(&t->a, &t->b);
}

/* Another history stands where b's was: nobody can put it back exactly, b itself mends it. */
static void a_rewritten_ref_is_mended(void **state)
{
    struct trio *t = *state;
    struct buf commit = {0};
    char hash[64];
    share_work(t);
    const char *const make[] = {"git",
                                "-C",
                                t->remote,
                                "-c",
                                "user.name=x",
                                "-c",
                                "user.email=x@example.org",
                                "commit-tree",
                                "-m",
                                "x",
                                "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
                                NULL};
    const char *const tree[] = {"git",  "-C", t->remote,   "hash-object", "-t",
                                "tree", "-w", "/dev/null", NULL};
    assert_int_equal(run_program(tree, NULL, 0, NULL, true), 0);
    assert_int_equal(run_program(make, NULL, 0, &commit, false), 0);
    (void)snprintf(hash, sizeof hash, "%.40s", buf_text(&commit));
    buf_free(&commit);
    git(t, NULL, "update-ref", ref_of(&t->b), hash);
    SYNCED(&t->a);
    assert_noticed(&t->a, "the remote lacks work of this device");
    assert_string_equal(laptop_text(&t->a, client, "name"), "Testy McTestface");
    SYNCED(&t->b);
    SYNCED(&t->a);
    assert_int_equal(t->a.report.notices, 0);
    /* Somebody new, who knows only the remote, gets everything. */
    struct laptop d;
    laptop_new(&d, t->folder, "Dot");
    laptop_join(&d, &t->a, t->remote, true, false);
    assert_string_equal(laptop_text(&d, client, "name"), "Testy McTestface");
    laptop_close(&d);
}

/* A branch that is no history stops nobody's work but that of its device. */
static void an_unreadable_ref_stops_nobody(void **state)
{
    struct trio *t = *state;
    struct buf blob = {0};
    char hash[64], path[400], employer[RECORD_ID_TEXT];
    const char *const make[] = {"git", "-C", t->remote, "hash-object", "-w", "/dev/null", NULL};
    share_work(t);
    assert_int_equal(run_program(make, NULL, 0, &blob, false), 0);
    (void)snprintf(hash, sizeof hash, "%.40s", buf_text(&blob));
    (void)snprintf(path, sizeof path, "%s/%s", t->remote, ref_of(&t->b));
    assert_int_equal(fs_write(path, hash, strlen(hash), &t->a.err), 0);
    laptop_save(&t->c, NULL, "employer", "name", "Example Bakery", employer);
    SYNCED(&t->c);
    laptop_save(&t->a, NULL, "client", "name", "Ada Example", NULL);
    SYNCED(&t->a);
    assert_int_equal(t->a.report.sent, 1);
    assert_string_equal(laptop_text(&t->a, employer, "name"), "Example Bakery");
    assert_noticed(&t->a, "cannot be read");
    buf_free(&blob);
}

static void an_emptied_remote_is_refilled(void **state)
{
    struct trio *t = *state;
    share_work(t);
    scratch_remove(t->remote);
    const char *const init[] = {"git", "init", "-q", "--bare", t->remote, NULL};
    assert_int_equal(run_program(init, NULL, 0, NULL, true), 0);
    laptop_save(&t->a, NULL, "client", "name", "After The Fire", NULL);
    SYNCED(&t->a);
    assert_noticed(&t->a, "part of the roster; it was put back");
    assert_int_equal(t->a.report.sent, 1);
    struct laptop d;
    laptop_new(&d, t->folder, "Dot");
    laptop_join(&d, &t->a, t->remote, true, false);
    assert_string_equal(laptop_text(&d, client, "name"), "Testy McTestface");
    SYNCED(&t->b);
    SYNCED(&t->a);
    assert_same(&t->a, &t->b);
    laptop_close(&d);
}

/* No lead needs to be there for it. */
static void a_member_refills_too(void **state)
{
    struct trio *t = *state;
    share_work(t);
    scratch_remove(t->remote);
    const char *const init[] = {"git", "init", "-q", "--bare", t->remote, NULL};
    assert_int_equal(run_program(init, NULL, 0, NULL, true), 0);
    SYNCED(&t->b);
    SYNCED(&t->a);
    assert_int_equal(t->a.report.notices, 0);
    assert_same(&t->a, &t->b);
}

static void lose_clone(const struct laptop *l)
{
    char clone[300];
    (void)snprintf(clone, sizeof clone, "%s.git", l->path);
    scratch_remove(clone);
}

static void a_lost_clone_costs_nothing(void **state)
{
    struct trio *t = *state;
    share_work(t);
    lose_clone(&t->b);
    laptop_save(&t->b, client, "client", "phone", "01632 960111", NULL);
    SYNCED(&t->b);
    assert_int_equal(t->b.report.sent, 1);
    assert_int_equal(t->b.report.received, 0);
    assert_int_equal(t->b.report.quarantined, 0);
    SYNCED(&t->a);
    assert_same(&t->a, &t->b);
}

/* Own exports that neither remote nor clone has: they are written anew. */
static void lost_everywhere_but_in_the_store(void **state)
{
    struct trio *t = *state;
    laptop_save(&t->b, NULL, "client", "name", "Testy McTestface", client);
    SYNCED(&t->b);
    git(t, NULL, "update-ref", "-d", ref_of(&t->b));
    lose_clone(&t->b);
    SYNCED(&t->b);
    assert_noticed(&t->b, "are written anew");
    SYNCED(&t->a);
    assert_string_equal(laptop_text(&t->a, client, "name"), "Testy McTestface");
    SYNCED(&t->b);
    SYNCED(&t->a);
    assert_int_equal(t->a.report.notices, 0);
    assert_same(&t->a, &t->b);
}

/* A host that was set up anew, and a lead whose clone is gone as well (a backup does not hold it):
 * the roster is in every store. */
static void a_lead_without_a_clone_refills(void **state)
{
    struct trio *t = *state;
    share_work(t);
    scratch_remove(t->remote);
    const char *const init[] = {"git", "init", "-q", "--bare", "-b", "main", t->remote, NULL};
    assert_int_equal(run_program(init, NULL, 0, NULL, true), 0);
    lose_clone(&t->a);
    lose_clone(&t->b);
    lose_clone(&t->c);
    SYNCED(&t->a);
    SYNCED(&t->b);
    SYNCED(&t->a);
    struct laptop d;
    laptop_new(&d, t->folder, "Dot");
    laptop_join(&d, &t->a, t->remote, true, false);
    assert_string_equal(laptop_text(&d, client, "name"), "Testy McTestface");
    SYNCED(&t->b);
    SYNCED(&t->a);
    assert_same(&t->a, &t->b);
    laptop_close(&d);
}

/* Take a file of a ref away, or put something else in its place, as whoever can push. */
static void plant(struct trio *t, const char *ref, const char *path, const char *bytes)
{
    char git_dir[300], tip[COURIER_OID_TEXT], commit[COURIER_OID_TEXT];
    struct courier *c = NULL;
    struct error err = {0};
    const struct courier_put put = {
        .path = path, .bytes = bytes, .n = bytes != NULL ? strlen(bytes) : 0};
    (void)snprintf(git_dir, sizeof git_dir, "%s/stranger.git", t->folder);
    const struct courier_options options = {
        .git_dir = git_dir, .remote = t->remote, .has_umask = true, .umask = 022};
    assert_int_equal(courier_start(&c, &options, &err), 0);
    assert_int_equal(courier_fetch(c, &ref, 1, 0, &err), 0);
    assert_int_equal(courier_tip(c, ref, tip, &err), 0);
    assert_int_equal(courier_commit(c, tip, tip, &put, 1, commit, &err), 0);
    assert_int_equal(courier_push(c, ref, commit, &err), 0);
    courier_stop(c);
}

/* d asks, a approves: the keys for d are on `main`, and d has not come for them. */
static void approve(struct trio *t, struct laptop *d)
{
    char device[DEVICE_ID_TEXT], fingerprint[DEVICE_FINGERPRINT_TEXT];
    device_fingerprint(fingerprint, d->device);
    const struct team_approval approval = {.device = d->device, .fingerprint = fingerprint};
    assert_int_equal(team_approve(t->a.store, &approval, device, &t->a.err), 0);
    SYNCED(&t->a);
}
static void almost_join(struct trio *t, struct laptop *d, char key[120])
{
    char code[JOINCODE_TEXT];
    laptop_new(d, t->folder, "Dot");
    assert_int_equal(team_code(t->a.store, code, &t->a.err), 0);
    assert_int_equal(team_join(d->store, code, t->remote, &d->err), 0);
    SYNCED(d);
    SYNCED(&t->a);
    approve(t, d);
    (void)snprintf(key, 120, "keys/casework/1/%s.age", d->device);
}

static void a_lost_key_file_is_put_back(void **state)
{
    struct trio *t = *state;
    struct laptop d;
    char key[120];
    share_work(t);
    almost_join(t, &d, key);
    plant(t, "refs/heads/main", key, NULL);
    SYNCED(&d);
    assert_string_equal(laptop_text(&d, client, "name"), "");
    SYNCED(&t->a);
    SYNCED(&d);
    assert_string_equal(laptop_text(&d, client, "name"), "Testy McTestface");
    laptop_close(&d);
}

/* Nobody but its reader can tell that a key file is spoilt: the lead approves once more. */
static void a_spoilt_key_file_is_made_anew(void **state)
{
    struct trio *t = *state;
    struct laptop d;
    char key[120];
    share_work(t);
    almost_join(t, &d, key);
    plant(t, "refs/heads/main", key, "spoilt");
    SYNCED(&d);
    assert_int_equal(d.report.quarantined, 1);
    approve(t, &d);
    SYNCED(&d);
    assert_int_equal(d.report.quarantined, 0);
    assert_string_equal(laptop_text(&d, client, "name"), "Testy McTestface");
    laptop_close(&d);
}

static void a_lost_signature_of_the_roster_is_put_back(void **state)
{
    struct trio *t = *state;
    struct laptop d;
    share_work(t);
    plant(t, "refs/heads/main", "roster/1.json.sig", NULL);
    SYNCED(&t->b);
    assert_noticed(&t->b, "statements of the roster were lost");
    SYNCED(&t->a);
    laptop_new(&d, t->folder, "Dot");
    laptop_join(&d, &t->a, t->remote, true, false);
    assert_string_equal(laptop_text(&d, client, "name"), "Testy McTestface");
    laptop_close(&d);
}

/* A lead has to put the roster back and to widen a device in one sync. */
static void repairs_and_decisions_together(void **state)
{
    struct trio *t = *state;
    share_work(t);
    plant(t, "refs/heads/main", "roster/0.json", "{}");
    approve(t, &t->c);
    SYNCED(&t->c);
    assert_string_equal(laptop_text(&t->c, client, "name"), "Testy McTestface");
    assert_int_equal(t->c.report.quarantined, 0);
}

static int keep_hash(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    (void)count;
    (void)err;
    memcpy(payload, c[1].bytes, HASH_HEX - 1);
    return 0;
}

/* Another lead removes a device about which this one has decided something: that is said, and stops
 * nothing. */
static void a_decision_about_a_removed_device(void **state)
{
    struct trio *t = *state;
    struct buf body = {0}, signature = {0}, notices = {0};
    char fingerprint[DEVICE_FINGERPRINT_TEXT], device[DEVICE_ID_TEXT], newest[HASH_HEX] = "";
    device_fingerprint(fingerprint, t->c.device);
    const struct team_approval approval = {.device = t->c.device, .fingerprint = fingerprint};
    assert_int_equal(team_approve(t->a.store, &approval, device, &t->a.err), 0);
    assert_int_equal(
        store_query(t->a.store, "team_statements", NULL, 0, keep_hash, newest, &t->a.err), 0);
    char code[JOINCODE_TEXT], path[40], signature_path[44];
    struct joincode at;
    assert_int_equal(team_code(t->a.store, code, &t->a.err), 0);
    assert_int_equal(joincode_parse(&at, code, &t->a.err), 0);
    buf_printf(&body,
               "{\"inwork\":1,\"n\":%u,\"previous\":\"%s\",\"made\":\"2026-09-07T10:00:00Z\","
               "\"by\":\"%s\",\"statement\":\"remove\",\"device\":\"%s\",\"cuts\":{},"
               "\"generations\":{}}",
               at.n + 1, newest, t->a.device, t->c.device);
    assert_int_equal(sshsig_sign(&signature, store_device(t->a.store), ROSTER_NAMESPACE, body.data,
                                 body.len, &t->a.err),
                     0);
    (void)snprintf(path, sizeof path, "roster/%u.json", at.n + 1);
    (void)snprintf(signature_path, sizeof signature_path, "%s.sig", path);
    plant(t, "refs/heads/main", path, buf_text(&body));
    plant(t, "refs/heads/main", signature_path, buf_text(&signature));
    SYNCED(&t->a);
    assert_int_equal(t->a.report.quarantined, 0);
    laptop_notices(&t->a, &notices);
    assert_non_null(strstr(buf_text(&notices), "cannot be admitted again"));
    SYNCED(&t->a);
    assert_int_equal(t->a.report.notices, 0);
    buf_free(&body);
    buf_free(&signature);
    buf_free(&notices);
}

static void epoch_of(struct laptop *l, struct buf *out)
{
    buf_clear(out);
    assert_int_equal(store_setting_get(l->store, "team_epoch", out, &l->err), 0);
}

/* Back from a backup: what was sent since then comes back, the feed goes on in a new epoch. */
static void a_restored_laptop_loses_nothing_sent(void **state)
{
    struct trio *t = *state;
    struct buf before = {0}, after = {0};
    share_work(t);
    epoch_of(&t->b, &before);
    laptop_keep(&t->b);
    laptop_save(&t->b, client, "client", "phone", "01632 960111", NULL);
    SYNCED(&t->b);
    SYNCED(&t->a);
    laptop_restore(&t->b);
    assert_string_equal(laptop_text(&t->b, client, "phone"), "");
    laptop_save(&t->b, client, "client", "email", "b@example.org", NULL);
    SYNCED(&t->b);
    epoch_of(&t->b, &after);
    assert_string_not_equal(buf_text(&before), buf_text(&after));
    assert_string_equal(laptop_text(&t->b, client, "phone"), "01632 960111");
    SYNCED(&t->a);
    assert_string_equal(laptop_text(&t->a, client, "email"), "b@example.org");
    assert_same(&t->a, &t->b);
    assert_int_equal(t->a.report.quarantined, 0);
    buf_free(&before);
    buf_free(&after);
}

/* Both the restored copy and the original go on writing, as two laptops of one name. */
static void two_copies_of_one_laptop(void **state)
{
    struct trio *t = *state;
    struct laptop twin = {0};
    char folder[300];
    share_work(t);
    laptop_close(&t->b);
    (void)snprintf(folder, sizeof folder, "%s/Twin", t->folder);
    const char *const copy[] = {"cp", "-a", t->b.folder, folder, NULL};
    assert_int_equal(run_program(copy, NULL, 0, NULL, false), 0);
    laptop_open(&t->b);
    twin = t->b;
    twin.vault = NULL;
    twin.store = NULL;
    (void)snprintf(twin.path, sizeof twin.path, "%.250s/store", folder);
    laptop_open(&twin);
    for (int i = 0; i < 3; i++) {
        laptop_save(&t->b, NULL, "client", "name", "From The Original", NULL);
        laptop_save(&twin, NULL, "client", "name", "From The Twin", NULL);
        SYNCED(&t->b);
        SYNCED(&twin);
    }
    SYNCED(&t->b);
    SYNCED(&t->a);
    assert_int_equal(t->a.report.quarantined, 0);
    assert_same(&t->a, &t->b);
    assert_same(&t->a, &twin);
    laptop_close(&twin);
}

static void withholding_is_noticed(void **state)
{
    struct trio *t = *state;
    char old[64];
    struct laptop d;
    laptop_new(&d, t->folder, "Dot");
    laptop_join(&d, &t->a, t->remote, true, false);
    tip_of(t, ref_of(&t->b), old);
    share_work(t); /* a has it and says so; d has not */
    git(t, NULL, "update-ref", ref_of(&t->b), old);
    SYNCED(&d);
    assert_noticed(&d, "has had more of this device's work than the remote shows");
    laptop_close(&d);
}

int main(int argc, char **argv)
{
    laptops_main(argc, argv);
#define T(f) cmocka_unit_test_setup_teardown(f, trio_put_back, trio_close)
    const struct CMUnitTest tests[] = {
        T(anothers_ref_is_put_back),
        T(a_rewound_ref_is_wound_on),
        T(the_own_ref_is_sent_again),
        T(a_rewritten_ref_is_mended),
        T(an_unreadable_ref_stops_nobody),
        T(an_emptied_remote_is_refilled),
        T(a_member_refills_too),
        T(a_lost_clone_costs_nothing),
        T(lost_everywhere_but_in_the_store),
        T(a_lead_without_a_clone_refills),
        T(a_lost_key_file_is_put_back),
        T(a_spoilt_key_file_is_made_anew),
        T(a_lost_signature_of_the_roster_is_put_back),
        T(repairs_and_decisions_together),
        T(a_decision_about_a_removed_device),
        T(a_restored_laptop_loses_nothing_sent),
        T(two_copies_of_one_laptop),
        T(withholding_is_noticed),
    };
    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, trio_make, trio_remove);
}

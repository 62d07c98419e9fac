/* SPDX-License-Identifier: GPL-3.0-or-later
 * courier over path remotes: what it does, and what it answers when the remote is not what it
 * should be. This program is its own courier.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <grp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "couriers.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/courier/courier.h"

#define REF "refs/heads/device/abcdefghijklmnopqrstuvwx"
#define FEED "feeds/abcdefghijklmnopqrstuvwx/0123abcd/casework/"

static void test_remote_grammar(void **state)
{
    (void)state;
    static const char *const good[] = {
        "/media/stick/team.git", "/mnt/Jo’s stick/t",       "ssh://host/srv/team.git",
        "ssh://git@host:2222/t", "ssh://git@[::1]:22/t",    "git@host.example:team/inwork.git",
        "host:team.git",         "ssh://host/~jo/team.git", "/mnt/a:b/c",
    };
    static const char *const bad[] = {
        "",
        "/",
        "team.git",
        "./team",
        "/media/../etc",
        "/media/a\nb",
        "file:///srv/t",
        "git://host/t",
        "http://host/t",
        "https://host/t",
        "ssh://host",
        "ssh://host/",
        "ssh://-oProxyCommand=x/t",
        "ssh://-l@host/t",
        "-oProxyCommand=x:t",
        "git@host:-t",
        "git@host:a'b",
        "git@host:a b",
        "git@host:a;b",
        "git@host:../t",
        "git@host:",
        "git@:t",
        "@host:t",
        "ssh://git@host:22x/t",
        "ssh://git@host:/t",
        "ssh://[::1/t",
        "ssh://ho$st/t",
    };
    struct error err = {0};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        if (courier_remote_check(good[i], &err))
            fail_msg("%s: %s", good[i], err.message);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        if (courier_remote_check(bad[i], &err) != -STATUS_USAGE)
            fail_msg("%s was accepted", bad[i]);
    assert_int_equal(courier_remote_check("https://host/t", &err), -STATUS_USAGE);
    assert_string_equal(err.message, "https remotes are not supported by this version");
}

static void test_create_is_for_empty_places(void **state)
{
    const struct place *p = *state;
    struct error err = {0};
    struct courier *c = place_start(p, "a.git", p->remote);
    assert_int_equal(courier_create(c, &err), 0);
    assert_string_equal(place_git(p, "--git-dir team.git symbolic-ref HEAD"), "refs/heads/main\n");
    assert_int_equal(courier_create(c, &err), 0);
    struct rows refs = {0};
    assert_int_equal(courier_list(c, rows_ref, &refs, &err), 0);
    assert_int_equal(refs.count, 0);
    char tip[COURIER_OID_TEXT] = "x";
    assert_int_equal(courier_tip(c, "refs/heads/main", tip, &err), 0);
    assert_string_equal(tip, "");
    courier_stop(c);
}

static void test_commit_push_fetch_and_read(void **state)
{
    const struct place *p = *state;
    struct error err = {0};
    struct courier *a = place_start(p, "a.git", p->remote);
    assert_int_equal(courier_create(a, &err), 0);
    char first[COURIER_OID_TEXT], second[COURIER_OID_TEXT], tip[COURIER_OID_TEXT];
    const struct courier_put puts[] = {
        {.path = FEED "0/0/0/0/00001.age", .bytes = "one", .n = 3},
        {.path = FEED "0/0/0/0/00001.age.sig", .bytes = "sig", .n = 3},
        {.path = "heads.json", .bytes = "{}", .n = 2},
    };
    assert_int_equal(courier_commit(a, NULL, NULL, puts, 3, first, &err), 0);
    assert_int_equal(courier_push(a, REF, first, &err), 0);
    const struct courier_put more[] = {
        {.path = FEED "0/0/0/1/00012.age", .bytes = "two\0three", .n = 9},
        {.path = "heads.json"},
        {.path = "request.json", .blob = place_blob("one")},
    };
    assert_int_equal(courier_commit(a, first, first, more, 3, second, &err), 0);
    assert_int_equal(courier_push(a, REF, second, &err), 0);
    assert_int_equal(courier_push(a, REF, second, &err), 0);

    struct courier *b = place_start(p, "b.git", p->remote);
    struct rows refs = {0};
    assert_int_equal(courier_list(b, rows_ref, &refs, &err), 0);
    assert_int_equal(refs.count, 1);
    assert_string_equal(refs.row[0].name, REF);
    assert_string_equal(refs.row[0].oid, second);
    const char *const wanted[] = {"refs/heads/main", REF};
    assert_int_equal(courier_fetch(b, wanted, 2, 0, &err), 0);
    assert_int_equal(courier_tip(b, REF, tip, &err), 0);
    assert_string_equal(tip, second);
    assert_int_equal(courier_tip(b, "refs/heads/main", tip, &err), 0);
    assert_string_equal(tip, "");

    struct rows files = {0};
    assert_int_equal(courier_files(b, second, NULL, rows_file, &files, &err), 0);
    assert_int_equal(files.count, 4);
    assert_string_equal(files.row[0].name, FEED "0/0/0/0/00001.age");
    assert_string_equal(files.row[2].name, FEED "0/0/0/1/00012.age");
    assert_int_equal(files.row[2].size, 9);
    assert_string_equal(files.row[3].name, "request.json");
    for (size_t i = 0; i < files.count; i++)
        assert_true(files.row[i].known);
    files.count = 0;
    assert_int_equal(courier_files(b, second, first, rows_file, &files, &err), 0);
    assert_int_equal(files.count, 2);

    const char *const blobs[] = {files.row[0].oid, place_blob("not there"), files.row[1].oid};
    struct contents got = {0};
    assert_int_equal(courier_blobs(b, blobs, 3, contents_add, &got, &err), 0);
    assert_int_equal(got.count, 3);
    assert_int_equal(got.n[0], 9);
    assert_memory_equal(got.bytes[0], "two\0three", 9);
    assert_null(got.bytes[1]);
    assert_memory_equal(got.bytes[2], "one", 3);
    contents_free(&got);

    assert_string_equal(place_git(p, "--git-dir team.git fsck --strict"), "");
    assert_string_equal(place_git(p, "--git-dir team.git log -1 --format=%an,%ae,%cn,%s " REF),
                        "inwork,inwork@invalid,inwork,inwork\n");
    const char *stamp = place_git(p, "--git-dir team.git log -1 --format=%at " REF);
    assert_int_equal(strtol(stamp, NULL, 10) % 3600, 0);
    courier_stop(a);
    courier_stop(b);
}

static void test_a_lost_race_is_busy(void **state)
{
    const struct place *p = *state;
    struct error err = {0};
    struct courier *a = place_start(p, "a.git", p->remote);
    struct courier *b = place_start(p, "b.git", p->remote);
    char base[COURIER_OID_TEXT], one[COURIER_OID_TEXT], two[COURIER_OID_TEXT];
    const char *const main_ref[] = {"refs/heads/main"};
    assert_int_equal(courier_create(a, &err), 0);
    const struct courier_put start = {.path = "README", .bytes = "0", .n = 1};
    const struct courier_put left = {.path = "roster/1.json", .bytes = "a", .n = 1};
    const struct courier_put right = {.path = "roster/1.json", .bytes = "b", .n = 1};
    assert_int_equal(courier_commit(a, NULL, NULL, &start, 1, base, &err), 0);
    assert_int_equal(courier_push(a, main_ref[0], base, &err), 0);
    assert_int_equal(courier_fetch(b, main_ref, 1, 0, &err), 0);
    assert_int_equal(courier_commit(a, base, base, &left, 1, one, &err), 0);
    assert_int_equal(courier_commit(b, base, base, &right, 1, two, &err), 0);
    assert_int_equal(courier_push(a, main_ref[0], one, &err), 0);
    /* b has never seen a's commit; then it has, and still does not overwrite it. */
    assert_int_equal(courier_push(b, main_ref[0], two, &err), -STATUS_BUSY);
    assert_int_equal(courier_fetch(b, main_ref, 1, 0, &err), 0);
    assert_int_equal(courier_push(b, main_ref[0], two, &err), -STATUS_BUSY);
    /* A first push to a ref that someone made meanwhile is no different. */
    assert_int_equal(courier_commit(b, NULL, NULL, &right, 1, two, &err), 0);
    assert_int_equal(courier_push(b, main_ref[0], two, &err), -STATUS_BUSY);
    char tip[COURIER_OID_TEXT];
    assert_int_equal(courier_tip(b, main_ref[0], tip, &err), 0);
    assert_string_equal(tip, one);
    courier_stop(a);
    courier_stop(b);
}

/* Two programs pushing to one branch at once, many times: exactly one wins each round. */
static void test_racing_pushers_never_overwrite(void **state)
{
    const struct place *p = *state;
    struct error err = {0};
    enum { ROUNDS = 12, RACERS = 3 };
    struct courier *c[RACERS];
    char base[COURIER_OID_TEXT], next[RACERS][COURIER_OID_TEXT];
    const char *const main_ref[] = {"refs/heads/main"};
    for (int i = 0; i < RACERS; i++) {
        char name[] = "0.git";
        name[0] = (char)('0' + i);
        c[i] = place_start(p, name, p->remote);
    }
    assert_int_equal(courier_create(c[0], &err), 0);
    const struct courier_put start = {.path = "README", .bytes = "0", .n = 1};
    assert_int_equal(courier_commit(c[0], NULL, NULL, &start, 1, base, &err), 0);
    assert_int_equal(courier_push(c[0], main_ref[0], base, &err), 0);
    for (int round = 0; round < ROUNDS; round++) {
        int won = 0;
        pid_t pids[RACERS];
        int go[2];
        assert_int_equal(pipe(go), 0);
        for (int i = 0; i < RACERS; i++) {
            char text[32];
            int n = snprintf(text, sizeof text, "%d/%d", round, i);
            const struct courier_put put = {
                .path = "allowed_signers", .bytes = text, .n = (size_t)n};
            assert_int_equal(courier_fetch(c[i], main_ref, 1, 0, &err), 0);
            assert_int_equal(courier_tip(c[i], main_ref[0], base, &err), 0);
            assert_int_equal(courier_commit(c[i], base, base, &put, 1, next[i], &err), 0);
            pids[i] = fork();
            assert_true(pids[i] >= 0);
            if (pids[i] == 0) {
                char byte;
                (void)close(go[1]);
                (void)!read(go[0], &byte, 1);
                int rc = courier_push(c[i], main_ref[0], next[i], &err);
                if (rc && rc != -STATUS_BUSY)
                    (void)fprintf(stderr, "%s\n", err.message);
                _exit(-rc);
            }
        }
        (void)close(go[0]);
        (void)close(go[1]);
        for (int i = 0; i < RACERS; i++) {
            int status = 0;
            assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
            assert_true(WIFEXITED(status));
            assert_true(WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == STATUS_BUSY);
            won += WEXITSTATUS(status) == 0;
        }
        assert_int_equal(won, 1);
    }
    assert_string_equal(place_git(p, "--git-dir team.git rev-list --count main"), "13\n");
    for (int i = 0; i < RACERS; i++)
        courier_stop(c[i]);
}

static void test_remotes_that_are_not(void **state)
{
    const struct place *p = *state;
    struct error err = {0};
    struct rows refs = {0};
    const char *const main_ref[] = {"refs/heads/main"};

    struct courier *c = place_start(p, "a.git", p->remote);
    assert_int_equal(courier_list(c, rows_ref, &refs, &err), -STATUS_UNAVAILABLE);
    assert_non_null(strstr(err.message, "is not there"));
    assert_int_equal(courier_fetch(c, main_ref, 1, 0, &err), -STATUS_UNAVAILABLE);
    char commit[COURIER_OID_TEXT];
    const struct courier_put put = {.path = "README", .bytes = "0", .n = 1};
    assert_int_equal(courier_commit(c, NULL, NULL, &put, 1, commit, &err), 0);
    assert_int_equal(courier_push(c, main_ref[0], commit, &err), -STATUS_UNAVAILABLE);

    place_write(p, "team.git", "a file");
    assert_int_equal(courier_list(c, rows_ref, &refs, &err), -STATUS_DATA);
    assert_int_equal(courier_create(c, &err), -STATUS_DATA);
    assert_int_equal(courier_push(c, main_ref[0], commit, &err), -STATUS_DATA);
    place_remove(p, "team.git");

    assert_int_equal(mkdir(p->remote, 0700), 0);
    place_write(p, "team.git/letter", "not a repository");
    assert_int_equal(courier_list(c, rows_ref, &refs, &err), -STATUS_DATA);
    assert_int_equal(courier_create(c, &err), -STATUS_DATA);
    assert_int_equal(courier_push(c, main_ref[0], commit, &err), -STATUS_DATA);
    place_remove(p, "team.git/letter");
    assert_int_equal(courier_create(c, &err), 0);
    assert_int_equal(courier_push(c, main_ref[0], commit, &err), 0);
    courier_stop(c);

    char under[300];
    (void)snprintf(under, sizeof under, "%s/stick/team.git", p->folder);
    c = place_start(p, "a.git", under);
    assert_int_equal(courier_create(c, &err), -STATUS_UNAVAILABLE);
    courier_stop(c);
    c = place_start(p, "a.git", "git@host.invalid:team.git");
    assert_int_equal(courier_create(c, &err), -STATUS_USAGE);
    courier_stop(c);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "courier") == 0)
        return courier_child_main();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_remote_grammar),
        cmocka_unit_test_setup_teardown(test_create_is_for_empty_places, place_new, place_free),
        cmocka_unit_test_setup_teardown(test_commit_push_fetch_and_read, place_new, place_free),
        cmocka_unit_test_setup_teardown(test_a_lost_race_is_busy, place_new, place_free),
        cmocka_unit_test_setup_teardown(test_racing_pushers_never_overwrite, place_new, place_free),
        cmocka_unit_test_setup_teardown(test_remotes_that_are_not, place_new, place_free),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

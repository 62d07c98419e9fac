/* SPDX-License-Identifier: GPL-3.0-or-later
 * courier over ssh, against a real sshd and a real git on the other side.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "couriers.h"
#include "inwork/base/error.h"
#include "inwork/courier/courier.h"
#include "sshd.h"

#define REF "refs/heads/device/abcdefghijklmnopqrstuvwx"
#define OTHER "refs/heads/device/bcdefghijklmnopqrstuvwxy"

struct world {
    struct place *place;
    struct sshd sshd;
    const char *url;
};

static int world_new(void **state)
{
    struct world *w = calloc(1, sizeof *w);
    char folder[240];
    assert_non_null(w);
    assert_int_equal(place_new((void **)&w->place), 0);
    (void)snprintf(folder, sizeof folder, "%s/sshd", w->place->folder);
    if (sshd_start(&w->sshd, folder)) {
        (void)place_git(w->place, "init -q --bare -b main team.git");
        w->url = sshd_url(&w->sshd, w->place->remote);
    }
    *state = w;
    return 0;
}

static int world_free(void **state)
{
    struct world *w = *state;
    sshd_stop(&w->sshd);
    (void)place_free((void **)&w->place);
    free(w);
    return 0;
}

static void commit_text(struct courier *c, const char *base, const char *path, const char *text,
                        char out[COURIER_OID_TEXT])
{
    struct error err = {0};
    const struct courier_put put = {.path = path, .bytes = text, .n = strlen(text)};
    if (courier_commit(c, base, base, &put, 1, out, &err))
        fail_msg("%s", err.message);
}

static void test_push_fetch_and_race(void **state)
{
    const struct world *w = *state;
    if (!w->url)
        skip();
    struct error err = {0};
    struct courier *a = place_start(w->place, "a.git", w->url);
    struct courier *b = place_start(w->place, "b.git", w->url);
    char one[COURIER_OID_TEXT], two[COURIER_OID_TEXT], three[COURIER_OID_TEXT];
    commit_text(a, NULL, "heads.json", "first", one);
    if (courier_push(a, REF, one, &err))
        fail_msg("%s (%s)", err.message, err.hint);
    assert_int_equal(courier_push(a, REF, one, &err), 0);
    commit_text(a, one, "heads.json", "second", two);
    assert_int_equal(courier_push(a, REF, two, &err), 0);
    const char *const wanted[] = {REF, OTHER};
    assert_int_equal(courier_fetch(b, wanted, 2, 0, &err), 0);
    char tip[COURIER_OID_TEXT];
    assert_int_equal(courier_tip(b, REF, tip, &err), 0);
    assert_string_equal(tip, two);
    struct rows files = {0};
    assert_int_equal(courier_files(b, two, NULL, rows_file, &files, &err), 0);
    assert_int_equal(files.count, 1);
    const char *const blob[] = {files.row[0].oid};
    struct contents got = {0};
    assert_int_equal(courier_blobs(b, blob, 1, contents_add, &got, &err), 0);
    assert_int_equal(got.n[0], 6);
    assert_memory_equal(got.bytes[0], "second", 6);
    contents_free(&got);

    commit_text(b, one, "heads.json", "other", three);
    assert_int_equal(courier_push(b, REF, three, &err), -STATUS_BUSY);
    commit_text(b, two, "heads.json", "third", three);
    assert_int_equal(courier_push(b, REF, three, &err), 0);
    commit_text(a, two, "heads.json", "late", three);
    assert_int_equal(courier_push(a, REF, three, &err), -STATUS_BUSY);
    courier_stop(a);
    courier_stop(b);
}

static void test_a_hook_that_declines(void **state)
{
    const struct world *w = *state;
    if (!w->url)
        skip();
    struct error err = {0};
    char hook[300], one[COURIER_OID_TEXT];
    struct courier *a = place_start(w->place, "a.git", w->url);
    commit_text(a, NULL, "heads.json", "first", one);
    place_write(w->place, "team.git/hooks/pre-receive",
                "#!/bin/sh\nprintf 'closed \\033[31mon Fridays\\n' >&2\nexit 1\n");
    (void)snprintf(hook, sizeof hook, "%s/hooks/pre-receive", w->place->remote);
    assert_int_equal(chmod(hook, 0755), 0);
    assert_int_equal(courier_push(a, REF, one, &err), -STATUS_REFUSED);
    assert_non_null(strstr(err.message, "on Fridays"));
    assert_non_null(strstr(err.message, "pre-receive hook declined"));
    assert_null(strchr(err.message, 27));
    struct rows refs = {0};
    assert_int_equal(courier_list(a, rows_ref, &refs, &err), 0);
    assert_int_equal(refs.count, 0);
    assert_int_equal(unlink(hook), 0);
    assert_int_equal(courier_push(a, REF, one, &err), 0);
    courier_stop(a);
}

static void expect(const struct world *w, const char *url, enum status status, const char *words)
{
    struct error err = {0};
    struct rows refs = {0};
    struct courier *c = place_start(w->place, "a.git", url);
    int rc = courier_list(c, rows_ref, &refs, &err);
    if (rc != -(int)status || !strstr(err.message, words))
        fail_msg("expected %d “%s”, got %d “%s”", -(int)status, words, rc, err.message);
    assert_true(err.hint[0] != '\0');
    courier_stop(c);
}

static void test_every_reason_has_its_sentence(void **state)
{
    struct world *w = *state;
    if (!w->url)
        skip();
    char url[600], missing[600], path[300];
    (void)snprintf(url, sizeof url, "%s", w->url);
    (void)snprintf(path, sizeof path, "%s/nothing.git", w->place->folder);
    (void)snprintf(missing, sizeof missing, "%s", sshd_url(&w->sshd, path));
    expect(w, missing, STATUS_DATA, "is not a git repository");
    sshd_host_unknown(&w->sshd);
    expect(w, url, STATUS_REFUSED, "does not know the host key of 127.0.0.1");
    sshd_host_changed(&w->sshd);
    expect(w, url, STATUS_REFUSED, "the host key of 127.0.0.1 is not the one ssh knows");
    sshd_host_known(&w->sshd);
    sshd_lock_out(&w->sshd);
    expect(w, url, STATUS_REFUSED, "accepted none of your ssh keys");
    sshd_stop(&w->sshd);
    expect(w, url, STATUS_UNAVAILABLE, "Connection refused");
}

static void test_a_branch_over_its_limit_is_cut_off(void **state)
{
    const struct world *w = *state;
    if (!w->url)
        skip();
    struct error err = {0};
    enum { LARGE = 600000 };
    char *noise = malloc(LARGE);
    assert_non_null(noise);
    unsigned x = 12345;
    for (size_t i = 0; i < LARGE; i++) {
        x = x * 1103515245u + 12345u;
        noise[i] = (char)(x >> 16);
    }
    struct courier *a = place_start(w->place, "a.git", w->url);
    char small[COURIER_OID_TEXT], large[COURIER_OID_TEXT], tip[COURIER_OID_TEXT];
    commit_text(a, NULL, "request.json", "small", small);
    assert_int_equal(courier_push(a, REF, small, &err), 0);
    const struct courier_put put = {.path = "request.json", .bytes = noise, .n = LARGE};
    assert_int_equal(courier_commit(a, NULL, NULL, &put, 1, large, &err), 0);
    assert_int_equal(courier_push(a, OTHER, large, &err), 0);
    free(noise);
    const char *const ssh_and_path[] = {w->url, w->place->remote};
    for (size_t i = 0; i < 2; i++) {
        struct courier *b = place_start(w->place, i ? "c.git" : "b.git", ssh_and_path[i]);
        const char *const wanted[] = {OTHER, REF};
        assert_int_equal(courier_fetch(b, wanted, 2, 262144, &err), -STATUS_DATA);
        assert_int_equal(courier_tip(b, OTHER, tip, &err), 0);
        assert_string_equal(tip, "");
        assert_int_equal(courier_tip(b, REF, tip, &err), 0);
        assert_string_equal(tip, small);
        assert_int_equal(courier_fetch(b, wanted, 2, 0, &err), 0);
        assert_int_equal(courier_tip(b, OTHER, tip, &err), 0);
        assert_string_equal(tip, large);
        courier_stop(b);
    }
    courier_stop(a);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "courier") == 0)
        return courier_child_main();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_push_fetch_and_race, world_new, world_free),
        cmocka_unit_test_setup_teardown(test_a_hook_that_declines, world_new, world_free),
        cmocka_unit_test_setup_teardown(test_every_reason_has_its_sentence, world_new, world_free),
        cmocka_unit_test_setup_teardown(test_a_branch_over_its_limit_is_cut_off, world_new,
                                        world_free),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

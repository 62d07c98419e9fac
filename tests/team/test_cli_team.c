/* SPDX-License-Identifier: GPL-3.0-or-later
 * The team's commands as people and scripts meet them: what they refuse, with which exit status and
 * sentence, what a wrong or vanished remote does, and that a mistake can be put right.
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

#include "inwork/base/json.h"
#include "run.h"
#include "run_program.h"

static struct person ada;
static struct person bea;
static char *remote;

static int begin(void **state)
{
    (void)state;
    person_begin(&ada, "Ada Example");
    person_begin(&bea, "Bea Example");
    remote = person_path(&ada, "team.git");
    return 0;
}

static int end(void **state)
{
    (void)state;
    free(remote);
    person_end(&bea);
    person_end(&ada);
    return 0;
}

static void assert_says(const struct person *p, const char *words)
{
    assert_int_equal(p->out.len, 0);
    assert_int_equal(strncmp(buf_text(&p->err), "inwork: ", 8), 0);
    if (!strstr(buf_text(&p->err), words))
        fail_msg("“%s” is not in: %s", words, buf_text(&p->err));
}

#define refused(want, p, words, ...)                                                               \
    do {                                                                                           \
        run_expect(want, p, __VA_ARGS__);                                                          \
        assert_says(p, words);                                                                     \
    } while (0)

/* Line `i` of the answer has exactly these members, in this order. */
static void assert_members(const struct person *p, const char *const *names, size_t count)
{
    struct json *object = run_json(p, 0);
    struct json_walk walk = {0};
    size_t i = 0;
    while (json_next(&walk, object)) {
        assert_true(i < count);
        assert_string_equal(walk.name, names[i++]);
    }
    assert_int_equal(i, count);
    json_free(object);
}

static void without_a_team(void **state)
{
    (void)state;
    refused(66, &ada, "no team yet", "sync");
    refused(66, &ada, "no team yet", "team", "code");
    refused(66, &ada, "no team yet", "team", "members");
    run_expect(0, &ada, "team", "fingerprint");
    const char *fingerprint = run_line(&ada);
    assert_int_equal(strlen(fingerprint), 29);
    assert_int_equal(strspn(fingerprint, "abcdefghijklmnopqrstuvwxyz234567-"), 29);
}

static void words_that_are_no_remote(void **state)
{
    (void)state;
    static const char *const words[] = {
        "relative/path",
        "",
        "-x",
        "--upload-pack=touch",
        "ext::sh -c id",
        "ssh://-oProxyCommand=x/y",
        "http://host/x.git",
        "git://host/x.git",
        "file:///tmp/x.git",
        "user@-host:x.git",
        "/tmp/x\ny",
        "ssh://host/x;touch",
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        run_expect(64, &ada, "team", "create", "--name", "Invented Team", "--", words[i]);
        assert_int_equal(ada.out.len, 0);
    }
    refused(64, &ada, "--name", "team", "create", remote);
    refused(65, &ada, "code", "team", "join", "not-a-code", remote);
}

/* Nobody answered yet, so nothing binds: the right place is given again. */
static void a_mistyped_remote_is_put_right(void **state)
{
    (void)state;
    char *wrong = person_path(&ada, "not-there/team.git");
    char *folder = person_path(&ada, "just-a-folder");
    assert_int_equal(mkdir(folder, 0700), 0);
    scratch_write(folder, "letter.txt", "Dear", 4);
    run_expect(69, &ada, "--json", "team", "create", "--name", "Invented Team", wrong);
    struct json *line = run_json(&ada, 0);
    assert_string_equal(json_text(json_member(line, "state"), NULL), "offline");
    json_free(line);
    assert_non_null(strstr(buf_text(&ada.err), "is not there"));
    run_expect(65, &ada, "--json", "team", "create", "--name", "Invented Team", folder);
    assert_says(&ada, "not a git repository");
    run_expect(0, &ada, "team", "create", "--name", "Invented Team", remote);
    assert_int_equal(access(folder, F_OK), 0);
    free(folder);
    free(wrong);
}

static void who_finds_a_team_joins_it(void **state)
{
    (void)state;
    static const char *const ends[] = {"state", "sent", "received", "quarantined", "conflicts"};
    static const char *const asks[] = {"device", "name", "fingerprint", "at"};
    refused(65, &ada, "a team already", "team", "create", "--name", "Another", remote);
    refused(65, &bea, "already holds a team", "team", "create", "--name", "Another", remote);
    run_expect(0, &ada, "team", "code");
    char *code = strdup(run_line(&ada));
    assert_null(strpbrk(code, " \t\n"));
    run_expect(0, &bea, "--json", "team", "join", code, remote);
    free(code);
    assert_members(&bea, ends, 5);
    assert_non_null(strstr(buf_text(&bea.out), "\"state\":\"waiting\""));
    run_expect(0, &ada, "sync");
    run_expect(0, &ada, "--json", "team", "requests");
    assert_members(&ada, asks, 4);
    struct json *request = run_json(&ada, 0);
    char device[40];
    (void)snprintf(device, sizeof device, "%s", json_text(json_member(request, "device"), NULL));
    json_free(request);
    refused(64, &ada, "--fingerprint", "team", "approve", device);
    run_expect(0, &ada, "team", "fingerprint");
    char *mine = strdup(run_line(&ada));
    refused(77, &ada, "fingerprint", "team", "approve", device, "--fingerprint", mine);
    free(mine);
    run_expect(0, &bea, "team", "fingerprint");
    char *theirs = strdup(run_line(&bea));
    /* the device as the list shows it, which is in groups */
    run_expect(0, &ada, "team", "requests");
    char *listed = strdup(run_line(&ada));
    assert_non_null(listed);
    listed[strcspn(listed, "\t")] = '\0';
    assert_non_null(strchr(listed, '-'));
    refused(66, &ada, "bbbb-no", "team", "approve", "bbbb-no", "--fingerprint", theirs);
    run_expect(0, &ada, "team", "approve", listed, "--fingerprint", theirs);
    free(listed);
    free(theirs);
    run_expect(0, &ada, "--json", "sync");
    assert_members(&ada, ends, 5);
    run_expect(0, &bea, "sync");
    run_expect(1, &ada, "team", "requests");
    assert_int_equal(ada.out.len, 0);
    run_expect(0, &bea, "team", "members");
    assert_int_equal(run_lines(&bea), 3); /* and the recovery key on paper */
}

/* Away, or something else in its place: what is unsent stays unsent, and goes when it is back. */
static void a_remote_that_goes_away(void **state)
{
    (void)state;
    char *hidden = person_path(&ada, "hidden.git");
    run_expect(0, &ada, "add", "client", "name=Casey Invented");
    assert_int_equal(rename(remote, hidden), 0);
    run_expect(69, &ada, "--json", "sync");
    assert_non_null(strstr(buf_text(&ada.out), "\"state\":\"offline\""));
    run_expect(0, &ada, "--json", "status");
    struct json *status = run_json(&ada, 0);
    int64_t unsent = 0;
    assert_true(json_int(&unsent, json_member(status, "unsent")));
    assert_int_equal(unsent, 1);
    assert_non_null(json_text(json_member(status, "last_error"), NULL));
    json_free(status);
    assert_int_equal(mkdir(remote, 0700), 0);
    scratch_write(remote, "letter.txt", "Dear", 4);
    run_expect(65, &ada, "--json", "sync");
    assert_says(&ada, "not a git repository");
    scratch_remove(remote);
    assert_int_equal(rename(hidden, remote), 0);
    run_expect(0, &ada, "--json", "sync");
    assert_non_null(strstr(buf_text(&ada.out), "\"state\":\"synced\",\"sent\":1,"));
    run_expect(0, &bea, "sync");
    run_expect(0, &bea, "find", "casey");
    free(hidden);
}

/* The keyring does not count: the passphrase itself is asked for. */
static void exporting_a_key(void **state)
{
    (void)state;
    assert_int_equal(run_bare(&ada, NULL, "", 0, "team", "export-key", "casework", NULL), 77);
    assert_int_equal(ada.out.len, 0);
    static const char wrong[] = "another passphrase\n";
    assert_int_equal(run_bare(&ada, NULL, wrong, strlen(wrong), "--passphrase-fd", "0", "team",
                              "export-key", "casework", NULL),
                     77);
    assert_int_equal(ada.out.len, 0);
    static const char right[] = "an invented passphrase\n";
    assert_int_equal(run_bare(&ada, NULL, right, strlen(right), "--passphrase-fd", "0", "team",
                              "export-key", "casework", NULL),
                     0);
    assert_int_equal(strncmp(run_line(&ada), "AGE-SECRET-KEY-1", 16), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_team),
        cmocka_unit_test(words_that_are_no_remote),
        cmocka_unit_test(a_mistyped_remote_is_put_right),
        cmocka_unit_test(who_finds_a_team_joins_it),
        cmocka_unit_test(a_remote_that_goes_away),
        cmocka_unit_test(exporting_a_key),
    };
    return cmocka_run_group_tests(tests, begin, end);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Looking employers up over SSH at the office: a host that was given the directory alone answers
 * `contact` through contrib/ssh/inwork-contact, and nothing else, whatever the caller sends.
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
#include "sshd.h"

static struct person lead;
static struct person office;
static struct sshd sshd;
static bool up;
static struct buf answer;

static char *copied(struct person *p)
{
    char *text = strdup(run_line(p));
    assert_non_null(text);
    return text;
}

/* The lead founds the team and admits the office host to the directory alone. */
static void make_team(void)
{
    char *remote = person_path(&lead, "team.git");
    run_expect(0, &lead, "team", "create", "--name", "Invented Team", remote);
    run_expect(0, &lead, "team", "code");
    char *code = copied(&lead);
    run_expect(0, &office, "team", "join", code, remote);
    run_expect(0, &office, "team", "fingerprint");
    char *fingerprint = copied(&office);
    run_expect(0, &lead, "sync");
    run_expect(0, &lead, "--json", "team", "requests");
    struct json *request = run_json(&lead, 0);
    assert_string_equal(json_text(json_member(request, "name"), NULL), "Office Host");
    assert_string_equal(json_text(json_member(request, "fingerprint"), NULL), fingerprint);
    assert_non_null(json_text(json_member(request, "at"), NULL));
    run_expect(0, &lead, "team", "approve", json_text(json_member(request, "device"), NULL),
               "--fingerprint", fingerprint, "--compartment", "directory");
    json_free(request);
    run_expect(0, &lead, "sync");
    run_expect(0, &office, "sync");
    free(fingerprint);
    free(code);
    free(remote);
}

/* sshd starts commands in an environment of its own, so the forced command names what it needs; the
 * key comes from the keyring where the kernel keeps one. */
static void force(void)
{
    char here[300];
    char command[1500];
    const char *inwork = getenv("INWORK") ? getenv("INWORK") : "build/check/inwork";
    assert_non_null(getcwd(here, sizeof here));
    char *store = person_path(&office, "store.inwork");
    char *passphrase = person_path(&office, "passphrase");
    (void)snprintf(command, sizeof command,
                   "env INWORK='%s%s%s' INWORK_STORE='%s' %s'%s' '%s/contrib/ssh/inwork-contact'",
                   inwork[0] == '/' ? "" : here, inwork[0] == '/' ? "" : "/", inwork, store,
                   office.unlocked ? "INWORK_UNLOCKED=" : "INWORK_PASSPHRASE_FILE=", passphrase,
                   here);
    sshd_force(&sshd, command);
    free(store);
    free(passphrase);
}

static int begin(void **state)
{
    (void)state;
    char folder[200];
    person_begin(&lead, "Ada Example");
    person_begin(&office, "Office Host");
    (void)snprintf(folder, sizeof folder, "%s/sshd", lead.folder);
    up = sshd_start(&sshd, folder);
    if (!up)
        return 0;
    run_expect(0, &lead, "add", "client", "name=Casey Invented");
    run_expect(0, &lead, "add", "employer", "name=Marmalade & Sons Madeup", "phone=01632 960001");
    char employer[40];
    (void)snprintf(employer, sizeof employer, "employer=%s", run_line(&lead));
    run_expect(0, &lead, "add", "employer_person", employer, "name=Robin O'Invented",
               "phone=01632 960002");
    make_team();
    force();
    return 0;
}

/* One connection for all: only what is asked for matters here. With "--" the line is sent as it
 * stands; with "-O" it is said to the connection. */
static int ask_with(const char *option, const char *line)
{
    char port[12];
    char shared[300];
    (void)snprintf(port, sizeof port, "%u", sshd.port);
    (void)snprintf(shared, sizeof shared, "ControlPath=%s/c", sshd.folder);
    bool send = strcmp(option, "--") == 0;
    const char *const argv[] = {"ssh",
                                "-F",
                                sshd.config,
                                "-p",
                                port,
                                "-l",
                                sshd.user,
                                "-o",
                                shared,
                                "-o",
                                "ControlMaster=auto",
                                "-o",
                                "ControlPersist=20",
                                send ? "127.0.0.1" : option,
                                send ? option : line,
                                send ? line : "127.0.0.1",
                                NULL};
    buf_clear(&answer);
    return run_program(argv, "", 0, &answer, true);
}

/* What the office answers to a command line. */
static int ask(const char *line)
{
    return ask_with("--", line);
}

static int end(void **state)
{
    (void)state;
    if (up)
        (void)ask_with("-O", "exit");
    sshd_stop(&sshd);
    buf_free(&answer);
    person_end(&office);
    person_end(&lead);
    return 0;
}

static void answers_contact(void **state)
{
    (void)state;
    if (!up)
        skip();
    assert_int_equal(ask("contact marmalade"), 0);
    assert_non_null(strstr(buf_text(&answer), "Marmalade & Sons Madeup\t\t01632 960001"));
    assert_non_null(strstr(buf_text(&answer), "Robin O'Invented\t01632 960002"));
    assert_int_equal(ask("inwork contact marmalade & sons"), 0);
    assert_int_equal(ask("contact o'invented"), 0);
    assert_int_equal(ask("inwork --json contact marmalade"), 0);
    assert_non_null(strstr(buf_text(&answer), "\"phone\":\"01632 960001\""));
    assert_int_equal(ask("contact --json marmalade"), 0);
    assert_int_equal(buf_text(&answer)[0], '{');
    assert_int_equal(ask("contact nobodyofthisname"), 1);
    assert_int_equal(answer.len, 0);
}

static void refuses_everything_else(void **state)
{
    (void)state;
    if (!up)
        skip();
    static const char *const lines[] = {
        "sh",
        "contact",
        "inwork",
        "inwork list employer",
        "inwork export",
        "export",
        "show 0",
        "inwork team export-key directory",
        "contact --store /etc/passwd x",
        "contact --passphrase-fd 0 x",
        "contact x --help",
        "--json --store /tmp/x contact x",
        "inwork --store /tmp/x contact x",
        "scp -f /etc/passwd",
        "git-upload-pack '/'",
    };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        int status = ask(lines[i]);
        if (status != 64 || answer.len != 0)
            fail_msg("“%s”: %d %s", lines[i], status, buf_text(&answer));
    }
}

/* To a shell these would do something; here they are words to look for. */
static void words_never_reach_a_shell(void **state)
{
    (void)state;
    if (!up)
        skip();
    char *file = person_path(&office, "made-by-a-shell");
    static const char *const forms[] = {
        "contact x; touch %s",     "contact $(touch %s)",    "contact `touch %s`",
        "contact x\ntouch %s",     "contact x && touch %s",  "contact x | touch %s",
        "contact x > %s",          "contact ${IFS}touch %s", "contact '; touch %s; '",
        "contact \"$(touch %s)\"", "contact x & touch %s #",
    };
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        struct buf line = BUF_ZERO;
        const char *at = strstr(forms[i], "%s");
        buf_append(&line, forms[i], (size_t)(at - forms[i]));
        buf_add(&line, file);
        buf_add(&line, at + 2);
        int status = ask(buf_text(&line));
        if (status != 1 || answer.len != 0)
            fail_msg("“%s”: %d %s", buf_text(&line), status, buf_text(&answer));
        assert_int_equal(access(file, F_OK), -1);
        buf_free(&line);
    }
    assert_int_equal(ask("contact *"), 1);
    assert_int_equal(ask("contact /etc/*"), 1);
    free(file);
}

static void knows_nothing_of_clients(void **state)
{
    (void)state;
    if (!up)
        skip();
    assert_int_equal(ask("contact casey"), 1);
    run_expect(1, &office, "list", "client");
    run_expect(0, &office, "--json", "status");
    struct json *status = run_json(&office, 0);
    const struct json *open = json_member(status, "compartments");
    assert_int_equal(json_count(open), 1);
    json_free(status);
    assert_int_not_equal(run(&office, "team", "export-key", "casework", NULL), 0);
    assert_int_equal(office.out.len, 0);
}

/* A look-up writes nothing: the same store, byte for byte. */
static void writes_nothing(void **state)
{
    (void)state;
    if (!up)
        skip();
    static const char *const names[] = {"store.inwork", "store.inwork-wal"};
    struct buf before[2] = {BUF_ZERO, BUF_ZERO};
    struct buf after = BUF_ZERO;
    for (size_t i = 0; i < 2; i++)
        scratch_read(office.folder, names[i], &before[i]);
    assert_int_equal(ask("contact marmalade"), 0);
    for (size_t i = 0; i < 2; i++) {
        scratch_read(office.folder, names[i], &after);
        assert_int_equal(after.len, before[i].len);
        assert_memory_equal(buf_text(&after), buf_text(&before[i]), after.len);
        buf_free(&before[i]);
    }
    buf_free(&after);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_contact),
        cmocka_unit_test(refuses_everything_else),
        cmocka_unit_test(words_never_reach_a_shell),
        cmocka_unit_test(knows_nothing_of_clients),
        cmocka_unit_test(writes_nothing),
    };
    return cmocka_run_group_tests(tests, begin, end);
}

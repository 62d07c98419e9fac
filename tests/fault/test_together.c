/* SPDX-License-Identifier: GPL-3.0-or-later
 * Several programs on one store: many saves at once, and saves beside an open notebook. Each is
 * kept, or told that it was not; none is lost.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "inwork/base/json.h"
#include "pty_screen.h"
#include "run.h"
#include "run_program.h"

#define WRITERS 8
#define SAVES 4

static struct person ada;

static int begin(void **state)
{
    (void)state;
    person_begin(&ada, "Ada Example");
    return 0;
}

static int end(void **state)
{
    (void)state;
    person_end(&ada);
    return 0;
}

/* One process after the other, as one person's script would: the number kept is the exit status. */
static int write_some(unsigned writer)
{
    struct person me = {.folder = ada.folder, .unlocked = ada.unlocked};
    int kept = 0;
    for (unsigned i = 0; i < SAVES; i++) {
        char name[60];
        (void)snprintf(name, sizeof name, "name=Invented%uof%u Employer", i, writer);
        int status = run(&me, "add", "employer", name, NULL);
        if (status != 0 && status != 75) {
            print_error("writer %u: %d %s\n", writer, status, buf_text(&me.err));
            return 100;
        }
        kept += status == 0;
    }
    buf_free(&me.out);
    buf_free(&me.err);
    return kept;
}

static void many_save_at_once(void **state)
{
    (void)state;
    pid_t writers[WRITERS];
    for (unsigned i = 0; i < WRITERS; i++) {
        writers[i] = fork();
        assert_true(writers[i] >= 0);
        if (writers[i] == 0)
            _exit(write_some(i));
    }
    int kept = 0;
    for (unsigned i = 0; i < WRITERS; i++) {
        int how = 0;
        assert_int_equal(waitpid(writers[i], &how, 0), writers[i]);
        assert_true(WIFEXITED(how));
        assert_in_range(WEXITSTATUS(how), 0, SAVES);
        kept += WEXITSTATUS(how);
    }
    assert_true(kept > 0);
    run_expect(0, &ada, "list", "employer");
    assert_int_equal(run_lines(&ada), kept);
    run_expect(0, &ada, "verify");
}

/* The same record from all sides: the answers follow each other or stand side by side, and each is
 * in the history. */
static void many_change_one_record(void **state)
{
    (void)state;
    run_expect(0, &ada, "add", "client", "name=Casey Invented");
    char id[40];
    (void)snprintf(id, sizeof id, "%s", run_line(&ada));
    pid_t writers[WRITERS];
    for (unsigned i = 0; i < WRITERS; i++) {
        writers[i] = fork();
        assert_true(writers[i] >= 0);
        if (writers[i] > 0)
            continue;
        struct person me = {.folder = ada.folder, .unlocked = ada.unlocked};
        char answer[60];
        (void)snprintf(answer, sizeof answer, "preferred_name=Case %u", i);
        _exit(run(&me, "set", id, answer, NULL));
    }
    size_t kept = 0;
    for (unsigned i = 0; i < WRITERS; i++) {
        int how = 0;
        assert_int_equal(waitpid(writers[i], &how, 0), writers[i]);
        assert_true(WIFEXITED(how));
        int status = WEXITSTATUS(how);
        assert_true(status == 0 || status == 75 || status == 65);
        kept += status == 0;
    }
    run_expect(0, &ada, "--json", "show", id, "--history");
    struct json *shown = run_json(&ada, 0);
    assert_int_equal(json_count(json_member(shown, "history")), 1 + kept);
    json_free(shown);
    run_expect(0, &ada, "verify");
}

/* The notebook is open: the command line reads and writes beside it, and it goes on. */
static void beside_the_notebook(void **state)
{
    (void)state;
    struct buf environment[2] = {BUF_ZERO, BUF_ZERO};
    buf_printf(&environment[0], "INWORK_STORE=%s/store.inwork", ada.folder);
    buf_printf(&environment[1], "INWORK_PASSPHRASE_FILE=%s/passphrase", ada.folder);
    const char *const given[] = {buf_text(&environment[0]), buf_text(&environment[1]), NULL};
    const struct pty_options options = {.environment = given};
    struct pty *p = pty_start(&options);
    assert_true(pty_wait(p, "Clients"));
    for (int i = 0; i < 3; i++) {
        char name[60];
        (void)snprintf(name, sizeof name, "name=Beside%d Employer", i);
        run_expect(0, &ada, "add", "employer", name);
        run_expect(0, &ada, "find", strchr(name, '=') + 1);
    }
    pty_key(p, "/");
    pty_type(p, "Beside2");
    assert_true(pty_wait(p, "Beside2 Employer"));
    run_expect(0, &ada, "verify");
    pty_key(p, "Ctrl-Q");
    assert_int_equal(pty_wait_exit(p), 0);
    pty_free(p);
    run_expect(0, &ada, "find", "Beside2");
    run_expect(0, &ada, "verify");
    buf_free(&environment[0]);
    buf_free(&environment[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(many_save_at_once),
        cmocka_unit_test(many_change_one_record),
        cmocka_unit_test(beside_the_notebook),
    };
    return cmocka_run_group_tests(tests, begin, end);
}

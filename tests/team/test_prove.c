/* SPDX-License-Identifier: GPL-3.0-or-later
 * `inwork prove`: the line it prints is run as it stands, and the real ssh-keygen says yes;
 * altered, it says no.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sys/stat.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/fs.h"
#include "run.h"
#include "run_program.h"

static int set_up(void **state)
{
    struct person *p = calloc(1, sizeof *p);
    person_begin(p, "Ada Example");
    *state = p;
    return 0;
}

static int tear_down(void **state)
{
    person_end(*state);
    free(*state);
    return 0;
}

static int shell(const char *line)
{
    const char *const argv[] = {"sh", "-c", line, NULL};
    return run_program(argv, NULL, 0, NULL, true);
}

static void ssh_keygen_agrees(void **state)
{
    struct person *p = *state;
    struct stat st;
    struct buf text = {0};
    char id[64];
    if (!program_exists("ssh-keygen")) {
        print_message("skipped: there is no ssh-keygen\n");
        return;
    }
    run_expect(0, p, "add", "client", "name=Testy O'Example", "phone=01632 960123");
    (void)snprintf(id, sizeof id, "%s", run_line(p));
    char *folder = person_path(p, "it's a proof");
    run_expect(0, p, "prove", id, "name", "-o", folder);
    const char *line = run_line(p);
    assert_int_equal(strncmp(line, "ssh-keygen -Y verify -f ", 24), 0);
    assert_int_equal(shell(line), 0);
    /* Kept private: the message is in plain text. */
    char *message = person_path(p, "it's a proof/message");
    assert_int_equal(stat(message, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(fs_read(&text, message, 1u << 20, NULL), 0);
    assert_non_null(strstr(buf_text(&text), "Testy O'Example"));
    assert_null(strstr(buf_text(&text), "\"sig\""));
    /* One letter of the answer changed. */
    *strstr(text.data, "Testy") = 't';
    assert_int_equal(fs_write(message, text.data, text.len, NULL), 0);
    assert_int_not_equal(shell(line), 0);
    free(folder);
    free(message);
    buf_free(&text);
}

static void says_what_is_missing(void **state)
{
    struct person *p = *state;
    char id[64];
    char *folder = person_path(p, "proof");
    run_expect(0, p, "add", "client", "name=Testy McTestface");
    (void)snprintf(id, sizeof id, "%s", run_line(p));
    run_expect(64, p, "prove", id, "name");
    run_expect(1, p, "prove", id, "phone", "-o", folder);
    run_expect(66, p, "prove", "7ZZZZZZZZZ", "name", "-o", folder);
    free(folder);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        T(ssh_keygen_agrees),
        T(says_what_is_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

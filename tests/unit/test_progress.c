/* SPDX-License-Identifier: GPL-3.0-or-later
 * How far a long command is: shown on standard error where that is a terminal, out of the way
 * before anything else is said, and never elsewhere.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli_int.h"
#include "inwork/base/error.h"

struct caught {
    int before, ends[2];
    char text[4096];
};

static void catch_stderr(struct caught *c)
{
    c->before = dup(STDERR_FILENO);
    assert_true(c->before >= 0);
    assert_int_equal(pipe2(c->ends, O_CLOEXEC), 0);
    assert_true(dup2(c->ends[1], STDERR_FILENO) >= 0);
}

static const char *release_stderr(struct caught *c)
{
    assert_true(dup2(c->before, STDERR_FILENO) >= 0);
    assert_int_equal(close(c->before), 0);
    assert_int_equal(close(c->ends[1]), 0);
    size_t have = 0;
    ssize_t n;
    while ((n = read(c->ends[0], c->text + have, sizeof c->text - 1 - have)) > 0)
        have += (size_t)n;
    c->text[have] = '\0';
    assert_int_equal(close(c->ends[0]), 0);
    return c->text;
}

static void where_nobody_watches(void **state)
{
    (void)state;
    struct caught c;
    struct printer p;
    catch_stderr(&c);
    printer_init(&p); /* a pipe is no terminal */
    p.shown_at = 0;
    p.output.progress(&p.output, "rows", 500, 0);
    p.output.note(&p.output, "done");
    assert_string_equal(release_stderr(&c), "done\n");
    printer_clear(&p);
}

static void where_somebody_waits(void **state)
{
    (void)state;
    struct caught c;
    struct printer p;
    catch_stderr(&c);
    printer_init(&p);
    p.watched = true;
    p.shown_at = 0; /* long ago */
    p.output.progress(&p.output, "reading", 12, 345);
    p.output.progress(&p.output, "reading", 13, 345); /* too soon to be read */
    p.output.note(&p.output, "one note");
    p.shown_at = 0;
    p.output.progress(&p.output, "connecting", 0, 0);
    struct error err = {0};
    assert_int_equal(printer_finish(&p, &err), 0);
    assert_string_equal(release_stderr(&c), "reading 12 of 345"
                                            "\r                 \r"
                                            "one note\n"
                                            "connecting"
                                            "\r          \r");
    printer_clear(&p);
}

static void what_is_quick_shows_nothing(void **state)
{
    (void)state;
    struct caught c;
    struct printer p;
    catch_stderr(&c);
    printer_init(&p);
    p.watched = true;
    p.shown_at += 60000; /* as if it had begun only now, however slow this machine is */
    p.output.progress(&p.output, "rows", 1, 0);
    assert_string_equal(release_stderr(&c), "");
    printer_clear(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(where_nobody_watches),
        cmocka_unit_test(where_somebody_waits),
        cmocka_unit_test(what_is_quick_shows_nothing),
    };
    return cmocka_run_group_tests_name("progress", tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * A remote that refuses, that goes away half-way, and a disk that fills up meanwhile, through the
 * command line: one sentence, the exit status that the manual names, nothing lost, and the next
 * sync carries everything.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "colleagues.h"
#include "run_program.h"

static int over_ssh(void **state)
{
    struct colleagues *c = calloc(1, sizeof *c);
    colleagues_begin(c, true);
    *state = c;
    return 0;
}

static int over_a_folder(void **state)
{
    struct colleagues *c = calloc(1, sizeof *c);
    colleagues_begin(c, false);
    *state = c;
    return 0;
}

static int end(void **state)
{
    colleagues_end(*state);
    free(*state);
    return 0;
}

/* One sentence, and perhaps a hint, on standard error. */
static void assert_sentence(const struct person *p, const char *words, int line)
{
    const char *text = buf_text(&p->err);
    const char *stop = strchr(text, '\n');
    if (strncmp(text, "inwork: ", 8) != 0 || !stop ||
        (stop[1] != '\0' && strncmp(stop + 1, "hint: ", 6) != 0) || !strstr(text, words))
        fail_msg("line %d: not one sentence with “%s”: %s", line, words, text);
}

/* A sync that must fail so; what was unsent stays unsent, what was here stays here. */
static void sync_fails(struct person *p, int status, const char *words, int line)
{
    int64_t unsent = count_unsent(p);
    size_t clients = count_records(p, "client");
    run_check(status, run(p, "sync", NULL), p, __FILE__, line);
    assert_int_equal(p->out.len, 0);
    assert_sentence(p, words, line);
    assert_int_equal(count_unsent(p), unsent);
    assert_int_equal(count_records(p, "client"), clients);
}
#define SYNC_FAILS(p, status, words) sync_fails(p, status, words, __LINE__)

static void all_arrives(struct colleagues *c, const char *kind, size_t count)
{
    run_expect(0, &c->ada, "sync");
    assert_int_equal(count_unsent(&c->ada), 0);
    run_expect(0, &c->bea, "sync");
    assert_int_equal(count_unsent(&c->bea), 0);
    run_expect(0, &c->ada, "sync");
    assert_int_equal(count_records(&c->ada, kind), count);
    assert_int_equal(count_records(&c->bea, kind), count);
    run_expect(0, &c->ada, "verify");
    run_expect(0, &c->bea, "verify");
}

/* Who may read and not write: the host's hook says no. */
static void a_host_that_refuses(void **state)
{
    struct colleagues *c = *state;
    static const char hook[] = "#!/bin/sh\necho 'this place is read-only' >&2\nexit 1\n";
    char folder[400], path[440];
    (void)snprintf(folder, sizeof folder, "%s/hooks", c->remote);
    (void)mkdir(folder, 0755);
    scratch_write(folder, "pre-receive", hook, sizeof hook - 1);
    (void)snprintf(path, sizeof path, "%s/pre-receive", folder);
    assert_int_equal(chmod(path, 0755), 0);
    run_expect(0, &c->ada, "add", "client", "name=Casey Invented");
    run_expect(0, &c->bea, "add", "client", "name=Robin Madeup");
    SYNC_FAILS(&c->ada, 77, "this place is read-only");
    SYNC_FAILS(&c->bea, 77, "this place is read-only");
    run_expect(0, &c->ada, "--json", "status");
    assert_non_null(strstr(buf_text(&c->ada.out), "read-only"));
    assert_int_equal(unlink(path), 0);
    all_arrives(c, "client", 2);
}

/* A folder that may be read and not written. */
static void a_folder_that_is_read_only(void **state)
{
    struct colleagues *c = *state;
    /* Root is stopped by no permission, unless what it starts lacks CAP_DAC_OVERRIDE. */
    (void)prctl(PR_CAPBSET_DROP, 1UL, 0L, 0L, 0L);
    const char *const lock[] = {"chmod", "-R", "a-w", c->remote, NULL};
    const char *const open[] = {"chmod", "-R", "u+w", c->remote, NULL};
    const char *const may[] = {"test", "-w", c->remote, NULL};
    assert_int_equal(run_program(lock, "", 0, NULL, false), 0);
    if (run_program(may, "", 0, NULL, true) == 0) {
        print_message("skipped: nothing is read-only for this user\n");
        assert_int_equal(run_program(open, "", 0, NULL, false), 0);
        return;
    }
    run_expect(0, &c->ada, "add", "client", "name=Casey Invented");
    SYNC_FAILS(&c->ada, 77, "may not be changed by you");
    assert_int_equal(run_program(open, "", 0, NULL, false), 0);
    all_arrives(c, "client", 1);
}

static void add_employers(struct person *p, const char *name, unsigned count)
{
    struct buf names = BUF_ZERO;
    for (unsigned i = 0; i < count; i++)
        buf_printf(&names, "Invented %s %u of %x Street\n", name, i, (i + 7) * 2654435761U);
    scratch_write(p->folder, "names", buf_text(&names), names.len);
    char *path = person_path(p, "names");
    run_expect(0, p, "import", "employer", path);
    free(path);
    buf_free(&names);
}

/* The line breaks at many a byte, both ways; what was sent twice is there once. */
static void a_host_that_goes_away(void **state)
{
    struct colleagues *c = *state;
    static const unsigned answers[] = {0, 100, 300, 900, 3000};
    static const unsigned questions[] = {0, 4, 200, 2500};
    unsigned broken = 0;
    add_employers(&c->ada, "Bakery", 200);
    line_dead(c);
    SYNC_FAILS(&c->ada, 69, "office.example.org");
    for (size_t i = 0; i < sizeof questions / sizeof questions[0]; i++) {
        line_cut_question(c, questions[i]);
        int64_t unsent = count_unsent(&c->ada);
        int status = run(&c->ada, "sync", NULL);
        if (status != 0) {
            run_check(69, status, &c->ada, __FILE__, (int)i);
            assert_sentence(&c->ada, "", __LINE__);
            assert_true(count_unsent(&c->ada) <= unsent); /* a part may have been confirmed */
            broken++;
        }
    }
    assert_true(broken >= 3);
    line_open(c);
    run_expect(0, &c->ada, "sync");
    broken = 0;
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        line_cut_answer(c, answers[i]);
        int status = run(&c->bea, "sync", NULL);
        if (status != 0) {
            run_check(69, status, &c->bea, __FILE__, (int)i);
            assert_sentence(&c->bea, "", __LINE__);
            broken++;
        }
    }
    assert_true(broken >= 3);
    run_expect(0, &c->bea, "find", "example"); /* every other command goes on as ever */
    line_open(c);
    all_arrives(c, "employer", 200);
}

/* A limit for every file that the program and its courier write, as a full disk would be. */
static int sync_with_room(struct person *p, unsigned blocks)
{
    const char *inwork = getenv("INWORK") ? getenv("INWORK") : "build/check/inwork";
    char *store = person_path(p, "store.inwork");
    char *passphrase = person_path(p, "passphrase");
    char limit[32];
    (void)snprintf(limit, sizeof limit, "%u", blocks);
    assert_int_equal(setenv("INWORK_PASSPHRASE_FILE", passphrase, 1), 0);
    char *said = person_path(p, "said");
    const char *const argv[] = {
        "sh",   "-c",  "ulimit -f \"$2\" && exec \"$0\" --store \"$1\" sync 2>\"$3\"",
        inwork, store, limit,
        said,   NULL};
    int status = run_program(argv, "", 0, &p->out, true);
    buf_clear(&p->err);
    scratch_read(p->folder, "said", &p->err);
    free(said);
    assert_int_equal(unsetenv("INWORK_PASSPHRASE_FILE"), 0);
    free(passphrase);
    free(store);
    return status;
}

static unsigned until_there_is_room(struct person *p)
{
    unsigned refused = 0;
    for (unsigned blocks = 5; blocks < 40000; blocks *= 3) {
        int64_t unsent = count_unsent(p);
        size_t clients = count_records(p, "client");
        int status = sync_with_room(p, blocks);
        if (status == 0)
            return refused;
        if (status != 74)
            fail_msg("with %u blocks the sync ended with %d", blocks, status);
        refused++;
        assert_int_equal(p->out.len, 0);
        assert_sentence(p, "", (int)blocks);
        print_message("%u blocks: %s", blocks, buf_text(&p->err));
        /* What came or went before the room ran out may count; nothing may be gone. */
        assert_true(count_unsent(p) <= unsent);
        assert_true(count_records(p, "client") >= clients);
    }
    fail_msg("there is never enough room");
    return 0;
}

static void no_room_for_what_comes(void **state)
{
    struct colleagues *c = *state;
    run_expect(0, &c->ada, "add", "client", "name=Casey Invented");
    run_expect(0, &c->bea, "add", "client", "name=Robin Madeup");
    add_employers(&c->ada, "Garage", 300);
    assert_true(until_there_is_room(&c->ada) > 2);
    assert_true(until_there_is_room(&c->bea) > 2);
    all_arrives(c, "client", 2);
    all_arrives(c, "employer", 300);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_host_that_refuses, over_ssh, end),
        cmocka_unit_test_setup_teardown(a_host_that_goes_away, over_ssh, end),
        cmocka_unit_test_setup_teardown(no_room_for_what_comes, over_a_folder, end),
        cmocka_unit_test_setup_teardown(a_folder_that_is_read_only, over_a_folder, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

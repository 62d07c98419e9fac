/* SPDX-License-Identifier: GPL-3.0-or-later
 * What leaves the program through the command line: warnings, the sharing log, and what is left
 * out.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inwork/base/json.h"
#include "run.h"
#include "run_program.h"

static struct person worker;
static char ada[27];
static char ref[64]; /* client=… */

static int begin(void **state)
{
    (void)state;
    person_begin(&worker, "Wendy Worker");
    run_expect(0, &worker, "add", "client", "name=Ada Example", "preferred_name=Addy",
               "phone=01632 960001", "nhs_number=943 476 5919",
               "why_work_now=Ada likes early mornings");
    memcpy(ada, run_line(&worker), sizeof ada);
    (void)snprintf(ref, sizeof ref, "client=%s", ada);
    return 0;
}

static int end(void **state)
{
    (void)state;
    person_end(&worker);
    return 0;
}

static void said(const char *words, int line)
{
    if (!strstr(buf_text(&worker.err), words))
        fail_msg("line %d: “%s” is not in: %s", line, words, buf_text(&worker.err));
}
#define SAID(words) said(words, __LINE__)

static void printed(const char *words, bool want, int line)
{
    if ((strstr(buf_text(&worker.out), words) != NULL) != want)
        fail_msg("line %d: “%s” %s: %s", line, words, want ? "is missing" : "is there",
                 buf_text(&worker.out));
}
#define PRINTED(words) printed(words, true, __LINE__)
#define NOT_PRINTED(words) printed(words, false, __LINE__)

/* How many lines the sharing log of the client has, and the answer to one field of the last. */
static size_t log_lines(void)
{
    run_check(0, run(&worker, "--json", "list", "info_share", ref, "--sort", "shared_time", NULL),
              &worker, __FILE__, __LINE__);
    return run_lines(&worker);
}

static void exports(void **state)
{
    (void)state;
    /* Employers are about nobody. */
    run_expect(0, &worker, "add", "employer", "name=Testbury Bakery");
    run_expect(0, &worker, "export", "employer");
    assert_null(strstr(buf_text(&worker.err), "warning"));

    run_expect(0, &worker, "export", "client");
    PRINTED("943 476 5919");
    SAID("warning: Nobody was named as the recipient, so consent could not be checked (Ada "
         "Example).");
    SAID("hint: Name the recipient with --to");
    assert_int_equal(log_lines(), 1);
    PRINTED("\"what\":\"Export: Clients\"");
    PRINTED("\"route\":\"export\"");
    PRINTED("\"by_program\":\"yes\"");
    PRINTED("\"ground\":\"none_recorded\"");
    PRINTED("\"shared_by\":");

    run_expect(0, &worker, "export", "client", "--to", "Dr Testy", "--purpose", "a review");
    SAID("warning: No consent recorded to share with Dr Testy (Ada Example).");
    run_expect(0, &worker, "add", "consent", ref, "consent_kind=share", "party=Dr Testy",
               "decision=yes", "given_on=yesterday");
    run_expect(0, &worker, "export", "client", "--to", "Dr Testy", "--format", "csv");
    assert_null(strstr(buf_text(&worker.err), "warning"));
    assert_int_equal(log_lines(), 3);
    PRINTED("\"with_whom\":\"Dr Testy\"");
    PRINTED("\"purpose\":\"a review\"");
    PRINTED("\"ground\":\"consent\"");

    /* Everything at once; and without what is restricted. */
    run_expect(0, &worker, "export", "client", "--without-restricted");
    NOT_PRINTED("943 476 5919");
    PRINTED("Ada Example");
    run_expect(0, &worker, "export", "client", "--without-restricted", "--format", "csv");
    NOT_PRINTED("943 476 5919");
    NOT_PRINTED("nhs_number");
    PRINTED("why_work_now");
    run_expect(0, &worker, "add", "disclosure_item", ref, "item=addiction", "choice=keep_private");
    run_expect(0, &worker, "export", "disclosure_item", "--without-restricted");
    NOT_PRINTED("ddiction");
    run_expect(0, &worker, "export");
    PRINTED("ddiction");
}

static void read_only_is_not_refused(void **state)
{
    (void)state;
    size_t before = log_lines();
    run_expect(0, &worker, "--read-only", "export", "client", "--to", "Someone New");
    PRINTED("Ada Example");
    SAID("No consent recorded to share with Someone New");
    SAID("This is not in the sharing log, which could not be written: the store was opened "
         "read-only.");
    assert_int_equal(log_lines(), before);
}

static void proofs(void **state)
{
    (void)state;
    size_t before = log_lines();
    char *folder = person_path(&worker, "proof");
    run_expect(0, &worker, "prove", ada, "name", "-o", folder);
    SAID("warning: Nobody was named");
    assert_int_equal(log_lines(), before + 1);
    PRINTED("Proof of one answer: name of client ");
    free(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exports),
        cmocka_unit_test(read_only_is_not_refused),
        cmocka_unit_test(proofs),
    };
    return cmocka_run_group_tests(tests, begin, end);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * A colleague whom the lead wrote down by hand before they joined is there twice. Shown as one,
 * what refers to either record is theirs: on both laptops, in what is due, on caseloads, in
 * agendas.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inwork/base/id.h"
#include "run.h"

static struct person ada; /* leads */
static struct person ben; /* was written down before he joined */
static char *remote;
static char by_hand[ID_SIZE], by_joining[ID_SIZE];

static void keep(char out[ID_SIZE], struct person *p)
{
    (void)snprintf(out, ID_SIZE, "%s", run_line(p));
}

/* "member=" and the like before an id. */
static const char *ref(const char *field, const char *id)
{
    static char texts[4][64];
    static size_t next;
    char *text = texts[next++ % 4];
    (void)snprintf(text, sizeof texts[0], "%s=%s", field, id);
    return text;
}

static void says(const struct person *p, const char *words)
{
    if (!strstr(buf_text(&p->out), words))
        fail_msg("“%s” is not in: %s", words, buf_text(&p->out));
}

static int begin(void **state)
{
    (void)state;
    person_begin(&ada, "Ada Example");
    remote = person_path(&ada, "team.git");
    run_expect(0, &ada, "team", "create", "--name", "Invented Team", remote);
    run_expect(0, &ada, "add", "member", "name=Ben Sample", "role=specialist", "hours_per_week=15");
    keep(by_hand, &ada);
    run_expect(0, &ada, "add", "client", "name=Testy McTestface", "referred_on=-30d",
               ref("employment_specialist", by_hand));
    run_expect(0, &ada, "add", "employer", "name=Crumb Example", "next_step=Ring",
               "next_step_on=today", ref("lead_specialist", by_hand));
    run_expect(0, &ada, "add", "lead", "job_title=Porter", "next_contact_on=today",
               ref("member", by_hand));

    person_begin(&ben, "Ben Sample");
    run_expect(0, &ben, "list", "member");
    (void)snprintf(by_joining, sizeof by_joining, "%.26s", run_line(&ben));
    run_expect(0, &ben, "add", "client", "name=Cleo Trial", "referred_on=-30d",
               ref("employment_specialist", by_joining));
    return 0;
}

static int end(void **state)
{
    (void)state;
    free(remote);
    person_end(&ben);
    person_end(&ada);
    return 0;
}

static void let_in(void)
{
    run_expect(0, &ada, "team", "code");
    char *code = strdup(run_line(&ada));
    run_expect(0, &ben, "team", "join", code, remote);
    free(code);
    run_expect(0, &ben, "team", "fingerprint");
    char *fingerprint = strdup(run_line(&ben));
    run_expect(0, &ada, "sync");
    run_expect(0, &ada, "team", "requests");
    char *device = strdup(run_line(&ada));
    device[strcspn(device, "\t")] = '\0';
    run_expect(0, &ada, "team", "approve", device, "--fingerprint", fingerprint);
    assert_non_null(strstr(buf_text(&ada.err), "inwork duplicates member"));
    free(device);
    free(fingerprint);
    run_expect(0, &ada, "sync");
    run_expect(0, &ben, "sync");
    run_expect(0, &ben, "sync");
    run_expect(0, &ada, "sync");
}

static void what_refers_to_either_is_theirs(void **state)
{
    (void)state;
    let_in();
    run_expect(0, &ada, "duplicates", "member");
    assert_int_equal(run_lines(&ada), 1);
    says(&ada, by_hand);
    says(&ada, by_joining);
    run_expect(0, &ben, "due");
    assert_null(strstr(buf_text(&ben.out), "Testy McTestface"));

    run_expect(0, &ada, "merge", by_joining, by_hand, "--why", "He joined on Monday");
    says(&ada, by_hand); /* the older one leads, whichever the laptop was admitted with */
    run_expect(1, &ada, "duplicates", "member");
    run_expect(0, &ada, "sync");
    run_expect(0, &ben, "sync");

    struct person *const both[] = {&ada, &ben};
    for (size_t i = 0; i < 2; i++) {
        run_expect(0, both[i], "due", "--for", "Ben Sample");
        says(both[i], "\tTesty McTestface\tFirst meeting\t");
        says(both[i], "\tCleo Trial\tFirst meeting\t");
        says(both[i], "Crumb Example: Ring");
        says(both[i], "Porter");
        run_expect(0, both[i], "caseload");
        assert_int_equal(run_lines(both[i]), 1);
        says(both[i], "Ben Sample\t2 of 8 people; 15 hours a week");
        run_expect(0, both[i], "caseload", by_joining);
        says(both[i], "Ben Sample\t2 of 8 people");
        run_expect(0, both[i], "agenda", "Ben");
        says(both[i], "  Cleo Trial\tNo plan step done");
        says(both[i], "  Testy McTestface\tNo plan step done");
        says(both[i], "Caseload: 2 of 8 people");
        run_expect(0, both[i], "caseload", "Ben", "--leads");
        says(both[i], "1 lead: 1 open");
    }
    /* On his own laptop all of it is his, by himself. */
    run_expect(0, &ben, "due");
    says(&ben, "Testy McTestface");
    says(&ben, "Cleo Trial");
    says(&ben, "Crumb Example: Ring");
    says(&ben, "Porter");
    says(&ben, "Employer visits this week"); /* a specialist, as was written by hand */

    /* Parted again, each has their own. */
    run_expect(0, &ada, "merge", by_hand, "--undo");
    run_expect(0, &ada, "caseload");
    says(&ada, "Ben Sample\t1 of 8 people");
    says(&ada, "Ben Sample\t1 of 20 people");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_refers_to_either_is_theirs),
    };
    return cmocka_run_group_tests(tests, begin, end);
}

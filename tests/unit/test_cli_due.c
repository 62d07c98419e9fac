/* SPDX-License-Identifier: GPL-3.0-or-later
 * inwork due: its lines, the exact shape of its JSON, whose, how far ahead, read-only, refusals.
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
#include "inwork/base/json.h"
#include "run.h"

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

static void keep_line(char id[ID_SIZE])
{
    const char *line = run_line(&ada);
    assert_true(strlen(line) >= ID_LENGTH);
    memcpy(id, line, ID_LENGTH);
    id[ID_LENGTH] = '\0';
}

static void assert_members(const struct json *object, const char *names)
{
    struct buf have = BUF_ZERO;
    struct json_walk w = {0};
    while (json_next(&w, object))
        buf_printf(&have, "%s%s", have.len > 0 ? " " : "", w.name);
    assert_string_equal(buf_text(&have), names);
    buf_free(&have);
}

static const char *text_of(const struct json *object, const char *name)
{
    const char *text = json_text(json_member(object, name), NULL);
    return text ? text : "(none)";
}

static void nothing_is_due(void **state)
{
    (void)state;
    run_expect(1, &ada, "due");
    assert_int_equal(run_lines(&ada), 0);
}

static void lines_and_json(void **state)
{
    (void)state;
    char me[ID_SIZE], client[ID_SIZE], specialist[64];
    run_expect(0, &ada, "list", "member");
    keep_line(me);
    (void)snprintf(specialist, sizeof specialist, "employment_specialist=%s", me);
    run_expect(0, &ada, "add", "client", "name=Casey Invented", "referred_on=-10d", specialist);
    keep_line(client);
    run_expect(0, &ada, "due");
    const char *line = run_line(&ada);
    assert_ptr_equal(strstr(line, "3 days late\tCasey Invented\tFirst meeting\tReferred on "),
                     line);
    const char *why = strstr(line, " and not met yet");
    assert_non_null(why);
    assert_true(strcspn(why, "(\n") == strlen(" and not met yet")); /* no number of a rule */
    run_expect(0, &ada, "--json", "due");
    struct json *item = run_json(&ada, 0);
    assert_members(item, "due number id client name member title state date days why starts");
    assert_string_equal(text_of(item, "due"), "first_meeting");
    assert_string_equal(text_of(item, "number"), "C1");
    assert_string_equal(text_of(item, "id"), client);
    assert_string_equal(text_of(item, "client"), client);
    assert_string_equal(text_of(item, "name"), "Casey Invented");
    assert_string_equal(text_of(item, "member"), me);
    assert_string_equal(text_of(item, "title"), "First meeting");
    assert_string_equal(text_of(item, "state"), "late");
    assert_int_equal(strlen(text_of(item, "date")), 10);
    int64_t days = 0;
    assert_true(json_int(&days, json_member(item, "days")));
    assert_int_equal(days, -3);
    assert_string_equal(text_of(item, "starts"), "appointment");
    json_free(item);
    /* The same on a store that may not be written. */
    run_expect(0, &ada, "--read-only", "due");
    assert_non_null(strstr(run_line(&ada), "3 days late\tCasey Invented"));
    /* A gap has no day. */
    run_expect(0, &ada, "add", "client", "name=Drew Invented");
    run_expect(0, &ada, "--json", "due");
    item = run_json(&ada, 1);
    assert_string_equal(text_of(item, "name"), "Drew Invented");
    assert_string_equal(text_of(item, "state"), "gap");
    assert_string_equal(text_of(item, "date"), "(none)");
    assert_false(json_int(&days, json_member(item, "days")));
    json_free(item);
    /* Done, and nothing of it remains. */
    run_expect(0, &ada, "set", client, "first_met_on=-1d", "consent_take_part=yes");
    run_expect(0, &ada, "--json", "due", "--days", "0");
    item = run_json(&ada, 0);
    assert_string_equal(text_of(item, "due"), "profile_begun");
    assert_string_equal(text_of(item, "starts"), "vocational_profile");
    json_free(item);
}

/* How many lines have both; the last of them in `out`. */
static size_t find_lines(const char *one, const char *other, char out[400])
{
    size_t found = 0;
    for (const char *line = buf_text(&ada.out); *line;) {
        size_t n = strcspn(line, "\n");
        char text[400];
        (void)snprintf(text, sizeof text, "%.*s", (int)n, line);
        if (strstr(text, one) && strstr(text, other)) {
            (void)snprintf(out, 400, "%s", text);
            found++;
        }
        line += n + (line[n] == '\n');
    }
    return found;
}

static void one_line_for_one_thing_to_do(void **state)
{
    (void)state;
    char client[ID_SIZE], of[64], of_job[64], line[400];
    run_expect(0, &ada, "add", "client", "name=Casey Invented", "first_met_on=-70d",
               "accepted_on=-70d");
    keep_line(client);
    (void)snprintf(of, sizeof of, "client=%s", client);
    run_expect(0, &ada, "add", "client_review", of, "reviewed_on=-60d");
    run_expect(0, &ada, "due");
    /* long ago, and nothing moves: one talk */
    assert_int_equal(find_lines("Casey Invented", "Client to talk about in supervision", line), 1);
    assert_non_null(strstr(line, ". Last talked about in supervision on "));
    assert_non_null(strstr(line, "\tNo plan step done, employer contact or application since "));
    assert_ptr_equal(strstr(line, "40 days late"), line);
    /* benefits never talked about, and hours changed since: one talk */
    run_expect(0, &ada, "add", "job", of, "job_title=Baker", "started_on=-30d");
    (void)snprintf(of_job, sizeof of_job, "job=%s", run_line(&ada));
    run_expect(0, &ada, "add", "job_change", of_job, "change_kind=hours", "changed_on=-20d");
    run_expect(0, &ada, "due");
    assert_int_equal(find_lines("Casey Invented", "Talk about benefits", line), 1);
    assert_non_null(strstr(line, "benefits have not been talked about. Work began on "));
    assert_non_null(strstr(line, ". Hours or pay changed on "));
}

static void consent_is_called_what_it_is(void **state)
{
    (void)state;
    char client[ID_SIZE], of[64], line[400];
    run_expect(0, &ada, "add", "client", "name=Casey Invented", "first_met_on=-4d");
    keep_line(client);
    (void)snprintf(of, sizeof of, "client=%s", client);
    run_expect(0, &ada, "due");
    assert_int_equal(find_lines("Casey Invented", "\tNo consent recorded yet\t", line), 1);
    run_expect(0, &ada, "add", "consent", of, "consent_kind=share", "decision=yes",
               "given_on=-400d");
    run_expect(0, &ada, "due");
    assert_int_equal(find_lines("Casey", "\tConsent to take part not recorded yet\t", line), 1);
    assert_int_equal(find_lines("Casey Invented", "\tConsent to go over again\t", line), 1);
    run_expect(0, &ada, "add", "consent", of, "consent_kind=take_part", "decision=yes",
               "given_on=-4d");
    run_expect(0, &ada, "due");
    assert_int_equal(find_lines("Casey Invented", "recorded yet", line), 0);
}

static void days_and_settings(void **state)
{
    (void)state;
    run_expect(0, &ada, "add", "client", "name=Casey Invented", "referred_on=today");
    run_expect(1, &ada, "due", "--days", "6");
    run_expect(0, &ada, "due", "--days", "7");
    assert_non_null(strstr(run_line(&ada), "in 7 days\tCasey Invented\tFirst meeting"));
    run_expect(0, &ada, "add", "setting", "name=first_meeting_days", "value=3");
    run_expect(0, &ada, "due", "--days", "6");
    assert_non_null(strstr(run_line(&ada), "in 3 days\tCasey Invented\tFirst meeting"));
    run_expect(0, &ada, "add", "setting", "name=first_meeting_days", "value=soon");
    run_expect(0, &ada, "due");
    assert_non_null(strstr(run_line(&ada), "in 7 days\tCasey Invented\tFirst meeting"));
}

static void whose(void **state)
{
    (void)state;
    char other[ID_SIZE], specialist[64];
    run_expect(0, &ada, "add", "member", "name=Walter Worker");
    keep_line(other);
    (void)snprintf(specialist, sizeof specialist, "employment_specialist=%s", other);
    run_expect(0, &ada, "add", "client", "name=Casey Invented", "referred_on=-10d", specialist);
    run_expect(1, &ada, "due");
    run_expect(0, &ada, "due", "--for", "walter");
    run_expect(0, &ada, "due", "--for", other);
    run_expect(0, &ada, "due", "--for", "all");
    run_expect(1, &ada, "due", "--for", "Ada");
    run_expect(66, &ada, "due", "--for", "nobody");
    run_expect(64, &ada, "due", "--days", "soon");
    run_expect(64, &ada, "due", "--days", "-1");
    run_expect(64, &ada, "due", "--days", "99999");
    run_expect(64, &ada, "due", "more");
    run_expect(0, &ada, "add", "member", "name=Wanda Worker");
    run_expect(64, &ada, "due", "--for", "w");
}

#define WITH_PERSON(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_PERSON(nothing_is_due),
        WITH_PERSON(lines_and_json),
        WITH_PERSON(one_line_for_one_thing_to_do),
        WITH_PERSON(consent_is_called_what_it_is),
        WITH_PERSON(days_and_settings),
        WITH_PERSON(whose),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

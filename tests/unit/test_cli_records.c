/* SPDX-License-Identifier: GPL-3.0-or-later
 * Records through the command line: adding, changing, showing, listing, finding, and the exact
 * shapes of what programs read.
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

static void new_record(char id[ID_SIZE], const char *kind, const char *a, const char *b)
{
    run_expect(0, &ada, "add", kind, a, b);
    const char *line = run_line(&ada);
    assert_int_equal(strlen(line), ID_LENGTH);
    assert_true(id_valid(line, strlen(line)));
    memcpy(id, line, ID_SIZE);
}

/* The members of an object, in order, separated by spaces. */
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

static void add_and_show(void **state)
{
    (void)state;
    char id[ID_SIZE];
    new_record(id, "employer", "name=Example Bakery", "phone=01632 960001");
    run_expect(0, &ada, "--json", "show", id);
    struct json *shown = run_json(&ada, 0);
    assert_members(shown, "id kind title struck fields conflicts");
    assert_string_equal(text_of(shown, "id"), id);
    assert_string_equal(text_of(shown, "kind"), "employer");
    assert_string_equal(text_of(shown, "title"), "Example Bakery");
    bool struck = true;
    assert_true(json_bool(&struck, json_member(shown, "struck")));
    assert_false(struck);
    const struct json *fields = json_member(shown, "fields");
    assert_members(fields, "name phone");
    const struct json *phone = json_member(fields, "phone");
    assert_members(phone, "value by at entry");
    assert_string_equal(text_of(phone, "value"), "01632 960001");
    assert_string_equal(text_of(phone, "by"), "Ada Example");
    assert_int_equal(strlen(text_of(phone, "entry")), 64);
    assert_int_equal(json_count(json_member(shown, "conflicts")), 0);
    json_free(shown);

    run_expect(0, &ada, "--json", "add", "client", "name=Casey Invented");
    struct json *added = run_json(&ada, 0);
    assert_members(added, "id");
    json_free(added);
}

/* By one process after the other, several in a second. */
static void ids_are_in_the_order_of_their_making(void **state)
{
    (void)state;
    char before[ID_SIZE], id[ID_SIZE];
    new_record(before, "lead", "job_title=First", NULL);
    for (int i = 0; i < 8; i++) {
        new_record(id, "lead", "job_title=Next", NULL);
        assert_true(strcmp(before, id) < 0);
        memcpy(before, id, sizeof before);
    }
}

static void set_keeps_history(void **state)
{
    (void)state;
    char id[ID_SIZE];
    new_record(id, "client", "name=Robin Madeup", "stage=referred");
    run_expect(0, &ada, "set", id, "stage=Looking for work", "--why", "first meeting");
    run_expect(0, &ada, "--json", "show", id, "--history");
    struct json *shown = run_json(&ada, 0);
    assert_members(shown, "id kind title struck fields conflicts history");
    const struct json *history = json_member(shown, "history");
    assert_int_equal(json_count(history), 2);
    const struct json *step = json_at(history, 1);
    assert_members(step, "entry at by device why set");
    assert_string_equal(text_of(step, "why"), "first meeting");
    const struct json *stage = json_member(json_member(step, "set"), "stage");
    assert_members(stage, "to over");
    assert_string_equal(text_of(stage, "to"), "searching");
    assert_int_equal(json_count(json_member(stage, "over")), 1);
    assert_string_equal(json_text(json_at(json_member(stage, "over"), 0), NULL),
                        text_of(json_at(history, 0), "entry"));
    assert_int_equal(json_kind_of(json_member(json_at(history, 0), "why")), JSON_KIND_NULL);
    json_free(shown);

    run_expect(0, &ada, "set", id, "stage=searching");
    assert_non_null(strstr(buf_text(&ada.err), "Nothing to change"));
    run_expect(0, &ada, "set", id, "stage=");
    run_expect(0, &ada, "--json", "list", "client", "name=Robin Madeup");
    struct json *listed = run_json(&ada, 0);
    assert_members(listed, "id kind title fields");
    assert_members(json_member(listed, "fields"), "name");
    json_free(listed);

    /* Yesterday it was not there; today it stands as it is. */
    assert_int_equal(run(&ada, "show", id, "--at", "yesterday", NULL), 66);
    run_expect(0, &ada, "--json", "show", id, "--at", "today");
    shown = run_json(&ada, 0);
    assert_string_equal(text_of(json_member(json_member(shown, "fields"), "name"), "value"),
                        "Robin Madeup");
    json_free(shown);
}

static void struck_records_leave_lists(void **state)
{
    (void)state;
    char id[ID_SIZE];
    new_record(id, "client", "name=Mistaken Entry", "phone=01632 960002");
    assert_int_equal(run(&ada, "strike", id, NULL), 64);
    run_expect(0, &ada, "strike", id, "--why", "entered twice");
    assert_int_equal(run(&ada, "list", "client", "name=Mistaken Entry", NULL), 1);
    assert_int_equal(ada.out.len, 0);
    assert_int_equal(ada.err.len, 0);
    assert_int_equal(run(&ada, "find", "mistaken", NULL), 1);
    run_expect(0, &ada, "--json", "show", id);
    struct json *shown = run_json(&ada, 0);
    bool struck = false;
    assert_true(json_bool(&struck, json_member(shown, "struck")));
    assert_true(struck);
    assert_members(json_member(shown, "fields"), "name phone");
    json_free(shown);
    assert_int_equal(run(&ada, "strike", id, "--why", "again", NULL), 65);
    run_expect(0, &ada, "strike", id, "--undo");
    run_expect(0, &ada, "list", "client", "name=Mistaken Entry");
}

static void find_and_contact(void **state)
{
    (void)state;
    char employer[ID_SIZE];
    char person[ID_SIZE];
    char reference[ID_SIZE + 16];
    new_record(employer, "employer", "name=Café Lantern Ltd", "email=hello@example.org");
    (void)snprintf(reference, sizeof reference, "employer=%s", employer);
    run_expect(0, &ada, "add", "employer_person", reference, "name=Mina Madeup",
               "phone=01632 960003");
    memcpy(person, run_line(&ada), ID_SIZE);
    run_expect(0, &ada, "add", "employer_contact", reference, "date=2026-03-02",
               "kind_of_contact=visit");

    run_expect(0, &ada, "--json", "find", "cafe", "lant", "--kind", "employer");
    struct json *found = run_json(&ada, 0);
    assert_members(found, "id kind title fields");
    assert_string_equal(text_of(found, "title"), "Café Lantern Ltd");
    json_free(found);
    assert_int_equal(run(&ada, "find", "nobodyatall", NULL), 1);
    assert_int_equal(ada.out.len, 0);

    run_expect(0, &ada, "--json", "contact", "lantern");
    assert_int_equal(run_lines(&ada), 2);
    struct json *first = run_json(&ada, 0);
    assert_members(first, "id employer person phone email last_contact");
    assert_string_equal(text_of(first, "id"), employer);
    assert_int_equal(json_kind_of(json_member(first, "person")), JSON_KIND_NULL);
    assert_string_equal(text_of(first, "email"), "hello@example.org");
    assert_string_equal(text_of(first, "last_contact"), "2026-03-02");
    json_free(first);
    struct json *second = run_json(&ada, 1);
    assert_string_equal(text_of(second, "id"), person);
    assert_string_equal(text_of(second, "employer"), "Café Lantern Ltd");
    assert_string_equal(text_of(second, "person"), "Mina Madeup");
    assert_string_equal(text_of(second, "phone"), "01632 960003");
    json_free(second);
    assert_int_equal(run(&ada, "contact", "nobodyatall", NULL), 1);
}

static void list_filters_sorts_and_limits(void **state)
{
    (void)state;
    char client[ID_SIZE];
    char of[ID_SIZE + 16];
    new_record(client, "client", "name=Sorted Person", "pronouns=they");
    (void)snprintf(of, sizeof of, "client=%s", client);
    static const char *const days[] = {"date=2026-01-03", "date=2026-01-01", "date=2026-01-02"};
    for (size_t i = 0; i < 3; i++)
        run_expect(0, &ada, "add", "note", of, days[i], "with_whom=client,team",
                   i == 0 ? "kind_of_contact=phone" : "kind_of_contact=video");
    of[7 + 24] = '\0'; /* the beginning of an id is enough */
    run_expect(0, &ada, "--json", "list", "note", of, "--sort", "date");
    assert_int_equal(run_lines(&ada), 3);
    for (size_t i = 0; i < 3; i++) {
        struct json *note = run_json(&ada, i);
        char day[] = "2026-01-0?";
        day[9] = (char)('1' + (char)i);
        assert_string_equal(text_of(json_member(note, "fields"), "date"), day);
        json_free(note);
    }
    run_expect(0, &ada, "list", "note", of, "--limit", "2");
    assert_int_equal(run_lines(&ada), 2);
    run_expect(0, &ada, "list", "note", "kind_of_contact=Phone");
    assert_int_equal(run_lines(&ada), 1);
    run_expect(0, &ada, "list", "note", "with_whom=team", "date=1/1/2026");
    assert_int_equal(run_lines(&ada), 1);
    assert_int_equal(run(&ada, "list", "note", "with_whom=employer", NULL), 1);
    assert_int_equal(run(&ada, "list", "note", "--sort", "nosuch", NULL), 65);
    assert_int_equal(run(&ada, "list", "note", "--limit", "-3", NULL), 64);
    assert_int_equal(run(&ada, "list", "note", "--limit", "0", NULL), 64);
}

static void kinds_are_described(void **state)
{
    (void)state;
    run_expect(0, &ada, "--json", "kinds", "job");
    struct json *kind = run_json(&ada, 0);
    assert_members(kind, "kind title compartment parent fields");
    assert_string_equal(text_of(kind, "compartment"), "casework");
    assert_string_equal(text_of(kind, "parent"), "client");
    const struct json *field = json_at(json_member(kind, "fields"), 0);
    assert_members(field, "name label type section choices required");
    assert_string_equal(text_of(field, "name"), "client");
    assert_string_equal(text_of(field, "type"), "reference");
    json_free(kind);
    run_expect(0, &ada, "--json", "kinds");
    assert_true(run_lines(&ada) >= 15);
    run_expect(0, &ada, "kinds");
    assert_non_null(strstr(buf_text(&ada.out),
                           "employer_person\tPerson at an employer\tdirectory\temployer\n"));
    assert_int_equal(run(&ada, "kinds", "unicorn", NULL), 65);
}

static void answers_from_standard_input(void **state)
{
    (void)state;
    static const char object[] =
        "{\"name\":\"Unseen Inprocesslist\",\"referred_on\":\"2026-02-01\","
        "\"explained\":[\"voluntary\",\"what_ips_offers\"],"
        "\"phone\":null}";
    run_check(0, run_with(&ada, object, strlen(object), "add", "client", "-", NULL), &ada, __FILE__,
              __LINE__);
    char id[ID_SIZE];
    memcpy(id, run_line(&ada), ID_SIZE);
    run_expect(0, &ada, "--json", "list", "client", "name=Unseen Inprocesslist");
    struct json *listed = run_json(&ada, 0);
    const struct json *fields = json_member(listed, "fields");
    assert_members(fields, "name referred_on explained");
    const struct json *explained = json_member(fields, "explained");
    assert_int_equal(json_count(explained), 2);
    assert_string_equal(json_text(json_at(explained, 0), NULL), "voluntary");
    json_free(listed);
    static const char emptied[] = "{\"referred_on\":null}";
    run_check(0, run_with(&ada, emptied, strlen(emptied), "set", id, "-", NULL), &ada, __FILE__,
              __LINE__);
    run_expect(0, &ada, "show", id, "--plain");
    assert_null(strstr(buf_text(&ada.out), "2026-02-01"));

    static const char *const bad[] = {"[]",
                                      "{\"name\":\"A\",\"name\":\"B\"}",
                                      "{\"name\":",
                                      "nonsense",
                                      "{\"name\":{}}",
                                      "{\"nosuch\":\"x\"}",
                                      "{\"name\":[\"x\"]}"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        run_check(65, run_with(&ada, bad[i], strlen(bad[i]), "add", "client", "-", NULL), &ada,
                  bad[i], __LINE__);
}

static void assert_job(const char *id, const char *ended_on, const char *by, const char *reason)
{
    run_expect(0, &ada, "--json", "list", "job");
    struct json *job = run_json(&ada, 0);
    assert_string_equal(text_of(job, "id"), id);
    const struct json *fields = json_member(job, "fields");
    assert_string_equal(text_of(fields, "ended_on"), ended_on);
    assert_string_equal(text_of(fields, "ended_by"), by);
    assert_string_equal(text_of(fields, "end_reason"), reason);
    json_free(job);
}

/* A job counts as held until it says that it ended. */
static void the_end_of_a_job_is_told_to_the_job(void **state)
{
    (void)state;
    char client[ID_SIZE], job[ID_SIZE], end_of[ID_SIZE], at[64], of[64];
    new_record(client, "client", "name=Wanda Worker", "referred_on=2026-01-02");
    (void)snprintf(at, sizeof at, "client=%s", client);
    run_expect(0, &ada, "add", "job", at, "job_title=Baker", "started_on=2026-02-02");
    memcpy(job, run_line(&ada), ID_SIZE);
    (void)snprintf(of, sizeof of, "job=%s", job);
    new_record(end_of, "job_end", of, "told_on=2026-03-02");
    assert_job(job, "(none)", "(none)", "(none)");
    run_expect(0, &ada, "set", end_of, "ended_on=2026-03-05", "ended_by=both");
    assert_job(job, "2026-03-05", "both", "(none)");
    /* put right there, it is put right here; what the job says otherwise stays */
    run_expect(0, &ada, "set", end_of, "ended_on=2026-03-06", "reason=health");
    assert_job(job, "2026-03-06", "both", "health");
    run_expect(0, &ada, "set", job, "ended_on=2026-03-09");
    run_expect(0, &ada, "set", end_of, "ended_on=2026-03-07");
    assert_job(job, "2026-03-09", "both", "health");
    run_expect(0, &ada, "strike", job, "--why", "invented");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(add_and_show),
        cmocka_unit_test(ids_are_in_the_order_of_their_making),
        cmocka_unit_test(set_keeps_history),
        cmocka_unit_test(struck_records_leave_lists),
        cmocka_unit_test(find_and_contact),
        cmocka_unit_test(list_filters_sorts_and_limits),
        cmocka_unit_test(kinds_are_described),
        cmocka_unit_test(answers_from_standard_input),
        cmocka_unit_test(the_end_of_a_job_is_told_to_the_job),
    };
    return cmocka_run_group_tests(tests, begin, end);
}

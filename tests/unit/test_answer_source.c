/* SPDX-License-Identifier: GPL-3.0-or-later
 * model/answer_source: each answer keeps the source that was told when it was written.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/model/answer_source.h"
#include "inwork/model/field.h"
#include "inwork/model/save.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "store_fixture.h"

struct pair {
    const char *field, *text;
};

/* One save of several answers, as a form makes it. */
static void save(struct store *s, char record[RECORD_ID_TEXT], const struct pair *pairs,
                 size_t count)
{
    const struct catalogue_kind *kind = catalogue_kind(store_catalogue(s), "vocational_profile");
    const struct field_context context = {.store = s};
    struct save_field fields[4] = {0};
    struct error err = {0};
    bool changed = true;
    for (size_t i = 0; i < count; i++) {
        const struct catalogue_field *f = catalogue_field(kind, pairs[i].field);
        fields[i].field = pairs[i].field;
        if (field_parse(&fields[i].to, f, pairs[i].text, strlen(pairs[i].text), &context, &err) < 0)
            fail_msg("%s", err.message);
    }
    int status = record[0] ? save_changes(s, record, fields, count, NULL, &changed, NULL, &err)
                           : save_new(s, kind, fields, count, NULL, record, NULL, &err);
    if (status < 0)
        fail_msg("%s", err.message);
    assert_true(changed);
    for (size_t i = 0; i < count; i++)
        value_clear(&fields[i].to);
}

static void expect(struct store *s, const char *record, const char *field, const char *want)
{
    struct error err = {0};
    struct record r = {0};
    struct answer_sources *sources = NULL;
    const struct catalogue_field *known = NULL;
    struct buf text = BUF_ZERO;
    assert_int_equal(store_record(s, record, &r, &err), 0);
    assert_int_equal(answer_sources_read(&sources, s, &r, &err), 0);
    const struct value *from = answer_source(sources, field, &known);
    if (from)
        field_show(&text, known, from);
    assert_string_equal(buf_text(&text), want);
    buf_free(&text);
    answer_sources_free(sources);
    record_clear(&r);
}

static void new_profile(struct store *s, char record[RECORD_ID_TEXT])
{
    struct saved client = store_fixture_save(s, NULL, "client", "name", "Casey Invented", NULL);
    const struct pair first[] = {{"client", client.record},
                                 {"strengths", "Calm with people"},
                                 {"strengths_source", "client"}};
    record[0] = '\0';
    save(s, record, first, 3);
}

static void test_as_it_was_told_then(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    char record[RECORD_ID_TEXT];
    new_profile(s, record);
    expect(s, record, "strengths", "The client");
    const struct pair second[] = {{"interests", "Bread"}, {"strengths_source", "family"}};
    save(s, record, second, 2);
    const struct pair third[] = {{"resources", "A bus pass"}};
    save(s, record, third, 1);
    expect(s, record, "strengths", "The client");
    expect(s, record, "interests", "Family or carers");
    expect(s, record, "resources", "Family or carers"); /* nobody said otherwise */
    expect(s, record, "physical_health", "");           /* no answer, and another section */
    expect(s, record, "strengths_source", "");
}

static void test_a_correction_has_a_source_of_its_own(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    char record[RECORD_ID_TEXT];
    new_profile(s, record);
    const struct pair again[] = {{"strengths", "Calm, and quick"},
                                 {"strengths_source", "client; observation"}};
    save(s, record, again, 2);
    expect(s, record, "strengths", "The client, Seen by the specialist");
}

static void test_told_later(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    struct saved client = store_fixture_save(s, NULL, "client", "name", "Casey Invented", NULL);
    char record[RECORD_ID_TEXT] = "";
    const struct pair first[] = {{"client", client.record}, {"strengths", "Calm"}};
    save(s, record, first, 2);
    expect(s, record, "strengths", "");
    const struct pair later[] = {{"strengths_source", "team"}};
    save(s, record, later, 1);
    expect(s, record, "strengths", "Mental health team");
}

static void test_kinds_that_do_not_ask(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    struct saved client = store_fixture_save(s, NULL, "client", "name", "Casey Invented", NULL);
    expect(s, client.record, "name", "");
}

#define WITH_STORE(test)                                                                           \
    cmocka_unit_test_setup_teardown(test, store_fixture_new, store_fixture_free)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_STORE(test_as_it_was_told_then),
        WITH_STORE(test_a_correction_has_a_source_of_its_own),
        WITH_STORE(test_told_later),
        WITH_STORE(test_kinds_that_do_not_ask),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * store/verify: a sound store has no findings, and each kind of damage has one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "inwork/base/error.h"
#include "inwork/store/search.h"
#include "inwork/store/verify.h"
#include "store/store_int.h"
#include "store_fixture.h"

static int keep_finding(const char *finding, void *payload, struct error *err)
{
    (void)err;
    (void)snprintf(payload, 200, "%s", finding);
    return 0;
}

/* Work of every sort: replaced values, parts, a conflict, a struck record, duplicates. */
static void fill(struct store *s)
{
    struct saved a = store_fixture_save(s, NULL, "employer", "name", "Example Bakery", NULL);
    struct saved b = store_fixture_save(s, NULL, "employer", "name", "Sample's Café", NULL);
    (void)store_fixture_save(s, a.record, "employer", "name", "Example Bakers", a.entry);
    (void)store_fixture_save(s, NULL, "employer_person", "employer", a.record, NULL);
    (void)store_fixture_save(s, b.record, "employer", "phone", "01632 960003", NULL);
    (void)store_fixture_save(s, b.record, "employer", "phone", "01632 960004", NULL);
    struct saved c = store_fixture_save(s, NULL, "employer", "name", "Mistake", NULL);
    (void)store_fixture_save(s, c.record, "employer", "_struck", "yes", NULL);
    struct saved d = store_fixture_save(s, NULL, "employer", "name", "Samples Cafe", NULL);
    (void)store_fixture_save(s, d.record, "employer", "_same_as", b.record, NULL);
}

static int64_t verify(struct store *s, char finding[200])
{
    struct error err = {0};
    struct verify_result result;
    finding[0] = 0;
    if (store_verify(s, &result, keep_finding, finding, &err) < 0)
        fail_msg("%s", err.message);
    assert_int_equal(result.entries, 10);
    return result.findings;
}

static int count_row(const struct title_row *row, void *payload, struct error *err)
{
    (void)row;
    (void)err;
    ++*(int *)payload;
    return 0;
}

static void test_a_sound_store_has_no_findings(void **state)
{
    struct store_fixture *f = *state;
    struct error err = {0};
    struct verify_result result;
    char finding[200];
    int count = 0;
    fill(f->store);
    assert_int_equal(verify(f->store, finding), 0);
    assert_int_equal(store_verify(f->store, &result, NULL, NULL, &err), 0);
    assert_int_equal(result.signatures, 10);
    assert_int_equal(result.unknown, 0);
    /* Nothing of it stays behind. */
    struct search_request q = {.words = "bakers"};
    assert_int_equal(store_search(f->store, &q, NULL, count_row, &count, &err), 0);
    assert_int_equal(count, 2); /* the employer, and its person by the employer's name */
    (void)store_fixture_save(f->store, NULL, "employer", "name", "After", NULL);
}

static void damage(struct store_fixture *f, const char *sql, const char *expected)
{
    struct error err = {0};
    char finding[200];
    fill(f->store);
    assert_int_equal(store_run_sql(f->store, sql, "damage", &err), 0);
    assert_true(verify(f->store, finding) > 0);
    if (!strstr(finding, expected))
        fail_msg("\"%s\" does not say \"%s\"", finding, expected);
    if (strstr(sql, "entry"))
        return;
    assert_int_equal(store_rebuild(f->store, &err), 0);
    assert_int_equal(verify(f->store, finding), 0);
}

static void test_a_changed_title_is_found_and_mended(void **state)
{
    damage(*state, "UPDATE record SET title = 'Other' WHERE title = 'Mistake'", "record 0");
}

static void test_a_changed_value_is_found_and_mended(void **state)
{
    damage(*state, "UPDATE current SET value = 'Other' WHERE value = 'Example Bakers'", "name");
}

static void test_a_lost_record_is_found_and_mended(void **state)
{
    damage(*state, "DELETE FROM record WHERE title = 'Example Bakers'",
           "not what the entries give");
}

static void test_a_lost_word_is_found_and_mended(void **state)
{
    damage(*state, "INSERT INTO search(search) VALUES ('delete-all')", "the search index");
}

static void test_a_wrong_clock_is_found_and_mended(void **state)
{
    damage(*state, "UPDATE compartment SET clock = 99", "directory");
}

static void test_an_entry_lost_by_its_id_is_found_and_mended(void **state)
{
    struct store_fixture *f = *state;
    struct error err = {0};
    char finding[200];
    damage(f, "DELETE FROM entry_id WHERE entry = 2", "the place of entry");
    assert_int_equal(store_rebuild(f->store, &err), 0);
    assert_int_equal(verify(f->store, finding), 0);
}

static void test_a_changed_line_is_found(void **state)
{
    damage(*state,
           "DROP TRIGGER entry_line_no_update; UPDATE entry_line SET line = "
           "replace(line, 'Mistake', 'Mislead') WHERE line LIKE '%Mistake%'",
           "is not what its line says");
}

static void test_a_changed_entry_is_found(void **state)
{
    damage(*state, "DROP TRIGGER entry_no_update; UPDATE entry SET clock = 50 WHERE seq = 2",
           "is not what its line says");
}

static void test_another_key_is_found(void **state)
{
    struct store_fixture *f = *state;
    struct error err = {0};
    uint8_t other[32] = {9};
    char finding[200];
    fill(f->store);
    assert_int_equal(store_device_put(f->store, store_device_id(f->store), NULL, other, &err), 0);
    assert_int_equal(verify(f->store, finding), 10);
    assert_non_null(strstr(finding, "signature"));
}

/* One entry whose signature is wrong, for ever there, hides nothing else that is wrong. */
static int keep_findings(const char *text, void *payload, struct error *err)
{
    buf_printf(payload, "%s\n", text);
    return buf_ok(payload, err);
}

static void test_a_wrong_signature_hides_no_damage(void **state)
{
    struct store_fixture *f = *state;
    struct error err = {0};
    struct verify_result result;
    struct buf findings = BUF_ZERO;
    uint8_t other[32] = {9};
    fill(f->store);
    assert_int_equal(store_device_put(f->store, store_device_id(f->store), NULL, other, &err), 0);
    assert_int_equal(store_run_sql(f->store, "UPDATE compartment SET clock = 99", "damage", &err),
                     0);
    assert_int_equal(store_verify(f->store, &result, keep_findings, &findings, &err), 0);
    assert_non_null(strstr(buf_text(&findings), "signature"));
    assert_non_null(strstr(buf_text(&findings), "the clock of compartment"));
    buf_free(&findings);
}

static void test_entries_cannot_be_changed_or_deleted(void **state)
{
    struct store_fixture *f = *state;
    static const char *const refused[] = {
        "UPDATE entry SET record = 'x'",
        "UPDATE entry SET clock = 0",
        "DELETE FROM entry",
        "UPDATE entry_line SET line = ''",
        "DELETE FROM entry_line",
        "UPDATE entry SET seq = 99",
    };
    fill(f->store);
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        struct error err = {0};
        assert_true(store_run_sql(f->store, refused[i], "tamper", &err) < 0);
        assert_non_null(strstr(err.message, "entries are never"));
    }
}

#define WITH_STORE(test)                                                                           \
    cmocka_unit_test_setup_teardown(test, store_fixture_new, store_fixture_free)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_STORE(test_a_sound_store_has_no_findings),
        WITH_STORE(test_a_changed_title_is_found_and_mended),
        WITH_STORE(test_a_changed_value_is_found_and_mended),
        WITH_STORE(test_a_lost_record_is_found_and_mended),
        WITH_STORE(test_a_lost_word_is_found_and_mended),
        WITH_STORE(test_a_wrong_clock_is_found_and_mended),
        WITH_STORE(test_an_entry_lost_by_its_id_is_found_and_mended),
        WITH_STORE(test_a_changed_line_is_found),
        WITH_STORE(test_a_changed_entry_is_found),
        WITH_STORE(test_another_key_is_found),
        WITH_STORE(test_a_wrong_signature_hides_no_damage),
        WITH_STORE(test_entries_cannot_be_changed_or_deleted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

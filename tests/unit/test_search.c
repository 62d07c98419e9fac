/* SPDX-License-Identifier: GPL-3.0-or-later
 * store: search, its order and its mending of typing slips; whom to ring.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/store/contact.h"
#include "inwork/store/search.h"
#include "store_fixture.h"

static int keep_title(const struct title_row *row, void *payload, struct error *err)
{
    (void)err;
    buf_printf(payload, "%s|", row->title);
    return 0;
}

static void expect(struct store *s, const char *words, const char *kind, int64_t limit,
                   const char *titles, const char *corrected)
{
    struct error err = {0};
    struct buf got = BUF_ZERO, mended = BUF_ZERO;
    struct search_request q = {.words = words, .kind = kind, .limit = limit};
    if (store_search(s, &q, &mended, keep_title, &got, &err) < 0)
        fail_msg("%s", err.message);
    assert_string_equal(buf_text(&got), titles);
    assert_string_equal(buf_text(&mended), corrected);
    buf_free(&got);
    buf_free(&mended);
}

static struct saved employer(struct store *s, const char *name)
{
    return store_fixture_save(s, NULL, "employer", "name", name, NULL);
}

static void test_words_find_in_any_case_and_without_accents(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    (void)employer(s, "Caf\xC3\xA9 \xC3\x89xample");
    (void)employer(s, "\xC5\x81\xC3\xB3"
                      "d\xC5\xBA Foods");
    expect(s, "cafe", NULL, 0, "Caf\xC3\xA9 \xC3\x89xample|", "");
    expect(s, "EXAM CAF\xC3\x89", NULL, 0, "Caf\xC3\xA9 \xC3\x89xample|", "");
    expect(s, "lodz", NULL, 0,
           "\xC5\x81\xC3\xB3"
           "d\xC5\xBA Foods|",
           "");
    expect(s, "", NULL, 0, "", "");
    expect(s, " \"*():^ ", NULL, 0, "", "");
    expect(s, "food AND OR NOT", NULL, 0, "", "");
}

static void test_apostrophes_may_be_left_out(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    (void)employer(s, "Example's Bakery");
    (void)employer(s, "Sample\xE2\x80\x99s Dairy");
    expect(s, "examples", NULL, 0, "Example's Bakery|", "");
    expect(s, "example's", NULL, 0, "Example's Bakery|", "");
    expect(s, "samples dairy", NULL, 0, "Sample\xE2\x80\x99s Dairy|", "");
}

static void test_names_first_then_kind_then_the_newest(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    struct saved c = store_fixture_save(s, NULL, "client", "name", "Ada Linden", NULL);
    (void)store_fixture_save(s, NULL, "note", "activities", "Walked by the linden trees", NULL);
    (void)employer(s, "Old Linden Works");
    (void)employer(s, "New Linden Works");
    (void)employer(s, "Linden Bakery");
    (void)store_fixture_save(s, c.record, "client", "phone", "01632 960005", NULL);
    expect(s, "linden", NULL, 0,
           "Linden Bakery|Ada Linden|New Linden Works|Old Linden Works|(Note)|", "");
    expect(s, "linden", NULL, 2, "Linden Bakery|Ada Linden|", "");
    expect(s, "linden", "note", 0, "(Note)|", "");
    expect(s, "01632960005", NULL, 0, "Ada Linden|", "");
    expect(s, "960005", NULL, 0, "Ada Linden|", "");
}

static void test_typing_slips_are_mended_when_nothing_matched(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    (void)employer(s, "Tesco Example");
    (void)employer(s, "Bakery");
    expect(s, "tecso", NULL, 0, "Tesco Example|", "tesco");
    expect(s, "etsco", NULL, 0, "Tesco Example|", "tesco");
    expect(s, "tescoo exampel", NULL, 0, "Tesco Example|", "tesco example");
    expect(s, "bakary", NULL, 0, "Bakery|", "bakery");
    expect(s, "zzzzzz", NULL, 0, "", "");
    expect(s, "te", NULL, 0, "Tesco Example|", "");
}

static void test_changed_and_struck_words_are_not_found(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    struct saved a = employer(s, "Before Limited");
    (void)store_fixture_save(s, a.record, "employer", "name", "After Limited", a.entry);
    expect(s, "limited", NULL, 0, "After Limited|", "");
    expect(s, "before", "employer", 0, "", "");
    (void)store_fixture_save(s, a.record, "employer", "_struck", "yes", NULL);
    expect(s, "limited", NULL, 0, "", "");
}

static void test_many_words_that_begin_alike_are_all_found(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    struct error err = {0};
    struct buf got = BUF_ZERO;
    char name[40];
    for (int i = 0; i < 100; i++) {
        (void)snprintf(name, sizeof name, "Shop Wordy%c%c", 'a' + i / 26, 'a' + i % 26);
        (void)employer(s, name);
    }
    struct search_request q = {.words = "wordy"};
    assert_int_equal(store_search(s, &q, NULL, keep_title, &got, &err), 0);
    assert_int_equal(got.len, 100 * strlen("Shop Wordyaa|"));
    buf_free(&got);
}

static int keep_contact(const struct contact_row *row, void *payload, struct error *err)
{
    (void)err;
    buf_printf(payload, "%s/%s/%s/%s/%s\n", row->employer, row->person, row->phone, row->email,
               row->last_contact);
    return 0;
}

static void expect_contact(struct store *s, const char *words, const char *rows)
{
    struct error err = {0};
    struct buf got = BUF_ZERO;
    if (store_contact(s, words, NULL, keep_contact, &got, &err) < 0)
        fail_msg("%s", err.message);
    assert_string_equal(buf_text(&got), rows);
    buf_free(&got);
}

static void test_contact_gives_employers_and_their_people(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    struct saved b = employer(s, "Example Bakery");
    struct saved a = employer(s, "Acme Example");
    struct saved p = store_fixture_save(s, NULL, "employer_person", "name", "Jo Sample", NULL);
    (void)store_fixture_save(s, p.record, "employer_person", "employer", b.record, NULL);
    (void)store_fixture_save(s, p.record, "employer_person", "mobile", "01632 960006", NULL);
    (void)store_fixture_save(s, b.record, "employer", "phone", "01632 960007", NULL);
    (void)store_fixture_save(s, b.record, "employer", "email", "hello@bakery.example", NULL);
    for (int day = 1; day <= 3; day++) {
        char date[16];
        (void)snprintf(date, sizeof date, "2026-09-0%d", day);
        struct saved v = store_fixture_save(s, NULL, "employer_contact", "date", date, NULL);
        (void)store_fixture_save(s, v.record, "employer_contact", "employer", b.record, NULL);
        if (day == 2)
            (void)store_fixture_save(s, v.record, "employer_contact", "employer_person", p.record,
                                     NULL);
    }
    (void)store_fixture_save(s, NULL, "client", "name", "Example Client", NULL);
    expect_contact(s, "example",
                   "Acme Example////\n"
                   "Example Bakery//01632 960007/hello@bakery.example/2026-09-03\n"
                   "Example Bakery/Jo Sample/01632 960006//2026-09-02\n");
    expect_contact(s, "bakery jo", "Example Bakery/Jo Sample/01632 960006//2026-09-02\n");
    expect_contact(s, "nobody", "");
    /* A new name reaches the people. */
    (void)store_fixture_save(s, b.record, "employer", "name", "Sunrise", b.entry);
    expect_contact(s, "sunrise jo", "Sunrise/Jo Sample/01632 960006//2026-09-02\n");
    expect_contact(s, "bakery jo", "");
    (void)a;
}

#define WITH_STORE(test)                                                                           \
    cmocka_unit_test_setup_teardown(test, store_fixture_new, store_fixture_free)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_STORE(test_words_find_in_any_case_and_without_accents),
        WITH_STORE(test_apostrophes_may_be_left_out),
        WITH_STORE(test_names_first_then_kind_then_the_newest),
        WITH_STORE(test_typing_slips_are_mended_when_nothing_matched),
        WITH_STORE(test_changed_and_struck_words_are_not_found),
        WITH_STORE(test_many_words_that_begin_alike_are_all_found),
        WITH_STORE(test_contact_gives_employers_and_their_people),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

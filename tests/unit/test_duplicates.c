/* SPDX-License-Identifier: GPL-3.0-or-later
 * Likely duplicates: what is compared of names, which pairs are told and why, which are not; and
 * joining two records and parting them, with all that is refused.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/model/duplicate.h"
#include "inwork/model/same.h"
#include "inwork/model/save.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/record.h"
#include "store_fixture.h"

typedef void (*words_fn)(struct buf *out, const char *text, size_t n);

static void expect_words(words_fn words, const char *text, const char *want)
{
    struct buf got = BUF_ZERO;
    words(&got, text, strlen(text));
    assert_string_equal(buf_text(&got), want);
    buf_free(&got);
}

static void names_are_compared_plainly(void **state)
{
    (void)state;
    expect_words(duplicate_organisation_words, "The Pebble & Otter Co. Ltd.",
                 "pebble and otter co");
    expect_words(duplicate_organisation_words, "PEBBLE&OTTER CO LIMITED", "pebble and otter co");
    expect_words(duplicate_organisation_words, "Thimble P.L.C.", "thimble");
    expect_words(duplicate_organisation_words, "Thimble, The", "thimble");
    expect_words(duplicate_organisation_words, "Acorn’s Café", "acorns cafe");
    expect_words(duplicate_organisation_words, "Acorn's Cafe", "acorns cafe");
    expect_words(duplicate_organisation_words, "Limited", "limited");
    expect_words(duplicate_organisation_words, "The", "the");
    expect_words(duplicate_organisation_words, "", "");
    expect_words(duplicate_person_words, "Example, Ada", "ada example");
    expect_words(duplicate_person_words, "Dr Áda  EXAMPLE", "ada example");
    expect_words(duplicate_person_words, "Mr", "mr");
    expect_words(duplicate_phone, "+44 (0)1632 960001", "01632960001");
    expect_words(duplicate_phone, "0044 1632 960001", "01632960001");
    expect_words(duplicate_phone, "01632-960 001", "01632960001");
    expect_words(duplicate_phone, "", "");
}

/* A record from up to three answers. */
static struct saved make(struct store *s, const char *kind, const char *const answers[][2])
{
    struct saved r = store_fixture_save(s, NULL, kind, answers[0][0], answers[0][1], NULL);
    for (size_t i = 1; answers[i][0]; i++)
        (void)store_fixture_save(s, r.record, kind, answers[i][0], answers[i][1], NULL);
    return r;
}
#define MAKE(s, kind, ...) make(s, kind, (const char *const[][2]){__VA_ARGS__, {NULL, NULL}})

static int add_pair(const struct alike *one, const struct alike *other, const char *why,
                    void *payload, struct error *err)
{
    (void)err;
    buf_printf(payload, "%s=%s: %s\n", one->title, other->title, why);
    return 0;
}

static void expect_pairs(struct store *s, const char *kind, const char *of, const char *want)
{
    struct duplicates *d = NULL;
    struct error err = {0};
    struct buf got = BUF_ZERO;
    const struct catalogue_kind *k = catalogue_kind(store_catalogue(s), kind);
    assert_int_equal(duplicates_open(&d, s, k, &err), 0);
    assert_int_equal(duplicates_pairs(d, of, add_pair, &got, &err), 0);
    assert_string_equal(buf_text(&got), want);
    buf_free(&got);
    duplicates_free(d);
}

static void clients_alike(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    (void)MAKE(s, "client", {"name", "Ada Example"}, {"date_of_birth", "1990-01-02"});
    (void)MAKE(s, "client", {"name", "Ben Example"}, {"phone", "01632 960001"});
    expect_pairs(s, "client", NULL, "");
    (void)MAKE(s, "client", {"name", "EXAMPLE Ada"}, {"date_of_birth", "1990-01-02"});
    expect_pairs(s, "client", NULL, "Ada Example=EXAMPLE Ada: the same name and date of birth\n");
    /* A namesake with another date of birth is somebody else. */
    (void)MAKE(s, "client", {"name", "Ada Example"}, {"date_of_birth", "1971-03-04"});
    struct saved cara =
        MAKE(s, "client", {"name", "Cara Instance"}, {"other_phone", "+44 1632 960001"});
    expect_pairs(s, "client", cara.record, "Ben Example=Cara Instance: the same phone number\n");
    (void)MAKE(s, "client", {"name", "Adah Example"}, {"date_of_birth", "1990-01-02"});
    struct saved gone = MAKE(s, "client", {"name", "Ben Example"});
    expect_pairs(s, "client", gone.record, "Ben Example=Ben Example: the same name\n");
    (void)store_fixture_save(s, gone.record, "client", "_struck", "yes", NULL);
    expect_pairs(s, "client", gone.record, "");
}

static void employers_alike(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    (void)MAKE(s, "employer", {"name", "Thimble Works Ltd"}, {"town", "Norwich"});
    (void)MAKE(s, "employer", {"name", "THIMBLE WORKS"}, {"town", "norwich"});
    (void)MAKE(s, "employer", {"name", "The Thimble Works"}, {"town", "Leeds"});
    (void)MAKE(s, "employer", {"name", "Bramble"}, {"phone", "01632 960002"});
    (void)MAKE(s, "employer", {"name", "Thorn"}, {"phone", "01632 960002"});
    (void)MAKE(s, "employer", {"name", "Brámble plc"});
    expect_pairs(s, "employer", NULL,
                 "Thimble Works Ltd=THIMBLE WORKS: the same name and place\n"
                 "Bramble=Brámble plc: the same name\n");
}

static void parts_alike_only_under_one_parent(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    struct saved ada = MAKE(s, "client", {"name", "Ada Example"});
    struct saved ben = MAKE(s, "client", {"name", "Ben Example"});
    (void)MAKE(s, "note", {"client", ada.record}, {"date", "2026-01-02"},
               {"kind_of_contact", "phone"});
    (void)MAKE(s, "note", {"client", ben.record}, {"date", "2026-01-02"},
               {"kind_of_contact", "phone"});
    (void)MAKE(s, "note", {"client", ada.record}, {"date", "2026-01-02"});
    expect_pairs(s, "note", NULL, "");
    (void)MAKE(s, "note", {"client", ada.record}, {"date", "2026-01-02"},
               {"kind_of_contact", "phone"});
    expect_pairs(s, "note", NULL, "2 Jan 2026, Phone=2 Jan 2026, Phone: the same title\n");
}

static void rows_are_compared_with_records_and_rows(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    struct saved held = MAKE(s, "employer", {"name", "Acorn Ltd"});
    struct duplicates *d = NULL;
    struct error err = {0};
    const struct catalogue_kind *k = catalogue_kind(store_catalogue(s), "employer");
    static const char *const names[] = {"Bell", "ACORN", "The Bell Limited", "Other"};
    const char *why = NULL;
    assert_int_equal(duplicates_open(&d, s, k, &err), 0);
    for (size_t i = 0; i < 4; i++) {
        struct save_field f = {.field = "name"};
        struct alike like = {0};
        assert_int_equal(value_set_text(&f.to, names[i], strlen(names[i]), &err), 0);
        assert_int_equal(duplicates_row(d, &f, 1, i + 2, &like, &why, &err), i == 1 || i == 2);
        if (i == 1)
            assert_string_equal(like.id, held.record);
        if (i == 2) {
            assert_string_equal(like.id, "");
            assert_int_equal(like.line, 2);
            assert_string_equal(like.title, "Bell");
        }
        value_clear(&f.to);
    }
    duplicates_free(d);
}

static void refuse_join(struct store *s, const char *one, const char *other, const char *why,
                        int status)
{
    struct error err = {0};
    char shown[RECORD_ID_TEXT];
    assert_int_equal(same_join(s, one, other, why, shown, &err), status);
    assert_true(err.message[0] != '\0');
}

static const char *shown_under(struct store *s, const char *id)
{
    static char shown[RECORD_ID_TEXT];
    struct record r = {0};
    struct error err = {0};
    assert_int_equal(store_record(s, id, &r, &err), 0);
    (void)snprintf(shown, sizeof shown, "%s", r.id);
    record_clear(&r);
    return shown;
}

static void joined_and_parted(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    struct error err = {0};
    char shown[RECORD_ID_TEXT];
    bool joined = true;
    size_t parted = 0;
    struct saved a = MAKE(s, "client", {"name", "Ada Example"}, {"phone", "01632 960001"});
    struct saved b = MAKE(s, "client", {"name", "Ada Exampel"}, {"email", "ada@example.org"});
    struct saved c = MAKE(s, "client", {"name", "Ada E."});
    struct saved other = MAKE(s, "employer", {"name", "Acorn"});
    struct saved note = MAKE(s, "note", {"client", b.record}, {"date", "2026-01-02"});
    refuse_join(s, a.record, a.record, "one", -STATUS_DATA);
    refuse_join(s, a.record, other.record, "two kinds", -STATUS_DATA);
    refuse_join(s, a.record, b.record, "", -STATUS_USAGE);
    refuse_join(s, a.record, b.record, NULL, -STATUS_USAGE);
    refuse_join(s, a.record, "01K4G0000000000000000000A1", "not here", -STATUS_NO_INPUT);
    assert_int_equal(same_joined(s, a.record, "client", &joined, &err), 0);
    assert_false(joined);
    assert_int_equal(same_part(s, a.record, "alone", &parted, &err), -STATUS_DATA);

    /* Either way round they show under the older. */
    assert_int_equal(same_join(s, a.record, b.record, "the same address", shown, &err), 0);
    assert_string_equal(shown, a.record);
    assert_int_equal(same_join(s, c.record, b.record, "she said so", shown, &err), 0);
    assert_string_equal(shown, a.record);
    refuse_join(s, b.record, a.record, "again", -STATUS_DATA);
    refuse_join(s, b.record, c.record, "again", -STATUS_DATA);
    assert_string_equal(shown_under(s, c.record), a.record);
    struct record r = {0};
    assert_int_equal(store_record(s, a.record, &r, &err), 0);
    assert_string_equal(record_text(&r, "email"), "ada@example.org");
    assert_int_equal(record_field(&r, "name")->head_count, 3);
    record_clear(&r);
    expect_pairs(s, "client", NULL, "");

    /* Parting gives back what each was; the third stays with the first, whom it names. */
    assert_int_equal(same_part(s, b.record, "two sisters", &parted, &err), 0);
    assert_int_equal(parted, 1);
    assert_string_equal(shown_under(s, b.record), b.record);
    assert_string_equal(shown_under(s, c.record), a.record);
    assert_int_equal(store_record(s, a.record, &r, &err), 0);
    assert_string_equal(record_text(&r, "email"), "");
    record_clear(&r);
    assert_int_equal(store_record(s, note.record, &r, &err), 0);
    assert_string_equal(record_text(&r, "client"), b.record);
    record_clear(&r);
    assert_int_equal(same_part(s, a.record, NULL, &parted, &err), 0);
    assert_string_equal(shown_under(s, c.record), c.record);

    /* Joined anew after it was taken back. */
    assert_int_equal(same_join(s, b.record, a.record, "after all", shown, &err), 0);
    assert_string_equal(shown_under(s, b.record), a.record);
    assert_int_equal(same_part(s, b.record, NULL, &parted, &err), 0);
    assert_int_equal(parted, 1);
    assert_int_equal(save_struck(s, c.record, true, "a slip", &err), 0);
    refuse_join(s, a.record, c.record, "struck", -STATUS_DATA);
}

#define WITH_STORE(test)                                                                           \
    cmocka_unit_test_setup_teardown(test, store_fixture_new, store_fixture_free)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_compared_plainly),
        WITH_STORE(clients_alike),
        WITH_STORE(employers_alike),
        WITH_STORE(parts_alike_only_under_one_parent),
        WITH_STORE(rows_are_compared_with_records_and_rows),
        WITH_STORE(joined_and_parted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * store/compartment: where records of supervision are written, and what is refused.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/entry.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "store_fixture.h"

static int save(struct store *s, const char *record, const char *kind, const char *field,
                const char *text, char out[RECORD_ID_TEXT], struct error *err)
{
    struct value to = {0};
    if (text)
        assert_int_equal(value_set_text(&to, text, strlen(text), err), 0);
    const struct assignment set = {.field = field, .to = &to};
    const struct change change = {.record = record, .kind = kind, .set = &set, .count = 1};
    int status = store_save(s, &change, out, NULL, err);
    value_clear(&to);
    return status;
}

static void assert_lies_in(struct store *s, const char *record, const char *member)
{
    struct error err = {0};
    struct record r = {0};
    char wanted[64];
    assert_int_equal(store_record(s, record, &r, &err), 0);
    (void)snprintf(wanted, sizeof wanted, "supervision-%s", member);
    for (char *p = wanted; *p; p++)
        *p = (char)(*p >= 'A' && *p <= 'Z' ? *p - 'A' + 'a' : *p);
    assert_string_equal(r.compartment, wanted);
    record_clear(&r);
}

static void it_lies_with_whom_it_names(void **state)
{
    struct store_fixture *f = *state;
    struct error err = {0};
    struct buf line = BUF_ZERO;
    char record[RECORD_ID_TEXT];
    struct saved ada = store_fixture_save(f->store, NULL, "member", "name", "Ada Example", NULL);
    assert_int_equal(save(f->store, NULL, "supervision_goal", "member", ada.record, record, &err),
                     0);
    assert_lies_in(f->store, record, ada.record);
    /* What follows goes where it stands, and is numbered there from the beginning. */
    struct saved goal =
        store_fixture_save(f->store, record, "supervision_goal", "goal", "Six visits", NULL);
    assert_int_equal(store_entry_line(f->store, goal.entry, &line, &err), 0);
    assert_non_null(strstr(buf_text(&line), "\"clock\":2,"));
    assert_lies_in(f->store, record, ada.record);
    buf_free(&line);
}

static void it_must_name_somebody(void **state)
{
    struct store_fixture *f = *state;
    struct error err = {0};
    char record[RECORD_ID_TEXT];
    int64_t count;
    assert_int_equal(save(f->store, NULL, "supervision_goal", "goal", "Six visits", record, &err),
                     -STATUS_DATA);
    assert_string_equal(err.message, "member: choose whose supervision it is");
    assert_true(err.hint[0]);
    assert_int_equal(save(f->store, NULL, "supervision_goal", "member", NULL, record, &err),
                     -STATUS_DATA);
    assert_int_equal(save(f->store, NULL, "supervision_goal", "member", "Ada", record, &err),
                     -STATUS_DATA);
    assert_int_equal(store_count(f->store, "supervision_goal", &count, &err), 0);
    assert_int_equal(count, 0);
}

static void it_stays_with_them(void **state)
{
    struct store_fixture *f = *state;
    struct error err = {0};
    char record[RECORD_ID_TEXT];
    struct saved ada = store_fixture_save(f->store, NULL, "member", "name", "Ada Example", NULL);
    struct saved ben = store_fixture_save(f->store, NULL, "member", "name", "Ben Sample", NULL);
    assert_int_equal(save(f->store, NULL, "supervision", "member", ada.record, record, &err), 0);
    assert_int_equal(save(f->store, record, "supervision", "member", ben.record, NULL, &err),
                     -STATUS_DATA);
    assert_string_equal(err.message,
                        "member: supervision stays with the person it was written for");
    assert_true(err.hint[0]);
    assert_int_equal(save(f->store, record, "supervision", "member", NULL, NULL, &err),
                     -STATUS_DATA);
    assert_int_equal(save(f->store, record, "supervision", "member", ada.record, NULL, &err), 0);
    assert_lies_in(f->store, record, ada.record);
}

/* A colleague noted by the leader, who then joined with a record of her own; the two are shown as
 * one. Her laptop was admitted as the second. */
static void it_goes_to_their_devices(void **state)
{
    struct store_fixture *f = *state;
    struct error err = {0};
    char record[RECORD_ID_TEXT];
    struct saved noted = store_fixture_save(f->store, NULL, "member", "name", "Ada", NULL);
    struct saved own = store_fixture_save(f->store, NULL, "member", "name", "Ada Example", NULL);
    (void)store_fixture_save(f->store, own.record, "member", "_same_as", noted.record, NULL);
    assert_int_equal(save(f->store, NULL, "supervision", "member", noted.record, record, &err), 0);
    assert_lies_in(f->store, record, noted.record);
    assert_int_equal(store_device_put(f->store, "aaaaaaaaaaaaaaaaaaaaaaaa", own.record, NULL, &err),
                     0);
    assert_int_equal(save(f->store, NULL, "supervision", "member", noted.record, record, &err), 0);
    assert_lies_in(f->store, record, own.record);
    assert_int_equal(save(f->store, NULL, "supervision", "member", own.record, record, &err), 0);
    assert_lies_in(f->store, record, own.record);
}

static void which_compartments_fit(void **state)
{
    struct store_fixture *f = *state;
    const struct catalogue *c = store_catalogue(f->store);
    const struct catalogue_kind *client = catalogue_kind(c, "client");
    const struct catalogue_kind *supervision = catalogue_kind(c, "supervision");
    static const char own[] = "supervision-01k4q8yf3m7t2v9c5xw6abcdef";
    assert_true(catalogue_fits(supervision, own));
    assert_false(catalogue_fits(supervision, "supervision"));
    assert_false(catalogue_fits(supervision, "supervision-"));
    assert_false(catalogue_fits(supervision, "supervisions"));
    assert_false(catalogue_fits(supervision, "casework"));
    assert_true(catalogue_fits(client, "casework"));
    assert_false(catalogue_fits(client, own));
    assert_false(catalogue_fits(client, "directory"));
    assert_true(catalogue_fits(NULL, "anything"));
}

#define T(f) cmocka_unit_test_setup_teardown(f, store_fixture_new, store_fixture_free)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(it_lies_with_whom_it_names), T(it_must_name_somebody),  T(it_stays_with_them),
        T(it_goes_to_their_devices),   T(which_compartments_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

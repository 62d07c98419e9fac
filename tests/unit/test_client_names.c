/* SPDX-License-Identifier: GPL-3.0-or-later
 * No client is named in the directory: what counts as naming, that every way of saving refuses it,
 * and that what was there before, and other compartments, are left alone.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/model/client_names.h"
#include "inwork/model/save.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/record.h"
#include "store_fixture.h"

static struct save_field field(const char *name, const char *text)
{
    struct save_field f = {.field = name};
    assert_int_equal(value_set_text(&f.to, text, strlen(text), NULL), 0);
    return f;
}

/* Save a new record with one or two texts; the status. */
static int add(struct store *s, const char *kind, const char *name, const char *text,
               const char *other, const char *more, char id[RECORD_ID_TEXT], struct error *err)
{
    const struct catalogue_kind *k = catalogue_kind(store_catalogue(s), kind);
    assert_non_null(k);
    struct save_field fields[2] = {field(name, text)};
    size_t count = 1;
    if (other)
        fields[count++] = field(other, more);
    int status = save_new(s, k, fields, count, NULL, id, NULL, err);
    for (size_t i = 0; i < count; i++)
        value_clear(&fields[i].to);
    return status;
}

static bool named(struct store *s, const char *text)
{
    struct client_names *n = NULL;
    struct error err = {0};
    assert_int_equal(client_names_read(&n, s, &err), 0);
    bool found = client_names_in(n, text, strlen(text)) != NULL;
    client_names_free(n);
    return found;
}

static void what_names_a_client(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    assert_false(named(s, "Ada Example"));
    assert_int_equal(
        add(s, "client", "name", "Ada Jane Example", "preferred_name", "Addy", NULL, NULL), 0);
    assert_int_equal(add(s, "client", "name", "Ms Zoë O’Testy-Smith (North)", "nhs_number",
                         "943 476 5919", NULL, NULL),
                     0);
    assert_int_equal(add(s, "client", "name", "Grace", NULL, NULL, NULL, NULL), 0);
    assert_int_equal(add(s, "client", "name", "J Invented", NULL, NULL, NULL, NULL), 0);

    static const char *const yes[] = {
        "Ada Jane Example",
        "I talked about ADA  EXAMPLE, who",
        "(Example, Ada)",
        "Example Ada Jane",
        "ada\nexample's hours",
        "Addy Example",
        "example addy",
        "ádá éxamplé",
        "ada.example@example.org",
        "Zoe O'Testy Smith",
        "NHS 943-476-5919",
        "9434765919",
        "943 476 5919 and more",
    };
    static const char *const no[] = {
        "Example Ltd",
        "Ada's Bakery",
        "Jane Example",
        "Adam Example",
        "Ada Examples",
        "Canada Example",
        "Ada and Example",
        "Grace",
        "J Invented & Sons",
        "Ms Zoe",
        "Addy",
        "1943 476 5919",
        "01632 960943 476 5919",
        "9434765910",
        "",
        "&&& --",
    };
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        if (!named(s, yes[i]))
            fail_msg("“%s” names a client", yes[i]);
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        if (named(s, no[i]))
            fail_msg("“%s” names no client", no[i]);
}

static void refused(int status, const struct error *err, const char *where)
{
    assert_int_equal(status, -STATUS_DATA);
    assert_memory_equal(err->message, where, strlen(where));
    assert_non_null(strstr(err->message, "would name a client in the directory"));
}

static void every_way_of_saving(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    struct error err = {0};
    char employer[RECORD_ID_TEXT], early[RECORD_ID_TEXT];
    int64_t count = 0;
    assert_int_equal(add(s, "employer", "name", "Ada Example Cakes", NULL, NULL, early, NULL), 0);
    assert_int_equal(add(s, "client", "name", "Ada Example", NULL, NULL, NULL, NULL), 0);
    assert_int_equal(add(s, "employer", "name", "Testbury Bakery", NULL, NULL, employer, NULL), 0);

    refused(add(s, "employer", "name", "Ada Example & Co", NULL, NULL, NULL, &err), &err, "name:");
    refused(add(s, "employer_contact", "employer", employer, "learned",
                "They liked Ada Example at the open day", NULL, &err),
            &err, "learned:");
    assert_int_equal(store_count(s, "employer", &count, NULL), 0);
    assert_int_equal(count, 2);
    assert_int_equal(store_count(s, "employer_contact", &count, NULL), 0);
    assert_int_equal(count, 0);

    /* A change, and the reason of a change. */
    bool changed = true;
    struct save_field f = field("town", "Ask ada example");
    refused(save_changes(s, employer, &f, 1, NULL, &changed, NULL, &err), &err, "town:");
    assert_false(changed);
    value_clear(&f.to);
    f = field("town", "Testbury");
    refused(save_changes(s, employer, &f, 1, "Ada Example told me", &changed, NULL, &err), &err,
            "reason:");
    assert_int_equal(save_changes(s, employer, &f, 1, "the website", &changed, NULL, &err), 0);
    assert_true(changed);
    /* What was there before the client stays as it is. */
    assert_int_equal(save_changes(s, early, &f, 1, NULL, &changed, NULL, &err), 0);
    value_clear(&f.to);
    f = field("name", "Ada Example Cakes");
    assert_int_equal(save_changes(s, early, &f, 1, NULL, &changed, NULL, &err), 0);
    assert_false(changed);
    value_clear(&f.to);
    refused(save_struck(s, employer, true, "Ada Example works there", &err), &err, "reason:");
    assert_int_equal(save_struck(s, employer, true, "twice", &err), 0);

    /* Casework names clients, and a colleague may be called like one. */
    assert_int_equal(add(s, "note", "activities", "Met Ada Example", NULL, NULL, NULL, &err), 0);
    assert_int_equal(add(s, "member", "name", "Ada Example", NULL, NULL, NULL, &err), 0);
}

/* In one transaction the names are read once, and again when a client was written. */
static void within_a_transaction(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    struct error err = {0};
    assert_int_equal(store_begin(s, &err), 0);
    assert_null(store_memo(s, "client"));
    assert_int_equal(add(s, "employer", "name", "Ada Example", NULL, NULL, NULL, &err), 0);
    assert_non_null(store_memo(s, "client"));
    assert_int_equal(add(s, "employer", "name", "Testbury Bakery", NULL, NULL, NULL, &err), 0);
    assert_non_null(store_memo(s, "client"));
    assert_null(store_memo(s, "employer"));
    assert_int_equal(add(s, "client", "name", "Ada Example", NULL, NULL, NULL, &err), 0);
    assert_null(store_memo(s, "client"));
    assert_int_equal(store_commit(s, &err), 0);
    refused(add(s, "employer", "name", "Ada Example", NULL, NULL, NULL, &err), &err, "name:");
    assert_null(store_memo(s, "client"));
}

/* A client entered by mistake is nobody; answers in conflict all count. */
static void which_clients_count(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    char id[RECORD_ID_TEXT];
    assert_int_equal(add(s, "client", "name", "Testbury Bakery", NULL, NULL, id, NULL), 0);
    assert_true(named(s, "Testbury Bakery"));
    assert_int_equal(save_struck(s, id, true, "an employer", NULL), 0);
    assert_false(named(s, "Testbury Bakery"));

    struct saved first = store_fixture_save(s, NULL, "client", "name", "Casey Invented", NULL);
    (void)store_fixture_save(s, first.record, "client", "name", "Casey Madeup", NULL);
    assert_true(named(s, "Casey Invented"));
    assert_true(named(s, "casey madeup"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_names_a_client, store_fixture_new, store_fixture_free),
        cmocka_unit_test_setup_teardown(every_way_of_saving, store_fixture_new, store_fixture_free),
        cmocka_unit_test_setup_teardown(within_a_transaction, store_fixture_new,
                                        store_fixture_free),
        cmocka_unit_test_setup_teardown(which_clients_count, store_fixture_new, store_fixture_free),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

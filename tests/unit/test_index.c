/* SPDX-License-Identifier: GPL-3.0-or-later
 * store/index: words that a save leaves for later are found all the same, by whoever searches, and
 * the index is in the end what it would have been at once.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/store/contact.h"
#include "inwork/store/search.h"
#include "inwork/store/verify.h"
#include "inwork/vault/vault.h"
#include "store/store_int.h"
#include "store_fixture.h"
#include "vault_fixture.h"

static int64_t waiting(struct store *s)
{
    return fixture_number(s->db, "SELECT count(*) FROM search_behind");
}

static int count_row(const struct title_row *row, void *payload, struct error *err)
{
    (void)row;
    (void)err;
    ++*(int *)payload;
    return 0;
}

static int found(struct store *s, const char *words)
{
    struct error err = {0};
    struct search_request q = {.words = words};
    int count = 0;
    if (store_search(s, &q, NULL, count_row, &count, &err) < 0)
        fail_msg("%s", err.message);
    return count;
}

static int keep_finding(const char *finding, void *payload, struct error *err)
{
    (void)payload;
    (void)err;
    print_message("%s\n", finding);
    return 0;
}

static int64_t findings(struct store *s)
{
    struct error err = {0};
    struct verify_result result;
    if (store_verify(s, &result, keep_finding, NULL, &err) < 0)
        fail_msg("%s", err.message);
    return result.findings;
}

static struct saved bakery(struct store *s)
{
    return store_fixture_save(s, NULL, "employer", "name", "Example Bakery", NULL);
}

static void test_a_save_leaves_its_words_for_later(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    struct saved a = bakery(s);
    assert_int_equal(waiting(s), 0);
    assert_false(store_restless(s));
    store_defer_words(s);
    a = store_fixture_save(s, a.record, "employer", "name", "Sample Dairy", a.entry);
    (void)store_fixture_save(s, a.record, "employer", "name", "Trial Dairy", a.entry);
    (void)store_fixture_save(s, NULL, "employer", "name", "Invented Foods", NULL);
    assert_int_equal(waiting(s), 2); /* records, not saves */
    assert_true(store_restless(s));
    store_rest(s);
    assert_int_equal(waiting(s), 0);
    assert_false(store_restless(s));
    assert_int_equal(found(s, "bakery"), 0);
    assert_int_equal(found(s, "sample"), 0);
    assert_int_equal(found(s, "trial"), 1);
    assert_int_equal(found(s, "invented"), 1);
    assert_int_equal(findings(s), 0);
}

static int keep_name(const struct contact_row *c, void *payload, struct error *err)
{
    (void)err;
    buf_printf(payload, "%s|", c->employer);
    return 0;
}

static void test_whoever_searches_finds_them(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    struct error err = {0};
    struct buf names = BUF_ZERO;
    store_defer_words(s);
    struct saved a = bakery(s);
    assert_int_equal(found(s, "bakery"), 1);
    assert_int_equal(waiting(s), 0);
    (void)store_fixture_save(s, a.record, "employer", "name", "Sample Dairy", a.entry);
    assert_int_equal(store_contact(s, "dairy", NULL, keep_name, &names, &err), 0);
    assert_string_equal(buf_text(&names), "Sample Dairy|");
    assert_int_equal(waiting(s), 0);
    assert_int_equal(found(s, "bakery"), 0);
    buf_free(&names);
}

/* Of an import the words go in at once, and those left before with them. */
static void test_much_at_once_leaves_nothing(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    struct error err = {0};
    struct saved a = bakery(s);
    store_defer_words(s);
    a = store_fixture_save(s, a.record, "employer", "name", "Trial Dairy", a.entry);
    assert_int_equal(waiting(s), 1);
    assert_int_equal(store_bulk_begin(s, &err), 0);
    (void)store_fixture_save(s, a.record, "employer", "name", "Sample Dairy", a.entry);
    (void)store_fixture_save(s, NULL, "employer", "name", "Invented Foods", NULL);
    assert_int_equal(store_bulk_end(s, &err), 0);
    assert_int_equal(waiting(s), 0);
    assert_int_equal(findings(s), 0);
    assert_int_equal(found(s, "bakery"), 0);
    assert_int_equal(found(s, "sample"), 1);
}

static void test_undone_with_what_it_belongs_to(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    struct error err = {0};
    struct saved a = bakery(s);
    store_defer_words(s);
    assert_int_equal(store_begin(s, &err), 0);
    (void)store_fixture_save(s, a.record, "employer", "name", "Sample Dairy", a.entry);
    assert_int_equal(waiting(s), 1);
    store_rollback(s);
    assert_int_equal(waiting(s), 0);
    assert_int_equal(found(s, "bakery"), 1);
    assert_int_equal(found(s, "sample"), 0);
    assert_int_equal(findings(s), 0);
}

static void test_computed_anew_nothing_waits(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    struct error err = {0};
    store_defer_words(s);
    (void)bakery(s);
    assert_int_equal(store_rebuild(s, &err), 0);
    assert_int_equal(waiting(s), 0);
    assert_int_equal(findings(s), 0);
    assert_int_equal(found(s, "bakery"), 1);
}

/* A process that ends between a save and its rest: nothing is lost, the next one that may write
 * brings the words in, and until then nothing is wrong. */
static void test_a_process_that_ends_too_early(void **state)
{
    (void)state;
    struct error err = {0};
    char *folder = fixture_folder();
    char *path = fixture_path(folder, "store");
    struct vault *v = fixture_vault(path);
    struct store *s = NULL;
    assert_int_equal(store_open(&s, v, NULL, &err), 0);
    assert_int_equal(store_device_create(s, &err), 0);
    struct saved a = bakery(s);
    store_close(s);
    vault_close(v);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        v = fixture_open(path);
        if (store_open(&s, v, NULL, &err) < 0)
            _exit(1);
        store_defer_words(s);
        (void)store_fixture_save(s, a.record, "employer", "name", "Sample Dairy", a.entry);
        _exit(waiting(s) == 1 ? 0 : 2);
    }
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    v = fixture_open(path);
    struct store_options reading = {.read_only = true};
    assert_int_equal(store_open(&s, v, &reading, &err), 0);
    assert_int_equal(findings(s), 0);
    assert_int_equal(found(s, "sample"), 1); /* by its name, which is no matter of the index */
    assert_int_equal(waiting(s), 1);
    store_close(s);
    assert_int_equal(store_open(&s, v, NULL, &err), 0);
    assert_int_equal(waiting(s), 1);
    assert_int_equal(found(s, "dairy"), 1);
    assert_int_equal(found(s, "bakery"), 0);
    assert_int_equal(waiting(s), 0);
    assert_int_equal(findings(s), 0);
    store_close(s);
    vault_close(v);
    free(path);
    fixture_remove(folder);
}

/* Closing is a moment of rest as well. */
static void test_closing_leaves_nothing(void **state)
{
    (void)state;
    struct error err = {0};
    char *folder = fixture_folder();
    char *path = fixture_path(folder, "store");
    struct vault *v = fixture_vault(path);
    struct store *s = NULL;
    assert_int_equal(store_open(&s, v, NULL, &err), 0);
    assert_int_equal(store_device_create(s, &err), 0);
    store_defer_words(s);
    (void)bakery(s);
    assert_int_equal(waiting(s), 1);
    store_close(s);
    assert_int_equal(store_open(&s, v, NULL, &err), 0);
    assert_int_equal(waiting(s), 0);
    assert_int_equal(found(s, "bakery"), 1);
    store_close(s);
    vault_close(v);
    free(path);
    fixture_remove(folder);
}

#define RECORDS 12
#define STEPS 400

struct kept {
    struct saved name;
    struct saved link;
};

/* Names, renames, parts, struck and joined records in any order, resting now and then. */
static void step(struct store *s, struct kept *r, int i)
{
    static const char *const words[] = {"bakery", "dairy", "garage", "caf\xC3\xA9",
                                        "sample", "trial", "laundry"};
    struct kept *one = &r[rand() % RECORDS];
    struct kept *other = &r[rand() % RECORDS];
    char name[64];
    (void)snprintf(name, sizeof name, "%s %s %d", words[rand() % 7], words[rand() % 7], i % 30);
    switch (rand() % 8) {
    case 0:
        (void)store_fixture_save(s, one->name.record, "employer", "_struck",
                                 rand() % 2 ? "yes" : NULL, NULL);
        break;
    case 1:
        (void)store_fixture_save(s, NULL, "employer_person", "employer", one->name.record, NULL);
        break;
    case 2:
        if (one != other)
            one->link = store_fixture_save(s, one->name.record, "employer", "_same_as",
                                           rand() % 2 ? other->name.record : NULL,
                                           one->link.entry[0] ? one->link.entry : NULL);
        break;
    case 3:
        (void)store_fixture_save(s, one->name.record, "employer", "name", name, NULL);
        break;
    case 4:
        store_rest(s);
        break;
    default:
        one->name =
            store_fixture_save(s, one->name.record, "employer", "name", name, one->name.entry);
        break;
    }
}

static void test_the_index_is_what_it_would_have_been(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    struct kept r[RECORDS] = {0};
    srand(20260907);
    store_defer_words(s);
    for (size_t i = 0; i < RECORDS; i++)
        r[i].name = bakery(s);
    for (int i = 0; i < STEPS; i++)
        step(s, r, i);
    (void)bakery(s); /* something waits in any case */
    assert_true(waiting(s) > 0);
    s->read_only = true; /* verifying must do without catching up, and with it */
    assert_int_equal(findings(s), 0);
    assert_true(waiting(s) > 0);
    s->read_only = false;
    store_rest(s);
    assert_int_equal(waiting(s), 0);
    assert_int_equal(findings(s), 0);
}

#define WITH_STORE(test)                                                                           \
    cmocka_unit_test_setup_teardown(test, store_fixture_new, store_fixture_free)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_STORE(test_a_save_leaves_its_words_for_later),
        WITH_STORE(test_whoever_searches_finds_them),
        WITH_STORE(test_much_at_once_leaves_nothing),
        WITH_STORE(test_undone_with_what_it_belongs_to),
        WITH_STORE(test_computed_anew_nothing_waits),
        cmocka_unit_test(test_a_process_that_ends_too_early),
        cmocka_unit_test(test_closing_leaves_nothing),
        WITH_STORE(test_the_index_is_what_it_would_have_been),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

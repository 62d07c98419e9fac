/* SPDX-License-Identifier: GPL-3.0-or-later
 * store/signing: entries of a bulk save get their signatures together, and none is left without.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/seal/device.h"
#include "inwork/store/entry.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "store_fixture.h"

#define MANY 40000 /* more than one batch, less than two */

static void save_name(struct store *s, int i, char entry[ENTRY_ID_TEXT])
{
    struct error err = {0};
    char text[64];
    struct value v = {0};
    (void)snprintf(text, sizeof text, "Invented Employer %d", i);
    assert_int_equal(value_set_text(&v, text, strlen(text), &err), 0);
    const struct assignment set = {.field = "name", .to = &v};
    const struct change change = {.kind = "employer", .set = &set, .count = 1};
    assert_int_equal(store_save(s, &change, NULL, entry, &err), 0);
    value_clear(&v);
}

static void expect_signed(struct store *s, const char *entry)
{
    struct error err = {0};
    struct buf line = BUF_ZERO;
    if (store_entry_line(s, entry, &line, &err) < 0)
        fail_msg("%s", err.message);
    assert_int_equal(entry_verify(buf_text(&line), line.len, store_device(s)->public.ed25519, &err),
                     0);
    buf_free(&line);
}

static void test_every_entry_of_a_bulk_save_is_signed(void **state)
{
    (void)state;
    struct error err = {0};
    struct store *s = store_fixture_open();
    assert_int_equal(store_device_create(s, &err), 0);
    static char entries[MANY][ENTRY_ID_TEXT];
    assert_int_equal(store_bulk_begin(s, &err), 0);
    for (int i = 0; i < MANY; i++)
        save_name(s, i, entries[i]);
    assert_int_equal(store_bulk_end(s, &err), 0);
    for (int i = 0; i < MANY; i++)
        expect_signed(s, entries[i]);
    int64_t count = 0;
    assert_int_equal(store_count(s, "employer", &count, &err), 0);
    assert_int_equal(count, MANY);
    store_close(s);
}

static void test_a_line_can_be_read_before_the_bulk_save_ends(void **state)
{
    (void)state;
    struct error err = {0};
    struct store *s = store_fixture_open();
    assert_int_equal(store_device_create(s, &err), 0);
    char entry[ENTRY_ID_TEXT];
    assert_int_equal(store_bulk_begin(s, &err), 0);
    save_name(s, 1, entry);
    expect_signed(s, entry);
    save_name(s, 2, entry);
    assert_int_equal(store_bulk_end(s, &err), 0);
    expect_signed(s, entry);
    store_close(s);
}

/* More than the ring holds, and not a whole number of chunks, so that the last makes it full. */
#define FULL_RING (255 * 256 + 20)

/* Where no thread can be had, everything waits until it is asked for. */
static void save_without_threads(void)
{
    const struct rlimit none = {0, 0};
    struct error err = {0};
    char entry[ENTRY_ID_TEXT], first[ENTRY_ID_TEXT];
    (void)alarm(300);
    if (setrlimit(RLIMIT_NPROC, &none) != 0 || (geteuid() == 0 && setuid(65534) != 0))
        _exit(2);
    struct store *s = store_fixture_open();
    if (store_device_create(s, &err) < 0 || store_bulk_begin(s, &err) < 0)
        _exit(3);
    for (int i = 0; i < FULL_RING; i++)
        save_name(s, i, i == 0 ? first : entry);
    if (store_bulk_end(s, &err) < 0)
        _exit(4);
    expect_signed(s, first);
    expect_signed(s, entry);
    store_close(s);
    _exit(0);
}

static void test_a_full_ring_is_signed_once(void **state)
{
    (void)state;
    int status = -1;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        save_without_threads();
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

static void test_a_bulk_save_undone_leaves_nothing_to_sign(void **state)
{
    (void)state;
    struct error err = {0};
    struct store *s = store_fixture_open();
    assert_int_equal(store_device_create(s, &err), 0);
    char gone[ENTRY_ID_TEXT], kept[ENTRY_ID_TEXT];
    assert_int_equal(store_bulk_begin(s, &err), 0);
    for (int i = 0; i < 100; i++)
        save_name(s, i, gone);
    store_rollback(s);
    assert_int_equal(store_bulk_begin(s, &err), 0);
    save_name(s, 100, kept);
    assert_int_equal(store_bulk_end(s, &err), 0);
    expect_signed(s, kept);
    struct buf line = BUF_ZERO;
    assert_int_equal(store_entry_line(s, gone, &line, &err), -STATUS_NO_INPUT);
    int64_t count = 0;
    assert_int_equal(store_count(s, "employer", &count, &err), 0);
    assert_int_equal(count, 1);
    buf_free(&line);
    store_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_entry_of_a_bulk_save_is_signed),
        cmocka_unit_test(test_a_line_can_be_read_before_the_bulk_save_ends),
        cmocka_unit_test(test_a_full_ring_is_signed_once),
        cmocka_unit_test(test_a_bulk_save_undone_leaves_nothing_to_sign),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

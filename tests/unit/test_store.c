/* SPDX-License-Identifier: GPL-3.0-or-later
 * store: opening (in a vault, again, read-only, of a newer version), transactions, settings, named
 * queries, the device.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <sys/stat.h>
#include <unistd.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/seal/secret.h"
#include "inwork/store/record.h"
#include "inwork/vault/vault.h"
#include "store/store_int.h"
#include "store_fixture.h"

static void test_settings_are_kept(void **state)
{
    struct store_fixture *f = *state;
    struct error err = {0};
    struct buf value = BUF_ZERO;
    assert_int_equal(store_setting_get(f->store, "remote", &value, &err), -STATUS_NO);
    assert_int_equal(store_setting_put(f->store, "remote", "/mnt/stick", &err), 0);
    assert_int_equal(store_setting_put(f->store, "remote", "/mnt/other", &err), 0);
    assert_int_equal(store_setting_get(f->store, "remote", &value, &err), 0);
    assert_string_equal(buf_text(&value), "/mnt/other");
    buf_free(&value);
}

static void test_a_rolled_back_transaction_leaves_nothing(void **state)
{
    struct store_fixture *f = *state;
    struct error err = {0};
    struct buf value = BUF_ZERO;
    int64_t count;
    assert_int_equal(store_begin(f->store, &err), 0);
    assert_int_equal(store_setting_put(f->store, "a", "1", &err), 0);
    (void)store_fixture_save(f->store, NULL, "employer", "name", "Gone", NULL);
    store_rollback(f->store);
    assert_int_equal(store_setting_get(f->store, "a", &value, &err), -STATUS_NO);
    assert_int_equal(store_count(f->store, "employer", &count, &err), 0);
    assert_int_equal(count, 0);
    /* The counter of the compartment went back, too. */
    struct saved kept = store_fixture_save(f->store, NULL, "employer", "name", "Kept", NULL);
    assert_int_equal(store_entry_line(f->store, kept.entry, &value, &err), 0);
    assert_non_null(strstr(buf_text(&value), "\"clock\":1,"));
    buf_free(&value);
}

static void test_an_inner_rollback_undoes_the_whole(void **state)
{
    struct store_fixture *f = *state;
    struct error err = {0};
    struct buf value = BUF_ZERO;
    assert_int_equal(store_begin(f->store, &err), 0);
    assert_int_equal(store_setting_put(f->store, "a", "1", &err), 0);
    assert_int_equal(store_begin(f->store, &err), 0);
    store_rollback(f->store);
    assert_true(store_commit(f->store, &err) < 0);
    assert_true(store_setting_put(f->store, "a", "2", &err) < 0);
    store_rollback(f->store);
    assert_int_equal(store_setting_get(f->store, "a", &value, &err), -STATUS_NO);
    assert_int_equal(store_setting_put(f->store, "a", "3", &err), 0);
    buf_free(&value);
}

static int read_status(const struct store_cell *columns, size_t count, void *payload,
                       struct error *err)
{
    (void)err;
    int64_t *out = payload;
    assert_int_equal(count, 5);
    assert_int_equal(columns[0].type, STORE_INTEGER);
    assert_int_equal(columns[3].type, out[0] ? STORE_TEXT : STORE_NULL);
    out[0] = columns[0].integer;
    out[1] = columns[1].integer;
    out[2] = columns[2].integer;
    out[4] = columns[4].integer;
    return 0;
}

static void test_the_status_query_counts(void **state)
{
    struct store_fixture *f = *state;
    struct error err = {0};
    int64_t got[5] = {0};
    assert_int_equal(store_query(f->store, "status", NULL, 0, read_status, got, &err), 0);
    assert_int_equal(got[0] + got[1] + got[2] + got[4], 0);
    struct saved a = store_fixture_save(f->store, NULL, "employer", "name", "A", NULL);
    (void)store_fixture_save(f->store, a.record, "employer", "name", "B", NULL);
    got[0] = 1;
    assert_int_equal(store_query(f->store, "status", NULL, 0, read_status, got, &err), 0);
    assert_int_equal(got[0], 2);
    assert_int_equal(got[1], 1);
    assert_int_equal(got[2], 2);
    assert_int_equal(got[4], 1);
    struct store_cell one = store_integer(1);
    assert_int_equal(store_query(f->store, "status", &one, 1, NULL, NULL, &err), -STATUS_SOFTWARE);
    assert_int_equal(store_query(f->store, "no_such", NULL, 0, NULL, NULL, &err), -STATUS_SOFTWARE);
}

static void test_an_entry_needs_a_device(void **state)
{
    (void)state;
    struct error err = {0};
    struct store *s = store_fixture_open();
    struct value v = {0};
    struct assignment a = {"name", &v, NULL, 0};
    struct change c = {.kind = "employer", .set = &a, .count = 1};
    assert_int_equal(store_save(s, &c, NULL, NULL, &err), -STATUS_DATA);
    assert_null(store_device(s));
    assert_string_equal(store_device_id(s), "");
    assert_int_equal(store_device_create(s, &err), 0);
    assert_int_equal(strlen(store_device_id(s)), 24);
    assert_int_equal(store_device_create(s, &err), -STATUS_DATA);
    assert_int_equal(store_save(s, &c, NULL, NULL, &err), 0);
    store_close(s);
}

static void test_names_come_from_members(void **state)
{
    struct store_fixture *f = *state;
    struct error err = {0};
    struct record r = {0};
    struct saved m = store_fixture_save(f->store, NULL, "member", "name", "Sam Sample", NULL);
    assert_int_equal(store_device_put(f->store, store_device_id(f->store), m.record, NULL, &err),
                     0);
    assert_int_equal(store_record(f->store, m.record, &r, &err), 0);
    assert_string_equal(record_field(&r, "name")->heads[0].by, "Sam Sample");
    record_clear(&r);
}

static void test_an_entry_may_come_twice_and_in_two_segments(void **state)
{
    struct store_fixture *f = *state;
    struct error err = {0};
    struct buf line = BUF_ZERO;
    struct entry e = {0};
    struct record r = {0};
    struct store *other = store_fixture_open();
    struct saved a = store_fixture_save(f->store, NULL, "employer", "name", "A", NULL);
    assert_int_equal(store_entry_line(f->store, a.entry, &line, &err), 0);
    assert_int_equal(entry_parse(&e, buf_text(&line), line.len, &err), 0);
    for (int64_t segment = 1; segment <= 2; segment++) {
        struct entry_origin origin = {.segment = segment, .counted = true, .sent = true};
        for (int i = 0; i < 2; i++)
            assert_int_equal(store_apply(other, &e, buf_text(&line), line.len, &origin, &err), 0);
    }
    assert_int_equal(store_segment_count(other, 1, false, &err), 0);
    assert_int_equal(store_record(other, a.record, &r, &err), 0);
    assert_true(r.sent);
    record_clear(&r);
    assert_int_equal(store_segment_count(other, 2, false, &err), 0);
    assert_int_equal(store_record(other, a.record, &r, &err), -STATUS_NO_INPUT);
    assert_int_equal(store_segment_count(other, 1, true, &err), 0);
    assert_int_equal(store_record(other, a.record, &r, &err), 0);
    assert_string_equal(r.title, "A");
    record_clear(&r);
    /* Its writer reads it back: sent from now on. */
    struct entry_origin origin = {.segment = 1, .counted = true, .sent = true};
    assert_int_equal(store_apply(f->store, &e, buf_text(&line), line.len, &origin, &err), 0);
    assert_int_equal(store_record(f->store, a.record, &r, &err), 0);
    assert_true(r.sent);
    record_clear(&r);
    store_close(other);
    entry_clear(&e);
    buf_free(&line);
}

static void test_an_entry_in_a_wrong_compartment_does_not_count(void **state)
{
    (void)state;
    struct error err = {0};
    struct device_keys keys = {0};
    struct buf line = BUF_ZERO;
    struct entry e = {0};
    struct record r = {0};
    struct value v = {0};
    char id[ENTRY_ID_TEXT], device[DEVICE_ID_TEXT];
    struct store *s = store_fixture_open();
    assert_int_equal(device_keys_generate(&keys, &err), 0);
    device_id(device, &keys.public);
    assert_int_equal(value_set_text(&v, "Ada Example", 11, &err), 0);
    struct assignment set = {"name", &v, NULL, 0};
    struct entry_draft d = {.record = "01K4G0000000000000000000A1",
                            .kind = "client",
                            .compartment = "directory",
                            .device = device,
                            .at = "2026-09-07T13:00:00+01:00",
                            .clock = 5,
                            .set = &set,
                            .count = 1};
    struct entry_origin origin = {.segment = 1, .counted = true, .sent = true};
    assert_int_equal(entry_write(&line, id, &d, &keys, &err), 0);
    assert_int_equal(entry_parse(&e, buf_text(&line), line.len, &err), 0);
    assert_int_equal(store_apply(s, &e, buf_text(&line), line.len, &origin, &err), 0);
    assert_int_equal(store_record(s, d.record, &r, &err), -STATUS_NO_INPUT);
    entry_clear(&e);
    /* One of a kind not known here counts, wherever it is. */
    d.kind = "adviser";
    assert_int_equal(entry_write(&line, id, &d, &keys, &err), 0);
    assert_int_equal(entry_parse(&e, buf_text(&line), line.len, &err), 0);
    assert_int_equal(store_apply(s, &e, buf_text(&line), line.len, &origin, &err), 0);
    assert_int_equal(store_record(s, d.record, &r, &err), 0);
    assert_string_equal(r.kind, "adviser");
    assert_string_equal(r.title, "Ada Example");
    record_clear(&r);
    entry_clear(&e);
    value_clear(&v);
    buf_free(&line);
    device_keys_clear(&keys);
    store_close(s);
}

/* A store in a vault under $TMPDIR. */
struct on_disk {
    char path[256];
    uint8_t key[32];
};

static struct vault *vault_again(const struct on_disk *d)
{
    struct error err = {0};
    struct vault *v = NULL;
    if (vault_open(&v, d->path, &err) < 0 || vault_unlock_key(v, d->key, &err) < 0)
        fail_msg("%s", err.message);
    return v;
}

static int on_disk_new(void **state)
{
    struct error err = {0};
    struct on_disk *d = calloc(1, sizeof *d);
    struct vault *v = NULL;
    struct store *s = NULL;
    struct secret pass = {0};
    uint8_t recovery[RECOVERY_BYTES];
    const char *folder = getenv("TMPDIR");
    if (!d)
        return -1;
    (void)snprintf(d->path, sizeof d->path, "%s/test_store.%d.inwork", folder ? folder : "/tmp",
                   (int)getpid());
    struct passkey_cost light = {.memory = UINT64_C(64) << 20, .passes = 3};
    if (seal_init(&err) < 0 || secret_set(&pass, "correct horse", 13, &err) < 0 ||
        vault_create(&v, d->path, &pass, light, recovery, &err) < 0 ||
        store_open(&s, v, NULL, &err) < 0 || store_device_create(s, &err) < 0)
        fail_msg("%s", err.message);
    vault_data_key(d->key, v);
    store_close(s);
    vault_close(v);
    secret_clear(&pass);
    *state = d;
    return 0;
}

static int on_disk_free(void **state)
{
    struct on_disk *d = *state;
    static const char *const ends[] = {"", "-wal", "-shm", ".lock"};
    for (size_t i = 0; i < 4; i++) {
        char path[300];
        (void)snprintf(path, sizeof path, "%s%s", d->path, ends[i]);
        (void)unlink(path);
    }
    free(d);
    return 0;
}

static void test_a_store_in_a_vault_keeps_its_work(void **state)
{
    struct on_disk *d = *state;
    struct error err = {0};
    struct store *s = NULL;
    struct vault *v = vault_again(d);
    struct record r = {0};
    char device[DEVICE_ID_TEXT];
    assert_int_equal(store_open(&s, v, NULL, &err), 0);
    (void)snprintf(device, sizeof device, "%s", store_device_id(s));
    struct saved a = store_fixture_save(s, NULL, "client", "name", "Ada Example", NULL);
    store_close(s);
    vault_close(v);
    v = vault_again(d);
    struct store_options read_only = {.read_only = true};
    assert_int_equal(store_open(&s, v, &read_only, &err), 0);
    assert_string_equal(store_device_id(s), device);
    assert_int_equal(store_record(s, a.record, &r, &err), 0);
    assert_string_equal(r.title, "Ada Example");
    record_clear(&r);
    assert_int_equal(store_setting_put(s, "a", "b", &err), -STATUS_REFUSED);
    store_close(s);
    vault_close(v);
}

static void test_a_newer_store_is_left_alone(void **state)
{
    struct on_disk *d = *state;
    struct error err = {0};
    struct store *s = NULL;
    struct vault *v = vault_again(d);
    assert_int_equal(store_open(&s, v, NULL, &err), 0);
    assert_int_equal(store_run_sql(s, "PRAGMA user_version = 9999", "test", &err), 0);
    store_close(s);
    assert_int_equal(store_open(&s, v, NULL, &err), -STATUS_DAMAGED);
    assert_non_null(strstr(err.message, "newer version"));
    vault_close(v);
}

static void test_two_processes_may_write(void **state)
{
    struct on_disk *d = *state;
    struct error err = {0};
    struct store *one = NULL, *two = NULL;
    struct vault *v = vault_again(d), *w = vault_again(d);
    struct buf line = BUF_ZERO;
    int64_t count;
    assert_int_equal(store_open(&one, v, NULL, &err), 0);
    assert_int_equal(store_open(&two, w, NULL, &err), 0);
    (void)store_fixture_save(one, NULL, "client", "name", "Ada Example", NULL);
    struct saved b = store_fixture_save(two, NULL, "client", "name", "Bo Example", NULL);
    assert_int_equal(store_count(one, "client", &count, &err), 0);
    assert_int_equal(count, 2);
    assert_int_equal(store_entry_line(one, b.entry, &line, &err), 0);
    assert_non_null(strstr(buf_text(&line), "\"clock\":2,"));
    buf_free(&line);
    store_close(one);
    store_close(two);
    vault_close(v);
    vault_close(w);
}

#define WITH_STORE(test)                                                                           \
    cmocka_unit_test_setup_teardown(test, store_fixture_new, store_fixture_free)
#define ON_DISK(test) cmocka_unit_test_setup_teardown(test, on_disk_new, on_disk_free)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_STORE(test_settings_are_kept),
        WITH_STORE(test_a_rolled_back_transaction_leaves_nothing),
        WITH_STORE(test_an_inner_rollback_undoes_the_whole),
        WITH_STORE(test_the_status_query_counts),
        cmocka_unit_test(test_an_entry_needs_a_device),
        WITH_STORE(test_names_come_from_members),
        WITH_STORE(test_an_entry_may_come_twice_and_in_two_segments),
        cmocka_unit_test(test_an_entry_in_a_wrong_compartment_does_not_count),
        ON_DISK(test_a_store_in_a_vault_keeps_its_work),
        ON_DISK(test_a_newer_store_is_left_alone),
        ON_DISK(test_two_processes_may_write),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * vault/header: the two header copies, damage to either, versions, and an interrupted change.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <sys/stat.h>
#include <unistd.h>

#include "inwork/base/error.h"
#include "inwork/seal/hash.h"
#include "inwork/seal/secret.h"
#include "vault/vault_int.h"
#include "vault_fixture.h"

/* One store for all tests, its bytes, and its data key, so that Argon2id runs seldom. */
struct shelf {
    char *folder;
    char *path;
    struct buf good;
    uint8_t key[32];
    uint8_t recovery[RECOVERY_BYTES];
};

static int setup(void **state)
{
    struct shelf *s = calloc(1, sizeof *s);
    struct error err = {0};
    assert_non_null(s);
    s->folder = fixture_folder();
    s->path = fixture_path(s->folder, "store");
    struct secret passphrase = fixture_secret("correct horse");
    struct vault *v = NULL;
    assert_int_equal(vault_create(&v, s->path, &passphrase, passkey_light(), s->recovery, &err), 0);
    secret_clear(&passphrase);
    vault_data_key(s->key, v);
    sqlite3 *db = fixture_database(v);
    fixture_sql(db, "CREATE TABLE t(a); INSERT INTO t VALUES(42)");
    assert_int_equal(vault_checkpoint(v, db, 0, &err), 0);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    vault_close(v);
    s->good = fixture_read(s->path);
    *state = s;
    return 0;
}

static int teardown(void **state)
{
    struct shelf *s = *state;
    buf_free(&s->good);
    free(s->path);
    fixture_remove(s->folder);
    free(s);
    return 0;
}

static void restore(const struct shelf *s)
{
    fixture_write(s->path, s->good.data, s->good.len);
}

/* Open with the data key and read the one row; 0 or the status of the step that failed. */
static int read_row(const struct shelf *s, bool read_only, struct error *err)
{
    struct vault *v = NULL;
    int result = vault_open(&v, s->path, err);
    if (result == 0)
        result = vault_unlock_key(v, s->key, err);
    sqlite3 *db = NULL;
    if (result == 0)
        result = vault_database(v, &db, read_only, err);
    if (result == 0) {
        assert_int_equal(fixture_number(db, "SELECT a FROM t"), 42);
        assert_int_equal(sqlite3_close(db), SQLITE_OK);
    }
    vault_close(v);
    return result;
}

/* Every byte of a header matters: with any one changed the copy does not count. */
static void test_every_byte_is_covered(void **state)
{
    const struct shelf *s = *state;
    uint8_t block[HEADER_BYTES];
    struct vault_header h;
    memcpy(block, s->good.data, sizeof block);
    assert_int_equal(header_decode(&h, block), HEADER_SOUND);
    for (size_t at = 0; at < HEADER_BYTES; at++) {
        uint8_t bit = (uint8_t)(1u << (at % 8));
        block[at] ^= bit;
        enum header_state now = header_decode(&h, block);
        assert_int_equal(now, at < 16 ? HEADER_FOREIGN : HEADER_DAMAGED);
        block[at] ^= bit;
    }
    assert_int_equal(header_decode(&h, block), HEADER_SOUND);
    uint8_t again[HEADER_BYTES];
    header_encode(again, &h);
    assert_memory_equal(again, block, HEADER_BYTES);
}

/* One place in each region of a block: magic, version, count, serial, file id, both slots, free
 * space, MAC, checksum. */
static const size_t regions[] = {0,   15,  16,  20,  24,  32,   64,   71,   80,   100, 130,
                                 150, 192, 240, 280, 320, 2000, 4031, 4032, 4064, 4095};

static void test_one_bad_copy_is_replaced_by_the_other(void **state)
{
    const struct shelf *s = *state;
    struct error err = {0};
    for (size_t i = 0; i < sizeof regions / sizeof regions[0]; i++)
        for (size_t copy = 0; copy < HEADER_COPIES; copy++) {
            restore(s);
            fixture_flip(s->path, copy * HEADER_BYTES + regions[i]);
            struct buf before = fixture_read(s->path);
            assert_int_equal(read_row(s, true, &err), 0);
            struct buf after = fixture_read(s->path);
            assert_memory_equal(before.data, after.data, after.len); /* reading heals nothing */
            buf_free(&before);
            buf_free(&after);
            assert_int_equal(read_row(s, false, &err), 0);
            /* Opened for writing, both copies are sound again: the other may go now. */
            fixture_flip(s->path, (1 - copy) * HEADER_BYTES + regions[i]);
            assert_int_equal(read_row(s, true, &err), 0);
        }
}

static void test_two_bad_copies_are_refused(void **state)
{
    const struct shelf *s = *state;
    for (size_t i = 0; i < sizeof regions / sizeof regions[0]; i++) {
        struct error err = {0};
        restore(s);
        fixture_flip(s->path, regions[i]);
        fixture_flip(s->path, HEADER_BYTES + regions[i]);
        struct buf before = fixture_read(s->path);
        assert_int_equal(read_row(s, false, &err), -STATUS_DAMAGED);
        assert_true(err.message[0] && err.hint[0]);
        struct buf after = fixture_read(s->path);
        assert_int_equal(before.len, after.len);
        assert_memory_equal(before.data, after.data, after.len);
        buf_free(&before);
        buf_free(&after);
    }
}

/* Change a block and make its checksum right again, as somebody could who has no key. */
static void forge(const struct shelf *s, size_t copy, size_t at, uint8_t value)
{
    struct buf b = fixture_read(s->path);
    uint8_t *block = (uint8_t *)b.data + copy * HEADER_BYTES;
    block[at] = value;
    hash_blake2b(block + 4064, block, 4064);
    fixture_write(s->path, b.data, b.len);
    buf_free(&b);
}

static void test_newer_version_is_said(void **state)
{
    const struct shelf *s = *state;
    struct error err = {0};
    restore(s);
    forge(s, 0, 19, 2);
    forge(s, 1, 19, 2);
    struct buf before = fixture_read(s->path);
    assert_int_equal(read_row(s, false, &err), -STATUS_DAMAGED);
    assert_non_null(strstr(err.message, "newer version"));
    struct buf after = fixture_read(s->path);
    assert_memory_equal(before.data, after.data, after.len);
    buf_free(&before);
    buf_free(&after);
    restore(s);
    forge(s, 1, 19, 2); /* an upgrade that was interrupted is not for us either */
    assert_int_equal(read_row(s, false, &err), -STATUS_DAMAGED);
    assert_non_null(strstr(err.message, "newer version"));
}

static void test_forged_header_falls_to_its_mac(void **state)
{
    const struct shelf *s = *state;
    struct error err = {0};
    for (size_t copy = 0; copy < HEADER_COPIES; copy++) {
        restore(s);
        forge(s, copy, 24, 0x7F); /* a serial far ahead */
        assert_int_equal(read_row(s, true, &err), 0);
        assert_int_equal(read_row(s, false, &err), 0); /* and healed */
        struct buf b = fixture_read(s->path);
        for (size_t i = 0; i < HEADER_COPIES; i++)
            assert_int_equal(b.data[i * HEADER_BYTES + 24], 0);
        buf_free(&b);
        fixture_flip(s->path, (1 - copy) * HEADER_BYTES + 100);
        assert_int_equal(read_row(s, true, &err), 0);
    }
    restore(s);
    forge(s, 0, 24, 0x7F);
    forge(s, 1, 24, 0x7F);
    assert_int_equal(read_row(s, false, &err), -STATUS_REFUSED);
    struct vault *v = NULL;
    assert_int_equal(vault_open(&v, s->path, &err), 0);
    struct secret passphrase = fixture_secret("correct horse");
    assert_int_equal(vault_unlock(v, &passphrase, &err), -STATUS_DAMAGED);
    secret_clear(&passphrase);
    assert_int_equal(vault_unlock_recovery(v, s->recovery, &err), -STATUS_DAMAGED);
    vault_close(v);
}

/* A copy with a serial far ahead whose passphrase slot is not ours: nobody with the right
 * passphrase is kept out by it. */
static void test_a_forged_slot_keeps_nobody_out(void **state)
{
    const struct shelf *s = *state;
    struct secret right = fixture_secret("correct horse");
    struct secret wrong = fixture_secret("battery staple");
    /* In the block: the sealed key, its salt, and the memory it asks for, which is beyond limits.
     */
    const size_t places[] = {110, 82, 72};
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        for (size_t copy = 0; copy < HEADER_COPIES; copy++) {
            struct error err = {0};
            struct vault *v = NULL;
            restore(s);
            forge(s, copy, 24, 0x7F);
            forge(s, copy, places[i], 0xA5);
            assert_int_equal(vault_open(&v, s->path, &err), 0);
            assert_int_equal(vault_unlock(v, &wrong, &err), -STATUS_REFUSED);
            assert_int_equal(vault_unlock(v, &right, &err), 0);
            vault_close(v);
        }
    }
    secret_clear(&right);
    secret_clear(&wrong);
}

static void test_costs_outside_the_limits_are_refused_at_once(void **state)
{
    const struct shelf *s = *state;
    /* Memory is at 72..79 of the block, passes at 68..71, most significant byte first. */
    const struct {
        size_t at;
        uint8_t value;
    } costs[] = {{72, 0x01}, {75, 0x02}, {73, 0xFF}, {76, 0x00},
                 {71, 2},    {71, 0},    {71, 33},   {68, 1}};
    for (size_t i = 0; i < sizeof costs / sizeof costs[0]; i++) {
        struct error err = {0};
        struct vault *v = NULL;
        restore(s);
        forge(s, 0, costs[i].at, costs[i].value);
        forge(s, 1, costs[i].at, costs[i].value);
        assert_int_equal(vault_open(&v, s->path, &err), 0);
        struct secret passphrase = fixture_secret("correct horse");
        assert_int_equal(vault_unlock(v, &passphrase, &err), -STATUS_DAMAGED);
        secret_clear(&passphrase);
        vault_close(v);
    }
}

/* The old passphrase must not open what the new one was written over, whichever write the power
 * cut short. */
static void test_interrupted_change(void **state)
{
    const struct shelf *s = *state;
    struct error err = {0};
    struct vault *v = NULL;
    restore(s);
    assert_int_equal(vault_open(&v, s->path, &err), 0);
    assert_int_equal(vault_unlock_key(v, s->key, &err), 0);
    struct secret fresh = fixture_secret("battery staple");
    struct secret old = fixture_secret("correct horse");
    assert_int_equal(vault_set_passphrase(v, &fresh, passkey_light(), &err), 0);
    vault_close(v);
    struct buf changed = fixture_read(s->path);
    struct buf mixed = fixture_read(s->path);
    struct vault_header h[2];
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(header_decode(&h[i], (const uint8_t *)changed.data + i * HEADER_BYTES),
                         HEADER_SOUND);
    size_t first = h[0].serial < h[1].serial ? 0 : 1; /* written first */
    size_t second = 1 - first;
    /* After the first write: one new block, one old. */
    memcpy(mixed.data + second * HEADER_BYTES, s->good.data + second * HEADER_BYTES, HEADER_BYTES);
    fixture_write(s->path, mixed.data, mixed.len);
    assert_int_equal(vault_open(&v, s->path, &err), 0);
    assert_int_equal(vault_unlock(v, &old, &err), -STATUS_REFUSED);
    assert_int_equal(vault_unlock(v, &fresh, &err), 0);
    sqlite3 *db = fixture_database(v); /* completes the change */
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    vault_close(v);
    fixture_flip(s->path, first * HEADER_BYTES + 100);
    assert_int_equal(vault_open(&v, s->path, &err), 0);
    assert_int_equal(vault_unlock(v, &old, &err), -STATUS_REFUSED);
    assert_int_equal(vault_unlock(v, &fresh, &err), 0);
    vault_close(v);
    /* The first write torn in its middle: the old passphrase still opens the other copy. */
    memcpy(mixed.data, s->good.data, DATA_START);
    memcpy(mixed.data + first * HEADER_BYTES, changed.data + first * HEADER_BYTES, 512);
    mixed.data[first * HEADER_BYTES + 30] ^= 1;
    fixture_write(s->path, mixed.data, mixed.len);
    assert_int_equal(vault_open(&v, s->path, &err), 0);
    assert_int_equal(vault_unlock(v, &old, &err), 0);
    vault_close(v);
    secret_clear(&fresh);
    secret_clear(&old);
    buf_free(&changed);
    buf_free(&mixed);
}

static void test_other_files_are_refused(void **state)
{
    const struct shelf *s = *state;
    struct error err = {0};
    struct vault *v = NULL;
    char *other = fixture_path(s->folder, "other");
    assert_int_equal(vault_open(&v, other, &err), -STATUS_NO_INPUT);
    fixture_write(other, "", 0);
    assert_int_equal(vault_open(&v, other, &err), -STATUS_DAMAGED);
    fixture_write(other, "SQLite format 3", 16);
    assert_int_equal(vault_open(&v, other, &err), -STATUS_DAMAGED);
    assert_int_equal(vault_open(&v, s->folder, &err), -STATUS_DAMAGED);
    assert_int_equal(unlink(other), 0);
    assert_int_equal(mkfifo(other, 0600), 0);
    assert_int_equal(vault_open(&v, other, &err), -STATUS_DAMAGED); /* and does not hang */
    assert_int_equal(unlink(other), 0);
    assert_int_equal(symlink(s->path, other), 0);
    restore(s);
    assert_int_equal(vault_open(&v, other, &err), 0);
    assert_string_equal(vault_path(v), s->path);
    vault_close(v);
    assert_null(strstr(s->path, "//"));
    free(other);
}

/* Read the file by nothing but doc/FORMAT.md 8: slot, header key, MAC, page key, page 1, log. */
static void test_the_file_is_as_drawn(void **state)
{
    const struct shelf *s = *state;
    restore(s);
    struct vault *v = NULL;
    struct error err = {0};
    assert_int_equal(vault_open(&v, s->path, &err), 0);
    assert_int_equal(vault_unlock_key(v, s->key, &err), 0);
    sqlite3 *db = fixture_database(v);
    fixture_sql(db, "INSERT INTO t VALUES('a row in the log')");
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    vault_close(v);
    struct buf file = fixture_read(s->path);
    const uint8_t *b = (const uint8_t *)file.data;
    assert_memory_equal(b, "\x89inwork-vault\r\n\x1a", 16);
    assert_memory_equal(b + 16, "\0\0\0\1\0\0\0\2", 8);

    uint8_t slot_key[32];
    uint8_t data_key[32];
    uint8_t associated[58] = "inwork-vault-slot";
    recovery_derive(slot_key, s->recovery, "inwork-vault-slot");
    assert_memory_equal(b + 192, "\0\0\0\2", 4); /* slot 1 */
    memcpy(associated + 18, b + 192, 40);
    assert_int_equal(page_open(data_key, b + 192 + 40, b + 192 + 72, 32, associated,
                               sizeof associated, slot_key),
                     0);
    assert_memory_equal(data_key, s->key, 32);

    uint8_t text[64] = "inwork-vault-header";
    uint8_t key[32];
    uint8_t mac[32];
    memcpy(text + 19, b + 32, 16);
    hash_blake2b_keyed(key, data_key, text, 19 + 16);
    hash_blake2b_keyed(mac, key, b, 4032);
    assert_memory_equal(mac, b + 4032, 32);

    memcpy(text, "inwork-vault-page", 17);
    memcpy(text + 17, b + 32, 16);
    hash_blake2b_keyed(key, data_key, text, 17 + 16);
    uint8_t place[32] = {0};
    uint8_t page[4096];
    memcpy(place, b + 32, 16);
    place[19] = 1; /* version */
    place[23] = 1; /* a page of the database */
    place[31] = 1; /* the first */
    assert_int_equal(page_open(page, b + 8192, b + 8192 + 4056, 4056, place, sizeof place, key), 0);
    assert_memory_equal(page, "SQLite format 3", 16);
    assert_int_equal(page[20], 40);

    char *log_path = fixture_path(s->folder, "store-wal");
    struct buf log = fixture_read(log_path);
    const uint8_t *l = (const uint8_t *)log.data;
    uint8_t header[32];
    assert_true(log.len >= 72 + 4160 && (log.len - 72) % 4160 == 0);
    place[23] = 2;
    place[31] = 0;
    assert_int_equal(page_open(header, l, l + 32, 32, place, sizeof place, key), 0);
    assert_memory_equal(header, "\x37\x7f\x06", 3);
    uint8_t frame[24];
    place[23] = 3;
    assert_int_equal(page_open(frame, l + 72, l + 72 + 24, 24, place, sizeof place, key), 0);
    assert_memory_equal(frame + 8, header + 16, 8); /* the salts */
    place[23] = 4;
    assert_int_equal(page_open(page, l + 136, l + 136 + 4056, 4056, place, sizeof place, key), 0);
    buf_free(&file);
    buf_free(&log);
    assert_int_equal(unlink(log_path), 0);
    free(log_path);
    restore(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_byte_is_covered),
        cmocka_unit_test(test_one_bad_copy_is_replaced_by_the_other),
        cmocka_unit_test(test_two_bad_copies_are_refused),
        cmocka_unit_test(test_newer_version_is_said),
        cmocka_unit_test(test_forged_header_falls_to_its_mac),
        cmocka_unit_test(test_a_forged_slot_keeps_nobody_out),
        cmocka_unit_test(test_costs_outside_the_limits_are_refused_at_once),
        cmocka_unit_test(test_interrupted_change),
        cmocka_unit_test(test_other_files_are_refused),
        cmocka_unit_test(test_the_file_is_as_drawn),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a person is told about a damaged store: cut short, one bit turned anywhere, of a newer
 * version, and no room to save. One sentence, its exit status, no byte changed; and the store as it
 * was works on.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "inwork/seal/hash.h"
#include "run.h"
#include "run_program.h"

#define BLOCK ((size_t)4096)
#define DATABASE (2 * BLOCK)
#define PAGE ((size_t)4096)
#define FRAME ((size_t)(64 + 4096))
#define LOG_HEADER ((size_t)72)
#define NAMES 3500 /* enough that the log is copied into the file */

static struct person ada;
static struct buf file; /* the store as it should be, and its log */
static struct buf logged;
static struct buf now;
static char *copy;

static void put_copy(const struct buf *store, const struct buf *log)
{
    scratch_write(ada.folder, "copy.inwork", buf_text(store), store->len);
    scratch_write(ada.folder, "copy.inwork-wal", buf_text(log), log->len);
    char *index = person_path(&ada, "copy.inwork-shm");
    (void)unlink(index);
    free(index);
}

static void assert_untouched(const struct buf *store, const struct buf *log)
{
    scratch_read(ada.folder, "copy.inwork", &now);
    assert_int_equal(now.len, store->len);
    assert_memory_equal(buf_text(&now), buf_text(store), store->len);
    scratch_read(ada.folder, "copy.inwork-wal", &now);
    assert_int_equal(now.len, log->len);
    assert_memory_equal(buf_text(&now), buf_text(log), log->len);
}

/* One sentence on standard error, perhaps a hint, nothing else. */
static void assert_sentence(void)
{
    const char *text = buf_text(&ada.err);
    assert_int_equal(ada.out.len, 0);
    assert_int_equal(strncmp(text, "inwork: ", 8), 0);
    const char *end = strchr(text, '\n');
    assert_non_null(end);
    if (end[1] != '\0') {
        assert_int_equal(strncmp(end + 1, "hint: ", 6), 0);
        end = strchr(end + 1, '\n');
        assert_non_null(end);
        assert_int_equal(end[1], '\0');
    }
}

/* Both a look and a save are refused alike, and leave everything as it was. */
static void assert_refused(int want, const char *words, const struct buf *store,
                           const struct buf *log)
{
    put_copy(store, log);
    run_expect(want, &ada, "--store", copy, "find", "bakery");
    assert_sentence();
    if (!strstr(buf_text(&ada.err), words))
        fail_msg("“%s” is not in: %s", words, buf_text(&ada.err));
    assert_untouched(store, log);
    run_expect(want, &ada, "--store", copy, "add", "client", "name=Robin Madeup");
    assert_sentence();
    assert_untouched(store, log);
}

static void assert_works(void)
{
    put_copy(&file, &logged);
    run_expect(0, &ada, "--store", copy, "find", "bakery");
    assert_int_equal(run_lines(&ada), 1);
    run_expect(0, &ada, "--store", copy, "add", "client", "name=Robin Madeup");
}

/* Pages in the file, and commits that are only in the log. */
static int begin(void **state)
{
    (void)state;
    person_begin(&ada, "Ada Example");
    struct buf names = BUF_ZERO;
    for (int i = 0; i < NAMES; i++)
        buf_printf(&names, "Invented Employer %04d of Nowhere Street\n", i);
    scratch_write(ada.folder, "names", buf_text(&names), names.len);
    buf_free(&names);
    char *list = person_path(&ada, "names");
    run_expect(0, &ada, "import", "employer", list);
    free(list);
    run_expect(0, &ada, "add", "employer", "name=Bakery Madeup");
    run_expect(0, &ada, "add", "client", "name=Casey Invented");
    scratch_read(ada.folder, "store.inwork", &file);
    scratch_read(ada.folder, "store.inwork-wal", &logged);
    assert_true(file.len > DATABASE + 50 * PAGE);
    assert_true(logged.len >= LOG_HEADER + 2 * FRAME);
    copy = person_path(&ada, "copy.inwork");
    return 0;
}

static int end(void **state)
{
    (void)state;
    free(copy);
    buf_free(&file);
    buf_free(&logged);
    buf_free(&now);
    person_end(&ada);
    return 0;
}

static void cut_short(void **state)
{
    (void)state;
    const struct buf none = BUF_ZERO;
    static const size_t lengths[] = {0, 1, 100, BLOCK, DATABASE, DATABASE + 100, DATABASE + PAGE};
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        struct buf less = file;
        less.len = lengths[i];
        assert_refused(78, copy, &less, &none);
    }
    struct buf less = file;
    less.len -= PAGE + 1;
    put_copy(&less, &none);
    run_expect(78, &ada, "--store", copy, "verify");
    assert_untouched(&less, &none);
    assert_works();
}

/* Bits of the header are held twice: one turned bit costs nothing. Turned in both copies: 78, and
 * wherever it is, the file stays as it was. */
static void bits_of_the_header(void **state)
{
    (void)state;
    static const size_t places[] = {0, 9, 17, 40, 100, 200, 320, BLOCK - 1};
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        for (size_t block = 0; block < 2; block++) {
            file.data[places[i] + block * BLOCK] ^= 0x10;
            put_copy(&file, &logged);
            run_expect(0, &ada, "--store", copy, "find", "bakery");
            file.data[places[i] + block * BLOCK] ^= 0x10;
        }
        file.data[places[i]] ^= 0x10;
        file.data[places[i] + BLOCK] ^= 0x10;
        assert_refused(78, copy, &file, &logged);
        file.data[places[i]] ^= 0x10;
        file.data[places[i] + BLOCK] ^= 0x10;
    }
    assert_works();
}

/* Every page is looked at by `verify`; whatever a command meets is 78 and names the page. Without a
 * log, so that no newer version of the page hides it. */
static void bits_of_pages(void **state)
{
    (void)state;
    const struct buf none = BUF_ZERO;
    size_t pages = (file.len - DATABASE) / PAGE;
    for (size_t i = 0; i < 8; i++) {
        size_t page = i == 0 ? 0 : i == 1 ? pages - 1 : (i * 7919) % pages;
        size_t at = DATABASE + page * PAGE + (i * 1231) % PAGE;
        file.data[at] ^= (char)(1U << i % 7);
        put_copy(&file, &none);
        run_expect(78, &ada, "--store", copy, "verify");
        char name[40];
        (void)snprintf(name, sizeof name, "page %zu", page + 1);
        if (!strstr(buf_text(&ada.err), name))
            fail_msg("“%s” is not in: %s", name, buf_text(&ada.err));
        assert_untouched(&file, &none);
        file.data[at] ^= (char)(1U << i % 7);
    }
    assert_works();
}

/* In the log everything but the very last commit has something after it: damage is told from a
 * save that a power cut stopped. */
static void bits_of_the_log(void **state)
{
    (void)state;
    for (size_t i = 0; i < 8; i++) {
        size_t at = i < 3 ? i * 20 : LOG_HEADER + (i * 911) % (FRAME * 2 - 80);
        logged.data[at] ^= (char)(1U << i % 7);
        assert_refused(78, "copy.inwork-wal", &file, &logged);
        logged.data[at] ^= (char)(1U << i % 7);
    }
    assert_works();
}

/* A header as a newer version writes it: another number, and a checksum that is right. */
static void of_a_newer_version(void **state)
{
    (void)state;
    struct buf newer = BUF_ZERO;
    buf_append(&newer, buf_text(&file), file.len);
    for (size_t block = 0; block < 2; block++) {
        uint8_t *bytes = (uint8_t *)newer.data + block * BLOCK;
        bytes[19]++; /* the version: 4 bytes after the magic */
        hash_blake2b(bytes + BLOCK - HASH_BYTES, bytes, BLOCK - HASH_BYTES);
    }
    assert_refused(78, "newer version", &newer, &logged);
    buf_free(&newer);
    assert_works();
}

/* The disk is full at some moment of a save: the same limit for every file, from the size that the
 * log has on. The save is refused as a whole, and afterwards there is room again. */
static void no_room(void **state)
{
    (void)state;
    put_copy(&file, &logged);
    const char *inwork = getenv("INWORK") ? getenv("INWORK") : "build/check/inwork";
    char *passphrase = person_path(&ada, "passphrase");
    assert_int_equal(setenv("INWORK_PASSPHRASE_FILE", passphrase, 1), 0);
    free(passphrase);
    struct stat facts;
    bool refused = false;
    bool saved = false;
    char *log = person_path(&ada, "copy.inwork-wal");
    for (unsigned i = 0; i < 5; i++) {
        char limit[32];
        assert_int_equal(stat(log, &facts), 0);
        /* Blocks of 512 bytes; never under what is needed to open (32 KiB of index). */
        (void)snprintf(limit, sizeof limit, "%lld", (long long)facts.st_size / 512 + 1 + i * 60);
        const char *const argv[] = {
            "sh",   "-c", "ulimit -f \"$2\" && exec \"$0\" --store \"$1\" add client name=Lost",
            inwork, copy, limit,
            NULL};
        struct buf out = BUF_ZERO;
        int status = run_program(argv, "", 0, &out, false);
        assert_true(status == 74 || status == 0);
        assert_int_equal(out.len, status == 0 ? 27 : 0);
        buf_free(&out);
        refused |= status == 74;
        saved |= status == 0;
        run_expect(0, &ada, "--store", copy, "find", "bakery");
        run_expect(saved ? 0 : 1, &ada, "--store", copy, "find", "lost");
    }
    assert_true(refused);
    assert_true(saved);
    run_expect(0, &ada, "--store", copy, "add", "client", "name=Robin Madeup");
    run_expect(0, &ada, "--store", copy, "verify");
    free(log);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cut_short),          cmocka_unit_test(bits_of_the_header),
        cmocka_unit_test(bits_of_pages),      cmocka_unit_test(bits_of_the_log),
        cmocka_unit_test(of_a_newer_version), cmocka_unit_test(no_room),
    };
    return cmocka_run_group_tests(tests, begin, end);
}

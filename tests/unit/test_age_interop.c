/* SPDX-License-Identifier: GPL-3.0-or-later
 * seal/age and the real age command: each opens what the other made.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/seal/age.h"
#include "inwork/seal/secret.h"
#include "run_program.h"

enum { PEOPLE = 3 };

static const size_t sizes[] = {0, 1, 65535, 65536, 65537, 200000};
enum { SIZES = sizeof sizes / sizeof sizes[0] };

/* Keys that age-keygen made, and where they lie. */
struct bench {
    char *folder;
    char *files[PEOPLE];
    char recipients[PEOPLE][AGE_RECIPIENT_TEXT];
    struct age_identity identities[PEOPLE];
    struct buf plain;
};

static int set_up(void **state)
{
    struct bench *b = calloc(1, sizeof *b);
    if (!b)
        return -1;
    *state = b;
    b->folder = scratch_make();
    buf_reserve(&b->plain, 200000);
    seal_random(b->plain.data, 200000);
    if (!program_exists("age") || !program_exists("age-keygen"))
        return 0;
    struct buf text = BUF_ZERO, path = BUF_ZERO;
    for (size_t i = 0; i < PEOPLE; i++) {
        char name[16];
        const char *const argv[] = {"age-keygen", NULL};
        assert_int_equal(run_program(argv, NULL, 0, &text, true), 0);
        (void)snprintf(name, sizeof name, "key%zu", i);
        scratch_write(b->folder, name, text.data, text.len);
        buf_printf(&path, "%s/%s", b->folder, name);
        b->files[i] = buf_take(&path);
        size_t count = 0;
        assert_int_equal(
            age_identities_parse(&b->identities[i], 1, &count, text.data, text.len, NULL), 0);
        /* Our recipient is the one that age-keygen wrote into its comment. */
        struct age_recipient recipient;
        age_identity_recipient(&recipient, &b->identities[i]);
        age_recipient_format(b->recipients[i], &recipient);
        assert_non_null(strstr(buf_text(&text), b->recipients[i]));
    }
    buf_free(&text);
    return 0;
}

static int tear_down(void **state)
{
    struct bench *b = *state;
    for (size_t i = 0; i < PEOPLE; i++)
        free(b->files[i]);
    buf_free(&b->plain);
    scratch_remove(b->folder);
    free(b->folder);
    free(b);
    return 0;
}

static void need_age(const struct bench *b)
{
    if (!b->files[0]) {
        print_message("skipped: no age here\n");
        skip();
    }
}

struct memory {
    const char *at;
    size_t left;
};

static long from_memory(void *bytes, size_t n, void *payload)
{
    struct memory *m = payload;
    if (n > m->left)
        n = m->left;
    if (n > 0)
        memcpy(bytes, m->at, n);
    m->at += n;
    m->left -= n;
    return (long)n;
}

static int to_buf(const void *bytes, size_t n, void *payload)
{
    buf_append(payload, bytes, n);
    return 0;
}

static void encrypt(struct buf *file, const struct age_lock *lock, const void *plain, size_t n)
{
    struct memory in = {plain, n};
    buf_clear(file);
    assert_int_equal(age_encrypt_stream(lock, from_memory, &in, to_buf, file, NULL), 0);
}

static enum age_outcome decrypt(struct buf *plain, const struct age_unlock *unlock,
                                const struct buf *file)
{
    struct memory in = {file->data, file->len};
    buf_clear(plain);
    return age_decrypt_stream(unlock, from_memory, &in, to_buf, plain, NULL);
}

static void assert_plain(const struct buf *got, const struct bench *b, size_t n)
{
    assert_int_equal(got->len, n);
    assert_memory_equal(buf_text(got), b->plain.data, n);
}

static void test_age_opens_ours(void **state)
{
    const struct bench *b = *state;
    need_age(b);
    struct buf file = BUF_ZERO, plain = BUF_ZERO;
    struct age_recipient recipients[PEOPLE];
    for (size_t i = 0; i < PEOPLE; i++)
        assert_int_equal(
            age_recipient_parse(&recipients[i], b->recipients[i], AGE_RECIPIENT_TEXT - 1, NULL), 0);
    for (size_t i = 0; i < SIZES * 4; i++) {
        size_t n = sizes[i / 4];
        const struct age_lock lock = {
            .recipients = recipients, .recipient_count = i & 1 ? PEOPLE : 1, .armor = i & 2};
        encrypt(&file, &lock, b->plain.data, n);
        for (size_t who = 0; who < PEOPLE; who++) {
            const char *const argv[] = {"age", "-d", "-i", b->files[who], NULL};
            int status = run_program(argv, file.data, file.len, &plain, true);
            if (who < lock.recipient_count) {
                assert_int_equal(status, 0);
                assert_plain(&plain, b, n);
            } else {
                assert_int_not_equal(status, 0);
            }
        }
    }
    buf_free(&file);
    buf_free(&plain);
}

static void test_we_open_what_age_made(void **state)
{
    const struct bench *b = *state;
    need_age(b);
    struct buf file = BUF_ZERO, plain = BUF_ZERO;
    for (size_t i = 0; i < SIZES * 4; i++) {
        size_t n = sizes[i / 4];
        bool all = i & 1;
        const char *argv[16] = {"age", "-r", b->recipients[0]};
        size_t argc = 3;
        for (size_t who = 1; all && who < PEOPLE; who++) {
            argv[argc++] = "-r";
            argv[argc++] = b->recipients[who];
        }
        if (i & 2)
            argv[argc++] = "-a";
        assert_int_equal(run_program(argv, b->plain.data, n, &file, false), 0);
        for (size_t who = 0; who < PEOPLE; who++) {
            const struct age_unlock unlock = {.identities = &b->identities[who],
                                              .identity_count = 1};
            bool may = all || who == 0;
            assert_int_equal(decrypt(&plain, &unlock, &file), may ? AGE_SUCCESS : AGE_NO_MATCH);
            assert_plain(&plain, b, may ? n : 0);
        }
    }
    buf_free(&file);
    buf_free(&plain);
}

static void test_passphrases_both_ways(void **state)
{
    const struct bench *b = *state;
    need_age(b);
    struct buf file = BUF_ZERO, plain = BUF_ZERO;
    struct secret passphrase = {0};
    static const char text[] = "plainly invented words";
    assert_int_equal(secret_set(&passphrase, text, strlen(text), NULL), 0);
    const struct age_lock lock = {.passphrase = &passphrase, .scrypt_log2 = 12, .armor = true};
    encrypt(&file, &lock, b->plain.data, 70000);
    const char *const open_argv[] = {"age", "-d", NULL};
    assert_int_equal(run_program_on_terminal(open_argv, file.data, file.len, &plain, text, 1), 0);
    assert_plain(&plain, b, 70000);
    assert_int_not_equal(run_program_on_terminal(open_argv, file.data, file.len, &plain, "no", 1),
                         0);
    const char *const seal_argv[] = {"age", "-p", NULL};
    assert_int_equal(run_program_on_terminal(seal_argv, b->plain.data, 70000, &file, text, 2), 0);
    const struct age_unlock unlock = {.passphrases = &passphrase, .passphrase_count = 1};
    assert_int_equal(decrypt(&plain, &unlock, &file), AGE_SUCCESS);
    assert_plain(&plain, b, 70000);
    secret_clear(&passphrase);
    buf_free(&file);
    buf_free(&plain);
}

int main(void)
{
    if (seal_init(NULL))
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_age_opens_ours),
        cmocka_unit_test(test_we_open_what_age_made),
        cmocka_unit_test(test_passphrases_both_ways),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}

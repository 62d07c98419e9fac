/* SPDX-License-Identifier: GPL-3.0-or-later
 * seal/age: keys and their text, sizes at the edges of chunks, armour, damage of every kind.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <unistd.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/seal/age.h"
#include "inwork/seal/secret.h"

/* One of the C2SP vectors' identities. */
static const char known[] =
    "AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM0";

static void test_identity_text(void **state)
{
    (void)state;
    struct age_identity identity, back;
    struct age_recipient recipient, recipient_back;
    char text[AGE_IDENTITY_TEXT];
    char recipient_text[AGE_RECIPIENT_TEXT];
    assert_int_equal(age_identity_parse(&identity, known, strlen(known), NULL), 0);
    age_identity_format(text, &identity);
    assert_string_equal(text, known);
    for (int i = 0; i < 100; i++) {
        age_identity_generate(&identity);
        age_identity_format(text, &identity);
        assert_int_equal(strlen(text), AGE_IDENTITY_TEXT - 1);
        assert_int_equal(age_identity_parse(&back, text, strlen(text), NULL), 0);
        assert_memory_equal(&back, &identity, sizeof back);
        age_identity_recipient(&recipient, &identity);
        age_recipient_format(recipient_text, &recipient);
        assert_int_equal(strlen(recipient_text), AGE_RECIPIENT_TEXT - 1);
        assert_int_equal(
            age_recipient_parse(&recipient_back, recipient_text, strlen(recipient_text), NULL), 0);
        assert_memory_equal(&recipient_back, &recipient, sizeof recipient);
    }
}

static void test_wrong_texts_are_refused(void **state)
{
    (void)state;
    struct age_identity identity;
    struct age_recipient recipient;
    struct error err = {0};
    char text[AGE_IDENTITY_TEXT];
    for (size_t i = 0; i < sizeof known - 1; i++) {
        for (int c = 1; c < 256; c++) {
            memcpy(text, known, sizeof text);
            if (text[i] == (char)c)
                continue;
            text[i] = (char)c;
            assert_int_equal(age_identity_parse(&identity, text, sizeof text - 1, &err),
                             -STATUS_DATA);
            assert_null(strstr(err.message, "Q2P2LM0"));
        }
    }
    for (size_t n = 0; n < sizeof known - 1; n++)
        assert_int_equal(age_identity_parse(&identity, known, n, &err), -STATUS_DATA);
    memcpy(text, known, sizeof text);
    for (size_t i = 0; i < sizeof text - 1; i++)
        if (text[i] >= 'A' && text[i] <= 'Z')
            text[i] = (char)(text[i] - 'A' + 'a');
    assert_int_equal(age_identity_parse(&identity, text, strlen(text), &err), -STATUS_DATA);
    assert_int_equal(age_recipient_parse(&recipient, known, strlen(known), &err), -STATUS_DATA);
    static const char pq[] = "AGE-SECRET-KEY-PQ-1AAAAAAAAAAAAAAA";
    assert_int_equal(age_identity_parse(&identity, pq, strlen(pq), &err), -STATUS_DATA);
    assert_non_null(strstr(err.message, "post-quantum"));
    assert_int_equal(age_recipient_parse(&recipient, "age1pq1aaaaaaaaa", 16, &err), -STATUS_DATA);
    assert_non_null(strstr(err.message, "post-quantum"));
}

static void test_identity_files(void **state)
{
    (void)state;
    struct age_identity out[2];
    size_t count = 9;
    struct error err = {0};
    struct buf text = BUF_ZERO;
    buf_printf(&text, "# created by hand\r\n\n%s\r\n# between\n%s", known, known);
    assert_int_equal(age_identities_parse(out, 2, &count, text.data, text.len, &err), 0);
    assert_int_equal(count, 2);
    assert_memory_equal(&out[0], &out[1], sizeof out[0]);
    assert_int_equal(age_identities_parse(out, 1, &count, text.data, text.len, &err), -STATUS_DATA);
    assert_int_equal(age_identities_parse(out, 2, &count, "# none\n", 7, &err), -STATUS_DATA);
    assert_int_equal(age_identities_parse(out, 2, &count, "", 0, &err), -STATUS_DATA);
    assert_int_equal(age_identities_parse(out, 2, &count, "\n\nrubbish\n", 10, &err), -STATUS_DATA);
    assert_string_equal(err.message, "line 3: this is not an age identity");
    buf_free(&text);
}

struct pair {
    struct age_identity identity;
    struct age_recipient recipient;
};

static struct pair pair_make(void)
{
    struct pair p;
    age_identity_generate(&p.identity);
    age_identity_recipient(&p.recipient, &p.identity);
    return p;
}

static void test_sizes(void **state)
{
    (void)state;
    static const size_t sizes[] = {0,     1,      47,     48,     65535, 65536,
                                   65537, 131071, 131072, 131073, 200000};
    struct pair p = pair_make(), other = pair_make();
    struct buf plain = BUF_ZERO, file = BUF_ZERO, back = BUF_ZERO;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        buf_clear(&plain);
        buf_clear(&file);
        buf_clear(&back);
        buf_reserve(&plain, sizes[i]);
        seal_random(plain.data, sizes[i]);
        buf_add(&file, "kept");
        assert_int_equal(age_encrypt(&file, plain.data, sizes[i], &p.recipient, 1, NULL), 0);
        assert_memory_equal(file.data, "kept", 4);
        size_t chunks = sizes[i] == 0 ? 1 : (sizes[i] + 65535) / 65536;
        assert_int_equal(file.len - 4, 22 + 98 + 48 + 16 + chunks * 16 + sizes[i]);
        buf_add(&back, "kept");
        assert_int_equal(age_decrypt(&back, file.data + 4, file.len - 4, &p.identity, 1, NULL), 0);
        assert_int_equal(back.len, 4 + sizes[i]);
        assert_memory_equal(back.data, "kept", 4);
        assert_memory_equal(back.data + 4, plain.data, sizes[i]);
        assert_int_equal(age_decrypt(&back, file.data + 4, file.len - 4, &other.identity, 1, NULL),
                         -STATUS_REFUSED);
        assert_int_equal(back.len, 4 + sizes[i]);
        /* Cut anywhere near a chunk's edge, or lengthened: nothing comes out. */
        for (size_t cut = 1; cut < 40 && cut < file.len - 4; cut++)
            assert_int_equal(
                age_decrypt(&back, file.data + 4, file.len - 4 - cut, &p.identity, 1, NULL),
                -STATUS_DATA);
        buf_push(&file, 'x');
        assert_int_equal(age_decrypt(&back, file.data + 4, file.len - 4, &p.identity, 1, NULL),
                         -STATUS_DATA);
        assert_int_equal(back.len, 4 + sizes[i]);
    }
    buf_free(&plain);
    buf_free(&file);
    buf_free(&back);
}

/* Any single changed bit, and any cut, is refused. */
static void test_every_bit_matters(void **state)
{
    (void)state;
    struct pair p = pair_make();
    struct buf file = BUF_ZERO, back = BUF_ZERO;
    assert_int_equal(age_encrypt(&file, "content", 7, &p.recipient, 1, NULL), 0);
    for (size_t i = 0; i < file.len; i++) {
        for (unsigned bit = 0; bit < 8; bit++) {
            struct error err = {0};
            file.data[i] = (char)(file.data[i] ^ (char)(1u << bit));
            int status = age_decrypt(&back, file.data, file.len, &p.identity, 1, &err);
            assert_true(status == -STATUS_DATA || status == -STATUS_REFUSED);
            assert_true(err.message[0]);
            assert_int_equal(back.len, 0);
            file.data[i] = (char)(file.data[i] ^ (char)(1u << bit));
        }
        assert_int_equal(age_decrypt(&back, file.data, i, &p.identity, 1, NULL), -STATUS_DATA);
    }
    assert_int_equal(age_decrypt(&back, file.data, file.len, &p.identity, 1, NULL), 0);
    assert_string_equal(back.data, "content");
    buf_free(&file);
    buf_free(&back);
}

static void test_many_recipients(void **state)
{
    (void)state;
    enum { MANY = 1025 };
    struct age_identity *identities = calloc(MANY, sizeof *identities);
    struct age_recipient *recipients = calloc(MANY, sizeof *recipients);
    assert_true(identities && recipients);
    for (size_t i = 0; i < MANY; i++) {
        age_identity_generate(&identities[i]);
        age_identity_recipient(&recipients[i], &identities[i]);
    }
    struct buf file = BUF_ZERO, back = BUF_ZERO;
    assert_int_equal(age_encrypt(&file, "x", 1, recipients, MANY, NULL), -STATUS_USAGE);
    assert_int_equal(file.len, 0);
    assert_int_equal(age_encrypt(&file, "x", 1, recipients, 0, NULL), -STATUS_USAGE);
    assert_int_equal(age_encrypt(&file, "for many", 8, recipients, MANY - 1, NULL), 0);
    static const size_t some[] = {0, 500, MANY - 2};
    for (size_t i = 0; i < 3; i++) {
        buf_clear(&back);
        assert_int_equal(age_decrypt(&back, file.data, file.len, &identities[some[i]], 1, NULL), 0);
        assert_string_equal(back.data, "for many");
    }
    assert_int_equal(age_decrypt(&back, file.data, file.len, &identities[MANY - 1], 1, NULL),
                     -STATUS_REFUSED);
    /* A recipient of small order would make the key public. */
    memset(&recipients[0], 0, sizeof recipients[0]);
    assert_int_equal(age_encrypt(&file, "x", 1, recipients, 1, NULL), -STATUS_DATA);
    buf_free(&file);
    buf_free(&back);
    free(identities);
    free(recipients);
}

/* Streams in memory that can be told to fail. */
struct stream {
    const char *from;
    size_t left;
    size_t piece;
    bool fail;
    struct buf to;
};

static long stream_read(void *bytes, size_t n, void *payload)
{
    struct stream *s = payload;
    if (n > s->piece)
        n = s->piece;
    if (n > s->left)
        n = s->left;
    if (n == 0 && s->fail)
        return -1;
    if (n > 0)
        memcpy(bytes, s->from, n);
    s->from += n;
    s->left -= n;
    return (long)n;
}

static int stream_write(const void *bytes, size_t n, void *payload)
{
    struct stream *s = payload;
    if (s->fail)
        return -1;
    buf_append(&s->to, bytes, n);
    return 0;
}

static void test_passphrase_and_armour(void **state)
{
    (void)state;
    struct secret right = {0}, wrong = {0};
    assert_int_equal(secret_set(&right, "right", 5, NULL), 0);
    assert_int_equal(secret_set(&wrong, "wrong", 5, NULL), 0);
    struct buf plain = BUF_ZERO;
    for (int i = 0; i < 30000; i++)
        buf_printf(&plain, "%d ", i);
    for (int armor = 0; armor < 2; armor++) {
        struct stream in = {.from = plain.data, .left = plain.len, .piece = 777};
        struct stream out = {.piece = 1};
        const struct age_lock lock = {.passphrase = &right, .scrypt_log2 = 10, .armor = armor != 0};
        assert_int_equal(age_encrypt_stream(&lock, stream_read, &in, stream_write, &out, NULL), 0);
        assert_int_equal(strncmp(out.to.data, "-----BEGIN AGE", 14) == 0, armor);
        const struct secret both[] = {wrong, right};
        for (size_t count = 1; count <= 2; count++) {
            struct stream file = {.from = out.to.data, .left = out.to.len, .piece = 555};
            struct stream back = {.piece = 1};
            const struct age_unlock unlock = {
                .passphrases = both, .passphrase_count = count, .armored = armor != 0};
            assert_int_equal(
                age_decrypt_stream(&unlock, stream_read, &file, stream_write, &back, NULL),
                count == 1 ? AGE_NO_MATCH : AGE_SUCCESS);
            assert_int_equal(back.to.len, count == 1 ? 0 : plain.len);
            assert_memory_equal(buf_text(&back.to), plain.data, back.to.len);
            buf_free(&back.to);
        }
        buf_free(&out.to);
    }
    buf_free(&plain);
    secret_clear(&right);
    secret_clear(&wrong);
}

static void test_locks_that_make_no_sense(void **state)
{
    (void)state;
    struct pair p = pair_make();
    struct secret passphrase = {0};
    assert_int_equal(secret_set(&passphrase, "x", 1, NULL), 0);
    struct stream s = {.piece = 1};
    struct age_lock lock = {.passphrase = &passphrase, .scrypt_log2 = 23};
    assert_int_equal(age_encrypt_stream(&lock, stream_read, &s, stream_write, &s, NULL),
                     -STATUS_USAGE);
    lock = (struct age_lock){
        .passphrase = &passphrase, .recipients = &p.recipient, .recipient_count = 1};
    assert_int_equal(age_encrypt_stream(&lock, stream_read, &s, stream_write, &s, NULL),
                     -STATUS_USAGE);
    lock = (struct age_lock){0};
    assert_int_equal(age_encrypt_stream(&lock, stream_read, &s, stream_write, &s, NULL),
                     -STATUS_USAGE);
    assert_int_equal(s.to.len, 0);
    secret_clear(&passphrase);
}

static void test_failing_streams(void **state)
{
    (void)state;
    struct pair p = pair_make();
    struct buf file = BUF_ZERO;
    struct error err = {0};
    const struct age_lock lock = {.recipients = &p.recipient, .recipient_count = 1};
    const struct age_unlock unlock = {.identities = &p.identity, .identity_count = 1};
    assert_int_equal(age_encrypt(&file, "content", 7, &p.recipient, 1, NULL), 0);
    struct stream in = {.from = "content", .left = 7, .piece = 3, .fail = true};
    struct stream out = {.piece = 1};
    assert_int_equal(age_encrypt_stream(&lock, stream_read, &in, stream_write, &out, &err),
                     -STATUS_IO);
    in = (struct stream){.from = "content", .left = 7, .piece = 3};
    buf_free(&out.to);
    out = (struct stream){.fail = true};
    assert_int_equal(age_encrypt_stream(&lock, stream_read, &in, stream_write, &out, &err),
                     -STATUS_IO);
    in = (struct stream){.from = file.data, .left = file.len, .piece = 64};
    assert_int_equal(age_decrypt_stream(&unlock, stream_read, &in, stream_write, &out, &err),
                     AGE_OTHER_FAILURE);
    assert_int_equal(err.status, STATUS_IO);
    /* A reader that fails at each point in turn. */
    for (size_t n = 0; n <= file.len; n++) {
        in = (struct stream){.from = file.data, .left = n, .piece = 64, .fail = true};
        struct stream to = {.piece = 1};
        assert_int_equal(age_decrypt_stream(&unlock, stream_read, &in, stream_write, &to, &err),
                         AGE_OTHER_FAILURE);
        buf_free(&to.to);
    }
    buf_free(&file);
}

/* A stanza whose body never ends, as a stream can be without end. */
static long endless_read(void *bytes, size_t n, void *payload)
{
    static const char begin[] = "age-encryption.org/v1\n-> grease x\n";
    size_t *given = payload;
    char *out = bytes;
    for (size_t i = 0; i < n; i++, ++*given)
        out[i] = *given < sizeof begin - 1                  ? begin[*given]
                 : (*given - (sizeof begin - 1)) % 65 == 64 ? '\n'
                                                            : 'A';
    return (long)n;
}

static void test_a_header_ends_somewhere(void **state)
{
    (void)state;
    struct pair p = pair_make();
    struct error err = {0};
    const struct age_unlock unlock = {.identities = &p.identity, .identity_count = 1};
    struct stream out = {.piece = 1};
    size_t given = 0;
    alarm(300); /* without the limit it would go on until memory ran out */
    assert_int_equal(age_decrypt_stream(&unlock, endless_read, &given, stream_write, &out, &err),
                     AGE_HEADER_FAILURE);
    alarm(0);
    assert_non_null(strstr(err.message, "too long"));
    assert_in_range(given, 256 << 10, 512 << 10);
    assert_int_equal(out.to.len, 0);
    buf_free(&out.to);
}

int main(void)
{
    if (seal_init(NULL))
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_identity_text),
        cmocka_unit_test(test_wrong_texts_are_refused),
        cmocka_unit_test(test_identity_files),
        cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_every_bit_matters),
        cmocka_unit_test(test_many_recipients),
        cmocka_unit_test(test_passphrase_and_armour),
        cmocka_unit_test(test_locks_that_make_no_sense),
        cmocka_unit_test(test_failing_streams),
        cmocka_unit_test(test_a_header_ends_somewhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * seal/age against the C2SP vectors: for each file the stated outcome, and the SHA-256 of all the
 * plaintext that was released, also where it failed later. Reads $INWORK_AGE_VECTORS or
 * ../shared/vectors/age. Files that need a post-quantum identity are counted, not run.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <zlib.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/seal/age.h"
#include "inwork/seal/hash.h"
#include "inwork/seal/secret.h"
#include "run_program.h"

/* As published; a set that grows must be looked at. */
enum { VECTORS = 143, POST_QUANTUM = 19, KEYS_MAX = 4 };

struct vector {
    char name[256];
    char expect[32];
    char payload[HASH_HEX];
    struct age_identity identities[KEYS_MAX];
    size_t identity_count;
    struct secret passphrases[KEYS_MAX];
    size_t passphrase_count;
    bool armored, compressed, post_quantum;
    struct buf file;
};

static const char *folder(void)
{
    const char *given = getenv("INWORK_AGE_VECTORS");
    return given && *given ? given : "../shared/vectors/age";
}

static bool key_is(const char *line, const char *key, const char **value)
{
    size_t n = strlen(key);
    if (strncmp(line, key, n) != 0 || strncmp(line + n, ": ", 2) != 0)
        return false;
    *value = line + n + 2;
    return true;
}

static void take_line(struct vector *v, const char *line)
{
    const char *value = NULL;
    if (key_is(line, "expect", &value)) {
        (void)snprintf(v->expect, sizeof v->expect, "%s", value);
    } else if (key_is(line, "payload", &value)) {
        (void)snprintf(v->payload, sizeof v->payload, "%s", value);
    } else if (key_is(line, "identity", &value)) {
        if (strncmp(value, "AGE-SECRET-KEY-PQ-", 18) == 0) {
            v->post_quantum = true;
            return;
        }
        assert_true(v->identity_count < KEYS_MAX);
        assert_int_equal(
            age_identity_parse(&v->identities[v->identity_count++], value, strlen(value), NULL), 0);
    } else if (key_is(line, "passphrase", &value)) {
        assert_true(v->passphrase_count < KEYS_MAX);
        assert_int_equal(
            secret_set(&v->passphrases[v->passphrase_count++], value, strlen(value), NULL), 0);
    } else if (key_is(line, "armored", &value)) {
        assert_string_equal(value, "yes");
        v->armored = true;
    } else if (key_is(line, "compressed", &value)) {
        assert_string_equal(value, "zlib");
        v->compressed = true;
    } else if (!key_is(line, "file key", &value) && !key_is(line, "comment", &value)) {
        fail_msg("%s: a line that this test does not know: %s", v->name, line);
    }
}

static void load(struct vector *v, const char *name)
{
    struct buf text = BUF_ZERO, line = BUF_ZERO;
    *v = (struct vector){0};
    (void)snprintf(v->name, sizeof v->name, "%s", name);
    scratch_read(folder(), name, &text);
    size_t at = 0;
    for (;;) {
        const char *end = memchr(text.data + at, '\n', text.len - at);
        assert_non_null(end);
        size_t n = (size_t)(end - (text.data + at));
        buf_clear(&line);
        buf_append(&line, text.data + at, n);
        at += n + 1;
        if (n == 0)
            break;
        take_line(v, buf_text(&line));
    }
    buf_append(&v->file, text.data + at, text.len - at);
    assert_int_equal(buf_ok(&v->file, NULL), 0);
    buf_free(&text);
    buf_free(&line);
}

static void unload(struct vector *v)
{
    for (size_t i = 0; i < v->passphrase_count; i++)
        secret_clear(&v->passphrases[i]);
    buf_free(&v->file);
}

/* The file's bytes, inflated on the way where they are compressed, in pieces of odd sizes. */
struct source {
    z_stream inflate;
    bool compressed;
    size_t calls;
};

static long read_source(void *bytes, size_t n, void *payload)
{
    struct source *s = payload;
    size_t most = s->calls++ % 7 * 1009 + 1;
    if (n > most)
        n = most;
    s->inflate.next_out = bytes;
    s->inflate.avail_out = (uInt)n;
    if (s->compressed) {
        int result = inflate(&s->inflate, Z_NO_FLUSH);
        if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
            return -1;
    } else {
        uInt part = s->inflate.avail_in < (uInt)n ? s->inflate.avail_in : (uInt)n;
        if (part > 0)
            memcpy(bytes, s->inflate.next_in, part);
        s->inflate.next_in += part;
        s->inflate.avail_in -= part;
        s->inflate.avail_out -= part;
    }
    return (long)(n - s->inflate.avail_out);
}

static int keep(const void *bytes, size_t n, void *payload)
{
    struct buf *out = payload;
    buf_append(out, bytes, n);
    return out->failed ? -1 : 0;
}

static const char *outcome_name(enum age_outcome outcome)
{
    switch (outcome) {
    case AGE_SUCCESS:
        return "success";
    case AGE_NO_MATCH:
        return "no match";
    case AGE_HMAC_FAILURE:
        return "HMAC failure";
    case AGE_HEADER_FAILURE:
        return "header failure";
    case AGE_PAYLOAD_FAILURE:
        return "payload failure";
    case AGE_ARMOR_FAILURE:
        return "armor failure";
    case AGE_OTHER_FAILURE:
        break;
    }
    return "other failure";
}

/* Whether the reader does with it what the vector says. */
static bool run(struct vector *v)
{
    struct source source = {.compressed = v->compressed};
    struct buf plain = BUF_ZERO;
    struct error err = {0};
    source.inflate.next_in = (Bytef *)v->file.data;
    source.inflate.avail_in = (uInt)v->file.len;
    if (v->compressed)
        assert_int_equal(inflateInit(&source.inflate), Z_OK);
    const struct age_unlock unlock = {.identities = v->identities,
                                      .identity_count = v->identity_count,
                                      .passphrases = v->passphrases,
                                      .passphrase_count = v->passphrase_count,
                                      .armored = v->armored};
    enum age_outcome outcome =
        age_decrypt_stream(&unlock, read_source, &source, keep, &plain, &err);
    if (v->compressed)
        (void)inflateEnd(&source.inflate);
    bool right = strcmp(outcome_name(outcome), v->expect) == 0;
    if (!right)
        print_error("%s: expected %s, got %s (%s)\n", v->name, v->expect, outcome_name(outcome),
                    err.message);
    /* Without a stated hash nothing may have been released. */
    char hex[HASH_HEX];
    uint8_t hash[HASH_BYTES];
    hash_sha256(hash, plain.data, plain.len);
    hash_hex(hex, hash, sizeof hash);
    if (v->payload[0] ? strcmp(hex, v->payload) != 0 : plain.len > 0) {
        print_error("%s: released %zu bytes that are not the stated ones\n", v->name, plain.len);
        right = false;
    }
    if ((outcome == AGE_SUCCESS) != (err.message[0] == '\0')) {
        print_error("%s: outcome and message disagree: %s\n", v->name, err.message);
        right = false;
    }
    buf_free(&plain);
    return right;
}

static void test_vectors(void **state)
{
    (void)state;
    DIR *dir = opendir(folder());
    if (!dir) {
        print_message("skipped: no age vectors in %s\n", folder());
        skip();
    }
    struct vector v;
    unsigned all = 0, post_quantum = 0, right = 0;
    const struct dirent *entry = NULL;
    while ((entry = readdir(dir))) {
        if (entry->d_name[0] == '.')
            continue;
        load(&v, entry->d_name);
        all++;
        if (v.post_quantum)
            post_quantum++;
        else if (run(&v))
            right++;
        unload(&v);
    }
    assert_int_equal(closedir(dir), 0);
    print_message("%u vectors: %u as stated, %u post-quantum ones not run\n", all, right,
                  post_quantum);
    assert_int_equal(all, VECTORS);
    assert_int_equal(post_quantum, POST_QUANTUM);
    assert_int_equal(right, VECTORS - POST_QUANTUM);
}

int main(void)
{
    if (seal_init(NULL))
        return 1;
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_vectors)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

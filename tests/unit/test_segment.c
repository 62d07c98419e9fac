/* SPDX-License-Identifier: GPL-3.0-or-later
 * team/segment: paths, headers, and every way a segment is refused.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/seal/squeeze.h"
#include "inwork/seal/sshsig.h"
#include "inwork/team/segment.h"
#include "team_fixture.h"

#define TEAM "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define PREV "ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100"

struct sealed {
    struct device_keys device, other;
    struct age_identity key, wrong_key;
    struct age_recipient to;
    struct segment_header header;
    struct buf file, signature, plain;
    struct segment segment;
    bool no_key;
    struct error err;
};

static int set_up(void **state)
{
    struct sealed *s = calloc(1, sizeof *s);
    team_device(&s->device, 1);
    team_device(&s->other, 2);
    memset(s->key.x25519, 5, 32);
    memset(s->wrong_key.x25519, 6, 32);
    age_identity_recipient(&s->to, &s->key);
    s->header =
        (struct segment_header){.place = {.epoch = "0123abcd", .compartment = "casework", .n = 2},
                                .team = TEAM,
                                .generation = 1,
                                .prev = PREV,
                                .count = 2};
    device_id(s->header.place.device, &s->device.public);
    *state = s;
    return 0;
}

static int tear_down(void **state)
{
    struct sealed *s = *state;
    device_keys_clear(&s->device);
    device_keys_clear(&s->other);
    buf_free(&s->file);
    buf_free(&s->signature);
    buf_free(&s->plain);
    free(s);
    return 0;
}

static void seal(struct sealed *s, const char *lines)
{
    buf_clear(&s->file);
    buf_clear(&s->signature);
    assert_int_equal(segment_seal(&s->file, &s->signature, &s->header, lines, strlen(lines), &s->to,
                                  &s->device, &s->err),
                     0);
}

static int open_at(struct sealed *s, const struct segment_place *place,
                   const struct age_identity *key)
{
    return segment_open(&s->segment, &s->plain, &s->no_key, TEAM, place, s->device.public.ed25519,
                        s->file.data, s->file.len, s->signature.data, s->signature.len, key, 1,
                        &s->err);
}

static void there_and_back(void **state)
{
    struct sealed *s = *state;
    const char *line;
    size_t n;
    seal(s, "{\"a\":1}\n{\"b\":2}\n");
    assert_int_equal(open_at(s, &s->header.place, &s->key), 0);
    assert_int_equal(s->segment.header.count, 2);
    assert_int_equal(s->segment.header.generation, 1);
    assert_string_equal(s->segment.header.prev, PREV);
    assert_int_equal(strlen(s->segment.sha256), 64);
    size_t at = s->segment.entries;
    assert_true(segment_next(&s->segment, &at, &line, &n));
    assert_int_equal(n, 7);
    assert_memory_equal(line, "{\"a\":1}", 7);
    assert_true(segment_next(&s->segment, &at, &line, &n));
    assert_memory_equal(line, "{\"b\":2}", 7);
    assert_false(segment_next(&s->segment, &at, &line, &n));
}

static void small_ones_look_alike(void **state)
{
    struct sealed *s = *state;
    seal(s, "{}\n{}\n");
    size_t length = s->file.len;
    seal(s, "{\"a\":\"somewhat longer\"}\n{\"b\":\"than before\"}\n");
    assert_int_equal(s->file.len, length);
}

static void refuses_other_places(void **state)
{
    struct sealed *s = *state;
    struct segment_place place = s->header.place;
    seal(s, "{}\n{}\n");
    place.n = 3;
    assert_int_equal(open_at(s, &place, &s->key), -STATUS_DATA);
    assert_string_equal(s->err.message, "the segment stands at the place of another");
    place = s->header.place;
    memcpy(place.epoch, "0123abce", 9);
    assert_int_equal(open_at(s, &place, &s->key), -STATUS_DATA);
    place = s->header.place;
    memcpy(place.compartment, "directory", 10);
    assert_int_equal(open_at(s, &place, &s->key), -STATUS_DATA);
    place = s->header.place;
    device_id(place.device, &s->other.public);
    assert_int_equal(open_at(s, &place, &s->key), -STATUS_DATA);
    assert_string_equal(s->err.message, "the segment's header names another device");
    assert_int_equal(segment_open(&s->segment, &s->plain, &s->no_key, PREV, &s->header.place,
                                  s->device.public.ed25519, s->file.data, s->file.len,
                                  s->signature.data, s->signature.len, &s->key, 1, &s->err),
                     -STATUS_DATA);
    assert_string_equal(s->err.message, "the segment is of another team");
}

static void refuses_altered_files(void **state)
{
    struct sealed *s = *state;
    seal(s, "{}\n{}\n");
    for (size_t i = 0; i < s->file.len; i += 31) {
        s->file.data[i] ^= 4;
        assert_int_equal(open_at(s, &s->header.place, &s->key), -STATUS_REFUSED);
        assert_false(s->no_key);
        s->file.data[i] ^= 4;
    }
    assert_int_equal(segment_open(&s->segment, &s->plain, &s->no_key, TEAM, &s->header.place,
                                  s->other.public.ed25519, s->file.data, s->file.len,
                                  s->signature.data, s->signature.len, &s->key, 1, &s->err),
                     -STATUS_REFUSED);
    assert_int_equal(open_at(s, &s->header.place, &s->wrong_key), -STATUS_REFUSED);
    assert_true(s->no_key);
    assert_int_equal(open_at(s, &s->header.place, &s->key), 0);
}

/* Seal any plain text, properly signed: what a malicious member can do. */
static void seal_plain(struct sealed *s, const char *plain, size_t n)
{
    struct buf packed = {0};
    buf_clear(&s->file);
    buf_clear(&s->signature);
    assert_int_equal(squeeze_pack(&packed, plain, n, &s->err), 0);
    assert_int_equal(age_encrypt(&s->file, packed.data, packed.len, &s->to, 1, &s->err), 0);
    assert_int_equal(sshsig_sign(&s->signature, &s->device, SEGMENT_NAMESPACE, s->file.data,
                                 s->file.len, &s->err),
                     0);
    buf_free(&packed);
}

static void refuses_odd_headers(void **state)
{
    static const struct {
        const char *what, *with;
    } cases[] = {
        {"\"inwork\":1", "\"inwork\":2"},
        {"\"count\":2", "\"count\":3"},
        {"\"count\":2", "\"count\":-1"},
        {"\"count\":2", "\"count\":2,\"more\":1"},
        {"\"count\":2", "\"count\":2,\"count\":2"},
        {"\"count\":2", "\"count\":\"2\""},
        {"\"generation\":1", "\"generation\":0"},
        {"\"n\":2", "\"n\":1"},
        {"\"prev\":\"ff", "\"prev\":\"fg"},
        {"\"prev\":\"ff", "\"prev\":\"f"},
        {",\"prev\":\"" PREV "\"", ""},
        {"{\"inwork\"", "[{\"inwork\""},
    };
    struct sealed *s = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf plain = {0};
        segment_header_write(&plain, &s->header);
        char *at = strstr(plain.data, cases[i].what);
        assert_non_null(at);
        buf_splice(&plain, (size_t)(at - plain.data), strlen(cases[i].what), cases[i].with,
                   strlen(cases[i].with));
        buf_add(&plain, "\n{}\n{}\n");
        seal_plain(s, plain.data, plain.len);
        assert_int_equal(open_at(s, &s->header.place, &s->key), -STATUS_DATA);
        buf_free(&plain);
    }
    seal_plain(s, "", 0);
    assert_int_equal(open_at(s, &s->header.place, &s->key), -STATUS_DATA);
    seal_plain(s, "no line end", 11);
    assert_int_equal(open_at(s, &s->header.place, &s->key), -STATUS_DATA);
}

static void refuses_too_much(void **state)
{
    struct sealed *s = *state;
    char *lines = malloc(SEGMENT_LINES_MAX);
    memset(lines, 'a', SEGMENT_LINES_MAX);
    assert_int_equal(segment_seal(&s->file, &s->signature, &s->header, lines, SEGMENT_LINES_MAX,
                                  &s->to, &s->device, &s->err),
                     -STATUS_DATA);
    free(lines);
    /* 64 MiB of nothing in a few kilobytes. */
    size_t large = 64u << 20;
    char *zeros = calloc(1, large);
    seal_plain(s, zeros, large);
    free(zeros);
    assert_int_equal(open_at(s, &s->header.place, &s->key), -STATUS_DATA);
}

static void paths(void **state)
{
    struct sealed *s = *state;
    char path[SEGMENT_PATH_SIZE], long_path[400];
    struct segment_place place;
    bool signature;
    s->header.place.n = 0x2710;
    memcpy(s->header.place.device, "abcdefghijklmnopqrstuvwx", 25);
    segment_path(path, &s->header.place);
    assert_string_equal(path, "feeds/abcdefghijklmnopqrstuvwx/0123abcd/casework/0/2/7/1/02710.age");
    assert_true(segment_path_parse(&place, &signature, path));
    assert_false(signature);
    assert_int_equal(place.n, 0x2710);
    assert_string_equal(place.compartment, "casework");
    assert_true(segment_path_parse(
        &place, &signature,
        "feeds/abcdefghijklmnopqrstuvwx/0123abcd/casework/f/f/f/f/fffff.age.sig"));
    assert_true(signature);
    assert_int_equal(place.n, 0xfffff);
    static const char *const wrong[] = {
        "",
        "feeds/",
        "feeds/abcdefghijklmnopqrstuvwx/0123abcd/casework/0/2/7/1/02710",
        "feeds/abcdefghijklmnopqrstuvwx/0123abcd/casework/0/2/7/1/02720.age",
        "feeds/abcdefghijklmnopqrstuvwx/0123abcd/casework/0/0/0/0/00000.age",
        "feeds/abcdefghijklmnopqrstuvwx/0123abcd/casework/0/2/7/1/0271A.age",
        "feeds/abcdefghijklmnopqrstuvwx/0123ABCD/casework/0/2/7/1/02710.age",
        "feeds/abcdefghijklmnopqrstuvw/0123abcd/casework/0/2/7/1/02710.age",
        "feeds/abcdefghijklmnopqrstuvwx/0123abcd/../0/2/7/1/02710.age",
        "feeds/abcdefghijklmnopqrstuvwx/0123abcd/casework/02710.age",
        "feeds//0123abcd/casework/0/2/7/1/02710.age",
        "feeds/abcdefghijklmnopqrstuvwx/0123abcd/casework/0/2/7/1/02710.age.sig.sig",
        "x/feeds/abcdefghijklmnopqrstuvwx/0123abcd/casework/0/2/7/1/02710.age",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(segment_path_parse(&place, &signature, wrong[i]));
    memset(long_path, 'a', sizeof long_path);
    memcpy(long_path, "feeds/", 6);
    long_path[sizeof long_path - 1] = 0;
    assert_false(segment_path_parse(&place, &signature, long_path));
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        T(there_and_back),
        T(small_ones_look_alike),
        T(refuses_other_places),
        T(refuses_altered_files),
        T(refuses_odd_headers),
        T(refuses_too_much),
        T(paths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * base/json: what is refused, what is read, what is written.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/json.h"

static struct json *parse(const char *text)
{
    struct json *v = NULL;
    struct error err = {0};
    if (json_parse(&v, text, strlen(text), 5, &err) != 0)
        fail_msg("%s: %s", text, err.message);
    return v;
}

static void test_refusals(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",
        "{",
        "{}{}",
        "{} x",
        "{\"a\":1,\"a\":2}",
        "{\"a\":1,}",
        "{'a':1}",
        "[1,]",
        "nul",
        "\"\\u0000\"",
        "{\"a\\u0000\":1}",
        "\"\\ud800\"",
        "\"\\ud800\\u0041\"",
        "\"\\udc00\"",
        "\"\xFF\"",
        "\"\xED\xA0\x80\"",
        "\"\xC0\x80\"",
        "\"tab\there\"",
        "\"line\nend\"",
        "\"never closed",
        "\"\\x\"",
        "01",
        "+1",
        ".5",
        "NaN",
        "99999999999999999999",
        "[[[[[[1]]]]]]",
        "\xEF\xBB\xBF{}",
        "/* no */ {}",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct json *v = NULL;
        struct error err = {0};
        int status = json_parse(&v, bad[i], strlen(bad[i]), 5, &err);
        if (status != -STATUS_DATA || v || err.message[0] == '\0')
            fail_msg("not refused: %s", bad[i]);
    }
    struct json *v = NULL;
    assert_int_equal(json_parse(&v, "\"a\0b\"", 5, 5, NULL), -STATUS_DATA);
    assert_int_equal(json_parse(&v, "{}\0", 3, 5, NULL), -STATUS_DATA);
    assert_int_equal(json_parse(&v, "[1", 2, 5, NULL), -STATUS_DATA);
}

static void test_depth_counts_only_real_brackets(void **state)
{
    (void)state;
    struct json *v = NULL;
    assert_int_equal(json_parse(&v, "[[1]]", 5, 1, NULL), -STATUS_DATA);
    assert_int_equal(json_parse(&v, "[[1]]", 5, 2, NULL), 0);
    json_free(v);
    v = parse("[\"[[[[[[{{{{\\\"[[[[[\", \"\\\\\", [[[[]]]], {}, {}, {}, {}, {}]");
    assert_int_equal(json_count(v), 8);
    json_free(v);
    struct buf deep = BUF_ZERO;
    for (int i = 0; i < 1000000; i++)
        buf_push(&deep, '[');
    assert_int_equal(json_parse(&v, deep.data, deep.len, 5, NULL), -STATUS_DATA);
    buf_free(&deep);
}

static void test_reading(void **state)
{
    (void)state;
    struct json *v =
        parse("{\"z\":\"caf\\u00e9 \\ud83d\\ude42\",\"n\":-9223372036854775808,\"r\":1.0,"
              "\"t\":true,\"o\":null,\"a\":[1,\"two\",[]],\"m\":{\"x\":{}}}");
    size_t length = 0;
    assert_string_equal(json_text(json_member(v, "z"), &length), "café 🙂");
    assert_int_equal(length, 10);
    int64_t n = 0;
    assert_true(json_int(&n, json_member(v, "n")));
    assert_true(n == INT64_MIN);
    assert_false(json_int(&n, json_member(v, "r")));
    assert_int_equal(json_kind_of(json_member(v, "r")), JSON_KIND_OTHER);
    bool t = false;
    assert_true(json_bool(&t, json_member(v, "t")) && t);
    assert_int_equal(json_kind_of(json_member(v, "o")), JSON_KIND_NULL);
    assert_int_equal(json_kind_of(json_member(v, "missing")), JSON_KIND_NULL);
    assert_null(json_member(v, "missing"));
    const struct json *a = json_member(v, "a");
    assert_int_equal(json_count(a), 3);
    assert_string_equal(json_text(json_at(a, 1), NULL), "two");
    assert_null(json_at(a, 3));
    assert_null(json_text(json_at(a, 0), NULL));
    struct buf names = BUF_ZERO;
    struct json_walk w = {0};
    while (json_next(&w, v))
        buf_add(&names, w.name);
    assert_string_equal(buf_text(&names), "znrtoam");
    buf_free(&names);
    w = (struct json_walk){0};
    assert_false(json_next(&w, json_member(json_member(v, "m"), "x")));
    json_free(v);
    json_free(NULL);
}

static void test_needs(void **state)
{
    (void)state;
    struct json *v = parse("{\"v\":1,\"kind\":\"client\",\"set\":{},\"list\":[]}");
    struct error err = {0};
    const char *text = NULL;
    int64_t n = 0;
    const struct json *inner = NULL;
    assert_int_equal(json_need_text(&text, NULL, v, "kind", &err), 0);
    assert_string_equal(text, "client");
    assert_int_equal(json_need_int(&n, v, "v", &err), 0);
    assert_int_equal(json_need_object(&inner, v, "set", &err), 0);
    assert_int_equal(json_need_array(&inner, v, "list", &err), 0);
    assert_int_equal(json_need_text(&text, NULL, v, "v", &err), -STATUS_DATA);
    assert_string_equal(err.message, "the member \"v\" is not text");
    assert_int_equal(json_need_int(&n, v, "clock", &err), -STATUS_DATA);
    assert_string_equal(err.message, "the member \"clock\" is missing");
    assert_int_equal(json_only(v, "v kind set list", &err), 0);
    assert_int_equal(json_only(v, "v kinds kind2 set list", &err), -STATUS_DATA);
    assert_string_equal(err.message, "the member \"kind\" is unknown");
    assert_int_equal(json_only(json_member(v, "list"), "", &err), -STATUS_DATA);
    json_free(v);
}

static void test_writing(void **state)
{
    (void)state;
    struct buf b = BUF_ZERO;
    json_begin_object(&b);
    json_put_string(&b, "name", "Ann \"A\" \\ \n\t\r\b\f\x01 café");
    json_put_string(&b, "none", NULL);
    json_put_int(&b, "n", -5);
    json_put_bool(&b, "yes", true);
    json_add_name(&b, "list");
    json_begin_array(&b);
    json_add_string(&b, "a{");
    json_add_string(&b, "b[");
    json_add_int(&b, 7);
    json_begin_object(&b);
    json_end_object(&b);
    json_add_null(&b);
    json_end_array(&b);
    json_add_name(&b, "raw");
    json_add_text(&b, "x\0y\xFFz", 5);
    json_end_object(&b);
    buf_push(&b, '\n');
    json_begin_object(&b);
    json_end_object(&b);
    assert_string_equal(
        buf_text(&b), "{\"name\":\"Ann \\\"A\\\" \\\\ \\n\\t\\r\\b\\f\\u0001 café\",\"none\":null,"
                      "\"n\":-5,\"yes\":true,\"list\":[\"a{\",\"b[\",7,{},null],"
                      "\"raw\":\"x\\u0000y\xEF\xBF\xBDz\"}\n{}");
    buf_free(&b);
}

static void test_what_is_written_reads_back(void **state)
{
    (void)state;
    struct buf text = BUF_ZERO;
    struct buf b = BUF_ZERO;
    for (unsigned c = 1; c < 0x80; c++)
        buf_push(&text, (char)c);
    buf_add(&text, "\xC2\x80\xEF\xBF\xBF\xF4\x8F\xBF\xBF");
    json_add_text(&b, text.data, text.len);
    struct json *v = parse(buf_text(&b));
    size_t length = 0;
    const char *back = json_text(v, &length);
    assert_int_equal(length, text.len);
    assert_memory_equal(back, text.data, length);
    json_free(v);
    buf_free(&text);
    buf_free(&b);
}

/* jansson 2.14 alone would take the first three. */
static void test_a_nul_byte_is_refused_wherever_it_stands(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t n;
    } cases[] = {{"1\0", 2}, {"[1]\0", 4}, {"12\0 34", 6}, {"\0", 1}, {"\"a\0b\"", 5}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct json *v = NULL;
        struct error err = {0};
        assert_int_equal(json_parse(&v, cases[i].text, cases[i].n, 5, &err), -STATUS_DATA);
        assert_null(v);
        assert_non_null(strstr(err.message, "U+0000"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_nul_byte_is_refused_wherever_it_stands),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_depth_counts_only_real_brackets),
        cmocka_unit_test(test_reading),
        cmocka_unit_test(test_needs),
        cmocka_unit_test(test_writing),
        cmocka_unit_test(test_what_is_written_reads_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

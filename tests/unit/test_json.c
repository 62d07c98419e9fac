/* SPDX-License-Identifier: GPL-3.0-or-later
 * base/json: what is refused, what is read, what is written.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/json.h"
#include "json_oracle.h"

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

static void test_many_names(void **state)
{
    (void)state;
    struct buf b = BUF_ZERO;
    json_begin_object(&b);
    for (int i = 0; i < 50000; i++) {
        char name[16];
        (void)snprintf(name, sizeof name, "n%d", i * 7919 % 50000);
        json_put_int(&b, name, i);
    }
    size_t before = b.len;
    json_end_object(&b);
    struct json *v = parse(buf_text(&b));
    int64_t n = 0;
    assert_int_equal(json_count(v), 50000);
    assert_true(json_int(&n, json_member(v, "n7919")) && n == 1);
    json_free(v);
    buf_truncate(&b, before);
    json_put_int(&b, "n123", 1);
    json_end_object(&b);
    struct error err = {0};
    assert_int_equal(json_parse(&v, b.data, b.len, 5, &err), -STATUS_DATA);
    assert_non_null(strstr(err.message, "repeats a name"));
    buf_free(&b);
}

static void test_jansson_agrees(void **state)
{
    (void)state;
    static const char *const seeds[] = {
        "{\"v\":1,\"set\":{\"name\":{\"to\":[\"a\",\"b\"],\"over\":[]}},\"why\":null}",
        "[0,-0,1.5,-1e5,2E-3,9223372036854775807,-9223372036854775808,true,false,null]",
        "{\"caf\xC3\xA9\":\"\\u00e9\\ud83d\\ude42\\n\\/\\\\\",\"\":{},\"x\":[[],[[]],{}]}",
        " { \"a\" : [ 1 , 2 ] , \"b\" : \"\xF0\x9F\x99\x82\" } \n",
    };
    static const char bytes[] = "{}[]\",:\\0u1-+.eEtfn \n\xC3\xA9\xED\xA0\x80\xF0\x1F\x7F";
    uint32_t seed = 3;
    for (int round = 0; round < 40000; round++) {
        char text[128];
        const char *from = seeds[round % 4];
        size_t n = strlen(from);
        memcpy(text, from, n);
        for (int change = 0; change <= round % 3; change++) {
            seed = seed * 1664525u + 1013904223u;
            size_t at = (seed >> 8) % n;
            char c = bytes[(seed >> 16) % (sizeof bytes)];
            if (seed >> 30 == 0) {
                memmove(text + at, text + at + 1, n - at - 1);
                n--;
            } else if (seed >> 30 == 1 && n < sizeof text) {
                memmove(text + at + 1, text + at, n - at);
                text[at] = c;
                n++;
            } else {
                text[at] = c;
            }
        }
        if (!oracle_agrees(text, n))
            fail_msg("jansson disagrees on: %.*s", (int)n, text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_refusals),   cmocka_unit_test(test_depth_counts_only_real_brackets),
        cmocka_unit_test(test_reading),    cmocka_unit_test(test_needs),
        cmocka_unit_test(test_writing),    cmocka_unit_test(test_what_is_written_reads_back),
        cmocka_unit_test(test_many_names), cmocka_unit_test(test_jansson_agrees),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Every type of field: what people may write, what becomes of it, what is refused and why.
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
#include "inwork/model/field.h"

static const struct catalogue_choice choices[] = {
    {"red", "Red"}, {"pale_blue", "Pale blue, nearly grey"}, {"green", "Größer Grün"}};
static const struct field_context context = {.today = {2026, 9, 7}}; /* a Monday */

static struct catalogue_field field(enum field_type type)
{
    return (struct catalogue_field){.name = "answer",
                                    .label = "Answer",
                                    .type = type,
                                    .target = "client",
                                    .choices = choices,
                                    .choice_count = 3};
}

/* The canonical value as JSON; NULL when it is refused. */
static void reads(enum field_type type, const char *typed, const char *want, int line)
{
    const struct catalogue_field f = field(type);
    struct value v = {0};
    struct buf have = BUF_ZERO;
    struct error err = {0};
    int status = field_parse(&v, &f, typed, strlen(typed), &context, &err);
    if (want) {
        if (status != 0)
            fail_msg("line %d: “%s”: %s", line, typed, err.message);
        value_to_json(&have, &v);
        if (strcmp(buf_text(&have), want) != 0)
            fail_msg("line %d: “%s” became %s, not %s", line, typed, buf_text(&have), want);
    } else {
        if (status != -STATUS_DATA)
            fail_msg("line %d: “%s” gave %d", line, typed, status);
        assert_int_equal(strncmp(err.message, "answer: ", 8), 0);
        assert_int_equal(v.type, VALUE_NULL);
    }
    value_clear(&v);
    buf_free(&have);
}
#define R(type, typed, want) reads(FIELD_##type, typed, want, __LINE__)

static void texts(void **state)
{
    (void)state;
    R(TEXT, "  plain  ", "\"plain\"");
    R(TEXT, "", "null");
    R(TEXT, " \t ", NULL); /* a tab is no part of one line */
    R(TEXT, "   ", "null");
    R(TEXT, "Cafe\xCC\x81", "\"Caf\xC3\xA9\"");
    R(TEXT, "two\nlines", NULL);
    R(TEXT, "\x1b[1m", NULL);
    R(TEXT, "\xC2\x85", NULL);
    R(TEXT, "\xC3", NULL);
    R(LONG_TEXT, "two\r\nlines\n\n", "\"two\\nlines\"");
    R(LONG_TEXT, "tab\there", "\"tab\\there\"");
    R(LONG_TEXT, "\a", NULL);
    char long_text[5000];
    memset(long_text, 'a', sizeof long_text - 1);
    long_text[sizeof long_text - 1] = '\0';
    R(TEXT, long_text, NULL);
}

static void dates_and_times(void **state)
{
    (void)state;
    R(DATE, "7/9/2026", "\"2026-09-07\"");
    R(DATE, "2026-09-07", "\"2026-09-07\"");
    R(DATE, "today", "\"2026-09-07\"");
    R(DATE, "fri", "\"2026-09-11\"");
    R(DATE, "+2w", "\"2026-09-21\"");
    R(DATE, "29/2/2026", NULL);
    R(DATE, "1/1/26", NULL);
    R(DATE, "then", NULL);
    R(TIME, "2pm", "\"14:00\"");
    R(TIME, "9:30", "\"09:30\"");
    R(TIME, "25:00", NULL);
    R(TIME, "9", NULL);
}

static void choosing(void **state)
{
    (void)state;
    R(YES_NO, "Y", "\"yes\"");
    R(YES_NO, "no", "\"no\"");
    R(YES_NO, "TRUE", "\"yes\"");
    R(YES_NO, "maybe", NULL);
    R(ONE_OF, "red", "\"red\"");
    R(ONE_OF, " RED ", "\"red\"");
    R(ONE_OF, "pale blue, nearly GREY", "\"pale_blue\"");
    R(ONE_OF, "grosser grun", "\"green\"");
    R(ONE_OF, "blue", NULL);
    R(ONE_OF, "red,green", NULL);
    R(SEVERAL_OF, "red", "[\"red\"]");
    R(SEVERAL_OF, "red, green ,red", "[\"green\",\"red\"]");
    R(SEVERAL_OF, "Pale blue, nearly grey", "[\"pale_blue\"]");
    R(SEVERAL_OF, "Pale blue, nearly grey; Red", "[\"pale_blue\",\"red\"]");
    R(SEVERAL_OF, "red,,", "[\"red\"]");
    R(SEVERAL_OF, " , ", "null");
    R(SEVERAL_OF, "red,blue", NULL);
}

static void numbers(void **state)
{
    (void)state;
    R(NUMBER, "12", "\"12\"");
    R(NUMBER, "0012.50", "\"12.5\"");
    R(NUMBER, "1,234,567", "\"1234567\"");
    R(NUMBER, "12 000", "\"12000\"");
    R(NUMBER, "-3", "\"-3\"");
    R(NUMBER, "-0.0", "\"0\"");
    R(NUMBER, "0", "\"0\"");
    R(NUMBER, "1,23", NULL);
    R(NUMBER, "1,2345", NULL);
    R(NUMBER, "12.", NULL);
    R(NUMBER, ".5", NULL);
    R(NUMBER, "1e3", NULL);
    R(NUMBER, "0x10", NULL);
    R(NUMBER, "12 hours", NULL);
    R(NUMBER, "1234567890123456", NULL);
    R(MONEY, "0 024", "\"24.00\"");
    R(NUMBER, "0,024", "\"24\"");
    R(NUMBER, "0,000", "\"0\"");
    R(MONEY, "£1,234.5", "\"1234.50\"");
    R(MONEY, "£ 12", "\"12.00\"");
    R(MONEY, "0.99", "\"0.99\"");
    R(MONEY, "12.345", NULL);
    R(MONEY, "-5", NULL);
    R(MONEY, "$5", NULL);
}

static void ways_to_reach(void **state)
{
    (void)state;
    R(PHONE, "01632  960 001", "\"01632 960 001\"");
    R(PHONE, "+44 (0)1632 960001 ext 4", "\"+44 (0)1632 960001 ext 4\"");
    R(PHONE, "none", NULL);
    R(PHONE, "12", NULL);
    R(EMAIL, "ada@example.org", "\"ada@example.org\"");
    R(EMAIL, "ada+work@mail.example.org", "\"ada+work@mail.example.org\"");
    R(EMAIL, "ada", NULL);
    R(EMAIL, "ada@", NULL);
    R(EMAIL, "@example.org", NULL);
    R(EMAIL, "ada@example", NULL);
    R(EMAIL, "ada@@example.org", NULL);
    R(EMAIL, "ada@example..org", NULL);
    R(EMAIL, "ada@.org", NULL);
    R(EMAIL, "Ada <ada@example.org>", NULL);
    R(EMAIL, "a b@example.org", NULL);
    R(REFERENCE, "01ARZ3NDEKTSV4RRFFQ69G5FAV", "\"01ARZ3NDEKTSV4RRFFQ69G5FAV\"");
    R(REFERENCE, "01ARZ", NULL); /* no store to look it up in */
    R(REFERENCE, "", "null");
}

static void limits(void **state)
{
    (void)state;
    const struct catalogue_field f = field(FIELD_LONG_TEXT);
    struct buf text = BUF_ZERO;
    struct value v = {0};
    struct error err = {0};
    for (size_t i = 0; i < VALUE_MAX_BYTES; i++)
        buf_push(&text, 'a');
    assert_int_equal(field_parse(&v, &f, buf_text(&text), text.len, &context, &err), 0);
    buf_push(&text, 'a');
    assert_int_equal(field_parse(&v, &f, buf_text(&text), text.len, &context, &err), -STATUS_DATA);
    assert_int_equal(v.type, VALUE_NULL);
    assert_int_equal(field_parse(&v, &f, "a\0b", 3, &context, &err), -STATUS_DATA);
    buf_free(&text);
    value_clear(&v);
}

static void from_json(enum field_type type, const char *json, const char *want, int line)
{
    const struct catalogue_field f = field(type);
    struct value v = {0};
    struct buf have = BUF_ZERO;
    struct error err = {0};
    struct json *parsed = NULL;
    assert_int_equal(json_parse(&parsed, json, strlen(json), 3, &err), 0);
    int status = field_parse_json(&v, &f, parsed, &context, &err);
    if (want) {
        value_to_json(&have, &v);
        if (status != 0 || strcmp(buf_text(&have), want) != 0)
            fail_msg("line %d: %s became %s (%s)", line, json, buf_text(&have), err.message);
    } else if (status != -STATUS_DATA || v.type != VALUE_NULL) {
        fail_msg("line %d: %s gave %d", line, json, status);
    }
    json_free(parsed);
    value_clear(&v);
    buf_free(&have);
}
#define J(type, json, want) from_json(FIELD_##type, json, want, __LINE__)

static void json_values(void **state)
{
    (void)state;
    J(TEXT, "\"x\"", "\"x\"");
    J(TEXT, "null", "null");
    J(TEXT, "[\"x\"]", NULL);
    J(TEXT, "{}", NULL);
    J(TEXT, "true", NULL);
    J(NUMBER, "12", "\"12\"");
    J(NUMBER, "1.5", NULL); /* floating point would not say what was written */
    J(NUMBER, "\"1.5\"", "\"1.5\"");
    J(YES_NO, "true", "\"yes\"");
    J(YES_NO, "false", "\"no\"");
    J(SEVERAL_OF, "[\"red\",\"green\",\"red\"]", "[\"green\",\"red\"]");
    J(SEVERAL_OF, "[]", "null");
    J(SEVERAL_OF, "\"red\"", "[\"red\"]");
    J(SEVERAL_OF, "[\"blue\"]", NULL);
    J(SEVERAL_OF, "[1]", NULL);
    J(SEVERAL_OF, "[\"red\",\"blue\"]", NULL);
}

static void shows(enum field_type type, const char *canonical, const char *want)
{
    const struct catalogue_field f = field(type);
    struct value v = {0};
    struct buf have = BUF_ZERO;
    assert_int_equal(value_from_json(&v, canonical, strlen(canonical), NULL), 0);
    field_show(&have, &f, &v);
    assert_string_equal(buf_text(&have), want);
    buf_free(&have);
    value_clear(&v);
}

static void showing(void **state)
{
    (void)state;
    shows(FIELD_ONE_OF, "\"pale_blue\"", "Pale blue, nearly grey");
    shows(FIELD_ONE_OF, "\"of_a_newer_version\"", "of_a_newer_version");
    shows(FIELD_SEVERAL_OF, "[\"green\",\"red\"]", "Größer Grün, Red");
    shows(FIELD_DATE, "\"2026-09-07\"", "Mon 7 Sep 2026");
    shows(FIELD_DATE, "\"soon\"", "soon");
    shows(FIELD_YES_NO, "\"yes\"", "Yes");
    shows(FIELD_MONEY, "\"12.50\"", "£12.50");
    shows(FIELD_TEXT, "null", "");
}

/* What help and paper forms say is accepted is accepted: every example after the colon. */
static void examples(void **state)
{
    (void)state;
    for (int type = FIELD_TEXT; type <= FIELD_REFERENCE; type++) {
        const char *says = field_accepts((enum field_type)type);
        assert_true(strlen(says) > 0 && strlen(says) < 160);
        const char *at = strchr(says, ':');
        bool listed = type == FIELD_DATE || type == FIELD_TIME || type == FIELD_NUMBER ||
                      type == FIELD_MONEY || type == FIELD_PHONE || type == FIELD_EMAIL;
        assert_int_equal(listed, at != NULL && at[1] != '\0');
        size_t n = 0;
        while (listed && at != NULL && *at != '\0') {
            at += strspn(at, ":, ");
            char example[64];
            const char *next = strstr(at, ", ");
            size_t length = next ? (size_t)(next - at) : strlen(at) - 1; /* the full stop */
            assert_true(length > 0 && length < sizeof example);
            memcpy(example, at, length);
            example[length] = '\0';
            struct catalogue_field f = field((enum field_type)type);
            struct value v = {0};
            struct error err = {0};
            if (field_parse(&v, &f, example, length, &context, &err) != 0)
                fail_msg("%s: “%s”: %s", field_type_name((enum field_type)type), example,
                         err.message);
            assert_int_equal(v.type, VALUE_TEXT);
            value_clear(&v);
            n++;
            at = next ? next : "";
        }
        assert_true(!listed || n > 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(examples),        cmocka_unit_test(texts),
        cmocka_unit_test(dates_and_times), cmocka_unit_test(choosing),
        cmocka_unit_test(numbers),         cmocka_unit_test(ways_to_reach),
        cmocka_unit_test(limits),          cmocka_unit_test(json_values),
        cmocka_unit_test(showing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

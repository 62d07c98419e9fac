/* SPDX-License-Identifier: GPL-3.0-or-later
 * base/utf8: validity, cleaning, folding, clusters, widths.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/utf8.h"

static void test_decode_is_strict(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "\x80",
        "\xC0\x80",
        "\xC1\xBF",
        "\xE0\x80\x80",
        "\xE0\x9F\xBF",
        "\xED\xA0\x80",
        "\xED\xBF\xBF",
        "\xF0\x80\x80\x80",
        "\xF0\x8F\xBF\xBF",
        "\xF4\x90\x80\x80",
        "\xF5\x80\x80",
        "\xFF",
        "\xC3",
        "\xE2\x82",
        "\xF0\x9F\x98",
        "\xC3\x28",
        "\xE2\x28\xA1",
        "\xE2\x82\x28",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        uint32_t code = 0;
        assert_int_equal(utf8_decode(&code, bad[i], strlen(bad[i])), 0);
        assert_false(utf8_valid(bad[i], strlen(bad[i])));
    }
    assert_true(utf8_valid("", 0));
    assert_true(utf8_valid("a\0b", 3));
    assert_int_equal(utf8_valid_length("0123456789abcdef\xFFz", 18), 16);
}

static void test_every_code_point_round_trips(void **state)
{
    (void)state;
    for (uint32_t c = 0; c < 0x110000; c++) {
        if (c >= 0xD800 && c < 0xE000)
            continue;
        char bytes[4];
        uint32_t back = 0;
        size_t n = utf8_encode(bytes, c);
        if (utf8_decode(&back, bytes, n) != n || back != c)
            fail_msg("U+%04X does not round-trip", c);
    }
    char bytes[4];
    assert_int_equal(utf8_encode(bytes, 0xD800), 3);
    assert_memory_equal(bytes, "\xEF\xBF\xBD", 3);
}

static void expect_clean(const char *in, bool multi_line, const char *out)
{
    struct buf b = BUF_ZERO;
    struct error err = {0};
    assert_int_equal(utf8_clean(&b, in, strlen(in), multi_line, &err), 0);
    assert_string_equal(buf_text(&b), out);
    buf_free(&b);
}

static void expect_refusal(const char *in, size_t n, bool multi_line, const char *message)
{
    struct buf b = BUF_ZERO;
    struct error err = {0};
    buf_add(&b, "kept");
    assert_int_equal(utf8_clean(&b, in, n, multi_line, &err), -STATUS_DATA);
    assert_string_equal(err.message, message);
    assert_true(err.hint[0] != '\0');
    assert_string_equal(buf_text(&b), "kept");
    buf_free(&b);
}

static void test_clean_at_the_door(void **state)
{
    (void)state;
    expect_clean("", false, "");
    expect_clean("Zoe\xCC\x88 \xF0\x9F\x99\x82", false, "Zo\xC3\xAB \xF0\x9F\x99\x82");
    expect_clean("a\r\nb\rc\n\td\xE2\x80\xA9"
                 "e",
                 true, "a\nb\nc\n\td\ne");
    expect_clean("\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", false, "\xED\x95\x9C");
    expect_refusal("a\tb", 3, false, "character 2: a control character, U+0009");
    expect_refusal("a\nb", 3, false, "character 2: a line break, U+000A");
    expect_refusal("a\0b", 3, false, "character 2: a control character, U+0000");
    expect_refusal("one\ntw\x1B[31m", 11, true, "line 2, character 3: a control character, U+001B");
    expect_refusal("\xC3\xA9\xC2\x85", 4, true, "line 1, character 2: a control character, U+0085");
    expect_refusal("caf\xE9", 4, false, "character 4: not UTF-8, byte 0xE9");
    expect_refusal("\x7F", 1, true, "line 1, character 1: a control character, U+007F");
}

static void test_piled_up_marks_are_refused_fast(void **state)
{
    (void)state;
    struct buf b = BUF_ZERO;
    struct buf out = BUF_ZERO;
    buf_add(&b, "a");
    for (int i = 0; i < 100000; i++)
        buf_add(&b, i % 2 ? "\xCC\x81" : "\xCC\xA3");
    assert_int_equal(utf8_clean(&out, b.data, b.len, true, NULL), -STATUS_DATA);
    assert_int_equal(out.len, 0);
    /* Of no combining class itself, each becomes two marks that are. */
    buf_clear(&b);
    buf_add(&b, "a");
    for (int i = 0; i < 80000; i++)
        buf_add(&b, "\xE0\xBD\xB3");
    assert_int_equal(utf8_clean(&out, b.data, b.len, true, NULL), -STATUS_DATA);
    assert_int_equal(out.len, 0);
    buf_free(&b);
    buf_free(&out);
}

static void expect_fold(const char *in, const char *out)
{
    struct buf b = BUF_ZERO;
    utf8_fold(&b, in, strlen(in));
    assert_string_equal(buf_text(&b), out);
    buf_free(&b);
}

static void test_fold(void **state)
{
    (void)state;
    expect_fold("Łukasz O’Brien–Müller", "lukasz o'brien-muller");
    expect_fold("STRASSE Straße", "strasse strasse");
    expect_fold("Søren Ærø Đorđe Þór Œuvre İstanbul ısı",
                "soren aero dorde thor oeuvre istanbul isi");
    expect_fold("Ñandú ÇA ŠŽ Ő", "nandu ca sz o");
    expect_fold("Zoe\xCC\x88", "zoe");
    expect_fold("Ёлка Йод", "елка иод");
    expect_fold("ΆΣΟΣ", "ασοσ");
    expect_fold("ﬁne ＡＢＣ １２", "fine abc 12");
    expect_fold("שָׁלוֹם", "שלום");
    expect_fold("مُحَمَّد", "محمد");
    /* Vowel signs and kana marks make other words; they stay. */
    expect_fold("กี่", "กี่");
    expect_fold("नमस्ते", "नमस्ते");
    expect_fold("bad\xFF\xC3", "bad\xEF\xBF\xBD\xEF\xBF\xBD");
    expect_fold("soft\xC2\xADhyphen", "softhyphen");
}

static void test_squeeze(void **state)
{
    (void)state;
    struct buf b = BUF_ZERO;
    utf8_squeeze(&b, "  Acme \t\t Widgets \r\n Ltd  ", 26);
    assert_string_equal(buf_text(&b), "Acme Widgets Ltd");
    buf_clear(&b);
    utf8_squeeze(&b, " \t ", 3);
    assert_string_equal(buf_text(&b), "");
    buf_free(&b);
}

/* Clusters written out by hand. */
static const char *const clusters[] = {
    "a",
    "e\xCC\x81",
    "\xC3\xA9",
    "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7", /* family */
    "\xF0\x9F\x87\xAC\xF0\x9F\x87\xA7", /* two flags in a row */
    "\xF0\x9F\x87\xAB\xF0\x9F\x87\xB7",
    "\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD", /* thumb with a skin tone */
    "\xE4\xB8\xAD",
    "\xED\x95\x9C",
    "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", /* the same in jamo */
    "\xE0\xB8\x81\xE0\xB8\xB5\xE0\xB9\x88", /* Thai with two marks */
    "\r\n",
    "\n",
    "\xD7\xA9\xD6\xB8\xD7\x81",
    "z",
};
static const int cluster_widths[] = {1, 1, 1, 6, 2, 2, 4, 2, 2, 2, 1, 0, 0, 1, 1};
#define CLUSTERS (sizeof clusters / sizeof *clusters)

static void test_clusters_and_widths(void **state)
{
    (void)state;
    struct buf b = BUF_ZERO;
    size_t starts[CLUSTERS + 1];
    size_t width = 0;
    for (size_t i = 0; i < CLUSTERS; i++) {
        starts[i] = b.len;
        buf_add(&b, clusters[i]);
        size_t n = strlen(clusters[i]);
        int w = utf8_cluster_width(clusters[i], n);
        if (w != cluster_widths[i])
            fail_msg("cluster %zu is %d wide, not %d", i, w, cluster_widths[i]);
        width += (size_t)w;
    }
    starts[CLUSTERS] = b.len;
    assert_int_equal(utf8_width(b.data, b.len), width);
    for (size_t i = 0; i < CLUSTERS; i++) {
        assert_int_equal(utf8_next(b.data, b.len, starts[i]), starts[i + 1]);
        assert_int_equal(utf8_previous(b.data, b.len, starts[i + 1]), starts[i]);
        for (size_t inside = starts[i]; inside < starts[i + 1]; inside++)
            assert_int_equal(utf8_floor(b.data, b.len, inside), starts[i]);
    }
    assert_int_equal(utf8_next(b.data, b.len, b.len), b.len);
    assert_int_equal(utf8_previous(b.data, b.len, 0), 0);
    assert_int_equal(utf8_floor(b.data, b.len, b.len + 5), b.len);
    buf_free(&b);
}

static void test_movement_survives_invalid_bytes(void **state)
{
    (void)state;
    uint32_t seed = 7;
    for (int round = 0; round < 300; round++) {
        char text[64];
        for (size_t i = 0; i < sizeof text; i++) {
            seed = seed * 1664525u + 1013904223u;
            text[i] = (char)(seed >> 24);
        }
        size_t stops[65];
        size_t count = 0;
        for (size_t at = 0; at < sizeof text; at = utf8_next(text, sizeof text, at))
            stops[count++] = at;
        size_t at = sizeof text;
        while (at > 0) {
            at = utf8_previous(text, sizeof text, at);
            assert_true(count > 0);
            assert_int_equal(at, stops[--count]);
        }
        assert_int_equal(count, 0);
    }
}

static void test_fit(void **state)
{
    (void)state;
    const char *text = "a\xE4\xB8\xAD\xE4\xB8\xAD"
                       "e\xCC\x81z";
    size_t n = strlen(text);
    assert_int_equal(utf8_fit(text, n, 0), 0);
    assert_int_equal(utf8_fit(text, n, 1), 1);
    assert_int_equal(utf8_fit(text, n, 2), 1);
    assert_int_equal(utf8_fit(text, n, 3), 4);
    assert_int_equal(utf8_fit(text, n, 6), 10);
    assert_int_equal(utf8_fit(text, n, 99), n);
}

static void test_words(void **state)
{
    (void)state;
    assert_true(utf8_is_word('a') && utf8_is_word('Z') && utf8_is_word('7'));
    assert_true(utf8_is_word(0xE9) && utf8_is_word(0x4E2D) && utf8_is_word(0x301));
    assert_false(utf8_is_word(' ') || utf8_is_word('-') || utf8_is_word(0x2013));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_decode_is_strict),
        cmocka_unit_test(test_every_code_point_round_trips),
        cmocka_unit_test(test_clean_at_the_door),
        cmocka_unit_test(test_piled_up_marks_are_refused_fast),
        cmocka_unit_test(test_fold),
        cmocka_unit_test(test_squeeze),
        cmocka_unit_test(test_clusters_and_widths),
        cmocka_unit_test(test_movement_survives_invalid_bytes),
        cmocka_unit_test(test_fit),
        cmocka_unit_test(test_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

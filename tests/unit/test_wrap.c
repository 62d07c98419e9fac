/* SPDX-License-Identifier: GPL-3.0-or-later
 * text/wrap: rows that tile, places that agree, slices that show the cursor.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "inwork/base/buf.h"
#include "inwork/base/clock.h"
#include "inwork/base/error.h"
#include "inwork/base/utf8.h"
#include "inwork/text/wrap.h"

/* Rows as bytes, in <>. */
static void expect(const char *text, size_t width, const char *rows)
{
    struct wrap w = {0};
    struct buf b = BUF_ZERO;
    assert_int_equal(wrap_text(&w, text, strlen(text), width, NULL), 0);
    for (size_t i = 0; i < w.count; i++) {
        buf_push(&b, '<');
        buf_append(&b, text + w.rows[i].start, w.rows[i].length);
        buf_push(&b, '>');
    }
    assert_string_equal(buf_text(&b), rows);
    buf_free(&b);
    wrap_clear(&w);
}

static void test_rows(void **state)
{
    (void)state;
    expect("", 10, "<>");
    expect("one", 10, "<one>");
    expect("one\n", 10, "<one\n><>");
    expect("\n\n", 10, "<\n><\n><>");
    expect("one two three", 7, "<one two ><three>");
    expect("one two three", 8, "<one two ><three>");
    expect("one two three", 6, "<one ><two ><three>");
    expect("abcdefghij", 4, "<abcd><efgh><ij>");
    expect("ab abcdefghij", 4, "<ab ><abcd><efgh><ij>");
    expect("abcd\nx", 4, "<abcd\n><x>");
    expect("abcd \nx", 4, "<abcd \n><x>");
    expect("abcd   x", 4, "<abcd ><  x>");
    expect("a\r\nb", 4, "<a\r\n><b>");
    expect("a\tb", 9, "<a\tb>");
    expect("a\tb", 8, "<a\t><b>");
    expect("漢字漢字", 5, "<漢字><漢字>");
    expect("ab漢字cd", 5, "<ab漢><字cd>");
    expect("x 👨‍👩‍👧 y", 5,
           "<x ><👨‍👩‍👧><"
           " y>");
    expect("e\xCC\x81"
           "e\xCC\x81"
           "e\xCC\x81",
           2,
           "<e\xCC\x81"
           "e\xCC\x81><e\xCC\x81>");
    expect("anything", 0, "<an><yt><hi><ng>");
}

static void test_drawing(void **state)
{
    (void)state;
    const char *text = "a\tb\x1B[31m\x7F\xC2\x9B\nword next";
    struct wrap w = {0};
    struct buf b = BUF_ZERO;
    assert_int_equal(wrap_text(&w, text, strlen(text), 40, NULL), 0);
    wrap_draw(&b, &w, text, strlen(text), 0);
    assert_string_equal(buf_text(&b), "a       b\xEF\xBF\xBD[31m\xEF\xBF\xBD\xEF\xBF\xBD");
    buf_clear(&b);
    wrap_draw(&b, &w, text, strlen(text), 1);
    assert_string_equal(buf_text(&b), "word next");
    buf_clear(&b);
    wrap_draw(&b, &w, text, strlen(text), 2);
    assert_string_equal(buf_text(&b), "");
    /* A hanging space is not drawn. */
    text = "word next";
    assert_int_equal(wrap_text(&w, text, strlen(text), 4, NULL), 0);
    wrap_draw(&b, &w, text, strlen(text), 0);
    assert_string_equal(buf_text(&b), "word");
    buf_free(&b);
    wrap_clear(&w);
}

static void expect_place(const struct wrap *w, const char *text, size_t offset, size_t row,
                         size_t column)
{
    size_t r = 99;
    size_t c = 99;
    wrap_locate(&r, &c, w, text, strlen(text), offset);
    assert_int_equal(r, row);
    assert_int_equal(c, column);
}

static void test_places(void **state)
{
    (void)state;
    const char *text = "one two\n\t漢x";
    struct wrap w = {0};
    assert_int_equal(wrap_text(&w, text, strlen(text), 5, NULL), 0);
    /* <one ><two\n><\t><漢x> */
    assert_int_equal(w.count, 4);
    expect_place(&w, text, 0, 0, 0);
    expect_place(&w, text, 3, 0, 3);
    expect_place(&w, text, 4, 1, 0);
    expect_place(&w, text, 7, 1, 3);
    expect_place(&w, text, 8, 2, 0);
    expect_place(&w, text, 9, 3, 0);
    expect_place(&w, text, 12, 3, 2);
    expect_place(&w, text, 13, 3, 3);
    size_t n = strlen(text);
    assert_int_equal(wrap_offset(&w, text, n, 0, 0), 0);
    assert_int_equal(wrap_offset(&w, text, n, 0, 99), 3);
    assert_int_equal(wrap_offset(&w, text, n, 1, 99), 7);
    assert_int_equal(wrap_offset(&w, text, n, 3, 1), 9);
    assert_int_equal(wrap_offset(&w, text, n, 3, 2), 12);
    assert_int_equal(wrap_offset(&w, text, n, 3, 99), 13);
    assert_int_equal(wrap_offset(&w, text, n, 99, 0), 9);
    wrap_clear(&w);
}

static uint32_t seed = 5;

static uint32_t pick(uint32_t below)
{
    seed = seed * 1664525u + 1013904223u;
    return (uint32_t)((uint64_t)seed * below >> 32);
}

static void random_text(struct buf *out, size_t pieces)
{
    static const char *const all[] = {"a",           "word ",
                                      "longer-word", "\n",
                                      "\t",          "  ",
                                      "中文",        "漢",
                                      "ภาษาไทย ",    "שלום ",
                                      "مرحبا",       "한국어",
                                      "🙂",        "👨‍👩‍👧",
                                      "e\xCC\x81",   "Привет, ",
                                      "\xFF",        "\r\n",
                                      "नमस्ते ",       "\xE2\x80\x8B"};
    for (size_t i = 0; i < pieces; i++)
        buf_add(out, all[pick(sizeof all / sizeof *all)]);
}

static void check_tiles(const struct wrap *w, const char *text, size_t n, size_t width)
{
    size_t at = 0;
    assert_true(w->count > 0);
    for (size_t i = 0; i < w->count; i++) {
        const struct wrap_row *row = &w->rows[i];
        assert_int_equal(row->start, at);
        assert_true(row->length > 0 || i + 1 == w->count);
        assert_true(row->visible <= row->length);
        at += row->length;
        assert_int_equal(utf8_floor(text, n, at), at);
        struct buf drawn = BUF_ZERO;
        wrap_draw(&drawn, w, text, n, i);
        assert_true(utf8_width(buf_text(&drawn), drawn.len) <= width);
        buf_free(&drawn);
        /* A newline ends its row. */
        for (size_t k = 0; k + 1 < row->length; k++)
            assert_int_not_equal(text[row->start + k], '\n');
    }
    assert_int_equal(at, n);
}

static void test_rows_tile_and_places_agree(void **state)
{
    (void)state;
    struct wrap w = {0};
    for (size_t round = 0; round < 3; round++) {
        struct buf b = BUF_ZERO;
        random_text(&b, 60);
        for (size_t width = 1; width <= 200; width++) {
            assert_int_equal(wrap_text(&w, b.data, b.len, width, NULL), 0);
            check_tiles(&w, b.data, b.len, width < 2 ? 2 : width);
            if (width > 24 && width % 25 != 0)
                continue;
            size_t last_row = 0;
            size_t last_column = 0;
            for (size_t at = 0;; at = utf8_next(b.data, b.len, at)) {
                size_t row;
                size_t column;
                wrap_locate(&row, &column, &w, b.data, b.len, at);
                assert_true(column <= w.width && row < w.count);
                assert_true(row > last_row || (row == last_row && column >= last_column));
                assert_true(at >= w.rows[row].start);
                last_row = row;
                last_column = column;
                if (at == b.len)
                    break;
            }
            for (size_t row = 0; row < w.count; row++) {
                for (size_t column = 0; column < w.width; column += 3) {
                    size_t there = wrap_offset(&w, b.data, b.len, row, column);
                    size_t back_row;
                    size_t back_column;
                    wrap_locate(&back_row, &back_column, &w, b.data, b.len, there);
                    assert_int_equal(back_row, row);
                    assert_true(back_column <= column);
                }
            }
        }
        buf_free(&b);
    }
    wrap_clear(&w);
}

static void test_slice(void **state)
{
    (void)state;
    const char *text = "0123456789";
    size_t first = 0;
    struct wrap_slice s = wrap_slice(&first, text, 10, 0, 5);
    assert_true(s.start == 0 && s.length == 5 && s.cursor_column == 0);
    assert_true(!s.more_left && s.more_right);
    s = wrap_slice(&first, text, 10, 4, 5);
    assert_true(first == 0 && s.cursor_column == 4);
    s = wrap_slice(&first, text, 10, 5, 5);
    assert_true(first == 1 && s.cursor_column == 4);
    s = wrap_slice(&first, text, 10, 10, 5);
    assert_true(first == 6 && s.length == 4 && s.cursor_column == 4 && s.more_left &&
                !s.more_right);
    s = wrap_slice(&first, text, 10, 7, 5); /* stays while the cursor is visible */
    assert_true(first == 6 && s.cursor_column == 1);
    s = wrap_slice(&first, text, 10, 2, 5);
    assert_true(first == 2 && s.cursor_column == 0);
    first = 6;
    s = wrap_slice(&first, text, 7, 7, 5); /* text was deleted: no empty space is kept */
    assert_true(first == 3 && s.length == 4 && s.cursor_column == 4);
    s = wrap_slice(&first, text, 3, 3, 5);
    assert_true(first == 0 && s.length == 3 && s.cursor_column == 3);
    first = 0;
    s = wrap_slice(&first, "漢字漢", 9, 6, 5); /* the wide character under the cursor is whole */
    assert_true(first == 3 && s.length == 6 && s.cursor_column == 2);
    assert_int_equal(wrap_slice_offset(&s, "漢字漢", 9, 0), 3);
    assert_int_equal(wrap_slice_offset(&s, "漢字漢", 9, 1), 3);
    assert_int_equal(wrap_slice_offset(&s, "漢字漢", 9, 2), 6);
    assert_int_equal(wrap_slice_offset(&s, "漢字漢", 9, 77), 9);
    struct buf b = BUF_ZERO;
    first = 0;
    s = wrap_slice(&first, "a\tb\x1Bz", 5, 0, 9);
    wrap_slice_draw(&b, &s, "a\tb\x1Bz");
    assert_string_equal(buf_text(&b), "a\xEF\xBF\xBD"
                                      "b\xEF\xBF\xBDz");
    buf_free(&b);
}

static void test_slices_always_show_the_cursor(void **state)
{
    (void)state;
    for (size_t round = 0; round < 60; round++) {
        struct buf b = BUF_ZERO;
        random_text(&b, 30);
        size_t first = pick((uint32_t)b.len + 10);
        for (size_t i = 0; i < 50; i++) {
            size_t columns = 1 + pick(60);
            size_t cursor = utf8_floor(b.data, b.len, pick((uint32_t)b.len + 1));
            struct wrap_slice s = wrap_slice(&first, b.data, b.len, cursor, columns);
            struct buf drawn = BUF_ZERO;
            wrap_slice_draw(&drawn, &s, b.data);
            assert_true(utf8_width(buf_text(&drawn), drawn.len) <= columns);
            assert_true(s.cursor_column < columns);
            assert_int_equal(s.start, first);
            assert_true(s.start <= cursor && s.start + s.length <= b.len);
            assert_int_equal(utf8_floor(b.data, b.len, s.start), s.start);
            buf_free(&drawn);
        }
        buf_free(&b);
    }
}

static void test_a_long_note_wraps_at_once(void **state)
{
    (void)state;
    struct buf b = BUF_ZERO;
    struct wrap w = {0};
    while (b.len < 200000)
        buf_add(&b, "Met Ada at the caf\xC3\xA9; she would rather begin with two mornings. ");
    int64_t began = clock_monotonic_ms();
    for (int i = 0; i < 5; i++)
        assert_int_equal(wrap_text(&w, b.data, b.len, 72, NULL), 0);
    int64_t took = clock_monotonic_ms() - began;
    print_message("200 kB wrapped in %.2f ms\n", (double)took / 5);
    assert_true(took / 5 < 200); /* generous: sanitizers, valgrind, a busy machine */
    /* No breaks at all, and nothing but marks, are linear too. */
    buf_clear(&b);
    for (int i = 0; i < 100000; i++)
        buf_add(&b, "\xCC\x81");
    began = clock_monotonic_ms();
    assert_int_equal(wrap_text(&w, b.data, b.len, 72, NULL), 0);
    assert_true(clock_monotonic_ms() - began < 2000);
    wrap_clear(&w);
    buf_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_drawing),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_rows_tile_and_places_agree),
        cmocka_unit_test(test_slice),
        cmocka_unit_test(test_slices_always_show_the_cursor),
        cmocka_unit_test(test_a_long_note_wraps_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

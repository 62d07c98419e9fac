/* SPDX-License-Identifier: GPL-3.0-or-later
 * text/edit: movement, deletion, paste, undo; and thousands of random edits against a plain string.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/utf8.h"
#include "inwork/text/edit.h"

static void type(struct text_edit *t, const char *text)
{
    struct error err = {0};
    /* Character by character, as keys arrive. */
    for (size_t at = 0, n = strlen(text); at < n;) {
        uint32_t code = 0;
        size_t length = utf8_decode(&code, text + at, n - at);
        if (text_edit_type(t, text + at, length, &err) != 0)
            fail_msg("%s", err.message);
        at += length;
    }
}

static void expect(const struct text_edit *t, const char *text, size_t cursor)
{
    assert_string_equal(text_edit_text(t), text);
    assert_int_equal(text_edit_length(t), strlen(text));
    assert_int_equal(t->cursor, cursor);
}

static void test_a_zeroed_text_works(void **state)
{
    (void)state;
    struct text_edit t = {0};
    expect(&t, "", 0);
    assert_false(text_edit_move(&t, TEXT_LEFT) || text_edit_move(&t, TEXT_WORD_RIGHT));
    assert_false(text_edit_delete(&t, TEXT_LEFT) || text_edit_delete(&t, TEXT_END));
    assert_false(text_edit_undo(&t) || text_edit_redo(&t) || t.modified);
    text_edit_place(&t, 99);
    type(&t, "a");
    expect(&t, "a", 1);
    text_edit_clear(&t);
    text_edit_clear(&t);
}

static void test_typing_is_undone_by_words(void **state)
{
    (void)state;
    struct text_edit t = {.multi_line = true};
    type(&t, "two words  here\nnew");
    assert_true(text_edit_undo(&t));
    expect(&t, "two words  here\n", 16);
    assert_true(text_edit_undo(&t));
    expect(&t, "two words  ", 11);
    assert_true(text_edit_undo(&t));
    expect(&t, "two ", 4);
    assert_true(text_edit_undo(&t));
    expect(&t, "", 0);
    assert_false(text_edit_undo(&t));
    while (text_edit_redo(&t))
        continue;
    expect(&t, "two words  here\nnew", 19);
    /* Moving, pausing and saving each end a run. */
    assert_true(text_edit_move(&t, TEXT_LEFT));
    type(&t, "x");
    text_edit_pause(&t);
    type(&t, "y");
    text_edit_mark_saved(&t);
    assert_false(t.modified);
    type(&t, "z");
    assert_true(t.modified);
    expect(&t, "two words  here\nnexyzw", 21);
    assert_true(text_edit_undo(&t));
    assert_false(t.modified);
    assert_true(text_edit_undo(&t));
    assert_true(t.modified);
    expect(&t, "two words  here\nnexw", 19);
    assert_true(text_edit_undo(&t));
    expect(&t, "two words  here\nnew", 18);
    /* A new edit forgets what was undone, the saved state included. */
    type(&t, "q");
    assert_false(text_edit_redo(&t));
    assert_true(text_edit_undo(&t));
    assert_true(t.modified);
    text_edit_clear(&t);
}

static void test_deleting_in_a_row_is_one_step(void **state)
{
    (void)state;
    struct text_edit t = {0};
    assert_int_equal(text_edit_set(&t, "abcdef", 6, NULL), 0);
    for (int i = 0; i < 3; i++)
        assert_true(text_edit_delete(&t, TEXT_LEFT));
    expect(&t, "abc", 3);
    assert_true(text_edit_undo(&t));
    expect(&t, "abcdef", 6);
    assert_true(text_edit_move(&t, TEXT_START));
    for (int i = 0; i < 2; i++)
        assert_true(text_edit_delete(&t, TEXT_RIGHT));
    expect(&t, "cdef", 0);
    assert_true(text_edit_undo(&t));
    expect(&t, "abcdef", 0);
    assert_false(t.modified);
    text_edit_clear(&t);
}

static void test_words_lines_and_ranges(void **state)
{
    (void)state;
    struct text_edit t = {.multi_line = true};
    const char *text = "don't stop, Zo\xC3\xAB!\nsecond line\n";
    assert_int_equal(text_edit_set(&t, text, strlen(text), NULL), 0);
    static const size_t left[] = {25, 18, 12, 6, 4, 0, 0};
    for (size_t i = 0; i < 7; i++) {
        (void)text_edit_move(&t, TEXT_WORD_LEFT);
        assert_int_equal(t.cursor, left[i]);
    }
    static const size_t right[] = {3, 5, 10, 16, 24, 29, 30, 30};
    for (size_t i = 0; i < 8; i++) {
        (void)text_edit_move(&t, TEXT_WORD_RIGHT);
        assert_int_equal(t.cursor, right[i]);
    }
    text_edit_place(&t, 20);
    assert_true(text_edit_move(&t, TEXT_LINE_START));
    assert_int_equal(t.cursor, 18);
    assert_false(text_edit_move(&t, TEXT_LINE_START));
    assert_true(text_edit_move(&t, TEXT_LINE_END));
    assert_int_equal(t.cursor, 29);
    assert_true(text_edit_delete(&t, TEXT_LINE_START));
    expect(&t, "don't stop, Zo\xC3\xAB!\n\n", 18);
    text_edit_place(&t, 15); /* inside ë */
    assert_int_equal(t.cursor, 14);
    assert_true(text_edit_delete(&t, TEXT_WORD_LEFT));
    expect(&t, "don't stop, \xC3\xAB!\n\n", 12);
    assert_true(text_edit_delete_range(&t, 13, 13 + 1)); /* both ends inside ë */
    expect(&t, "don't stop, !\n\n", 12);
    assert_false(text_edit_delete_range(&t, 5, 5));
    assert_false(text_edit_delete_range(&t, 99, 200));
    text_edit_clear(&t);
}

static void test_accents_compose_with_what_was_there(void **state)
{
    (void)state;
    struct text_edit t = {0};
    type(&t, "cafe");
    type(&t, "\xCC\x81");
    expect(&t, "caf\xC3\xA9", 5);
    type(&t, "s");
    assert_true(text_edit_undo(&t)); /* all one run of typing */
    expect(&t, "", 0);
    assert_true(text_edit_redo(&t));
    expect(&t, "caf\xC3\xA9s", 6);
    assert_true(text_edit_delete(&t, TEXT_LEFT) && text_edit_delete(&t, TEXT_LEFT));
    expect(&t, "caf", 3);
    /* Jamo become a syllable one after another. */
    type(&t, "\xE1\x84\x92");
    type(&t, "\xE1\x85\xA1");
    type(&t, "\xE1\x86\xAB");
    expect(&t, "caf\xED\x95\x9C", 6);
    assert_true(text_edit_delete(&t, TEXT_LEFT));
    expect(&t, "caf", 3);
    /* Taking out what stood between a letter and an accent joins them. */
    text_edit_clear(&t);
    t.multi_line = true;
    assert_int_equal(text_edit_set(&t, "e\n\xCC\x81x", 5, NULL), 0);
    text_edit_place(&t, 1);
    assert_true(text_edit_delete(&t, TEXT_RIGHT));
    assert_string_equal(text_edit_text(&t), "\xC3\xA9x");
    assert_true(text_edit_undo(&t));
    expect(&t, "e\n\xCC\x81x", 1);
    text_edit_clear(&t);
}

static void test_paste(void **state)
{
    (void)state;
    struct text_edit t = {.multi_line = true};
    struct error err = {0};
    size_t dropped = 0;
    type(&t, "a");
    const char *text = "one\r\ntwo\tthree\rfour\x1B[31m\x07 caf\x65\xCC\x81\n";
    assert_int_equal(text_edit_paste(&t, text, strlen(text), &dropped, &err), 0);
    assert_string_equal(text_edit_text(&t), "aone\ntwo\tthree\nfour[31m caf\xC3\xA9\n");
    assert_int_equal(dropped, 2);
    type(&t, "b");
    assert_true(text_edit_undo(&t));
    assert_true(text_edit_undo(&t));
    expect(&t, "a", 1);
    assert_int_equal(text_edit_paste(&t, "caf\xE9", 4, &dropped, &err), -STATUS_DATA);
    expect(&t, "a", 1);
    text_edit_clear(&t);
    t.multi_line = false;
    assert_int_equal(text_edit_paste(&t, "12 High St\r\nAnytown\t\r\n\r\n", 24, &dropped, &err), 0);
    expect(&t, "12 High St Anytown", 18);
    assert_int_equal(dropped, 0);
    assert_int_equal(text_edit_paste(&t, "\n", 1, NULL, &err), 0);
    expect(&t, "12 High St Anytown", 18);
    text_edit_clear(&t);
}

static void test_unclean_and_oversized_texts_change_nothing(void **state)
{
    (void)state;
    struct text_edit t = {0};
    struct error err = {0};
    assert_int_equal(text_edit_set(&t, "kept", 4, &err), 0);
    assert_int_equal(text_edit_set(&t, "\xFF", 1, &err), -STATUS_DATA);
    assert_int_equal(text_edit_type(&t, "\n", 1, &err), -STATUS_DATA);
    assert_int_equal(text_edit_type(&t, "\x1B", 1, &err), -STATUS_DATA);
    assert_int_equal(text_edit_replace_all(&t, "a\tb", 3, &err), -STATUS_DATA);
    char *big = malloc(TEXT_MAX + 1);
    assert_non_null(big);
    memset(big, 'x', TEXT_MAX + 1);
    assert_int_equal(text_edit_set(&t, big, TEXT_MAX + 1, &err), -STATUS_DATA);
    assert_int_equal(text_edit_paste(&t, big, TEXT_MAX - 3, NULL, &err), -STATUS_DATA);
    assert_non_null(strstr(err.message, "256 KiB"));
    expect(&t, "kept", 4);
    assert_false(t.modified || text_edit_undo(&t));
    assert_int_equal(text_edit_paste(&t, big, TEXT_MAX - 4, NULL, &err), 0);
    assert_int_equal(text_edit_length(&t), TEXT_MAX);
    assert_int_equal(text_edit_type(&t, "y", 1, &err), -STATUS_DATA);
    assert_int_equal(text_edit_replace_all(&t, "new", 3, &err), 0);
    assert_true(text_edit_undo(&t));
    assert_int_equal(text_edit_length(&t), TEXT_MAX);
    assert_true(text_edit_undo(&t));
    expect(&t, "kept", 4);
    free(big);
    text_edit_clear(&t);
}

static void test_old_undo_is_forgotten_not_memory(void **state)
{
    (void)state;
    struct text_edit t = {0};
    char *big = malloc(TEXT_MAX);
    assert_non_null(big);
    for (int i = 0; i < 90; i++) {
        memset(big, 'a' + i % 26, TEXT_MAX);
        assert_int_equal(text_edit_replace_all(&t, big, TEXT_MAX, NULL), 0);
    }
    assert_true(t.undo_bytes <= 16u * 1024 * 1024);
    int steps = 0;
    while (text_edit_undo(&t))
        steps++;
    assert_true(steps >= 20 && steps < 60);
    assert_true(t.modified); /* the state that was set is out of reach */
    free(big);
    text_edit_clear(&t);
}

/* Random edits. */

static uint32_t seed;

static uint32_t pick(uint32_t below)
{
    seed = seed * 1664525u + 1013904223u;
    return (uint32_t)((uint64_t)seed * below >> 32);
}

static const char *const pieces[] = {
    "a",
    "word",
    " ",
    "  ",
    "\n",
    ",",
    "-",
    "caf\xC3\xA9",
    "e\xCC\x81",
    "\xCC\x81",
    "\xCC\xA3",
    "Привет",
    "й",
    "中文",
    "漢",
    "ภาษาไทย",
    "\xE0\xB8\xB5",
    "שלום",
    "\xD6\xB8",
    "مرحبا",
    "\xD9\x8E",
    "한국어",
    "\xE1\x84\x92",
    "\xE1\x85\xA1",
    "\xE1\x86\xAB",
    "🙂",
    "👍🏽",
    "\xF0\x9F\x8F\xBD",
    "👨‍👩‍👧",
    "\xE2\x80\x8D",
    "🇬🇧",
    "\xF0\x9F\x87\xAB",
    "नमस्ते",
    "\xE0\xA5\x8D",
    "ﬁ",
    "Ω",
    "\xE2\x84\xA6",
};
#define PIECES (sizeof pieces / sizeof *pieces)

static void check(const struct text_edit *t, const struct buf *plain)
{
    const char *text = text_edit_text(t);
    size_t n = text_edit_length(t);
    assert_true(utf8_valid(text, n));
    assert_int_equal(utf8_floor(text, n, t->cursor), t->cursor);
    if (n != plain->len || memcmp(text, buf_text(plain), n) != 0)
        fail_msg("model and plain string differ:\n%s\n%s", text, buf_text(plain));
}

/* The same edit on a plain string: splice, then normalise the whole. */
static void plainly(struct buf *plain, size_t from, size_t to, const char *text)
{
    struct buf all = BUF_ZERO;
    buf_splice(plain, from, to - from, text, strlen(text));
    if (plain->len == 0)
        buf_reserve(plain, 0);
    assert_int_equal(utf8_nfc(&all, buf_text(plain), plain->len, NULL), 0);
    buf_free(plain);
    *plain = all;
}

static void random_edit(struct text_edit *t, struct buf *plain)
{
    size_t n = text_edit_length(t);
    size_t cursor = t->cursor;
    uint32_t what = pick(20);
    if (what < 10) {
        const char *piece = pieces[pick(PIECES)];
        plainly(plain, cursor, cursor, piece);
        struct error err = {0};
        int status = what < 8 ? text_edit_type(t, piece, strlen(piece), &err)
                              : text_edit_paste(t, piece, strlen(piece), NULL, &err);
        if (status != 0)
            fail_msg("%s", err.message);
    } else if (what < 13) {
        text_edit_place(t, pick((uint32_t)n + 1));
    } else if (what < 15) {
        (void)text_edit_move(t, (enum text_move)pick(8));
    } else if (what < 16) {
        size_t from = utf8_floor(text_edit_text(t), n, pick((uint32_t)n + 1));
        size_t to = utf8_next(text_edit_text(t), n, from);
        if (to > from) {
            plainly(plain, from, to, "");
            assert_true(text_edit_delete_range(t, from, to));
        }
    } else {
        enum text_move move = (enum text_move)pick(n > 400 ? 8 : 4);
        struct text_edit probe = *t; /* only to learn where the move leads */
        (void)text_edit_move(&probe, move);
        size_t to = probe.cursor;
        if (to != cursor)
            plainly(plain, to < cursor ? to : cursor, to < cursor ? cursor : to, "");
        assert_int_equal(text_edit_delete(t, move), to != cursor);
    }
}

static void test_random_edits_undone_and_redone(void **state)
{
    (void)state;
    for (uint32_t round = 0; round < 20; round++) {
        seed = round + 1;
        struct text_edit t = {.multi_line = true};
        struct buf plain = BUF_ZERO;
        for (int i = 0; i < 300; i++) {
            random_edit(&t, &plain);
            check(&t, &plain);
        }
        struct buf first = BUF_ZERO;
        buf_add(&first, text_edit_text(&t));
        size_t steps = 0;
        while (text_edit_undo(&t)) {
            assert_true(utf8_valid(text_edit_text(&t), text_edit_length(&t)));
            steps++;
        }
        assert_true(steps > 30);
        expect(&t, "", 0);
        assert_false(t.modified);
        while (text_edit_redo(&t)) {
            assert_int_equal(utf8_floor(text_edit_text(&t), text_edit_length(&t), t.cursor),
                             t.cursor);
            steps--;
        }
        assert_int_equal(steps, 0);
        assert_string_equal(text_edit_text(&t), buf_text(&first));
        /* Undo and redo mixed with editing keep in step too. */
        for (int i = 0; i < 100; i++) {
            for (uint32_t back = pick(5); back > 0; back--)
                (void)text_edit_undo(&t);
            for (uint32_t on = pick(3); on > 0; on--)
                (void)text_edit_redo(&t);
            buf_clear(&plain);
            buf_add(&plain, text_edit_text(&t));
            random_edit(&t, &plain);
            check(&t, &plain);
        }
        buf_free(&first);
        buf_free(&plain);
        text_edit_clear(&t);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_zeroed_text_works),
        cmocka_unit_test(test_typing_is_undone_by_words),
        cmocka_unit_test(test_deleting_in_a_row_is_one_step),
        cmocka_unit_test(test_words_lines_and_ranges),
        cmocka_unit_test(test_accents_compose_with_what_was_there),
        cmocka_unit_test(test_paste),
        cmocka_unit_test(test_unclean_and_oversized_texts_change_nothing),
        cmocka_unit_test(test_old_undo_is_forgotten_not_memory),
        cmocka_unit_test(test_random_edits_undone_and_redone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

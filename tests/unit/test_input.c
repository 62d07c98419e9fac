/* SPDX-License-Identifier: GPL-3.0-or-later
 * tui/input: the same keys for every way of cutting the bytes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tui/input_int.h"

static void feed(struct input *in, const char *bytes, size_t n)
{
    size_t room = 0;
    unsigned char *at = input_room(in, &room);
    assert_true(n <= room);
    memcpy(at, bytes, n);
    input_came(in, n);
}

/* Append what the keys were: characters as they are, others by name in <>, pastes in {}. */
static void take(struct input *in, struct buf *out)
{
    struct key k;
    while (input_next(in, &k)) {
        if (k.modifiers != 0) {
            buf_printf(out, "(%u)", k.modifiers);
        }
        if (k.code == INPUT_PASTE) {
            buf_printf(out, "{%s%s}", buf_text(&in->paste), in->paste_cut ? "…" : "");
        } else if (k.code == INPUT_INVALID) {
            buf_add(out, "<invalid>");
        } else if (k.text[0] != '\0') {
            buf_add(out, k.text);
        } else {
            buf_push(out, '<');
            input_name(out, k.code);
            buf_push(out, '>');
        }
    }
}

/* Feed the bytes in two pieces cut at every place, and one by one. */
static void expect_n(const char *bytes, size_t n, const char *keys)
{
    for (size_t cut = 0; cut <= n; cut++) {
        struct input in = {0};
        struct buf got = BUF_ZERO;
        feed(&in, bytes, cut);
        take(&in, &got);
        feed(&in, bytes + cut, n - cut);
        take(&in, &got);
        assert_string_equal(buf_text(&got), keys);
        buf_free(&got);
        input_clear(&in);
    }
    struct input in = {0};
    struct buf got = BUF_ZERO;
    for (size_t i = 0; i < n; i++) {
        feed(&in, bytes + i, 1);
        take(&in, &got);
    }
    assert_string_equal(buf_text(&got), keys);
    buf_free(&got);
    input_clear(&in);
}

static void expect(const char *bytes, const char *keys)
{
    expect_n(bytes, strlen(bytes), keys);
}

static void test_characters(void **state)
{
    (void)state;
    expect("abc Z~", "abc Z~");
    expect("é Ŵ 漢字 😀 ƙ e\xcc\x81", "é Ŵ 漢字 😀 ƙ e\xcc\x81");
    expect("\r\n\t\b\x7f\x13\x01", "<Enter><Enter><Tab><Backspace><Backspace><Ctrl-S><Ctrl-A>");
    expect_n("a\0b", 3, "ab");
}

static void test_bytes_that_are_no_text(void **state)
{
    (void)state;
    expect("a\xe9z", "a<invalid>z"); /* a lone Latin-1 letter takes nothing with it */
    expect("\xff\xc0\x80", "<invalid><invalid><invalid>");
    expect("\xed\xa0\x80x", "<invalid>x");         /* a surrogate */
    expect("\xc2\x9bx", "<invalid>x");             /* a C1 control: CSI to some terminals */
    expect("\xf0\x9f\x98\033[A", "<invalid><Up>"); /* cut off by a key */
    expect("\xf4\x90\x80\x80x", "<invalid>x");     /* above U+10FFFF */
}

static void test_sequences(void **state)
{
    (void)state;
    expect("\033[A\033[B\033OC\033OD", "<Up><Down><Right><Left>");
    expect("\033[1~\033[4~\033[7~\033[8~\033[H\033OF", "<Home><End><Home><End><Home><End>");
    expect("\033[3~\033[5~\033[6~\033[Z", "<Delete><PgUp><PgDn><Shift-Tab>");
    expect("\033OP\033[12~\033[[C\033[24~", "<F1><F2><F3><F12>");
    expect("\033[1;5C\033[1;2A\033[3;3~", "(4)<Right>(1)<Up>(2)<Delete>");
    expect("\033bx\033\x7f", "(2)bx(2)<Backspace>");
    expect("\033Oj\033Op\033Oy", "*09"); /* number pad */
}

static void test_unknown_sequences_are_swallowed(void **state)
{
    (void)state;
    expect("a\033[Ib\033[Oc\033[999~d\033[?1;2ce\033[5;9;9uf", "abcdef");
    expect("a\033[201~b", "ab"); /* a stray end of paste */
    expect("a\033[<0;10;20Mb", "ab");
    expect("a\033[1;2;3;4;5;6;7;8;9;10;11;12;13;14;15;16;17;18;19;20Ab", "ab");
    expect("a\033[12\033[Ab", "a<Up>b"); /* broken off by the next */
    expect("a\033[1\xc3\xa9"
           "b",
           "aéb");
}

static void test_escape_alone(void **state)
{
    (void)state;
    struct input in = {0};
    struct buf got = BUF_ZERO;
    struct key k;
    feed(&in, "\033", 1);
    take(&in, &got);
    assert_int_equal(got.len, 0);
    assert_int_equal(input_wait(&in, 100), 100);
    assert_true(input_paused(&in, &k));
    assert_int_equal(k.code, INPUT_ESCAPE);
    /* the tail of an arrow key on a slow line is not typed into a record */
    feed(&in, "[", 1);
    take(&in, &got);
    feed(&in, "A", 1);
    take(&in, &got);
    assert_int_equal(got.len, 0);
    feed(&in, "x", 1);
    take(&in, &got);
    assert_string_equal(buf_text(&got), "x");
    /* but a bracket typed after Esc is */
    buf_clear(&got);
    feed(&in, "\033", 1);
    take(&in, &got);
    assert_true(input_paused(&in, &k));
    feed(&in, "[", 1);
    take(&in, &got);
    assert_true(input_paused(&in, &k));
    assert_int_equal(k.code, '[');
    feed(&in, "\033", 1);
    take(&in, &got);
    assert_true(input_paused(&in, &k));
    feed(&in, "Ov", 2);
    take(&in, &got);
    assert_string_equal(buf_text(&got), "Ov");
    buf_clear(&got);
    feed(&in, "\033\033[A", 4);
    take(&in, &got);
    assert_string_equal(buf_text(&got), "<Esc><Up>");
    assert_int_equal(input_wait(&in, 100), -1);
    /* a sequence that never ends is given up */
    feed(&in, "\033[1", 3);
    take(&in, &got);
    assert_int_equal(input_wait(&in, 100), 1000);
    assert_false(input_paused(&in, &k));
    feed(&in, "z", 1);
    take(&in, &got);
    assert_string_equal(buf_text(&got), "<Esc><Up>z");
    buf_free(&got);
    input_clear(&in);
}

static void test_paste(void **state)
{
    (void)state;
    expect("a\033[200~two\nlines\ttoo\033[201~b", "a{two\nlines\ttoo}b");
    expect("\033[200~\033[201~", "{}");
    expect("\033[200~no end: \033[201 ~ \033[20\033[201~x", "{no end: \033[201 ~ \033[20}x");
    expect("\033[200~\033\033\033[201~x", "{\033\033}x");
    expect("\033[200~\033[A\x13\033[200~\033[201~x", "{\033[A\x13\033[200~}x");
}

static void paste_of(size_t length)
{
    static const char unit[] = "Ada 漢字 😀 e\xcc\x81\r\n\t[201~ \033[201 ";
    struct buf body = BUF_ZERO;
    while (body.len < length) {
        buf_add(&body, unit);
    }
    struct buf all = BUF_ZERO;
    buf_printf(&all, "\033[200~%s\033[201~q", buf_text(&body));
    /* every cut within the last bytes, that is, within the marker */
    for (size_t cut = all.len - 9; cut <= all.len; cut++) {
        struct input in = {0};
        struct key k;
        bool pasted = false;
        size_t at = 0;
        while (at < all.len) {
            size_t n = all.len - at < 1000 ? all.len - at : 1000;
            if (at < cut && at + n > cut) {
                n = cut - at;
            }
            feed(&in, all.data + at, n);
            at += n;
            while (input_next(&in, &k)) {
                if (!pasted) {
                    assert_int_equal(k.code, INPUT_PASTE);
                    assert_int_equal(in.paste.len, body.len);
                    assert_memory_equal(in.paste.data, body.data, body.len);
                    pasted = true;
                } else {
                    assert_int_equal(k.code, 'q');
                }
            }
            struct key none; /* silence decides nothing inside a paste */
            if (!pasted && at < all.len) {
                assert_false(input_paused(&in, &none));
            }
        }
        assert_true(pasted);
        input_clear(&in);
    }
    buf_free(&body);
    buf_free(&all);
}

static void test_long_pastes(void **state)
{
    (void)state;
    paste_of(2000);
    paste_of(20000);
}

static void test_paste_too_long(void **state)
{
    (void)state;
    struct input in = {0};
    struct key k;
    feed(&in, "\033[200~", 6);
    char chunk[1024];
    memset(chunk, 'x', sizeof chunk);
    for (size_t i = 0; i < INPUT_PASTE_MAX / sizeof chunk + 10; i++) {
        feed(&in, chunk, sizeof chunk);
        assert_false(input_next(&in, &k));
    }
    feed(&in, "\033[201~", 6);
    assert_true(input_next(&in, &k));
    assert_int_equal(k.code, INPUT_PASTE);
    assert_true(in.paste_cut);
    assert_true(in.paste.len <= INPUT_PASTE_MAX);
    input_clear(&in);
}

static void test_read_bytes_are_wiped(void **state)
{
    (void)state;
    struct input in = {0};
    struct key k;
    feed(&in, "secret", 6);
    while (input_next(&in, &k)) {
    }
    for (size_t i = 0; i < INPUT_QUEUE; i++) {
        assert_int_equal(in.queue[i], 0);
    }
    input_clear(&in);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_characters),
        cmocka_unit_test(test_bytes_that_are_no_text),
        cmocka_unit_test(test_sequences),
        cmocka_unit_test(test_unknown_sequences_are_swallowed),
        cmocka_unit_test(test_escape_alone),
        cmocka_unit_test(test_paste),
        cmocka_unit_test(test_long_pastes),
        cmocka_unit_test(test_paste_too_long),
        cmocka_unit_test(test_read_bytes_are_wiped),
    };
    return cmocka_run_group_tests_name("input", tests, NULL, NULL);
}

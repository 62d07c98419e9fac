/* SPDX-License-Identifier: GPL-3.0-or-later
 * tui/finder: typing goes to the line and seeks, arrows and pages go to the list, the likely ones
 * come first while nothing is typed, and only what Enter took is taken. Its owner here seeks among
 * numbers; no terminal is needed until it is drawn, which the screen tests look at.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/store/record.h"
#include "tui/finder_int.h"
#include "tui/input_int.h"
#include "tui/ui_int.h"

#define ALL 50

struct owner {
    struct finder finder;
    struct ui ui;
    size_t sought; /* how often */
};

static int add(struct list *l, int n, struct error *err)
{
    char id[16], title[16];
    (void)snprintf(id, sizeof id, "ID%02d", n);
    (void)snprintf(title, sizeof title, "%d", n);
    const struct title_row row = {.id = id, .title = title};
    return finder_take_row(&row, l, err);
}

/* Typed: the numbers that begin so. Else the likely ones, then all. */
static int fetch(struct list *l, int64_t offset, int64_t limit, struct error *err)
{
    struct owner *o = l->payload;
    const char *words = text_edit_text(&o->finder.line.edit);
    int status = 0;
    if (finder_typed(&o->finder)) {
        l->first = 0;
        for (int n = 0; n < ALL && status == 0; n++) {
            char text[16];
            (void)snprintf(text, sizeof text, "%d", n);
            if (strncmp(text, words, strlen(words)) == 0)
                status = add(l, n, err);
        }
        return status;
    }
    status = finder_add_likely(&o->finder, l, &offset, &limit, err);
    for (int64_t n = offset; n < ALL && n - offset < limit && status == 0; n++)
        status = add(l, (int)n, err);
    return status;
}

static void find(struct finder *f)
{
    struct owner *o = (struct owner *)f;
    struct error err = {0};
    o->sought++;
    list_stale(&f->list);
    int status = finder_typed(f) ? fetch(&f->list, 0, FINDER_MOST, &err) : 0;
    finder_show(f, finder_typed(f) ? (int64_t)f->list.held : (int64_t)f->likely.held + ALL, status,
                &err);
}

static int begin(void **state)
{
    struct owner *o = calloc(1, sizeof *o);
    struct error err = {0};
    assert_non_null(o);
    o->finder.view.ui = &o->ui;
    o->finder.find = find;
    o->finder.list.fetch = fetch;
    o->finder.list.payload = o;
    o->finder.list.height = 4; /* as if drawn */
    assert_int_equal(add(&o->finder.likely, 33, &err), 0);
    assert_int_equal(add(&o->finder.likely, 7, &err), 0);
    find(&o->finder);
    o->sought = 0;
    *state = o;
    return 0;
}

static int end(void **state)
{
    struct owner *o = *state;
    finder_clear(&o->finder);
    free(o);
    return 0;
}

static bool key(struct owner *o, int code)
{
    struct key k = {.code = code};
    if (code >= 0x20 && code < 0x7F)
        k.text[0] = (char)code;
    return finder_key(&o->finder.view, &k);
}

static void expect_marked(struct owner *o, const char *title)
{
    const struct list_row *row = list_selected(&o->finder.list);
    assert_non_null(row);
    assert_string_equal(row->title, title);
}

static void test_the_likely_come_first(void **state)
{
    struct owner *o = *state;
    expect_marked(o, "33");
    assert_true(key(o, INPUT_DOWN));
    expect_marked(o, "7");
    assert_true(key(o, INPUT_DOWN));
    expect_marked(o, "0"); /* then all, in their order */
    for (int i = 0; i < 7; i++)
        assert_true(key(o, INPUT_DOWN));
    expect_marked(o, "7");
    assert_int_equal(o->sought, 0); /* moving seeks nothing */
}

/* A window that begins among the likely ones, ends with them, or is wholly behind them. */
static void test_windows(void **state)
{
    static const struct {
        int64_t offset, limit;
        const char *titles;
    } windows[] = {
        {0, 1, "33 "},  {0, 2, "33 7 "}, {1, 3, "7 0 1 "},
        {2, 2, "0 1 "}, {51, 9, "49 "},  {0, 0, ""},
    };
    struct owner *o = *state;
    for (size_t i = 0; i < sizeof windows / sizeof *windows; i++) {
        struct error err = {0};
        struct buf got = BUF_ZERO;
        list_stale(&o->finder.list);
        assert_int_equal(fetch(&o->finder.list, windows[i].offset, windows[i].limit, &err), 0);
        for (size_t n = 0; n < o->finder.list.held; n++)
            buf_printf(&got, "%s ", o->finder.list.rows[n].title);
        assert_string_equal(buf_text(&got), windows[i].titles);
        buf_free(&got);
    }
}

static void test_typing_seeks(void **state)
{
    struct owner *o = *state;
    assert_true(key(o, INPUT_PAGE_DOWN));
    assert_true(o->finder.list.selected > 0);
    assert_false(finder_typed(&o->finder));
    assert_true(key(o, '4'));
    assert_true(finder_typed(&o->finder));
    assert_int_equal(o->sought, 1);
    assert_int_equal(o->finder.list.count, 11);   /* 4, 40 to 49 */
    assert_int_equal(o->finder.list.selected, 0); /* what was found is marked from its beginning */
    expect_marked(o, "4");
    assert_true(key(o, '2'));
    expect_marked(o, "42");
    assert_int_equal(o->finder.list.count, 1);
    assert_true(key(o, 'x'));
    assert_int_equal(o->finder.list.count, 0);
    assert_null(list_selected(&o->finder.list));
    for (int i = 0; i < 3; i++)
        assert_true(key(o, INPUT_BACKSPACE));
    assert_false(finder_typed(&o->finder));
    expect_marked(o, "33"); /* emptied: as it began */
    assert_int_equal(o->sought, 6);
    assert_true(key(o, INPUT_BACKSPACE)); /* of nothing: nothing changes, nothing is sought */
    assert_int_equal(o->sought, 6);
}

/* Home and End are the line's, which is what one is writing; the list keeps the other keys. */
static void test_home_and_end(void **state)
{
    struct owner *o = *state;
    assert_true(key(o, '4'));
    assert_true(key(o, INPUT_DOWN));
    expect_marked(o, "40");
    assert_true(key(o, INPUT_HOME));
    expect_marked(o, "40");
    assert_int_equal(o->finder.line.edit.cursor, 0);
    assert_true(key(o, INPUT_END));
    expect_marked(o, "40");
    assert_int_equal(o->finder.line.edit.cursor, 1);
    assert_true(key(o, INPUT_PAGE_DOWN));
    expect_marked(o, "43");
    assert_false(key(o, INPUT_TAB)); /* for the owner's commands */
}

static void test_taking(void **state)
{
    struct owner *o = *state;
    char id[RECORD_ID_TEXT] = "as before";
    assert_true(key(o, '4'));
    assert_true(key(o, INPUT_DOWN));
    assert_false(finder_taken(&o->finder, id)); /* left with Esc */
    assert_string_equal(id, "as before");
    finder_take(&o->finder.view);
    assert_true(o->finder.view.done);
    assert_true(finder_taken(&o->finder, id));
    assert_string_equal(id, "ID40");
}

static void test_nothing_to_take(void **state)
{
    struct owner *o = *state;
    char id[RECORD_ID_TEXT] = "as before";
    assert_true(key(o, 'x'));
    finder_take(&o->finder.view);
    assert_false(o->finder.view.done); /* Enter on nothing leaves the box open */
    assert_false(finder_taken(&o->finder, id));
    assert_string_equal(id, "as before");
}

/* An id that no record can have is not handed on, nor written past the room for one. */
static void test_an_id_too_long(void **state)
{
    struct owner *o = *state;
    struct error err = {0};
    char id[RECORD_ID_TEXT] = "as before";
    char longer[RECORD_ID_TEXT + 1];
    memset(longer, 'A', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    const struct title_row row = {.id = longer, .title = "Too long"};
    list_stale(&o->finder.list);
    assert_int_equal(finder_take_row(&row, &o->finder.list, &err), 0);
    finder_show(&o->finder, 1, 0, &err);
    o->finder.list.first = 0;
    finder_take(&o->finder.view);
    assert_true(o->finder.view.done);
    assert_false(finder_taken(&o->finder, id));
    assert_string_equal(id, "as before");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)
        TEST(test_the_likely_come_first), TEST(test_windows), TEST(test_typing_seeks),
        TEST(test_home_and_end),          TEST(test_taking),  TEST(test_nothing_to_take),
        TEST(test_an_id_too_long),
    };
    return cmocka_run_group_tests_name("finder", tests, NULL, NULL);
}

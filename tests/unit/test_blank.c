/* SPDX-License-Identifier: GPL-3.0-or-later
 * report/blank: every kind at every width fits the page, and every question and choice is on it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "inwork/base/buf.h"
#include "inwork/base/utf8.h"
#include "inwork/report/blank.h"
#include "inwork/store/catalogue.h"
#include "store_fixture.h"

static size_t count(const char *text, const char *what)
{
    size_t n = 0;
    for (const char *at = text; (at = strstr(at, what)); at += strlen(what))
        n++;
    return n;
}

static void must_have(const char *form, const char *what, const char *kind, int width)
{
    if (!strstr(form, what))
        fail_msg("the form of %s at %d has no “%s”:\n%s", kind, width, what, form);
}

static void one_line(struct buf *out, const char *text)
{
    for (const char *at = text; *at != '\0'; at++)
        if (*at != ' ' && *at != '\n')
            buf_push(out, *at);
        else if (out->len > 0 && out->data[out->len - 1] != ' ')
            buf_push(out, ' ');
}

/* No line longer than the page, none ending in a blank. */
static void fits(const char *form, const char *kind, int width)
{
    const char *end;
    for (const char *at = form; (end = strchr(at, '\n')); at = end + 1) {
        size_t n = (size_t)(end - at);
        if (utf8_width(at, n) > (size_t)width)
            fail_msg("%s at %d: too wide: %.*s", kind, width, (int)n, at);
        if (n > 0 && end[-1] == ' ')
            fail_msg("%s at %d: ends in a blank: %.*s", kind, width, (int)n, at);
    }
    assert_int_equal(form[strlen(form) - 1], '\n');
}

static void test_every_kind_at_every_width(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    const struct catalogue *c = store_catalogue(s);
    static const int widths[] = {40, 50, 80, 132, 200};
    assert_true(c->kind_count > 10);
    for (size_t i = 0; i < c->kind_count; i++) {
        const struct catalogue_kind *k = &c->kinds[i];
        for (size_t w = 0; w < sizeof widths / sizeof widths[0]; w++) {
            struct buf form = BUF_ZERO;
            assert_int_equal(blank_form(&form, c, k, widths[w], w % 2 == 0, NULL), 0);
            fits(buf_text(&form), k->name, widths[w]);
            struct buf words = BUF_ZERO; /* labels may be broken over lines */
            one_line(&words, buf_text(&form));
            size_t boxes = 0;
            for (size_t n = 0; n < k->field_count; n++) {
                const struct catalogue_field *f = &k->fields[n];
                must_have(buf_text(&words), f->label, k->name, widths[w]);
                boxes += f->type == FIELD_YES_NO ? 2 : f->choice_count;
                for (size_t j = 0; j < f->choice_count; j++)
                    must_have(buf_text(&words), f->choices[j].label, k->name, widths[w]);
            }
            assert_int_equal(count(buf_text(&form), w % 2 == 0 ? "[ ]" : "\xE2\x98\x90"), boxes);
            assert_int_equal(count(buf_text(&form), w % 2 == 0 ? "\xE2\x98\x90" : "[ ]"), 0);
            assert_int_equal(count(buf_text(&form), "\xE2\x94\x80") > 0, w % 2 == 1);
            buf_free(&form);
            buf_free(&words);
        }
    }
}

static void test_what_is_on_it(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    const struct catalogue *c = store_catalogue(s);
    struct buf form = BUF_ZERO;
    assert_int_equal(blank_form(&form, c, catalogue_kind(c, "support_plan"), 80, true, NULL), 0);
    const char *text = buf_text(&form);
    /* its name, who fills it in, that nothing has to be */
    assert_int_equal(strncmp(text, "In-work support plan (support_plan)\n", 36), 0);
    must_have(text, "Nothing has to be filled in.", "support_plan", 80);
    must_have(text, "Written by: ____", "support_plan", 80);
    /* dates have room for a day, a month, a year */
    must_have(text, "Prepared on: ___ /___ /______", "support_plan", 80);
    /* the steps of the plan as a table */
    must_have(text, "\nSupport steps ---", "support_plan", 80);
    must_have(text, "\n| Area  ", "support_plan", 80);
    buf_free(&form);
    /* so are those of an employment plan; a heading that is too wide goes on below */
    assert_int_equal(blank_form(&form, c, catalogue_kind(c, "employment_plan"), 80, true, NULL), 0);
    must_have(buf_text(&form), "\nSteps ---", "employment_plan", 80);
    must_have(buf_text(&form), "\n| What will be     |", "employment_plan", 80);
    must_have(buf_text(&form), "\n| reached          |", "employment_plan", 80);
    buf_free(&form);
    /* sensitive ones have a star, and the star is explained */
    struct buf note = BUF_ZERO;
    assert_int_equal(blank_form(&note, c, catalogue_kind(c, "note"), 80, true, NULL), 0);
    must_have(buf_text(&note), "\nWellbeing *\n", "note", 80);
    must_have(buf_text(&note), "\n* Sensitive", "note", 80);
    buf_free(&note);
    struct buf client = BUF_ZERO;
    assert_int_equal(blank_form(&client, c, catalogue_kind(c, "client"), 80, true, NULL), 0);
    must_have(buf_text(&client), "Name (needed): ___", "client", 80);
    /* of the many kinds of part a client has, none is put on paper */
    assert_null(strstr(buf_text(&client), "\n| "));
    buf_free(&client);
    /* widths out of reason are taken as the nearest that is not */
    struct buf narrow = BUF_ZERO;
    assert_int_equal(blank_form(&narrow, c, catalogue_kind(c, "note"), 3, true, NULL), 0);
    fits(buf_text(&narrow), "note", BLANK_WIDTH_LEAST);
    buf_free(&narrow);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_every_kind_at_every_width, store_fixture_new,
                                        store_fixture_free),
        cmocka_unit_test_setup_teardown(test_what_is_on_it, store_fixture_new, store_fixture_free),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

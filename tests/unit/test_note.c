/* SPDX-License-Identifier: GPL-3.0-or-later
 * model/note: when a note is whole, and that the mark "the rest is to be written" goes by itself.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "inwork/base/error.h"
#include "inwork/model/note.h"
#include "inwork/model/save.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/record.h"
#include "store_fixture.h"

static struct save_field says(const char *field, const char *text)
{
    struct save_field f = {.field = field};
    assert_int_equal(value_set_text(&f.to, text, strlen(text), NULL), 0);
    return f;
}

static void clear(struct save_field *fields, size_t count)
{
    for (size_t i = 0; i < count; i++)
        value_clear(&fields[i].to);
}

/* "text/number of answers" of the record as it stands. */
static void quick_is(struct store *s, const char *id, const char *want)
{
    struct record r = {0};
    assert_int_equal(store_record(s, id, &r, NULL), 0);
    assert_string_equal(record_text(&r, "quick"), want);
    record_clear(&r);
}

static void new_note(struct store *s, struct save_field *fields, size_t count,
                     char id[RECORD_ID_TEXT])
{
    struct error err = {0};
    const struct catalogue_kind *k = catalogue_kind(store_catalogue(s), "note");
    if (save_new(s, k, fields, count, NULL, id, NULL, &err) != 0)
        fail_msg("%s", err.message);
    clear(fields, count);
}

static void change(struct store *s, const char *id, struct save_field *fields, size_t count)
{
    bool changed = false;
    char entry[ENTRY_ID_TEXT];
    struct error err = {0};
    if (save_changes(s, id, fields, count, NULL, &changed, entry, &err) != 0)
        fail_msg("%s", err.message);
    assert_true(changed);
    clear(fields, count);
}

static void test_headings_are_fields(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    const struct catalogue_kind *k = catalogue_kind(store_catalogue(s), "note");
    for (size_t i = 0; i < NOTE_HEADINGS; i++)
        assert_int_equal(catalogue_field(k, note_headings[i])->type, FIELD_LONG_TEXT);
    assert_int_equal(catalogue_field(k, "quick")->type, FIELD_YES_NO);
    assert_string_equal(catalogue_field(k, "date")->initial, "today");
    assert_string_equal(catalogue_field(k, "minutes")->initial, "");
}

static void test_quick_note_is_whole_when_the_rest_is_written(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    char id[RECORD_ID_TEXT];
    struct save_field first[] = {says("activities", "Visited."), says("quick", "yes")};
    new_note(s, first, 2, id);
    quick_is(s, id, "yes");
    struct save_field more[] = {says("plan_progress", "Step 2 done."), says("wellbeing", "Well.")};
    change(s, id, more, 2);
    quick_is(s, id, "yes");
    struct save_field last[] = {says("concerns", "None.")};
    change(s, id, last, 1);
    quick_is(s, id, "no");
    /* taking a heading out again does not bring the mark back */
    struct save_field out[] = {{.field = "concerns"}};
    change(s, id, out, 1);
    quick_is(s, id, "no");
}

static void test_what_a_person_says_of_it_stands(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    char id[RECORD_ID_TEXT];
    struct save_field first[] = {says("activities", "Visited."), says("quick", "yes")};
    new_note(s, first, 2, id);
    struct save_field enough[] = {says("quick", "no")};
    change(s, id, enough, 1);
    quick_is(s, id, "no");
    struct save_field again[] = {says("quick", "yes"), says("plan_progress", "a"),
                                 says("wellbeing", "b"), says("concerns", "c")};
    change(s, id, again, 4);
    quick_is(s, id, "yes");
}

static void test_new_note_with_all_four_is_not_marked(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    char id[RECORD_ID_TEXT];
    struct save_field all[] = {says("activities", "a"), says("plan_progress", "b"),
                               says("wellbeing", "c"), says("concerns", "d"), says("quick", "yes")};
    new_note(s, all, 5, id);
    quick_is(s, id, "");
}

static void test_unmarked_notes_stay_unmarked(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    char id[RECORD_ID_TEXT];
    struct save_field first[] = {says("activities", "a")};
    new_note(s, first, 1, id);
    struct save_field rest[] = {says("plan_progress", "b"), says("wellbeing", "c"),
                                says("concerns", "d")};
    change(s, id, rest, 3);
    quick_is(s, id, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_headings_are_fields, store_fixture_new,
                                        store_fixture_free),
        cmocka_unit_test_setup_teardown(test_quick_note_is_whole_when_the_rest_is_written,
                                        store_fixture_new, store_fixture_free),
        cmocka_unit_test_setup_teardown(test_what_a_person_says_of_it_stands, store_fixture_new,
                                        store_fixture_free),
        cmocka_unit_test_setup_teardown(test_new_note_with_all_four_is_not_marked,
                                        store_fixture_new, store_fixture_free),
        cmocka_unit_test_setup_teardown(test_unmarked_notes_stay_unmarked, store_fixture_new,
                                        store_fixture_free),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * store/catalogue: it loads, hangs together, and is replaced when the program brings another.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <ctype.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/record.h"
#include "inwork/store/search.h"
#include "inwork/store/verify.h"
#include "inwork/text/wrap.h"
#include "store/store_int.h"
#include "store_fixture.h"
#include "tui/room_int.h"

static void expect_snake(const char *name)
{
    assert_true(islower((unsigned char)name[0]));
    assert_int_equal(strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_"), strlen(name));
}

static void check_kind(struct store *s, const struct catalogue *c, const struct catalogue_kind *k)
{
    struct error err = {0};
    expect_snake(k->name);
    assert_true(k->title[0] && k->plural[0] && k->help[0] && k->field_count > 0);
    assert_true(strcmp(k->compartment, "directory") == 0 ||
                strcmp(k->compartment, "casework") == 0 ||
                strcmp(k->compartment, "supervision") == 0);
    /* No table of ours is hidden by the view of a kind. */
    sqlite3_stmt *stmt =
        statement_take(s, "SELECT 1 FROM main.sqlite_schema WHERE name = ?1", &err);
    bind_text(stmt, 1, k->name);
    assert_int_equal(statement_step(s, stmt, &err), 0);
    statement_give(s, stmt);
    if (k->parent[0]) {
        assert_non_null(catalogue_kind(c, k->parent));
        assert_int_equal(k->fields[0].type, FIELD_REFERENCE);
        assert_string_equal(k->fields[0].name, k->parent);
        /* Being part of something ends somewhere. */
        const struct catalogue_kind *up = k;
        for (int depth = 0; up->parent[0]; depth++) {
            assert_true(depth < 8);
            up = catalogue_kind(c, up->parent);
        }
    }
    const char *titles = k->title_fields;
    while (*titles) {
        char name[64];
        size_t n = strcspn(titles, ",");
        (void)snprintf(name, sizeof name, "%.*s", (int)n, titles);
        const struct catalogue_field *f = catalogue_field(k, name);
        if (!f || f->type == FIELD_REFERENCE)
            fail_msg("%s: %s cannot be part of a title", k->name, name);
        titles += n + (titles[n] == ',');
    }
}

static void check_field(const struct catalogue *c, const struct catalogue_kind *k,
                        const struct catalogue_field *f)
{
    expect_snake(f->name);
    assert_true(f->label[0] != 0);
    for (size_t i = 0; i < 3; i++)
        assert_string_not_equal(f->name, ((const char *[]){"id", "title", "struck"})[i]);
    assert_true((f->type == FIELD_REFERENCE) == (f->target[0] != 0));
    if (f->target[0])
        assert_non_null(catalogue_kind(c, f->target));
    assert_true((f->type == FIELD_ONE_OF || f->type == FIELD_SEVERAL_OF) == (f->choice_count > 0));
    bool section = f->section[0] == 0;
    for (size_t i = 0; i < k->section_count; i++)
        section = section || strcmp(k->sections[i].name, f->section) == 0;
    assert_true(section);
    for (size_t i = 0; i < f->choice_count; i++) {
        expect_snake(f->choices[i].value);
        assert_true(f->choices[i].label[0] != 0);
    }
}

static void test_the_catalogue_hangs_together(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    const struct catalogue *c = store_catalogue(s);
    assert_true(c->kind_count >= 15);
    for (size_t i = 0; i < c->kind_count; i++) {
        check_kind(s, c, &c->kinds[i]);
        for (size_t j = 0; j < c->kinds[i].field_count; j++)
            check_field(c, &c->kinds[i], &c->kinds[i].fields[j]);
    }
    assert_null(catalogue_kind(c, "no_such_kind"));
    assert_null(catalogue_field(catalogue_kind(c, "client"), "no_such_field"));
}

/* What something is for, in the room there is for it. */
static void fits(const char *help, int edge, const char *kind, const char *name)
{
    struct wrap rows = {0};
    assert_int_equal(wrap_text(&rows, help, strlen(help), (size_t)(ROOM_COLUMNS - edge), NULL), 0);
    if (rows.count > ROOM_HELP_ROWS)
        fail_msg("%s %s: what it is for is cut at %d columns: %s", kind, name, ROOM_COLUMNS, help);
    wrap_clear(&rows);
}

static void test_no_help_is_cut_on_the_screen(void **state)
{
    const struct catalogue *c = store_catalogue(((struct store_fixture *)*state)->store);
    for (size_t i = 0; i < c->kind_count; i++) {
        const struct catalogue_kind *k = &c->kinds[i];
        fits(k->help, ROOM_KIND_EDGE, k->name, "");
        for (size_t j = 0; j < k->section_count; j++)
            fits(k->sections[j].help, ROOM_FORM_EDGE + ROOM_SECTION_EDGE, k->name,
                 k->sections[j].name);
        for (size_t j = 0; j < k->field_count; j++)
            fits(k->fields[j].help, ROOM_FIELD_EDGE, k->name, k->fields[j].name);
    }
}

static void test_types_have_names(void **state)
{
    (void)state;
    for (int t = FIELD_TEXT; t <= FIELD_REFERENCE; t++)
        assert_int_equal(field_type_parse(field_type_name((enum field_type)t)), t);
    assert_int_equal(field_type_parse("texts"), -1);
}

static int count_row(const struct title_row *row, void *payload, struct error *err)
{
    (void)row;
    (void)err;
    ++*(int *)payload;
    return 0;
}

static int found(struct store *s, const char *words)
{
    struct error err = {0};
    int count = 0;
    struct search_request q = {.words = words};
    assert_int_equal(store_search(s, &q, NULL, count_row, &count, &err), 0);
    return count;
}

/* As if the store had been made by a program whose catalogue was another. */
static void test_another_catalogue_is_replaced(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    struct error err = {0};
    struct verify_result result;
    struct record r = {0};
    static const char other[] =
        "UPDATE catalogue_kind SET title_fields = 'town' WHERE name = 'employer';"
        "DELETE FROM catalogue_field WHERE kind = 'employer' AND name = 'phone';"
        "UPDATE catalogue_field SET type = 'date' WHERE kind = 'employer' AND name = 'roles';";
    assert_int_equal(store_run_sql(s, other, "test", &err), 0);
    catalogue_memory_free(s->catalogue);
    s->catalogue = NULL;
    struct saved a = store_fixture_save(s, NULL, "employer", "name", "Example", NULL);
    (void)store_fixture_save(s, a.record, "employer", "town", "Exampleton", NULL);
    (void)store_fixture_save(s, a.record, "employer", "roles", "bakers", NULL);
    assert_int_equal(found(s, "bakers"), 0);
    assert_int_equal(store_record(s, a.record, &r, &err), 0);
    assert_string_equal(r.title, "Exampleton");
    record_clear(&r);
    assert_int_equal(store_setting_put(s, "catalogue", "other", &err), 0);
    assert_int_equal(store_catalogue_replace(s, &err), 0);
    assert_int_equal(found(s, "bakers"), 1);
    assert_int_equal(found(s, "exampleton"), 1);
    assert_int_equal(store_record(s, a.record, &r, &err), 0);
    assert_string_equal(r.title, "Example");
    record_clear(&r);
    assert_int_equal(store_verify(s, &result, NULL, NULL, &err), 0);
    assert_int_equal(result.findings, 0);
}

static void test_a_newer_catalogue_is_kept(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    struct error err = {0};
    struct buf hash = BUF_ZERO;
    assert_int_equal(store_setting_put(s, "catalogue", "newer", &err), 0);
    assert_int_equal(store_setting_put(s, "catalogue_version", "1000000", &err), 0);
    assert_int_equal(store_catalogue_replace(s, &err), 0);
    assert_int_equal(store_setting_get(s, "catalogue", &hash, &err), 0);
    assert_string_equal(buf_text(&hash), "newer");
    buf_free(&hash);
}

#define WITH_STORE(test)                                                                           \
    cmocka_unit_test_setup_teardown(test, store_fixture_new, store_fixture_free)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_STORE(test_the_catalogue_hangs_together),
        WITH_STORE(test_no_help_is_cut_on_the_screen),
        cmocka_unit_test(test_types_have_names),
        WITH_STORE(test_another_catalogue_is_replaced),
        WITH_STORE(test_a_newer_catalogue_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

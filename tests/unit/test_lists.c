/* SPDX-License-Identifier: GPL-3.0-or-later
 * store: lists by title, filters, sorting by field, history, and the views of kinds.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/record.h"
#include "store/store_int.h"
#include "store/view_int.h"
#include "store_fixture.h"

static int keep_record(const struct record *r, void *payload, struct error *err)
{
    (void)err;
    buf_printf(payload, "%s|", r->title);
    return 0;
}

static void expect(struct store *s, const struct list_request *q, const char *titles)
{
    struct error err = {0};
    struct buf got = BUF_ZERO;
    if (store_list(s, q, keep_record, &got, &err) < 0)
        fail_msg("%s", err.message);
    assert_string_equal(buf_text(&got), titles);
    buf_free(&got);
}

static struct saved job(struct store *s, const char *title, const char *pay, const char *start)
{
    struct saved j = store_fixture_save(s, NULL, "job", "job_title", title, NULL);
    if (pay)
        (void)store_fixture_save(s, j.record, "job", "pay", pay, NULL);
    if (start)
        (void)store_fixture_save(s, j.record, "job", "planned_start_on", start, NULL);
    return j;
}

static void test_lists_are_sorted_as_people_sort(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    (void)job(s, "\xC3\x89lectrician", "100.00", NULL);
    (void)job(s, "driver", "9.50", "2026-10-01");
    (void)job(s, "Baker", NULL, "2026-09-01");
    (void)job(s, "Farmer", "20.00", NULL);
    struct list_request q = {.kind = "job"};
    expect(s, &q, "Baker|driver|\xC3\x89lectrician|Farmer|");
    q.limit = 2;
    q.offset = 1;
    expect(s, &q, "driver|\xC3\x89lectrician|");
    q = (struct list_request){.kind = "job", .sort = "pay"};
    expect(s, &q, "driver|Farmer|\xC3\x89lectrician|Baker|");
    q.sort = "-pay";
    expect(s, &q, "\xC3\x89lectrician|Farmer|driver|Baker|");
    q.sort = "planned_start_on";
    expect(s, &q, "Baker|driver|\xC3\x89lectrician|Farmer|");
    q.kind = "no_such_kind";
    expect(s, &q, "");
}

static void test_filters_compare_canonical_values(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    struct error err = {0};
    struct saved c = store_fixture_save(s, NULL, "client", "name", "Ada Example", NULL);
    struct saved a = job(s, "Baker", "9.50", NULL);
    (void)job(s, "Farmer", "20.00", NULL);
    (void)store_fixture_save(s, a.record, "job", "client", c.record, NULL);
    struct value days = {0};
    assert_int_equal(value_list_add(&days, "mon", 3, &err), 0);
    assert_int_equal(value_list_add(&days, "tue", 3, &err), 0);
    struct assignment set = {"some_days", &days, NULL, 0};
    struct change change = {.record = a.record, .kind = "job", .set = &set, .count = 1};
    assert_int_equal(store_save(s, &change, NULL, NULL, &err), 0);
    value_clear(&days);
    struct list_filter f[2] = {{"client", c.record}, {"pay", "9.50"}};
    struct list_request q = {.kind = "job", .filters = f, .filter_count = 2};
    expect(s, &q, "Baker|");
    f[1].value = "20.00";
    expect(s, &q, "");
    q.filter_count = 1;
    f[0] = (struct list_filter){"some_days", "tue"};
    expect(s, &q, "Baker|");
    f[0].value = "tu";
    expect(s, &q, "");
    f[0] = (struct list_filter){"client", ""};
    expect(s, &q, "Farmer|");
    f[0] = (struct list_filter){"x'); DROP TABLE record; --", "'"};
    expect(s, &q, "");
}

/* A record without a title of its own says whose it is, also after that name changes. */
static void test_an_untitled_part_is_called_after_its_parent(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    struct error err = {0};
    struct saved c = store_fixture_save(s, NULL, "client", "name", "Ada Example", NULL);
    struct saved p =
        store_fixture_save(s, NULL, "vocational_profile", "strengths", "patient", NULL);
    struct list_request q = {.kind = "vocational_profile"};
    expect(s, &q, "(Vocational profile)|");
    (void)store_fixture_save(s, p.record, "vocational_profile", "client", c.record, NULL);
    expect(s, &q, "Ada Example, vocational profile|");
    (void)store_fixture_save(s, c.record, "client", "name", "Ada Invented", c.entry);
    expect(s, &q, "Ada Invented, vocational profile|");
    assert_int_equal(store_rebuild(s, &err), 0);
    expect(s, &q, "Ada Invented, vocational profile|");
}

static int keep_step(const struct history_step *h, void *payload, struct error *err)
{
    (void)err;
    buf_printf(payload, "%s:", h->why ? h->why : "-");
    for (size_t i = 0; i < h->count; i++) {
        buf_printf(payload, " %s over %d to ", h->set[i].field, (int)h->set[i].over_count);
        struct buf json = BUF_ZERO;
        value_to_json(&json, h->set[i].to);
        buf_add(payload, buf_text(&json));
        buf_free(&json);
    }
    buf_add(payload, "\n");
    return 0;
}

static void test_history_tells_every_step(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    struct error err = {0};
    struct buf got = BUF_ZERO;
    struct saved a = store_fixture_save(s, NULL, "employer", "name", "Old", NULL);
    (void)store_fixture_save(s, a.record, "employer", "phone", "1", NULL);
    (void)store_fixture_save(s, a.record, "employer", "name", NULL, a.entry);
    assert_int_equal(store_history(s, a.record, NULL, keep_step, &got, &err), 0);
    assert_string_equal(buf_text(&got), "-: name over 0 to \"Old\"\n-: phone over 0 to \"1\"\n"
                                        "-: name over 1 to null\n");
    buf_clear(&got);
    assert_int_equal(store_history(s, a.record, "phone", keep_step, &got, &err), 0);
    assert_string_equal(buf_text(&got), "-: phone over 0 to \"1\"\n");
    assert_int_equal(store_history(s, "01K4G0000000000000000000A1", NULL, keep_step, &got, &err),
                     -STATUS_NO_INPUT);
    buf_free(&got);
}

static void test_a_save_reaches_every_duplicate(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    struct error err = {0};
    struct saved a = store_fixture_save(s, NULL, "employer", "name", "One", NULL);
    struct saved b = store_fixture_save(s, NULL, "employer", "name", "Two", NULL);
    (void)store_fixture_save(s, b.record, "employer", "_same_as", a.record, NULL);
    struct value v = {0};
    assert_int_equal(value_set_text(&v, "Three", 5, &err), 0);
    const char *over[] = {a.entry, b.entry};
    struct assignment set = {"name", &v, over, 2};
    struct change c = {.record = a.record, .kind = "employer", .set = &set, .count = 1};
    assert_int_equal(store_save(s, &c, NULL, NULL, &err), 0);
    struct record r = {0};
    assert_int_equal(store_record(s, b.record, &r, &err), 0);
    assert_string_equal(record_text(&r, "name"), "Three");
    assert_int_equal(record_field(&r, "name")->entry_count, 2);
    record_clear(&r);
    struct list_request q = {.kind = "employer"};
    expect(s, &q, "Three|");
    (void)store_fixture_save(s, a.record, "employer", "_struck", "yes", NULL);
    expect(s, &q, "");
    value_clear(&v);
}

/* With its first current answers, for the fields that a query means. */
static void test_each_kind_has_a_view(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    struct error err = {0};
    struct saved a = store_fixture_save(s, NULL, "client", "name", "Testy McTestface", NULL);
    (void)store_fixture_save(s, a.record, "client", "referred_on", "2026-01-02", NULL);
    (void)store_fixture_save(s, a.record, "client", "referred_on", "2026-02-03", NULL);
    const struct catalogue *c = store_catalogue(s);
    for (size_t i = 0; i < c->kind_count; i++) {
        char line[100];
        (void)snprintf(line, sizeof line, "-- views: %s\n", c->kinds[i].name);
        assert_int_equal(store_views_for(s, line, &err), 0);
    }
    static const char sql[] = "SELECT id, title, struck, referred_on, stage FROM client";
    sqlite3_stmt *stmt = statement_take(s, sql, &err);
    assert_non_null(stmt);
    assert_int_equal(statement_step(s, stmt, &err), 1);
    assert_string_equal(column_text(stmt, 0), a.record);
    assert_string_equal(column_text(stmt, 1), "Testy McTestface");
    assert_int_equal(sqlite3_column_int(stmt, 2), 0);
    assert_string_equal(column_text(stmt, 3), "2026-01-02");
    assert_int_equal(sqlite3_column_type(stmt, 4), SQLITE_NULL);
    statement_give(s, stmt);
    /* The views hide no table of ours. */
    (void)store_fixture_save(s, NULL, "setting", "name", "days", NULL);
    assert_int_equal(store_setting_put(s, "a", "b", &err), 0);
}

#define WITH_STORE(test)                                                                           \
    cmocka_unit_test_setup_teardown(test, store_fixture_new, store_fixture_free)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_STORE(test_lists_are_sorted_as_people_sort),
        WITH_STORE(test_filters_compare_canonical_values),
        WITH_STORE(test_an_untitled_part_is_called_after_its_parent),
        WITH_STORE(test_history_tells_every_step),
        WITH_STORE(test_a_save_reaches_every_duplicate),
        WITH_STORE(test_each_kind_has_a_view),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

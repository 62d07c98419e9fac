/* SPDX-License-Identifier: GPL-3.0-or-later
 * store: records from entries. Current values, conflicts, gaps, striking, merging duplicates, and
 * that none of it depends on the order in which entries come.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <time.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/seal/device.h"
#include "inwork/store/record.h"
#include "store_fixture.h"

static struct record load(struct store *s, const char *id)
{
    struct error err = {0};
    struct record r = {0};
    if (store_record(s, id, &r, &err) < 0)
        fail_msg("%s", err.message);
    return r;
}

static void test_a_saved_value_is_read_back(void **state)
{
    struct store_fixture *f = *state;
    struct saved a = store_fixture_save(f->store, NULL, "employer", "name", "Example Bakery", NULL);
    struct record r = load(f->store, a.record);
    assert_string_equal(r.id, a.record);
    assert_string_equal(r.kind, "employer");
    assert_string_equal(r.compartment, "directory");
    assert_string_equal(r.title, "Example Bakery");
    assert_string_equal(record_text(&r, "name"), "Example Bakery");
    assert_false(r.struck);
    assert_false(r.sent);
    const struct record_field *name = record_field(&r, "name");
    assert_int_equal(name->head_count, 1);
    assert_string_equal(name->heads[0].entry, a.entry);
    assert_int_equal(strlen(name->heads[0].by), 29);
    assert_null(record_field(&r, "phone"));
    record_clear(&r);
}

static void test_a_replaced_value_goes(void **state)
{
    struct store_fixture *f = *state;
    struct saved a = store_fixture_save(f->store, NULL, "employer", "name", "Old", NULL);
    struct saved b = store_fixture_save(f->store, a.record, "employer", "name", "New", a.entry);
    struct record r = load(f->store, a.record);
    assert_string_equal(r.title, "New");
    assert_string_equal(record_field(&r, "name")->heads[0].entry, b.entry);
    assert_int_equal(record_field(&r, "name")->entry_count, 1);
    record_clear(&r);
}

static int count_conflicts(const struct record *r, const struct record_field *f, void *payload,
                           struct error *err)
{
    (void)r;
    (void)err;
    assert_int_equal(f->head_count, 2);
    ++*(int *)payload;
    return 0;
}

static void test_two_answers_are_both_kept(void **state)
{
    struct store_fixture *f = *state;
    struct error err = {0};
    int conflicts = 0;
    struct saved a = store_fixture_save(f->store, NULL, "client", "name", "Ada Example", NULL);
    (void)store_fixture_save(f->store, a.record, "client", "name", "Ada Sample", a.entry);
    (void)store_fixture_save(f->store, a.record, "client", "name", "Ada Instance", a.entry);
    struct record r = load(f->store, a.record);
    const struct record_field *name = record_field(&r, "name");
    assert_int_equal(name->head_count, 2);
    assert_int_equal(name->entry_count, 2);
    assert_string_equal(name->heads[0].value.text, "Ada Sample"); /* the lower clock */
    assert_string_equal(record_text(&r, "name"), "");
    assert_string_equal(r.title, "Ada Sample");
    assert_int_equal(store_conflicts(f->store, count_conflicts, &conflicts, &err), 0);
    assert_int_equal(conflicts, 1);
    record_clear(&r);
}

static void test_equal_answers_show_as_one(void **state)
{
    struct store_fixture *f = *state;
    struct saved a = store_fixture_save(f->store, NULL, "client", "name", "Ada Example", NULL);
    struct saved b = store_fixture_save(f->store, a.record, "client", "name", "Ada Example", NULL);
    struct record r = load(f->store, a.record);
    const struct record_field *name = record_field(&r, "name");
    assert_int_equal(name->head_count, 1);
    assert_string_equal(name->heads[0].entry, a.entry);
    assert_int_equal(name->entry_count, 2);
    assert_string_equal(name->entries[1], b.entry);
    record_clear(&r);
}

static void test_null_is_a_value(void **state)
{
    struct store_fixture *f = *state;
    struct saved a = store_fixture_save(f->store, NULL, "employer", "name", "Example", NULL);
    struct saved b = store_fixture_save(f->store, a.record, "employer", "phone", "1", NULL);
    (void)store_fixture_save(f->store, a.record, "employer", "phone", NULL, b.entry);
    (void)store_fixture_save(f->store, a.record, "employer", "phone", "2", b.entry);
    struct record r = load(f->store, a.record);
    assert_int_equal(record_field(&r, "phone")->head_count, 2);
    assert_int_equal(record_field(&r, "phone")->heads[0].value.type, VALUE_NULL);
    record_clear(&r);
}

static void test_an_unknown_field_is_kept_and_comes_last(void **state)
{
    struct store_fixture *f = *state;
    struct saved a = store_fixture_save(f->store, NULL, "employer", "a_field_to_come", "x", NULL);
    (void)store_fixture_save(f->store, a.record, "employer", "name", "Example", NULL);
    struct record r = load(f->store, a.record);
    assert_int_equal(r.field_count, 2);
    assert_string_equal(r.fields[0].name, "name");
    assert_string_equal(r.fields[1].name, "a_field_to_come");
    record_clear(&r);
}

static int count_rows(const struct title_row *row, void *payload, struct error *err)
{
    (void)row;
    (void)err;
    ++*(int *)payload;
    return 0;
}

static int listed(struct store *s, const char *kind, bool struck)
{
    struct error err = {0};
    int count = 0;
    struct list_request q = {.kind = kind, .struck = struck};
    assert_int_equal(store_titles(s, &q, count_rows, &count, &err), 0);
    return count;
}

static void test_striking_takes_a_record_and_its_parts_out_of_lists(void **state)
{
    struct store_fixture *f = *state;
    struct saved a = store_fixture_save(f->store, NULL, "client", "name", "Ada Example", NULL);
    struct saved plan =
        store_fixture_save(f->store, NULL, "support_plan", "client", a.record, NULL);
    struct saved line =
        store_fixture_save(f->store, NULL, "support_line", "support_plan", plan.record, NULL);
    assert_int_equal(listed(f->store, "support_line", false), 1);
    struct saved k = store_fixture_save(f->store, a.record, "client", "_struck", "yes", NULL);
    assert_int_equal(listed(f->store, "client", false), 0);
    assert_int_equal(listed(f->store, "client", true), 1);
    assert_int_equal(listed(f->store, "support_plan", false), 0);
    assert_int_equal(listed(f->store, "support_line", false), 0);
    struct record r = load(f->store, line.record);
    assert_true(r.struck);
    record_clear(&r);
    r = load(f->store, a.record);
    assert_true(r.struck);
    assert_false(r.changed_after_struck);
    record_clear(&r);
    (void)store_fixture_save(f->store, a.record, "client", "phone", "01632 960001", NULL);
    r = load(f->store, a.record);
    assert_true(r.changed_after_struck);
    record_clear(&r);
    (void)store_fixture_save(f->store, a.record, "client", "_struck", NULL, k.entry);
    assert_int_equal(listed(f->store, "client", false), 1);
    assert_int_equal(listed(f->store, "support_line", false), 1);
}

static void test_duplicates_show_as_one_under_the_smallest_id(void **state)
{
    struct store_fixture *f = *state;
    struct saved a = store_fixture_save(f->store, NULL, "employer", "name", "Example Ltd", NULL);
    struct saved b = store_fixture_save(f->store, NULL, "employer", "name", "Example", NULL);
    struct saved c = store_fixture_save(f->store, NULL, "employer", "phone", "01632 960002", NULL);
    (void)store_fixture_save(f->store, c.record, "employer", "_same_as", b.record, NULL);
    struct saved link =
        store_fixture_save(f->store, b.record, "employer", "_same_as", a.record, NULL);
    assert_int_equal(listed(f->store, "employer", false), 1);
    struct record r = load(f->store, c.record);
    assert_string_equal(r.id, a.record);
    assert_int_equal(record_field(&r, "name")->head_count, 2);
    assert_string_equal(record_field(&r, "name")->records[1], b.record);
    assert_string_equal(record_text(&r, "phone"), "01632 960002");
    record_clear(&r);
    /* A list of parts by either id finds the parts of both. */
    (void)store_fixture_save(f->store, NULL, "employer_person", "employer", c.record, NULL);
    struct error err = {0};
    struct list_filter filter = {"employer", a.record};
    struct list_request q = {.kind = "employer_person", .filters = &filter, .filter_count = 1};
    int count = 0;
    assert_int_equal(store_titles(f->store, &q, count_rows, &count, &err), 0);
    assert_int_equal(count, 1);
    (void)store_fixture_save(f->store, b.record, "employer", "_same_as", NULL, link.entry);
    assert_int_equal(listed(f->store, "employer", false), 2);
    r = load(f->store, c.record);
    assert_string_equal(r.id, b.record);
    record_clear(&r);
}

static void test_an_id_may_be_shortened(void **state)
{
    struct store_fixture *f = *state;
    struct error err = {0};
    char id[RECORD_ID_TEXT];
    struct saved a = store_fixture_save(f->store, NULL, "employer", "name", "One", NULL);
    f->now += 400 * 86400;
    (void)store_fixture_save(f->store, NULL, "employer", "name", "Two", NULL);
    char prefix[9];
    for (size_t i = 0; i < 8; i++)
        prefix[i] = (char)(a.record[i] >= 'A' ? a.record[i] + 32 : a.record[i]);
    prefix[8] = 0;
    assert_int_equal(store_record_id(f->store, prefix, id, &err), 0);
    assert_string_equal(id, a.record);
    assert_int_equal(store_record_id(f->store, "0", id, &err), -STATUS_USAGE);
    assert_int_equal(store_record_id(f->store, "7ZZZ", id, &err), -STATUS_NO_INPUT);
    assert_int_equal(store_record_id(f->store, "", id, &err), -STATUS_NO_INPUT);
}

/* A team's worth of entries, written by hand so that they may come in any order. */
#define DEVICES 3
#define ENTRIES 160

struct line {
    struct entry entry;
    char *text;
    size_t length;
    int64_t segment;
};

static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static size_t choose(uint64_t *state, size_t n)
{
    return (size_t)(next_random(state) % n);
}

static const char *const record_ids[] = {
    "01K4G0000000000000000000A1", "01K4G0000000000000000000B2", "01K4G0000000000000000000C3",
    "01K4G0000000000000000000D4", "01K4G0000000000000000000E5", "01K4G0000000000000000000F6",
    "01K4G0000000000000000000G7", "01K4G0000000000000000000H8",
};
/* The last is never written: links through it, parts of it. */
static const char *const kinds[] = {"client",          "client",          "employer", "employer",
                                    "employer_person", "employer_person", "note",     "client"};

static void write_line(struct line *out, uint64_t *rnd, const struct device_keys *keys,
                       const struct line *before, size_t count)
{
    static const char *const names[] = {"Alpha Ada", "Beta", "Gamma", "Delta's", ""};
    struct error err = {0};
    struct buf line = BUF_ZERO;
    struct value value = {0};
    struct device_keys device = keys[choose(rnd, DEVICES)];
    char device_text[DEVICE_ID_TEXT], id[ENTRY_ID_TEXT];
    device_id(device_text, &device.public);
    size_t record = choose(rnd, 7);
    const char *kind = kinds[record], *field = "name", *to = names[choose(rnd, 5)];
    switch (choose(rnd, 8)) {
    case 0:
        field = "_struck";
        to = choose(rnd, 2) ? "yes" : NULL;
        break;
    case 1:
        field = "_same_as";
        to = choose(rnd, 3) ? record_ids[choose(rnd, 8)] : NULL;
        break;
    case 2:
    case 3:
        field = strcmp(kind, "note") == 0 ? "client" : "employer";
        to = record_ids[choose(rnd, 8)];
        break;
    case 4:
        field = strcmp(kind, "note") == 0 ? "date" : "phone";
        to = "2026-09-0";
        break;
    default:
        break;
    }
    if (to)
        assert_int_equal(value_set_text(&value, to, strlen(to), &err), 0);
    const char *over[4];
    size_t over_count = 0;
    for (size_t tries = choose(rnd, 20); count > 0 && tries > 0 && over_count < 4; tries--) {
        const struct entry *e = &before[choose(rnd, count)].entry;
        bool same =
            strcmp(e->record, record_ids[record]) == 0 && strcmp(e->set[0].field, field) == 0;
        if (same || choose(rnd, 40) == 0)
            over[over_count++] = e->id;
    }
    struct assignment set = {field, &value, over, over_count};
    struct entry_draft draft = {.record = record_ids[record],
                                .kind = kind,
                                .compartment = record < 2 || record == 6 ? "casework" : "directory",
                                .device = device_text,
                                .at = "2026-09-07T13:00:00+01:00",
                                .clock = (int64_t)choose(rnd, 30),
                                .set = &set,
                                .count = 1};
    if (entry_write(&line, id, &draft, &device, &err) < 0)
        fail_msg("%s", err.message);
    assert_int_equal(entry_parse(&out->entry, buf_text(&line), line.len, &err), 0);
    assert_string_equal(out->entry.id, id);
    out->length = line.len;
    out->text = buf_take(&line);
    out->segment = 1 + (int64_t)choose(rnd, 4);
    value_clear(&value);
}

static void apply(struct store *s, const struct line *l, bool counted)
{
    struct error err = {0};
    struct entry_origin origin = {.segment = l->segment, .counted = counted, .sent = true};
    if (store_apply(s, &l->entry, l->text, l->length, &origin, &err) < 0)
        fail_msg("%s", err.message);
}

static void expect_dump(struct store *s, const struct buf *expected, const char *how)
{
    struct buf got = BUF_ZERO;
    store_fixture_dump(s, &got);
    if (strcmp(buf_text(&got), buf_text(expected)) != 0)
        fail_msg("%s gave another state:\n%s\n--- instead of ---\n%s", how, buf_text(&got),
                 buf_text(expected));
    buf_free(&got);
}

static void shuffle(size_t *order, size_t n, uint64_t *rnd)
{
    for (size_t i = n - 1; i > 0; i--) {
        size_t j = choose(rnd, i + 1), swap = order[i];
        order[i] = order[j];
        order[j] = swap;
    }
}

static void check_orders(uint64_t seed)
{
    struct error err = {0};
    uint64_t rnd = seed;
    struct device_keys keys[DEVICES] = {0};
    struct line lines[ENTRIES] = {0};
    size_t order[ENTRIES];
    struct buf all = BUF_ZERO, some = BUF_ZERO;
    for (size_t i = 0; i < DEVICES; i++)
        assert_int_equal(device_keys_generate(&keys[i], &err), 0);
    for (size_t i = 0; i < ENTRIES; i++) {
        write_line(&lines[i], &rnd, keys, lines, i);
        order[i] = i;
    }
    for (int round = 0; round < 7; round++) {
        struct store *s = store_fixture_open();
        /* Round 1 counts segments 2 to 4 only once all is held; the others from the start. */
        bool late = round == 1;
        bool bulk = round >= 3; /* all in one transaction; from round 5 on in several */
        if (bulk)
            assert_int_equal(store_bulk_begin(s, &err), 0);
        for (size_t i = 0; i < ENTRIES; i++) {
            const struct line *l = &lines[order[i]];
            apply(s, l, !late || l->segment == 1);
            if (choose(&rnd, 10) == 0)
                apply(s, &lines[order[choose(&rnd, i + 1)]], !late || l->segment == 1);
            if (round >= 5 && choose(&rnd, 8) == 0) {
                assert_int_equal(store_bulk_end(s, &err), 0);
                assert_int_equal(store_bulk_begin(s, &err), 0);
            }
        }
        if (bulk)
            assert_int_equal(store_bulk_end(s, &err), 0);
        for (int64_t segment = 2; late && segment <= 4; segment++)
            assert_int_equal(store_segment_count(s, segment, true, &err), 0);
        if (round == 0)
            store_fixture_dump(s, &all);
        expect_dump(s, &all, "another order");
        assert_int_equal(store_rebuild(s, &err), 0);
        expect_dump(s, &all, "a rebuild");
        /* Ending one segment is as if its entries had never counted. */
        assert_int_equal(store_segment_count(s, 3, false, &err), 0);
        if (round == 0)
            store_fixture_dump(s, &some);
        expect_dump(s, &some, "not counting a segment");
        assert_int_equal(store_rebuild(s, &err), 0);
        expect_dump(s, &some, "a rebuild without a segment");
        assert_int_equal(store_segment_count(s, 3, true, &err), 0);
        expect_dump(s, &all, "counting it again");
        store_close(s);
        shuffle(order, ENTRIES, &rnd);
    }
    for (size_t i = 0; i < ENTRIES; i++) {
        entry_clear(&lines[i].entry);
        free(lines[i].text);
    }
    for (size_t i = 0; i < DEVICES; i++)
        device_keys_clear(&keys[i]);
    buf_free(&all);
    buf_free(&some);
}

static void test_the_order_of_arrival_does_not_matter(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 3; seed++) {
        print_message("seed %d\n", (int)seed);
        check_orders(seed * UINT64_C(0x9E3779B97F4A7C15));
    }
}

#define LINKED 400

/* Anybody in the team can link any number of records in one segment: that takes the time of their
 * number. */
static void test_many_duplicates_are_found_at_once(void **state)
{
    struct store_fixture *f = *state;
    struct error err = {0};
    const struct entry_origin origin = {.segment = 1, .counted = true, .sent = true};
    struct record r = {0};
    char id[RECORD_ID_TEXT], first[RECORD_ID_TEXT];
    clock_t before = clock();
    assert_int_equal(store_bulk_begin(f->store, &err), 0);
    for (unsigned i = LINKED; i-- > 0;) { /* from the last: each names the one that comes next */
        struct line l = {0};
        struct buf line = BUF_ZERO;
        struct value to = {0};
        char entry[ENTRY_ID_TEXT];
        (void)snprintf(id, sizeof id, "01K4Q8YF3M7T2V9C5X%08u", i % LINKED);
        (void)snprintf(first, sizeof first, "01K4Q8YF3M7T2V9C5X%08u", (i > 0 ? i - 1 : 0) % LINKED);
        assert_int_equal(value_set_text(&to, first, strlen(first), &err), 0);
        const struct assignment set = {.field = "_same_as", .to = &to};
        const struct entry_draft draft = {.record = id,
                                          .kind = "employer",
                                          .compartment = "directory",
                                          .device = store_device_id(f->store),
                                          .at = "2026-09-07T13:00:00+01:00",
                                          .clock = 5,
                                          .set = &set,
                                          .count = 1};
        assert_int_equal(entry_write(&line, entry, &draft, store_device(f->store), &err), 0);
        assert_int_equal(entry_parse(&l.entry, line.data, line.len, &err), 0);
        assert_int_equal(store_apply(f->store, &l.entry, line.data, line.len, &origin, &err), 0);
        entry_clear(&l.entry);
        value_clear(&to);
        buf_free(&line);
    }
    assert_int_equal(store_bulk_end(f->store, &err), 0);
    assert_true((clock() - before) / CLOCKS_PER_SEC < 20);
    int64_t count = 0;
    assert_int_equal(store_count(f->store, "employer", &count, &err), 0);
    assert_int_equal(count, 1);
    (void)snprintf(id, sizeof id, "01K4Q8YF3M7T2V9C5X%08u", LINKED - 1);
    assert_int_equal(store_record(f->store, id, &r, &err), 0);
    assert_string_equal(r.id, "01K4Q8YF3M7T2V9C5X00000000");
    record_clear(&r);
}

#define WITH_STORE(test)                                                                           \
    cmocka_unit_test_setup_teardown(test, store_fixture_new, store_fixture_free)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_STORE(test_a_saved_value_is_read_back),
        WITH_STORE(test_a_replaced_value_goes),
        WITH_STORE(test_two_answers_are_both_kept),
        WITH_STORE(test_equal_answers_show_as_one),
        WITH_STORE(test_null_is_a_value),
        WITH_STORE(test_an_unknown_field_is_kept_and_comes_last),
        WITH_STORE(test_striking_takes_a_record_and_its_parts_out_of_lists),
        WITH_STORE(test_duplicates_show_as_one_under_the_smallest_id),
        WITH_STORE(test_many_duplicates_are_found_at_once),
        WITH_STORE(test_an_id_may_be_shortened),
        cmocka_unit_test(test_the_order_of_arrival_does_not_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

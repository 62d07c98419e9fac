/* SPDX-License-Identifier: GPL-3.0-or-later
 * Duplicates joined on one laptop while another works on both: every laptop comes to show the same,
 * and so it does after they are parted. So with what is said to be two, and with the team's
 * numbers.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "inwork/base/buf.h"
#include "inwork/model/apart.h"
#include "inwork/model/due.h"
#include "inwork/model/same.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "laptops.h"
#include "run_program.h"
#include "store_fixture.h"

struct team {
    char *folder;
    char remote[260];
    struct laptop a, b;
};

static int set_up(void **state)
{
    struct team *t = calloc(1, sizeof *t);
    t->folder = scratch_make();
    (void)snprintf(t->remote, sizeof t->remote, "%s/team.git", t->folder);
    laptop_new(&t->a, t->folder, "Ada Example");
    laptop_new(&t->b, t->folder, "Ben Example");
    laptop_found(&t->a, t->remote);
    laptop_join(&t->b, &t->a, t->remote, true, false);
    *state = t;
    return 0;
}

static int tear_down(void **state)
{
    struct team *t = *state;
    laptop_close(&t->a);
    laptop_close(&t->b);
    scratch_remove(t->folder);
    free(t->folder);
    free(t);
    return 0;
}

static void exchange(struct team *t)
{
    SYNCED(&t->a);
    SYNCED(&t->b);
    SYNCED(&t->a);
    struct buf one = {0}, two = {0};
    store_fixture_dump(t->a.store, &one);
    store_fixture_dump(t->b.store, &two);
    assert_string_equal(buf_text(&one), buf_text(&two));
    buf_free(&one);
    buf_free(&two);
}

static bool one_record(struct laptop *l, const char *x, const char *y)
{
    struct record a = {0}, b = {0};
    struct error err = {0};
    assert_int_equal(store_record(l->store, x, &a, &err), 0);
    assert_int_equal(store_record(l->store, y, &b, &err), 0);
    bool same = strcmp(a.id, b.id) == 0;
    record_clear(&a);
    record_clear(&b);
    return same;
}

static void joined_and_parted_on_two_laptops(void **state)
{
    struct team *t = *state;
    struct error err = {0};
    char x[RECORD_ID_TEXT], y[RECORD_ID_TEXT], z[RECORD_ID_TEXT], shown[RECORD_ID_TEXT];
    laptop_save(&t->a, NULL, "client", "name", "Cara Instance", x);
    laptop_save(&t->b, NULL, "client", "name", "Cara Instans", y);
    laptop_save(&t->b, NULL, "client", "name", "C. Instance", z);
    exchange(t);
    /* One joins two of them, the other two others, and both write on. */
    assert_int_equal(same_join(t->a.store, x, y, "one birthday", shown, &err), 0);
    assert_int_equal(same_join(t->b.store, y, z, "one address", shown, &err), 0);
    laptop_save(&t->a, x, "client", "phone", "01632 960001", NULL);
    laptop_save(&t->b, y, "client", "phone", "01632 960002", NULL);
    exchange(t);
    assert_true(one_record(&t->b, x, z));
    assert_int_equal(laptop_answers(&t->b, x, "phone"), 2);
    assert_int_equal(laptop_answers(&t->b, x, "name"), 3);
    /* Both part the same two, at the same time. */
    assert_int_equal(same_part(t->a.store, y, "two cousins", NULL, &err), 0);
    assert_int_equal(same_part(t->b.store, y, "two people", NULL, &err), 0);
    exchange(t);
    assert_false(one_record(&t->a, x, y));
    assert_false(one_record(&t->a, y, z));
    assert_string_equal(laptop_text(&t->a, y, "phone"), "01632 960002");
    assert_string_equal(laptop_text(&t->b, x, "phone"), "01632 960001");
    /* One joins them again while the other strikes one of them: struck is the whole. */
    assert_int_equal(same_join(t->a.store, x, y, "after all", shown, &err), 0);
    laptop_save(&t->b, y, "client", "_struck", "yes", NULL);
    exchange(t);
    assert_true(one_record(&t->b, x, y));
}

static int count_pair(const struct apart *pair, void *payload, struct error *err)
{
    (void)pair;
    (void)err;
    ++*(size_t *)payload;
    return 0;
}

static size_t said_to_be_two(struct laptop *l)
{
    size_t count = 0;
    assert_int_equal(apart_pairs(l->store, "client", count_pair, &count, NULL), 0);
    return count;
}

static int count_conflict(const struct record *r, const struct record_field *f, void *payload,
                          struct error *err)
{
    (void)r;
    (void)f;
    (void)err;
    ++*(size_t *)payload;
    return 0;
}

/* Each says of another that it is not the third, at the same time: both hold, and no one is asked
 * to choose. What both say, one of them takes back whole. */
static void two_said_on_two_laptops(void **state)
{
    struct team *t = *state;
    struct error err = {0};
    char x[RECORD_ID_TEXT], y[RECORD_ID_TEXT], z[RECORD_ID_TEXT];
    size_t conflicts = 0;
    laptop_save(&t->a, NULL, "client", "name", "Cara Instance", x);
    laptop_save(&t->a, NULL, "client", "name", "Cara Instance", y);
    laptop_save(&t->a, NULL, "client", "name", "Cara Instance", z);
    exchange(t);
    assert_int_equal(apart_say(t->a.store, x, z, "mother", &err), 0);
    assert_int_equal(apart_say(t->b.store, z, y, "daughter", &err), 0);
    exchange(t);
    assert_int_equal(said_to_be_two(&t->a), 2);
    assert_int_equal(said_to_be_two(&t->b), 2);
    assert_int_equal(store_conflicts(t->b.store, count_conflict, &conflicts, &err), 0);
    assert_int_equal(conflicts, 0);
    assert_int_equal(apart_say(t->a.store, x, y, NULL, &err), 0);
    assert_int_equal(apart_say(t->b.store, y, x, NULL, &err), 0);
    exchange(t);
    assert_int_equal(said_to_be_two(&t->a), 3);
    assert_int_equal(apart_take_back(t->b.store, x, y, NULL, &err), 0);
    exchange(t);
    assert_int_equal(said_to_be_two(&t->a), 2);
    bool said = true;
    assert_int_equal(apart_said(t->a.store, x, y, &said, &err), 0);
    assert_false(said);
}

static void assert_number(struct laptop *l, const char *name, const char *number)
{
    struct due d = {0};
    const char *found = NULL;
    assert_int_equal(due_read_clocks(&d, l->store, NULL), 0);
    for (size_t i = 0; i < d.clock_count; i++)
        for (size_t j = 0; j < d.clocks[i].setting_count; j++)
            if (strcmp(d.clocks[i].settings[j].name, name) == 0)
                found = d.clocks[i].settings[j].value;
    assert_non_null(found);
    assert_string_equal(found, number);
    due_clear(&d);
}

/* A number set by one counts for all; set by both apart, until one of them sets it again. */
static void a_number_of_the_team(void **state)
{
    struct team *t = *state;
    struct error err = {0};
    assert_int_equal(due_set(t->a.store, "not_seen_days", "21", NULL, &err), 0);
    exchange(t);
    assert_number(&t->b, "not_seen_days", "21");
    assert_int_equal(due_set(t->a.store, "plan_made_days", "14", NULL, &err), 0);
    assert_int_equal(due_set(t->b.store, "plan_made_days", "35", NULL, &err), 0);
    exchange(t);
    assert_int_equal(due_set(t->b.store, "plan_made_days", "30", NULL, &err), 0);
    assert_int_equal(due_set(t->b.store, "not_seen_days", "", NULL, &err), 0);
    exchange(t);
    assert_number(&t->a, "plan_made_days", "30");
    assert_number(&t->a, "not_seen_days", "28");
    assert_int_equal(due_set(t->a.store, "not_seen_days", "22", NULL, &err), 0);
    assert_int_equal(due_set(t->b.store, "not_seen_days", "23", NULL, &err), 0);
    exchange(t); /* one record in conflict: set again, it is settled */
    assert_int_equal(due_set(t->b.store, "not_seen_days", "24", NULL, &err), 0);
    exchange(t);
    assert_number(&t->a, "not_seen_days", "24");
}

int main(int argc, char **argv)
{
    laptops_main(argc, argv);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(joined_and_parted_on_two_laptops, set_up, tear_down),
        cmocka_unit_test_setup_teardown(two_said_on_two_laptops, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_number_of_the_team, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

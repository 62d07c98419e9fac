/* SPDX-License-Identifier: GPL-3.0-or-later
 * store/draft: kept, replaced, removed, and nothing to lists or sync.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/store/draft.h"
#include "inwork/store/record.h"
#include "store_fixture.h"

static const char one[] = "1111111111111111111111111111111111111111111111111111111111111111";
static const char two[] = "2222222222222222222222222222222222222222222222222222222222222222";

static int show(const struct draft *d, void *payload, struct error *err)
{
    (void)err;
    buf_printf(payload, "%s %s %s %d:", d->id, d->record ? d->record : "-", d->kind,
               (int)(d->at - FIXTURE_NOW));
    for (size_t i = 0; i < d->count; i++) {
        buf_printf(payload, " %s=%s", d->fields[i].field, d->fields[i].text);
        for (size_t j = 0; j < d->fields[i].over_count; j++)
            buf_printf(payload, " <%.64s>", d->fields[i].over[j]);
    }
    buf_add(payload, "\n");
    return 0;
}

static void expect(struct store *s, const char *record, const char *drafts)
{
    struct error err = {0};
    struct buf got = BUF_ZERO;
    assert_int_equal(store_drafts(s, record, show, &got, &err), 0);
    assert_string_equal(buf_text(&got), drafts);
    buf_free(&got);
}

static void test_drafts_are_kept_replaced_and_removed(void **state)
{
    struct store_fixture *f = *state;
    struct error err = {0};
    const char *over[] = {one, two};
    struct draft_field fields[] = {{"name", "Ad", over, 2}, {"date", "next fri", NULL, 0}};
    struct draft a = {.id = "A", .kind = "client", .fields = fields, .count = 2};
    struct draft b = {.id = "B", .record = "R", .kind = "note", .fields = fields + 1, .count = 1};
    char expected[400];
    assert_int_equal(store_draft_put(f->store, &a, &err), 0);
    f->now += 5;
    assert_int_equal(store_draft_put(f->store, &b, &err), 0);
    (void)snprintf(expected, sizeof expected,
                   "B R note 5: date=next fri\nA - client 0: name=Ad <%s> <%s> date=next fri\n",
                   one, two);
    expect(f->store, NULL, expected);
    expect(f->store, "R", "B R note 5: date=next fri\n");
    expect(f->store, "none", "");
    f->now += 5;
    a.count = 1;
    fields[0].text = "Ada\nExample";
    fields[0].over_count = 0;
    assert_int_equal(store_draft_put(f->store, &a, &err), 0);
    expect(f->store, NULL, "A - client 10: name=Ada\nExample\nB R note 5: date=next fri\n");
    assert_int_equal(store_draft_remove(f->store, "A", &err), 0);
    assert_int_equal(store_draft_remove(f->store, "A", &err), 0);
    expect(f->store, NULL, "B R note 5: date=next fri\n");
    int64_t count;
    assert_int_equal(store_count(f->store, "note", &count, &err), 0);
    assert_int_equal(count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_drafts_are_kept_replaced_and_removed,
                                        store_fixture_new, store_fixture_free),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

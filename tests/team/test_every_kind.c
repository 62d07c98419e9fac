/* SPDX-License-Identifier: GPL-3.0-or-later
 * Every kind of the catalogue, and every field, on two laptops: both make records, both change the
 * same record apart from each other, and both come to the same state in whatever order they sync.
 * Of each three fields of a shared record the first is changed by both, the second by Ada, the
 * third by Ben; references go to records that were made apart as well. The office, which reads the
 * directory alone, gets all of that and nothing else.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "answers.h"
#include "inwork/base/buf.h"
#include "inwork/model/field.h"
#include "inwork/model/save.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "laptops.h"
#include "store_fixture.h"

/* Some saves need a reason: what is said to an employer without a plan for it. */
#define WHY "Every kind at once."

enum whose { SHARED, ADA, BEN, OWNERS };
enum changed_by { BOTH, ADA_ALONE, BEN_ALONE, NOBODY };

struct ids {
    char of[OWNERS][RECORD_ID_TEXT];
};
struct world {
    struct trio *t;
    const struct catalogue *catalogue;
    struct ids *ids; /* one a kind */
    char ben[RECORD_ID_TEXT];
};

static struct ids *ids_of(const struct world *w, const char *kind)
{
    const struct catalogue_kind *k = catalogue_kind(w->catalogue, kind);
    assert_non_null(k);
    return &w->ids[k - w->catalogue->kinds];
}

static bool in_supervision(const struct catalogue_kind *k)
{
    return strcmp(k->compartment, COMPARTMENT_SUPERVISION) == 0;
}

static enum changed_by changed_by(const struct catalogue_kind *k, const struct catalogue_field *f)
{
    /* Whose supervision it is stays; "quick" is taken away by the model when a note is whole. */
    if ((in_supervision(k) && f == k->fields) || strcmp(f->name, "quick") == 0)
        return NOBODY;
    return (enum changed_by)((f - k->fields) % 3);
}

/* The answer of a field that one of the three has; false: none. */
static bool answer(const struct world *w, const struct catalogue_kind *k,
                   const struct catalogue_field *f, enum whose whose, struct laptop *l,
                   struct value *out)
{
    const struct field_context context = {.store = l->store};
    struct buf text = {0};
    bool both = changed_by(k, f) == BOTH;
    if (f->type == FIELD_REFERENCE) {
        bool person = in_supervision(k) && f == k->fields;
        buf_add(&text, person ? w->ben : ids_of(w, f->target)->of[whose]);
    } else if (answer_count(f) > 2) {
        answer_text(&text, k, f, (unsigned)whose);
    } else if (whose != SHARED || !both) {
        /* Two to choose from: what both will answer is open at first. */
        answer_text(&text, k, f, both ? (unsigned)whose - 1 : whose == SHARED ? 0 : 1);
    }
    bool any = text.len > 0;
    if (any && field_parse(out, f, buf_text(&text), text.len, &context, &l->err) < 0)
        fail_msg("%s.%s: %s", k->name, f->name, l->err.message);
    buf_free(&text);
    return any;
}

static void free_fields(struct save_field *fields, size_t count)
{
    for (size_t i = 0; i < count; i++)
        value_clear(&fields[i].to);
    free(fields);
}

/* A new record with an answer in every field that is no reference, but for whose it is. */
static void make(struct world *w, struct laptop *l, const struct catalogue_kind *k,
                 enum whose whose)
{
    struct save_field *fields = calloc(k->field_count, sizeof *fields);
    size_t count = 0;
    for (size_t i = 0; i < k->field_count; i++) {
        const struct catalogue_field *f = &k->fields[i];
        bool now = f->type != FIELD_REFERENCE || (in_supervision(k) && i == 0);
        if (now && answer(w, k, f, whose, l, &fields[count].to))
            fields[count++].field = f->name;
    }
    l->now++;
    if (save_new(l->store, k, fields, count, WHY, ids_of(w, k->name)->of[whose], NULL, &l->err) !=
        0)
        fail_msg("%s: %s", k->name, l->err.message);
    free_fields(fields, count);
}

/* Change the fields of a shared record that are this laptop's to change; or, of the laptop's own
 * record, set the references. */
static void change(struct world *w, struct laptop *l, const struct catalogue_kind *k,
                   enum whose whose, const char *record, bool references)
{
    struct save_field *fields = calloc(k->field_count, sizeof *fields);
    size_t count = 0;
    bool changed = false;
    for (size_t i = 0; i < k->field_count; i++) {
        const struct catalogue_field *f = &k->fields[i];
        enum changed_by by = changed_by(k, f);
        bool mine = by == BOTH || by == (whose == ADA ? ADA_ALONE : BEN_ALONE);
        if ((references ? f->type == FIELD_REFERENCE && by != NOBODY : mine) &&
            answer(w, k, f, whose, l, &fields[count].to))
            fields[count++].field = f->name;
    }
    l->now++;
    if (count > 0 &&
        save_changes(l->store, record, fields, count, WHY, &changed, NULL, &l->err) != 0)
        fail_msg("%s: %s", k->name, l->err.message);
    assert_true(changed == (count > 0));
    free_fields(fields, count);
}

/* In one transaction, as an import would: each save on its own would be mostly waiting for the
 * disk. */
static void for_all(struct world *w, struct laptop *l, enum whose whose)
{
    assert_int_equal(store_begin(l->store, &l->err), 0);
    for (size_t i = 0; i < w->catalogue->kind_count; i++)
        make(w, l, &w->catalogue->kinds[i], whose);
    for (size_t i = 0; i < w->catalogue->kind_count; i++) {
        const struct catalogue_kind *k = &w->catalogue->kinds[i];
        change(w, l, k, whose, w->ids[i].of[whose], true);
        if (whose != SHARED)
            change(w, l, k, whose, w->ids[i].of[SHARED], false);
    }
    assert_int_equal(store_commit(l->store, &l->err), 0);
}

static void assert_same(struct laptop *x, struct laptop *y)
{
    struct buf one = {0}, two = {0};
    laptop_entries(x, &one);
    laptop_entries(y, &two);
    assert_string_equal(buf_text(&one), buf_text(&two));
    buf_clear(&one);
    buf_clear(&two);
    store_fixture_dump(x->store, &one);
    store_fixture_dump(y->store, &two);
    assert_string_equal(buf_text(&one), buf_text(&two));
    buf_free(&one);
    buf_free(&two);
}

static bool has_head(const struct record_field *f, const struct value *v)
{
    for (size_t i = 0; i < f->head_count; i++)
        if (value_equal(&f->heads[i].value, v))
            return true;
    return false;
}

/* The field shows the answers of those who changed it, and nothing else. */
static void check_field(struct world *w, struct laptop *l, const struct record *r,
                        const struct catalogue_kind *k, const struct catalogue_field *f)
{
    static const enum whose last[] = {[ADA_ALONE] = ADA, [BEN_ALONE] = BEN, [NOBODY] = SHARED};
    enum changed_by by = changed_by(k, f);
    const struct record_field *held = record_field(r, f->name);
    struct value a = {0}, b = {0};
    if (by == BOTH) {
        assert_true(answer(w, k, f, ADA, l, &a) && answer(w, k, f, BEN, l, &b));
        if (!held || held->head_count != 2 || !has_head(held, &a) || !has_head(held, &b))
            fail_msg("%s.%s does not show both answers", k->name, f->name);
    } else if (strcmp(f->name, "quick") != 0) {
        assert_true(answer(w, k, f, last[by], l, &a));
        if (!held || held->head_count != 1 || !has_head(held, &a))
            fail_msg("%s.%s does not show the one answer", k->name, f->name);
    }
    value_clear(&a);
    value_clear(&b);
}

static void check(struct world *w, struct laptop *l)
{
    struct record r = {0};
    assert_int_equal(l->report.quarantined, 0);
    for (size_t i = 0; i < w->catalogue->kind_count; i++) {
        const struct catalogue_kind *k = &w->catalogue->kinds[i];
        assert_int_equal(store_record(l->store, w->ids[i].of[SHARED], &r, &l->err), 0);
        assert_string_equal(r.kind, k->name);
        for (size_t j = 0; j < k->field_count; j++)
            check_field(w, l, &r, k, &k->fields[j]);
        record_clear(&r);
        for (enum whose whose = ADA; whose < OWNERS; whose++) {
            assert_int_equal(store_record(l->store, w->ids[i].of[whose], &r, &l->err), 0);
            assert_string_equal(r.kind, k->name);
            assert_true(r.title[0] != 0);
            record_clear(&r);
        }
    }
}

/* The office holds the directory as the others do, and no record of anything else. */
static void check_office(struct world *w)
{
    struct laptop *office = &w->t->c;
    size_t kept_out = 0;
    SYNCED(office);
    for (size_t i = 0; i < w->catalogue->kind_count; i++) {
        const struct catalogue_kind *k = &w->catalogue->kinds[i];
        int64_t there = 0, here = 0;
        assert_int_equal(store_count(w->t->a.store, k->name, &there, &w->t->a.err), 0);
        assert_int_equal(store_count(office->store, k->name, &here, &office->err), 0);
        bool open = strcmp(k->compartment, "directory") == 0;
        kept_out += !open;
        if (here != (open ? there : 0))
            fail_msg("the office holds %d of %d of %s", (int)here, (int)there, k->name);
    }
    assert_true(kept_out > 0);
}

static struct world begin(struct trio *t)
{
    struct world w = {.t = t, .catalogue = store_catalogue(t->a.store)};
    struct buf ben = {0};
    w.ids = calloc(w.catalogue->kind_count, sizeof *w.ids);
    assert_int_equal(store_setting_get(t->b.store, "member", &ben, &t->b.err), 0);
    (void)snprintf(w.ben, sizeof w.ben, "%s", buf_text(&ben));
    buf_free(&ben);
    for_all(&w, &t->a, SHARED);
    SYNCED(&t->a);
    SYNCED(&t->b);
    assert_same(&t->a, &t->b);
    /* From here on apart from each other. */
    for_all(&w, &t->a, ADA);
    for_all(&w, &t->b, BEN);
    return w;
}

static void every_kind_converges_when_ada_is_first(void **state)
{
    struct trio *t = *state;
    struct world w = begin(t);
    SYNCED(&t->a);
    SYNCED(&t->b);
    SYNCED(&t->a);
    assert_same(&t->a, &t->b);
    check(&w, &t->a);
    check(&w, &t->b);
    check_office(&w);
    free(w.ids);
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

static size_t conflicts(struct laptop *l)
{
    size_t n = 0;
    assert_int_equal(store_conflicts(l->store, count_conflict, &n, &l->err), 0);
    return n;
}

/* Ben takes Ada's answer where both have one. */
static size_t settle(struct world *w, struct laptop *l)
{
    size_t settled = 0;
    assert_int_equal(store_begin(l->store, &l->err), 0);
    for (size_t i = 0; i < w->catalogue->kind_count; i++) {
        const struct catalogue_kind *k = &w->catalogue->kinds[i];
        for (size_t j = 0; j < k->field_count; j++) {
            struct save_field v = {.field = k->fields[j].name};
            if (changed_by(k, &k->fields[j]) != BOTH)
                continue;
            assert_true(answer(w, k, &k->fields[j], ADA, l, &v.to));
            assert_int_equal(save_resolved(l->store, w->ids[i].of[SHARED], &v, NULL, NULL, &l->err),
                             0);
            value_clear(&v.to);
            settled++;
        }
    }
    assert_int_equal(store_commit(l->store, &l->err), 0);
    return settled;
}

static void every_kind_converges_when_ben_is_first_and_settles(void **state)
{
    struct trio *t = *state;
    struct world w = begin(t);
    SYNCED(&t->b);
    SYNCED(&t->a);
    SYNCED(&t->b);
    assert_same(&t->a, &t->b);
    check(&w, &t->a);
    check(&w, &t->b);
    assert_int_equal(conflicts(&t->a), conflicts(&t->b));
    assert_int_equal(settle(&w, &t->b), conflicts(&t->a));
    assert_int_equal(conflicts(&t->b), 0);
    SYNCED(&t->b);
    SYNCED(&t->a);
    assert_same(&t->a, &t->b);
    assert_int_equal(conflicts(&t->a), 0);
    free(w.ids);
}

int main(int argc, char **argv)
{
    laptops_main(argc, argv);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_kind_converges_when_ada_is_first, trio_put_back,
                                        trio_close),
        cmocka_unit_test_setup_teardown(every_kind_converges_when_ben_is_first_and_settles,
                                        trio_put_back, trio_close),
    };
    return cmocka_run_group_tests(tests, trio_make, trio_remove);
}

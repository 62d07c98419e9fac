/* SPDX-License-Identifier: GPL-3.0-or-later
 * What must hold for every kind and field of the catalogue, whatever is added to it: what is shown
 * can be typed, JSON keeps it, a choice is found by value and by label, and a record written to CSV
 * comes back the same, references too.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "answers.h"
#include "inwork/app/app.h"
#include "inwork/app/command.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/fs.h"
#include "inwork/base/json.h"
#include "inwork/model/field.h"
#include "inwork/model/save.h"
#include "inwork/store/record.h"
#include "run_program.h"
#include "store_fixture.h"

static const struct field_context context = {.today = {2026, 9, 7}};

static void same(const struct catalogue_kind *k, const struct catalogue_field *f,
                 const struct value *one, const struct value *two, const char *how)
{
    struct buf a = BUF_ZERO, b = BUF_ZERO;
    value_to_json(&a, one);
    value_to_json(&b, two);
    if (!value_equal(one, two))
        fail_msg("%s.%s, %s: %s became %s", k->name, f->name, how, buf_text(&a), buf_text(&b));
    buf_free(&a);
    buf_free(&b);
}

static void read_as(const struct catalogue_kind *k, const struct catalogue_field *f,
                    const char *text, struct value *out)
{
    struct error err = {0};
    if (field_parse(out, f, text, strlen(text), &context, &err) != 0)
        fail_msg("%s.%s: “%s”: %s", k->name, f->name, text, err.message);
}

/* A value shown, typed again; and written as JSON, read again. */
static void there_and_back(const struct catalogue_kind *k, const struct catalogue_field *f,
                           const struct value *v)
{
    struct value again = {0};
    struct buf text = BUF_ZERO;
    struct json *json = NULL;
    struct error err = {0};
    field_show(&text, f, v);
    assert_true(text.len > 0);
    read_as(k, f, buf_text(&text), &again);
    same(k, f, v, &again, "shown and typed");
    value_clear(&again);
    buf_clear(&text);
    value_to_json(&text, v);
    assert_int_equal(value_from_json(&again, buf_text(&text), text.len, &err), 0);
    same(k, f, v, &again, "as JSON");
    value_clear(&again);
    /* a text alone is no document: in an object, as a program would hand it over */
    buf_clear(&text);
    buf_add(&text, "{\"v\":");
    value_to_json(&text, v);
    buf_push(&text, '}');
    assert_int_equal(json_parse(&json, buf_text(&text), text.len, 4, &err), 0);
    assert_int_equal(field_parse_json(&again, f, json_member(json, "v"), &context, &err), 0);
    same(k, f, v, &again, "from a program");
    json_free(json);
    value_clear(&again);
    buf_free(&text);
}

static void choices(const struct catalogue_kind *k, const struct catalogue_field *f)
{
    for (size_t i = 0; i < f->choice_count; i++) {
        struct value by_value = {0}, by_label = {0};
        read_as(k, f, f->choices[i].value, &by_value);
        read_as(k, f, f->choices[i].label, &by_label);
        same(k, f, &by_value, &by_label, f->choices[i].label);
        there_and_back(k, f, &by_value);
        value_clear(&by_value);
        value_clear(&by_label);
    }
}

static void every_answer_can_be_shown_and_typed(void **state)
{
    struct store *s = ((struct store_fixture *)*state)->store;
    const struct catalogue *c = store_catalogue(s);
    size_t fields = 0;
    for (size_t i = 0; i < c->kind_count; i++) {
        const struct catalogue_kind *k = &c->kinds[i];
        for (size_t j = 0; j < k->field_count; j++, fields++) {
            const struct catalogue_field *f = &k->fields[j];
            for (unsigned which = 0; which < answer_count(f); which++) {
                struct value v = {0};
                struct buf text = BUF_ZERO;
                answer_text(&text, k, f, which);
                read_as(k, f, buf_text(&text), &v);
                there_and_back(k, f, &v);
                value_clear(&v);
                buf_free(&text);
            }
            choices(k, f);
        }
    }
    assert_true(fields > 1000);
}

/* A command run on the store, what it wrote collected. */
struct run {
    struct app app;
    struct output out;
    struct buf bytes;
    struct buf told;
};

static int take_bytes(struct output *o, const void *bytes, size_t n)
{
    struct run *r = o->payload;
    buf_append(&r->bytes, bytes, n);
    return 0;
}

static int take_line(struct output *o, const char *text, size_t n)
{
    struct run *r = o->payload;
    buf_append(&r->told, text, n);
    buf_push(&r->told, '\n');
    return 0;
}

static void take_note(struct output *o, const char *text)
{
    (void)take_line(o, text, strlen(text));
}

static void run_command(struct run *r, const char *name, const char *kind, const char *file,
                        const char *option, const char *value)
{
    const char *words[] = {name, kind, file};
    struct error err = {0};
    size_t used = 0;
    const struct command *c = command_named(words, 3, &used);
    struct command_given given = {.value = value};
    for (size_t i = 0; i < c->option_count; i++)
        if (strcmp(c->options[i].name, option) == 0)
            given.option = &c->options[i];
    assert_non_null(given.option);
    const struct command_args args = {words + 1, file ? 2 : 1, &given, 1};
    buf_clear(&r->bytes);
    buf_clear(&r->told);
    if (command_run(c, &r->app, &args, &r->out, &err) != 0)
        fail_msg("%s %s: %s\n%s", name, kind, err.message, buf_text(&r->told));
}

/* The sharing log grows with each export of what is about clients. */
#define SEEN_MOST 600

struct seen {
    char ids[SEEN_MOST][RECORD_ID_TEXT];
    size_t count;
};

static int see(const struct title_row *row, void *payload, struct error *err)
{
    struct seen *seen = payload;
    (void)err;
    assert_true(seen->count < SEEN_MOST);
    (void)snprintf(seen->ids[seen->count++], RECORD_ID_TEXT, "%s", row->id);
    return 0;
}

static struct seen ids_now(struct store *s, const char *kind)
{
    struct error err = {0};
    struct seen seen = {0};
    const struct list_request request = {.kind = kind};
    assert_int_equal(store_titles(s, &request, see, &seen, &err), 0);
    return seen;
}

static bool knows(const struct seen *seen, const char *id)
{
    for (size_t i = 0; i < seen->count; i++)
        if (strcmp(seen->ids[i], id) == 0)
            return true;
    return false;
}

static bool same_record(struct store *s, const struct catalogue_kind *k, const char *one,
                        const char *two, const char **differs)
{
    struct error err = {0};
    struct record a = {0}, b = {0};
    bool equal = true;
    assert_int_equal(store_record(s, one, &a, &err), 0);
    assert_int_equal(store_record(s, two, &b, &err), 0);
    for (size_t i = 0; i < k->field_count && equal; i++) {
        const struct record_field *x = record_field(&a, k->fields[i].name);
        const struct record_field *y = record_field(&b, k->fields[i].name);
        equal = x && y ? x->head_count == 1 && y->head_count == 1 &&
                             value_equal(&x->heads[0].value, &y->heads[0].value)
                       : !x && !y;
        *differs = k->fields[i].name;
    }
    record_clear(&a);
    record_clear(&b);
    return equal;
}

/* Out as CSV and in again: among what came in is the same record, field by field. */
static void csv_there_and_back(struct run *r, const struct answers *all, size_t place,
                               const char *file)
{
    const struct catalogue_kind *k = &all->catalogue->kinds[place];
    struct store *s = r->app.store;
    struct error err = {0};
    const char *differs = "";
    bool found = false;
    run_command(r, "export", k->name, NULL, "format", "csv");
    struct seen before = ids_now(s, k->name);
    assert_int_equal(fs_write(file, r->bytes.data, r->bytes.len, &err), 0);
    run_command(r, "import", k->name, file, "map", "id=");
    struct seen after = ids_now(s, k->name);
    assert_true(after.count > before.count);
    for (size_t i = 0; i < after.count && !found; i++)
        found = !knows(&before, after.ids[i]) &&
                same_record(s, k, all->ids[place], after.ids[i], &differs);
    if (!found)
        fail_msg("%s: %s differs after CSV\n%s%s", k->name, differs, buf_text(&r->bytes),
                 buf_text(&r->told));
}

static void every_kind_survives_csv(void **state)
{
    struct store_fixture *f = *state;
    struct run r = {.app = {.store = f->store, .passphrase_fd = -1}};
    r.out = (struct output){.line = take_line,
                            .object = take_line,
                            .note = take_note,
                            .bytes = take_bytes,
                            .payload = &r};
    struct answers all = answers_fill(f->store);
    char *folder = scratch_make();
    char file[300];
    (void)snprintf(file, sizeof file, "%s/kind.csv", folder);
    for (size_t i = 0; i < all.catalogue->kind_count; i++)
        csv_there_and_back(&r, &all, i, file);
    scratch_remove(folder);
    free(folder);
    free(all.ids);
    buf_free(&r.bytes);
    buf_free(&r.told);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_answer_can_be_shown_and_typed, store_fixture_new,
                                        store_fixture_free),
        cmocka_unit_test_setup_teardown(every_kind_survives_csv, store_fixture_new,
                                        store_fixture_free),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

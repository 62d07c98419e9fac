/* SPDX-License-Identifier: GPL-3.0-or-later
 * Stores for tests: opening, saving, and a dump of all that is derived.
 */
#include "store_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/record.h"
#include "inwork/store/search.h"

static int64_t fixture_now(void *payload)
{
    return *(const int64_t *)payload;
}

static int64_t standing_now(void *payload)
{
    (void)payload;
    return FIXTURE_NOW;
}

int store_fixture_new(void **state)
{
    struct error err = {0};
    struct store_fixture *f = calloc(1, sizeof *f);
    if (!f)
        return -1;
    f->now = FIXTURE_NOW;
    struct store_options options = {.now = fixture_now, .now_payload = &f->now};
    if (store_open_memory(&f->store, &options, &err) < 0 ||
        store_device_create(f->store, &err) < 0) {
        print_error("%s\n", err.message);
        store_close(f->store);
        free(f);
        return -1;
    }
    *state = f;
    return 0;
}

int store_fixture_free(void **state)
{
    struct store_fixture *f = *state;
    store_close(f->store);
    free(f);
    return 0;
}

struct store *store_fixture_open(void)
{
    struct error err = {0};
    struct store *s = NULL;
    struct store_options options = {.now = standing_now};
    if (store_open_memory(&s, &options, &err) < 0)
        fail_msg("%s", err.message);
    return s;
}

struct saved store_fixture_save(struct store *s, const char *record, const char *kind,
                                const char *field, const char *text, const char *over)
{
    struct error err = {0};
    struct saved saved;
    struct value value = {0};
    if (text)
        assert_int_equal(value_set_text(&value, text, strlen(text), &err), 0);
    struct assignment set = {field, &value, &over, over ? 1 : 0};
    struct change change = {.record = record, .kind = kind, .set = &set, .count = 1};
    if (store_save(s, &change, saved.record, saved.entry, &err) < 0)
        fail_msg("%s", err.message);
    value_clear(&value);
    return saved;
}

static void dump_fields(struct buf *out, const struct record_field *fields, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct record_field *f = &fields[i];
        buf_printf(out, "  %s\n", f->name);
        for (size_t j = 0; j < f->head_count; j++) {
            buf_printf(out, "    %s %s", f->heads[j].entry, f->heads[j].gap ? "gap " : "");
            value_to_json(out, &f->heads[j].value);
            buf_push(out, '\n');
        }
        for (size_t j = 0; j < f->entry_count; j++)
            buf_printf(out, "    over %s %s\n", f->entries[j], f->records[j]);
    }
}

struct dump {
    struct store *store;
    struct buf *out;
    const char **ids;
    size_t count;
};

static int keep_id(const struct title_row *row, void *payload, struct error *err)
{
    (void)err;
    struct dump *d = payload;
    d->ids = realloc(d->ids, (d->count + 1) * sizeof *d->ids);
    assert_non_null(d->ids);
    char *line = NULL;
    assert_true(asprintf(&line, "%s %s detail=%s conflict=%d", row->id, row->title, row->detail,
                         row->conflict) > 0);
    d->ids[d->count++] = line;
    return 0;
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void dump_rows(struct dump *d, bool with_records)
{
    if (d->count > 0)
        qsort(d->ids, d->count, sizeof *d->ids, compare_texts);
    for (size_t i = 0; i < d->count; i++) {
        buf_printf(d->out, "%s\n", d->ids[i]);
        if (with_records) {
            struct error err = {0};
            struct record r = {0};
            char id[RECORD_ID_TEXT];
            (void)snprintf(id, sizeof id, "%s", d->ids[i]);
            if (store_record(d->store, id, &r, &err) < 0)
                fail_msg("%s", err.message);
            buf_printf(d->out, " %s %s struck=%d\n", r.kind, r.compartment, r.struck);
            dump_fields(d->out, r.fields, r.field_count);
            dump_fields(d->out, r.reserved, r.reserved_count);
            record_clear(&r);
        }
        free((char *)d->ids[i]);
    }
    free(d->ids);
    d->ids = NULL;
    d->count = 0;
}

void store_fixture_dump(struct store *s, struct buf *out)
{
    static const char *const words[] = {"alpha", "beta", "gamma", "delta", "ada", "a"};
    struct error err = {0};
    struct dump d = {.store = s, .out = out};
    const struct catalogue *c = store_catalogue(s);
    for (size_t i = 0; i < c->kind_count; i++) {
        int64_t count;
        struct list_request all = {.kind = c->kinds[i].name, .struck = true};
        struct list_request shown = {.kind = c->kinds[i].name};
        assert_int_equal(store_count(s, all.kind, &count, &err), 0);
        buf_printf(out, "== %s %d\n", all.kind, (int)count);
        assert_int_equal(store_titles(s, &shown, keep_id, &d, &err), 0);
        dump_rows(&d, false);
        assert_int_equal(store_titles(s, &all, keep_id, &d, &err), 0);
        dump_rows(&d, true);
    }
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        struct search_request request = {.words = words[i]};
        buf_printf(out, "== words %s\n", words[i]);
        assert_int_equal(store_search(s, &request, NULL, keep_id, &d, &err), 0);
        dump_rows(&d, false);
    }
    assert_int_equal(buf_ok(out, &err), 0);
}

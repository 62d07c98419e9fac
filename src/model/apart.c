/* SPDX-License-Identifier: GPL-3.0-or-later
 * "Not the same": the younger record names the older in _not_same_as; taking that back empties it.
 */
#include "inwork/model/apart.h"

#include <stdlib.h>
#include <string.h>

#include "inwork/base/error.h"
#include "inwork/model/client_names.h"
#include "inwork/model/same.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"

#define FIELD "_not_same_as"

/* Where it stands that one record is not another: both as they show. */
struct mark {
    char record[RECORD_ID_TEXT]; /* that names the other */
    char entry[ENTRY_ID_TEXT];
};
struct marks {
    const char *other; /* as it shows; NULL: any */
    struct mark *items;
    size_t count;
    const char *record; /* for apart_from */
    apart_fn tell;
    void *payload;
};

static int take_mark(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    struct marks *m = payload;
    (void)count;
    if (m->tell) {
        const struct apart pair = {m->record, NULL, c[2].bytes, c[3].bytes};
        return m->tell(&pair, m->payload, err);
    }
    if (strcmp(c[2].bytes, m->other) != 0)
        return 0;
    struct mark *items = reallocarray(m->items, m->count + 1, sizeof *items);
    if (!items)
        return error_memory(err);
    m->items = items;
    struct mark *to = &m->items[m->count++];
    *to = (struct mark){0};
    (void)memccpy(to->record, c[0].bytes, '\0', sizeof to->record - 1);
    (void)memccpy(to->entry, c[1].bytes, '\0', sizeof to->entry - 1);
    return 0;
}

static int read_marks(struct marks *m, struct store *s, const char *record, const char *kind,
                      struct error *err)
{
    const struct store_cell parameters[] = {store_text(record), store_text(kind)};
    return store_query(s, "apart_from", parameters, 2, take_mark, m, err);
}

static int write_mark(struct store *s, const char *record, const char *kind, const struct value *to,
                      const char *over, const char *why, struct error *err)
{
    const struct assignment set = {FIELD, to, over ? &over : NULL, over ? 1u : 0u};
    const struct change change = {
        .record = record, .kind = kind, .why = why, .set = &set, .count = 1};
    return store_save(s, &change, NULL, NULL, err);
}

/* The younger names the older. */
static int add_mark(struct store *s, const struct record *a, const struct record *b,
                    const char *why, struct error *err)
{
    bool a_first = strcmp(a->id, b->id) < 0;
    const char *to = a_first ? a->id : b->id;
    struct value id = {0};
    int status = value_set_text(&id, to, strlen(to), err);
    if (status == 0)
        status = write_mark(s, a_first ? b->id : a->id, a->kind, &id, NULL, why, err);
    value_clear(&id);
    return status;
}

static int empty_marks(struct store *s, const struct marks *m, const char *kind, const char *why,
                       struct error *err)
{
    const struct value nothing = {0};
    int status = 0;
    for (size_t i = 0; status == 0 && i < m->count; i++)
        status = write_mark(s, m->items[i].record, kind, &nothing, m->items[i].entry, why, err);
    return status;
}

static int change_mark(struct store *s, const char *one, const char *other, bool apart,
                       const char *why, struct error *err)
{
    struct record a = {0};
    struct record b = {0};
    struct marks marks = {0};
    int status = store_record(s, one, &a, err);
    if (status == 0)
        status = store_record(s, other, &b, err);
    if (status == 0 && apart)
        status = same_check(s, one, other, err);
    const struct catalogue_kind *kind =
        status == 0 ? catalogue_kind(store_catalogue(s), a.kind) : NULL;
    if (status == 0 && kind)
        status = directory_check(s, NULL, kind, NULL, 0, why, NULL, err);
    marks.other = b.id;
    if (status == 0)
        status = read_marks(&marks, s, a.id, a.kind, err);
    if (status == 0 && apart && marks.count == 0)
        status = add_mark(s, &a, &b, why, err);
    if (status == 0 && !apart && marks.count == 0)
        status = error_set(err, STATUS_DATA, "nobody said that %s and %s are two", one, other);
    if (status == 0 && !apart)
        status = empty_marks(s, &marks, a.kind, why, err);
    free(marks.items);
    record_clear(&a);
    record_clear(&b);
    return status;
}

static int change_whole(struct store *s, const char *one, const char *other, bool apart,
                        const char *why, struct error *err)
{
    int status = store_begin(s, err);
    if (status < 0)
        return status;
    status = change_mark(s, one, other, apart, why && why[0] ? why : NULL, err);
    if (status == 0)
        status = store_commit(s, err);
    else
        store_rollback(s);
    return status;
}

int apart_say(struct store *s, const char *one, const char *other, const char *why,
              struct error *err)
{
    return change_whole(s, one, other, true, why, err);
}

int apart_take_back(struct store *s, const char *one, const char *other, const char *why,
                    struct error *err)
{
    return change_whole(s, one, other, false, why, err);
}

int apart_said(struct store *s, const char *one, const char *other, bool *out, struct error *err)
{
    struct record a = {0};
    struct record b = {0};
    struct marks marks = {.other = b.id};
    int status = store_record(s, one, &a, err);
    if (status == 0)
        status = store_record(s, other, &b, err);
    if (status == 0)
        status = read_marks(&marks, s, a.id, a.kind, err);
    *out = status == 0 && marks.count > 0;
    free(marks.items);
    record_clear(&a);
    record_clear(&b);
    return status;
}

int apart_from(struct store *s, const char *record, const char *kind, apart_fn pair, void *payload,
               struct error *err)
{
    struct marks m = {.record = record, .tell = pair, .payload = payload};
    return read_marks(&m, s, record, kind, err);
}

struct telling {
    apart_fn tell;
    void *payload;
};

static int tell_pair(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    const struct telling *t = payload;
    const struct apart pair = {c[0].bytes, c[1].bytes, c[2].bytes, c[3].bytes};
    (void)count;
    return t->tell(&pair, t->payload, err);
}

int apart_pairs(struct store *s, const char *kind, apart_fn pair, void *payload, struct error *err)
{
    struct telling t = {pair, payload};
    const struct store_cell parameter = store_text(kind);
    return store_query(s, "apart_pairs", &parameter, 1, tell_pair, &t, err);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Joining duplicates: the younger record names the older in _same_as; taking that back empties it.
 */
#include "inwork/model/same.h"

#include <stdlib.h>
#include <string.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/model/apart.h"
#include "inwork/model/client_names.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"

static int check_struck(const struct record *r, struct error *err)
{
    if (!r->struck)
        return 0;
    (void)error_set(err, STATUS_DATA, "%s is struck", r->id);
    return error_hint(err, "Take that back first: inwork strike %s --undo", r->id);
}

static int check(const struct record *a, const struct record *b, const char *one, const char *other,
                 struct error *err)
{
    if (strcmp(one, other) == 0)
        return error_set(err, STATUS_DATA, "%s is one record, not two", one);
    if (strcmp(a->id, b->id) == 0)
        return error_set(err, STATUS_DATA, "%s and %s show as one already", one, other);
    if (strcmp(a->kind, b->kind) != 0)
        return error_set(err, STATUS_DATA, "a record of kind %s cannot be the same as one of %s",
                         a->kind, b->kind);
    if (strcmp(a->compartment, b->compartment) != 0)
        return error_set(err, STATUS_DATA, "they are kept apart for different readers: %s and %s",
                         a->compartment, b->compartment);
    int status = check_struck(a, err);
    return status == 0 ? check_struck(b, err) : status;
}

static int load_both(struct store *s, const char *one, const char *other, struct record *a,
                     struct record *b, struct error *err)
{
    int status = store_record(s, one, a, err);
    if (status == 0)
        status = store_record(s, other, b, err);
    return status == 0 ? check(a, b, one, other, err) : status;
}

int same_check(struct store *s, const char *one, const char *other, struct error *err)
{
    struct record a = {0};
    struct record b = {0};
    int status = load_both(s, one, other, &a, &b, err);
    record_clear(&a);
    record_clear(&b);
    return status;
}

/* An emptied _same_as of this very record is replaced; a link it has stays beside the new one. */
struct over {
    const char **entries;
    size_t count;
};

static int over_own(struct over *out, const struct record *r, struct error *err)
{
    const struct record_field *f = record_field(r, "_same_as");
    out->entries = calloc(f ? f->entry_count + 1 : 1, sizeof *out->entries);
    out->count = 0;
    if (!out->entries)
        return error_memory(err);
    bool emptied = f && f->head_count == 1 && f->heads[0].value.type == VALUE_NULL;
    for (size_t i = 0; emptied && i < f->entry_count; i++)
        if (strcmp(f->records[i], r->id) == 0)
            out->entries[out->count++] = f->entries[i];
    return 0;
}

static int link_to(struct store *s, const struct record *from, const char *to, const char *why,
                   struct error *err)
{
    struct value id = {0};
    struct over over = {0};
    int status = value_set_text(&id, to, strlen(to), err);
    if (status == 0)
        status = over_own(&over, from, err);
    if (status == 0) {
        const struct assignment set = {"_same_as", &id, over.entries, over.count};
        const struct change change = {
            .record = from->id, .kind = from->kind, .why = why, .set = &set, .count = 1};
        status = store_save(s, &change, NULL, NULL, err);
    }
    free(over.entries);
    value_clear(&id);
    return status;
}

static int check_why(struct store *s, const char *kind, const char *why, struct error *err)
{
    const struct catalogue_kind *k = catalogue_kind(store_catalogue(s), kind);
    return k ? directory_check(s, NULL, k, NULL, 0, why, NULL, err) : 0;
}

/* The younger names the older, under which they show. */
static int join(struct store *s, const char *one, const char *other, const char *why,
                char shown[RECORD_ID_TEXT], struct error *err)
{
    struct record a = {0};
    struct record b = {0};
    int status = load_both(s, one, other, &a, &b, err);
    if (status == 0)
        status = check_why(s, a.kind, why, err);
    bool apart = false;
    if (status == 0)
        status = apart_said(s, a.id, b.id, &apart, err);
    if (status == 0 && apart)
        status = apart_take_back(s, a.id, b.id, why, err);
    if (status == 0) {
        bool a_first = strcmp(a.id, b.id) < 0;
        status = link_to(s, a_first ? &b : &a, a_first ? a.id : b.id, why, err);
        (void)memcpy(shown, a_first ? a.id : b.id, RECORD_ID_TEXT);
    }
    record_clear(&a);
    record_clear(&b);
    return status;
}

int same_join(struct store *s, const char *one, const char *other, const char *why,
              char shown[RECORD_ID_TEXT], struct error *err)
{
    if (!why || why[0] == '\0')
        return error_set(err, STATUS_USAGE, "joining two records needs a reason");
    int status = store_begin(s, err);
    if (status < 0)
        return status;
    status = join(s, one, other, why, shown, err);
    if (status == 0)
        status = store_commit(s, err);
    else
        store_rollback(s);
    return status;
}

struct link {
    char record[RECORD_ID_TEXT];
    char entry[ENTRY_ID_TEXT];
};
struct links {
    struct link *items;
    size_t count;
};

static int take_link(const struct store_cell *columns, size_t count, void *payload,
                     struct error *err)
{
    struct links *l = payload;
    (void)count;
    struct link *items = reallocarray(l->items, l->count + 1, sizeof *items);
    if (!items)
        return error_memory(err);
    l->items = items;
    struct link *to = &l->items[l->count++];
    *to = (struct link){0};
    (void)memccpy(to->record, columns[0].bytes, '\0', sizeof to->record - 1);
    (void)memccpy(to->entry, columns[2].bytes, '\0', sizeof to->entry - 1);
    return 0;
}

static int links_of(struct links *out, struct store *s, const char *record, const char *kind,
                    struct error *err)
{
    const struct store_cell parameters[] = {store_text(record), store_text(kind)};
    return store_query(s, "same_links", parameters, 2, take_link, out, err);
}

static int unlink_one(struct store *s, const struct link *l, const char *kind, const char *why,
                      struct error *err)
{
    const struct value nothing = {0};
    const char *over[] = {l->entry};
    const struct assignment set = {"_same_as", &nothing, over, 1};
    const struct change change = {
        .record = l->record, .kind = kind, .why = why, .set = &set, .count = 1};
    return store_save(s, &change, NULL, NULL, err);
}

static int part(struct store *s, const char *record, const char *why, size_t *parted,
                struct error *err)
{
    struct record r = {0};
    struct links links = {0};
    int status = store_record(s, record, &r, err);
    if (status == 0)
        status = check_why(s, r.kind, why, err);
    if (status == 0)
        status = links_of(&links, s, record, r.kind, err);
    if (status == 0 && links.count == 0)
        status = error_set(err, STATUS_DATA, "%s is joined to no other record", record);
    for (size_t i = 0; status == 0 && i < links.count; i++)
        status = unlink_one(s, &links.items[i], r.kind, why, err);
    if (status == 0 && parted)
        *parted = links.count;
    free(links.items);
    record_clear(&r);
    return status;
}

int same_part(struct store *s, const char *record, const char *why, size_t *parted,
              struct error *err)
{
    int status = store_begin(s, err);
    if (status < 0)
        return status;
    status = part(s, record, why && why[0] ? why : NULL, parted, err);
    if (status == 0)
        status = store_commit(s, err);
    else
        store_rollback(s);
    return status;
}

int same_joined(struct store *s, const char *record, const char *kind, bool *out, struct error *err)
{
    struct links links = {0};
    int status = links_of(&links, s, record, kind, err);
    *out = status == 0 && links.count > 0;
    free(links.items);
    return status;
}

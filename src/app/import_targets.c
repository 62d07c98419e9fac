/* SPDX-License-Identifier: GPL-3.0-or-later
 * Records by the names that the cells of a spreadsheet give them: read once for each kind, sorted.
 */
#include <stdlib.h>
#include <string.h>

#include "import_int.h"
#include "inwork/base/error.h"
#include "inwork/base/id.h"
#include "inwork/model/duplicate.h"
#include "inwork/store/entry.h"
#include "inwork/store/store.h"

struct target {
    char *key;
    char id[RECORD_ID_TEXT];
};

struct target_kind {
    const struct catalogue_kind *kind;
    struct target *items;
    size_t count, room;
};

/* What is compared: an organisation's name without its legal form, anybody else's words in any
 * order. */
static void key_of(struct buf *out, const struct catalogue_kind *kind, const char *name, size_t n)
{
    if (strcmp(kind->name, "employer") == 0)
        duplicate_organisation_words(out, name, n);
    else
        duplicate_person_words(out, name, n);
}

static int add(struct target_kind *k, const char *id, const char *name, size_t n, struct error *err)
{
    if (k->count == k->room) {
        size_t room = k->room ? k->room * 2 : 256;
        struct target *items = reallocarray(k->items, room, sizeof *items);
        if (!items)
            return error_memory(err);
        k->items = items;
        k->room = room;
    }
    struct buf key = BUF_ZERO;
    key_of(&key, k->kind, name, n);
    buf_push(&key, '\0');
    struct target *to = &k->items[k->count];
    *to = (struct target){.key = buf_take(&key)};
    if (!to->key)
        return error_memory(err);
    k->count++;
    (void)memccpy(to->id, id, '\0', sizeof to->id - 1);
    return 0;
}

static int take(const struct store_cell *columns, size_t count, void *payload, struct error *err)
{
    int status = 0;
    for (size_t i = 1; status == 0 && i < count; i++)
        if (columns[i].type == STORE_TEXT && columns[i].length > 0)
            status = add(payload, columns[0].bytes, columns[i].bytes, columns[i].length, err);
    return status;
}

static int by_key(const void *a, const void *b)
{
    const struct target *x = a;
    const struct target *y = b;
    int order = strcmp(x->key, y->key);
    return order != 0 ? order : strcmp(x->id, y->id);
}

static int read_kind(struct target_kind **out, struct import_targets *targets, struct store *s,
                     const struct catalogue_kind *kind, struct error *err)
{
    for (size_t i = 0; i < targets->count; i++) {
        *out = &targets->kinds[i];
        if ((*out)->kind == kind)
            return 0;
    }
    struct target_kind *kinds =
        reallocarray(targets->kinds, targets->count + 1, sizeof *targets->kinds);
    if (!kinds)
        return error_memory(err);
    targets->kinds = kinds;
    *out = &kinds[targets->count++];
    **out = (struct target_kind){.kind = kind};
    const struct store_cell name = store_text(kind->name);
    int status = store_query(s, "import_targets", &name, 1, take, *out, err);
    if (status == 0 && (*out)->count > 1)
        qsort((*out)->items, (*out)->count, sizeof *(*out)->items, by_key);
    return status;
}

static size_t first_not_before(const struct target_kind *k, const char *key)
{
    size_t low = 0;
    size_t high = k->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(k->items[middle].key, key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

int import_target(struct buf *out, struct import_targets *targets, struct store *s,
                  const struct catalogue_kind *kind, const char *name, size_t n, struct error *err)
{
    struct target_kind *k = NULL;
    struct buf key = BUF_ZERO;
    const char *id = NULL;
    size_t found = 0;
    int status = read_kind(&k, targets, s, kind, err);
    if (status < 0)
        return status;
    key_of(&key, kind, name, n);
    for (size_t i = first_not_before(k, buf_text(&key));
         i < k->count && key.len > 0 && strcmp(k->items[i].key, buf_text(&key)) == 0; i++) {
        found += id == NULL || strcmp(id, k->items[i].id) != 0;
        id = k->items[i].id;
    }
    buf_free(&key);
    if (found == 1) {
        buf_add(out, id);
        return buf_ok(out, err);
    }
    return found == 0 ? error_set(err, STATUS_DATA, "no %s here is called “%.*s”", kind->name,
                                  (int)(n < 200 ? n : 200), name)
                      : error_set(err, STATUS_DATA, "%zu records of kind %s are called “%.*s”",
                                  found, kind->name, (int)(n < 200 ? n : 200), name);
}

void import_targets_clear(struct import_targets *targets)
{
    for (size_t i = 0; i < targets->count; i++) {
        for (size_t j = 0; j < targets->kinds[i].count; j++)
            free(targets->kinds[i].items[j].key);
        free(targets->kinds[i].items);
    }
    free(targets->kinds);
    *targets = (struct import_targets){0};
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * The set of records to derive: marking, deriving, and the search index after them.
 */
#include "dirty_int.h"

#include "batch_int.h"
#include "derive_int.h"
#include "index_int.h"
#include "inwork/base/error.h"
#include "inwork/store/catalogue.h"
#include "standing_int.h"
#include "store_int.h"

#define INDEX_MANY 2000
#define DIRTY_LIMIT 50000
#define DIRTY_BYTES_LIMIT (64u << 20)

struct dirty_item {
    int64_t home;
    int64_t place;               /* rowid in table search */
    bool pending;                /* to be derived */
    bool behind;                 /* its row in the index waits to be changed */
    struct indexed held, wanted; /* what the index holds and shall hold */
};

struct dirty_set {
    struct dirty_item *items;
    size_t count, room;
    uint32_t *table; /* open addressing: index + 1, or 0 */
    size_t table_size;
    size_t *queue;
    size_t queue_count, queue_room, queue_at;
    int64_t *links; /* records whose links changed */
    size_t link_count, link_room;
    size_t bytes;
    struct current_rows rows, old_rows;
    struct standing_texts texts;
};

void dirty_clear(struct dirty_set *set)
{
    if (!set)
        return;
    for (size_t i = 0; i < set->count; i++) {
        indexed_clear(&set->items[i].held);
        indexed_clear(&set->items[i].wanted);
    }
    set->count = 0;
    set->queue_count = set->queue_at = 0;
    set->link_count = 0;
    set->bytes = 0;
    if (set->table)
        memset(set->table, 0, set->table_size * sizeof *set->table);
}

void dirty_free(struct dirty_set *set)
{
    if (!set)
        return;
    dirty_clear(set);
    free(set->items);
    free(set->table);
    free(set->queue);
    free(set->links);
    current_free(&set->rows);
    current_free(&set->old_rows);
    standing_texts_free(&set->texts);
    free(set);
}

static size_t slot_of(const struct dirty_set *set, int64_t home)
{
    size_t at = (size_t)((uint64_t)home * UINT64_C(0x9E3779B97F4A7C15) >> 32) % set->table_size;
    while (set->table[at] && set->items[set->table[at] - 1].home != home)
        at = (at + 1) % set->table_size;
    return at;
}

static int grow(struct dirty_set *set, struct error *err)
{
    size_t room = set->room ? set->room * 2 : 64;
    struct dirty_item *items = realloc(set->items, room * sizeof *items);
    if (!items)
        return error_memory(err);
    set->items = items;
    uint32_t *table = calloc(room * 2, sizeof *table);
    if (!table)
        return error_memory(err);
    free(set->table);
    set->table = table;
    set->table_size = room * 2;
    set->room = room;
    for (size_t i = 0; i < set->count; i++)
        set->table[slot_of(set, set->items[i].home)] = (uint32_t)i + 1;
    return 0;
}

static int enqueue(struct dirty_set *set, size_t index, struct error *err)
{
    if (set->items[index].pending)
        return 0;
    if (set->queue_count == set->queue_room) {
        size_t room = set->queue_room ? set->queue_room * 2 : 64;
        size_t *queue = realloc(set->queue, room * sizeof *queue);
        if (!queue)
            return error_memory(err);
        set->queue = queue;
        set->queue_room = room;
    }
    set->items[index].pending = true;
    set->queue[set->queue_count++] = index;
    return 0;
}

static int need_set(struct store *s, struct error *err)
{
    if (!s->dirty)
        s->dirty = calloc(1, sizeof *s->dirty);
    return s->dirty ? 0 : error_memory(err);
}

/* Find or add; `added` says which. */
static int add(struct store *s, int64_t home, size_t *index, bool *added, struct error *err)
{
    *added = false;
    if (need_set(s, err) < 0)
        return -STATUS_IO;
    struct dirty_set *set = s->dirty;
    if (set->count == set->room) {
        int rc = grow(set, err);
        if (rc < 0)
            return rc;
    }
    size_t at = slot_of(set, home);
    if (!set->table[at]) {
        *added = true;
        set->items[set->count] = (struct dirty_item){.home = home};
        set->table[at] = (uint32_t)++set->count;
    }
    *index = set->table[at] - 1;
    return 0;
}

/* Does the index follow within the transaction? */
static bool at_once(const struct store *s)
{
    return !s->defer_words || s->bulk > 0 || s->deriving_all;
}

/* Keep the words that the index holds for a record now. */
static int keep_old(struct store *s, size_t index, struct error *err)
{
    struct dirty_set *set = s->dirty;
    struct dirty_item *item = &set->items[index];
    int rc = index_held(s, item->home, at_once(s), &set->old_rows, &item->held, &item->behind, err);
    item->place = item->held.place;
    set->bytes += item->held.words ? strlen(item->held.words) : 0;
    return rc;
}

int dirty_mark(struct store *s, int64_t home, struct error *err)
{
    size_t index;
    bool added;
    int rc = add(s, home, &index, &added, err);
    if (rc == 0)
        rc = enqueue(s->dirty, index, err);
    return rc == 0 && added ? keep_old(s, index, err) : rc;
}

int dirty_mark_new(struct store *s, int64_t home, struct error *err)
{
    size_t index;
    bool added;
    int rc = add(s, home, &index, &added, err);
    return rc < 0 ? rc : enqueue(s->dirty, index, err);
}

int dirty_link(struct store *s, int64_t record, struct error *err)
{
    if (need_set(s, err) < 0)
        return -STATUS_IO;
    struct dirty_set *set = s->dirty;
    if (set->link_count == set->link_room) {
        size_t room = set->link_room ? set->link_room * 2 : 16;
        int64_t *links = realloc(set->links, room * sizeof *links);
        if (!links)
            return error_memory(err);
        set->links = links;
        set->link_room = room;
    }
    set->links[set->link_count++] = record;
    return 0;
}

int dirty_regroup(struct store *s, struct error *err)
{
    struct dirty_set *set = s->dirty;
    if (!set || set->link_count == 0)
        return 0;
    size_t count = set->link_count;
    set->link_count = 0;
    return merge_regroup_all(s, set->links, count, err);
}

/* Parts follow a record whose name or place in lists changed. */
static int mark_parts_of(struct store *s, const char *kind, int64_t record, struct error *err)
{
    sqlite3_stmt *stmt = statement_take(s,
                                        "SELECT c.home, p.kind FROM record r JOIN current c "
                                        "ON c.type = 3 AND c.value = r.id AND c.field = ?2 "
                                        "JOIN record p ON p.seq = c.home WHERE r.seq = ?1",
                                        err);
    if (!stmt)
        return statement_failed(err);
    bind_integer(stmt, 1, record);
    bind_text(stmt, 2, kind);
    int rc;
    while ((rc = statement_step(s, stmt, err)) > 0) {
        const struct catalogue_kind *part =
            catalogue_kind(store_catalogue(s), column_text(stmt, 1));
        if (part && strcmp(part->parent, kind) == 0) /* it may just name one, not be part of it */
            rc = dirty_mark(s, sqlite3_column_int64(stmt, 0), err);
        if (rc < 0)
            break;
    }
    statement_give(s, stmt);
    return rc;
}

static int mark_parts(struct store *s, const struct standing *d, const struct current_rows *r,
                      struct error *err)
{
    int rc = mark_parts_of(s, d->kind, d->home, err);
    int64_t last = d->home;
    for (size_t i = 0; rc == 0 && i < r->count; i++) {
        if (r->rows[i].record != last && r->rows[i].record != d->home) {
            last = r->rows[i].record;
            rc = mark_parts_of(s, d->kind, last, err);
        }
    }
    return rc;
}

static int replace_text(char **to, const struct buf *from, struct error *err)
{
    free(*to);
    *to = strdup(buf_text(from));
    return *to ? 0 : error_memory(err);
}

static bool same(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

/* What the index shall hold. */
static int keep_new(struct store *s, size_t index, const struct standing *d, struct error *err)
{
    struct dirty_set *set = s->dirty;
    struct dirty_item *item = &set->items[index];
    int rc = 0;
    item->place = item->wanted.place = search_rowid(d->kind, d->home);
    item->wanted.is = d->shown == 1;
    if (!item->wanted.is || d->wordless)
        return 0;
    rc = replace_text(&item->wanted.title, &set->texts.sort, err);
    if (rc == 0)
        rc = replace_text(&item->wanted.words, &set->texts.folded, err);
    set->bytes += set->texts.sort.len + set->texts.folded.len;
    return rc;
}

/* Derive one record; `d` holds what its row said. */
static int derive_record(struct store *s, size_t index, struct standing *d, struct error *err)
{
    struct dirty_set *set = s->dirty;
    int rc = 0;
    standing_texts_clear(&set->texts);
    set->rows.count = 0;
    if (d->merged)
        d->struck = d->old_struck; /* the record that shows it keeps that */
    else
        rc = current_load(s, d->home, &set->rows, err);
    if (rc == 0 && set->rows.count > 0) { /* none: merged, or none of its entries counts */
        rc = current_lead(s, d->home, &set->rows, &d->conflicts, err);
        if (rc == 0)
            rc = standing_compute(s, d, &set->rows, &set->texts, err);
    }
    if (rc < 0)
        return rc;
    bool title_changed = !same(d->old_title, buf_text(&set->texts.title));
    if (title_changed || d->shown != d->old_shown || d->struck != d->old_struck ||
        d->conflicts != d->old_conflicts || (d->shown == 1) != d->old_indexed ||
        !same(d->old_parent, d->parent) || !same(d->old_context, d->context))
        rc = standing_write(s, d, &set->texts, err);
    if (rc == 0)
        rc = keep_new(s, index, d, err);
    if (rc == 0 && (title_changed || d->shown != d->old_shown))
        rc = mark_parts(s, d, &set->rows, err);
    return rc;
}

static int derive_item(struct store *s, size_t index, struct error *err)
{
    struct standing d = {.home = s->dirty->items[index].home, .wordless = !at_once(s)};
    sqlite3_stmt *stmt = statement_take(s,
                                        "SELECT id, kind, main, shown, struck, title, parent, "
                                        "context, conflicts, indexed FROM record WHERE seq = ?1",
                                        err);
    if (!stmt)
        return statement_failed(err);
    bind_integer(stmt, 1, d.home);
    int rc = statement_step(s, stmt, err);
    if (rc > 0) {
        d.id = column_text(stmt, 0);
        d.kind = column_text(stmt, 1);
        d.catalogue = catalogue_kind(store_catalogue(s), d.kind);
        d.merged = sqlite3_column_type(stmt, 2) != SQLITE_NULL;
        d.old_shown = sqlite3_column_int(stmt, 3);
        d.old_struck = sqlite3_column_int(stmt, 4);
        d.old_title = column_text(stmt, 5);
        d.old_parent = column_text(stmt, 6);
        d.old_context = column_text(stmt, 7);
        d.old_conflicts = sqlite3_column_int(stmt, 8);
        d.old_indexed = sqlite3_column_int(stmt, 9);
        rc = derive_record(s, index, &d, err);
        free(d.context);
        free(d.parent_title);
    } else {
        s->dirty->items[index].wanted.is = false; /* it is gone: none of its entries counts */
    }
    statement_give(s, stmt);
    return rc;
}

int dirty_new_record(struct store *s, const struct fact *fact, int64_t *seq, struct error *err)
{
    size_t index;
    bool added;
    struct standing d = {.kind = fact->kind, .wordless = !at_once(s)};
    int rc = need_set(s, err);
    if (rc < 0)
        return rc;
    d.catalogue = catalogue_kind(store_catalogue(s), fact->kind);
    standing_texts_clear(&s->dirty->texts);
    rc = current_of_fact(&s->dirty->rows, fact, err);
    if (rc == 0)
        rc = standing_compute(s, &d, &s->dirty->rows, &s->dirty->texts, err);
    if (rc == 0)
        rc = batch_number(s, BATCH_RECORD, seq, err);
    d.home = rc == 0 ? *seq : 0;
    if (rc == 0)
        rc = standing_insert(s, &d, fact, &s->dirty->texts, err);
    if (rc == 0)
        rc = add(s, d.home, &index, &added, err);
    if (rc == 0)
        rc = keep_new(s, index, &d, err);
    free(d.context);
    free(d.parent_title);
    return rc;
}

static int by_place(const void *a, const void *b)
{
    const struct dirty_item *x = a, *y = b;
    return (x->place > y->place) - (x->place < y->place);
}

/* In the order of the index's rows, which is what FTS5 is quick at. Whoever writes many records
 * leaves the merging to those who write after (and to FTS5 itself, at sixteen runs): half the time.
 */
static int index_all(struct store *s, struct dirty_set *set, struct error *err)
{
    bool many = set->count >= INDEX_MANY;
    int rc = many ? index_merging(s, false, err) : 0;
    qsort(set->items, set->count, sizeof *set->items, by_place);
    for (size_t i = 0; rc == 0 && i < set->count; i++) {
        const struct dirty_item *item = &set->items[i];
        rc = index_change(s, &item->held, &item->wanted, err);
        if (rc == 0 && item->behind)
            rc = index_caught_up(s, item->place, err);
    }
    return rc == 0 && many ? index_merging(s, true, err) : rc;
}

static int put_all_off(struct store *s, const struct dirty_set *set, struct error *err)
{
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < set->count; i++) {
        struct dirty_item *item = &set->items[i];
        item->held.place = item->place;
        if (!item->behind && (item->held.is || item->wanted.is))
            rc = index_put_off(s, &item->held, err);
    }
    return rc;
}

int dirty_flush(struct store *s, struct error *err)
{
    struct dirty_set *set = s->dirty;
    if (!set || set->count == 0)
        return 0;
    int rc = store_catalogue_load(s, err);
    if (rc == 0)
        rc = dirty_regroup(s, err);
    while (rc == 0 && set->queue_at < set->queue_count) {
        size_t index = set->queue[set->queue_at++];
        set->items[index].pending = false;
        rc = derive_item(s, index, err);
    }
    if (rc == 0)
        rc = at_once(s) ? index_all(s, set, err) : put_all_off(s, set, err);
    dirty_clear(set);
    return rc;
}

int dirty_limit(struct store *s, struct error *err)
{
    struct dirty_set *set = s->dirty;
    if (set && (set->count >= DIRTY_LIMIT || set->bytes >= DIRTY_BYTES_LIMIT))
        return dirty_flush(s, err);
    return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Duplicates: records of one kind and compartment linked by current values of _same_as, directly or
 * through others, show as one under the smallest id (doc/FORMAT.md, "Records and current values").
 * A linked record that is not held still links.
 */
#include "derive_int.h"
#include "dirty_int.h"
#include "inwork/base/error.h"
#include "inwork/base/id.h"
#include "store_int.h"

/* A record that may show together with others; seq 0: not held, known by id only. */
struct member {
    int64_t seq, home; /* where it shows until now */
    char id[ID_SIZE];
    size_t group; /* index of another member of its group, or its own */
};

/* Anybody in the team can link any number of records: nothing here may take time in proportion to
 * the square of that. */
struct members {
    struct member *items;
    size_t count, room;
    uint32_t *table; /* open addressing by id, twice room: index + 1, or 0 */
    int64_t *homes;  /* those looked at already; open addressing, four times room; 0 is free */
    const char *kind, *compartment;
};

static size_t id_slot(const struct members *m, const char *id)
{
    uint64_t hash = UINT64_C(0xCBF29CE484222325);
    for (const char *p = id; *p; p++)
        hash = (hash ^ (unsigned char)*p) * UINT64_C(0x100000001B3);
    size_t size = 2 * m->room, at = (size_t)(hash >> 16) % size;
    while (m->table[at] && strcmp(m->items[m->table[at] - 1].id, id) != 0)
        at = (at + 1) % size;
    return at;
}

static size_t home_slot(const struct members *m, int64_t home)
{
    size_t size = 4 * m->room;
    size_t at = (size_t)((uint64_t)home * UINT64_C(0x9E3779B97F4A7C15) >> 32) % size;
    while (m->homes[at] && m->homes[at] != home)
        at = (at + 1) % size;
    return at;
}

static int members_grow(struct members *m, struct error *err)
{
    size_t room = m->room ? m->room * 2 : 8;
    struct members more = {.room = room};
    more.table = calloc(2 * room, sizeof *more.table);
    more.homes = calloc(4 * room, sizeof *more.homes);
    more.items = more.table && more.homes ? realloc(m->items, room * sizeof *more.items) : NULL;
    if (!more.items) {
        free(more.table);
        free(more.homes);
        return error_memory(err);
    }
    for (size_t i = 0; i < m->count; i++)
        more.table[id_slot(&more, more.items[i].id)] = (uint32_t)i + 1;
    for (size_t i = 0; i < 4 * m->room; i++)
        if (m->homes[i])
            more.homes[home_slot(&more, m->homes[i])] = m->homes[i];
    free(m->table);
    free(m->homes);
    m->items = more.items;
    m->table = more.table;
    m->homes = more.homes;
    m->room = room;
    return 0;
}

static void members_free(struct members *m)
{
    free(m->items);
    free(m->table);
    free(m->homes);
}

static int add_member(struct members *m, int64_t seq, const char *id, size_t *index,
                      struct error *err)
{
    int rc = m->count == m->room ? members_grow(m, err) : 0;
    if (rc < 0)
        return rc;
    size_t at = id_slot(m, id);
    if (m->table[at]) {
        *index = m->table[at] - 1;
        if (seq)
            m->items[*index].seq = seq;
        return 0;
    }
    m->items[m->count] = (struct member){.seq = seq, .group = m->count};
    (void)snprintf(m->items[m->count].id, ID_SIZE, "%s", id);
    *index = m->count++;
    m->table[at] = (uint32_t)m->count;
    return 0;
}

static size_t group_of(struct members *m, size_t i)
{
    while (m->items[i].group != i) {
        m->items[i].group = m->items[m->items[i].group].group; /* a shorter way the next time */
        i = m->items[i].group;
    }
    return i;
}

/* Join two; the smaller id of a held record leads. */
static void join(struct members *m, size_t a, size_t b)
{
    a = group_of(m, a);
    b = group_of(m, b);
    if (a == b)
        return;
    const struct member *x = &m->items[a], *y = &m->items[b];
    bool a_leads = x->seq && y->seq ? strcmp(x->id, y->id) < 0 : x->seq != 0;
    if (a_leads)
        m->items[b].group = a;
    else
        m->items[a].group = b;
}

/* The links of all records that show under one: from columns 0 and 1 to 2 and 3. */
static int links_in(struct store *s, struct members *m, int64_t home, struct error *err)
{
    sqlite3_stmt *stmt =
        statement_take(s,
                       "SELECT f.id, f.seq, c.value, coalesce((SELECT r.seq FROM record r "
                       "WHERE r.id = c.value AND r.kind = ?2 AND r.compartment = ?3 AND EXISTS "
                       "(SELECT 1 FROM entry e WHERE e.record = r.id AND e.kind = r.kind "
                       "AND e.compartment = r.compartment AND e.counted = 1)), 0) "
                       "FROM current c JOIN record f ON f.seq = c.record "
                       "WHERE c.home = ?1 AND c.field = '_same_as' AND c.type = 3",
                       err);
    if (!stmt)
        return statement_failed(err);
    bind_integer(stmt, 1, home);
    bind_text(stmt, 2, m->kind);
    bind_text(stmt, 3, m->compartment);
    int rc;
    while ((rc = statement_step(s, stmt, err)) > 0) {
        size_t from = 0, to = 0;
        rc = add_member(m, sqlite3_column_int64(stmt, 1), column_text(stmt, 0), &from, err);
        if (rc == 0)
            rc = add_member(m, sqlite3_column_int64(stmt, 3), column_text(stmt, 2), &to, err);
        if (rc < 0)
            break;
        join(m, from, to);
    }
    statement_give(s, stmt);
    return rc;
}

/* The records that link to this id. */
static int links_to(struct store *s, struct members *m, size_t i, struct error *err)
{
    sqlite3_stmt *stmt =
        statement_take(s,
                       "SELECT r.id, r.seq FROM current c JOIN record r ON r.seq = c.record "
                       "WHERE c.type = 3 AND c.value = ?1 AND c.field = '_same_as' "
                       "AND r.kind = ?2 AND r.compartment = ?3",
                       err);
    if (!stmt)
        return statement_failed(err);
    char id[ID_SIZE];
    memcpy(id, m->items[i].id, sizeof id); /* items may move */
    bind_text(stmt, 1, id);
    bind_text(stmt, 2, m->kind);
    bind_text(stmt, 3, m->compartment);
    int rc;
    while ((rc = statement_step(s, stmt, err)) > 0) {
        size_t other;
        rc = add_member(m, sqlite3_column_int64(stmt, 1), column_text(stmt, 0), &other, err);
        if (rc < 0)
            break;
        join(m, i, other);
    }
    statement_give(s, stmt);
    return rc;
}

/* The records that show under one until now; they are not joined by that. */
static int shown_under(struct store *s, struct members *m, int64_t home, struct error *err)
{
    sqlite3_stmt *stmt = statement_take(s,
                                        "SELECT id, seq FROM record WHERE seq = ?1 UNION ALL "
                                        "SELECT id, seq FROM record WHERE main = ?1",
                                        err);
    if (!stmt)
        return statement_failed(err);
    bind_integer(stmt, 1, home);
    int rc;
    while ((rc = statement_step(s, stmt, err)) > 0) {
        size_t other;
        rc = add_member(m, sqlite3_column_int64(stmt, 1), column_text(stmt, 0), &other, err);
        if (rc < 0)
            break;
    }
    statement_give(s, stmt);
    return rc;
}

static int home_of(struct store *s, int64_t record, int64_t *home, struct error *err)
{
    sqlite3_stmt *stmt =
        statement_take(s, "SELECT coalesce(main, seq) FROM record WHERE seq = ?1", err);
    if (!stmt)
        return statement_failed(err);
    bind_integer(stmt, 1, record);
    int rc = statement_step(s, stmt, err);
    *home = rc > 0 ? sqlite3_column_int64(stmt, 0) : record;
    statement_give(s, stmt);
    return rc < 0 ? rc : 0;
}

static int gather(struct store *s, struct members *m, struct error *err)
{
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < m->count; i++) {
        int64_t home = 0;
        rc = links_to(s, m, i, err);
        if (rc < 0 || !m->items[i].seq)
            continue;
        rc = home_of(s, m->items[i].seq, &home, err);
        m->items[i].home = home;
        size_t at = home_slot(m, home);
        if (rc < 0 || m->homes[at])
            continue;
        m->homes[at] = home;
        rc = shown_under(s, m, home, err);
        if (rc == 0)
            rc = links_in(s, m, home, err);
    }
    return rc;
}

static int run_move(struct store *s, const char *sql, int64_t record, int64_t from, int64_t to,
                    struct error *err)
{
    sqlite3_stmt *stmt = statement_take(s, sql, err);
    if (!stmt)
        return statement_failed(err);
    bind_integer(stmt, 1, from);
    bind_integer(stmt, 2, to);
    if (record)
        bind_integer(stmt, 3, record);
    return statement_run(s, stmt, err);
}

/* Show one record of those under `from`, or all (0), under another, values with it. */
static int move(struct store *s, int64_t record, int64_t from, int64_t to, struct error *err)
{
    int rc = run_move(s,
                      record ? "UPDATE current SET home = ?2 WHERE home = ?1 AND record = ?3"
                             : "UPDATE current SET home = ?2 WHERE home = ?1",
                      record, from, to, err);
    if (rc == 0)
        rc = run_move(s,
                      record ? "UPDATE record SET main = nullif(?2, seq) WHERE seq = ?3 "
                               "AND coalesce(main, seq) = ?1"
                             : "UPDATE record SET main = nullif(?2, seq) WHERE seq = ?1 "
                               "OR main = ?1",
                      record, from, to, err);
    return rc;
}

static int by_home(const void *a, const void *b)
{
    const struct member *x = a, *y = b;
    return (x->home > y->home) - (x->home < y->home);
}

/* Members have their target in `group` by now: those of one home that all go to the same place are
 * moved together. */
static int move_all(struct store *s, struct member *items, size_t count, struct error *err)
{
    int rc = 0;
    qsort(items, count, sizeof *items, by_home);
    for (size_t i = 0, end; rc == 0 && i < count; i = end) {
        bool together = true;
        for (end = i; end < count && items[end].home == items[i].home; end++)
            together = together && items[end].group == items[i].group;
        if (!items[i].seq)
            continue;
        for (size_t k = i; rc == 0 && k < (together ? i + 1 : end); k++)
            if ((int64_t)items[k].group != items[k].home)
                rc = move(s, together ? 0 : items[k].seq, items[k].home, (int64_t)items[k].group,
                          err);
    }
    return rc;
}

static int regroup(struct store *s, struct members *m, struct error *err)
{
    int rc = gather(s, m, err);
    if (rc < 0 || m->count < 2)
        return rc;
    for (size_t i = 0; rc == 0 && i < m->count; i++) {
        if (m->items[i].seq)
            rc = dirty_mark(s, m->items[i].home, err);
        if (rc == 0 && m->items[i].seq)
            rc = dirty_mark(s, m->items[i].seq, err);
    }
    size_t *target = calloc(m->count, sizeof *target);
    if (!target)
        return error_memory(err);
    for (size_t i = 0; i < m->count; i++)
        target[i] = (size_t)m->items[group_of(m, i)].seq;
    for (size_t i = 0; i < m->count; i++)
        m->items[i].group = target[i];
    free(target);
    return rc < 0 ? rc : move_all(s, m->items, m->count, err);
}

/* One group; the records that it was about are noted in `handled`, by their places in `records`,
 * which are sorted. */
static int by_number(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static int regroup_from(struct store *s, int64_t record, const int64_t *records, bool *handled,
                        size_t count, struct error *err)
{
    struct members m = {0};
    sqlite3_stmt *stmt =
        statement_take(s, "SELECT id, kind, compartment FROM record WHERE seq = ?1", err);
    if (!stmt)
        return statement_failed(err);
    bind_integer(stmt, 1, record);
    int rc = statement_step(s, stmt, err);
    if (rc > 0) {
        size_t index;
        m.kind = column_text(stmt, 1);
        m.compartment = column_text(stmt, 2);
        rc = add_member(&m, record, column_text(stmt, 0), &index, err);
        if (rc == 0)
            rc = regroup(s, &m, err);
    }
    for (size_t i = 0; rc == 0 && i < m.count; i++) {
        const int64_t *found =
            count ? bsearch(&m.items[i].seq, records, count, sizeof *records, by_number) : NULL;
        if (found)
            handled[found - records] = true;
    }
    statement_give(s, stmt);
    members_free(&m);
    return rc;
}

int merge_regroup(struct store *s, int64_t record, struct error *err)
{
    return regroup_from(s, record, NULL, NULL, 0, err);
}

int merge_regroup_all(struct store *s, int64_t *records, size_t count, struct error *err)
{
    int rc = 0;
    size_t kept = 0;
    qsort(records, count, sizeof *records, by_number);
    for (size_t i = 0; i < count; i++)
        if (i == 0 || records[i] != records[i - 1])
            records[kept++] = records[i];
    bool *handled = calloc(kept + 1, sizeof *handled);
    if (!handled)
        return error_memory(err);
    for (size_t i = 0; rc == 0 && i < kept; i++)
        if (!handled[i])
            rc = regroup_from(s, records[i], records, handled, kept, err);
    free(handled);
    return rc;
}

bool field_is_link(const char *name)
{
    return strcmp(name, "_same_as") == 0 || strcmp(name, "_not_same_as") == 0;
}

int merge_awaited(struct store *s, const char *id, bool *out, struct error *err)
{
    sqlite3_stmt *stmt = statement_take(
        s, "SELECT 1 FROM current WHERE type = 3 AND value = ?1 AND field = '_same_as'", err);
    if (!stmt)
        return statement_failed(err);
    bind_text(stmt, 1, id);
    int rc = statement_step(s, stmt, err);
    *out = rc > 0;
    statement_give(s, stmt);
    return rc < 0 ? rc : 0;
}

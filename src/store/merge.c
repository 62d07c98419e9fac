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
    int64_t seq;
    char id[ID_SIZE];
    size_t group; /* index of another member of its group, or its own */
};

struct members {
    struct member *items;
    size_t count, room;
    const char *kind, *compartment;
};

static int add_member(struct members *m, int64_t seq, const char *id, size_t *index,
                      struct error *err)
{
    for (size_t i = 0; i < m->count; i++) {
        if (strcmp(m->items[i].id, id) == 0) {
            if (seq)
                m->items[i].seq = seq;
            *index = i;
            return 0;
        }
    }
    if (m->count == m->room) {
        size_t room = m->room ? m->room * 2 : 8;
        struct member *items = realloc(m->items, room * sizeof *items);
        if (!items)
            return error_memory(err);
        m->items = items;
        m->room = room;
    }
    m->items[m->count] = (struct member){.seq = seq, .group = m->count};
    (void)snprintf(m->items[m->count].id, ID_SIZE, "%s", id);
    *index = m->count++;
    return 0;
}

static size_t group_of(const struct members *m, size_t i)
{
    while (m->items[i].group != i)
        i = m->items[i].group;
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

/* The records this one links to. */
static int links_from(struct store *s, struct members *m, size_t i, struct error *err)
{
    sqlite3_stmt *stmt =
        statement_take(s,
                       "SELECT c.value, coalesce((SELECT r.seq FROM record r WHERE r.id = c.value "
                       "AND r.kind = ?2 AND r.compartment = ?3 AND EXISTS (SELECT 1 FROM current x "
                       "WHERE x.home = coalesce(r.main, r.seq) AND x.record = r.seq)), 0) "
                       "FROM record f JOIN current c ON c.home = coalesce(f.main, f.seq) "
                       "AND c.field = '_same_as' AND c.record = f.seq AND c.type = 3 "
                       "WHERE f.seq = ?1",
                       err);
    if (!stmt)
        return statement_failed(err);
    bind_integer(stmt, 1, m->items[i].seq);
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

/* The records that showed as one with this until now; they are not joined by that. */
static int shown_with(struct store *s, struct members *m, size_t i, struct error *err)
{
    sqlite3_stmt *stmt = statement_take(s,
                                        "SELECT o.id, o.seq FROM record f JOIN record o "
                                        "ON o.main = coalesce(f.main, f.seq) WHERE f.seq = ?1 "
                                        "UNION SELECT o.id, o.seq FROM record f JOIN record o "
                                        "ON o.seq = f.main WHERE f.seq = ?1",
                                        err);
    if (!stmt)
        return statement_failed(err);
    bind_integer(stmt, 1, m->items[i].seq);
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

static int gather(struct store *s, struct members *m, struct error *err)
{
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < m->count; i++) {
        rc = links_to(s, m, i, err);
        if (rc == 0 && m->items[i].seq)
            rc = links_from(s, m, i, err);
        if (rc == 0 && m->items[i].seq)
            rc = shown_with(s, m, i, err);
    }
    return rc;
}

/* Show a record under another (or itself), its values with it. */
static int move_to(struct store *s, int64_t record, int64_t home, struct error *err)
{
    sqlite3_stmt *stmt = statement_take(s,
                                        "UPDATE current SET home = ?2 WHERE record = ?1 AND home = "
                                        "(SELECT coalesce(main, seq) FROM record WHERE seq = ?1)",
                                        err);
    if (!stmt)
        return statement_failed(err);
    bind_integer(stmt, 1, record);
    bind_integer(stmt, 2, home);
    int rc = statement_run(s, stmt, err);
    if (rc < 0)
        return rc;
    stmt = statement_take(s, "UPDATE record SET main = nullif(?2, seq) WHERE seq = ?1", err);
    if (!stmt)
        return statement_failed(err);
    bind_integer(stmt, 1, record);
    bind_integer(stmt, 2, home);
    return statement_run(s, stmt, err);
}

static int mark_shown(struct store *s, int64_t record, struct error *err)
{
    sqlite3_stmt *stmt =
        statement_take(s, "SELECT coalesce(main, seq) FROM record WHERE seq = ?1", err);
    if (!stmt)
        return statement_failed(err);
    bind_integer(stmt, 1, record);
    int rc = statement_step(s, stmt, err);
    int64_t home = rc > 0 ? sqlite3_column_int64(stmt, 0) : record;
    statement_give(s, stmt);
    if (rc >= 0)
        rc = dirty_mark(s, home, err);
    return rc < 0 ? rc : dirty_mark(s, record, err);
}

static int regroup(struct store *s, struct members *m, struct error *err)
{
    int rc = gather(s, m, err);
    if (rc < 0 || m->count < 2)
        return rc;
    for (size_t i = 0; rc == 0 && i < m->count; i++)
        if (m->items[i].seq)
            rc = mark_shown(s, m->items[i].seq, err);
    for (size_t i = 0; rc == 0 && i < m->count; i++)
        if (m->items[i].seq)
            rc = move_to(s, m->items[i].seq, m->items[group_of(m, i)].seq, err);
    return rc;
}

int merge_regroup(struct store *s, int64_t record, struct error *err)
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
    statement_give(s, stmt);
    free(m.items);
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

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whom to ring: the directory's employers and their people by words.
 */
#include "inwork/store/contact.h"

#include "index_int.h"
#include "inwork/base/error.h"
#include "inwork/base/utf8.h"
#include "search_int.h"
#include "store_int.h"

/* One match, to be given in the order of employers' names. */
struct match {
    int64_t seq;
    bool person;
    char *employer_id, *employer, *employer_sort;
    char *id, *name, *sort;
};
struct matches {
    struct match *items;
    size_t count, room;
};

static void matches_free(struct matches *m)
{
    for (size_t i = 0; i < m->count; i++) {
        free(m->items[i].employer_id);
        free(m->items[i].employer);
        free(m->items[i].employer_sort);
        free(m->items[i].id);
        free(m->items[i].name);
        free(m->items[i].sort);
    }
    free(m->items);
    *m = (struct matches){0};
}

static int matches_add(struct matches *m, sqlite3_stmt *stmt, struct error *err)
{
    if (m->count == m->room) {
        size_t room = m->room ? m->room * 2 : 32;
        struct match *items = realloc(m->items, room * sizeof *items);
        if (!items)
            return error_memory(err);
        m->items = items;
        m->room = room;
    }
    struct match *x = &m->items[m->count++];
    *x = (struct match){.seq = sqlite3_column_int64(stmt, 0),
                        .person = sqlite3_column_int(stmt, 1) != 0,
                        .id = strdup(column_text(stmt, 2)),
                        .name = strdup(column_text(stmt, 3)),
                        .sort = strdup(column_text(stmt, 4)),
                        .employer_id = strdup(column_text(stmt, 5)),
                        .employer = strdup(column_text(stmt, 6)),
                        .employer_sort = strdup(column_text(stmt, 7))};
    return x->id && x->name && x->sort && x->employer_id && x->employer && x->employer_sort
               ? 0
               : error_memory(err);
}

static int compare_matches(const void *a, const void *b)
{
    const struct match *x = a, *y = b;
    int d = strcmp(x->employer_sort, y->employer_sort);
    if (d == 0)
        d = strcmp(x->employer_id, y->employer_id);
    if (d == 0)
        d = (int)x->person - (int)y->person;
    if (d == 0)
        d = strcmp(x->sort, y->sort);
    return d ? d : strcmp(x->id, y->id);
}

static int find_matches(struct store *s, const char *words, struct matches *out, struct error *err)
{
    struct buf folded = BUF_ZERO, match = BUF_ZERO;
    sqlite3_stmt *stmt = NULL;
    utf8_fold(&folded, words, strlen(words));
    int rc = buf_ok(&folded, err);
    if (rc == 0)
        rc = search_expression(s, &match, buf_text(&folded), folded.len, err);
    if (rc < 0 || match.len == 0)
        goto out;
    stmt = statement_take(
        s,
        "SELECT r.seq, r.kind = 'employer_person', r.id, r.title, r.sort, "
        "coalesce(h.id, r.parent, r.id), "
        "CASE r.kind WHEN 'employer' THEN r.title ELSE coalesce(h.title, '') END, "
        "CASE r.kind WHEN 'employer' THEN r.sort ELSE coalesce(h.sort, '') END "
        "FROM search w CROSS JOIN record r ON r.seq = w.rowid & 1099511627775 "
        "LEFT JOIN record p ON p.id = r.parent AND p.kind = 'employer' "
        "AND p.compartment = 'directory' LEFT JOIN record h ON h.seq = coalesce(p.main, p.seq) "
        "WHERE w.search MATCH ?1 AND w.rowid >= ?2 AND w.rowid < ?3 AND r.shown = 1",
        err);
    if (!stmt) {
        rc = statement_failed(err);
        goto out;
    }
    bind_text(stmt, 1, buf_text(&match));
    bind_integer(stmt, 2, (int64_t)SEARCH_CLASS_EMPLOYER_PERSON << 40);
    bind_integer(stmt, 3, (int64_t)(SEARCH_CLASS_EMPLOYER + 1) << 40);
    while ((rc = statement_step(s, stmt, err)) > 0) {
        rc = matches_add(out, stmt, err);
        if (rc < 0)
            break;
    }
    if (rc == 0 && out->count > 0)
        qsort(out->items, out->count, sizeof *out->items, compare_matches);
out:
    statement_give(s, stmt);
    buf_free(&folded);
    buf_free(&match);
    return rc;
}

static int give_match(struct store *s, const struct match *m, contact_fn row, void *payload,
                      struct error *err)
{
    sqlite3_stmt *stmt = statement_take(
        s,
        "SELECT coalesce(nullif((SELECT value FROM current WHERE home = ?1 AND field = 'phone' "
        "AND lead = 1), ''), (SELECT value FROM current WHERE home = ?1 AND field = 'mobile' "
        "AND lead = 1), ''), "
        "coalesce((SELECT value FROM current WHERE home = ?1 AND field = 'email' AND lead = 1), "
        "''), "
        "coalesce((SELECT max(d.value) FROM record n "
        "CROSS JOIN current c ON c.type = 3 AND c.value = n.id AND c.field = ?2 AND c.lead = 1 "
        "JOIN record k ON k.seq = c.home AND k.kind = 'employer_contact' AND k.shown = 1 "
        "JOIN current d ON d.home = c.home AND d.field = 'date' AND d.lead = 1 "
        "WHERE n.seq = ?1 OR n.main = ?1), '')",
        err);
    if (!stmt)
        return statement_failed(err);
    bind_integer(stmt, 1, m->seq);
    bind_text(stmt, 2, m->person ? "employer_person" : "employer");
    int rc = statement_step(s, stmt, err);
    if (rc > 0) {
        struct contact_row c = {.id = m->id,
                                .employer = m->employer,
                                .person = m->person ? m->name : "",
                                .phone = column_text(stmt, 0),
                                .email = column_text(stmt, 1),
                                .last_contact = column_text(stmt, 2)};
        rc = row(&c, payload, err);
    }
    statement_give(s, stmt);
    return rc;
}

int store_contact(struct store *s, const char *words, struct buf *corrected, contact_fn row,
                  void *payload, struct error *err)
{
    bool began = false, mended = false;
    struct matches matches = {0};
    struct buf better = BUF_ZERO;
    int rc = index_catch_up(s, err);
    if (rc == 0)
        rc = store_read_begin(s, &began, err);
    if (rc < 0)
        return rc;
    rc = find_matches(s, words, &matches, err);
    if (rc == 0 && matches.count == 0)
        rc = search_mend(s, words, &better, &mended, err);
    if (rc == 0 && mended) {
        rc = find_matches(s, buf_text(&better), &matches, err);
        if (corrected && matches.count > 0)
            buf_append(corrected, buf_text(&better), better.len);
    }
    for (size_t i = 0; rc == 0 && i < matches.count; i++)
        rc = give_match(s, &matches.items[i], row, payload, err);
    store_read_end(s, began);
    matches_free(&matches);
    buf_free(&better);
    return rc;
}

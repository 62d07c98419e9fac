/* SPDX-License-Identifier: GPL-3.0-or-later
 * In which compartment a record is written. Most kinds have one; supervision has one a person,
 * which only that person and the leads can read, so that a record of it must say whose it is before
 * it can be kept, and cannot go to somebody else afterwards.
 */
#include "compartment_int.h"

#include "inwork/base/error.h"
#include "inwork/base/id.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/entry.h"
#include "store_int.h"

#define PERSON "member" /* the field that says whose supervision it is */

/* Where the record stands already; nothing when it is not held. */
static int find_held(struct store *s, const struct change *c, struct buf *out, struct error *err)
{
    if (!c->record)
        return 0;
    sqlite3_stmt *stmt = statement_take(
        s, "SELECT compartment FROM record WHERE id = ?1 AND kind = ?2 ORDER BY seq", err);
    if (!stmt)
        return statement_failed(err);
    bind_text(stmt, 1, c->record);
    bind_text(stmt, 2, c->kind);
    int rc = statement_step(s, stmt, err);
    if (rc > 0)
        buf_add(out, column_text(stmt, 0));
    statement_give(s, stmt);
    return rc < 0 ? rc : buf_ok(out, err);
}

/* A colleague may have been written down twice and be shown as one: the compartment is named after
 * the record that their devices were admitted with. */
static int add_person(struct store *s, const char *member, struct buf *out, struct error *err)
{
    sqlite3_stmt *stmt = statement_take(
        s,
        "SELECT lower(coalesce((SELECT m.id FROM device d JOIN record m ON m.id = d.member "
        "AND m.kind = 'member' JOIN record r ON r.id = ?1 AND r.kind = 'member' "
        "WHERE coalesce(m.main, m.seq) = coalesce(r.main, r.seq) "
        "ORDER BY m.id <> ?1, m.id LIMIT 1), ?1))",
        err);
    if (!stmt)
        return statement_failed(err);
    bind_text(stmt, 1, member);
    int rc = statement_step(s, stmt, err);
    if (rc > 0)
        buf_printf(out, "%s-%s", COMPARTMENT_SUPERVISION, column_text(stmt, 0));
    statement_give(s, stmt);
    return rc < 0 ? rc : buf_ok(out, err);
}

static int nobody(struct error *err)
{
    (void)error_set(err, STATUS_DATA, "%s: choose whose supervision it is", PERSON);
    return error_hint(err, "Only that colleague and the team's leads will be able to read it, so "
                           "it has no place before it says whose it is.");
}

static int somebody_else(struct error *err)
{
    (void)error_set(err, STATUS_DATA, "%s: supervision stays with the person it was written for",
                    PERSON);
    return error_hint(err, "Strike this record with a reason and write it anew for the other: what "
                           "was sent can be read by those it was sent to.");
}

static int supervision_of(struct store *s, const struct change *c, struct buf *out,
                          struct error *err)
{
    struct buf named = BUF_ZERO;
    bool told = false;
    int rc = find_held(s, c, out, err);
    for (size_t i = 0; rc == 0 && i < c->count; i++) {
        const struct value *to = c->set[i].to;
        if (strcmp(c->set[i].field, PERSON) != 0)
            continue;
        told = true;
        if (to && to->type == VALUE_TEXT && id_valid(to->text, strlen(to->text)))
            rc = add_person(s, to->text, &named, err);
    }
    if (rc == 0 && out->len > 0) {
        if (told && strcmp(buf_text(&named), buf_text(out)) != 0)
            rc = somebody_else(err);
    } else if (rc == 0) {
        buf_add(out, buf_text(&named));
        rc = named.len > 0 ? buf_ok(out, err) : nobody(err);
    }
    buf_free(&named);
    return rc;
}

int compartment_of(struct store *s, const struct change *c, struct buf *out, struct error *err)
{
    int rc = store_catalogue_load(s, err);
    if (rc < 0)
        return rc;
    const struct catalogue_kind *kind = catalogue_kind(store_catalogue(s), c->kind);
    if (kind && strcmp(kind->compartment, COMPARTMENT_SUPERVISION) == 0)
        return supervision_of(s, c, out, err);
    if (kind) {
        buf_add(out, kind->compartment);
        return buf_ok(out, err);
    }
    rc = find_held(s, c, out, err);
    if (rc == 0 && out->len == 0)
        return error_set(err, STATUS_DATA, "there is no kind of record named %s", c->kind);
    return rc;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Replacing the catalogue tables by what this program brings, and deriving anew the records of
 * kinds whose titles, parents or searched texts may change with it.
 */
#include "dirty_int.h"
#include "inwork/base/error.h"
#include "inwork/seal/hash.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/schema.h"
#include "store_int.h"

/* Raise with every released change to schema/catalogue: a program does not replace the catalogue of
 * a newer one. */
#define CATALOGUE_VERSION 5

static bool is_catalogue(const struct schema_file *f)
{
    return strncmp(f->name, "catalogue/", 10) == 0;
}

/* Every opening asks whether the catalogue is the same, so its texts are not read for it. */
static void catalogue_hash(char out[HASH_HEX])
{
    uint8_t digests[2][HASH_BYTES] = {{0}}, digest[HASH_BYTES] = {0};
    for (const struct schema_file *f = schema_files; f->name; f++) {
        if (!is_catalogue(f))
            continue;
        uint64_t file[2] = {f->checksum, f->length};
        hash_blake2b(digests[1], file, sizeof file);
        hash_blake2b(digest, digests, sizeof digests);
        memcpy(digests[0], digest, sizeof digest);
    }
    hash_hex(out, digest, sizeof digest);
}

/* Everything of a kind that titles, parents and the search index are computed from. */
static int signature(struct buf *out, const struct catalogue_kind *k, struct error *err)
{
    buf_clear(out);
    if (k) {
        buf_printf(out, "%s\n%s\n", k->parent, k->title_fields);
        for (size_t i = 0; i < k->field_count; i++) {
            const struct catalogue_field *f = &k->fields[i];
            buf_printf(out, "%s %d\n", f->name, (int)f->type);
            for (size_t j = 0; j < f->choice_count; j++)
                buf_printf(out, " %s %s\n", f->choices[j].value, f->choices[j].label);
        }
    }
    return buf_ok(out, err);
}

static int mark_kind(struct store *s, const char *kind, struct error *err)
{
    sqlite3_stmt *stmt =
        statement_take(s, "SELECT seq FROM record WHERE kind = ?1 AND main IS NULL", err);
    if (!stmt)
        return statement_failed(err);
    bind_text(stmt, 1, kind);
    int rc;
    while ((rc = statement_step(s, stmt, err)) > 0) {
        rc = dirty_mark(s, sqlite3_column_int64(stmt, 0), err);
        if (rc < 0)
            break;
    }
    statement_give(s, stmt);
    return rc;
}

/* Mark the records of every kind that differs, while the old catalogue still tells what is in the
 * index for them. */
static int mark_changed(struct store *s, const struct catalogue *from, const struct catalogue *to,
                        struct error *err)
{
    struct buf a = BUF_ZERO, b = BUF_ZERO;
    int rc = 0;
    for (int pass = 0; pass < 2 && rc == 0; pass++) {
        const struct catalogue *c = pass == 0 ? from : to;
        for (size_t i = 0; i < c->kind_count && rc == 0; i++) {
            const struct catalogue_kind *old = catalogue_kind(from, c->kinds[i].name);
            const struct catalogue_kind *new = catalogue_kind(to, c->kinds[i].name);
            if (pass == 1 && old)
                continue;
            rc = signature(&a, old, err);
            if (rc == 0)
                rc = signature(&b, new, err);
            if (rc == 0 && strcmp(buf_text(&a), buf_text(&b)) != 0)
                rc = mark_kind(s, c->kinds[i].name, err);
        }
    }
    buf_free(&a);
    buf_free(&b);
    return rc;
}

static int fill(struct store *s, struct error *err)
{
    int rc = store_run_sql(s,
                           "DELETE FROM catalogue_area; DELETE FROM catalogue_kind;"
                           "DELETE FROM catalogue_section;"
                           "DELETE FROM catalogue_field; DELETE FROM catalogue_choice;"
                           "DELETE FROM catalogue_alias;"
                           "DELETE FROM catalogue_due; DELETE FROM catalogue_due_setting;",
                           "replace the catalogue", err);
    for (const struct schema_file *f = schema_files; rc == 0 && f->name; f++)
        if (is_catalogue(f))
            rc = store_run_sql(s, f->text, "replace the catalogue", err);
    return rc;
}

static int replace(struct store *s, const char *hash, struct error *err)
{
    char version[16];
    struct catalogue_memory *old = NULL;
    (void)snprintf(version, sizeof version, "%d", CATALOGUE_VERSION);
    int rc = store_begin(s, err);
    if (rc < 0)
        return rc;
    /* Where the derived tables are not made yet, or are to be made anew, nothing need be marked. */
    bool derived = false;
    rc = store_derived_stands(s, &derived, err);
    if (rc == 0 && derived) {
        rc = store_catalogue_load(s, err);
        old = s->catalogue;
        s->catalogue = NULL;
    }
    if (rc == 0)
        rc = fill(s, err);
    if (rc == 0 && old) {
        rc = store_catalogue_load(s, err);
        struct catalogue_memory *new = s->catalogue;
        if (rc == 0) {
            const struct catalogue *to = store_catalogue(s);
            s->catalogue = old;
            rc = mark_changed(s, store_catalogue(s), to, err);
            s->catalogue = new;
        }
    }
    if (rc == 0)
        rc = dirty_flush(s, err);
    if (rc == 0)
        rc = store_setting_put(s, "catalogue", hash, err);
    if (rc == 0)
        rc = store_setting_put(s, "catalogue_version", version, err);
    if (rc == 0)
        rc = store_commit(s, err);
    if (rc < 0) {
        store_rollback(s);
        catalogue_memory_free(s->catalogue);
        s->catalogue = NULL;
    }
    catalogue_memory_free(old);
    return rc;
}

int store_catalogue_replace(struct store *s, struct error *err)
{
    char hash[HASH_HEX];
    struct buf recorded = BUF_ZERO, version = BUF_ZERO;
    catalogue_hash(hash);
    int rc = store_setting_get(s, "catalogue", &recorded, err);
    if (rc == 0 && strcmp(buf_text(&recorded), hash) == 0)
        goto out;
    if (rc == 0 || rc == -STATUS_NO)
        rc = store_setting_get(s, "catalogue_version", &version, err);
    if (rc == 0 && strtol(buf_text(&version), NULL, 10) > CATALOGUE_VERSION)
        goto out;
    if (rc == 0 || rc == -STATUS_NO)
        rc = replace(s, hash, err);
out:
    buf_free(&recorded);
    buf_free(&version);
    return rc;
}

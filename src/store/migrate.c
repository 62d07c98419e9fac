/* SPDX-License-Identifier: GPL-3.0-or-later
 * Bringing a store to what this program knows: numbered migrations (PRAGMA user_version), the
 * derived tables, the catalogue. Nothing is written when all three are as they should be.
 */
#include <ctype.h>

#include "dirty_int.h"
#include "inwork/base/error.h"
#include "inwork/seal/hash.h"
#include "inwork/store/entry.h"
#include "inwork/store/schema.h"
#include "store_int.h"

/* The number of "0001_core.sql"; 0 for files that are no migrations. */
static int migration_number(const char *name)
{
    int n = 0;
    for (int i = 0; i < 4; i++) {
        if (!isdigit((unsigned char)name[i]))
            return 0;
        n = n * 10 + (name[i] - '0');
    }
    return name[4] == '_' ? n : 0;
}

static int user_version(struct store *s, int *out, struct error *err)
{
    sqlite3_stmt *stmt = statement_make(s, "PRAGMA user_version", 19, err);
    if (!stmt)
        return statement_failed(err);
    int rc = statement_step(s, stmt, err);
    *out = rc > 0 ? sqlite3_column_int(stmt, 0) : 0;
    statement_give(s, stmt);
    return rc < 0 ? rc : 0;
}

static int migrate_one(struct store *s, const struct schema_file *file, int number,
                       struct error *err)
{
    int version = 0;
    char set[48];
    int rc = store_begin(s, err);
    if (rc < 0)
        return rc;
    rc = user_version(s, &version, err); /* another process may have been quicker */
    if (rc == 0 && version < number) {
        (void)snprintf(set, sizeof set, "PRAGMA user_version = %d", number);
        rc = store_run_sql(s, file->text, "bring the store up to date", err);
        if (rc == 0)
            rc = store_run_sql(s, set, "bring the store up to date", err);
    }
    if (rc == 0)
        rc = store_commit(s, err);
    if (rc < 0)
        store_rollback(s);
    return rc;
}

int store_make_derived(struct store *s, struct error *err)
{
    const struct schema_file *file = schema_find("derived.sql");
    if (!file)
        return error_set(err, STATUS_SOFTWARE, "schema/derived.sql was not compiled in");
    static const char from[] = "main.";
    struct buf sql = BUF_ZERO;
    const char *at = file->text;
    for (const char *next; (next = strstr(at, from)); at = next + sizeof from - 1) {
        buf_append(&sql, at, (size_t)(next - at));
        buf_add(&sql, s->beside ? "temp." : "main.");
    }
    buf_add(&sql, at);
    int rc = buf_ok(&sql, err);
    if (rc == 0)
        rc = store_run_sql(s, buf_text(&sql), "make the derived tables", err);
    buf_free(&sql);
    return rc;
}

/* Drop and make the derived tables and compute them from the entries. */
static int replace_derived(struct store *s, const char *hash, struct error *err)
{
    static const char drop[] = "DROP TABLE IF EXISTS search_place;"
                               "DROP TABLE IF EXISTS search_word;"
                               "DROP TABLE IF EXISTS search;"
                               "DROP TABLE IF EXISTS search_behind;"
                               "DROP TABLE IF EXISTS record;"
                               "DROP TABLE IF EXISTS current;"
                               "DROP TABLE IF EXISTS awaited;"
                               "DROP TABLE IF EXISTS compartment;";
    int rc = store_begin(s, err);
    if (rc < 0)
        return rc;
    rc = store_run_sql(s, drop, "renew the derived tables", err);
    if (rc == 0)
        rc = store_make_derived(s, err);
    if (rc == 0)
        rc = store_rebuild(s, err);
    if (rc == 0)
        rc = store_setting_put(s, "derived", hash, err);
    if (rc == 0)
        rc = store_commit(s, err);
    if (rc < 0)
        store_rollback(s);
    return rc;
}

/* What the derived tables of this program are known by. */
static int derived_hash(char out[HASH_HEX], struct error *err)
{
    const struct schema_file *file = schema_find("derived.sql");
    uint8_t digest[HASH_BYTES];
    if (!file)
        return error_set(err, STATUS_SOFTWARE, "schema/derived.sql was not compiled in");
    hash_blake2b(digest, file->text, file->length);
    hash_hex(out, digest, sizeof digest);
    return 0;
}

int store_derived_stands(struct store *s, bool *out, struct error *err)
{
    char hash[HASH_HEX];
    struct buf recorded = BUF_ZERO;
    int rc = derived_hash(hash, err);
    if (rc == 0)
        rc = store_setting_get(s, "derived", &recorded, err);
    *out = rc == 0 && strcmp(buf_text(&recorded), hash) == 0;
    buf_free(&recorded);
    return rc == -STATUS_NO ? 0 : rc;
}

static int check_derived(struct store *s, struct error *err)
{
    char hash[HASH_HEX];
    bool stands = false;
    int rc = derived_hash(hash, err);
    if (rc == 0)
        rc = store_derived_stands(s, &stands, err);
    return rc < 0 || stands || s->read_only ? rc : replace_derived(s, hash, err);
}

int store_migrate(struct store *s, struct error *err)
{
    int version = 0, newest = 0;
    for (const struct schema_file *f = schema_files; f->name; f++)
        if (migration_number(f->name) > newest)
            newest = migration_number(f->name);
    int rc = user_version(s, &version, err);
    if (rc < 0)
        return rc;
    if (version > newest) {
        (void)error_set(err, STATUS_DAMAGED, "the store was made by a newer version of inwork");
        return error_hint(err, "Update inwork on this computer; the store is unharmed");
    }
    if (s->read_only && version == 0)
        return error_set(err, STATUS_DAMAGED, "the store is empty and was opened read-only");
    if (!s->read_only)
        for (const struct schema_file *f = schema_files; rc == 0 && f->name; f++)
            if (migration_number(f->name) > version)
                rc = migrate_one(s, f, migration_number(f->name), err);
    /* The catalogue first: what is derived follows it, if it need not be made anew. */
    if (rc == 0 && !s->read_only)
        rc = store_catalogue_replace(s, err);
    if (rc == 0)
        rc = check_derived(s, err);
    return rc;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Small facts about this store, and whose device it is.
 */
#include "inwork/base/error.h"
#include "inwork/seal/secret.h"
#include "store_int.h"

int store_setting_get(struct store *s, const char *name, struct buf *out, struct error *err)
{
    sqlite3_stmt *stmt = statement_take(s, "SELECT value FROM store_setting WHERE name = ?1", err);
    if (!stmt)
        return statement_failed(err);
    bind_text(stmt, 1, name);
    int rc = statement_step(s, stmt, err);
    if (rc > 0) {
        buf_append(out, column_text(stmt, 0), (size_t)sqlite3_column_bytes(stmt, 0));
        rc = buf_ok(out, err);
    } else if (rc == 0) {
        rc = -STATUS_NO;
    }
    statement_give(s, stmt);
    return rc;
}

int store_setting_put(struct store *s, const char *name, const char *value, struct error *err)
{
    int rc = store_begin(s, err);
    if (rc < 0)
        return rc;
    sqlite3_stmt *stmt = statement_take(s,
                                        "INSERT INTO store_setting(name, value) VALUES (?1, ?2) ON "
                                        "CONFLICT DO UPDATE SET value = ?2",
                                        err);
    if (!stmt) {
        store_rollback(s);
        return statement_failed(err);
    }
    bind_text(stmt, 1, name);
    bind_text(stmt, 2, value);
    rc = statement_run(s, stmt, err);
    if (rc == 0)
        rc = store_commit(s, err);
    if (rc < 0)
        store_rollback(s);
    return rc;
}

/* Look once for this device's keys. */
static void device_load(struct store *s)
{
    if (s->device_known)
        return;
    sqlite3_stmt *stmt = statement_take(s, "SELECT id, seed FROM device_seed", NULL);
    if (!stmt)
        return;
    int rc = statement_step(s, stmt, NULL);
    if (rc > 0 && sqlite3_column_bytes(stmt, 1) == DEVICE_SEED_BYTES &&
        device_keys_from_seed(&s->device_keys, sqlite3_column_blob(stmt, 1), NULL) == 0)
        device_id(s->device_id, &s->device_keys.public);
    statement_give(s, stmt);
    s->device_known = rc >= 0;
}

const struct device_keys *store_device(struct store *s)
{
    device_load(s);
    return s->device_keys.secret ? &s->device_keys : NULL;
}

const char *store_device_id(struct store *s)
{
    device_load(s);
    return s->device_id;
}

int store_device_put(struct store *s, const char *id, const char *member, const uint8_t *ed25519,
                     struct error *err)
{
    int rc = store_begin(s, err);
    if (rc < 0)
        return rc;
    sqlite3_stmt *stmt = statement_take(s,
                                        "INSERT INTO device(id, member, ed25519) "
                                        "VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET "
                                        "member = coalesce(?2, member), "
                                        "ed25519 = coalesce(?3, ed25519)",
                                        err);
    if (!stmt) {
        store_rollback(s);
        return statement_failed(err);
    }
    bind_text(stmt, 1, id);
    bind_text(stmt, 2, member);
    bind_bytes(stmt, 3, ed25519, ed25519 ? 32 : 0);
    rc = statement_run(s, stmt, err);
    if (rc == 0)
        rc = store_commit(s, err);
    if (rc < 0)
        store_rollback(s);
    return rc;
}

int store_device_create(struct store *s, struct error *err)
{
    if (store_device(s))
        return error_set(err, STATUS_DATA, "this store already has its device keys");
    int rc = store_begin(s, err);
    if (rc < 0)
        return rc;
    uint8_t *seed = secret_alloc(DEVICE_SEED_BYTES, err);
    sqlite3_stmt *stmt = NULL;
    if (!seed) {
        rc = -STATUS_IO;
        goto out;
    }
    rc = device_keys_generate(&s->device_keys, err);
    if (rc < 0)
        goto out;
    device_keys_seed(seed, &s->device_keys);
    device_id(s->device_id, &s->device_keys.public);
    s->device_known = true;
    stmt = statement_take(s, "INSERT INTO device_seed(id, seed) VALUES (?1, ?2)", err);
    if (!stmt) {
        rc = statement_failed(err);
        goto out;
    }
    bind_text(stmt, 1, s->device_id);
    bind_bytes(stmt, 2, seed, DEVICE_SEED_BYTES);
    rc = statement_run(s, stmt, err);
    if (rc == 0)
        rc = store_device_put(s, s->device_id, NULL, s->device_keys.public.ed25519, err);
    if (rc == 0)
        rc = store_commit(s, err);
out:
    secret_free(seed);
    if (rc < 0) {
        device_keys_clear(&s->device_keys);
        s->device_id[0] = 0;
        s->device_known = false;
        store_rollback(s);
    }
    return rc;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Making, opening and unlocking a vault, and changing its passphrase.
 *
 * A wrong passphrase ends here: SQLite is not told of the file before a slot and the header's MAC
 * have said that the key is right.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/fs.h"
#include "inwork/base/path.h"
#include "inwork/seal/hash.h"
#include "inwork/seal/secret.h"

#include "vault_int.h"

static char *with_suffix(const char *path, const char *suffix)
{
    struct buf b = BUF_ZERO;
    buf_add(&b, path);
    buf_add(&b, suffix);
    return buf_take(&b);
}

/* The absolute name of a file that exists, or whose folder does. */
static int resolve(char **out, const char *path, struct error *err)
{
    *out = realpath(path, NULL);
    if (*out)
        return 0;
    if (errno != ENOENT)
        return error_errno(err, STATUS_NO_INPUT, "cannot open %s", path);
    struct buf folder = BUF_ZERO;
    struct buf whole = BUF_ZERO;
    path_parent(&folder, path);
    int result = buf_ok(&folder, err);
    if (result == 0) {
        char *real = realpath(buf_text(&folder), NULL);
        const char *last = path_last(path);
        if (!real || !last[0]) {
            result = error_set(err, STATUS_NO_INPUT, "there is no folder %s", buf_text(&folder));
        } else {
            path_join(&whole, real, last);
            result = buf_ok(&whole, err);
        }
        free(real);
    }
    if (result == 0)
        *out = buf_take(&whole);
    if (result == 0 && !*out) {
        (void)error_memory(err);
        result = -STATUS_IO;
    }
    buf_free(&whole);
    buf_free(&folder);
    return result;
}

/* Nobody asks how much memory SQLite uses, and counting it takes a lock for each piece. Only before
 * the library's first use in the process is this heard. */
static void leave_memory_uncounted(void)
{
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

static int vault_new(struct vault **out, const char *path, sqlite3_vfs *lower, struct error *err)
{
    int result = seal_init(err);
    if (result < 0)
        return result;
    struct vault *v = calloc(1, sizeof *v);
    if (!v) {
        (void)error_memory(err);
        return -STATUS_IO;
    }
    leave_memory_uncounted();
    v->lower = lower ? lower : sqlite3_vfs_find(NULL);
    result = resolve(&v->path, path, err);
    if (!v->path) {
        result = result < 0 ? result : -STATUS_IO;
        goto out;
    }
    v->log_path = with_suffix(v->path, "-wal");
    v->journal_path = with_suffix(v->path, "-journal");
    v->lock_path = with_suffix(v->path, ".lock");
    if (v->log_path && v->journal_path)
        v->database_name = sqlite3_create_filename(v->path, v->journal_path, v->log_path, 0, NULL);
    if (!v->lower || !v->lock_path || !v->database_name) {
        (void)error_memory(err);
        result = -STATUS_IO;
    } else if (strlen(v->log_path) + 8 > (size_t)v->lower->mxPathname)
        result = error_set(err, STATUS_DATA, "the name %s is too long", v->path);
out:
    if (result < 0)
        vault_close(v);
    else
        *out = v;
    return result;
}

void vault_close(struct vault *v)
{
    if (!v)
        return;
    if (v->registered)
        (void)sqlite3_vfs_unregister(&v->vfs);
    secret_free(v->keys);
    sqlite3_free_filename(v->database_name);
    free(v->lock_path);
    free(v->journal_path);
    free(v->log_path);
    free(v->path);
    free(v);
}

/* --- keys ---------------------------------------------------------------------------------- */

static void derive(uint8_t out[32], const uint8_t data_key[32], const char *purpose,
                   const uint8_t file_id[FILE_ID_BYTES])
{
    uint8_t text[64];
    size_t n = strnlen(purpose, sizeof text - FILE_ID_BYTES); /* both are much shorter */
    memcpy(text, purpose, n);
    memcpy(text + n, file_id, FILE_ID_BYTES);
    hash_blake2b_keyed(out, data_key, text, n + FILE_ID_BYTES);
}

static void derive_keys(struct vault_keys *keys, const uint8_t file_id[FILE_ID_BYTES])
{
    derive(keys->page, keys->data, "inwork-vault-page", file_id);
    derive(keys->header, keys->data, "inwork-vault-header", file_id);
}

static void name_file(struct vault *v)
{
    hash_hex(v->file_id_text, v->file_id, FILE_ID_BYTES);
    (void)snprintf(v->keyring_name, sizeof v->keyring_name, "inwork:%s", v->file_id_text);
}

/* --- slots --------------------------------------------------------------------------------- */

static int passphrase_slot(struct vault_slot *slot, const uint8_t data_key[32],
                           const struct secret *passphrase, struct passkey_cost cost,
                           struct error *err)
{
    uint8_t *key = secret_alloc(PAGE_KEY_BYTES, err);
    if (!key)
        return err ? -(int)err->status : -STATUS_IO;
    *slot = (struct vault_slot){.kind = SLOT_PASSPHRASE, .cost = cost};
    seal_random(slot->salt, sizeof slot->salt);
    int result = passkey_derive(key, passphrase->bytes, passphrase->len, slot->salt, cost, err);
    if (result == 0)
        slot_seal(slot, data_key, key);
    secret_free(key);
    return result;
}

static int recovery_slot(struct vault_slot *slot, const uint8_t data_key[32],
                         const uint8_t recovery[RECOVERY_BYTES], struct error *err)
{
    uint8_t *key = secret_alloc(PAGE_KEY_BYTES, err);
    if (!key)
        return err ? -(int)err->status : -STATUS_IO;
    *slot = (struct vault_slot){.kind = SLOT_RECOVERY};
    recovery_derive(key, recovery, "inwork-vault-slot");
    slot_seal(slot, data_key, key);
    secret_free(key);
    return 0;
}

/* --- creating ------------------------------------------------------------------------------ */

static int refuse_existing(const struct vault *v, struct error *err)
{
    const char *names[] = {v->path, v->log_path, v->journal_path};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct stat info;
        if (lstat(names[i], &info) == 0) {
            (void)error_set(err, STATUS_DATA, "%s exists already", names[i]);
            return error_hint(err, i == 0 ? "choose another name with --store"
                                          : "it was left by another store of that name: move it "
                                            "aside first");
        }
        if (errno != ENOENT)
            return error_errno(err, STATUS_IO, "cannot look at %s", names[i]);
    }
    return 0;
}

static void remove_files(const struct vault *v)
{
    static const char *const suffixes[] = {"", "-wal", "-journal", "-shm", ".lock"};
    for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++) {
        char *name = with_suffix(v->path, suffixes[i]);
        if (name)
            (void)unlink(name); /* made by us a moment ago; an error is being reported already */
        free(name);
    }
}

/* Write the file: the vault has keys and a header of both slots. Removes what it made on failure.
 */
static int create_file(struct vault *v, struct vault_header *h, struct error *err)
{
    int fd = open(v->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return error_errno(err, errno == EEXIST ? STATUS_DATA : STATUS_IO, "cannot make %s",
                           v->path);
    (void)close(fd);
    v->creating = true;
    int result = header_file_write(v, h, err);
    sqlite3 *db = NULL;
    if (result == 0)
        result = vault_database(v, &db, false, err);
    if (db && sqlite3_close(db) != SQLITE_OK && result == 0)
        result = error_set(err, STATUS_IO, "cannot write %s", v->path);
    if (result == 0)
        result = fs_sync_parent(v->path, err);
    v->creating = false;
    if (result < 0)
        remove_files(v);
    return result;
}

/* What both ways of creating share: with `model` its data key and slots, without it new ones. */
static int create(struct vault **out, const char *path, sqlite3_vfs *lower, struct vault *model,
                  const struct secret *passphrase, struct passkey_cost cost, uint8_t *recovery,
                  struct error *err)
{
    struct vault *v = NULL;
    struct vault_header h = {0};
    int result = vault_new(&v, path, lower, err);
    if (result < 0)
        return result;
    result = refuse_existing(v, err);
    if (result < 0)
        goto out;
    v->keys = secret_alloc(sizeof *v->keys, err);
    if (!v->keys) {
        result = err ? -(int)err->status : -STATUS_IO;
        goto out;
    }
    seal_random(v->file_id, FILE_ID_BYTES);
    memcpy(h.file_id, v->file_id, FILE_ID_BYTES);
    name_file(v);
    if (model) {
        const struct vault_header *best[HEADER_COPIES];
        memcpy(v->keys->data, model->keys->data, PAGE_KEY_BYTES);
        result = header_file_read(model, err); /* another process may have changed the passphrase */
        if (result == 0 && header_candidates(model, best) > 0)
            memcpy(h.slots, best[0]->slots, sizeof h.slots);
    } else {
        seal_random(v->keys->data, PAGE_KEY_BYTES);
        seal_random(recovery, RECOVERY_BYTES);
        result = passphrase_slot(&h.slots[0], v->keys->data, passphrase, cost, err);
        if (result == 0)
            result = recovery_slot(&h.slots[1], v->keys->data, recovery, err);
    }
    if (result < 0)
        goto out;
    derive_keys(v->keys, v->file_id);
    result = create_file(v, &h, err);
out:
    if (result < 0) {
        if (recovery)
            secret_wipe(recovery, RECOVERY_BYTES);
        vault_close(v);
    } else {
        *out = v;
    }
    return result;
}

int vault_create_over(struct vault **out, const char *path, const struct secret *passphrase,
                      struct passkey_cost cost, uint8_t recovery[RECOVERY_BYTES],
                      sqlite3_vfs *lower, struct error *err)
{
    return create(out, path, lower, NULL, passphrase, cost, recovery, err);
}

int vault_create(struct vault **out, const char *path, const struct secret *passphrase,
                 struct passkey_cost cost, uint8_t recovery[RECOVERY_BYTES], struct error *err)
{
    return vault_create_over(out, path, passphrase, cost, recovery, NULL, err);
}

int vault_create_like(struct vault **out, const char *path, struct vault *model, struct error *err)
{
    if (!model->keys)
        return error_set(err, STATUS_REFUSED, "%s is locked", model->path);
    return create(out, path, model->lower, model, NULL, (struct passkey_cost){0}, NULL, err);
}

/* --- opening and unlocking ----------------------------------------------------------------- */

int vault_open_over(struct vault **out, const char *path, sqlite3_vfs *lower, struct error *err)
{
    struct vault *v = NULL;
    struct stat info;
    int result = vault_new(&v, path, lower, err);
    if (result < 0)
        return result;
    if (stat(v->path, &info) && errno == ENOENT)
        result = error_set(err, STATUS_NO_INPUT, "there is no store at %s", v->path);
    else
        result = header_file_read(v, err);
    if (result < 0) {
        vault_close(v);
        return result;
    }
    name_file(v);
    *out = v;
    return 0;
}

int vault_open(struct vault **out, const char *path, struct error *err)
{
    return vault_open_over(out, path, NULL, err);
}

/* Keep `keys`, whose data key opened a slot or was given, if some sound copy of the header has the
 * MAC they make, and the newest that has is not `closed`. 1: it has; 0: none. */
static int keep_if_genuine(struct vault *v, struct vault_keys *keys,
                           const struct vault_header *closed)
{
    const struct vault_header *best[HEADER_COPIES];
    struct vault_keys *before = v->keys;
    derive_keys(keys, v->file_id);
    v->keys = keys;
    if (header_candidates(v, best) > 0 && best[0] != closed) {
        secret_free(before);
        return 1;
    }
    v->keys = before;
    return 0;
}

/* Try slot `kind` of each sound copy of the header with the key that `slot_key` makes for it.
 *
 * Anybody who can write the file can put a copy before the genuine one. So where a slot does not
 * open, the other copy's is tried, if it is another; but it counts only if the first copy turns out
 * to be forged, since a passphrase that was changed must not open what the change has not reached.
 */
typedef int (*slot_key_fn)(uint8_t out[32], const struct vault_slot *slot, const void *secret,
                           struct error *err);

static bool same_slot(const struct vault_slot *a, const struct vault_slot *b)
{
    return a && b && a->cost.passes == b->cost.passes && a->cost.memory == b->cost.memory &&
           memcmp(a->salt, b->salt, sizeof a->salt) == 0 &&
           memcmp(a->sealed, b->sealed, sizeof a->sealed) == 0 &&
           memcmp(a->trailer, b->trailer, sizeof a->trailer) == 0;
}

static int unlock(struct vault *v, enum slot_kind kind, slot_key_fn slot_key, const void *secret,
                  const char *wrong, struct error *err)
{
    struct vault_keys *locked = v->keys;
    const struct vault_header *best[HEADER_COPIES];
    struct vault_keys *keys = NULL;
    uint8_t *key = NULL;
    int result = header_file_read(v, err); /* another process may have changed the passphrase */
    if (result < 0)
        return result;
    key = secret_alloc(PAGE_KEY_BYTES, err);
    keys = secret_alloc(sizeof *keys, err);
    if (!key || !keys) {
        result = err ? -(int)err->status : -STATUS_IO;
        goto out;
    }
    v->keys = NULL; /* every sound copy is a candidate, whatever its MAC */
    int count = header_candidates(v, best);
    v->keys = locked;
    const struct vault_header *closed = NULL;
    bool opened = false;
    for (int i = 0; i < count; i++) {
        const struct vault_slot *slot = header_slot(best[i], kind);
        if (!slot || (closed && same_slot(slot, header_slot(closed, kind))))
            continue;
        result = slot_key(key, slot, secret, err);
        if (result < 0 && (result != -STATUS_DAMAGED || i + 1 == count))
            goto out;
        if (result < 0 || slot_open(keys->data, slot, key)) {
            closed = best[i];
            continue;
        }
        memcpy(v->file_id, best[i]->file_id, FILE_ID_BYTES);
        if (keep_if_genuine(v, keys, closed)) {
            keys = NULL;
            result = 0;
            name_file(v);
            goto out;
        }
        opened = !closed;
    }
    if (opened) {
        (void)error_set(err, STATUS_DAMAGED, "the header of %s has been altered", v->path);
        result = error_hint(err, "nothing was changed; move it aside and put a copy back, or "
                                 "start a new store and let the team's sync fill it");
    } else if (result == 0) {
        result = error_set(err, STATUS_REFUSED, "%s", wrong);
    }
out:
    secret_free(keys);
    secret_free(key);
    return result;
}

static int key_of_passphrase(uint8_t out[32], const struct vault_slot *slot, const void *secret,
                             struct error *err)
{
    const struct secret *passphrase = secret;
    return passkey_derive(out, passphrase->bytes, passphrase->len, slot->salt, slot->cost, err);
}

static int key_of_recovery(uint8_t out[32], const struct vault_slot *slot, const void *secret,
                           struct error *err)
{
    (void)slot;
    (void)err;
    recovery_derive(out, secret, "inwork-vault-slot");
    return 0;
}

int vault_unlock(struct vault *v, const struct secret *passphrase, struct error *err)
{
    return unlock(v, SLOT_PASSPHRASE, key_of_passphrase, passphrase,
                  "the passphrase does not open this store", err);
}

int vault_unlock_recovery(struct vault *v, const uint8_t recovery[RECOVERY_BYTES],
                          struct error *err)
{
    return unlock(v, SLOT_RECOVERY, key_of_recovery, recovery,
                  "the recovery key does not open this store", err);
}

int vault_unlock_key(struct vault *v, const uint8_t data_key[32], struct error *err)
{
    struct vault_keys *keys = secret_alloc(sizeof *keys, err);
    if (!keys)
        return err ? -(int)err->status : -STATUS_IO;
    memcpy(keys->data, data_key, PAGE_KEY_BYTES);
    if (keep_if_genuine(v, keys, NULL))
        return 0;
    secret_free(keys);
    return error_set(err, STATUS_REFUSED, "the key kept by the system does not open this store");
}

bool vault_unlocked(const struct vault *v)
{
    return v->keys != NULL;
}

void vault_data_key(uint8_t out[32], const struct vault *v)
{
    memcpy(out, v->keys->data, PAGE_KEY_BYTES);
}

const char *vault_keyring_name(const struct vault *v)
{
    return v->keyring_name;
}
const char *vault_path(const struct vault *v)
{
    return v->path;
}
const char *vault_file_id(const struct vault *v)
{
    return v->file_id_text;
}

/* --- changing the passphrase --------------------------------------------------------------- */

int vault_set_passphrase(struct vault *v, const struct secret *passphrase, struct passkey_cost cost,
                         struct error *err)
{
    if (!v->keys)
        return error_set(err, STATUS_REFUSED, "%s is locked", v->path);
    struct vault_slot slot;
    int result = passphrase_slot(&slot, v->keys->data, passphrase, cost, err); /* slow: no lock */
    if (result < 0)
        return result;
    int lock = lock_open(v->lock_path);
    if (lock < 0)
        return error_errno(err, STATUS_IO, "cannot open %s", v->lock_path);
    int taken = lock_wait(lock, VAULT_BUSY_MS);
    if (taken > 0)
        result = error_set(err, STATUS_BUSY, "another process is writing to %s", v->path);
    else if (taken < 0)
        result = error_errno(err, STATUS_IO, "cannot lock %s", v->lock_path);
    else
        result = header_file_read(v, err);
    if (result == 0) {
        const struct vault_header *best[HEADER_COPIES];
        if (header_candidates(v, best) == 0) {
            result = error_set(err, STATUS_DAMAGED, "the header of %s has been altered", v->path);
        } else {
            struct vault_header h = *best[0];
            for (size_t i = 0; i < SLOT_COUNT; i++)
                if (h.slots[i].kind == SLOT_PASSPHRASE)
                    h.slots[i] = slot;
            result = header_file_write(v, &h, err);
        }
    }
    (void)close(lock);
    return result;
}

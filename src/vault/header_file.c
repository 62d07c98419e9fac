/* SPDX-License-Identifier: GPL-3.0-or-later
 * The two header blocks where they lie in the file.
 *
 * All reading and writing goes through the VFS below SQLite's: it knows that closing one descriptor
 * of a file would drop the locks this process holds on it, and waits.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "inwork/base/error.h"
#include "inwork/seal/secret.h"

#include "vault_int.h"

static int open_plain(const struct vault *v, int flags, sqlite3_file **out)
{
    sqlite3_file *file = calloc(1, (size_t)v->lower->szOsFile);
    if (!file)
        return SQLITE_NOMEM;
    int got = 0;
    int rc = v->lower->xOpen(v->lower, v->database_name, file, flags | SQLITE_OPEN_MAIN_DB, &got);
    if (rc == SQLITE_OK && (flags & SQLITE_OPEN_READWRITE) && (got & SQLITE_OPEN_READONLY))
        rc = SQLITE_READONLY;
    if (rc != SQLITE_OK) {
        if (file->pMethods)
            (void)file->pMethods->xClose(file);
        free(file);
        return rc;
    }
    *out = file;
    return SQLITE_OK;
}

static int close_plain(sqlite3_file *file)
{
    int rc = file->pMethods->xClose(file);
    free(file);
    return rc;
}

static int read_block(sqlite3_file *file, int copy, struct vault_header *out,
                      enum header_state *state)
{
    uint8_t block[HEADER_BYTES];
    int rc = file->pMethods->xRead(file, block, HEADER_BYTES, copy * HEADER_BYTES);
    if (rc == SQLITE_IOERR_SHORT_READ)
        rc = SQLITE_OK; /* the rest is zeros, and that is not a header */
    if (rc == SQLITE_OK)
        *state = header_decode(out, block);
    return rc;
}

static int count_states(const struct vault *v, enum header_state state)
{
    return (v->states[0] == state) + (v->states[1] == state);
}

static int refuse_header(const struct vault *v, struct error *err)
{
    if (count_states(v, HEADER_NEWER) > 0) {
        (void)error_set(err, STATUS_DAMAGED, "%s was made by a newer version of inwork", v->path);
        return error_hint(err, "open it with that version; this one leaves it as it is");
    }
    if (count_states(v, HEADER_FOREIGN) == HEADER_COPIES)
        (void)error_set(err, STATUS_DAMAGED,
                        "%s is not an inwork store, or the start of it is destroyed", v->path);
    else
        (void)error_set(err, STATUS_DAMAGED, "%s is damaged: neither copy of its header is sound",
                        v->path);
    return error_hint(
        err, "nothing was changed; move it aside and put a copy of it back, or start a new "
             "store and let sync fill it");
}

int header_file_read(struct vault *v, struct error *err)
{
    struct stat info;
    if (stat(v->path, &info))
        return error_errno(err, STATUS_IO, "cannot look at %s", v->path);
    if (!S_ISREG(info.st_mode))
        return error_set(err, STATUS_DAMAGED, "%s is not a regular file", v->path);
    sqlite3_file *file;
    int rc = open_plain(v, SQLITE_OPEN_READONLY, &file);
    if (rc != SQLITE_OK)
        return error_set(err, STATUS_IO, "cannot open %s: %s", v->path, sqlite3_errstr(rc));
    for (int copy = 0; copy < HEADER_COPIES && rc == SQLITE_OK; copy++)
        rc = read_block(file, copy, &v->headers[copy], &v->states[copy]);
    (void)close_plain(file); /* nothing was written */
    if (rc != SQLITE_OK)
        return error_set(err, STATUS_IO, "cannot read %s: %s", v->path, sqlite3_errstr(rc));

    /* The sound copy with the higher serial counts; a newer version's outranks it if later written,
     * and we cannot know its serial, so any sound one of those is refused. */
    const struct vault_header *best[HEADER_COPIES];
    if (count_states(v, HEADER_NEWER) > 0 || header_candidates(v, best) == 0)
        return refuse_header(v, err);
    memcpy(v->file_id, best[0]->file_id, FILE_ID_BYTES);
    return 0;
}

static bool mac_fits(const struct vault *v, const struct vault_header *h)
{
    uint8_t mac[32];
    header_mac(mac, h, v->keys->header);
    return secret_equal(mac, h->mac, sizeof mac);
}

int header_candidates(const struct vault *v, const struct vault_header *out[HEADER_COPIES])
{
    int count = 0;
    int first = v->headers[1].serial > v->headers[0].serial ? 1 : 0;
    if (v->states[first] != HEADER_SOUND)
        first = 1 - first;
    for (int i = 0; i < HEADER_COPIES; i++) {
        int copy = i == 0 ? first : 1 - first;
        if (v->states[copy] != HEADER_SOUND)
            continue;
        if (v->keys && !mac_fits(v, &v->headers[copy]))
            continue;
        out[count++] = &v->headers[copy];
    }
    return count;
}

int header_file_write(struct vault *v, struct vault_header *h, struct error *err)
{
    uint64_t serials[HEADER_COPIES];
    for (int copy = 0; copy < HEADER_COPIES; copy++)
        serials[copy] = v->states[copy] == HEADER_SOUND && mac_fits(v, &v->headers[copy])
                            ? v->headers[copy].serial
                            : 0; /* worthless: to be overwritten first */
    int first = serials[1] < serials[0] ? 1 : 0;
    uint64_t serial = serials[1 - first];
    sqlite3_file *file;
    int rc = open_plain(v, SQLITE_OPEN_READWRITE, &file);
    if (rc != SQLITE_OK)
        return error_set(err, STATUS_IO, "cannot open %s for writing: %s", v->path,
                         sqlite3_errstr(rc));
    for (int i = 0; i < HEADER_COPIES && rc == SQLITE_OK; i++) {
        uint8_t block[HEADER_BYTES];
        int copy = i == 0 ? first : 1 - first;
        h->serial = ++serial;
        header_mac(h->mac, h, v->keys->header);
        header_encode(block, h);
        rc = file->pMethods->xWrite(file, block, HEADER_BYTES, copy * HEADER_BYTES);
        if (rc == SQLITE_OK)
            rc = file->pMethods->xSync(file, SQLITE_SYNC_FULL);
        if (rc == SQLITE_OK) {
            v->headers[copy] = *h;
            v->states[copy] = HEADER_SOUND;
        }
    }
    (void)close_plain(file); /* synced already */
    if (rc != SQLITE_OK)
        return error_set(err, STATUS_IO, "cannot write the header of %s: %s", v->path,
                         rc == SQLITE_FULL ? "the disk is full" : sqlite3_errstr(rc));
    return 0;
}

void header_file_heal(struct vault *v)
{
    struct error ignored = {0};
    int lock = lock_open(v->lock_path);
    if (lock < 0)
        return;
    if (lock_try(lock) == 0 && header_file_read(v, &ignored) == 0) {
        const struct vault_header *best[HEADER_COPIES];
        int usable = header_candidates(v, best);
        struct vault_header h = {0};
        bool alike = false;
        if (usable == HEADER_COPIES) {
            uint8_t mac[32];
            h = *best[0];
            h.serial = best[1]->serial;
            header_mac(mac, &h, v->keys->header);
            alike = secret_equal(mac, best[1]->mac, sizeof mac);
        }
        if (usable > 0 && !alike) {
            h = *best[0];
            (void)header_file_write(v, &h, &ignored); /* tried again at the next opening */
        }
    }
    (void)close(lock);
}

int header_file_check(struct vault *v, sqlite3_file *lower)
{
    sqlite3_int64 size = 0;
    int rc = lower->pMethods->xFileSize(lower, &size);
    for (int copy = 0; copy < HEADER_COPIES && rc == SQLITE_OK; copy++) {
        struct vault_header h;
        enum header_state state;
        rc = read_block(lower, copy, &h, &state);
        if (rc != SQLITE_OK || state != HEADER_SOUND ||
            memcmp(h.file_id, v->file_id, FILE_ID_BYTES) != 0)
            continue;
        /* A store has had at least one page since it was made; SQLite would start a new one. */
        if (size < DATA_START + PAGE_BYTES && !v->creating)
            return unit_fault(v, UNIT_PAGE, 1, true);
        return SQLITE_OK;
    }
    return rc == SQLITE_OK ? SQLITE_CANTOPEN : rc;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * The rollback journal, kept as a list of writes.
 *
 * A store works in log mode; a journal appears only while the very first page is written and when
 * somebody changes the journal mode. SQLite writes it in pieces of many sizes and rewrites some.
 * Here every write is appended as one sealed unit of constant size that says which logical bytes it
 * holds, the newest winning: no write can disturb what an earlier one put there, and nothing but
 * the number of writes shows. Each unit also says how many units were synced before it. So a unit
 * that does not open is the torn end of the journal, unless a later one says that it had been safe:
 * that is damage, and rolling back half a transaction would make it worse.
 */
#include <stdlib.h>
#include <string.h>

#include "inwork/seal/secret.h"

#include "vault_int.h"

enum {
    AT_SYNCED = JOURNAL_ID_BYTES,
    AT_LENGTH = AT_SYNCED + 4,
    AT_OFFSET = AT_LENGTH + 4,
    AT_DATA = AT_OFFSET + 8
};

void journal_clear(struct vault_file *f)
{
    free(f->journal.pieces);
    f->journal = (struct journal_index){0};
}

void journal_synced(struct vault_file *f)
{
    f->journal.synced = f->journal.units;
}

/* Index of the first piece that ends after `offset`. */
static size_t find_piece(const struct journal_index *j, int64_t offset)
{
    size_t low = 0;
    size_t high = j->count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (j->pieces[mid].offset + j->pieces[mid].length <= offset)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* Record that `unit` now holds [offset, offset + length). It must replace one piece exactly or lie
 * where there is none. */
static int set_piece(struct journal_index *j, int64_t offset, uint32_t length, uint32_t unit)
{
    size_t i = find_piece(j, offset);
    if (i < j->count && j->pieces[i].offset == offset && j->pieces[i].length == length) {
        j->pieces[i].unit = unit;
        return SQLITE_OK;
    }
    if (i < j->count && j->pieces[i].offset < offset + length)
        return SQLITE_IOERR_WRITE;
    if (j->count == j->room) {
        size_t room = j->room ? 2 * j->room : 64;
        struct journal_piece *more = reallocarray(j->pieces, room, sizeof *more);
        if (!more)
            return SQLITE_NOMEM;
        j->pieces = more;
        j->room = room;
    }
    memmove(j->pieces + i + 1, j->pieces + i, (j->count - i) * sizeof *j->pieces);
    j->pieces[i] = (struct journal_piece){offset, length, unit};
    j->count++;
    return SQLITE_OK;
}

/* Open unit `number` into f->plain and check what it says. */
static int read_unit(struct vault_file *f, uint32_t number)
{
    int rc = f->lower->pMethods->xRead(f->lower, f->sealed, JOURNAL_UNIT,
                                       (sqlite3_int64)number * JOURNAL_UNIT);
    if (rc != SQLITE_OK)
        return rc;
    if (unit_open(f->vault, f->plain, f->sealed, JOURNAL_PLAIN, UNIT_JOURNAL, number))
        return SQLITE_IOERR_DATA;
    uint32_t length = get_be32(f->plain + AT_LENGTH);
    uint64_t offset = get_be64(f->plain + AT_OFFSET);
    if (length == 0 || length > PAGE_BYTES || offset > INT64_MAX / 2)
        return SQLITE_IOERR_DATA;
    return SQLITE_OK;
}

/* Build the index of a journal found on the disk. */
static int load(struct vault_file *f)
{
    struct journal_index *j = &f->journal;
    sqlite3_int64 size = 0;
    if (j->loaded)
        return j->damaged ? unit_fault(f->vault, UNIT_JOURNAL, 0, false) : SQLITE_OK;
    journal_clear(f);
    int rc = f->lower->pMethods->xFileSize(f->lower, &size);
    if (rc != SQLITE_OK)
        return rc;
    if (size / JOURNAL_UNIT >= UINT32_MAX)
        return SQLITE_IOERR_DATA;
    uint32_t units = (uint32_t)(size / JOURNAL_UNIT);
    bool torn = false;
    uint32_t good = 0; /* units before the first torn one */
    for (uint32_t n = 0; n < units && rc == SQLITE_OK; n++) {
        rc = read_unit(f, n);
        bool ours = rc == SQLITE_OK;
        if (ours && n == 0)
            memcpy(j->id, f->plain, JOURNAL_ID_BYTES);
        /* A unit of an older journal in the same place, shown again by the file system. */
        if (ours && good > 0 && memcmp(j->id, f->plain, JOURNAL_ID_BYTES) != 0)
            ours = false;
        if (rc == SQLITE_IOERR_DATA)
            rc = SQLITE_OK;
        if (rc != SQLITE_OK)
            break;
        if (!ours) {
            torn = true;
        } else if (!torn) {
            good = n + 1;
            j->synced = get_be32(f->plain + AT_SYNCED);
            rc = set_piece(j, (int64_t)get_be64(f->plain + AT_OFFSET),
                           get_be32(f->plain + AT_LENGTH), n);
        } else if (get_be32(f->plain + AT_SYNCED) > good) {
            j->damaged = true;
        }
    }
    if (rc != SQLITE_OK) {
        journal_clear(f);
        return rc == SQLITE_IOERR_WRITE ? SQLITE_IOERR_DATA : rc;
    }
    j->units = good;
    j->loaded = true;
    return j->damaged ? unit_fault(f->vault, UNIT_JOURNAL, good, false) : SQLITE_OK;
}

int journal_size(struct vault_file *f, int64_t *out)
{
    int rc = load(f);
    if (rc == SQLITE_OK) {
        const struct journal_index *j = &f->journal;
        const struct journal_piece *last = j->count ? &j->pieces[j->count - 1] : NULL;
        *out = last ? last->offset + last->length : 0;
    }
    return rc;
}

int journal_read(struct vault_file *f, uint8_t *out, int amount, int64_t offset)
{
    int64_t size;
    int rc = journal_size(f, &size);
    if (rc != SQLITE_OK)
        return rc;
    memset(out, 0, (size_t)amount); /* a gap before a later header is zeros */
    const struct journal_index *j = &f->journal;
    for (size_t i = find_piece(j, offset); i < j->count; i++) {
        struct journal_piece piece = j->pieces[i];
        if (piece.offset >= offset + amount)
            break;
        rc = read_unit(f, piece.unit);
        if (rc != SQLITE_OK || memcmp(f->plain, j->id, JOURNAL_ID_BYTES) != 0)
            return unit_fault(f->vault, UNIT_JOURNAL, piece.unit, false);
        int64_t from = piece.offset > offset ? piece.offset : offset;
        int64_t end = piece.offset + piece.length;
        if (end > offset + amount)
            end = offset + amount;
        memcpy(out + (from - offset), f->plain + AT_DATA + (from - piece.offset),
               (size_t)(end - from));
    }
    return offset + amount > size ? SQLITE_IOERR_SHORT_READ : SQLITE_OK;
}

/* Append f->plain, its data being in place, as the newest unit. */
static int append(struct vault_file *f, int64_t offset, uint32_t length)
{
    struct journal_index *j = &f->journal;
    if (j->units == UINT32_MAX)
        return SQLITE_FULL;
    if (j->units == 0) {
        /* Nothing of an abandoned journal may lie behind the new one's first units. */
        int rc = f->lower->pMethods->xTruncate(f->lower, 0);
        if (rc != SQLITE_OK)
            return rc;
        seal_random(j->id, sizeof j->id);
    }
    memcpy(f->plain, j->id, JOURNAL_ID_BYTES);
    put_be32(f->plain + AT_SYNCED, j->synced);
    put_be32(f->plain + AT_LENGTH, length);
    put_be64(f->plain + AT_OFFSET, (uint64_t)offset);
    memset(f->plain + AT_DATA + length, 0, PAGE_BYTES - length);
    unit_seal(f->vault, f->sealed, f->plain, JOURNAL_PLAIN, UNIT_JOURNAL, j->units);
    int rc = f->lower->pMethods->xWrite(f->lower, f->sealed, JOURNAL_UNIT,
                                        (sqlite3_int64)j->units * JOURNAL_UNIT);
    if (rc == SQLITE_OK)
        rc = set_piece(j, offset, length, j->units);
    if (rc == SQLITE_OK)
        j->units++;
    return rc;
}

int journal_write(struct vault_file *f, const uint8_t *bytes, int amount, int64_t offset)
{
    int rc = load(f);
    if (rc != SQLITE_OK)
        return rc;
    if (amount <= 0 || amount > PAGE_BYTES || offset < 0)
        return SQLITE_IOERR_WRITE;
    struct journal_index *j = &f->journal;
    /* Zeros over the start of the header say that the journal is no longer wanted. */
    if (offset == 0 && amount < 512 && unit_is_zero(bytes, (size_t)amount))
        return journal_truncate(f, 0);
    size_t i = find_piece(j, offset);
    if (i < j->count && j->pieces[i].offset < offset + amount) {
        /* Part of a piece is rewritten: the whole piece is written anew. */
        struct journal_piece piece = j->pieces[i];
        if (offset < piece.offset || offset + amount > piece.offset + piece.length)
            return SQLITE_IOERR_WRITE;
        rc = read_unit(f, piece.unit);
        if (rc != SQLITE_OK)
            return rc;
        memcpy(f->plain + AT_DATA + (offset - piece.offset), bytes, (size_t)amount);
        return append(f, piece.offset, piece.length);
    }
    memcpy(f->plain + AT_DATA, bytes, (size_t)amount);
    return append(f, offset, (uint32_t)amount);
}

int journal_truncate(struct vault_file *f, int64_t size)
{
    int64_t now;
    if (size > 0) {
        /* SQLite shortens a journal to nothing, or to a limit that we keep below. */
        int rc = journal_size(f, &now);
        return rc != SQLITE_OK ? rc : size >= now ? SQLITE_OK : SQLITE_IOERR_TRUNCATE;
    }
    int rc = f->lower->pMethods->xTruncate(f->lower, 0);
    if (rc == SQLITE_OK) {
        journal_clear(f);
        f->journal.loaded = true;
    }
    return rc;
}

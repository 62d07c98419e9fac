/* SPDX-License-Identifier: GPL-3.0-or-later
 * The write-ahead log, unit by unit.
 *
 * SQLite's log is a header of 32 bytes and frames of 24 + 4,096. Here each of the three is a unit
 * of its own and sealed by itself: header 72 bytes at 0, frame n (from 0) at 72 + n * 4,160 as 64 +
 * 4,096. Nothing is in clear, page numbers and checksums included.
 *
 * The frames of a transaction are held back until the last one comes, and written by one call: a
 * save is some ten frames, which would be twenty writes. Nobody misses them meanwhile: another
 * handle looks for frames only once their transaction has ended, this one goes through log_flush.
 */
#include <stdlib.h>
#include <string.h>

#include "inwork/seal/secret.h"

#include "vault_int.h"

enum {
    HEADER_PLAIN = 32,
    HEADER_UNIT = HEADER_PLAIN + PAGE_OVERHEAD,
    FRAME_PLAIN = 24,
    FRAME_UNIT = FRAME_PLAIN + PAGE_OVERHEAD,
    FRAME_LOGICAL = FRAME_PLAIN + PAGE_BYTES,
    FRAME_PHYSICAL = FRAME_UNIT + PAGE_BYTES
};

/* One unit in both counts. */
struct place {
    enum unit_kind kind;
    uint64_t position;
    int64_t logical; /* where it begins for SQLite */
    int64_t physical;
    int plain; /* bytes SQLite sees */
    int unit;  /* bytes in the file */
};

static struct place place_at(int64_t offset)
{
    if (offset < HEADER_PLAIN)
        return (struct place){UNIT_LOG_HEADER, 0, 0, 0, HEADER_PLAIN, HEADER_UNIT};
    int64_t frame = (offset - HEADER_PLAIN) / FRAME_LOGICAL;
    int64_t logical = HEADER_PLAIN + frame * FRAME_LOGICAL;
    int64_t physical = HEADER_UNIT + frame * FRAME_PHYSICAL;
    if (offset < logical + FRAME_PLAIN)
        return (struct place){UNIT_FRAME_HEADER, (uint64_t)frame, logical,
                              physical,          FRAME_PLAIN,     FRAME_UNIT};
    return (struct place){UNIT_FRAME_PAGE,       (uint64_t)frame, logical + FRAME_PLAIN,
                          physical + FRAME_UNIT, PAGE_BYTES,      PAGE_BYTES};
}

static int open_unit(struct vault_file *f, uint8_t *out, const struct place *p)
{
    if (p->kind == UNIT_FRAME_PAGE)
        return unit_open_page(f->vault, out, f->sealed, p->kind, p->position);
    return unit_open(f->vault, out, f->sealed, (size_t)p->plain, p->kind, p->position);
}

/* A log that was made and never filled may read as zeros after a power cut. Its header is synced
 * before anything follows it, so zeros with something behind them are damage. */
static bool never_filled(const struct vault_file *f)
{
    sqlite3_int64 size = 0;
    return unit_is_zero(f->sealed, HEADER_UNIT) &&
           f->lower->pMethods->xFileSize(f->lower, &size) == SQLITE_OK && size <= HEADER_UNIT;
}

/* SQLITE_OK; SQLITE_IOERR_SHORT_READ: not all there; SQLITE_IOERR_DATA: does not authenticate. */
static int read_unit(struct vault_file *f, uint8_t *out, const struct place *p)
{
    int rc = f->lower->pMethods->xRead(f->lower, f->sealed, p->unit, p->physical);
    if (rc != SQLITE_OK)
        return rc;
    if (open_unit(f, out, p) == 0)
        return SQLITE_OK;
    if (p->kind == UNIT_LOG_HEADER) {
        /* Whatever else does not open is not an empty log: SQLite would delete it with what it
         * holds. */
        if (never_filled(f) || !rule_on(f->vault, RULE_LOG_HEADER)) {
            memset(out, 0, (size_t)p->plain);
            return SQLITE_OK;
        }
    }
    return unit_fault(f->vault, p->kind, p->position, false);
}

/* SQLite's log checksum: two sums over pairs of 32-bit words, in the byte order the header names.
 */
static void checksum(uint32_t sums[2], const uint8_t *bytes, size_t n, bool big_endian)
{
    for (size_t i = 0; i + 8 <= n; i += 8) {
        uint32_t word[2];
        for (size_t k = 0; k < 2; k++) {
            uint32_t w = get_be32(bytes + i + 4 * k);
            word[k] = big_endian ? w : __builtin_bswap32(w);
        }
        sums[0] += word[0] + sums[1];
        sums[1] += word[1] + sums[0];
    }
}

/* Frame `bad` does not authenticate. Torn by a power cut, it belongs to the one transaction that
 * had not been synced, and nothing was ever appended to that transaction's commit. So a later frame
 * that continues a commit, by checksum and salts, proves that `bad` was on the disk once: damage.
 * SQLITE_OK and *found; or an error, where the disk does not let us look. */
static int committed_beyond(struct vault_file *f, uint64_t bad, bool *found)
{
    uint8_t header[HEADER_PLAIN];
    uint8_t frame[FRAME_PLAIN];
    struct place p = place_at(0);
    *found = false;
    int rc = read_unit(f, header, &p);
    if (rc != SQLITE_OK)
        return rc;
    bool big_endian = header[3] & 1;
    uint32_t sums[2] = {0, 0};
    bool chained = false; /* sums are those of the frame before */
    bool commit = false;  /* ... which ends a transaction */
    for (int64_t n = (int64_t)bad + 1;; n++) {
        p = place_at(HEADER_PLAIN + n * FRAME_LOGICAL);
        rc = read_unit(f, frame, &p);
        if (rc == SQLITE_OK) {
            p = place_at(HEADER_PLAIN + n * FRAME_LOGICAL + FRAME_PLAIN);
            rc = read_unit(f, f->plain, &p);
        }
        if (rc == SQLITE_IOERR_SHORT_READ)
            return SQLITE_OK; /* the end */
        if (rc != SQLITE_OK && rc != SQLITE_IOERR_DATA)
            return rc;
        if (rc != SQLITE_OK || memcmp(frame + 8, header + 16, 8) != 0) {
            chained = false;
            continue;
        }
        if (chained) {
            checksum(sums, frame, 8, big_endian);
            checksum(sums, f->plain, PAGE_BYTES, big_endian);
            chained = sums[0] == get_be32(frame + 16) && sums[1] == get_be32(frame + 20);
        }
        if (chained && commit) {
            *found = true;
            return SQLITE_OK;
        }
        sums[0] = get_be32(frame + 16);
        sums[1] = get_be32(frame + 20);
        commit = get_be32(frame + 4) != 0;
        chained = true;
    }
}

/* Who rebuilds the log's index asks for whole frames until one does not fit. */
static bool looks_for_the_end(const struct vault_file *f, int amount, const struct place *first)
{
    bool rebuilding = (f->database && f->database->recovering) ||
                      (f->database && (f->database->open_flags & SQLITE_OPEN_READONLY));
    return rebuilding && first->kind == UNIT_FRAME_HEADER && amount == FRAME_LOGICAL;
}

int log_read(struct vault_file *f, uint8_t *out, int amount, int64_t offset)
{
    struct place first = place_at(offset);
    uint8_t *start = out;
    int wanted = amount;
    int flushed = log_flush(f);
    if (flushed != SQLITE_OK)
        return flushed;
    while (amount > 0) {
        struct place p = place_at(offset);
        int from = (int)(offset - p.logical);
        int take = p.plain - from < amount ? p.plain - from : amount;
        bool whole = take == p.plain;
        int rc = read_unit(f, whole ? out : f->plain, &p);
        if (rc == SQLITE_IOERR_SHORT_READ) {
            memset(out, 0, (size_t)amount);
            return rc;
        }
        if (rc == SQLITE_IOERR_DATA && p.kind != UNIT_LOG_HEADER) {
            bool end = looks_for_the_end(f, wanted, &first) && rule_on(f->vault, RULE_TAIL_IS_END);
            bool committed = false;
            if (end) {
                rc = committed_beyond(f, p.position, &committed);
                if (rc != SQLITE_OK)
                    return rc;
            }
            if (committed)
                return unit_fault(f->vault, p.kind, p.position, false);
            if (end || !rule_on(f->vault, RULE_FRAME_IS_ERROR)) {
                memset(start, 0, (size_t)wanted);
                return SQLITE_OK;
            }
        }
        if (rc != SQLITE_OK)
            return rc;
        if (!whole)
            memcpy(out, f->plain + from, (size_t)take);
        out += take;
        amount -= take;
        offset += take;
    }
    return SQLITE_OK;
}

/* --- writing ----------------------------------------------------------------------------- */

enum { HELD_FRAMES = 24 }; /* SQLite's platform layer writes no more than 128 kB at once */

struct log_held {
    int64_t newest;   /* the last frame appended since the log's header; -1: none */
    int64_t first;    /* the frame at the beginning of `bytes` */
    size_t used;      /* whole units: frames, and at the end maybe a frame's header */
    bool sealed;      /* they could not be written: again, or forgotten */
    bool ends_commit; /* the last header is that of a transaction's last frame */
    uint8_t bytes[HELD_FRAMES * FRAME_PHYSICAL];
};

void log_forget(struct vault_file *f)
{
    struct log_held *h = f->held;
    if (!h || h->used == 0)
        return;
    h->newest = h->first - 1;
    h->used = 0;
    h->sealed = false;
}

static void seal_held(struct vault *v, struct log_held *h)
{
    uint8_t nonces[2 * HELD_FRAMES][PAGE_NONCE_BYTES];
    size_t units = 0;
    seal_random(nonces, sizeof nonces);
    for (size_t at = 0; at < h->used; at += FRAME_PHYSICAL) {
        uint64_t frame = (uint64_t)h->first + at / FRAME_PHYSICAL;
        uint8_t *header = h->bytes + at;
        uint8_t *page = header + FRAME_UNIT;
        unit_seal_with(v, header, header, FRAME_PLAIN, UNIT_FRAME_HEADER, frame, nonces[units++]);
        if (at + FRAME_UNIT < h->used)
            unit_seal_with(v, page, page, PAGE_PLAIN, UNIT_FRAME_PAGE, frame, nonces[units++]);
    }
    h->sealed = true;
}

int log_flush(struct vault_file *f)
{
    struct log_held *h = f->held;
    if (!h || h->used == 0)
        return SQLITE_OK;
    if (!h->sealed)
        seal_held(f->vault, h);
    int rc = f->lower->pMethods->xWrite(f->lower, h->bytes, (int)h->used,
                                        HEADER_UNIT + h->first * FRAME_PHYSICAL);
    if (rc == SQLITE_OK) {
        h->used = 0;
        h->sealed = false;
    }
    return rc;
}

/* Does the unit follow those held, or, where there are none, begin a frame that was never written?
 * What SQLite writes over an earlier frame goes to the file at once. */
static bool may_be_held(const struct log_held *h, const struct place *p)
{
    if (h->used == 0)
        return p->kind == UNIT_FRAME_HEADER && (int64_t)p->position > h->newest;
    return !h->sealed && h->used + (size_t)p->unit <= sizeof h->bytes &&
           p->physical == HEADER_UNIT + h->first * FRAME_PHYSICAL + (int64_t)h->used;
}

static void hold(struct log_held *h, const struct place *p, const uint8_t *bytes)
{
    if (h->used == 0)
        h->first = (int64_t)p->position;
    memcpy(h->bytes + h->used, bytes, (size_t)p->plain);
    h->used += (size_t)p->unit;
    if (p->kind == UNIT_FRAME_HEADER) {
        h->newest = (int64_t)p->position;
        h->ends_commit = get_be32(bytes + 4) != 0;
    }
}

static int write_unit(struct vault_file *f, const uint8_t *bytes, const struct place *p)
{
    if (p->kind == UNIT_FRAME_PAGE)
        unit_seal_page(f->vault, f->sealed, bytes, p->kind, p->position);
    else
        unit_seal(f->vault, f->sealed, bytes, (size_t)p->plain, p->kind, p->position);
    return f->lower->pMethods->xWrite(f->lower, f->sealed, p->unit, p->physical);
}

int log_write(struct vault_file *f, const uint8_t *bytes, int amount, int64_t offset)
{
    struct place p = place_at(offset);
    /* SQLite writes each of the three whole, since we say that a write disturbs nothing beside it.
     */
    if (offset != p.logical || amount != p.plain)
        return SQLITE_IOERR_WRITE;
    if (p.kind == UNIT_FRAME_PAGE && rule_on(f->vault, RULE_ZERO_RESERVED) &&
        !unit_is_zero(bytes + PAGE_PLAIN, PAGE_OVERHEAD))
        return SQLITE_IOERR_WRITE;
    if (!f->held && (f->held = calloc(1, sizeof *f->held)) != NULL)
        f->held->newest = -1;
    struct log_held *h = f->held;
    if (h && !may_be_held(h, &p)) {
        int rc = log_flush(f);
        if (rc != SQLITE_OK)
            return rc;
    }
    if (h && p.kind == UNIT_LOG_HEADER)
        h->newest = -1;
    if (!h || !may_be_held(h, &p))
        return write_unit(f, bytes, &p);
    hold(h, &p, bytes);
    return p.kind == UNIT_FRAME_PAGE && h->ends_commit ? log_flush(f) : SQLITE_OK;
}

int log_truncate(struct vault_file *f, int64_t size)
{
    int64_t at = 0;
    int rc = log_flush(f);
    if (rc != SQLITE_OK)
        return rc;
    if (size > 0) {
        /* SQLite cuts at the end of a frame, or anywhere if it was given a limit: round up. */
        struct place p = place_at(size - 1);
        at = p.physical + p.unit;
    }
    return f->lower->pMethods->xTruncate(f->lower, at);
}

int log_size(struct vault_file *f, int64_t *out)
{
    sqlite3_int64 size = 0;
    int rc = log_flush(f);
    if (rc == SQLITE_OK)
        rc = f->lower->pMethods->xFileSize(f->lower, &size);
    if (rc != SQLITE_OK)
        return rc;
    if (size < HEADER_UNIT) {
        *out = size < HEADER_PLAIN ? size : HEADER_PLAIN - 1;
        return SQLITE_OK;
    }
    int64_t frames = (size - HEADER_UNIT) / FRAME_PHYSICAL;
    int64_t rest = (size - HEADER_UNIT) % FRAME_PHYSICAL;
    *out = HEADER_PLAIN + frames * FRAME_LOGICAL;
    /* Of a unit that is not all there SQLite is told all but the last byte. */
    if (rest >= FRAME_UNIT)
        *out += FRAME_PLAIN + (rest - FRAME_UNIT);
    else if (rest > 0)
        *out += rest < FRAME_PLAIN ? rest : FRAME_PLAIN - 1;
    return SQLITE_OK;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * The pages of the database: page n lies at 8,192 + (n - 1) * 4,096, sealed in its reserved bytes.
 *
 * SQLite writes whole pages and reads whole pages, save for the first bytes of page 1 and, in newer
 * releases, parts of overflow pages: any read inside the file is cut from opened pages.
 */
#include <string.h>

#include "ahead_int.h"
#include "vault_int.h"

/* SQLite never writes the page that holds this offset (it locks bytes there). */
#define LOCK_PAGE (INT64_C(0x40000000) / PAGE_BYTES + 1)
/* The longest read of page 1 that SQLite makes without holding any lock. */
#define FIRST_PAGE_GLANCE 100

enum { READ_ATTEMPTS = 4, READ_PAUSE_US = 2000 };

static int64_t physical(int64_t page)
{
    return DATA_START + (page - 1) * PAGE_BYTES;
}

int database_size(struct vault_file *f, int64_t *out)
{
    sqlite3_int64 size = 0;
    int rc = f->lower->pMethods->xFileSize(f->lower, &size);
    if (rc == SQLITE_OK)
        *out = size > DATA_START ? size - DATA_START : 0;
    return rc;
}

/* Read and open page `page` into `out`. SQLITE_IOERR_SHORT_READ: there is no such page.
 *
 * In the short moment before a process has joined the log it may look at page 1 while another one
 * is copying the log back: what does not open is read again, up to `attempts` times, before it is
 * called damaged. */
static int read_page(struct vault_file *f, uint8_t *out, int64_t page, int attempts)
{
    for (int attempt = 0; attempt < attempts; attempt++) {
        if (attempt > 0)
            (void)f->vault->lower->xSleep(f->vault->lower, READ_PAUSE_US);
        int rc = f->lower->pMethods->xRead(f->lower, f->sealed, PAGE_BYTES, physical(page));
        if (rc == SQLITE_IOERR_SHORT_READ) {
            int64_t size;
            rc = database_size(f, &size);
            if (rc == SQLITE_OK && size <= (page - 1) * PAGE_BYTES)
                return SQLITE_IOERR_SHORT_READ;
            if (rc == SQLITE_OK)
                continue; /* half a page: cut off, or being written */
        }
        if (rc != SQLITE_OK)
            return rc;
        if (unit_open_page(f->vault, out, f->sealed, UNIT_PAGE, (uint64_t)page) == 0)
            return SQLITE_OK;
    }
    return unit_fault(f->vault, UNIT_PAGE, (uint64_t)page, false);
}

int database_read(struct vault_file *f, uint8_t *out, int amount, int64_t offset)
{
    while (amount > 0) {
        int64_t page = offset / PAGE_BYTES + 1;
        int from = (int)(offset % PAGE_BYTES);
        int take = PAGE_BYTES - from < amount ? PAGE_BYTES - from : amount;
        bool whole = take == PAGE_BYTES;
        bool glance = page == 1 && from + take <= FIRST_PAGE_GLANCE &&
                      rule_on(f->vault, RULE_TORN_FIRST_PAGE);
        int rc = SQLITE_OK;
        if (!whole || !ahead_page(f, out, page))
            rc = read_page(f, whole ? out : f->plain, page, glance ? 1 : READ_ATTEMPTS);
        if (rc == SQLITE_IOERR_SHORT_READ) {
            /* A whole page that SQLite counts on and that is not there: the file was cut. Only an
             * empty database is read beyond its end. */
            if (whole && page > 1)
                return unit_fault(f->vault, UNIT_PAGE, (uint64_t)page, true);
            memset(out, 0, (size_t)amount);
            return rc;
        }
        if (rc == SQLITE_IOERR_DATA && glance) {
            /* Torn by a power cut while the log was copied back: the log still holds the page, and
             * SQLite asks again for all of it once it has looked there. */
            memset(out, 0, (size_t)amount);
            return SQLITE_IOERR_SHORT_READ;
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

/* Seal zero pages from the end of the file up to `pages`, so that no page is ever a hole. */
static int fill_to(struct vault_file *f, int64_t pages)
{
    int64_t size;
    int rc = database_size(f, &size);
    if (rc != SQLITE_OK)
        return rc;
    int64_t page = size / PAGE_BYTES + 1; /* half a page at the end is made whole */
    if (page > pages)
        return SQLITE_OK;
    memset(f->plain, 0, PAGE_BYTES);
    for (; page <= pages && rc == SQLITE_OK; page++) {
        if (page == LOCK_PAGE)
            continue;
        unit_seal_page(f->vault, f->sealed, f->plain, UNIT_PAGE, (uint64_t)page);
        rc = f->lower->pMethods->xWrite(f->lower, f->sealed, PAGE_BYTES, physical(page));
    }
    return rc;
}

int database_write(struct vault_file *f, const uint8_t *bytes, int amount, int64_t offset)
{
    int64_t page = offset / PAGE_BYTES + 1;
    if (amount != PAGE_BYTES || offset % PAGE_BYTES || page == LOCK_PAGE)
        return SQLITE_IOERR_WRITE;
    if (rule_on(f->vault, RULE_ZERO_RESERVED) && !unit_is_zero(bytes + PAGE_PLAIN, PAGE_OVERHEAD))
        return SQLITE_IOERR_WRITE;
    /* Page 1 says page size and reserved bytes; another answer would not be readable here. */
    if (page == 1 && (get_be32(bytes + 16) >> 16 != PAGE_BYTES || bytes[20] != PAGE_OVERHEAD))
        return SQLITE_IOERR_WRITE;
    ahead_drop(f->ahead);
    int rc = fill_to(f, page - 1);
    if (rc != SQLITE_OK)
        return rc;
    unit_seal_page(f->vault, f->sealed, bytes, UNIT_PAGE, (uint64_t)page);
    return f->lower->pMethods->xWrite(f->lower, f->sealed, PAGE_BYTES, physical(page));
}

int database_truncate(struct vault_file *f, int64_t size)
{
    if (size < 0 || size % PAGE_BYTES)
        return SQLITE_IOERR_TRUNCATE;
    ahead_drop(f->ahead);
    int64_t now;
    int rc = database_size(f, &now);
    if (rc == SQLITE_OK && size > now)
        return fill_to(f, size / PAGE_BYTES);
    return rc == SQLITE_OK ? f->lower->pMethods->xTruncate(f->lower, DATA_START + size) : rc;
}

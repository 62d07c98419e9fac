/* SPDX-License-Identifier: GPL-3.0-or-later
 * Search as people type: names that begin with the text first, then words anywhere; clients,
 * employers and people before the rest, the newest first.
 *
 * Nothing is sorted: each step reads an index in its own order and stops at the limit, so that two
 * letters that half the store begins with cost no more than a rare word.
 */
#include "inwork/store/search.h"

#include "index_int.h"
#include "inwork/base/error.h"
#include "inwork/base/utf8.h"
#include "inwork/store/catalogue.h"
#include "record_int.h"
#include "search_int.h"
#include "store_int.h"

/* Rows already given, by the record's seq. */
struct seen {
    int64_t *seqs; /* open addressing; 0 is free */
    size_t size, count;
};

static int seen_add(struct seen *seen, int64_t seq, bool *again, struct error *err)
{
    if ((seen->count + 1) * 2 > seen->size) {
        size_t size = seen->size ? seen->size * 2 : 256;
        int64_t *seqs = calloc(size, sizeof *seqs);
        if (!seqs)
            return error_memory(err);
        for (size_t i = 0; i < seen->size; i++) {
            size_t at = (size_t)seen->seqs[i] % size;
            while (seen->seqs[i] && seqs[at])
                at = (at + 1) % size;
            if (seen->seqs[i])
                seqs[at] = seen->seqs[i];
        }
        free(seen->seqs);
        seen->seqs = seqs;
        seen->size = size;
    }
    size_t at = (size_t)seq % seen->size;
    while (seen->seqs[at] && seen->seqs[at] != seq)
        at = (at + 1) % seen->size;
    *again = seen->seqs[at] == seq;
    if (!*again) {
        seen->seqs[at] = seq;
        seen->count++;
    }
    return 0;
}

struct run {
    struct store *store;
    const struct search_request *request;
    const char *folded; /* the words as sort keys are */
    struct seen seen;
    title_fn row;
    void *payload;
};

static bool enough(const struct run *run)
{
    return run->request->limit > 0 && (int64_t)run->seen.count >= run->request->limit;
}

/* Give each row of a statement (seq, then TITLE_COLUMNS) once, up to the limit. */
static int give_rows(struct run *run, sqlite3_stmt *stmt, struct error *err)
{
    int rc = 0;
    while (!enough(run) && (rc = statement_step(run->store, stmt, err)) > 0) {
        bool again = false;
        rc = seen_add(&run->seen, sqlite3_column_int64(stmt, TITLE_COLUMN_COUNT), &again, err);
        if (rc < 0)
            return rc;
        if (again)
            continue;
        struct title_row t = title_read(stmt);
        rc = run->row(&t, run->payload, err);
        if (rc != 0)
            return rc;
    }
    return rc;
}

static int by_name(struct run *run, const char *kind, struct error *err)
{
    if (enough(run) || (run->request->kind && strcmp(run->request->kind, kind) != 0))
        return 0;
    struct buf end = BUF_ZERO;
    buf_printf(&end, "%s\xF4\x8F\xBF\xBF", run->folded);
    sqlite3_stmt *stmt = statement_take(run->store,
                                        "SELECT " TITLE_COLUMNS ", r.seq FROM record r "
                                        "WHERE r.kind = ?1 AND r.shown = 1 "
                                        "AND r.sort >= ?2 AND r.sort < ?3 ORDER BY r.sort, r.seq",
                                        err);
    if (!stmt) {
        buf_free(&end);
        return statement_failed(err);
    }
    bind_text(stmt, 1, kind);
    bind_text(stmt, 2, run->folded);
    bind_text(stmt, 3, buf_text(&end));
    int rc = give_rows(run, stmt, err);
    statement_give(run->store, stmt);
    buf_free(&end);
    return rc;
}

static int by_words(struct run *run, struct error *err)
{
    const char *kind = run->request->kind;
    if (enough(run))
        return 0;
    struct buf match = BUF_ZERO;
    int rc = search_expression(run->store, &match, run->folded, strlen(run->folded), err);
    if (rc < 0 || match.len == 0) {
        buf_free(&match);
        return rc;
    }
    /* CROSS JOIN keeps the index of words outermost, read backwards as it lies. */
    sqlite3_stmt *stmt =
        statement_take(run->store,
                       "SELECT " TITLE_COLUMNS ", r.seq FROM search w CROSS JOIN record r "
                       "ON r.seq = w.rowid & 1099511627775 WHERE w.search MATCH ?1 "
                       "AND w.rowid >= ?3 AND w.rowid < ?4 "
                       "AND r.shown = 1 AND (?2 IS NULL OR r.kind = ?2) ORDER BY w.rowid DESC",
                       err);
    if (stmt) {
        int64_t least = kind ? search_class(kind) : 0;
        int64_t most = kind ? search_class(kind) + 1 : 16;
        bind_text(stmt, 1, buf_text(&match));
        bind_text(stmt, 2, kind);
        bind_integer(stmt, 3, least << 40);
        bind_integer(stmt, 4, most << 40);
        rc = give_rows(run, stmt, err);
    } else {
        rc = statement_failed(err);
    }
    statement_give(run->store, stmt);
    buf_free(&match);
    return rc;
}

static int search_once(struct run *run, const char *words, struct error *err)
{
    struct buf folded = BUF_ZERO, squeezed = BUF_ZERO;
    utf8_squeeze(&squeezed, words, strlen(words));
    utf8_fold(&folded, buf_text(&squeezed), squeezed.len);
    int rc = buf_ok(&folded, err);
    run->folded = buf_text(&folded);
    if (rc == 0 && folded.len > 0) {
        static const char *const named[] = {"client", "employer", "employer_person", "member"};
        for (size_t i = 0; rc == 0 && i < sizeof named / sizeof named[0]; i++)
            rc = by_name(run, named[i], err);
        if (rc == 0)
            rc = by_words(run, err);
    }
    buf_free(&folded);
    buf_free(&squeezed);
    return rc;
}

int store_search(struct store *s, const struct search_request *request, struct buf *corrected,
                 title_fn row, void *payload, struct error *err)
{
    bool began = false, mended = false;
    struct run run = {.store = s, .request = request, .row = row, .payload = payload};
    struct buf words = BUF_ZERO;
    int rc = index_catch_up(s, err);
    if (rc == 0)
        rc = store_read_begin(s, &began, err);
    if (rc < 0)
        return rc;
    rc = search_once(&run, request->words, err);
    if (rc == 0 && run.seen.count == 0)
        rc = search_mend(s, request->words, &words, &mended, err);
    if (rc == 0 && mended) {
        if (corrected)
            buf_append(corrected, buf_text(&words), words.len);
        rc = search_once(&run, buf_text(&words), err);
    }
    store_read_end(s, began);
    buf_free(&words);
    free(run.seen.seqs);
    return rc;
}

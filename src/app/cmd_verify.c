/* SPDX-License-Identifier: GPL-3.0-or-later
 * inwork verify: every page, every signature, and that what is shown follows from the entries.
 */
#include <string.h>

#include "commands_int.h"
#include "inwork/app/app.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/json.h"
#include "inwork/seal/device.h"
#include "inwork/seal/hash.h"
#include "inwork/store/entry.h"
#include "inwork/store/store.h"

struct findings {
    struct app *app;
    struct output *out;
    const struct device_keys *own;
    int64_t entries, unknown, bad, faults;
    bool differs;
};

/* A row of the database's own check. */
static int page_row(const struct store_cell *columns, size_t count, void *payload,
                    struct error *err)
{
    (void)err;
    struct findings *f = payload;
    if (count != 1 || columns[0].type != STORE_TEXT || strcmp(columns[0].bytes, "ok") == 0)
        return 0;
    f->faults++;
    output_notef(f->out, "database: %s", columns[0].bytes);
    return 0;
}

static int entry_row(const struct store_cell *columns, size_t count, void *payload,
                     struct error *err)
{
    struct findings *f = payload;
    if (count != 3 || columns[0].type != STORE_TEXT || columns[1].type != STORE_TEXT)
        return error_set(err, STATUS_DAMAGED, "an entry is not text");
    const uint8_t *key = NULL;
    if (columns[2].type == STORE_BLOB && columns[2].length == 32)
        key = (const uint8_t *)columns[2].bytes;
    if (f->own && strcmp(columns[1].bytes, store_device_id(f->app->store)) == 0)
        key = f->own->public.ed25519;
    f->entries++;
    if (!key) {
        f->unknown++;
        return 0;
    }
    struct error why = {0};
    if (entry_verify(columns[0].bytes, columns[0].length, key, &why) < 0) {
        f->bad++;
        output_notef(f->out, "an entry of device %s: %s", columns[1].bytes, why.message);
    }
    return 0;
}

/* Rows into one hash: type, length and bytes of each cell. */
static int hash_row(const struct store_cell *columns, size_t count, void *payload,
                    struct error *err)
{
    struct buf *text = payload;
    for (size_t i = 0; i < count; i++) {
        buf_printf(text, "%d:%lld:%zu:", (int)columns[i].type, (long long)columns[i].integer,
                   columns[i].length);
        if (columns[i].type == STORE_TEXT || columns[i].type == STORE_BLOB)
            buf_append(text, columns[i].bytes, columns[i].length);
    }
    /* Fold what is collected now and then: a store of years does not fit into memory. */
    if (text->len > ((size_t)1 << 20)) {
        uint8_t sum[32];
        hash_sha256(sum, buf_text(text), text->len);
        buf_clear(text);
        buf_append(text, sum, sizeof sum);
    }
    return buf_ok(text, err);
}

static int hash_derived(uint8_t out[32], struct store *s, struct error *err)
{
    struct buf text = BUF_ZERO;
    int status = store_query(s, "verify_derived", NULL, 0, hash_row, &text, err);
    if (status == 0)
        hash_sha256(out, buf_text(&text), text.len);
    buf_free(&text);
    return status;
}

/* Compute everything anew inside a transaction and compare; keep it only when asked to mend. */
static int compare_derived(struct findings *f, bool mend, struct error *err)
{
    struct store *s = f->app->store;
    uint8_t before[32];
    uint8_t after[32];
    int status = store_begin(s, err);
    if (status < 0)
        return status;
    status = hash_derived(before, s, err);
    if (status == 0)
        status = store_rebuild(s, err);
    if (status == 0)
        status = hash_derived(after, s, err);
    f->differs = status == 0 && memcmp(before, after, sizeof before) != 0;
    if (status == 0 && mend && f->differs)
        return store_commit(s, err);
    store_rollback(s);
    return status;
}

static int tell(const struct findings *f, bool mended, struct error *err)
{
    if (!f->app->json)
        return output_linef(f->out,
                            "%lld entries, %lld of devices whose key is not known here; %lld bad "
                            "signatures; the pages are %s; what is shown %s.",
                            (long long)f->entries, (long long)f->unknown, (long long)f->bad,
                            f->faults > 0 ? "damaged" : "sound",
                            mended       ? "was computed anew"
                            : f->differs ? "does not follow from the entries"
                                         : "follows from the entries");
    struct buf json = BUF_ZERO;
    json_begin_object(&json);
    json_put_int(&json, "entries", f->entries);
    json_put_int(&json, "unknown_signers", f->unknown);
    json_put_int(&json, "bad_signatures", f->bad);
    json_put_bool(&json, "pages_sound", f->faults == 0);
    json_put_bool(&json, "derived_sound", !f->differs || mended);
    json_end_object(&json);
    int status = output_object(f->out, &json, err);
    buf_free(&json);
    return status;
}

static int run(struct app *app, const struct command_args *args, struct output *out,
               struct error *err)
{
    bool mend = command_flag(args, "mend");
    struct findings f = {.app = app, .out = out, .own = store_device(app->store)};
    int status = store_query(app->store, "verify_pages", NULL, 0, page_row, &f, err);
    if (status == 0)
        status = store_query(app->store, "verify_entries", NULL, 0, entry_row, &f, err);
    if (status == 0 && app->read_only)
        output_notef(out, "note: read-only, so what is shown was not compared with the entries.");
    else if (status == 0)
        status = compare_derived(&f, mend, err);
    bool mended = mend && f.differs;
    if (status == 0)
        status = tell(&f, mended, err);
    if (status == 0 && f.faults > 0) {
        (void)error_set(err, STATUS_DAMAGED, "the store is damaged");
        status =
            error_hint(err, "Set the file aside; what was sent comes back with the next sync.");
    }
    if (status == 0 && f.differs && !mended) {
        (void)error_set(err, STATUS_DAMAGED, "what is shown does not follow from the entries");
        status = error_hint(err, "“inwork verify --mend” computes it anew; no entry is touched.");
    }
    if (status == 0 && f.bad > 0)
        status = error_set(err, STATUS_REFUSED, "the signatures of %lld entries are wrong",
                           (long long)f.bad);
    return status;
}

static const struct command_option options[] = {
    {"mend", 0, NULL, "keep what was computed anew, if it differs"},
};

const struct command command_verify = {
    .name = "verify",
    .group = "The store",
    .usage = "[--mend]",
    .summary = "Check every page, signature and answer shown",
    .help =
        "Reads every page of the store, checks the signature of every entry, and computes from the "
        "entries alone what lists and records show. Exits 78 if a page is damaged or something "
        "else is shown, 77 if a signature is wrong.",
    COMMAND_OPTIONS(options),
    .flags = COMMAND_OPENS,
    .run = run,
};

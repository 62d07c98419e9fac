/* SPDX-License-Identifier: GPL-3.0-or-later
 * The one way out: warnings for the person, and a line in the sharing log for each client.
 */
#include <stdlib.h>
#include <string.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/model/due.h"
#include "inwork/model/save.h"
#include "inwork/model/sharing.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "sharing_int.h"

#define NAMED_MOST 3 /* clients a warning names; more are counted */

void sharing_clients_clear(struct sharing_clients *c)
{
    free(c->ids);
    *c = (struct sharing_clients){0};
}

static int add_client(const struct store_cell *columns, size_t count, void *payload,
                      struct error *err)
{
    struct sharing_clients *c = payload;
    (void)count;
    size_t low = 0, high = c->count; /* kept sorted: whom several kinds are about is there once */
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(c->ids[middle], columns[0].bytes);
        if (order == 0)
            return 0;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (c->count == c->room) {
        size_t room = c->room ? c->room * 2 : 16;
        void *more = realloc(c->ids, room * sizeof *c->ids);
        if (!more)
            return error_memory(err);
        c->ids = more;
        c->room = room;
    }
    memmove(c->ids + low + 1, c->ids + low, (c->count - low) * sizeof *c->ids);
    (void)snprintf(c->ids[low], sizeof *c->ids, "%s", columns[0].bytes);
    c->count++;
    return 0;
}

int sharing_clients_of_kind(struct sharing_clients *c, struct store *s, const char *kind,
                            struct error *err)
{
    const struct catalogue_kind *k = catalogue_kind(store_catalogue(s), kind);
    if (k && strcmp(k->compartment, "casework") != 0)
        return 0;
    const struct store_cell parameter = store_text(kind);
    return store_query(s, "clients_of_kind", &parameter, 1, add_client, c, err);
}

int sharing_clients_of_record(struct sharing_clients *c, struct store *s, const char *record,
                              struct error *err)
{
    const struct store_cell parameter = store_text(record);
    return store_query(s, "clients_of_record", &parameter, 1, add_client, c, err);
}

/* The same reason for several clients is told once. */
struct reasons {
    struct {
        struct buf sentence, who;
        size_t count;
    } each[SHARING_WITHDRAWN + 1];
};

static void add_reason(struct reasons *r, struct store *s, const char *client,
                       const struct sharing_consent *c, const char *party)
{
    struct buf sentence = BUF_ZERO;
    sharing_reason(&sentence, c, party);
    if (sentence.len > 0) {
        size_t at = (size_t)c->standing;
        if (r->each[at].count++ == 0)
            buf_add(&r->each[at].sentence, buf_text(&sentence));
        struct record record = {0};
        if (r->each[at].count <= NAMED_MOST && store_record(s, client, &record, NULL) == 0)
            buf_printf(&r->each[at].who, "%s%s", r->each[at].who.len > 0 ? ", " : "", record.title);
        record_clear(&record);
    }
    buf_free(&sentence);
}

static void tell_reasons(struct reasons *r, struct buf *warnings)
{
    for (size_t i = 0; i <= SHARING_WITHDRAWN; i++) {
        if (r->each[i].count > NAMED_MOST)
            buf_printf(warnings, "%s: %zu clients.\n", buf_text(&r->each[i].sentence),
                       r->each[i].count);
        else if (r->each[i].count > 0)
            buf_printf(warnings, "%s (%s).\n", buf_text(&r->each[i].sentence),
                       buf_text(&r->each[i].who));
        buf_free(&r->each[i].sentence);
        buf_free(&r->each[i].who);
    }
}

/* What the consents in force allow, for the first of them; how many others have bounds too. */
static void tell_bounds(struct buf *warnings, struct store *s, const struct sharing *share,
                        const struct sharing_consent *consents)
{
    size_t more = 0;
    size_t told = 0;
    for (size_t i = 0; i < share->about->count && !share->nameless; i++) {
        struct buf bounds = BUF_ZERO;
        struct record client = {0};
        sharing_bounds(&bounds, s, &consents[i], share->party);
        if (bounds.len > 0 && told < NAMED_MOST &&
            store_record(s, share->about->ids[i], &client, NULL) == 0) {
            buf_printf(warnings, "%s (%s).\n", buf_text(&bounds), client.title);
            told++;
        } else if (bounds.len > 0) {
            more++;
        }
        record_clear(&client);
        buf_free(&bounds);
    }
    if (more > 0)
        buf_printf(warnings, "%zu more clients have set bounds to their consent.\n", more);
}

/* Is this share in the log already? */
struct looking {
    const struct sharing *share;
    bool found;
};

static int compare_share(const struct record *r, void *payload, struct error *err)
{
    struct looking *l = payload;
    const struct sharing *share = l->share;
    (void)err;
    if (strcmp(record_text(r, "what"), share->what) == 0 &&
        strcmp(record_text(r, "with_whom"), share->party ? share->party : "") == 0 &&
        strcmp(record_text(r, "purpose"), share->purpose ? share->purpose : "") == 0)
        l->found = true;
    return 0;
}

static int logged_already(bool *out, struct store *s, const struct sharing *share,
                          const char *client, const char *today, struct error *err)
{
    const struct list_filter filters[] = {
        {"client", client}, {"shared_on", today}, {"route", share->route}, {"by_program", "yes"}};
    const struct list_request request = {
        .kind = "info_share", .filters = filters, .filter_count = 4};
    struct looking l = {.share = share};
    int status = store_list(s, &request, compare_share, &l, err);
    *out = l.found;
    return status;
}

#define LINE_FIELDS 11

struct line {
    const struct catalogue_kind *kind;
    struct save_field fields[LINE_FIELDS];
    size_t count;
    int status;
};

/* What the catalogue does not know, or what is not said, is left out. */
static void put(struct line *l, const char *field, const char *text, struct error *err)
{
    if (l->status < 0 || !text || text[0] == '\0' || !catalogue_field(l->kind, field))
        return;
    struct save_field *f = &l->fields[l->count];
    f->field = field;
    l->status = value_set_text(&f->to, text, strlen(text), err);
    if (l->status == 0)
        l->count++;
}

static int log_one(struct store *s, const struct sharing *share, const char *client,
                   const struct sharing_consent *c, const char *me, struct error *err)
{
    char today[DATE_SIZE];
    struct buf now = BUF_ZERO;
    bool twice = false;
    struct line l = {.kind = catalogue_kind(store_catalogue(s), "info_share")};
    if (!l.kind)
        return error_set(err, STATUS_SOFTWARE, "the catalogue has no sharing log");
    bool covered = c->standing == SHARING_COVERED || c->standing == SHARING_STALE;
    date_format(today, date_of_moment(store_now(s)));
    int status = logged_already(&twice, s, share, client, today, err);
    if (status < 0 || twice)
        return status;
    time_rfc3339(&now, store_now(s)); /* 2026-09-07T14:03:09+01:00 */
    buf_truncate(&now, 16);
    put(&l, "client", client, err);
    put(&l, "shared_on", today, err);
    put(&l, "shared_time", now.len == 16 ? buf_text(&now) + 11 : "", err);
    put(&l, "what", share->what, err);
    put(&l, "with_whom", share->party, err);
    put(&l, "purpose", share->purpose, err);
    put(&l, "route", share->route, err);
    put(&l, "shared_by", me, err);
    put(&l, "by_program", "yes", err);
    if (!share->nameless) {
        put(&l, "ground", covered ? "consent" : "none_recorded", err);
        put(&l, "consent", covered ? c->id : "", err);
    }
    status = l.status;
    if (status == 0)
        status = save_new(s, l.kind, l.fields, l.count, NULL, NULL, NULL, err);
    for (size_t i = 0; i < l.count; i++)
        value_clear(&l.fields[i].to);
    buf_free(&now);
    return status;
}

static int log_all(struct store *s, const struct sharing *share,
                   const struct sharing_consent *consents, struct error *err)
{
    char me[RECORD_ID_TEXT] = "";
    int status = due_own_member(me, s, err);
    if (status == 0)
        status = store_bulk_begin(s, err);
    if (status < 0)
        return status;
    for (size_t i = 0; status == 0 && i < share->about->count; i++)
        status = log_one(s, share, share->about->ids[i], &consents[i], me, err);
    if (status == 0)
        status = store_bulk_end(s, err);
    if (status < 0)
        store_rollback(s);
    return status;
}

int sharing_leave(struct store *s, const struct sharing *share, struct buf *warnings,
                  struct error *err)
{
    struct date today = date_of_moment(store_now(s));
    struct reasons reasons = {0};
    int status = 0;
    int days = SHARING_DAYS;
    if (share->about->count == 0)
        return 0;
    status = sharing_days(&days, s, err);
    if (status < 0)
        return status;
    struct sharing_consent *consents = calloc(share->about->count, sizeof *consents);
    if (!consents)
        return error_memory(err);
    for (size_t i = 0; status == 0 && i < share->about->count && !share->nameless; i++) {
        status = sharing_consent_within(&consents[i], s, share->about->ids[i], share->party, today,
                                        days, err);
        if (status == 0)
            add_reason(&reasons, s, share->about->ids[i], &consents[i], share->party);
    }
    tell_reasons(&reasons, warnings);
    if (status == 0)
        tell_bounds(warnings, s, share, consents);
    if (status == 0)
        status = sharing_with_employer(warnings, s, share, NAMED_MOST, err);
    if (status == 0) {
        struct error why = {0};
        if (log_all(s, share, consents, &why) < 0)
            buf_printf(warnings,
                       "This is not in the sharing log, which could not be written: %s.\n",
                       why.message);
    }
    free(consents);
    return status < 0 ? status : buf_ok(warnings, err);
}

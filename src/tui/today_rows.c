/* SPDX-License-Identifier: GPL-3.0-or-later
 * Today, below what is due: words not saved yet, answers in conflict, what is unsent, what was last
 * written by hand.
 */
#include "inwork/base/date.h"
#include "inwork/base/error.h"
#include "inwork/store/draft.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "screens_int.h"
#include "show_int.h"
#include "sync_int.h"
#include "today_int.h"
#include "ui_int.h"

#define LOOK_BACK 400 /* entries */
#define RECENT_MOST 30
#define UNSENT_MOST 8
#define BURST_LEAST 20 /* entries of one kind in one minute: nobody types that fast */
#define BURSTS_MOST 4

static const struct catalogue_kind *kind_named(struct today *t, const char *name)
{
    return catalogue_kind(store_catalogue(t->view.ui->store), name);
}

static const char *kind_title(struct today *t, const char *name)
{
    const struct catalogue_kind *k = kind_named(t, name);
    return k != NULL ? k->title : name;
}

static const char *text_of(const struct store_cell *c)
{
    return c->type == STORE_TEXT ? c->bytes : "";
}

/* A heading, taken back by end_group if nothing came under it. */
static size_t begin_group(struct today *t, const char *heading)
{
    (void)rows_add(&t->rows, TODAY_HEADING, heading, NULL);
    return t->rows.count;
}

static void end_group(struct today *t, size_t begun)
{
    if (t->rows.count == begun) {
        rows_drop_last(&t->rows);
    }
}

/* What tells the draft of a new record from others: its name, and what it belongs to. */
static void add_about(struct ui *ui, struct buf *out, const struct catalogue_kind *k,
                      const struct draft *d)
{
    for (size_t i = 0; i < d->count; i++) {
        const char *field = d->fields[i].field;
        struct record r = {0};
        if (strcmp(field, "name") == 0 && d->fields[i].text[0] != '\0') {
            buf_printf(out, ", %s", d->fields[i].text);
        } else if (k != NULL && k->parent[0] != '\0' && strcmp(field, k->parent) == 0 &&
                   store_record(ui->store, d->fields[i].text, &r, NULL) == 0) {
            buf_printf(out, ", %s", r.title);
        }
        record_clear(&r);
    }
}

static void describe_draft(struct today *t, struct buf *out, const struct draft *d)
{
    struct ui *ui = t->view.ui;
    const struct catalogue_kind *k = kind_named(t, d->kind);
    struct record r = {0};
    if (d->record != NULL && store_record(ui->store, d->record, &r, NULL) == 0) {
        buf_add(out, r.title != NULL && r.title[0] != '\0' ? r.title : d->kind);
    } else {
        buf_printf(out, "New: %s", k != NULL ? k->title : d->kind);
        add_about(ui, out, k, d);
    }
    record_clear(&r);
}

static int add_draft(const struct draft *d, void *payload, struct error *err)
{
    struct today *t = payload;
    const struct catalogue_kind *k = kind_named(t, d->kind);
    struct buf text = BUF_ZERO;
    struct buf when = BUF_ZERO;
    describe_draft(t, &text, d);
    buf_printf(&when, "%s, ", k != NULL ? k->title : d->kind);
    time_describe(&when, d->at);
    struct rows_item *item = rows_add(&t->rows, TODAY_DRAFT, buf_text(&text), buf_text(&when));
    if (item != NULL && strlen(d->id) < sizeof item->id) {
        struct buf extra = BUF_ZERO; /* kind and record, for opening it */
        buf_printf(&extra, "%s %s", d->kind, d->record != NULL ? d->record : "");
        memcpy(item->id, d->id, strlen(d->id) + 1);
        item->extra = buf_take(&extra);
        item->name = true;
        item->mark = '+';
    }
    buf_free(&text);
    buf_free(&when);
    return item != NULL ? 0 : error_memory(err);
}

static int count_conflict(const struct record *r, const struct record_field *f, void *payload,
                          struct error *err)
{
    (void)r;
    (void)f;
    (void)err;
    (*(size_t *)payload)++;
    return 0;
}

static void add_conflicts(struct today *t)
{
    size_t n = 0;
    if (store_conflicts(t->view.ui->store, count_conflict, &n, NULL) != 0 || n == 0) {
        return;
    }
    struct buf text = BUF_ZERO;
    buf_printf(&text, "%zu %s to settle", n, n == 1 ? "answer" : "answers");
    (void)rows_add(&t->rows, TODAY_HEADING, "In conflict", NULL);
    struct rows_item *item = rows_add(&t->rows, TODAY_CONFLICTS, buf_text(&text), "Enter or c");
    if (item != NULL) {
        item->mark = '!';
    }
    buf_free(&text);
}

/* id, kind, title */
static int add_record(struct today *t, const struct store_cell *c, const char *detail, char mark,
                      struct error *err)
{
    const char *kind = kind_title(t, text_of(&c[1]));
    const char *title = text_of(&c[2])[0] != '\0' ? c[2].bytes : kind;
    struct rows_item *item = rows_add(&t->rows, TODAY_RECORD, title, detail);
    if (item == NULL) {
        return error_memory(err);
    }
    (void)snprintf(item->id, sizeof item->id, "%s", text_of(&c[0]));
    item->name = title != kind;
    item->mark = mark;
    return 0;
}

static int unsent_row(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    struct today *t = payload;
    (void)count;
    struct buf detail = BUF_ZERO;
    buf_printf(&detail, "%s, %lld %s since ", kind_title(t, text_of(&c[1])),
               (long long)c[4].integer, c[4].integer == 1 ? "save" : "saves");
    show_when(&detail, store_now(t->view.ui->store), text_of(&c[3]));
    int status = add_record(t, c, buf_text(&detail), '*', err);
    buf_free(&detail);
    return status;
}

static int recent_row(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    struct today *t = payload;
    (void)count;
    struct buf detail = BUF_ZERO;
    buf_printf(&detail, "%s, ", kind_title(t, text_of(&c[1])));
    if (c[4].type == STORE_TEXT) {
        buf_printf(&detail, "%s, ", c[4].bytes);
    }
    show_when(&detail, store_now(t->view.ui->store), text_of(&c[3]));
    int status = add_record(t, c, buf_text(&detail), ' ', err);
    buf_free(&detail);
    return status;
}

/* Many entries of one kind by one device, in a row. */
struct burst {
    int64_t first, last; /* 0: none */
    char kind[64], device[32], at[40];
};

static int burst_row(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    struct burst *b = payload;
    if (count != 5) {
        return error_set(err, STATUS_SOFTWARE, "the query tui_burst has changed");
    }
    b->first = c[0].integer;
    b->last = c[1].integer;
    ui_copy(b->kind, sizeof b->kind, text_of(&c[2]));
    ui_copy(b->device, sizeof b->device, text_of(&c[3]));
    ui_copy(b->at, sizeof b->at, text_of(&c[4]));
    return 0;
}

struct probe {
    const struct burst *burst;
    bool same;
};

static int probe_row(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    struct probe *p = payload;
    (void)count;
    (void)err;
    p->same = strcmp(text_of(&c[0]), p->burst->kind) == 0 &&
              strcmp(text_of(&c[1]), p->burst->device) == 0;
    return 0;
}

static int still_burst(struct today *t, const struct burst *b, int64_t seq, bool *out,
                       struct error *err)
{
    struct probe p = {.burst = b};
    struct store_cell at[] = {store_integer(seq)};
    int status = store_query(t->view.ui->store, "tui_entry", at, 1, probe_row, &p, err);
    *out = p.same;
    return status;
}

/* The first entry of a burst that may reach far beyond what was looked at: in strides that double,
 * then by halves. */
static int find_begin(struct today *t, struct burst *b, struct error *err)
{
    int64_t inside = b->first;
    int64_t outside = 0;
    bool same = false;
    int status = 0;
    for (int64_t stride = 1; status == 0 && inside > stride; stride *= 2) {
        status = still_burst(t, b, inside - stride, &same, err);
        if (!same) {
            outside = inside - stride;
            break;
        }
        inside -= stride;
    }
    while (status == 0 && inside - outside > 1) {
        int64_t middle = outside + (inside - outside) / 2;
        status = still_burst(t, b, middle, &same, err);
        if (same) {
            inside = middle;
        } else {
            outside = middle;
        }
    }
    b->first = inside;
    return status;
}

static int add_burst(struct today *t, const struct burst *b, struct error *err)
{
    struct buf text = BUF_ZERO;
    struct buf detail = BUF_ZERO;
    const struct catalogue_kind *k = kind_named(t, b->kind);
    int64_t entries = b->last - b->first + 1;
    buf_printf(&text, "%lld %s imported", (long long)entries, k != NULL ? k->plural : b->kind);
    show_when(&detail, store_now(t->view.ui->store), b->at);
    struct rows_item *item = rows_add(&t->rows, TODAY_BURST, buf_text(&text), buf_text(&detail));
    if (item != NULL) {
        item->extra = strdup(b->kind);
    }
    buf_free(&text);
    buf_free(&detail);
    return item != NULL && item->extra != NULL ? 0 : error_memory(err);
}

/* What was written by hand, newest first; each import is one line between. */
static int add_recent(struct today *t, struct error *err)
{
    struct store *s = t->view.ui->store;
    size_t begun = begin_group(t, "Last written");
    int64_t newest = INT64_MAX;
    int status = 0;
    for (int i = 0; status == 0 && newest > 0; i++) {
        struct burst b = {0};
        struct store_cell window[] = {store_integer(newest), store_integer(LOOK_BACK),
                                      store_integer(BURST_LEAST)};
        if (i < BURSTS_MOST) {
            status = store_query(s, "tui_burst", window, 3, burst_row, &b, err);
        }
        size_t used = t->rows.count - begun;
        if (status != 0 || used >= RECENT_MOST) {
            break;
        }
        struct store_cell recent[] = {store_integer(newest), store_integer(b.last),
                                      store_integer(LOOK_BACK),
                                      store_integer((int64_t)(RECENT_MOST - used))};
        status = store_query(s, "tui_recent", recent, 4, recent_row, t, err);
        if (status == 0 && b.last > 0) {
            status = find_begin(t, &b, err);
        }
        if (status == 0 && b.last > 0) {
            status = add_burst(t, &b, err);
        }
        newest = b.last > 0 ? b.first - 1 : 0;
    }
    end_group(t, begun);
    return status;
}

int today_draft_rows(struct today *t, struct error *err)
{
    size_t begun = begin_group(t, "Not saved yet");
    int status = store_drafts(t->view.ui->store, NULL, add_draft, t, err);
    end_group(t, begun);
    return status == -STATUS_NO ? 0 : status;
}

int today_other_rows(struct today *t, struct error *err)
{
    struct store *s = t->view.ui->store;
    add_conflicts(t);
    size_t begun = begin_group(t, "Not sent yet");
    struct store_cell most[] = {store_integer(LOOK_BACK), store_integer(UNSENT_MOST)};
    int status = 0;
    if (sync_has_team(t->view.ui->sync)) { /* alone, nothing is meant to be sent */
        status = store_query(s, "tui_unsent", most, 2, unsent_row, t, err);
    }
    end_group(t, begun);
    return status == 0 ? add_recent(t, err) : status;
}

struct wanted_draft {
    struct today *today;
    const char *id;
};

static int open_if_wanted(const struct draft *d, void *payload, struct error *err)
{
    struct wanted_draft *w = payload;
    (void)err;
    if (strcmp(d->id, w->id) == 0) {
        struct ui *ui = w->today->view.ui;
        ui_push(ui, form_from_draft(ui, d->id, d->kind, d->record));
    }
    return 0;
}

struct naming {
    struct today *today;
    struct buf *text;
    const char *draft;
};

static int name_if_wanted(const struct draft *d, void *payload, struct error *err)
{
    struct naming *n = payload;
    (void)err;
    if (strcmp(d->id, n->draft) == 0) {
        describe_draft(n->today, n->text, d);
    }
    return 0;
}

void today_name_draft(struct today *t, struct buf *out, const char *draft)
{
    struct buf text = BUF_ZERO;
    struct naming n = {t, &text, draft};
    if (store_drafts(t->view.ui->store, NULL, name_if_wanted, &n, NULL) == 0 && text.len > 0) {
        ui_name(t->view.ui, out, buf_text(&text));
        buf_add(out, ": ");
    }
    buf_free(&text);
}

void today_open_draft(struct today *t, const char *draft)
{
    struct error err = {0};
    struct wanted_draft w = {t, draft};
    int status = store_drafts(t->view.ui->store, NULL, open_if_wanted, &w, &err);
    if (status != 0 && status != -STATUS_NO) {
        ui_error(t->view.ui, &err);
    }
}

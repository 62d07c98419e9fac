/* SPDX-License-Identifier: GPL-3.0-or-later
 * Today: what is due, whose, and why; beginning it.
 */
#include "inwork/base/clock.h"
#include "inwork/base/error.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "screens_int.h"
#include "sync_int.h"
#include "today_int.h"
#include "ui_int.h"

#define DAYS_AHEAD 7
#define ALIKE_MOST 6 /* of one clock in one group; the rest folds into a line */

static const char *const headings[] = {
    [DUE_SAFETY] = "Safety",
    [DUE_OVER] = "Now",
    [DUE_TODAY] = "Today",
    [DUE_SOON] = "In the next days",
    [DUE_GAP] = "Not counted: a date is missing",
};

static void describe_caseload(struct today *t)
{
    const struct due_caseload *c = &t->due.caseload;
    struct buf text = BUF_ZERO;
    if (c->people > 0) {
        buf_printf(&text, "%lld %s", (long long)c->people, c->people == 1 ? "person" : "people");
        if (!t->everybody && c->hours > 0) {
            buf_printf(&text, " of %.0f", c->most);
        }
        buf_printf(&text, ": %lld active, %lld waiting, %lld quiet", (long long)c->active,
                   (long long)c->waiting, (long long)c->quiet);
        if (c->paused > 0) {
            buf_printf(&text, ", %lld paused", (long long)c->paused);
        }
        buf_printf(&text, "; %lld in work", (long long)c->in_work);
    }
    if (t->unfinished > 0) {
        buf_printf(&text, "%s%zu %s to write", text.len > 0 ? "; " : "", t->unfinished,
                   t->unfinished == 1 ? "note" : "notes");
    }
    free(t->header);
    t->header = text.len > 0 ? buf_take(&text) : NULL;
    buf_free(&text);
}

static int compute(struct today *t, const char *stamp, struct date day, struct error *err)
{
    struct store *s = t->view.ui->store;
    struct due due = {0};
    char member[ID_SIZE];
    int status = due_own_member(member, s, err);
    struct due_request request = {
        .today = day,
        .days = DAYS_AHEAD,
        .member = t->everybody || member[0] == '\0' ? NULL : member,
    };
    if (status == 0) {
        status = due_read(&due, s, &request, err);
    }
    if (status != 0) {
        return status;
    }
    char *copy = strdup(stamp);
    if (t->unfolded == NULL) {
        t->unfolded = calloc(due.clock_count + 1, sizeof *t->unfolded);
    }
    if (copy == NULL || t->unfolded == NULL) {
        free(copy);
        due_clear(&due);
        return error_memory(err);
    }
    due_clear(&t->due);
    free(t->stamp);
    t->due = due;
    t->day = day;
    t->stamp = copy;
    t->unfinished = 0;
    for (size_t i = 0; i < due.count; i++) {
        const char *name = due.items[i].clock->name;
        t->unfinished +=
            strcmp(name, "note_finished") == 0 || strcmp(name, "note_for_contact") == 0;
    }
    describe_caseload(t);
    return 0;
}

bool today_due_read(struct today *t, struct error *err)
{
    struct store *s = t->view.ui->store;
    struct buf stamp = BUF_ZERO;
    struct date day = date_of_moment(store_now(s));
    int status = due_stamp(&stamp, s, err);
    bool holds = t->stamp != NULL && strcmp(t->stamp, buf_text(&stamp)) == 0 &&
                 date_compare(t->day, day) == 0;
    if (status == 0 && !holds) {
        status = compute(t, buf_text(&stamp), day, err);
    }
    buf_free(&stamp);
    return status == 0 && !holds;
}

static char *number_text(size_t number)
{
    struct buf text = BUF_ZERO;
    buf_printf(&text, "%zu", number);
    return buf_take(&text);
}

/* What a clock that is about no client is about: the employer, or whatever else the record belongs
 * to, or the record itself. Whose it is among colleagues is said by `name`, and a reader's own not
 * at all. */
static void add_subject(struct today *t, struct buf *out, const char *id)
{
    struct ui *ui = t->view.ui;
    struct record r = {0}, parent = {0};
    if (id[0] == '\0' || store_record(ui->store, id, &r, NULL) != 0) {
        return;
    }
    const struct catalogue_kind *k = catalogue_kind(store_catalogue(ui->store), r.kind);
    const char *above = k != NULL && k->parent[0] != '\0' ? record_text(&r, k->parent) : "";
    bool whose = strcmp(r.kind, "member") == 0 || strcmp(r.kind, "team") == 0;
    const char *title = whose ? "" : r.title;
    if (above[0] != '\0' && store_record(ui->store, above, &parent, NULL) == 0 &&
        strcmp(parent.kind, "member") != 0) {
        title = parent.title;
    }
    if (title != NULL && title[0] != '\0') {
        ui_name(ui, out, title);
        buf_add(out, ": ");
    }
    record_clear(&parent);
    record_clear(&r);
}

static bool add_item(struct today *t, size_t index)
{
    const struct due_item *d = &t->due.items[index];
    struct buf text = BUF_ZERO;
    struct buf when = BUF_ZERO;
    if (d->name != NULL) {
        ui_name(t->view.ui, &text, d->name);
        buf_add(&text, ": ");
    } else if (strcmp(d->starts, "draft") == 0) {
        today_name_draft(t, &text, d->record);
    } else {
        add_subject(t, &text, d->record);
    }
    buf_add(&text, d->title);
    due_describe_days(&when, d);
    struct rows_item *row = rows_add(&t->rows, TODAY_DUE, buf_text(&text), buf_text(&when));
    if (row != NULL) {
        row->extra = number_text(index);
        memcpy(row->id, d->record, sizeof row->id);
        row->mark = d->state == DUE_SAFETY || d->state == DUE_OVER ? '!' : ' ';
    }
    buf_free(&text);
    buf_free(&when);
    return row != NULL && row->extra != NULL;
}

static bool add_more(struct today *t, const struct due_clock *clock, size_t count)
{
    struct buf text = BUF_ZERO;
    buf_printf(&text, "%zu more: %s", count, clock->title);
    struct rows_item *row = rows_add(&t->rows, TODAY_MORE, buf_text(&text), "Enter shows them");
    if (row != NULL) {
        row->extra = number_text((size_t)(clock - t->due.clocks));
    }
    buf_free(&text);
    return row != NULL && row->extra != NULL;
}

/* How many of the same clock follow in the same group, this one included. */
static size_t alike(const struct due *d, size_t from)
{
    size_t n = 1;
    while (from + n < d->count && d->items[from + n].state == d->items[from].state &&
           d->items[from + n].clock == d->items[from].clock) {
        n++;
    }
    return n;
}

/* A draft that is not late has its row among the drafts. */
static bool is_listed_below(const struct due_item *item)
{
    return strcmp(item->starts, "draft") == 0 && item->state != DUE_SAFETY &&
           item->state != DUE_OVER;
}

void today_due_rows(struct today *t, bool gaps)
{
    const struct due *d = &t->due;
    const struct due_item *last = NULL; /* of those with a row */
    bool ok = true;
    for (size_t i = 0; i < d->count && ok;) {
        const struct due_item *item = &d->items[i];
        size_t n = alike(d, i);
        if (is_listed_below(item) || (item->state == DUE_GAP) != gaps) {
            i += n;
            continue;
        }
        if (last == NULL || last->state != item->state) {
            ok = rows_add(&t->rows, TODAY_HEADING, headings[item->state], NULL) != NULL;
        }
        last = item;
        bool folded = n > ALIKE_MOST && !t->unfolded[item->clock - d->clocks];
        size_t shown = folded ? ALIKE_MOST - 1 : n;
        for (size_t j = 0; j < shown && ok; j++) {
            ok = add_item(t, i + j);
        }
        if (folded && ok) {
            ok = add_more(t, item->clock, n - shown);
        }
        i += n;
    }
    if (!ok) {
        ui_say(t->view.ui, ROLE_ERROR, "Memory ran out");
    }
}

const struct due_item *today_due_item(const struct today *t, const struct rows_item *row)
{
    if (row == NULL || row->tag != TODAY_DUE || row->extra == NULL) {
        return NULL;
    }
    size_t i = (size_t)strtoul(row->extra, NULL, 10);
    return i < t->due.count ? &t->due.items[i] : NULL;
}

void today_due_open(struct today *t, const struct due_item *item)
{
    const char *id = item->client[0] != '\0' ? item->client : item->record;
    if (id[0] != '\0') {
        ui_push(t->view.ui, page_new(t->view.ui, id));
    }
}

/* What the clock tells of the record that answers it: which kind of session, and who leads it. */
static void preset(struct ui *ui, struct view *form, const struct due_item *item)
{
    static const char *const sessions[][2] = {{"supervision_held", "individual"},
                                              {"group_supervision", "group"}};
    char self[ID_SIZE] = "";
    struct error err = {0};
    for (size_t i = 0; form != NULL && i < sizeof sessions / sizeof sessions[0]; i++) {
        if (strcmp(item->clock->name, sessions[i][0]) != 0) {
            continue;
        }
        form_preset(form, "supervision_kind", sessions[i][1]);
        if (due_own_member(self, ui->store, &err) != 0) {
            ui_error(ui, &err);
        } else if (self[0] != '\0' && strcmp(self, item->member) != 0) {
            form_preset(form, "supervisor", self);
        }
    }
}

void today_due_begin(struct today *t, const struct due_item *item)
{
    struct ui *ui = t->view.ui;
    const char *starts = item->starts;
    if (strcmp(starts, "draft") == 0) {
        today_open_draft(t, item->record);
    } else if (strcmp(starts, "sync") == 0) {
        const char *refusal = sync_refusal(ui);
        if (refusal != NULL) {
            ui_say(ui, ROLE_WARNING, "%s", refusal);
        } else {
            sync_start(ui);
        }
    } else if (catalogue_kind(store_catalogue(ui->store), starts) != NULL &&
               ui_read_only(ui) == NULL) {
        const char *about = item->client[0] != '\0' ? item->client : item->member;
        struct view *form = form_new_about(ui, starts, about, item->record);
        preset(ui, form, item);
        ui_push(ui, form);
    } else if (item->record[0] != '\0') {
        ui_push(ui, page_new(ui, item->record));
    }
}

void today_due_explain(struct today *t, const struct due_item *item)
{
    struct buf text = BUF_ZERO;
    if (!t->view.ui->private) {
        buf_printf(&text, "%s.\n\n", item->why);
    }
    due_explain(&text, item->clock);
    ui_tell(t->view.ui, item->title, buf_text(&text));
    buf_free(&text);
}

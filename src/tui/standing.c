/* SPDX-License-Identifier: GPL-3.0-or-later
 * Filling and drawing the rows above a page.
 */
#include "standing_int.h"

#include "draw_int.h"
#include "inwork/base/date.h"
#include "inwork/base/error.h"
#include "inwork/model/due.h"
#include "inwork/model/pathway.h"
#include "inwork/model/sharing.h"
#include "inwork/report/note_text.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "ui_int.h"

#define DUE_AHEAD 7 /* days, as on Today */

void standing_clear(struct standing *s)
{
    free(s->client);
    free(s->stage);
    free(s->contact);
    free(s->due);
    free(s->communication);
    *s = (struct standing){0};
}

static void add_answer(struct buf *out, const struct record *r, const char *field,
                       const char *before)
{
    const char *text = record_text(r, field);
    if (text[0] == '\0') {
        return;
    }
    buf_printf(out, "%s%s", out->len > 0 ? "; " : "", before);
    for (; *text != '\0'; text++) {
        buf_push(out, *text == '\n' ? ' ' : *text);
    }
}

static int read_communication(struct standing *s, const struct record *r, struct error *err)
{
    struct buf text = BUF_ZERO;
    add_answer(&text, r, "interpreter", "interpreter or advocate: ");
    add_answer(&text, r, "language", "language: ");
    add_answer(&text, r, "communication_needs", "");
    int status = buf_ok(&text, err);
    if (status == 0 && text.len > 0) {
        s->communication = buf_take(&text);
    }
    buf_free(&text);
    return status;
}

static int read_client(struct standing *s, struct ui *ui, const char *client, struct error *err)
{
    struct pathway p;
    struct date today = date_of_moment(store_now(ui->store));
    int status = pathway_read(&p, ui->store, client, today, err);
    if (status < 0) {
        return status;
    }
    struct buf text = BUF_ZERO;
    pathway_describe(&text, &p, today);
    s->stage = buf_take(&text);
    pathway_describe_contact(&text, &p, today);
    buf_add(&text, ". ");
    pathway_describe_next(&text, ui->store, &p, today);
    s->contact = buf_take(&text);
    pathway_clear(&p);
    return s->stage != NULL && s->contact != NULL ? 0 : error_memory(err);
}

/* The job that a record is, or is about. */
static const char *job_of(const struct record *r)
{
    if (strcmp(r->kind, "job") == 0) {
        return r->id;
    }
    const char *kept = record_text(r, "retention_job");
    return kept[0] != '\0' ? kept : record_text(r, "job");
}

/* How near something that is due is to the record of this page: 0 it itself, 1 the same work, 2 not
 * at all. */
static int distance(struct ui *ui, const struct due_item *item, const struct record *page)
{
    const char *job = job_of(page);
    struct record r = {0};
    if (strcmp(page->kind, "client") == 0) {
        return item->state == DUE_GAP ? 2 : 0; /* Today asks for missing days, all together */
    }
    if (strcmp(item->record, page->id) == 0) {
        return 0;
    }
    if (job[0] == '\0' || item->record[0] == '\0' ||
        (strcmp(page->kind, "job") != 0 && strcmp(page->kind, "return_to_work_plan") != 0 &&
         strcmp(page->kind, "episode") != 0) ||
        store_record(ui->store, item->record, &r, NULL) != 0) {
        record_clear(&r);
        return 2;
    }
    bool same = strcmp(job_of(&r), job) == 0;
    record_clear(&r);
    return same ? 1 : 2;
}

struct telling {
    struct buf text;
    const struct due_item *last;
    size_t count, alike; /* things told; as many more as the last of them */
};

static void end_alike(struct telling *t)
{
    if (t->alike > 0) {
        buf_printf(&t->text, " and %zu more", t->alike);
    }
}

static void tell(struct telling *t, const struct due_item *item)
{
    if (t->last != NULL && strcmp(t->last->title, item->title) == 0) {
        t->alike++; /* the most urgent of them stands for all */
        return;
    }
    end_alike(t);
    t->alike = 0;
    buf_printf(&t->text, "%s%s (", t->count > 0 ? "; " : "", item->title);
    due_describe_days(&t->text, item);
    buf_add(&t->text, ")");
    t->last = item;
    t->count++;
}

/* All that is due, the most urgent first; where it is one thing alone, with the reason. */
static int read_due(struct standing *s, struct ui *ui, const struct record *page,
                    const char *client, struct error *err)
{
    struct due due = {0};
    struct due_request request = {
        .today = date_of_moment(store_now(ui->store)), .days = DUE_AHEAD, .client = client};
    int status = due_read(&due, ui->store, &request, err);
    struct telling t = {0};
    for (int near = 0; near < 2 && status == 0; near++) {
        for (size_t i = 0; i < due.count; i++) {
            if (distance(ui, &due.items[i], page) == near) {
                tell(&t, &due.items[i]);
            }
        }
    }
    if (t.count == 1 && t.alike == 0 && !ui->private) {
        buf_printf(&t.text, ". %s", t.last->why);
    }
    end_alike(&t);
    if (status == 0 && t.count > 0) {
        status = buf_ok(&t.text, err);
        s->due = status == 0 ? buf_take(&t.text) : NULL;
    }
    buf_free(&t.text);
    due_clear(&due);
    return status;
}

/* The client a record is about, itself or what it is part of; "" where there is none. */
static int client_of(struct ui *ui, const char *record, char out[RECORD_ID_TEXT], struct error *err)
{
    struct sharing_clients about = {0};
    int status = sharing_clients_of_record(&about, ui->store, record, err);
    ui_copy(out, RECORD_ID_TEXT, status == 0 && about.count == 1 ? about.ids[0] : "");
    sharing_clients_clear(&about);
    return status;
}

int standing_read(struct standing *s, struct ui *ui, const char *record,
                  const struct catalogue_kind *kind, struct error *err)
{
    struct record page = {0};
    struct record client = {0};
    char id[RECORD_ID_TEXT] = "";
    standing_clear(s);
    int status = kind != NULL ? client_of(ui, record, id, err) : 0;
    if (status != 0 || id[0] == '\0') {
        return status; /* of no client; or a gap to show on the page, and nothing to say above it */
    }
    bool own = strcmp(kind->name, "client") == 0;
    status = store_record(ui->store, record, &page, err);
    status = status == 0 ? store_record(ui->store, id, &client, err) : status;
    if (status == 0) {
        status = read_communication(s, &client, err);
    }
    if (status == 0 && !own) {
        s->client = strdup(client.title != NULL ? client.title : "");
        status = s->client != NULL ? 0 : error_memory(err);
    }
    s->copy_is_old = strcmp(kind->name, "note") == 0 && note_text_stale(ui->store, record);
    if (status == 0 && own) {
        status = read_client(s, ui, record, err);
    }
    if (status == 0) {
        (void)read_due(s, ui, &page, id,
                       NULL); /* a page is shown without it rather than not at all */
    }
    record_clear(&page);
    record_clear(&client);
    return status;
}

int standing_draw(const struct standing *s, struct ui *ui, WINDOW *w, int left, int rows, int width)
{
    int row = 0;
    int each = rows >= 24 ? 2 : 1; /* lines a text may take */
    int more = rows >= 18 ? 1 : 0; /* one more for the stage, or for what is due */
    if (rows < 6 ||
        (s->stage == NULL && s->communication == NULL && s->due == NULL && !s->copy_is_old)) {
        return 0;
    }
    if (s->stage != NULL) {
        /* a pause stands at its end, and must be seen */
        row += draw_wrapped(&ui->style, w, row, left + 1, width - 2, rows < 10 ? 1 : 2 + more,
                            ROLE_TITLE, s->stage);
        more = row > 2 ? 0 : more;
    }
    if (s->contact != NULL && rows >= 10) {
        row += draw_wrapped(&ui->style, w, row, left + 1, width - 2, each, ROLE_TEXT, s->contact);
    }
    if (s->due != NULL) {
        struct buf text = BUF_ZERO;
        int most = s->stage != NULL || rows < 14 ? each : 2;
        most = most < 1 + more ? 1 + more : most;
        buf_printf(&text, "Due: %s", s->due);
        row +=
            draw_wrapped(&ui->style, w, row, left + 1, width - 2, most, ROLE_TEXT, buf_text(&text));
        buf_free(&text);
    }
    if (s->copy_is_old) {
        row += draw_wrapped(&ui->style, w, row, left + 1, width - 2, 2, ROLE_WARNING,
                            "Changed since it was copied into the clinical record; o shows it");
    }
    if (s->communication != NULL) {
        struct buf text = BUF_ZERO;
        buf_printf(&text, "Communication: %s", s->communication);
        row += draw_wrapped(&ui->style, w, row, left + 1, width - 2, rows < 14 ? 1 : 2,
                            ROLE_WARNING, buf_text(&text));
        buf_free(&text);
    }
    draw_rule(&ui->style, w, row, left, width);
    return row + 1;
}

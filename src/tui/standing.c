/* SPDX-License-Identifier: GPL-3.0-or-later
 * Filling and drawing the rows above a page.
 */
#include "standing_int.h"

#include "draw_int.h"
#include "inwork/base/date.h"
#include "inwork/base/error.h"
#include "inwork/model/part.h"
#include "inwork/model/pathway.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "ui_int.h"

void standing_clear(struct standing *s)
{
    free(s->stage);
    free(s->contact);
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

int standing_read(struct standing *s, struct ui *ui, const char *record,
                  const struct catalogue_kind *kind, struct error *err)
{
    struct record r = {0};
    standing_clear(s);
    bool client = kind != NULL && strcmp(kind->name, "client") == 0;
    const struct catalogue_field *by = kind != NULL && !client ? part_refers(kind, "client") : NULL;
    if (!client && by == NULL) {
        return 0;
    }
    int status = store_record(ui->store, record, &r, err);
    if (status == 0 && by != NULL) {
        char id[RECORD_ID_TEXT];
        ui_copy(id, sizeof id, record_text(&r, by->name));
        record_clear(&r);
        if (id[0] == '\0' || store_record(ui->store, id, &r, NULL) != 0) {
            record_clear(&r);
            return 0; /* a gap to show on the page, and nothing to say above it */
        }
    }
    if (status == 0) {
        status = read_communication(s, &r, err);
    }
    if (status == 0 && client) {
        status = read_client(s, ui, record, err);
    }
    record_clear(&r);
    return status;
}

int standing_draw(const struct standing *s, struct ui *ui, WINDOW *w, int left, int rows, int width)
{
    int row = 0;
    int each = rows >= 24 ? 2 : 1; /* lines a text may take */
    if (rows < 6 || (s->stage == NULL && s->communication == NULL)) {
        return 0;
    }
    if (s->stage != NULL) {
        row += draw_wrapped(&ui->style, w, row, left + 1, width - 2, each, ROLE_TITLE, s->stage);
    }
    if (s->contact != NULL && rows >= 10) {
        row += draw_wrapped(&ui->style, w, row, left + 1, width - 2, each, ROLE_TEXT, s->contact);
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

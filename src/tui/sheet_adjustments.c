/* SPDX-License-Identifier: GPL-3.0-or-later
 * The adjustments of a job or a course, in groups by where they stand.
 */
#include "inwork/base/error.h"
#include "inwork/model/adjustment.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "sheet_make_int.h"
#include "ui_int.h"

#define SHOWN 60

struct line {
    char id[RECORD_ID_TEXT];
    char *text;
    bool conflict;
};

struct groups {
    struct ui *ui;
    struct line lines[ADJUSTMENT_STATES][SHOWN];
    size_t counts[ADJUSTMENT_STATES]; /* shown or not */
};

static int take(const struct record *r, void *payload, struct error *err)
{
    struct groups *g = payload;
    enum adjustment_state state = adjustment_state(r);
    size_t at = g->counts[state]++;
    if (at >= SHOWN) {
        return 0;
    }
    struct buf text = BUF_ZERO;
    struct line *l = &g->lines[state][at];
    adjustment_describe(&text, g->ui->store, r, !g->ui->private);
    int status = buf_ok(&text, err);
    if (status == 0) {
        ui_copy(l->id, sizeof l->id, r->id);
        l->text = buf_take(&text);
        for (size_t i = 0; i < r->field_count; i++) {
            l->conflict = l->conflict || r->fields[i].head_count > 1;
        }
    }
    buf_free(&text);
    return status;
}

static int add_group(struct sheet *s, const struct groups *g, const struct catalogue_kind *kind,
                     const struct catalogue_field *by, enum adjustment_state state, size_t total,
                     struct error *err)
{
    struct buf caption = BUF_ZERO;
    buf_printf(&caption, "%s: %s (%zu)", kind->plural, adjustment_state_title(state),
               g->counts[state]);
    int status = buf_ok(&caption, err);
    for (size_t i = 0; status == 0 && i < g->counts[state] && i < SHOWN; i++) {
        const struct line *l = &g->lines[state][i];
        status =
            sheet_add_part(s, kind, by, l->id, l->text, i == 0 ? buf_text(&caption) : NULL, err);
        if (status == 0) {
            s->items[s->count - 1].conflict = l->conflict;
            s->items[s->count - 1].total = total;
        }
    }
    buf_free(&caption);
    return status;
}

int sheet_add_adjustments(struct sheet *s, struct ui *ui, const struct catalogue_kind *kind,
                          const struct catalogue_field *by, const char *of, struct error *err)
{
    struct groups *g = calloc(1, sizeof *g);
    struct list_filter filter = {.field = by->name, .value = of};
    struct list_request request = {
        .kind = kind->name, .filters = &filter, .filter_count = 1, .sort = "-asked_on"};
    size_t total = 0;
    if (g == NULL) {
        return error_memory(err);
    }
    g->ui = ui;
    int status = store_list(ui->store, &request, take, g, err);
    status = status == -STATUS_NO ? 0 : status;
    for (int i = 0; i < ADJUSTMENT_STATES; i++) {
        total += g->counts[i];
    }
    for (int i = 0; i < ADJUSTMENT_STATES && status == 0; i++) {
        status = add_group(s, g, kind, by, (enum adjustment_state)i, total, err);
    }
    for (int i = 0; i < ADJUSTMENT_STATES; i++) {
        for (size_t n = 0; n < SHOWN; n++) {
            free(g->lines[i][n].text);
        }
    }
    free(g);
    return status;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Caseloads: each colleague's people against their hours, and who covers. Enter drafts the agenda
 * of a session with them. Below, the team's leads by source; Enter lists them.
 */
#include "inwork/model/caseload.h"
#include "inwork/base/error.h"
#include "inwork/model/lead_source.h"
#include "inwork/store/store.h"
#include "rows_int.h"
#include "screens_int.h"
#include "staff_int.h"
#include "ui_int.h"

enum tag { TAG_HEADING, TAG_PERSON, TAG_NOBODY, TAG_LEADS };

struct caseload_view {
    struct view view;
    struct rows rows;
    size_t people;
};

/* By stage, shortest words first to be cut last: "3 looking for work, 2 in work". */
static void add_stages(struct buf *out, const struct caseload_row *r)
{
    for (size_t i = 0; i < PATHWAY_STAGES; i++) {
        if (r->stages[i] > 0) {
            buf_printf(out, "%s%s: %zu", out->len > 0 ? "\n" : "",
                       pathway_stage_title((enum pathway_stage)i), r->stages[i]);
        }
    }
}

static int add_row(struct caseload_view *c, const struct caseload_row *r, struct error *err)
{
    struct buf detail = BUF_ZERO;
    struct buf all = BUF_ZERO;
    caseload_describe(&detail, r);
    buf_printf(&all, "%s\n", buf_text(&detail));
    add_stages(&all, r);
    if (r->cover_count > 0) {
        buf_add(&detail, "; ");
        caseload_describe_cover(&detail, r);
        buf_add(&all, "\n");
        caseload_describe_cover(&all, r);
    }
    struct rows_item *item = rows_add(&c->rows, r->member[0] != '\0' ? TAG_PERSON : TAG_NOBODY,
                                      r->name, buf_text(&detail));
    if (item != NULL) {
        (void)snprintf(item->id, sizeof item->id, "%s", r->member);
        item->mark = caseload_full(r) || (r->member[0] == '\0' && r->people > 0) ? '!' : ' ';
        item->extra = buf_take(&all);
    }
    buf_free(&detail);
    buf_free(&all);
    return item != NULL ? 0 : error_memory(err);
}

static int add_sources(struct caseload_view *c, struct error *err)
{
    struct lead_sources sources = {0};
    struct buf detail = BUF_ZERO;
    int status = lead_sources_read(&sources, c->view.ui->store, NULL, err);
    if (status == 0 && sources.count > 0 &&
        rows_add(&c->rows, TAG_HEADING, "Leads by source", NULL) == NULL) {
        status = error_memory(err);
    }
    for (size_t i = 0; i < sources.count && status == 0; i++) {
        buf_clear(&detail);
        lead_source_describe(&detail, &sources.items[i]);
        struct rows_item *item =
            rows_add(&c->rows, TAG_LEADS, sources.items[i].label, buf_text(&detail));
        if (item == NULL) {
            status = error_memory(err);
        } else {
            ui_copy(item->id, sizeof item->id, sources.items[i].code);
            item->mark = ' ';
            item->extra = buf_take(&detail);
        }
    }
    buf_free(&detail);
    lead_sources_clear(&sources);
    return status;
}

static void resume(struct view *v)
{
    struct caseload_view *c = (struct caseload_view *)v;
    struct caseload load = {0};
    struct error err = {0};
    rows_clear(&c->rows);
    c->people = 0;
    int status =
        caseload_read(&load, v->ui->store, NULL, date_of_moment(store_now(v->ui->store)), &err);
    for (size_t i = 0; i < load.count && status == 0; i++) {
        c->people += load.rows[i].people;
        status = add_row(c, &load.rows[i], &err);
    }
    if (status == 0 && load.count == 0) {
        (void)rows_add(&c->rows, TAG_HEADING,
                       "Nobody is written as a specialist, and no client has one", NULL);
    }
    if (status == 0) {
        (void)add_sources(c, &err);
    }
    caseload_clear(&load);
    rows_settle(&c->rows);
    ui_error(v->ui, &err);
}

static void title(struct view *v, struct buf *left, struct buf *right)
{
    const struct caseload_view *c = (const struct caseload_view *)v;
    buf_add(left, "Caseloads and supervision");
    buf_printf(right, "%zu %s", c->people, c->people == 1 ? "person" : "people");
}

static void draw(struct view *v)
{
    struct caseload_view *c = (struct caseload_view *)v;
    rows_draw_whole(&c->rows, v->ui, v->window, v->rows, v->columns, true, &v->cursor_row,
                    &v->cursor_column);
}

static bool key(struct view *v, const struct key *k)
{
    return rows_key(&((struct caseload_view *)v)->rows, k);
}

static bool on_leads(const struct view *v)
{
    const struct rows_item *item = rows_selected(&((const struct caseload_view *)v)->rows);
    return item != NULL && item->tag == TAG_LEADS;
}

static const char *no_leads(struct view *v)
{
    return on_leads(v) ? NULL : "The mark is not on leads";
}

/* The leads that were found that way. */
static void open_leads(struct view *v)
{
    const struct rows_item *item = rows_selected(&((struct caseload_view *)v)->rows);
    ui_push(v->ui, browse_answer_new(v->ui, "lead", "source_kind", item->id, item->text));
}

static const char *no_person(struct view *v)
{
    const struct rows_item *item = rows_selected(&((struct caseload_view *)v)->rows);
    return item == NULL || item->tag != TAG_PERSON ? "The mark is not on a colleague" : NULL;
}

static void open_agenda(struct view *v)
{
    ui_push(v->ui, agenda_new(v->ui, rows_selected(&((struct caseload_view *)v)->rows)->id));
}

static void open_page(struct view *v)
{
    ui_push(v->ui, page_new(v->ui, rows_selected(&((struct caseload_view *)v)->rows)->id));
}

static const char *no_row(struct view *v)
{
    return rows_selected(&((struct caseload_view *)v)->rows) == NULL ? "There is nobody here yet"
                                                                     : NULL;
}

static void read_row(struct view *v)
{
    const struct rows_item *item = rows_selected(&((struct caseload_view *)v)->rows);
    ui_tell(v->ui, item->text, item->extra != NULL ? item->extra : "");
}

static void release(struct view *v)
{
    rows_free(&((struct caseload_view *)v)->rows);
    free(v);
}

static const struct view_command commands[] = {
    {"agenda", INPUT_ENTER, 0, "agenda", "Draft the agenda of a session with them.", no_person,
     open_agenda},
    {"leads", INPUT_ENTER, 0, "these leads", "List the leads that were found this way.", no_leads,
     open_leads},
    {"page", 'o', 0, "their page", "Open the page of this colleague.", no_person, open_page},
    {"read", 'r', 0, "by stage", "How many people are at which stage, and who covers.", no_row,
     read_row},
    {"back", INPUT_ESCAPE, INPUT_BACKSPACE, "back", "Go back.", NULL, ui_close},
    {0},
};
static const struct view_class class = {
    .name = "caseload",
    .commands = commands,
    .title = title,
    .draw = draw,
    .key = key,
    .resume = resume,
    .free = release,
};

struct view *caseload_new(struct ui *ui)
{
    return ui_make(ui, &class, sizeof(struct caseload_view));
}

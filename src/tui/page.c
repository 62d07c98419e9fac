/* SPDX-License-Identifier: GPL-3.0-or-later
 * A record's page: its sections and answers, and the records that belong to it, with room to add
 * more of each.
 */
#include "choose_int.h"
#include "draw_int.h"
#include "inwork/base/error.h"
#include "inwork/model/part.h"
#include "inwork/store/draft.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "outside_int.h"
#include "page_int.h"
#include "same_int.h"
#include "screens_int.h"
#include "sheet_int.h"
#include "staff_int.h"
#include "standing_int.h"
#include "step_int.h"
#include "strike_int.h"
#include "sync_int.h"
#include "ui_int.h"

struct page {
    struct view view;
    char id[RECORD_ID_TEXT];
    char made[RECORD_ID_TEXT]; /* what was just added from here: it gets the mark; "" */
    struct sheet sheet;
    struct standing standing;
    bool all;   /* show unanswered fields too */
    bool draft; /* words not saved yet wait in a draft */
};

static int note_draft(const struct draft *d, void *payload, struct error *err)
{
    struct page *p = payload;
    (void)err;
    p->draft = d->count > 0;
    return 0;
}

static int read_page(struct page *p, struct error *err)
{
    p->draft = false;
    int status = store_drafts(p->view.ui->store, p->id, note_draft, p, NULL);
    (void)status; /* a page is shown without its drafts rather than not at all */
    status = sheet_read(&p->sheet, p->view.ui, p->id, p->all, err);
    return status == 0 ? standing_read(&p->standing, p->view.ui, p->id, p->sheet.kind, err)
                       : status;
}

static void resume(struct view *v)
{
    struct page *p = (struct page *)v;
    struct error err = {0};
    if (read_page(p, &err) != 0) {
        ui_error(v->ui, &err);
    }
    if (p->made[0] != '\0') {
        sheet_find(&p->sheet, p->made);
        p->made[0] = '\0';
    }
}

static void title(struct view *v, struct buf *left, struct buf *right)
{
    struct page *p = (struct page *)v;
    bool named = p->sheet.title != NULL && p->sheet.title[0] != '\0';
    const char *client = p->standing.client;
    bool told = named && client != NULL && strncmp(p->sheet.title, client, strlen(client)) == 0;
    if (client != NULL && !told) { /* where the title does not begin with it */
        ui_name(v->ui, left, client);
        buf_add(left, ": ");
    }
    ui_name(v->ui, left, named ? p->sheet.title : "(no name)");
    buf_add(right, p->sheet.kind != NULL ? p->sheet.kind->title : "");
    if (p->sheet.conflicts > 0) {
        buf_printf(right, ", %zu in conflict (c)", p->sheet.conflicts);
    } else if (p->draft) {
        buf_add(right, ", a draft waits (e)");
    } else if (!p->sheet.sent && sync_has_team(v->ui->sync)) {
        buf_add(right, ", unsent");
    }
}

/* The marked answer: who wrote it, when, and where it comes from. */
static void aside(const struct view *v, struct buf *out)
{
    const struct sheet_item *item = sheet_selected(&((const struct page *)v)->sheet);
    if (item != NULL && item->type == SHEET_FIELD && item->caption != NULL) {
        buf_add(out, item->caption);
    }
}

/* What the index beside a wide page lists: areas where there are some, else sections. */
static bool indexed(const struct sheet *s, size_t i)
{
    return s->items[i].type == (s->areas ? SHEET_AREA : SHEET_HEADING);
}

#define INDEX_WIDTH 30
#define INDEX_FROM 110 /* columns from which there is room for an index */

static void draw_index(struct page *p)
{
    const struct sheet *s = &p->sheet;
    size_t current = s->selected;
    while (current > 0 && !indexed(s, current)) {
        current--;
    }
    int row = 0;
    int before = 0;
    for (size_t i = 0; i < s->count && i < current; i++) {
        before += indexed(s, i);
    }
    int skip = before >= p->view.rows ? before - p->view.rows + 1 : 0;
    for (size_t i = 0; i < s->count && row < p->view.rows; i++) {
        if (!indexed(s, i) || skip-- > 0) {
            continue;
        }
        struct buf text = BUF_ZERO;
        buf_add(&text, s->items[i].label);
        if (s->areas && s->items[i].text != NULL) {
            const char *words = strstr(s->items[i].text, " answered"); /* there is little room */
            size_t n =
                words != NULL ? (size_t)(words - s->items[i].text) : strlen(s->items[i].text);
            buf_printf(&text, " (%.*s)", (int)n, s->items[i].text);
        }
        (void)draw_text(&p->view.ui->style, p->view.window, row++, 1, INDEX_WIDTH - 3,
                        i == current ? ROLE_TITLE : ROLE_MUTED, buf_text(&text));
        buf_free(&text);
    }
    draw_upright(&p->view.ui->style, p->view.window, 0, INDEX_WIDTH - 1, p->view.rows);
}

static void draw(struct view *v)
{
    struct page *p = (struct page *)v;
    int left = v->columns >= INDEX_FROM ? INDEX_WIDTH + 1 : 0;
    if (left > 0) {
        draw_index(p);
    }
    int top = standing_draw(&p->standing, v->ui, v->window, left, v->rows, v->columns - left);
    sheet_draw(&p->sheet, v->ui, v->window, top, left, v->rows - top, v->columns - left, true,
               &v->cursor_row, &v->cursor_column);
}

static bool key(struct view *v, const struct key *k)
{
    return sheet_key(&((struct page *)v)->sheet, k);
}

static const char *cannot_write(struct view *v)
{
    const struct page *p = (const struct page *)v;
    if (p->sheet.kind == NULL) {
        return "This kind of record was made by a newer version of the program";
    }
    return ui_read_only(v->ui);
}

static const char *no_field(struct view *v)
{
    const struct sheet_item *item = sheet_selected(&((struct page *)v)->sheet);
    return item == NULL || item->type != SHEET_FIELD ? "The mark is not on an answer" : NULL;
}

static void edit(struct view *v)
{
    struct page *p = (struct page *)v;
    const struct sheet_item *item = sheet_selected(&p->sheet);
    const struct catalogue_field *f =
        item != NULL && (item->type == SHEET_FIELD || item->type == SHEET_GAPS) ? item->field
                                                                                : NULL;
    ui_push(v->ui, form_new(v->ui, NULL, p->id, f != NULL ? f->name : NULL));
}

/* The field by which a record of a kind belongs to this page's, or to the one beside. */
static const struct catalogue_field *refers(const struct page *p, const struct catalogue_kind *k,
                                            const char **home)
{
    const struct sheet *s = &p->sheet;
    const struct catalogue_field *by = part_refers(k, s->kind->name);
    *home = p->id;
    if (by == NULL && strcmp(k->parent, s->kind->name) == 0) {
        by = part_of(k);
    }
    if (by == NULL && s->beside_kind != NULL) {
        by = part_refers(k, s->beside_kind->name);
        *home = s->beside;
    }
    return by;
}

static void add_kind(struct page *p, const struct catalogue_kind *k)
{
    const char *home = NULL;
    const struct catalogue_field *by = refers(p, k, &home);
    if (by != NULL) {
        struct view *form = form_new_part(p->view.ui, k->name, by->name, home);
        form_tell_made(form, p->made);
        ui_push(p->view.ui, form);
    }
}

/* What can be added: everything (NULL), or what that line says there is nothing of yet. */
static void choose_kind(struct page *p, const struct sheet_item *none)
{
    const struct catalogue_area *area = none != NULL ? none->area : NULL;
    const char *home = NULL;
    const struct catalogue *c = store_catalogue(p->view.ui->store);
    const char **labels = calloc(c->kind_count + 1, sizeof *labels);
    const struct catalogue_kind **kinds = calloc(c->kind_count + 1, sizeof *kinds);
    size_t count = 0;
    size_t chosen = 0;
    for (size_t pass = 0; pass <= c->area_count && labels != NULL && kinds != NULL; pass++) {
        /* the record's own area first */
        const char *name = pass == 0 ? p->sheet.kind->area : c->areas[pass - 1].name;
        if ((pass > 0 && strcmp(name, p->sheet.kind->area) == 0) ||
            (area != NULL && strcmp(name, area->name) != 0)) {
            continue;
        }
        for (size_t i = 0; i < c->kind_count; i++) {
            const struct catalogue_kind *k = &c->kinds[i];
            if (strcmp(k->area, name) == 0 && refers(p, k, &home) != NULL &&
                (none == NULL || !sheet_has(&p->sheet, k))) {
                labels[count] = k->title;
                kinds[count++] = k;
            }
        }
    }
    if (count > 0 && choose_run(p->view.ui, "Add", labels, count, &chosen)) {
        add_kind(p, kinds[chosen]);
    }
    free(labels);
    free(kinds);
}

static void all_of_kind(struct view *v)
{
    struct page *p = (struct page *)v;
    const struct sheet_item *item = sheet_selected(&p->sheet);
    const char *home = NULL;
    const struct catalogue_field *by = refers(p, item->kind, &home);
    ui_push(v->ui, browse_parts_new(v->ui, item->kind->name, (by != NULL ? by : item->field)->name,
                                    by != NULL ? home : p->id));
}

static void open_item(struct view *v)
{
    struct page *p = (struct page *)v;
    const struct sheet_item *item = sheet_selected(&p->sheet);
    if (item == NULL) {
        return;
    }
    if (item->type == SHEET_PART || (item->type == SHEET_FIELD && item->id[0] != '\0')) {
        ui_push(v->ui, page_new(v->ui, item->id));
        return;
    }
    if (item->type == SHEET_MORE) {
        all_of_kind(v);
        return;
    }
    if (item->type == SHEET_FIELD && item->conflict) {
        ui_push(v->ui, conflict_new(v->ui, p->id, item->name));
        return;
    }
    const char *why = cannot_write(v);
    if (why != NULL) {
        ui_say(v->ui, ROLE_WARNING, "%s", why);
    } else if (item->type == SHEET_ADD) {
        add_kind(p, item->kind);
    } else if (item->type == SHEET_NONE) {
        choose_kind(p, item);
    } else {
        edit(v);
    }
}

/* What can be added to this record, to choose from: n, its first letters, Enter. */
static void add_part(struct view *v)
{
    choose_kind((struct page *)v, NULL);
}

static const char *no_parts(struct view *v)
{
    const struct page *p = (const struct page *)v;
    const struct catalogue *c = store_catalogue(v->ui->store);
    for (size_t i = 0; i < c->kind_count && p->sheet.kind != NULL; i++) {
        const char *home = NULL;
        if (refers(p, &c->kinds[i], &home) != NULL) {
            return ui_read_only(v->ui);
        }
    }
    return "Nothing is added to this kind of record";
}

static const char *no_part(struct view *v)
{
    const struct sheet_item *item = sheet_selected(&((struct page *)v)->sheet);
    return item == NULL || (item->type != SHEET_PART && item->type != SHEET_MORE)
               ? "The mark is not on a record that belongs here; n adds any"
               : NULL;
}

static const char *no_more(struct view *v)
{
    const char *why = no_part(v);
    return why != NULL ? why : ui_read_only(v->ui);
}

static void add_more(struct view *v)
{
    add_kind((struct page *)v, sheet_selected(&((struct page *)v)->sheet)->kind);
}

static const char *no_areas(struct view *v)
{
    return ((struct page *)v)->sheet.areas ? NULL : "This page is not grouped by areas";
}

static void go_to_area(struct view *v)
{
    struct page *p = (struct page *)v;
    const struct sheet *s = &p->sheet;
    const char **labels = calloc(s->count + 1, sizeof *labels);
    size_t *where = calloc(s->count + 1, sizeof *where);
    size_t count = 0;
    size_t chosen = 0;
    for (size_t i = 0; i < s->count && labels != NULL && where != NULL; i++) {
        if (s->items[i].type == SHEET_AREA) {
            chosen = i <= s->selected ? count : chosen;
            labels[count] = s->items[i].label;
            where[count++] = i;
        }
    }
    if (count > 0 && choose_run(v->ui, "Go to", labels, count, &chosen)) {
        sheet_go(&p->sheet, where[chosen]);
    }
    free(labels);
    free(where);
}

static const char *no_client(struct view *v)
{
    const struct page *p = (const struct page *)v;
    return p->sheet.kind == NULL || strcmp(p->sheet.kind->name, "client") != 0
               ? "This is for a client's page"
               : NULL;
}

static void timeline(struct view *v)
{
    ui_push(v->ui, timeline_new(v->ui, ((struct page *)v)->id));
}

static void match(struct view *v)
{
    ui_push(v->ui, match_new(v->ui, ((struct page *)v)->id));
}

static const char *no_colleague(struct view *v)
{
    const struct page *p = (const struct page *)v;
    return p->sheet.kind == NULL || strcmp(p->sheet.kind->name, "member") != 0
               ? "This is not a colleague's page"
               : NULL;
}

static void agenda(struct view *v)
{
    ui_push(v->ui, agenda_new(v->ui, ((struct page *)v)->id));
}

static void hand_over(struct view *v)
{
    ui_push(v->ui, handover_new(v->ui, ((struct page *)v)->id));
}

/* The step that is marked, or whose page this is; NULL: none. */
static const char *marked_step(const struct page *p)
{
    const struct sheet_item *item = sheet_selected(&p->sheet);
    if (item != NULL && item->type == SHEET_PART && strcmp(item->kind->name, "plan_step") == 0) {
        return item->id;
    }
    return p->sheet.kind != NULL && strcmp(p->sheet.kind->name, "plan_step") == 0 ? p->id : NULL;
}

/* What is gone over again and again: the part that is marked, or this record; NULL: neither is. */
static const char *marked_review(const struct page *p)
{
    const struct sheet_item *item = sheet_selected(&p->sheet);
    if (item != NULL && item->type == SHEET_PART && step_reviewed_kind(item->kind)) {
        return item->id;
    }
    return step_reviewed_kind(p->sheet.kind) ? p->id : NULL;
}

static const char *no_step(struct view *v)
{
    const struct page *p = (const struct page *)v;
    return marked_step(p) == NULL && marked_review(p) == NULL
               ? "The mark is not on a step of a plan, or on what is gone over from time to time"
               : ui_read_only(v->ui);
}

static void done(struct view *v)
{
    struct page *p = (struct page *)v;
    const char *step = marked_step(p);
    if (step != NULL ? step_done(v->ui, step) : step_reviewed(v->ui, marked_review(p))) {
        sync_recount(v->ui);
        resume(v);
    }
}

/* A lesson that is marked on the page of a profile. */
static const struct sheet_item *marked_lesson(const struct page *p)
{
    const struct sheet_item *item = sheet_selected(&p->sheet);
    bool profile = p->sheet.kind != NULL && strcmp(p->sheet.kind->name, "vocational_profile") == 0;
    bool job = item != NULL && item->type == SHEET_PART &&
               (strcmp(item->kind->name, "job") == 0 || strcmp(item->kind->name, "job_end") == 0);
    return profile && job ? item : NULL;
}

static const char *no_lesson(struct view *v)
{
    return marked_lesson((struct page *)v) == NULL
               ? "On a profile's page, mark what a job taught to take it over"
               : ui_read_only(v->ui);
}

static void take_lesson(struct view *v)
{
    struct page *p = (struct page *)v;
    ui_push(v->ui, form_new_append(v->ui, p->id, "learned_so_far", marked_lesson(p)->text));
}

static const char *no_stage(struct view *v)
{
    const char *why = no_client(v);
    return why != NULL ? why : ui_read_only(v->ui);
}

static void set_stage(struct view *v)
{
    struct page *p = (struct page *)v;
    struct view *form = form_new_part(v->ui, "stage_change", "client", p->id);
    form_tell_made(form, p->made);
    ui_push(v->ui, form);
}

static void history(struct view *v)
{
    ui_push(v->ui, history_new(v->ui, ((struct page *)v)->id, NULL));
}

static void field_history(struct view *v)
{
    struct page *p = (struct page *)v;
    const struct sheet_item *item = sheet_selected(&p->sheet);
    if (item != NULL && item->name != NULL) {
        ui_push(v->ui, history_new(v->ui, p->id, item->name));
    }
}

static const char *no_conflict(struct view *v)
{
    return ((struct page *)v)->sheet.conflicts == 0 ? "Nothing here is in conflict" : NULL;
}

static void settle(struct view *v)
{
    struct page *p = (struct page *)v;
    struct sheet *s = &p->sheet;
    for (size_t n = 0; n < s->count; n++) {
        size_t i = (s->selected + n) % s->count;
        if (s->items[i].conflict && s->items[i].type == SHEET_FIELD) {
            ui_push(v->ui, conflict_new(v->ui, p->id, s->items[i].name));
            return;
        }
    }
}

static void show_all(struct view *v)
{
    struct page *p = (struct page *)v;
    p->all = !p->all;
    resume(v);
}

static void strike(struct view *v)
{
    struct page *p = (struct page *)v;
    if (strike_run(v->ui, p->id, p->sheet.title != NULL ? p->sheet.title : "", p->sheet.struck)) {
        resume(v);
    }
}

static void same_as(struct view *v)
{
    struct page *p = (struct page *)v;
    char *title = strdup(p->sheet.title != NULL ? p->sheet.title : ""); /* it may be read anew */
    if (title != NULL && same_run(v->ui, p->sheet.kind, title, p->id)) {
        resume(v);
    }
    free(title);
}

static void on_paper(struct view *v)
{
    paper_run(v->ui, ((struct page *)v)->sheet.kind);
}

static void release(struct view *v)
{
    struct page *p = (struct page *)v;
    sheet_clear(&p->sheet);
    standing_clear(&p->standing);
    free(p);
}

static const struct view_command commands[] = {
    {"open", INPUT_ENTER, 0, "open", "Open, answer or add what is marked.", NULL, open_item},
    {"edit", 'e', 0, "edit", "Change the answers of this record.", cannot_write, edit},
    {"new", 'n', 0, "new", "Add something to this record.", no_parts, add_part},
    {"timeline", 't', 0, "timeline", "Notes and everything else that has a day, newest first.",
     no_client, timeline},
    {"agenda", 'u', 0, "agenda", "Supervision: draft the agenda of a session with this colleague.",
     no_colleague, agenda},
    {"done", 'd', 0, "done today",
     "This step is done today, with what came of it; this was gone over today, and when again.",
     no_step, done},
    {"lesson", 'l', 0, "take over", "Add what this job taught to the profile, as a draft.",
     no_lesson, take_lesson},
    {"hand-over", 'O', 0, "hand-over", "What somebody who takes over needs to know.", no_client,
     hand_over},
    {"area", 'g', 0, "go to", "Go to an area of this page; [ and ] go to the one before and after.",
     no_areas, go_to_area},
    {"hand on", 'o', 0, NULL, "A text to hand on: for the clinical record, or for another person.",
     outside_refusal, outside_open},
    {"disclosure", 'i', 0, NULL, "The personal information plan: what an employer may be told.",
     disclosure_refusal, disclosure_open},
    {"history", 'h', 0, "history", "Who wrote what in this record, and when.", NULL, history},
    {"field history", 'H', 0, NULL, "How this one answer came about.", no_field, field_history},
    {"conflicts", 'c', 0, "conflicts", "Settle answers that two people gave differently.",
     no_conflict, settle},
    {"one more", '+', 0, NULL, "Add one more of the kind that is marked.", no_more, add_more},
    {"whole list", 'v', 0, NULL, "All of the kind that is marked, in a list.", no_part,
     all_of_kind},
    {"stage", 'S', 0, NULL, "Set the client's stage by hand, with a reason.", no_stage, set_stage},
    {"match", 'm', 0, NULL, "What is open beside this client's wishes.", no_client, match},
    {"all", 'a', 0, "all fields", "Show or hide what is not answered yet.", NULL, show_all},
    {"strike", 'X', 0, NULL, "Strike this record: entered by mistake. Or take that back.",
     cannot_write, strike},
    {"same as", '=', 0, NULL,
     "It is about the same as another record: show both as one. Or part them again.", cannot_write,
     same_as},
    {"paper form", INPUT_F1 + 6, 0, NULL, "Show the blank form, as it prints for paper.", NULL,
     on_paper},
    {"back", INPUT_ESCAPE, INPUT_BACKSPACE, "back", "Go back.", NULL, ui_close},
    {0},
};
static const struct view_class class = {
    .name = "page",
    .commands = commands,
    .title = title,
    .aside = aside,
    .draw = draw,
    .key = key,
    .resume = resume,
    .free = release,
};

const char *page_record(const struct view *v)
{
    return v->class == &class ? ((const struct page *)v)->id : NULL;
}

struct view *page_new(struct ui *ui, const char *record)
{
    struct page *p = ui_make(ui, &class, sizeof *p);
    if (p == NULL) {
        return NULL;
    }
    struct error err = {0};
    if (store_record_id(ui->store, record, p->id, &err) != 0 || read_page(p, &err) != 0) {
        ui_error(ui, &err);
        release(&p->view);
        return NULL;
    }
    return &p->view;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * A record's page: its sections and answers, and the records that belong to it, with room to add
 * more of each.
 */
#include "choose_int.h"
#include "draw_int.h"
#include "inwork/base/error.h"
#include "inwork/store/draft.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "page_int.h"
#include "screens_int.h"
#include "sheet_int.h"
#include "strike_int.h"
#include "sync_int.h"
#include "ui_int.h"

struct page {
    struct view view;
    char id[RECORD_ID_TEXT];
    struct sheet sheet;
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
    return sheet_read(&p->sheet, p->view.ui, p->id, p->all, err);
}

static void resume(struct view *v)
{
    struct page *p = (struct page *)v;
    struct error err = {0};
    if (read_page(p, &err) != 0) {
        ui_error(v->ui, &err);
    }
}

static void title(struct view *v, struct buf *left, struct buf *right)
{
    struct page *p = (struct page *)v;
    bool named = p->sheet.title != NULL && p->sheet.title[0] != '\0';
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

/* The section the focus is in. */
static size_t current_section(const struct sheet *s)
{
    size_t at = s->selected;
    while (at > 0 && s->items[at].type != SHEET_HEADING) {
        at--;
    }
    return at;
}

#define INDEX_WIDTH 30
#define INDEX_FROM 110 /* columns from which there is room for an index of sections */

static void draw_index(struct page *p)
{
    const struct sheet *s = &p->sheet;
    size_t current = current_section(s);
    int row = 0;
    int before = 0;
    for (size_t i = 0; i < s->count && i < current; i++) {
        before += s->items[i].type == SHEET_HEADING;
    }
    int skip = before >= p->view.rows ? before - p->view.rows + 1 : 0;
    for (size_t i = 0; i < s->count && row < p->view.rows; i++) {
        if (s->items[i].type != SHEET_HEADING || skip-- > 0) {
            continue;
        }
        (void)draw_text(&p->view.ui->style, p->view.window, row++, 1, INDEX_WIDTH - 3,
                        i == current ? ROLE_TITLE : ROLE_MUTED, s->items[i].label);
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
    sheet_draw(&p->sheet, v->ui, v->window, 0, left, v->rows, v->columns - left, true,
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
    if (item->type == SHEET_FIELD && item->conflict) {
        ui_push(v->ui, conflict_new(v->ui, p->id, item->name));
        return;
    }
    const char *why = cannot_write(v);
    if (why != NULL) {
        ui_say(v->ui, ROLE_WARNING, "%s", why);
    } else if (item->type == SHEET_ADD) {
        ui_push(v->ui, form_new_part(v->ui, item->kind->name, item->field->name, p->id));
    } else {
        edit(v);
    }
}

/* What can be added to this record, to choose from: n, a letter, Enter. */
static void add_part(struct view *v)
{
    struct page *p = (struct page *)v;
    struct sheet *s = &p->sheet;
    const char **labels = calloc(s->count + 1, sizeof *labels);
    size_t *where = calloc(s->count + 1, sizeof *where);
    size_t count = 0;
    size_t chosen = 0;
    if (labels == NULL || where == NULL) {
        free(labels);
        free(where);
        return;
    }
    for (size_t i = 0; i < s->count; i++) {
        if (s->items[i].type == SHEET_ADD) {
            labels[count] = s->items[i].label;
            where[count++] = i;
        }
    }
    if (choose_run(v->ui, "Add", labels, count, &chosen)) {
        const struct sheet_item *item = &s->items[where[chosen]];
        s->selected = where[chosen];
        ui_push(v->ui, form_new_part(v->ui, item->kind->name, item->field->name, p->id));
    }
    free(labels);
    free(where);
}

static const char *no_parts(struct view *v)
{
    const struct page *p = (const struct page *)v;
    for (size_t i = 0; i < p->sheet.count; i++) {
        if (p->sheet.items[i].type == SHEET_ADD) {
            return ui_read_only(v->ui);
        }
    }
    return "Nothing is added to this kind of record";
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

static void go_back(struct view *v)
{
    ui_close(v);
}

static void release(struct view *v)
{
    struct page *p = (struct page *)v;
    sheet_clear(&p->sheet);
    free(p);
}

static const struct view_command commands[] = {
    {"open", INPUT_ENTER, 0, "open", "Open, answer or add what is marked.", NULL, open_item},
    {"edit", 'e', 0, "edit", "Change the answers of this record.", cannot_write, edit},
    {"new", 'n', 0, "new", "Go to where something can be added to this record.", no_parts,
     add_part},
    {"history", 'h', 0, "history", "Who wrote what in this record, and when.", NULL, history},
    {"field history", 'H', 0, NULL, "How this one answer came about.", no_field, field_history},
    {"conflicts", 'c', 0, "conflicts", "Settle answers that two people gave differently.",
     no_conflict, settle},
    {"all", 'a', 0, "all fields", "Show or hide what is not answered yet.", NULL, show_all},
    {"strike", 'X', 0, NULL, "Strike this record: entered by mistake. Or take that back.",
     cannot_write, strike},
    {"back", INPUT_ESCAPE, INPUT_BACKSPACE, "back", "Go back.", NULL, go_back},
    {0},
};
static const struct view_class class = {
    .name = "page",
    .commands = commands,
    .title = title,
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
    struct page *p = calloc(1, sizeof *p);
    if (p == NULL) {
        ui_say(ui, ROLE_ERROR, "Memory ran out");
        return NULL;
    }
    p->view.class = &class;
    p->view.ui = ui;
    struct error err = {0};
    if (store_record_id(ui->store, record, p->id, &err) != 0 || read_page(p, &err) != 0) {
        ui_error(ui, &err);
        release(&p->view);
        return NULL;
    }
    return &p->view;
}

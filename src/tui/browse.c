/* SPDX-License-Identifier: GPL-3.0-or-later
 * All records of a kind as a list, narrowed by typing, with a preview beside it where there is
 * room.
 */
#include "choose_int.h"
#include "draw_int.h"
#include "inwork/base/date.h"
#include "inwork/base/error.h"
#include "inwork/model/part.h"
#include "inwork/model/pathway.h"
#include "inwork/store/record.h"
#include "inwork/store/search.h"
#include "inwork/store/store.h"
#include "line_int.h"
#include "list_int.h"
#include "screens_int.h"
#include "sheet_int.h"
#include "ui_int.h"

#define FOUND_MOST 500 /* nobody reads further down a narrowed list */

struct browse {
    struct view view;
    char *kind;
    char *by;                    /* of those with one answer: the field, and the answer */
    char parent[RECORD_ID_TEXT]; /* a record's id where the field is a reference, or a choice */
    bool refers;
    char *of;          /* the record's title, the choice's label */
    char *sort;        /* or NULL: by title */
    const char *stage; /* clients at this stage alone, or NULL */
    struct list list;
    struct sheet preview;
    struct line filter;
    bool filtering;                      /* the filter line is open */
    int64_t before_selected, before_top; /* where the list stood when it was opened */
    struct buf corrected;                /* the words really searched, where they were mended */
};

static const struct catalogue_kind *kind_of(const struct browse *b)
{
    return catalogue_kind(store_catalogue(b->view.ui->store), b->kind);
}

static int take_row(const struct title_row *row, void *payload, struct error *err)
{
    return list_add(payload, row, err);
}

static bool narrowed(const struct browse *b)
{
    return text_edit_length(&b->filter.edit) > 0;
}

/* A client where they stand, if they stand where the list is narrowed to. */
static int take_at_stage(const struct title_row *row, void *payload, struct error *err)
{
    struct list *l = payload;
    struct browse *b = l->payload;
    struct store *s = b->view.ui->store;
    struct pathway p;
    int status = pathway_read(&p, s, row->id, date_of_moment(store_now(s)), err);
    if (status == 0 && pathway_is(&p, b->stage)) {
        status = list_add(l, row, err);
    }
    pathway_clear(&p);
    return status;
}

/* The detail of a client in a list: where they stand, and how long since the last contact. */
static void describe_client(struct list *l, struct list_row *row)
{
    struct browse *b = l->payload;
    struct store *s = b->view.ui->store;
    struct date today = date_of_moment(store_now(s));
    struct pathway p;
    if (pathway_read(&p, s, row->id, today, NULL) != 0) {
        return;
    }
    struct buf text = BUF_ZERO;
    pathway_describe_brief(&text, &p, today);
    char *detail = buf_take(&text);
    if (detail != NULL) {
        free(row->detail);
        row->detail = detail;
    }
    buf_free(&text);
    pathway_clear(&p);
}

/* What a title alone does not say, after whom the record is about: who follows a lead, and where it
 * was found. */
static void describe_beside(struct list *l, struct list_row *row)
{
    struct store *s = ((struct browse *)l->payload)->view.ui->store;
    struct record r = {0};
    struct buf text = BUF_ZERO;
    struct buf whole = BUF_ZERO;
    if (store_record(s, row->id, &r, NULL) == 0) {
        part_beside(&text, s, &r);
    }
    buf_printf(&whole, "%s%s%s", row->detail, row->detail[0] != '\0' && text.len > 0 ? "; " : "",
               buf_text(&text));
    char *detail = text.len > 0 ? buf_take(&whole) : NULL;
    if (detail != NULL) {
        free(row->detail);
        row->detail = detail;
    }
    record_clear(&r);
    buf_free(&text);
    buf_free(&whole);
}

static int fetch(struct list *l, int64_t offset, int64_t limit, struct error *err)
{
    struct browse *b = l->payload;
    struct store *store = b->view.ui->store;
    title_fn take = b->stage != NULL ? take_at_stage : take_row;
    if (b->stage != NULL && !narrowed(b)) {
        struct list_request all = {.kind = b->kind};
        l->first = 0;
        int status = store_titles(store, &all, take, l, err);
        return status == -STATUS_NO ? 0 : status;
    }
    if (narrowed(b)) {
        struct search_request request = {
            .words = text_edit_text(&b->filter.edit), .kind = b->kind, .limit = FOUND_MOST};
        l->first = 0; /* all that was found, at once */
        buf_clear(&b->corrected);
        int status = store_search(store, &request, &b->corrected, take, l, err);
        return status == -STATUS_NO ? 0 : status;
    }
    struct list_filter filter = {.field = b->by, .value = b->parent};
    struct list_request request = {.kind = b->kind,
                                   .filters = &filter,
                                   .filter_count = b->by != NULL,
                                   .sort = b->sort,
                                   .limit = limit,
                                   .offset = offset};
    int status = store_titles(store, &request, take_row, l, err);
    return status == -STATUS_NO ? 0 : status;
}

static int take_count(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    (void)count;
    (void)err;
    *(int64_t *)payload = c[0].integer;
    return 0;
}

static int count_row(const struct title_row *row, void *payload, struct error *err)
{
    (void)row;
    (void)err;
    ++*(int64_t *)payload;
    return 0;
}

static int count_list(struct browse *b, struct error *err)
{
    struct store *s = b->view.ui->store;
    if (b->by == NULL) {
        return store_count(s, b->kind, &b->list.count, err);
    }
    if (!b->refers) {
        const struct list_filter filter = {.field = b->by, .value = b->parent};
        const struct list_request request = {
            .kind = b->kind, .filters = &filter, .filter_count = 1};
        b->list.count = 0;
        int status = store_titles(s, &request, count_row, &b->list.count, err);
        return status == -STATUS_NO ? 0 : status;
    }
    struct store_cell of[] = {store_text(b->parent), store_text(b->kind), store_text(b->by)};
    return store_query(s, "page_part_count", of, 3, take_count, &b->list.count, err);
}

static void read_list(struct browse *b)
{
    struct error err = {0};
    list_stale(&b->list);
    if (narrowed(b) || b->stage != NULL) {
        if (fetch(&b->list, 0, FOUND_MOST, &err) != 0) {
            ui_error(b->view.ui, &err);
        }
        b->list.count = (int64_t)b->list.held;
    } else if (count_list(b, &err) != 0) {
        ui_error(b->view.ui, &err);
    }
}

static void resume(struct view *v)
{
    struct browse *b = (struct browse *)v;
    char marked[ID_SIZE];
    list_remember(&b->list, marked);
    read_list(b);
    list_mark(&b->list, marked);
    b->preview.id[0] = '\0';
}

static void title(struct view *v, struct buf *left, struct buf *right)
{
    struct browse *b = (struct browse *)v;
    const struct catalogue_kind *k = kind_of(b);
    if (b->stage != NULL) {
        enum pathway_stage stage = PATHWAY_REFERRED;
        bool is = pathway_stage_parse(&stage, b->stage);
        buf_printf(left, "%s: ", is ? pathway_stage_title(stage) : b->stage);
    }
    if (b->of != NULL) {
        ui_name(v->ui, left, b->of);
        buf_add(left, ": ");
    }
    buf_add(left, k != NULL ? k->plural : b->kind);
    if (narrowed(b) && b->list.count >= FOUND_MOST) {
        buf_printf(right, "the first %d found", FOUND_MOST);
    } else if (narrowed(b) || b->stage != NULL) {
        buf_printf(right, "%lld found", (long long)b->list.count);
    } else if (b->list.count > 0) {
        buf_printf(right, "%lld of %lld", (long long)b->list.selected + 1,
                   (long long)b->list.count);
    }
}

static void draw_empty(struct browse *b, int top, int width)
{
    const struct style *s = &b->view.ui->style;
    const struct catalogue_kind *k = kind_of(b);
    struct buf text = BUF_ZERO;
    if (b->stage != NULL && !narrowed(b)) {
        buf_add(&text, "Nobody is there now. Esc shows all again.");
    } else if (narrowed(b)) {
        buf_printf(&text, "Nothing here is called that. Esc shows all again; n adds it.");
    } else {
        buf_printf(&text, "Nothing here yet. Press n to write the first%s.\n\n%s",
                   b->of != NULL ? "" : "; “inwork import” brings in a list",
                   k != NULL ? k->help : "");
    }
    (void)draw_wrapped(s, b->view.window, top, 3, width - 4, b->view.rows - top, ROLE_TEXT,
                       buf_text(&text));
    buf_free(&text);
}

static void draw_preview(struct browse *b, int left, int width)
{
    const struct list_row *r = list_selected(&b->list);
    if (r == NULL) {
        return;
    }
    if (strcmp(b->preview.id, r->id) != 0) {
        b->preview.preview = true;
        if (sheet_read(&b->preview, b->view.ui, r->id, false, NULL) != 0) {
            return;
        }
        b->preview.top = 0;
        b->preview.selected = 0;
    }
    struct buf name = BUF_ZERO;
    ui_name(b->view.ui, &name, r->title);
    (void)draw_text(&b->view.ui->style, b->view.window, 0, left, width, ROLE_TITLE,
                    buf_text(&name));
    buf_free(&name);
    int row = 0;
    int column = 0;
    if (b->preview.answered == 0) {
        (void)draw_wrapped(&b->view.ui->style, b->view.window, 2, left, width, b->view.rows - 2,
                           ROLE_MUTED, "Nothing is written here yet. e begins.");
        return;
    }
    sheet_draw(&b->preview, b->view.ui, b->view.window, 1, left, b->view.rows - 1, width, false,
               &row, &column);
}

static void draw(struct view *v)
{
    struct browse *b = (struct browse *)v;
    const struct style *s = &v->ui->style;
    int top = 0;
    bool two = v->columns >= UI_TWO_PANES;
    int width = two ? v->columns * 9 / 20 : v->columns;
    if (b->filtering || narrowed(b)) {
        (void)draw_text(s, v->window, 0, 1, 1, ROLE_KEY, "f");
        v->cursor_column = line_draw(s, v->window, 0, 3, width - 4, &b->filter,
                                     b->filtering ? ROLE_FIELD_ON : ROLE_FIELD);
        v->cursor_row = 0;
        top = 1;
        if (b->corrected.len > 0) {
            struct buf text = BUF_ZERO;
            buf_printf(&text, "showing what is like it: %s", buf_text(&b->corrected));
            (void)draw_text(s, v->window, 1, 3, width - 4, ROLE_MUTED, buf_text(&text));
            buf_free(&text);
            top = 2;
        }
    }
    int row = top;
    int column = 0;
    if (b->list.count == 0) {
        draw_empty(b, top, v->columns);
    } else {
        list_draw(&b->list, v->ui, v->window, top, 0, v->rows - top, width, &row, &column);
        if (two) {
            draw_upright(s, v->window, 0, width, v->rows);
            draw_preview(b, width + 2, v->columns - width - 2);
        }
    }
    if (!b->filtering) {
        v->cursor_row = row;
        v->cursor_column = column;
    }
}

static bool typing(const struct view *v)
{
    return ((const struct browse *)v)->filtering;
}

static bool key(struct view *v, const struct key *k)
{
    struct browse *b = (struct browse *)v;
    if (list_key(&b->list, k) &&
        (!b->filtering || (k->code != INPUT_HOME && k->code != INPUT_END))) {
        return true;
    }
    if (!b->filtering) {
        return false;
    }
    bool changed = false;
    bool taken = line_key(v->ui, &b->filter, k, &changed);
    if (changed) {
        buf_clear(&b->corrected);
        b->list.selected = b->list.top = 0;
        read_list(b);
    }
    return taken;
}

static const char *nothing_selected(struct view *v)
{
    return ((struct browse *)v)->list.count == 0 ? "There is nothing in this list" : NULL;
}

static const char *cannot_write(struct view *v)
{
    return ui_read_only(v->ui);
}

static const char *cannot_edit(struct view *v)
{
    const char *why = nothing_selected(v);
    return why != NULL ? why : ui_read_only(v->ui);
}

static void open_record(struct view *v)
{
    struct browse *b = (struct browse *)v;
    const struct list_row *r = list_selected(&b->list);
    if (r != NULL) {
        b->filtering = false;
        ui_push(v->ui, page_new(v->ui, r->id));
    }
}

static void edit_record(struct view *v)
{
    const struct list_row *r = list_selected(&((struct browse *)v)->list);
    if (r != NULL) {
        ui_push(v->ui, form_new(v->ui, NULL, r->id, NULL));
    }
}

static void history(struct view *v)
{
    const struct list_row *r = list_selected(&((struct browse *)v)->list);
    if (r != NULL) {
        ui_push(v->ui, history_new(v->ui, r->id, NULL));
    }
}

static void new_record(struct view *v)
{
    struct browse *b = (struct browse *)v;
    if (b->refers) {
        ui_push(v->ui, form_new_part(v->ui, b->kind, b->by, b->parent));
        return;
    }
    struct view *form = form_new(v->ui, b->kind, NULL, NULL);
    if (form != NULL && b->by != NULL) {
        form_preset(form, b->by, b->parent);
    }
    ui_push(v->ui, form);
}

static const char *cannot_filter(struct view *v)
{
    return ((struct browse *)v)->by != NULL ? "/ searches everything; this list is narrowed already"
                                            : NULL;
}

static void on_paper(struct view *v)
{
    paper_run(v->ui, kind_of((struct browse *)v));
}

static void open_filter(struct view *v)
{
    struct browse *b = (struct browse *)v;
    if (!narrowed(b)) {
        b->before_selected = b->list.selected;
        b->before_top = b->list.top;
    }
    b->filtering = true;
}

static const char *no_stages(struct view *v)
{
    return strcmp(((struct browse *)v)->kind, "client") != 0 ? "Only clients have stages" : NULL;
}

static void choose_stage(struct view *v)
{
    static const char *const others[][2] = {
        {"active", "Active"}, {"paused", "Paused"}, {"left", "Left"}};
    struct browse *b = (struct browse *)v;
    const char *labels[PATHWAY_STAGES + 3];
    size_t chosen = 0;
    for (size_t i = 0; i < PATHWAY_STAGES; i++) {
        labels[i] = pathway_stage_title((enum pathway_stage)i);
    }
    for (size_t i = 0; i < 3; i++) {
        labels[PATHWAY_STAGES + i] = others[i][1];
    }
    if (!choose_run(v->ui, "Only those at", labels, PATHWAY_STAGES + 3, &chosen)) {
        return;
    }
    if (!narrowed(b) && b->stage == NULL) {
        b->before_selected = b->list.selected;
        b->before_top = b->list.top;
    }
    b->stage = chosen < PATHWAY_STAGES ? pathway_stage_name((enum pathway_stage)chosen)
                                       : others[chosen - PATHWAY_STAGES][0];
    b->list.selected = b->list.top = 0;
    read_list(b);
}

static const char *no_pairs(struct view *v)
{
    return ((struct browse *)v)->by != NULL ? "Look for twins in the list of all" : NULL;
}

static void look_for_pairs(struct view *v)
{
    ui_say(v->ui, ROLE_TEXT, "Comparing…");
    ui_draw(v->ui);
    ui_push(v->ui, pairs_new(v->ui, kind_of((struct browse *)v)));
}

static const char *not_narrowed(struct view *v)
{
    const struct browse *b = (const struct browse *)v;
    return b->filtering || narrowed(b) || b->stage != NULL ? NULL : "The list shows all already";
}

/* All again, exactly as the list stood before. */
static void show_all(struct view *v)
{
    struct browse *b = (struct browse *)v;
    b->filtering = false;
    b->stage = NULL;
    line_clear(&b->filter);
    buf_clear(&b->corrected);
    read_list(b);
    b->list.selected = b->before_selected;
    b->list.top = b->before_top;
}

static void go_back(struct view *v)
{
    if (v->below != NULL) {
        ui_close(v);
    } else {
        ui_go(v->ui, UI_TODAY);
    }
}

static void release(struct view *v)
{
    struct browse *b = (struct browse *)v;
    list_clear(&b->list);
    sheet_clear(&b->preview);
    line_clear(&b->filter);
    buf_free(&b->corrected);
    free(b->kind);
    free(b->by);
    free(b->of);
    free(b->sort);
    free(b);
}

static const struct view_command commands[] = {
    {"open", INPUT_ENTER, 0, "open", "Open the record that is marked.", nothing_selected,
     open_record},
    {"new", 'n', 0, "new", "Write a new record.", cannot_write, new_record},
    {"edit", 'e', 0, "edit", "Change the record that is marked.", cannot_edit, edit_record},
    {"filter", 'f', 0, "filter", "Narrow this list by typing.", cannot_filter, open_filter},
    {"stage", 'S', 0, "stage", "Only the clients at a stage, paused, or who left.", no_stages,
     choose_stage},
    {"history", 'h', 0, "history", "Who wrote what, and when.", nothing_selected, history},
    {"pairs", '=', 0, NULL, "Duplicates: records that may be the same, and those that are two.",
     no_pairs, look_for_pairs},
    {"paper form", INPUT_F1 + 6, 0, NULL, "Show the blank form, as it prints for paper.", NULL,
     on_paper},
    {"show all", INPUT_ESCAPE, 0, "show all", "Show the whole list again.", not_narrowed, show_all},
    {"back", INPUT_ESCAPE, 0, NULL, "Go back.", NULL, go_back},
    {0},
};
static const struct view_class class = {
    .name = "browse",
    .commands = commands,
    .title = title,
    .draw = draw,
    .typing = typing,
    .key = key,
    .resume = resume,
    .free = release,
};

struct view *browse_new(struct ui *ui, const char *kind)
{
    struct browse *b = calloc(1, sizeof *b);
    char *name = strdup(kind);
    if (b == NULL || name == NULL) {
        free(b);
        free(name);
        ui_say(ui, ROLE_ERROR, "Memory ran out");
        return NULL;
    }
    b->view.class = &class;
    b->view.ui = ui;
    b->kind = name;
    b->list.fetch = fetch;
    b->list.payload = b;
    if (strcmp(kind, "client") == 0) {
        b->list.describe = describe_client;
    } else if (part_has_beside(kind)) {
        b->list.describe = describe_beside;
    }
    return &b->view;
}

/* Those with one answer; the days they tell of put them in order. */
static struct view *browse_some(struct ui *ui, const char *kind, const char *by, const char *value,
                                const char *of)
{
    struct browse *b = (struct browse *)browse_new(ui, kind);
    const struct catalogue_kind *k = catalogue_kind(store_catalogue(ui->store), kind);
    const struct catalogue_field *day = k != NULL ? part_day(k) : NULL;
    const struct catalogue_field *field = k != NULL ? catalogue_field(k, by) : NULL;
    if (b == NULL) {
        return NULL;
    }
    struct buf sort = BUF_ZERO;
    if (day != NULL) {
        buf_printf(&sort, "-%s", day->name);
        b->sort = buf_take(&sort);
    }
    buf_free(&sort);
    b->by = strdup(by);
    b->refers = field != NULL && field->type == FIELD_REFERENCE;
    ui_copy(b->parent, sizeof b->parent, value);
    b->of = of != NULL ? strdup(of) : NULL;
    if (b->by == NULL || (day != NULL && b->sort == NULL)) {
        ui_say(ui, ROLE_ERROR, "Memory ran out");
        release(&b->view);
        return NULL;
    }
    return &b->view;
}

struct view *browse_parts_new(struct ui *ui, const char *kind, const char *by, const char *parent)
{
    struct record r = {0};
    const char *of = store_record(ui->store, parent, &r, NULL) == 0 ? r.title : NULL;
    struct view *v = browse_some(ui, kind, by, parent, of);
    record_clear(&r);
    return v;
}

struct view *browse_answer_new(struct ui *ui, const char *kind, const char *field,
                               const char *value, const char *label)
{
    return browse_some(ui, kind, field, value, label);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * The parts that repeat, as tables inside the form of what they belong to: the steps of a plan, the
 * lines of support. A row is a line of the form like any other: it can have the focus, and Enter
 * opens it above the form, which stays as it is with all that was typed into it.
 */
#include "form_int.h"

#include "choose_int.h"
#include "inwork/base/error.h"
#include "inwork/base/utf8.h"
#include "inwork/model/columns.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "screens_int.h"
#include "show_int.h"
#include "ui_int.h"

#define ROWS_SHOWN 6 /* of one kind; the page has the others */
#define CELL_MOST 30 /* columns of the screen */

static void clear_part(struct form_field *field)
{
    for (size_t c = 0; c < FORM_COLUMNS; c++) {
        free(field->cells[c]);
    }
    text_edit_clear(&field->edit);
    wrap_clear(&field->wrap);
}

static size_t part_count(const struct form *f)
{
    bool why = f->count > 0 && f->fields[f->count - 1].what == FORM_WHY;
    return f->count - f->answer_count - why;
}

static void drop_parts(struct form *f)
{
    size_t n = part_count(f);
    for (size_t i = f->answer_count; i < f->answer_count + n; i++) {
        clear_part(&f->fields[i]);
    }
    memmove(&f->fields[f->answer_count], &f->fields[f->answer_count + n],
            (f->count - f->answer_count - n) * sizeof *f->fields);
    f->count -= n;
    f->table_count = 0;
}

void form_parts_clear(struct form *f)
{
    if (f->fields != NULL) {
        drop_parts(f);
    }
    free(f->tables);
    f->tables = NULL;
    f->table_count = 0;
}

/* A new part, before the reason for the change. NULL: memory ran out. */
static struct form_field *insert(struct form *f, enum form_what what, size_t table)
{
    struct form_field *all = realloc(f->fields, (f->count + 1) * sizeof *all);
    if (all == NULL) {
        return NULL;
    }
    f->fields = all;
    size_t at = f->answer_count + part_count(f);
    memmove(&all[at + 1], &all[at], (f->count - at) * sizeof *all);
    all[at] = (struct form_field){.what = what, .table = table, .wrap_column = SIZE_MAX};
    f->count++;
    return &all[at];
}

struct reading {
    struct form *form;
    size_t table;
};

static int add_row(const struct record *r, void *payload, struct error *err)
{
    struct reading *reading = payload;
    struct form *f = reading->form;
    const struct form_table *t = &f->tables[reading->table];
    struct form_field *row = insert(f, FORM_PART, reading->table);
    if (row == NULL) {
        return error_memory(err);
    }
    memcpy(row->id, r->id, sizeof row->id);
    for (size_t c = 0; c < t->column_count; c++) {
        const struct record_field *answer = record_field(r, t->columns[c]->name);
        struct buf text = BUF_ZERO;
        row->conflict = row->conflict || (answer != NULL && answer->head_count > 1);
        for (size_t h = 0; answer != NULL && h < answer->head_count; h++) {
            buf_add(&text, h > 0 ? " / " : "");
            show_value(f->view.ui, &text, t->columns[c], &answer->heads[h].value);
        }
        buf_reserve(&text, 1);
        row->cells[c] = buf_take(&text);
        if (row->cells[c] == NULL) {
            return error_memory(err);
        }
    }
    return 0;
}

/* Rows in the order people number them in, else the newest first. */
static const char *order_of(const struct catalogue_kind *k, char name[72])
{
    if (catalogue_field(k, "order_number") != NULL) {
        return "order_number";
    }
    for (size_t i = 0; i < k->field_count; i++) {
        if (k->fields[i].type == FIELD_DATE) {
            (void)snprintf(name, 72, "-%.64s", k->fields[i].name);
            return name;
        }
    }
    return NULL;
}

static int read_table(struct form *f, const struct catalogue_kind *k, size_t count, bool empty_too,
                      struct error *err)
{
    char order[72];
    struct form_table *t = &f->tables[f->table_count];
    *t = (struct form_table){.kind = k, .by = columns_part_by(k, f->kind), .count = count};
    struct list_filter filter = {.field = t->by != NULL ? t->by->name : "", .value = f->record};
    struct list_request request = {.kind = k->name,
                                   .filters = &filter,
                                   .filter_count = 1,
                                   .limit = ROWS_SHOWN,
                                   .sort = order_of(k, order)};
    int status = 0;
    if (t->by == NULL || (t->count == 0 && !empty_too)) {
        return 0;
    }
    t->column_count = columns_choose(t->columns, FORM_COLUMNS, k, t->by);
    struct reading reading = {.form = f, .table = f->table_count++};
    if (t->count > 0) {
        status = store_list(f->view.ui->store, &request, add_row, &reading, err);
    }
    if (status == 0 && t->count > ROWS_SHOWN && insert(f, FORM_MORE, reading.table) == NULL) {
        status = error_memory(err);
    }
    if (status == 0 && insert(f, FORM_ADD, reading.table) == NULL) {
        status = error_memory(err);
    }
    return status;
}

/* The kinds that are parts of the form's, in the order of the areas of the work; NULL ends them.
 * free() it. */
static const struct catalogue_kind **part_kinds(const struct form *f)
{
    const struct catalogue *c = store_catalogue(f->view.ui->store);
    const struct catalogue_kind **kinds =
        calloc(columns_part_kinds(c, f->kind) + 1, sizeof(void *));
    size_t n = 0;
    for (size_t a = 0; kinds != NULL && a <= c->area_count; a++) {
        for (size_t i = 0; i < c->kind_count; i++) {
            const struct catalogue_kind *k = &c->kinds[i];
            size_t area = 0; /* its number; the count for one that is not known */
            while (area < c->area_count && strcmp(c->areas[area].name, k->area) != 0) {
                area++;
            }
            if (area == a && columns_part_by(k, f->kind) != NULL) {
                kinds[n++] = k;
            }
        }
    }
    return kinds;
}

static bool has_table(const struct form *f, const struct catalogue_kind *k)
{
    for (size_t i = 0; i < f->table_count; i++) {
        if (f->tables[i].kind == k) {
            return true;
        }
    }
    return false;
}

struct counting {
    const struct catalogue_kind *whole;
    const struct catalogue_kind **kinds; /* NULL ends them */
    size_t *counts;                      /* of each */
};

static int count_kind(const struct store_cell *c, size_t columns, void *payload, struct error *err)
{
    const struct counting *counting = payload;
    (void)columns;
    (void)err;
    for (size_t i = 0; counting->kinds[i] != NULL; i++) {
        if (strcmp(counting->kinds[i]->name, c[0].bytes) == 0 &&
            strcmp(columns_part_by(counting->kinds[i], counting->whole)->name, c[1].bytes) == 0) {
            counting->counts[i] = (size_t)c[2].integer;
        }
    }
    return 0;
}

static int read_tables(struct form *f, struct error *err)
{
    size_t known = columns_part_kinds(store_catalogue(f->view.ui->store), f->kind);
    bool apart = known <= COLUMNS_TABLES_APART;
    free(f->tables);
    f->tables = calloc(known + 1, sizeof *f->tables);
    const struct catalogue_kind **kinds = part_kinds(f);
    struct counting counting = {f->kind, kinds, calloc(known + 1, sizeof(size_t))};
    bool memory = f->tables != NULL && kinds != NULL && counting.counts != NULL;
    int status = memory ? 0 : error_memory(err);
    bool none =
        known == 0 || f->only != NULL || f->answer || f->quick || (f->record[0] == '\0' && !apart);
    if (status == 0 && !none && f->record[0] != '\0') {
        struct store_cell id = store_text(f->record);
        status =
            store_query(f->view.ui->store, "tui_part_counts", &id, 1, count_kind, &counting, err);
    }
    for (size_t i = 0; status == 0 && !none && kinds[i] != NULL; i++) {
        status = read_table(f, kinds[i], counting.counts[i], apart, err);
    }
    if (status == 0 && !none && f->table_count < known && insert(f, FORM_ADD, SIZE_MAX) == NULL) {
        status = error_memory(err);
    }
    free(counting.counts);
    free(kinds);
    return status;
}

static void add_heading(struct form *f, struct form_heading h)
{
    if (f->heading_count > 0) {
        f->headings[f->heading_count - 1].end = h.first;
    }
    f->headings[f->heading_count++] = h;
}

static const struct catalogue_section *section_of(const struct form *f, const char *name)
{
    for (size_t i = 0; i < f->kind->section_count; i++) {
        if (strcmp(f->kind->sections[i].name, name) == 0) {
            return &f->kind->sections[i];
        }
    }
    return NULL;
}

/* A heading where a section, a table or the reason for the change begins. */
static int make_headings(struct form *f, struct error *err)
{
    free(f->headings);
    f->heading_count = 0;
    f->headings = calloc(f->kind->section_count + f->table_count + 4, sizeof *f->headings);
    if (f->headings == NULL) {
        return error_memory(err);
    }
    const char *section = NULL;
    for (size_t i = 0; i < f->count; i++) {
        const struct form_field *field = &f->fields[i];
        const struct form_field *before = i > 0 ? &f->fields[i - 1] : NULL;
        struct form_heading h = {.first = i, .end = f->count, .table = SIZE_MAX, .help = ""};
        if (field->what == FORM_ANSWER) {
            if (i > 0 && (f->only != NULL || f->quick || f->answer ||
                          (section != NULL && strcmp(section, field->field->section) == 0))) {
                continue;
            }
            section = field->field->section;
            const struct catalogue_section *known = section_of(f, section);
            h.title = known != NULL && !f->quick ? known->title : f->kind->title;
            h.help = known != NULL && !f->quick ? known->help : "";
        } else if (field->what == FORM_WHY) {
            h.title = "The change";
        } else if (before != NULL && before->what >= FORM_PART && before->table == field->table) {
            continue;
        } else if (field->table < f->table_count) {
            h.table = field->table;
            h.title = f->tables[field->table].kind->plural;
        } else {
            h.title = "To add";
        }
        add_heading(f, h);
    }
    return 0;
}

/* The focus stays on what it was on, or on the line in its place. */
static void keep_focus(struct form *f, const struct form_field *was,
                       const struct catalogue_kind *kind, size_t current)
{
    f->current = current < f->count ? current : f->count - 1;
    for (size_t i = 0; i < f->count; i++) {
        const struct form_field *field = &f->fields[i];
        bool same_kind =
            kind == NULL || (field->what >= FORM_PART && field->table < f->table_count &&
                             f->tables[field->table].kind == kind);
        if (field->what == was->what && same_kind && field->field == was->field &&
            strcmp(field->id, was->id) == 0) {
            f->current = i;
            return;
        }
    }
}

int form_parts_read(struct form *f, struct error *err)
{
    struct form_field was = {0};
    const struct catalogue_kind *kind = NULL;
    if (f->current < f->count) {
        const struct form_field *now = &f->fields[f->current];
        was.what = now->what;
        was.field = now->field;
        memcpy(was.id, now->id, sizeof was.id);
        kind = now->what >= FORM_PART && now->table < f->table_count ? f->tables[now->table].kind
                                                                     : NULL;
    }
    form_take_down(f); /* the shapes are of the lines there were */
    drop_parts(f);
    int status = read_tables(f, err);
    status = status == 0 ? make_headings(f, err) : status;
    if (f->count > 0) {
        keep_focus(f, &was, kind, f->current);
    }
    f->stale = true;
    return status;
}

static size_t cell_width(const struct form *f, const struct form_table *t, size_t c)
{
    size_t table = (size_t)(t - f->tables);
    size_t widest = utf8_width(t->columns[c]->label, strlen(t->columns[c]->label));
    bool any = c == 0;
    for (size_t i = f->answer_count; i < f->count; i++) {
        const struct form_field *row = &f->fields[i];
        if (row->what == FORM_PART && row->table == table && row->cells[c] != NULL) {
            size_t wide = utf8_width(row->cells[c], strlen(row->cells[c]));
            any = any || wide > 0;
            widest = wide > widest ? wide : widest;
        }
    }
    return any ? (widest < CELL_MOST ? widest : CELL_MOST) : 0; /* a column nobody answered */
}

void form_parts_row(struct buf *out, const struct form *f, const struct form_table *t,
                    const struct form_field *part, int width)
{
    size_t left = width > 0 ? (size_t)width : 0;
    for (size_t c = 0; c < t->column_count && left > 3; c++) {
        size_t wide = cell_width(f, t, c);
        if (wide == 0 || (c > 0 && wide > left && left < 12)) {
            continue;
        }
        wide = wide < left ? wide : left;
        const char *text = part == NULL ? t->columns[c]->label : part->cells[c];
        text = text != NULL ? text : "";
        size_t n = strlen(text);
        size_t fits = utf8_fit(text, n, wide);
        if (fits < n && wide > 1) {
            fits = utf8_fit(text, n, wide - 1);
        }
        for (size_t i = 0; i < fits; i++) { /* a row is one line */
            buf_push(out, text[i] == '\n' || text[i] == '\t' ? ' ' : text[i]);
        }
        size_t used = utf8_width(text, fits);
        if (fits < n && wide > 1) {
            buf_add(out, f->view.ui->style.plain ? "~" : "…");
            used++;
        }
        for (; used < wide; used++) {
            buf_push(out, ' ');
        }
        left -= wide;
        if (left > 2) {
            buf_add(out, "  ");
            left -= 2;
        }
    }
}

static const struct form_table *table_here(const struct form *f)
{
    const struct form_field *field = &f->fields[f->current];
    return field->what >= FORM_PART && field->table < f->table_count ? &f->tables[field->table]
                                                                     : NULL;
}

/* The focus on the room for one more of a kind, where it has a table. */
static void focus_room(struct form *f, const struct catalogue_kind *kind)
{
    for (size_t i = f->answer_count; i < f->count; i++) {
        const struct form_field *field = &f->fields[i];
        if (field->what == FORM_ADD &&
            (field->table >= f->table_count || f->tables[field->table].kind == kind)) {
            f->current = i;
            return;
        }
    }
}

/* A part needs the id of what it belongs to. */
static void save_first(struct form *f, const struct catalogue_kind *kind)
{
    struct ui *ui = f->view.ui;
    char record[RECORD_ID_TEXT] = "";
    struct error err = {0};
    if (!ui_confirm(ui, "Save this first?",
                    "What is added belongs to it, so it has to be in the notebook. You come back "
                    "here afterwards.",
                    's', "save it and go on")) {
        return;
    }
    if (form_save(f, record, &err) != 0) {
        ui_error(ui, &err);
        return;
    }
    if (f->made != NULL) {
        memcpy(f->made, record, RECORD_ID_TEXT);
    }
    bool part = f->part;
    const struct catalogue_field *by = columns_part_by(kind, f->kind);
    ui_close(&f->view);
    if (!part) {
        ui_push(ui, page_new(ui, record));
    }
    struct view *again = form_new(ui, NULL, record, NULL);
    if (again != NULL) {
        focus_room((struct form *)again, kind);
        ui_push(ui, again);
    }
    ui_push(ui, form_new_part(ui, kind->name, by->name, record));
}

static void add_of(struct form *f, const struct catalogue_kind *kind)
{
    struct ui *ui = f->view.ui;
    const char *why = ui_read_only(ui);
    if (why != NULL) {
        ui_say(ui, ROLE_WARNING, "%s", why);
        return;
    }
    (void)form_leave_field(f);
    if (f->record[0] == '\0') {
        save_first(f, kind);
    } else {
        ui_push(ui, form_new_part(ui, kind->name, columns_part_by(kind, f->kind)->name, f->record));
    }
}

/* One of the kinds that have no table here. */
static void add_other(struct form *f)
{
    const struct catalogue_kind **kinds = part_kinds(f);
    size_t known = columns_part_kinds(store_catalogue(f->view.ui->store), f->kind);
    const char **labels = calloc(known + 1, sizeof *labels);
    size_t n = 0;
    size_t chosen = 0;
    for (size_t i = 0; labels != NULL && kinds != NULL && kinds[i] != NULL; i++) {
        if (!has_table(f, kinds[i])) {
            labels[n] = kinds[i]->title;
            kinds[n++] = kinds[i];
        }
    }
    if (n > 0 && (n == 1 || choose_run(f->view.ui, "Add", labels, n, &chosen))) {
        add_of(f, kinds[chosen]);
    }
    free(labels);
    free(kinds);
}

void form_parts_add(struct form *f)
{
    const struct form_table *t = table_here(f);
    if (t != NULL) {
        add_of(f, t->kind);
    } else {
        add_other(f);
    }
}

void form_parts_open(struct form *f)
{
    struct ui *ui = f->view.ui;
    const struct form_field *field = &f->fields[f->current];
    if (field->what == FORM_ADD) {
        form_parts_add(f);
        return;
    }
    (void)form_leave_field(f);
    ui_push(ui, field->what == FORM_PART ? form_new(ui, NULL, field->id, NULL)
                                         : page_new(ui, f->record));
}

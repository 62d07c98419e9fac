/* SPDX-License-Identifier: GPL-3.0-or-later
 * The records that belong to a record. Where many kinds may (around a client there are more than
 * forty) they are grouped by the areas of the work: the newest two of each kind, and in one line
 * what there is nothing of yet. Where few may, more of each are shown.
 */
#include "inwork/base/error.h"
#include "inwork/model/intensity.h"
#include "inwork/model/part.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "sheet_make_int.h"
#include "ui_int.h"

#define FLAT_KINDS 9   /* up to so many kinds are not grouped */
#define FLAT_SHOWN 12  /* of a kind */
#define WHOLE_SHOWN 60 /* where their order is the point: the steps of a plan */
#define AREA_SHOWN 2
#define SMALL_AREA 2 /* an area with so few kinds is not shown before there is something in it */

struct part_row {
    const struct catalogue_kind *kind;
    const struct catalogue_field *by;
    char id[RECORD_ID_TEXT];
    char *title;
    size_t total;
    bool conflict, unsent;
};

struct parts {
    struct sheet *sheet;
    struct ui *ui;
    const struct catalogue *catalogue;
    const struct catalogue_kind *of; /* what the parts belong to */
    const char *home;                /* its id */
    bool beside;                     /* it is not the page's own record */
    struct part_row *rows;
    size_t count, room;
};

static void drop_parts(struct parts *p)
{
    for (size_t i = 0; i < p->count; i++) {
        free(p->rows[i].title);
    }
    free(p->rows);
}

static int keep_row(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    struct parts *p = payload;
    (void)count;
    const struct catalogue_kind *k = catalogue_kind(p->catalogue, c[0].bytes);
    const struct catalogue_field *by = k != NULL ? part_refers(k, p->of->name) : NULL;
    if (by == NULL || strcmp(by->name, c[1].bytes) != 0 || c[3].length >= RECORD_ID_TEXT ||
        (p->beside && strcmp(c[3].bytes, p->sheet->id) == 0)) {
        return 0;
    }
    if (p->count == p->room) {
        size_t room = p->room > 0 ? p->room * 2 : 64;
        struct part_row *rows = realloc(p->rows, room * sizeof *rows);
        if (rows == NULL) {
            return error_memory(err);
        }
        p->rows = rows;
        p->room = room;
    }
    struct part_row *r = &p->rows[p->count];
    *r = (struct part_row){.kind = k,
                           .by = by,
                           .total =
                               (size_t)c[2].integer - (p->beside && k == p->sheet->kind ? 1 : 0),
                           .title = strdup(c[4].type == STORE_TEXT ? c[4].bytes : ""),
                           .conflict = c[5].integer != 0,
                           .unsent = c[6].integer != 0};
    if (r->title == NULL) {
        return error_memory(err);
    }
    memcpy(r->id, c[3].bytes, c[3].length + 1);
    p->count++;
    return 0;
}

int sheet_add_part(struct sheet *s, const struct catalogue_kind *kind,
                   const struct catalogue_field *by, const char *id, const char *text,
                   const char *caption, struct error *err)
{
    struct sheet_item *item = sheet_add(s, SHEET_PART, "", err);
    if (item == NULL) {
        return error_memory(err);
    }
    item->kind = kind;
    item->field = by;
    ui_copy(item->id, sizeof item->id, id);
    item->text = strdup(text);
    item->caption = caption != NULL ? strdup(caption) : NULL;
    return item->text != NULL && (caption == NULL || item->caption != NULL) ? 0 : error_memory(err);
}

/* Support goes up and down with need: how, with the days. */
static void add_over_time(struct buf *out, struct store *s, const struct part_row *row)
{
    bool line = strcmp(row->kind->name, "support_line") == 0;
    bool plan = strcmp(row->kind->name, "support_plan") == 0;
    struct buf text = BUF_ZERO;
    if ((line && intensity_describe(&text, s, row->id, "how_often", "starts_on", NULL) == 0) ||
        (plan && intensity_describe(&text, s, row->id, "intensity", "prepared_on", NULL) == 0)) {
        if (strstr(buf_text(&text), "→") != NULL) {
            buf_printf(out, " (%s)", buf_text(&text));
        }
    }
    buf_free(&text);
}

/* The line of a part: what it says, or its title where it cannot be read whole. */
static int add_row(struct parts *p, const struct part_row *row, const char *caption,
                   struct error *err)
{
    struct record r = {0};
    struct buf text = BUF_ZERO;
    if (store_record(p->ui->store, row->id, &r, NULL) == 0) {
        part_describe(&text, p->ui->store, &r, !p->ui->private);
        add_over_time(&text, p->ui->store, row);
    } else {
        buf_add(&text, row->title[0] != '\0' ? row->title : row->kind->title);
    }
    int status = buf_ok(&text, err);
    if (status == 0) {
        status =
            sheet_add_part(p->sheet, row->kind, row->by, row->id, buf_text(&text), caption, err);
    }
    if (status == 0) {
        struct sheet_item *item = &p->sheet->items[p->sheet->count - 1];
        item->conflict = row->conflict;
        item->unsent = row->unsent;
        item->total = row->total;
    }
    buf_free(&text);
    record_clear(&r);
    return status;
}

static int add_room(struct parts *p, const struct catalogue_kind *k, struct error *err)
{
    struct sheet_item *item = sheet_add(p->sheet, SHEET_ADD, k->title, err);
    if (item == NULL) {
        return error_memory(err);
    }
    item->kind = k;
    item->field = part_refers(k, p->of->name);
    item->beside = p->beside;
    return 0;
}

static int add_more(struct parts *p, const struct part_row *row, struct error *err)
{
    struct sheet_item *item = sheet_add(p->sheet, SHEET_MORE, "", err);
    if (item == NULL) {
        return error_memory(err);
    }
    item->kind = row->kind;
    item->field = row->by;
    item->total = row->total;
    item->beside = p->beside;
    return 0;
}

/* The rows of a kind are together; the first of them, or count. */
static size_t first_of(const struct parts *p, const struct catalogue_kind *k)
{
    size_t i = 0;
    while (i < p->count && p->rows[i].kind != k) {
        i++;
    }
    return i;
}

/* What was asked of an employer or a college is told by where it stands, all of it. */
static bool by_state(const struct parts *p, const struct catalogue_kind *k)
{
    return strcmp(k->name, "adjustment") == 0 && strcmp(p->of->name, "client") != 0;
}

static int add_flat_kind(struct parts *p, const struct catalogue_kind *k, struct error *err)
{
    size_t i = first_of(p, k);
    if (i == p->count) {
        return 0;
    }
    struct sheet_item *heading = sheet_add(p->sheet, SHEET_HEADING, k->plural, err);
    struct buf text = BUF_ZERO;
    buf_printf(&text, "%zu", p->rows[i].total);
    if (heading != NULL) {
        heading->text = buf_take(&text);
    }
    buf_free(&text);
    if (heading == NULL || heading->text == NULL) {
        return error_memory(err);
    }
    int status = 0;
    size_t shown = 0;
    const struct part_row *row = &p->rows[i];
    if (by_state(p, k)) {
        status = sheet_add_adjustments(p->sheet, p->ui, k, row->by, p->home, err);
        return status == 0 ? add_room(p, k, err) : status;
    }
    for (; status == 0 && i < p->count && p->rows[i].kind == k; i++, shown++) {
        status = add_row(p, &p->rows[i], NULL, err);
    }
    if (status == 0 && shown < row->total) {
        status = add_more(p, row, err);
    }
    return status == 0 ? add_room(p, k, err) : status;
}

static int add_flat(struct parts *p, struct error *err)
{
    const struct catalogue *c = p->catalogue;
    int status = 0;
    for (size_t i = 0; i < c->kind_count && status == 0; i++) {
        if (part_refers(&c->kinds[i], p->of->name) != NULL) {
            status = add_flat_kind(p, &c->kinds[i], err);
        }
    }
    bool heading = false;
    for (size_t i = 0; i < c->kind_count && status == 0; i++) {
        const struct catalogue_kind *k = &c->kinds[i];
        if (part_refers(k, p->of->name) == NULL || first_of(p, k) < p->count) {
            continue;
        }
        if (!heading && sheet_add(p->sheet, SHEET_HEADING, "To add", err) == NULL) {
            status = error_memory(err);
        }
        heading = true;
        status = status != 0 ? status : add_room(p, k, err);
    }
    return status;
}

static int add_area_kind(struct parts *p, size_t i, struct error *err)
{
    const struct part_row *row = &p->rows[i];
    struct buf caption = BUF_ZERO;
    if (by_state(p, row->kind)) {
        return sheet_add_adjustments(p->sheet, p->ui, row->kind, row->by, p->home, err);
    }
    buf_printf(&caption, "%s (%zu)", row->kind->plural, row->total);
    int status = buf_ok(&caption, err);
    size_t shown = 0;
    for (; status == 0 && i < p->count && p->rows[i].kind == row->kind && shown < AREA_SHOWN; i++) {
        status = add_row(p, &p->rows[i], shown == 0 ? buf_text(&caption) : NULL, err);
        shown++;
    }
    buf_free(&caption);
    return status == 0 && shown < row->total ? add_more(p, row, err) : status;
}

/* The kinds of an area (NULL: of all), in the catalogue's order: what there is of each, then in one
 * line what there is not. How many kinds may be there, and are. */
struct met {
    size_t kinds, present, records;
};

static int add_kinds(struct parts *p, const struct catalogue_area *a, struct met *met,
                     struct error *err)
{
    const struct catalogue *c = p->catalogue;
    struct buf none = BUF_ZERO;
    int status = 0;
    *met = (struct met){0};
    for (size_t i = 0; i < c->kind_count && status == 0; i++) {
        const struct catalogue_kind *k = &c->kinds[i];
        if ((a != NULL && strcmp(k->area, a->name) != 0) || part_refers(k, p->of->name) == NULL) {
            continue;
        }
        size_t at = first_of(p, k);
        met->kinds++;
        if (at < p->count) {
            met->present++;
            met->records += p->rows[at].total;
            status = add_area_kind(p, at, err);
        } else if (!p->beside || k != p->sheet->kind) {
            buf_printf(&none, "%s%s", none.len > 0 ? ", " : "", k->title);
        }
    }
    if (status == 0 && none.len > 0) {
        struct sheet_item *item = sheet_add(p->sheet, SHEET_NONE, "", err);
        status = item != NULL ? buf_ok(&none, err) : error_memory(err);
        if (status == 0) {
            item->area = a;
            item->beside = p->beside;
            item->text = buf_take(&none);
        }
    }
    buf_free(&none);
    return status;
}

static int add_heading(struct parts *p, const char *title, const struct catalogue_area *a,
                       struct error *err)
{
    struct sheet_item *item = sheet_add(p->sheet, SHEET_AREA, title, err);
    if (item == NULL) {
        return error_memory(err);
    }
    item->area = a;
    return 0;
}

static int count_records(struct parts *p, size_t heading, size_t records, struct error *err)
{
    struct buf count = BUF_ZERO;
    buf_printf(&count, "%zu", records);
    int status = buf_ok(&count, err);
    if (status == 0 && records > 0) {
        p->sheet->items[heading].text = buf_take(&count);
    }
    buf_free(&count);
    return status;
}

static int add_area(struct parts *p, const struct catalogue_area *a, bool own, struct error *err)
{
    size_t heading = p->sheet->count;
    struct met met;
    int status = own ? 0 : add_heading(p, a->title, a, err);
    status = status == 0 ? add_kinds(p, a, &met, err) : status;
    if (status != 0 || own) {
        return status;
    }
    if (met.present == 0 && met.kinds <= SMALL_AREA) {
        while (p->sheet->count > heading) { /* hardly anything of this area belongs here */
            sheet_drop_last(p->sheet);
        }
        return 0;
    }
    return count_records(p, heading, met.records, err);
}

/* The record's own area first, right below its answers, then the others in their order. */
static int add_areas(struct parts *p, struct error *err)
{
    const struct catalogue *c = p->catalogue;
    int status = 0;
    for (size_t i = 0; i < c->area_count && status == 0; i++) {
        if (strcmp(c->areas[i].name, p->sheet->kind->area) == 0) {
            status = add_area(p, &c->areas[i], true, err);
        }
    }
    for (size_t i = 0; i < c->area_count && status == 0; i++) {
        if (strcmp(c->areas[i].name, p->sheet->kind->area) != 0) {
            status = add_area(p, &c->areas[i], false, err);
        }
    }
    return status;
}

bool sheet_wants_areas(const struct catalogue *c, const struct catalogue_kind *kind)
{
    size_t kinds = 0;
    for (size_t i = 0; i < c->kind_count; i++) {
        kinds += part_refers(&c->kinds[i], kind->name) != NULL;
    }
    return kinds > FLAT_KINDS;
}

static bool is_plan(const struct sheet *s)
{
    return strcmp(s->kind->name, "employment_plan") == 0 ||
           strcmp(s->kind->name, "support_plan") == 0;
}

static int read_parts(struct parts *p, size_t most, struct error *err)
{
    struct buf days = BUF_ZERO;
    part_days(&days, p->catalogue);
    int status = buf_ok(&days, err);
    if (status == 0) {
        struct store_cell parameters[] = {store_text(p->home), store_text(buf_text(&days)),
                                          store_integer((int64_t)most)};
        status = store_query(p->ui->store, "page_parts", parameters, 3, keep_row, p, err);
    }
    buf_free(&days);
    return status;
}

int sheet_add_parts(struct sheet *s, struct ui *ui, const struct record *r, struct error *err)
{
    struct parts p = {.sheet = s,
                      .ui = ui,
                      .catalogue = store_catalogue(ui->store),
                      .of = s->kind,
                      .home = r->id};
    int status = read_parts(&p, s->areas ? AREA_SHOWN : is_plan(s) ? WHOLE_SHOWN : FLAT_SHOWN, err);
    if (status == 0) {
        status = s->areas ? add_areas(&p, err) : add_flat(&p, err);
    }
    drop_parts(&p);
    return status;
}

int sheet_add_beside(struct sheet *s, struct ui *ui, struct error *err)
{
    struct parts p = {.sheet = s,
                      .ui = ui,
                      .catalogue = store_catalogue(ui->store),
                      .of = s->beside_kind,
                      .home = s->beside,
                      .beside = true};
    struct met met;
    size_t heading = s->count;
    int status = read_parts(&p, AREA_SHOWN + 1, err); /* the page's own may be among them */
    status = status == 0 ? add_heading(&p, "At the same job", NULL, err) : status;
    status = status == 0 ? add_kinds(&p, NULL, &met, err) : status;
    status = status == 0 ? count_records(&p, heading, met.records, err) : status;
    drop_parts(&p);
    return status;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading a record into items. Sections come in the catalogue's order, answered fields first; what
 * a section does not answer yet is one line, so that gaps are seen and never in the way.
 */
#include "sheet_make_int.h"

#include "inwork/base/error.h"
#include "inwork/model/answer_source.h"
#include "inwork/model/field.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "show_int.h"
#include "ui_int.h"

static void drop_items(struct sheet *s)
{
    for (size_t i = 0; i < s->count; i++) {
        free(s->items[i].text);
        free(s->items[i].name);
        free(s->items[i].caption);
    }
    s->count = 0;
    free(s->title);
    s->title = NULL;
}

void sheet_clear(struct sheet *s)
{
    drop_items(s);
    free(s->items);
    *s = (struct sheet){0};
}

struct sheet_item *sheet_add(struct sheet *s, enum sheet_type type, const char *label,
                             struct error *err)
{
    if (s->items == NULL || s->count == s->room) {
        size_t room = s->room > 0 ? s->room * 2 : 64;
        struct sheet_item *items = realloc(s->items, room * sizeof *items);
        if (items == NULL) {
            (void)error_memory(err);
            return NULL;
        }
        s->items = items;
        s->room = room;
    }
    struct sheet_item *item = &s->items[s->count++];
    *item = (struct sheet_item){.type = type, .label = label};
    return item;
}

void sheet_drop_last(struct sheet *s)
{
    struct sheet_item *last = &s->items[--s->count];
    free(last->text);
    free(last->name);
    free(last->caption);
}

int sheet_add_notice(struct sheet *s, const char *text, struct error *err)
{
    struct sheet_item *item = sheet_add(s, SHEET_NOTICE, "", err);
    if (item == NULL || (item->text = strdup(text)) == NULL) {
        return error_memory(err);
    }
    return 0;
}

static int add_field(struct sheet *s, struct ui *ui, const struct catalogue_field *f,
                     const struct record_field *answer, struct error *err)
{
    struct sheet_item *item = sheet_add(s, SHEET_FIELD, f != NULL ? f->label : "", err);
    if (item == NULL) {
        return error_memory(err);
    }
    item->field = f;
    item->name = strdup(f != NULL ? f->name : answer->name);
    struct buf text = BUF_ZERO;
    for (size_t i = 0; answer != NULL && i < answer->head_count; i++) {
        if (answer->head_count > 1) {
            buf_printf(&text, "%s%s: ", i > 0 ? "\n" : "", answer->heads[i].by);
        }
        show_value(ui, &text, f, &answer->heads[i].value);
    }
    if (answer != NULL && f != NULL && f->type == FIELD_REFERENCE && answer->head_count == 1 &&
        answer->heads[0].value.type == VALUE_TEXT &&
        strlen(answer->heads[0].value.text) < sizeof item->id) {
        memcpy(item->id, answer->heads[0].value.text, strlen(answer->heads[0].value.text) + 1);
    }
    item->conflict = answer != NULL && answer->head_count > 1;
    s->conflicts += item->conflict;
    s->answered += text.len > 0;
    buf_reserve(&text, 1);
    item->text = buf_take(&text);
    if (f == NULL) {
        item->label = item->name;
    }
    return item->name != NULL && item->text != NULL ? 0 : error_memory(err);
}

static bool answered(const struct record_field *f)
{
    if (f == NULL || f->head_count == 0) {
        return false;
    }
    const struct value *v = &f->heads[0].value;
    return f->head_count > 1 || (v->type == VALUE_TEXT && v->text[0] != '\0') ||
           (v->type == VALUE_LIST && v->count > 0);
}

/* "Testy Specialist, 3 Mar; from: The client, Employer", for the answer just added. */
static int add_origin(struct sheet *s, struct ui *ui, const struct record_field *answer,
                      const struct answer_sources *sources, struct error *err)
{
    struct sheet_item *item = &s->items[s->count - 1];
    const struct catalogue_field *known = NULL;
    struct buf text = BUF_ZERO;
    if (!answered(answer) || answer->head_count > 1) {
        return 0;
    }
    buf_printf(&text, "%s, ", answer->heads[0].by);
    show_when(&text, store_now(ui->store), answer->heads[0].at);
    const struct value *source = answer_source(sources, answer->name, &known);
    if (source != NULL) {
        buf_add(&text, "; from: ");
        show_value(ui, &text, known, source);
    }
    if (item->field != NULL && field_is_restricted(s->kind, item->field)) {
        buf_add(&text, "; restricted");
    }
    int status = buf_ok(&text, err);
    item->caption = status == 0 ? buf_take(&text) : NULL;
    buf_free(&text);
    return status;
}

/* Which answers of a section there are to show. */
static size_t count_answers(const struct sheet *s, const struct record *r, const char *section)
{
    size_t n = 0;
    for (size_t i = 0; i < s->kind->field_count; i++) {
        const struct catalogue_field *f = &s->kind->fields[i];
        n += strcmp(f->section, section) == 0 && answered(record_field(r, f->name));
    }
    return n;
}

/* What a section does not answer yet, as one item named `label`. */
static int add_gaps(struct sheet *s, const struct record *r, const char *section, const char *label,
                    struct error *err)
{
    struct buf gaps = BUF_ZERO;
    const struct catalogue_field *first = NULL;
    for (size_t i = 0; i < s->kind->field_count; i++) {
        const struct catalogue_field *f = &s->kind->fields[i];
        if (strcmp(f->section, section) == 0 && !answered(record_field(r, f->name))) {
            buf_printf(&gaps, "%s%s", first != NULL ? ", " : "", f->label);
            first = first == NULL ? f : first;
        }
    }
    int status = 0;
    if (first != NULL) {
        struct sheet_item *item = sheet_add(s, SHEET_GAPS, label, err);
        if (item != NULL) {
            item->field = first;
            item->text = buf_take(&gaps);
        }
        status = item != NULL && item->text != NULL ? 0 : error_memory(err);
    }
    buf_free(&gaps);
    return status;
}

/* A section's heading says how far along it is, and whether it is restricted; where the area above
 * it has its name, that does. */
static int add_section_heading(struct sheet *s, const struct record *r, const char *name,
                               const char *title, struct error *err)
{
    size_t all = 0;
    for (size_t i = 0; i < s->kind->field_count; i++) {
        all += strcmp(s->kind->fields[i].section, name) == 0;
    }
    struct sheet_item *above = s->count > 0 ? &s->items[s->count - 1] : NULL;
    bool said = above != NULL && above->type == SHEET_AREA && strcmp(above->label, title) == 0;
    struct sheet_item *heading = said ? above : sheet_add(s, SHEET_HEADING, title, err);
    if (heading == NULL || s->preview || heading->text != NULL) {
        return heading != NULL ? 0 : error_memory(err);
    }
    struct buf text = BUF_ZERO;
    buf_printf(&text, "%zu of %zu answered%s", count_answers(s, r, name), all,
               field_section_is_restricted(s->kind, name) ? ", restricted" : "");
    heading->text = buf_take(&text);
    return heading->text != NULL ? 0 : error_memory(err);
}

/* Strengths come first, wherever the catalogue has them. */
static bool leads(const struct catalogue_field *f)
{
    return strcmp(f->name, "strengths_summary") == 0;
}

static int add_section(struct sheet *s, struct ui *ui, const struct record *r, const char *name,
                       const char *title, bool all, const struct answer_sources *sources,
                       struct error *err)
{
    bool any = false;
    int status = 0;
    if (!all && count_answers(s, r, name) == 0) {
        return 0; /* named below, among what is not begun */
    }
    size_t count = s->kind->field_count;
    for (size_t n = 0; n < 2 * count && status == 0; n++) {
        const struct catalogue_field *f = &s->kind->fields[n < count ? n : n - count];
        const struct record_field *answer = record_field(r, f->name);
        if (strcmp(f->section, name) != 0 || (!all && !answered(answer)) ||
            leads(f) != (n < count)) {
            continue;
        }
        if (!any && add_section_heading(s, r, name, title, err) != 0) {
            return error_memory(err);
        }
        any = true;
        status = add_field(s, ui, f, answer, err);
        status = status == 0 ? add_origin(s, ui, answer, sources, err) : status;
    }
    return status == 0 && !all && !s->preview ? add_gaps(s, r, name, "", err) : status;
}

static int add_sections(struct sheet *s, struct ui *ui, const struct record *r, bool all,
                        struct error *err)
{
    struct answer_sources *sources = NULL;
    int status = answer_sources_read(&sources, ui->store, r, err);
    if (status == 0) {
        status = add_section(s, ui, r, "", s->kind->title, all, sources, err);
    }
    for (size_t i = 0; i < s->kind->section_count && status == 0; i++) {
        const struct catalogue_section *section = &s->kind->sections[i];
        status = add_section(s, ui, r, section->name, section->title, all, sources, err);
    }
    answer_sources_free(sources);
    return status;
}

/* Sections nobody has begun: a line each, after everything there is. */
static int add_not_begun(struct sheet *s, const struct record *r, struct error *err)
{
    size_t heading = s->count;
    int status = 0;
    if (sheet_add(s, SHEET_HEADING, "Not begun yet", err) == NULL) {
        return error_memory(err);
    }
    for (size_t i = 0; i < s->kind->section_count && status == 0; i++) {
        const struct catalogue_section *section = &s->kind->sections[i];
        if (count_answers(s, r, section->name) == 0) {
            status = add_gaps(s, r, section->name, section->title, err);
        }
    }
    if (s->count == heading + 1) {
        s->count = heading;
    }
    return status;
}

/* The heading of the area the record's own answers are in. */
static int add_own_area(struct sheet *s, struct ui *ui, struct error *err)
{
    const struct catalogue *c = store_catalogue(ui->store);
    for (size_t i = 0; i < c->area_count; i++) {
        if (strcmp(c->areas[i].name, s->kind->area) == 0) {
            struct sheet_item *item = sheet_add(s, SHEET_AREA, c->areas[i].title, err);
            if (item == NULL) {
                return error_memory(err);
            }
            item->area = &c->areas[i];
        }
    }
    return 0;
}

static int add_all(struct sheet *s, struct ui *ui, const struct record *r, bool all,
                   struct error *err)
{
    int status = 0;
    bool named = sheet_find_beside(s, ui, r);
    s->areas = s->kind != NULL && !s->preview &&
               (s->beside_kind != NULL || sheet_wants_areas(store_catalogue(ui->store), s->kind));
    if (r->struck) {
        status = sheet_add_notice(
            s,
            r->changed_after_struck ? "Struck, and changed after it was struck. History tells why."
                                    : "Struck: entered by mistake. History tells why.",
            err);
    }
    if (status == 0 && s->areas) {
        status = add_own_area(s, ui, err);
    }
    if (status == 0 && s->kind != NULL) {
        status = add_sections(s, ui, r, all, err);
    }
    /* What a newer program wrote: shown raw. */
    for (size_t i = 0; i < r->field_count && status == 0; i++) {
        const struct record_field *f = &r->fields[i];
        if (f->name[0] != '_' && (s->kind == NULL || catalogue_field(s->kind, f->name) == NULL)) {
            status = add_field(s, ui, NULL, f, err);
        }
    }
    if (status == 0 && s->kind != NULL && !s->preview) {
        status = sheet_add_parts(s, ui, r, err);
        if (status == 0 && s->beside_kind != NULL) {
            status = sheet_add_beside(s, ui, err);
        } else if (status == 0 && !named) {
            status = sheet_add_notice(
                s, "Which job? Once it is named here (e), what belongs to it stands below.", err);
        }
        status = status == 0 ? sheet_add_extra(s, ui, r, err) : status;
        if (status == 0 && !all) {
            status = add_not_begun(s, r, err);
        }
    }
    return status;
}

/* What the mark is on, told so that it is known again when the record was read anew. */
struct marked {
    enum sheet_type type;
    char id[RECORD_ID_TEXT];
    char name[96];
    const char *section; /* the catalogue's */
    const struct catalogue_kind *kind;
    const struct catalogue_area *area;
    bool beside;
};

static struct marked mark_of(const struct sheet_item *item)
{
    struct marked m = {
        .type = item->type, .kind = item->kind, .area = item->area, .beside = item->beside};
    if (item->type == SHEET_PART) {
        memcpy(m.id, item->id, sizeof m.id);
    }
    ui_copy(m.name, sizeof m.name, item->name != NULL ? item->name : "");
    m.section = item->type == SHEET_GAPS && item->field != NULL ? item->field->section : "";
    return m;
}

static bool same_mark(const struct marked *a, const struct marked *b)
{
    return a->type == b->type && strcmp(a->id, b->id) == 0 && strcmp(a->name, b->name) == 0 &&
           strcmp(a->section, b->section) == 0 && a->kind == b->kind && a->area == b->area &&
           a->beside == b->beside;
}

/* The nearest item that is the same, if there is one; for a part that newer ones have pushed off
 * the page, the line that leads to all of its kind. */
static void mark_again(struct sheet *s, const struct marked *was)
{
    size_t best = SIZE_MAX;
    size_t more = SIZE_MAX;
    size_t to = s->selected;
    for (size_t i = 0; i < s->count; i++) {
        struct marked now = mark_of(&s->items[i]);
        size_t far = i > s->selected ? i - s->selected : s->selected - i;
        if (far < best && same_mark(was, &now)) {
            best = far;
            to = i;
        }
        bool all = was->type == SHEET_PART && now.type == SHEET_MORE && now.kind == was->kind &&
                   now.beside == was->beside;
        more = all ? i : more;
    }
    s->selected = best == SIZE_MAX && more != SIZE_MAX ? more : to;
}

int sheet_read(struct sheet *s, struct ui *ui, const char *id, bool all, struct error *err)
{
    struct record r = {0};
    int status = store_record(ui->store, id, &r, err);
    if (status != 0) {
        record_clear(&r);
        return status;
    }
    bool same = strcmp(s->id, r.id) == 0;
    bool any = same && s->selected < s->count;
    struct marked was = {0};
    if (any) {
        was = mark_of(&s->items[s->selected]);
    }
    drop_items(s);
    s->conflicts = s->answered = 0;
    memcpy(s->id, r.id, sizeof s->id);
    s->title = strdup(r.title != NULL ? r.title : "");
    s->kind = catalogue_kind(store_catalogue(ui->store), r.kind);
    s->struck = r.struck;
    s->sent = r.sent;
    status = s->title != NULL ? add_all(s, ui, &r, all, err) : error_memory(err);
    if (!same) {
        s->selected = 0;
        s->top = 0;
    }
    if (any) {
        mark_again(s, &was);
    }
    if (s->selected >= s->count) {
        s->selected = s->count > 0 ? s->count - 1 : 0;
    }
    while (
        s->selected + 1 < s->count && /* what the mark was on may be gone, or elsewhere */
        (s->items[s->selected].type == SHEET_HEADING || s->items[s->selected].type == SHEET_AREA)) {
        s->selected++;
    }
    record_clear(&r);
    return status;
}

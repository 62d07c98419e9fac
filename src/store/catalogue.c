/* SPDX-License-Identifier: GPL-3.0-or-later
 * The catalogue as the rest of the program sees it, read once from its tables into memory.
 */
#include "inwork/store/catalogue.h"

#include "inwork/base/error.h"
#include "store_int.h"

#define ARENA_BLOCK 32768

/* Texts live in blocks that are freed together. */
struct arena_block {
    struct arena_block *next;
    size_t used;
    char bytes[ARENA_BLOCK];
};

struct catalogue_memory {
    struct catalogue catalogue;
    struct catalogue_area *areas;
    struct catalogue_kind *kinds;
    struct catalogue_section *sections;
    struct catalogue_field *fields;
    struct catalogue_choice *choices;
    struct arena_block *texts;
};

static const char *const type_names[] = {
    [FIELD_TEXT] = "text",
    [FIELD_LONG_TEXT] = "long_text",
    [FIELD_DATE] = "date",
    [FIELD_TIME] = "time",
    [FIELD_YES_NO] = "yes_no",
    [FIELD_ONE_OF] = "one_of",
    [FIELD_SEVERAL_OF] = "several_of",
    [FIELD_NUMBER] = "number",
    [FIELD_MONEY] = "money",
    [FIELD_PHONE] = "phone",
    [FIELD_EMAIL] = "email",
    [FIELD_REFERENCE] = "reference",
};
#define TYPE_COUNT (sizeof type_names / sizeof type_names[0])

const char *field_type_name(enum field_type type)
{
    return type_names[type];
}

int field_type_parse(const char *name)
{
    for (size_t i = 0; i < TYPE_COUNT; i++)
        if (strcmp(type_names[i], name) == 0)
            return (int)i;
    return -1;
}

const struct catalogue_kind *catalogue_kind(const struct catalogue *c, const char *name)
{
    for (size_t i = 0; i < c->kind_count; i++)
        if (strcmp(c->kinds[i].name, name) == 0)
            return &c->kinds[i];
    return NULL;
}

bool catalogue_fits(const struct catalogue_kind *k, const char *compartment)
{
    if (!k || strcmp(k->compartment, compartment) == 0)
        return !k || strcmp(compartment, COMPARTMENT_SUPERVISION) != 0;
    size_t n = strlen(COMPARTMENT_SUPERVISION);
    return strcmp(k->compartment, COMPARTMENT_SUPERVISION) == 0 &&
           strncmp(compartment, COMPARTMENT_SUPERVISION "-", n + 1) == 0 && compartment[n + 1];
}

const struct catalogue_field *catalogue_field(const struct catalogue_kind *k, const char *name)
{
    for (size_t i = 0; k && i < k->field_count; i++)
        if (strcmp(k->fields[i].name, name) == 0)
            return &k->fields[i];
    return NULL;
}

void catalogue_memory_free(struct catalogue_memory *c)
{
    if (!c)
        return;
    while (c->texts) {
        struct arena_block *block = c->texts;
        c->texts = block->next;
        free(block);
    }
    free(c->areas);
    free(c->kinds);
    free(c->sections);
    free(c->fields);
    free(c->choices);
    free(c);
}

/* A copy that lives as long as the catalogue; NULL when memory ran out or the text is absurd. */
static const char *keep(struct catalogue_memory *c, const char *text)
{
    size_t n = strlen(text) + 1;
    if (n == 1)
        return "";
    if (n > ARENA_BLOCK)
        return NULL;
    if (!c->texts || c->texts->used + n > ARENA_BLOCK) {
        struct arena_block *block = malloc(sizeof *block);
        if (!block)
            return NULL;
        block->next = c->texts;
        block->used = 0;
        c->texts = block;
    }
    char *copy = c->texts->bytes + c->texts->used;
    memcpy(copy, text, n);
    c->texts->used += n;
    return copy;
}

/* The text of a column, kept; clears *ok on failure. */
static const char *keep_column(struct catalogue_memory *c, sqlite3_stmt *stmt, int i, bool *ok)
{
    const char *text = keep(c, column_text(stmt, i));
    if (!text)
        *ok = false;
    return text ? text : "";
}

enum { COUNT_KINDS, COUNT_SECTIONS, COUNT_FIELDS, COUNT_CHOICES, COUNT_AREAS, COUNTS };

static int count_rows(struct store *s, size_t counts[COUNTS], struct error *err)
{
    sqlite3_stmt *stmt = statement_take(s,
                                        "SELECT (SELECT count(*) FROM catalogue_kind),"
                                        " (SELECT count(*) FROM catalogue_section),"
                                        " (SELECT count(*) FROM catalogue_field),"
                                        " (SELECT count(*) FROM catalogue_choice),"
                                        " (SELECT count(*) FROM catalogue_area)",
                                        err);
    if (!stmt)
        return statement_failed(err);
    int rc = statement_step(s, stmt, err);
    for (int i = 0; i < COUNTS; i++)
        counts[i] = rc > 0 ? (size_t)sqlite3_column_int64(stmt, i) : 0;
    statement_give(s, stmt);
    return rc < 0 ? rc : 0;
}

static int load_areas(struct store *s, struct catalogue_memory *c, size_t room, struct error *err)
{
    sqlite3_stmt *stmt = statement_take(
        s, "SELECT name, title, help FROM catalogue_area ORDER BY position, name", err);
    if (!stmt)
        return statement_failed(err);
    bool ok = true;
    size_t n = 0;
    int rc;
    while ((rc = statement_step(s, stmt, err)) > 0 && n < room && ok) {
        c->areas[n++] = (struct catalogue_area){
            .name = keep_column(c, stmt, 0, &ok),
            .title = keep_column(c, stmt, 1, &ok),
            .help = keep_column(c, stmt, 2, &ok),
        };
    }
    statement_give(s, stmt);
    c->catalogue.areas = c->areas;
    c->catalogue.area_count = n;
    return rc < 0 ? rc : ok ? 0 : error_memory(err);
}

static int load_kinds(struct store *s, struct catalogue_memory *c, size_t room, struct error *err)
{
    sqlite3_stmt *stmt =
        statement_take(s,
                       "SELECT name, title, plural, compartment, parent, help, title_fields, area "
                       "FROM catalogue_kind ORDER BY position, name",
                       err);
    if (!stmt)
        return statement_failed(err);
    bool ok = true;
    size_t n = 0;
    int rc;
    while ((rc = statement_step(s, stmt, err)) > 0 && n < room && ok) {
        c->kinds[n++] = (struct catalogue_kind){
            .name = keep_column(c, stmt, 0, &ok),
            .title = keep_column(c, stmt, 1, &ok),
            .plural = keep_column(c, stmt, 2, &ok),
            .compartment = keep_column(c, stmt, 3, &ok),
            .parent = keep_column(c, stmt, 4, &ok),
            .help = keep_column(c, stmt, 5, &ok),
            .title_fields = keep_column(c, stmt, 6, &ok),
            .area = keep_column(c, stmt, 7, &ok),
        };
    }
    statement_give(s, stmt);
    c->catalogue.kinds = c->kinds;
    c->catalogue.kind_count = n;
    return rc < 0 ? rc : ok ? 0 : error_memory(err);
}

/* Rows come sorted by kind; consecutive ones mostly belong to the same. */
static struct catalogue_kind *kind_of(struct catalogue_memory *c, const char *name, size_t *hint)
{
    for (size_t i = 0; i < c->catalogue.kind_count; i++) {
        size_t at = (*hint + i) % c->catalogue.kind_count;
        if (strcmp(c->kinds[at].name, name) == 0) {
            *hint = at;
            return &c->kinds[at];
        }
    }
    return NULL;
}

static int load_sections(struct store *s, struct catalogue_memory *c, size_t room,
                         struct error *err)
{
    sqlite3_stmt *stmt = statement_take(s,
                                        "SELECT kind, name, title, help, sensitive "
                                        "FROM catalogue_section ORDER BY kind, position, name",
                                        err);
    if (!stmt)
        return statement_failed(err);
    bool ok = true;
    size_t n = 0, hint = 0;
    int rc;
    while ((rc = statement_step(s, stmt, err)) > 0 && n < room && ok) {
        struct catalogue_kind *k = kind_of(c, column_text(stmt, 0), &hint);
        if (!k)
            continue;
        if (!k->sections)
            k->sections = &c->sections[n];
        k->section_count++;
        c->sections[n++] = (struct catalogue_section){
            .name = keep_column(c, stmt, 1, &ok),
            .title = keep_column(c, stmt, 2, &ok),
            .help = keep_column(c, stmt, 3, &ok),
            .sensitive = sqlite3_column_int(stmt, 4) != 0,
        };
    }
    statement_give(s, stmt);
    return rc < 0 ? rc : ok ? 0 : error_memory(err);
}

static int load_fields(struct store *s, struct catalogue_memory *c, size_t room, struct error *err)
{
    sqlite3_stmt *stmt = statement_take(
        s,
        "SELECT f.kind, f.name, f.label, f.section, f.help, f.type, f.target, f.required, "
        "f.sensitive OR coalesce(n.sensitive, 0), f.initial "
        "FROM catalogue_field f LEFT JOIN catalogue_section n ON n.kind = f.kind "
        "AND n.name = f.section ORDER BY f.kind, f.position, f.name",
        err);
    if (!stmt)
        return statement_failed(err);
    bool ok = true;
    size_t n = 0, hint = 0;
    int rc;
    while ((rc = statement_step(s, stmt, err)) > 0 && n < room && ok) {
        struct catalogue_kind *k = kind_of(c, column_text(stmt, 0), &hint);
        int type = field_type_parse(column_text(stmt, 5));
        if (!k || type < 0)
            continue;
        if (!k->fields)
            k->fields = &c->fields[n];
        k->field_count++;
        c->fields[n++] = (struct catalogue_field){
            .name = keep_column(c, stmt, 1, &ok),
            .label = keep_column(c, stmt, 2, &ok),
            .section = keep_column(c, stmt, 3, &ok),
            .help = keep_column(c, stmt, 4, &ok),
            .type = (enum field_type)type,
            .target = keep_column(c, stmt, 6, &ok),
            .required = sqlite3_column_int(stmt, 7) != 0,
            .sensitive = sqlite3_column_int(stmt, 8) != 0,
            .initial = keep_column(c, stmt, 9, &ok),
        };
    }
    statement_give(s, stmt);
    return rc < 0 ? rc : ok ? 0 : error_memory(err);
}

static int load_choices(struct store *s, struct catalogue_memory *c, size_t room, struct error *err)
{
    sqlite3_stmt *stmt = statement_take(s,
                                        "SELECT kind, field, value, label FROM catalogue_choice "
                                        "ORDER BY kind, field, position, value",
                                        err);
    if (!stmt)
        return statement_failed(err);
    bool ok = true;
    size_t n = 0, hint = 0;
    struct catalogue_field *field = NULL;
    const struct catalogue_kind *kind = NULL;
    int rc;
    while ((rc = statement_step(s, stmt, err)) > 0 && n < room && ok) {
        if (!kind || strcmp(kind->name, column_text(stmt, 0)) != 0) {
            kind = kind_of(c, column_text(stmt, 0), &hint);
            field = NULL;
        }
        if (!field || strcmp(field->name, column_text(stmt, 1)) != 0) {
            const struct catalogue_field *found = catalogue_field(kind, column_text(stmt, 1));
            field = found ? &c->fields[found - c->fields] : NULL;
        }
        if (!field)
            continue;
        if (!field->choices)
            field->choices = &c->choices[n];
        field->choice_count++;
        c->choices[n++] =
            (struct catalogue_choice){keep_column(c, stmt, 2, &ok), keep_column(c, stmt, 3, &ok)};
    }
    statement_give(s, stmt);
    return rc < 0 ? rc : ok ? 0 : error_memory(err);
}

int store_catalogue_load(struct store *s, struct error *err)
{
    if (s->catalogue)
        return 0;
    struct catalogue_memory *c = calloc(1, sizeof *c);
    if (!c)
        return error_memory(err);
    size_t counts[COUNTS] = {0};
    bool began;
    int rc = store_read_begin(s, &began, err);
    if (rc < 0)
        goto out;
    rc = count_rows(s, counts, err);
    if (rc < 0)
        goto out;
    c->areas = calloc(counts[COUNT_AREAS] + 1, sizeof *c->areas);
    c->kinds = calloc(counts[COUNT_KINDS] + 1, sizeof *c->kinds);
    c->sections = calloc(counts[COUNT_SECTIONS] + 1, sizeof *c->sections);
    c->fields = calloc(counts[COUNT_FIELDS] + 1, sizeof *c->fields);
    c->choices = calloc(counts[COUNT_CHOICES] + 1, sizeof *c->choices);
    if (!c->areas || !c->kinds || !c->sections || !c->fields || !c->choices) {
        rc = error_memory(err);
        goto out;
    }
    rc = load_areas(s, c, counts[COUNT_AREAS], err);
    if (rc == 0)
        rc = load_kinds(s, c, counts[COUNT_KINDS], err);
    if (rc == 0)
        rc = load_sections(s, c, counts[COUNT_SECTIONS], err);
    if (rc == 0)
        rc = load_fields(s, c, counts[COUNT_FIELDS], err);
    if (rc == 0)
        rc = load_choices(s, c, counts[COUNT_CHOICES], err);
out:
    store_read_end(s, began);
    if (rc == 0)
        s->catalogue = c;
    else
        catalogue_memory_free(c);
    return rc;
}

const struct catalogue *store_catalogue(struct store *s)
{
    static const struct catalogue empty = {0};
    return store_catalogue_load(s, NULL) == 0 ? &s->catalogue->catalogue : &empty;
}

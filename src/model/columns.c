/* SPDX-License-Identifier: GPL-3.0-or-later
 * Columns of tables, from the catalogue.
 */
#include "inwork/model/columns.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "inwork/store/catalogue.h"

struct chosen {
    const struct catalogue_field **fields;
    size_t count, most;
    const struct catalogue_field *without;
    const char *parent; /* the field of what each belongs to, or "" */
};

static void add(struct chosen *c, const struct catalogue_field *field)
{
    if (!field || field == c->without || c->count >= c->most || strcmp(field->name, c->parent) == 0)
        return;
    for (size_t i = 0; i < c->count; i++)
        if (c->fields[i] == field)
            return;
    c->fields[c->count++] = field;
}

static bool is_short(const struct catalogue_field *field)
{
    switch (field->type) {
    case FIELD_LONG_TEXT:
    case FIELD_PHONE:
    case FIELD_EMAIL:
    case FIELD_SEVERAL_OF:
        return false;
    default:
        return !field->sensitive;
    }
}

size_t columns_choose(const struct catalogue_field **out, size_t most,
                      const struct catalogue_kind *kind, const struct catalogue_field *without)
{
    struct chosen c = {out, 0, most, without, kind->parent};
    for (const char *at = kind->title_fields; *at != '\0';) {
        size_t n = strcspn(at, ",");
        char name[64];
        (void)snprintf(name, sizeof name, "%.*s", (int)(n < 63 ? n : 63), at);
        add(&c, catalogue_field(kind, name));
        at += at[n] == ',' ? n + 1 : n;
    }
    for (size_t i = 0; i < kind->field_count; i++)
        if (is_short(&kind->fields[i]))
            add(&c, &kind->fields[i]);
    return c.count;
}

const struct catalogue_field *columns_part_by(const struct catalogue_kind *part,
                                              const struct catalogue_kind *whole)
{
    if (strcmp(part->parent, whole->name) == 0)
        return catalogue_field(part, part->parent);
    bool step = strcmp(part->name, "plan_step") == 0 && strcmp(whole->name, "employment_plan") == 0;
    return step ? catalogue_field(part, whole->name) : NULL;
}

size_t columns_part_kinds(const struct catalogue *c, const struct catalogue_kind *kind)
{
    size_t n = 0;
    for (size_t i = 0; i < c->kind_count; i++)
        n += columns_part_by(&c->kinds[i], kind) != NULL;
    return n;
}

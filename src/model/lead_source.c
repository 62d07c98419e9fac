/* SPDX-License-Identifier: GPL-3.0-or-later
 * Counting leads by their source.
 */
#include "inwork/model/lead_source.h"

#include <stdlib.h>
#include <string.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"

struct counting {
    struct lead_sources *out;
    const struct catalogue_field *field; /* lead.source_kind */
};

/* A source that a newer program knows stands under the name that it has in the records. */
static const char *label_of(const struct catalogue_field *f, const char *code)
{
    if (code[0] == '\0')
        return "Source not written";
    for (size_t i = 0; f && i < f->choice_count; i++)
        if (strcmp(f->choices[i].value, code) == 0)
            return f->choices[i].label;
    return code;
}

static struct lead_source *find(struct lead_sources *l, const char *code)
{
    for (size_t i = 0; i < l->count; i++)
        if (strcmp(l->items[i].code, code) == 0)
            return &l->items[i];
    return NULL;
}

static int add(struct counting *c, const char *code, struct error *err)
{
    struct lead_sources *l = c->out;
    struct lead_source *grown = realloc(l->items, (l->count + 1) * sizeof *grown);
    if (!grown)
        return error_memory(err);
    l->items = grown;
    struct lead_source *s = &l->items[l->count++];
    *s = (struct lead_source){.code = strdup(code), .label = strdup(label_of(c->field, code))};
    return s->code && s->label ? 0 : error_memory(err);
}

static int count_lead(const struct record *r, void *payload, struct error *err)
{
    struct counting *c = payload;
    const char *code = record_text(r, "source_kind"), *state = record_text(r, "state");
    if (!find(c->out, code)) {
        int status = add(c, code, err);
        if (status < 0)
            return status;
    }
    struct lead_source *s = find(c->out, code);
    s->leads++;
    s->filled += strcmp(state, "filled") == 0;
    s->gone += strcmp(state, "gone") == 0;
    c->out->leads++;
    return 0;
}

static int most_first(const void *a, const void *b)
{
    const struct lead_source *x = a, *y = b;
    if ((x->code[0] == '\0') != (y->code[0] == '\0'))
        return x->code[0] == '\0' ? 1 : -1;
    if (x->leads != y->leads)
        return x->leads > y->leads ? -1 : 1;
    int labelled = strcmp(x->label, y->label);
    return labelled != 0 ? labelled : strcmp(x->code, y->code);
}

int lead_sources_read(struct lead_sources *out, struct store *s, const char *member,
                      struct error *err)
{
    const struct catalogue_kind *kind = catalogue_kind(store_catalogue(s), "lead");
    struct counting c = {out, kind ? catalogue_field(kind, "source_kind") : NULL};
    const struct list_filter followed = {"member", member};
    const struct list_request request = {
        .kind = "lead", .filters = &followed, .filter_count = member ? 1 : 0};
    *out = (struct lead_sources){0};
    int status = store_list(s, &request, count_lead, &c, err);
    if (status < 0)
        lead_sources_clear(out);
    else if (out->count > 1)
        qsort(out->items, out->count, sizeof *out->items, most_first);
    return status;
}

void lead_sources_clear(struct lead_sources *l)
{
    for (size_t i = 0; i < l->count; i++) {
        free(l->items[i].code);
        free(l->items[i].label);
    }
    free(l->items);
    *l = (struct lead_sources){0};
}

void lead_source_describe(struct buf *out, const struct lead_source *s)
{
    const struct {
        const char *word;
        size_t count;
    } parts[] = {
        {"open", s->leads - s->filled - s->gone}, {"filled", s->filled}, {"gone", s->gone}};
    const char *before = ": ";
    buf_printf(out, "%zu %s", s->leads, s->leads == 1 ? "lead" : "leads");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i].count > 0) {
            buf_printf(out, "%s%zu %s", before, parts[i].count, parts[i].word);
            before = ", ";
        }
    }
}

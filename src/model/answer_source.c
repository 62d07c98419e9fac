/* SPDX-License-Identifier: GPL-3.0-or-later
 * The source of each answer, by going through the record's history once.
 */
#include "inwork/model/answer_source.h"

#include <stdlib.h>
#include <string.h>

#include "inwork/base/error.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"

/* What a section's "Who said so" says at one time. */
struct source {
    const struct catalogue_field *field;
    struct value now;
};
struct answer {
    const struct record_field *field; /* of the record */
    struct source *source;            /* its section's */
    struct value from;
};
struct answer_sources {
    struct source *sources;
    struct answer *answers;
    size_t source_count, answer_count;
};

static bool asks_for_source(const struct catalogue_field *f)
{
    static const char end[] = "_source";
    size_t n = strlen(f->name), m = sizeof end - 1;
    return f->type == FIELD_SEVERAL_OF && n > m && strcmp(f->name + n - m, end) == 0;
}

static struct source *source_in(const struct answer_sources *a, const char *section)
{
    for (size_t i = 0; i < a->source_count; i++)
        if (strcmp(a->sources[i].field->section, section) == 0)
            return &a->sources[i];
    return NULL;
}

static bool empty(const struct value *v)
{
    return v->type == VALUE_NULL || (v->type == VALUE_LIST && v->count == 0);
}

/* Of an entry: first what it says of sources, which holds for its own answers too. */
static int take_step(const struct history_step *step, void *payload, struct error *err)
{
    struct answer_sources *a = payload;
    int status = 0;
    if (!step->counted)
        return 0;
    for (size_t i = 0; status == 0 && i < step->count; i++)
        for (size_t k = 0; k < a->source_count; k++)
            if (strcmp(a->sources[k].field->name, step->set[i].field) == 0) {
                value_clear(&a->sources[k].now);
                status = value_copy(&a->sources[k].now, step->set[i].to, err);
            }
    for (size_t i = 0; status == 0 && i < a->answer_count; i++) {
        struct answer *x = &a->answers[i];
        if (x->field->head_count == 1 && strcmp(x->field->heads[0].entry, step->entry) == 0)
            status = value_copy(&x->from, &x->source->now, err);
    }
    return status;
}

static int prepare(struct answer_sources *a, const struct record *r,
                   const struct catalogue_kind *kind, struct error *err)
{
    a->sources = calloc(kind->field_count + 1, sizeof *a->sources);
    a->answers = calloc(r->field_count + 1, sizeof *a->answers);
    if (!a->sources || !a->answers)
        return error_memory(err);
    for (size_t i = 0; i < kind->field_count; i++)
        if (asks_for_source(&kind->fields[i]))
            a->sources[a->source_count++].field = &kind->fields[i];
    for (size_t i = 0; i < r->field_count; i++) {
        const struct catalogue_field *f = catalogue_field(kind, r->fields[i].name);
        struct source *source = f ? source_in(a, f->section) : NULL;
        if (source && source->field != f)
            a->answers[a->answer_count++] = (struct answer){&r->fields[i], source, {0}};
    }
    return 0;
}

int answer_sources_read(struct answer_sources **out, struct store *s, const struct record *r,
                        struct error *err)
{
    const struct catalogue_kind *kind = catalogue_kind(store_catalogue(s), r->kind);
    struct answer_sources *a = calloc(1, sizeof *a);
    *out = NULL;
    int status = a ? 0 : error_memory(err);
    if (status == 0 && kind)
        status = prepare(a, r, kind, err);
    if (status == 0 && a->source_count > 0 && a->answer_count > 0) {
        status = store_history(s, r->id, NULL, take_step, a, err);
        if (status == 0) {
            *out = a;
            return 0;
        }
    }
    answer_sources_free(a);
    return status;
}

const struct value *answer_source(const struct answer_sources *a, const char *field,
                                  const struct catalogue_field **known)
{
    for (size_t i = 0; a && i < a->answer_count; i++) {
        const struct answer *x = &a->answers[i];
        if (strcmp(x->field->name, field) != 0 || x->field->head_count != 1)
            continue;
        const struct value *from = empty(&x->from) ? &x->source->now : &x->from;
        *known = x->source->field;
        return empty(from) ? NULL : from;
    }
    return NULL;
}

void answer_sources_free(struct answer_sources *a)
{
    if (!a)
        return;
    for (size_t i = 0; i < a->source_count; i++)
        value_clear(&a->sources[i].now);
    for (size_t i = 0; i < a->answer_count; i++)
        value_clear(&a->answers[i].from);
    free(a->sources);
    free(a->answers);
    free(a);
}

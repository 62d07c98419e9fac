/* SPDX-License-Identifier: GPL-3.0-or-later
 * A record as it stood at the end of a day: the same rule as for today's answers (an assignment is
 * current unless another names it), over the entries that say they were written by then.
 */
#include <stdlib.h>
#include <string.h>

#include "inwork/base/date.h"
#include "inwork/base/error.h"
#include "records_int.h"

struct past {
    struct record *record;
    struct date day;
    size_t steps;
};

static bool by_then(const char *at, struct date day)
{
    int64_t moment = 0;
    return time_parse_rfc3339(&moment, at) && date_compare(date_of_moment(moment), day) <= 0;
}

static void *grown(void *items, size_t count, size_t size)
{
    return reallocarray(items, count + 1, size);
}

static struct record_field *field_of(struct record *r, const char *name, struct error *err)
{
    for (size_t i = 0; i < r->field_count; i++)
        if (strcmp(r->fields[i].name, name) == 0)
            return &r->fields[i];
    struct record_field *fields = grown(r->fields, r->field_count, sizeof *fields);
    if (!fields) {
        (void)error_memory(err);
        return NULL;
    }
    r->fields = fields;
    char *copy = strdup(name);
    if (!copy) {
        (void)error_memory(err);
        return NULL;
    }
    fields[r->field_count] = (struct record_field){.name = copy};
    return &fields[r->field_count++];
}

static void head_clear(struct head *h)
{
    value_clear(&h->value);
    free(h->by);
    free(h->at);
}

/* Take away what this assignment replaces; then add it, unless an equal one stands already. */
static int assign(struct record_field *f, const struct history_set *set,
                  const struct history_step *step, struct error *err)
{
    for (size_t o = 0; o < set->over_count; o++)
        for (size_t i = 0; i < f->head_count; i++)
            if (strcmp(f->heads[i].entry, set->over[o]) == 0) {
                head_clear(&f->heads[i]);
                memmove(&f->heads[i], &f->heads[i + 1],
                        (f->head_count - i - 1) * sizeof f->heads[0]);
                f->head_count--;
                break;
            }
    struct head *heads = grown(f->heads, f->head_count, sizeof *heads);
    if (!heads)
        return error_memory(err);
    f->heads = heads;
    struct head *h = &heads[f->head_count];
    *h = (struct head){.by = strdup(step->by), .at = strdup(step->at), .arrived = step->arrived};
    memcpy(h->entry, step->entry, ENTRY_ID_TEXT);
    f->head_count++;
    return h->by && h->at ? value_copy(&h->value, set->to, err) : error_memory(err);
}

static int take(const struct history_step *step, void *payload, struct error *err)
{
    struct past *p = payload;
    if (!step->counted || !by_then(step->at, p->day))
        return 0;
    p->steps++;
    for (size_t i = 0; i < step->count; i++) {
        const struct history_set *set = &step->set[i];
        struct record_field *f = field_of(p->record, set->field, err);
        int status = f ? assign(f, set, step, err) : -STATUS_IO;
        if (status < 0)
            return status;
    }
    return 0;
}

/* Equal answers show as one, the earliest. */
static void merge_equal(struct record_field *f)
{
    for (size_t i = 0; i < f->head_count; i++)
        for (size_t j = i + 1; j < f->head_count;) {
            if (value_equal(&f->heads[i].value, &f->heads[j].value)) {
                head_clear(&f->heads[j]);
                memmove(&f->heads[j], &f->heads[j + 1],
                        (f->head_count - j - 1) * sizeof f->heads[0]);
                f->head_count--;
            } else {
                j++;
            }
        }
}

int record_as_of(struct record *out, struct store *s, const char *id, struct date day,
                 struct error *err)
{
    struct record now = {0};
    int status = store_record(s, id, &now, err);
    if (status < 0)
        return status;
    *out = (struct record){
        .kind = strdup(now.kind),
        .compartment = strdup(now.compartment),
        .title = strdup(now.title),
    };
    memcpy(out->id, now.id, sizeof out->id);
    record_clear(&now);
    struct past past = {out, day, 0};
    status = out->kind && out->compartment && out->title ? 0 : error_memory(err);
    if (status == 0)
        status = store_history(s, id, NULL, take, &past, err);
    char text[DATE_SIZE];
    date_format(text, day);
    if (status == 0 && past.steps == 0)
        status = error_set(err, STATUS_NO_INPUT, "%s was not there yet on %s", id, text);
    for (size_t i = 0; status == 0 && i < out->field_count; i++)
        merge_equal(&out->fields[i]);
    if (status == 0)
        out->struck = strcmp(record_text(out, "_struck"), "yes") == 0;
    if (status < 0)
        record_clear(out);
    return status;
}

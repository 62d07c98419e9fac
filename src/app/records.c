/* SPDX-License-Identifier: GPL-3.0-or-later
 * Kinds and fields by name, and records as JSON.
 */
#include "records_int.h"

#include <string.h>

#include "inwork/app/app.h"
#include "inwork/app/command.h"
#include "inwork/base/buf.h"
#include "inwork/base/date.h"
#include "inwork/base/error.h"
#include "inwork/base/json.h"
#include "inwork/model/advice.h"
#include "inwork/store/store.h"

int app_kind(const struct catalogue_kind **out, struct app *app, const char *name,
             struct error *err)
{
    *out = catalogue_kind(store_catalogue(app->store), name);
    if (*out)
        return 0;
    (void)error_set(err, STATUS_DATA, "there is no kind of record “%s”", name);
    return error_hint(err, "“inwork kinds” lists them.");
}

int app_field(const struct catalogue_field **out, const struct catalogue_kind *kind,
              const char *name, struct error *err)
{
    *out = catalogue_field(kind, name);
    if (*out)
        return 0;
    (void)error_set(err, STATUS_DATA, "a record of kind %s has no field “%s”", kind->name, name);
    return error_hint(err, "“inwork kinds %s” lists its fields.", kind->name);
}

struct field_context app_field_context(const struct app *app)
{
    return (struct field_context){
        .today = date_of_moment(store_now(app->store)),
        .store = app->store,
    };
}

void app_advise(struct app *app, const char *record, struct output *out)
{
    struct buf advice = BUF_ZERO;
    (void)save_advice(&advice, app->store, record,
                      NULL); /* it is saved; a word less is no failure */
    for (const char *line = buf_text(&advice); *line != '\0';) {
        size_t n = strcspn(line, "\n");
        output_notef(out, "note: %.*s", (int)n, line);
        line += n + (line[n] == '\n');
    }
    buf_free(&advice);
}

bool field_is_reserved(const char *name)
{
    return name[0] == '_';
}

static void json_add_value(struct buf *json, const struct value *v)
{
    value_to_json(json, v);
}

void json_add_head(struct buf *json, const struct head *h)
{
    json_begin_object(json);
    json_add_name(json, "value");
    json_add_value(json, &h->value);
    json_put_string(json, "by", h->by);
    json_put_string(json, "at", h->at);
    json_put_string(json, "entry", h->entry);
    json_end_object(json);
}

void json_open_record(struct buf *json, const struct record *r)
{
    json_begin_object(json);
    json_put_string(json, "id", r->id);
    json_put_string(json, "kind", r->kind);
    json_put_string(json, "title", r->title);
    json_put_bool(json, "struck", r->struck);
    json_add_name(json, "fields");
    json_begin_object(json);
    for (size_t i = 0; i < r->field_count; i++) {
        const struct record_field *f = &r->fields[i];
        if (f->head_count != 1 || field_is_reserved(f->name))
            continue;
        json_add_name(json, f->name);
        json_add_head(json, &f->heads[0]);
    }
    json_end_object(json);
    json_add_name(json, "conflicts");
    json_begin_object(json);
    for (size_t i = 0; i < r->field_count; i++) {
        const struct record_field *f = &r->fields[i];
        if (f->head_count < 2)
            continue;
        json_add_name(json, f->name);
        json_begin_array(json);
        for (size_t j = 0; j < f->head_count; j++)
            json_add_head(json, &f->heads[j]);
        json_end_array(json);
    }
    json_end_object(json);
}

/* A field that the catalogue does not know may be restricted. */
static bool left_out(const struct catalogue_kind *without, const char *field)
{
    const struct catalogue_field *f = without ? catalogue_field(without, field) : NULL;
    return without && (!f || field_is_restricted(without, f));
}

/* A title made of restricted answers is restricted. */
static bool title_left_out(const struct catalogue_kind *without)
{
    bool out = false;
    struct buf name = BUF_ZERO;
    for (const char *at = without ? without->title_fields : ""; !out && *at != '\0';) {
        size_t n = strcspn(at, ",");
        buf_clear(&name);
        buf_append(&name, at, n);
        out = left_out(without, buf_text(&name));
        at += n + (at[n] == ',');
    }
    buf_free(&name);
    return out;
}

void json_add_record(struct buf *json, const struct record *r, const struct catalogue_kind *without)
{
    json_begin_object(json);
    json_put_string(json, "id", r->id);
    json_put_string(json, "kind", r->kind);
    if (!title_left_out(without))
        json_put_string(json, "title", r->title);
    json_add_name(json, "fields");
    json_begin_object(json);
    bool conflict = false;
    for (size_t i = 0; i < r->field_count; i++) {
        const struct record_field *f = &r->fields[i];
        conflict |= f->head_count > 1;
        /* An answer in conflict is no answer yet; an emptied one is none. */
        if (f->head_count != 1 || f->heads[0].value.type == VALUE_NULL ||
            field_is_reserved(f->name) || left_out(without, f->name))
            continue;
        json_add_name(json, f->name);
        json_add_value(json, &f->heads[0].value);
    }
    json_end_object(json);
    if (conflict) {
        json_add_name(json, "conflicts");
        json_begin_array(json);
        for (size_t i = 0; i < r->field_count; i++)
            if (r->fields[i].head_count > 1)
                json_add_string(json, r->fields[i].name);
        json_end_array(json);
    }
    json_end_object(json);
}

int print_title(struct output *out, const char *id, const char *kind, const char *title)
{
    return kind ? output_linef(out, "%s\t%s\t%s", id, kind, title)
                : output_linef(out, "%s\t%s", id, title);
}
